"""Who may use the workbench: people, their tokens, and what they have done."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Role = Literal["reader", "reviewer", "admin"]
"""A reader sees; a reviewer also reviews, judges and adds; an admin may do everything."""

MOST_NAME = 100
"""So many characters a name may have."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may log in. ``name`` is kept as written; capitals make no difference in it.

    ``session_epoch`` counts up where all logins of before shall end (a new password, a lost
    computer). ``created`` has a time zone.
    """

    name: str
    role: Role
    password_hash: str
    created: datetime
    session_epoch: int = 0
    disabled: bool = False

    def __post_init__(self) -> None:
        check_name(self.name, "a user")
        if self.role not in ("reader", "reviewer", "admin"):
            raise ValueError(f"no role: {self.role!r}")
        if self.session_epoch < 0:
            raise ValueError(f"not a number of logins' end: {self.session_epoch}")
        check_zone(self.created, "a user's")


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A key of a program that asks in a user's name; only its ``digest`` is kept.

    ``id`` is what lists show and what it is taken back by; ``name`` says what it is for.
    """

    id: str
    user: str
    name: str
    digest: str
    created: datetime
    last_used: datetime | None = None

    def __post_init__(self) -> None:
        if not self.id or not self.digest:
            raise ValueError("a token needs an id and a digest")
        check_zone(self.created, "a token's")
        if self.last_used is not None:
            check_zone(self.last_used, "a token's")


@dataclass(frozen=True, slots=True)
class Act:
    """One line of the audit log: ``who`` did ``what`` (``"login"``, ``"judge"``) ``on`` what."""

    at: datetime
    who: str
    what: str
    on: str
    detail: str = ""

    def __post_init__(self) -> None:
        check_zone(self.at, "an act's")


def check_name(name: str, whose: str) -> None:
    """Raises `ValueError` for what is no name: nothing, too much, signs that cannot be seen."""
    if not name or name != name.strip():
        raise ValueError(f"{whose} needs a name without blanks around it")
    if len(name) > MOST_NAME:
        raise ValueError(f"a name of more than {MOST_NAME} characters")
    if any(unicodedata.category(sign)[0] == "C" for sign in name):
        raise ValueError(f"a name with signs that cannot be seen: {name!r}")


def check_zone(moment: datetime, whose: str) -> None:
    """Raises `ValueError` for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{whose} time needs a time zone")
