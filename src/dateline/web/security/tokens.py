"""API tokens: shown once when they are made; only their digest is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from ...errors import InputError
from ...records.people import ApiToken

PREFIX = "dl_"
_BYTES = 32
_LONGEST_NAME = 60


def new_token(user: str, name: str, now: datetime) -> tuple[str, ApiToken]:
    """A token and the record to keep of it. Raises `InputError` for a name that says nothing."""
    label = " ".join(name.split())
    if not label or len(label) > _LONGEST_NAME:
        raise InputError(f"a token has a name of 1 to {_LONGEST_NAME} characters")
    token = PREFIX + secrets.token_urlsafe(_BYTES)
    return token, ApiToken(
        id=secrets.token_hex(6),
        user=user,
        name=label,
        digest=digest_of(token),
        created=now,
        last_used=None,
    )


def digest_of(token: str) -> str:
    """What is kept. A token is 32 random bytes, so that a plain hash cannot be guessed at."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def bearer(header: str | None) -> str | None:
    """The token of an ``Authorization`` header; None where there is none of ours."""
    scheme, _, token = (header or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None
