"""Forged requests (CSRF): what changes something has to come from one of our own pages."""

from __future__ import annotations

import hmac

from starlette.exceptions import HTTPException
from starlette.requests import Request

from .sessions import Session, Sessions
from .tokens import bearer

FIELD, HEADER = "csrf", "X-CSRF-Token"
_HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_OURS = frozenset({"same-origin", "none"})


async def check_not_forged(request: Request) -> None:
    """Refuse (403) a request that changes something without the token of its session.

    The token stands in the form's hidden field ``csrf`` or in the header ``X-CSRF-Token``. A
    request with an API token needs none: no other site can make a browser send that.
    """
    if request.method in _HARMLESS or bearer(request.headers.get("authorization")):
        return
    if request.headers.get("sec-fetch-site", "same-origin") not in _OURS:
        raise HTTPException(403, "this form was sent from another site")
    given = request.headers.get(HEADER) or await _field(request)
    session: Session = request.state.session
    sessions: Sessions = request.app.state.workbench.sessions
    right = sessions.form_token(session)
    if not hmac.compare_digest(given.encode("utf-8", "replace"), right.encode()):
        raise HTTPException(403, "this form is out of date: go back, load the page anew, try again")


async def _field(request: Request) -> str:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _FORMS:
        return ""
    value = (await request.form()).get(FIELD, "")
    return value if isinstance(value, str) else ""
