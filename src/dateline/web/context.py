"""What every page is given: the workbench, and who is asking (as FastAPI dependencies)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cached_property
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request

from ..pipeline import Coder
from ..records.people import Act, Role
from ..resolve.gazetteer import Gazetteer
from ..store.contract import Store
from .security.sessions import Sessions
from .security.throttle import Throttle
from .security.tokens import bearer
from .security.visitors import Visitor, identify
from .settings import WebSettings

T = TypeVar("T")

_LONGEST_DETAIL = 500


class Workbench:
    """One for each app: the store, and what is made of it on first need.

    All threads use the one store; a coder is slow to load and serves one thread at a time, so that
    what codes runs on ``worker``, which has a single thread.
    """

    def __init__(self, settings: WebSettings, store: Store) -> None:
        self.settings = settings
        self.store = store
        self.sessions = Sessions(store.secret("session"), f"dateline_{settings.port}")
        self.throttle = Throttle()
        self.worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="dateline-worker")
        self._parts: dict[Callable[[Workbench], Any], Any] = {}
        self._lock = threading.RLock()

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine reaches the workbench."""
        return self.settings.on_loopback

    def part(self, make: Callable[[Workbench], T]) -> T:
        """What ``make(workbench)`` gives, made on first need and kept: an index, jobs, a cache.

        Where it has a method ``close`` that is called at the end.
        """
        with self._lock:
            if make not in self._parts:
                self._parts[make] = make(self)
            found: T = self._parts[make]
            return found

    def coder(self) -> Coder:
        """The coder, which loads its models when it first codes; use it on ``worker`` only."""
        return self.part(_coder)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The shipped gazetteer, for names of countries."""
        return Gazetteer.open()

    def now(self) -> datetime:
        """The time, in UTC."""
        return datetime.now(UTC)

    def log(self, visitor: Visitor | str, what: str, on: str = "", detail: str = "") -> None:
        """Write down who did what on what; everything that changes something is written down."""
        who = visitor if isinstance(visitor, str) else visitor.name
        self.store.log_act(Act(self.now(), who, what, on, detail[:_LONGEST_DETAIL]))

    def close(self) -> None:
        """Stop what runs (the job under way comes to its end) and close the parts."""
        self.worker.shutdown(wait=True, cancel_futures=True)
        for part in self._parts.values():
            if callable(close := getattr(part, "close", None)):
                close()


def _coder(workbench: Workbench) -> Coder:
    return Coder(workbench.settings.coder)


# -- dependencies ------------------------------------------------------------------------------


class LoginNeeded(Exception):
    """Nobody known is asking. Answered with the login page, or 401 for a program."""


class NotAllowed(Exception):
    """The visitor's role does not reach; ``role`` is the one that would. Answered with 403."""

    def __init__(self, role: Role) -> None:
        super().__init__(role)
        self.role = role


def workbench(request: Request) -> Workbench:
    """The app's workbench."""
    found: Workbench = request.app.state.workbench
    return found


def visitor(request: Request) -> Visitor | None:
    """Who is asking, None for somebody unknown. Looked up once a request."""
    if not hasattr(request.state, "visitor"):
        token = bearer(request.headers.get("authorization"))
        request.state.visitor = identify(workbench(request), request.state.session, token)
    found: Visitor | None = request.state.visitor
    return found


def reader(request: Request) -> Visitor:
    """Whoever may see. Raises `LoginNeeded`."""
    return _at_least(request, "reader")


def reviewer(request: Request) -> Visitor:
    """Whoever may review, judge and add. Raises `LoginNeeded` or `NotAllowed`."""
    return _at_least(request, "reviewer")


def admin(request: Request) -> Visitor:
    """Whoever may do everything. Raises `LoginNeeded` or `NotAllowed`."""
    return _at_least(request, "admin")


def _at_least(request: Request, role: Role) -> Visitor:
    found = visitor(request)
    if found is None:
        raise LoginNeeded
    if not found.may(role):
        raise NotAllowed(role)
    return found


Bench = Annotated[Workbench, Depends(workbench)]
Reader = Annotated[Visitor, Depends(reader)]
Reviewer = Annotated[Visitor, Depends(reviewer)]
Admin = Annotated[Visitor, Depends(admin)]
