"""Passwords and names of users: Argon2 with the library's own measure, kept up to date."""

from __future__ import annotations

import re
import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ...errors import InputError

SHORTEST, LONGEST = 10, 256
"""Characters of a password. The longest keeps one request from hashing megabytes."""
_NAME = re.compile(r"[^\W_][\w.@+-]{0,59}")
_AT_ONCE = threading.BoundedSemaphore(2)
"""Each hash takes 64 MB for as long as it is being made: a burst of logins must wait in line."""
_HASHER = PasswordHasher()


def user_name(words: str) -> str:
    """The name as it is kept: no blanks, one way to write each letter. Raises `InputError`."""
    name = unicodedata.normalize("NFKC", words.strip())
    if not _NAME.fullmatch(name):
        raise InputError(
            f"{words[:60]!r} is no name: up to 60 letters, digits and . @ + - _, a letter first"
        )
    return name


def check_password(password: str, name: str = "") -> None:
    """Raise `InputError` for a password that is too short, too long, or the name itself."""
    if len(password) < SHORTEST:
        raise InputError(f"a password has at least {SHORTEST} characters")
    if len(password) > LONGEST:
        raise InputError(f"a password has at most {LONGEST} characters")
    if password.lower() == name.lower() or len(set(password)) < 4:
        raise InputError("that password is too easy to guess")


def hash_password(password: str) -> str:
    """What is kept of a password (`check_password` first)."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def is_password(kept: str | None, password: str) -> bool:
    """Whether the password is the one of that hash; takes as long where there is none to match."""
    if len(password) > LONGEST:
        return False
    with _AT_ONCE:
        try:
            right = _HASHER.verify(kept or _nobody(), password)
        except (VerificationError, InvalidHashError):
            return False
    return right and kept is not None


def is_outdated(kept: str) -> bool:
    """Whether the hash was made with a weaker measure than today's."""
    return _HASHER.check_needs_rehash(kept)


_made: list[str] = []


def _nobody() -> str:
    """The hash of a password that nobody has."""
    if not _made:
        _made.append(_HASHER.hash("nobody at all has this one"))
    return _made[0]
