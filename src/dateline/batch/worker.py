"""One worker process: what it does, and how its parent starts, feeds, hears and ends it.

A worker is a fork of a parent that has loaded everything, so that models, lexicons and the
gazetteer are in memory once. Where there is no fork that can be relied on (macOS, Windows), it is
a new Python that loads its own.

A worker leaves when its parent does: it reads the end of its pipe, or cannot write to it; on
Linux the kernel ends it at once, even inside a computation that never ends.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from typing import Literal, NoReturn, cast

from ..config import Settings
from ..records.article import Article
from ..records.event import CodedArticle
from .chunks import Chunk
from .one_by_one import CodesMany, code_each
from .wire import ARTICLES, CODED

if sys.platform != "win32":
    import fcntl

Start = Literal["fork", "spawn"]
Maker = Callable[[Settings], CodesMany]

_READY = b""
_ROOM, _SURE_ROOM = 1 << 18, 1 << 14
"""Bytes that may wait in a pipe: as many as Linux is asked for, and what every system has."""
_CHARACTERS = 20_000
"""A time limit is for an article of so many characters; a longer one has more in proportion."""
_SET_DEATH_SIGNAL = 1
"""``PR_SET_PDEATHSIG`` of Linux's <sys/prctl.h>."""
_HELD = (signal.SIGINT, signal.SIGTERM)
_SAMPLE = Article(
    "KABUL (Reuters) - Police arrested two men in Kandahar on Monday, a spokesman said. Rebels of "
    "the Taliban had killed nine soldiers there on May 3, according to the defence ministry.",
    hash="0" * 16,
    id="sample",
    published=date(2024, 5, 7),
)


def start_method() -> Start:
    """How workers start here. A fork of a macOS program may crash in Apple's own libraries."""
    methods = get_all_start_methods()
    return "fork" if "fork" in methods and sys.platform != "darwin" else "spawn"


def warm_up(coder: CodesMany) -> None:
    """Code a text, so that whatever a coder loads late is loaded."""
    for _ in coder.code_many([_SAMPLE]):
        pass


# -- in the worker -------------------------------------------------------------------------


def _serve(
    coder: CodesMany | tuple[Maker, Settings],
    tasks: Connection,
    results: Connection,
    inherited: Sequence[Connection],
    parent: int,
) -> None:
    """Code chunk after chunk until the parent closes the pipe or is gone."""
    _begin(inherited, parent)
    if isinstance(coder, tuple):
        make, settings = coder
        coder = make(settings)
        warm_up(coder)
    # Whatever is loaded stays; the collector would go through it, and so copy it, each time.
    gc.freeze()
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        results.send_bytes(_READY)
        while True:
            articles = ARTICLES.unpack(tasks.recv_bytes())
            for coded in code_each(coder, articles):
                results.send_bytes(CODED.pack(coded))
    _leave()


def _begin(inherited: Sequence[Connection], parent: int) -> None:
    """Ctrl-C and the end of the program are the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if parent and sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != parent:
            _leave()
    for connection in inherited:  # else no worker reads the end of its pipe before all have left
        connection.close()
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _HELD)


def _leave() -> NoReturn:
    """Without the parent's exit handlers, of which a fork has a copy."""
    os._exit(0)


# -- in the parent -------------------------------------------------------------------------


class Worker:
    """A worker as its parent sees it.

    ``inherited`` are the parent's ends of the other workers' pipes, which a fork has to close.
    """

    def __init__(
        self, coder: CodesMany, start: Start, inherited: Sequence[Connection] = ()
    ) -> None:
        is_fork = start == "fork"
        context = get_context("fork") if is_fork else get_context("spawn")
        tasks, self._tasks = context.Pipe(duplex=False)
        self.results, results = context.Pipe(duplex=False)
        self._room = _widened(self._tasks)
        self._given: deque[Chunk] = deque()
        self._done = 0
        self._heard = 0.0
        self.is_ready = False
        self._process = context.Process(
            target=_serve,
            args=(
                coder if is_fork else (cast("Maker", type(coder)), coder.settings),
                tasks,
                results,
                (*inherited, *self.ends) if is_fork else (),
                # The signal comes when the thread that forked ends: safe for the main one alone.
                os.getpid() if threading.current_thread() is threading.main_thread() else 0,
            ),
            daemon=True,
        )
        try:
            with _signals_held():
                self._process.start()
        finally:
            tasks.close()
            results.close()

    @property
    def ends(self) -> tuple[Connection, Connection]:
        """The parent's ends of its pipes."""
        return self._tasks, self.results

    @property
    def is_idle(self) -> bool:
        """Whether it waits for a chunk."""
        return self.is_ready and not self._given

    def takes(self, size: int) -> bool:
        """Whether ``size`` more bytes can be sent without waiting for the worker to read them.

        While it is busy: where it has read its chunk, so that nothing else is in the pipe.
        """
        return self.is_idle or (len(self._given) == 1 and self._done > 0 and size <= self._room)

    def give(self, chunk: Chunk, packed: bytes) -> None:
        """Send a chunk. That the worker is gone shows when it is heard next."""
        if not self._given:
            self._heard = time.monotonic()
        self._given.append(chunk)
        with suppress(OSError):
            self._tasks.send_bytes(packed)

    def hear(self) -> Iterator[tuple[int, CodedArticle]]:
        """What it has coded since, each with its number.

        Raises `EOFError` where the worker is gone, when all that it had sent is heard.
        """
        try:
            while self.results.poll():
                message = self.results.recv_bytes()
                self._heard = time.monotonic()
                if message == _READY:
                    self.is_ready = True
                else:
                    yield self._number(), CODED.unpack(message)
        except OSError as error:
            raise EOFError from error

    def _number(self) -> int:
        chunk = self._given[0]
        number = chunk.first + self._done
        self._done += 1
        if self._done == len(chunk.articles):
            self._given.popleft()
            self._done = 0
        return number

    def seconds_left(self, limit: float) -> float | None:
        """Until it must be heard of again; None where it has nothing to do."""
        if not self._given:
            return None
        unfinished = self._given[0].articles[self._done :]
        return self._heard + allowed(unfinished, limit) - time.monotonic()

    def unfinished(self) -> tuple[Chunk | None, list[Chunk]]:
        """What is left of the chunk that it was at, and the chunks that it had not begun."""
        if not self._given:
            return None, []
        at, *others = self._given
        rest = Chunk(at.first + self._done, at.articles[self._done :], at.alone)
        return rest, others

    def end(self) -> str:
        """Kill it where it still runs, and say how it ended."""
        self._tasks.close()
        self._process.kill()
        self._process.join()
        code = self._process.exitcode or 0
        self._process.close()
        if code < 0:
            return f"was killed by {_signal_name(-code)}"
        return f"ended with exit code {code}"


def allowed(articles: Iterable[Article], limit: float) -> float:
    """Seconds within which the first of some articles must be coded, after a parse of them all."""
    return limit * max(1.0, sum(len(article.text) for article in articles) / _CHARACTERS)


def _signal_name(number: int) -> str:
    try:
        return f"signal {number} ({signal.Signals(number).name})"
    except ValueError:
        return f"signal {number}"


def _widened(tasks: Connection) -> int:
    """Make room for a chunk in a pipe that is read later; how many bytes there are."""
    if sys.platform == "linux":
        with suppress(OSError):
            return fcntl.fcntl(tasks.fileno(), fcntl.F_SETPIPE_SZ, _ROOM) - 1
    return _SURE_ROOM


@contextmanager
def _signals_held() -> Iterator[None]:
    """A signal that comes while a worker starts waits until the worker knows what to do with it."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
