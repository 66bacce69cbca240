"""Transactions: one for each call, or one for a batch of calls of the same thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from ..errors import InputError, StoreError
from .backend import Backend


class Sessions:
    """Hands out connections inside transactions; database errors leave as `StoreError`."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self._engine = backend.engine()
        self._writers = self._engine.execution_options(writes=True)
        self._batches = _Batches()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads: one state of the store. A batch sees its own changes."""
        with self._explaining(), _refusing():
            if self._batches.open is not None:
                with self._minding():
                    yield self._batches.open
            else:
                with self._engine.begin() as connection:
                    yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is committed at the end, or part of the thread's batch.

        Inside a batch a call that fails is undone by itself, so that what went before it can
        still be committed; not so where the database failed, which may have undone all.
        """
        self._check_may_write()
        with self._explaining(), _refusing():
            if self._batches.open is None:
                with self._writers.begin() as connection:
                    yield connection
                return
            with self._minding(), self._batches.open.begin_nested():
                yield self._batches.open

    @contextmanager
    def batch(self) -> Iterator[None]:
        """One transaction for all that this thread does inside."""
        if self._batches.open is not None:
            yield
            return
        self._check_may_write()
        with self._explaining(), self._writers.begin() as connection:
            self._batches.open, self._batches.failed = connection, False
            try:
                yield
                if self._batches.failed:
                    raise StoreError(f"{self.backend.place}: nothing of the batch was kept: "
                                     "an error inside it was passed over")  # fmt: skip
            finally:
                self._batches.open = None

    def settle(self) -> None:
        """Outside of all transactions: see `Backend.settle`."""
        if self.backend.read_only:
            return
        with self._explaining():
            self.backend.settle()

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def _check_may_write(self) -> None:
        if self.backend.read_only:
            raise StoreError(f"{self.backend.place}: cannot be written: it may only be read")

    @contextmanager
    def _minding(self) -> Iterator[None]:
        """Remember that the database has failed inside the batch."""
        try:
            yield
        except SQLAlchemyError:
            self._batches.failed = True
            raise

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise self.backend.explained(error) from error
        except SQLAlchemyError as error:
            message = " ".join(str(error).split())
            raise StoreError(f"{self.backend.place}: {message}") from error


@contextmanager
def _refusing() -> Iterator[None]:
    """Values that no database takes, which its driver says in its own way."""
    try:
        yield
    except UnicodeEncodeError:
        raise InputError("half of a surrogate pair is not text and cannot be kept") from None
    except OverflowError:
        raise InputError("a number is too large for the store") from None


class _Batches(threading.local):
    """The batch that a thread is in."""

    open: Connection | None = None
    failed: bool = False
