"""The signed cookie that knows a browser again, and the person logged in with it.

The cookie holds nothing secret: a random id, the user's name and epoch, one message to show. What
it says counts because it is signed with a key that the store keeps. A login gives a new id (an id
that somebody planted before is worth nothing afterwards), and a logout is remembered until the
cookie would have run out by itself. The forms' token is made from the id.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOGGED_IN_SECONDS = 12 * 3600
"""A login ends after so long without a request."""
LONGEST_SECONDS = 7 * 24 * 3600
"""A login ends after so long in any case."""
_BROWSER_SECONDS = 30 * 24 * 3600
_REFRESH_SECONDS = 600
_LONGEST_NOTICE = 300

NoticeKind = Literal["ok", "problem"]


@dataclass(frozen=True, slots=True)
class Notice:
    """One line to show on the next page."""

    text: str
    kind: NoticeKind = "ok"


@dataclass(slots=True)
class Session:
    """What is known of a browser. ``user`` and ``epoch`` only count if the store agrees."""

    id: str
    user: str | None = None
    epoch: int = 0
    started: int = 0
    notice: Notice | None = None
    is_new: bool = True
    """Whether the browser has not been given it yet."""
    changed: bool = False
    """Whether the cookie has to be written again."""

    def log_in(self, user: str, epoch: int, now: int) -> None:
        """A new id, and the user."""
        self.id, self.user, self.epoch, self.started = _new_id(), user, epoch, now
        self.changed = True

    def forget(self) -> None:
        """A new id, and nobody."""
        self.id, self.user, self.epoch, self.started = _new_id(), None, 0, 0
        self.changed = True

    def tell(self, text: str, kind: NoticeKind = "ok") -> None:
        """Show a line on the next page."""
        self.notice = Notice(text[:_LONGEST_NOTICE], kind)
        self.changed = True

    def take_notice(self) -> Notice | None:
        """The line to show, which is shown once."""
        found, self.notice = self.notice, None
        if found is not None:
            self.changed = True
        return found


class Sessions:
    """Reads and writes cookies; one for each workbench."""

    def __init__(self, secret: bytes, cookie: str, clock: Callable[[], float] = time.time) -> None:
        self.cookie = cookie
        self._secret = secret
        self._clock = clock
        self._signer = URLSafeTimedSerializer(secret, salt="dateline.session")
        self._ended: dict[str, float] = {}
        self._lock = threading.Lock()

    def read(self, cookie: str | None) -> Session:
        """The session of a cookie; a new one where it is missing, forged, too old or ended."""
        if cookie is None:
            return Session(_new_id())
        try:
            content, signed = self._signer.loads(
                cookie, max_age=_BROWSER_SECONDS, return_timestamp=True
            )
            session = _session(content)
        except (BadData, KeyError, TypeError, ValueError):
            return Session(_new_id())
        age = self._clock() - signed.timestamp()
        if session.user is not None and self._is_over(session, age):
            return Session(_new_id())
        session.changed = age > _REFRESH_SECONDS
        return session

    def write(self, session: Session) -> str:
        """The cookie's value."""
        notice = session.notice
        told = None if notice is None else [notice.text, notice.kind]
        content = [session.id, session.user, session.epoch, session.started, told]
        written: str = self._signer.dumps(content)
        return written

    def end(self, session: Session) -> None:
        """Log out: the cookie is worth nothing any more, wherever a copy of it may lie."""
        now = self._clock()
        with self._lock:
            self._ended = {id: until for id, until in self._ended.items() if until > now}
            self._ended[session.id] = now + LONGEST_SECONDS
        session.forget()

    def form_token(self, session: Session) -> str:
        """What a form has to send back; of no use with another session."""
        session.changed = session.changed or session.is_new
        message = f"dateline.form {session.id}".encode()
        return hmac.new(self._secret, message, hashlib.sha256).hexdigest()

    def _is_over(self, session: Session, age: float) -> bool:
        too_old = self._clock() - session.started > LONGEST_SECONDS
        return age > LOGGED_IN_SECONDS or too_old or session.id in self._ended


class SessionMiddleware:
    """Puts the `Session` into ``request.state.session``, and writes the cookie if it changed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        sessions: Sessions = request.app.state.workbench.sessions
        session = sessions.read(request.cookies.get(sessions.cookie))
        request.state.session = session

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and session.changed:
                cookie = _cookie(sessions, session, secure=request.url.scheme == "https")
                MutableHeaders(scope=message).append("set-cookie", cookie)
            await send(message)

        await self.app(scope, receive, send_with_cookie)


def _cookie(sessions: Sessions, session: Session, *, secure: bool) -> str:
    rules = "; Path=/; HttpOnly; SameSite=Lax" + ("; Secure" if secure else "")
    return f"{sessions.cookie}={sessions.write(session)}{rules}"


def _session(content: Any) -> Session:
    id, user, epoch, started, told = content
    notice = None if told is None else Notice(*told)
    return Session(id, user, epoch, started, notice, is_new=False)


def _new_id() -> str:
    return secrets.token_urlsafe(18)
