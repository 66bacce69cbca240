"""What the parts of the store over a database have in common: its sessions, and the time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from .backend import Backend
from .rows import moment_number
from .sessions import Sessions

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time now."""
    return datetime.now(UTC)


class SqlPart:
    """Opened and closed, and done in batches, as `dateline.store.contract` says."""

    def __init__(self, backend: Backend, *, clock: Clock = utc_now) -> None:
        self._backend = backend
        self._sessions = Sessions(backend)
        self._clock = clock

    @property
    def place(self) -> str:
        return self._backend.place

    def batch(self) -> AbstractContextManager[None]:
        return self._sessions.batch()

    def backup(self, path: Path) -> None:
        self._backend.copy(path)

    def settle(self) -> None:
        self._sessions.settle()

    def close(self) -> None:
        self._sessions.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _now(self) -> int:
        return moment_number(self._clock())
