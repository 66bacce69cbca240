"""Rendered answers kept for as long as the store stays as it is, and answers compressed."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable

from fastapi import Request
from fastapi.responses import Response

from ..context import Workbench

_MOST_BYTES = 48 * 2**20
_LEAST_COMPRESSED = 1_400
"""Bytes: about what one packet holds."""
_LEVEL = 4
Key = tuple[str, ...]


class Rendered:
    """The last answers, by what was asked and the version of the store; for several threads.

    What is kept is the same for all visitors: nothing of a visitor may be in it.
    """

    def __init__(self, bench: Workbench, most: int = _MOST_BYTES) -> None:
        self._most = most
        self._size = 0
        self._kept: dict[Key, str] = {}
        self._lock = threading.Lock()
        # One at a time: threads that count and draw at once share one processor, and all of them
        # would wait for the last. Who asks for what is just being made gets it when it is.
        self._making = threading.Lock()

    def of(self, key: Key, make: Callable[[], str]) -> str:
        """The answer of a key, made where it is not kept."""
        found = self._found(key)
        if found is not None:
            return found
        with self._making:
            found = self._found(key)
            return self._keep(key, make()) if found is None else found

    def _found(self, key: Key) -> str | None:
        with self._lock:
            if key not in self._kept:
                return None
            self._kept[key] = found = self._kept.pop(key)  # the latest at the end
            return found

    def _keep(self, key: Key, made: str) -> str:
        with self._lock:
            self._size += len(made) - len(self._kept.pop(key, ""))
            self._kept[key] = made
            while self._size > self._most and len(self._kept) > 1:
                self._size -= len(self._kept.pop(next(iter(self._kept))))
        return made

    def __len__(self) -> int:
        return len(self._kept)


def takes_gzip(request: Request) -> bool:
    """Whether the client says that it understands gzip."""
    offered = request.headers.get("accept-encoding", "")
    return any(one.partition(";")[0].strip() == "gzip" for one in offered.split(","))


def compressed(request: Request, bench: Workbench, answer: Response) -> Response:
    """The answer compressed where that pays: not on this very machine, and not for a few bytes.

    Only for answers without a secret in them: beside words that somebody else chose, the length
    of a compressed page would give the form's token away (the attack called BREACH).
    """
    body = bytes(answer.body)
    if bench.on_loopback or len(body) < _LEAST_COMPRESSED or not takes_gzip(request):
        return answer
    answer.body = gzip.compress(body, _LEVEL, mtime=0)
    answer.headers["Content-Length"] = str(len(answer.body))
    answer.headers["Content-Encoding"] = "gzip"
    answer.headers.add_vary_header("Accept-Encoding")
    return answer
