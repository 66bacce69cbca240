"""What a block's workers leave behind, so that an article that kills workers is found and left out.

Python's errors become failures where they happen. What ends the process (memory, a fault in
compiled code, an article without end) cannot; so whoever tries a block notes it in a small file
beside the coded ones. A second try goes article by article and notes each before it is read and
before it is coded; the one at which two tries ended is passed over.
"""

from __future__ import annotations

import faulthandler
import os
import threading
import time
from collections import Counter
from pathlib import Path
from types import TracebackType

from ..errors import InputError

_BEGUN, _READ, _CODE, _LATE = "begun", "read", "code", "late"
_DEADLY = 2
_MOST_VAIN = 5
"""After so many tries in a row that reached no article, the fault is not the articles'."""
_LOOK_EVERY = 1.0
_STANDARD_ERROR = 2


class Attempt:
    """One try at a block; ``path`` is the file that the tries share."""

    def __init__(self, path: Path) -> None:
        self._path = path
        tries = _tries(path)
        self._ends = Counter(mark for marks in tries if (mark := _end(marks)))
        for marks in tries:
            if marks and marks[-1] == _LATE and (mark := _end(marks)):
                self._ends[mark] += _DEADLY
        self.is_careful = bool(tries)
        """Whether an earlier try did not come to its end."""
        self.is_vain = len(tries) >= _MOST_VAIN and not any(tries[-_MOST_VAIN:])
        """Whether another try makes no sense."""
        self._note(_BEGUN)

    def may_read(self, number: int) -> bool:
        """Note that an article is about to be read; False where reading it ends workers."""
        return self._may(_READ, number)

    def may_code(self, number: int) -> bool:
        """Note that an article is about to be coded; False where coding it ends workers."""
        return self._may(_CODE, number)

    def late(self) -> None:
        """Note that the article under way has no end."""
        self._note(_LATE)

    def end(self) -> None:
        """The block is finished, or given up."""
        self._path.unlink(missing_ok=True)

    def _may(self, what: str, number: int) -> bool:
        mark = f"{what} {number}"
        if self._ends[mark] >= _DEADLY:
            return False
        if self.is_careful:
            self._note(mark)
        return True

    def _note(self, line: str) -> None:
        try:
            with self._path.open("a", encoding="ascii") as stream:
                stream.write(line + "\n")
        except OSError as error:
            raise InputError(
                f"{self._path}: cannot be written: {error.strerror or error}"
            ) from error


def _tries(path: Path) -> list[list[str]]:
    """The marks of each try so far."""
    try:
        lines = path.read_text(encoding="ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    tries: list[list[str]] = []
    for line in lines:
        if line == _BEGUN or not tries:
            tries.append([])
        else:
            tries[-1].append(line)
    return tries


def _end(marks: list[str]) -> str | None:
    """The article at which a try ended."""
    return next((mark for mark in reversed(marks) if mark != _LATE), None)


class Watch:
    """Ends this process, after a note, when nothing has been done for too long.

    ``seconds`` is what may pass between two signs of life, 0 for any time. Ray starts the worker
    again and gives it the same block. A thread looks; where compiled code
    does not even let that run, `faulthandler`, which needs no leave, ends the process without one.
    """

    def __init__(self, attempt: Attempt, seconds: float) -> None:
        self._attempt = attempt
        self._usual = self._allowed = seconds
        self._since = time.monotonic()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        if self._usual:
            self.allow(self._usual)
            self._arm()
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._usual:
            self._over.set()
            self._thread.join()

    def allow(self, seconds: float | None = None) -> None:
        """Something was done; what is next may take so many seconds."""
        self._since = time.monotonic()
        self._allowed = self._usual if seconds is None else seconds

    def _look(self) -> None:
        try:
            while not self._over.wait(min(_LOOK_EVERY, self._usual / 10)):
                self._arm()
                if time.monotonic() - self._since > self._allowed:
                    self._attempt.late()
                    os._exit(1)
        finally:
            faulthandler.cancel_dump_traceback_later()

    def _arm(self) -> None:
        """Begin to wait anew for a sign of life of Python's threads."""
        faulthandler.dump_traceback_later(self._allowed, exit=True, file=_STANDARD_ERROR)
