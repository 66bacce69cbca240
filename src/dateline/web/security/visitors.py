"""Who is asking: the person at this machine, somebody logged in, or the bearer of a token."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from ...records.people import Role, User
from ...store.contract import Store
from .sessions import Session
from .tokens import digest_of

ROLES: tuple[Role, ...] = ("reader", "reviewer", "admin")
"""Each may do what those before it may."""

_TOUCHED_EVERY = timedelta(minutes=1)
"""A token's last use is written down so often: each time is a commit."""

Way = Literal["alone", "session", "token"]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is asking, what they may do, and how they came in."""

    name: str
    role: Role
    way: Way = "session"

    def may(self, role: Role) -> bool:
        """Whether the role is theirs, or below theirs."""
        return ROLES.index(self.role) >= ROLES.index(role)


class Entrance(Protocol):
    """What is needed of the workbench to know who is asking."""

    @property
    def store(self) -> Store: ...

    @property
    def on_loopback(self) -> bool: ...

    def now(self) -> datetime: ...


def identify(entrance: Entrance, session: Session, token: str | None) -> Visitor | None:
    """Who is asking; None for somebody unknown.

    A token that is given is all that counts. Without users, whoever sits at this machine is
    admin.
    """
    if token is not None:
        return _of_token(entrance, token)
    if session.user is not None:
        user = entrance.store.user(session.user)
        if user is not None and not user.disabled and user.session_epoch == session.epoch:
            return Visitor(user.name, user.role)
    if entrance.on_loopback and not entrance.store.users():
        return Visitor(login_name(), "admin", "alone")
    return None


def login_name() -> str:
    """What the system calls the person at this machine."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container may have a number only
        return "you"


def active_admins(users: tuple[User, ...]) -> tuple[User, ...]:
    """Those who can let others in."""
    return tuple(user for user in users if user.role == "admin" and not user.disabled)


def _of_token(entrance: Entrance, token: str) -> Visitor | None:
    store = entrance.store
    kept = store.token(digest_of(token))
    user = None if kept is None else store.user(kept.user)
    if kept is None or user is None or user.disabled:
        return None
    now = entrance.now()
    if kept.last_used is None or now - kept.last_used > _TOUCHED_EVERY:
        store.touch_token(kept.digest, now)
    return Visitor(user.name, user.role, "token")
