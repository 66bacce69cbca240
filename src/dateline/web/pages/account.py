"""Log in, log out, change one's password."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from ...errors import InputError
from ...records.people import User
from .. import answers
from ..context import Bench, NotAllowed, Reader, Workbench, visitor
from ..security.passwords import check_password, hash_password, is_outdated, is_password
from ..security.sessions import Session
from ..security.visitors import Visitor

router = APIRouter(tags=["account"])

_WRONG = "that name and password do not belong together"
_LONGEST = 512

Words = Annotated[str, Form(max_length=_LONGEST)]


@router.get("/login", response_class=HTMLResponse)
def login_page(request: Request, next: str = "/") -> Response:
    """The login form; whoever is in already goes on."""
    if visitor(request) is not None:
        return answers.redirect(request, next)
    return answers.page(request, "account/login.html", next=answers.safe_address(next), name="")


@router.post("/login", response_class=HTMLResponse)
def log_in(
    request: Request, bench: Bench, name: Words, password: Words, next: Words = "/"
) -> Response:
    """Check name and password; whoever fails too often has to wait."""
    address = request.client.host if request.client else "unknown"
    wait = bench.throttle.begin(name, address)
    if wait > 0:
        minutes = math.ceil(wait / 60)
        return answers.problem(
            request, 429, f"too many failed logins: try again in {minutes} min",
            {"Retry-After": str(math.ceil(wait))},
        )  # fmt: skip
    user = _user(bench, name, password)
    if user is None:
        bench.log("?", "login failed", name[:60], f"from {address}")
        context = {"next": answers.safe_address(next), "name": name[:60], "problem": _WRONG}
        return answers.page(request, "account/login.html", status=401, **context)
    bench.throttle.succeeded(name, address)
    session: Session = request.state.session
    session.log_in(user.name, user.session_epoch, int(time.time()))
    bench.log(user.name, "login", user.name, f"from {address}")
    return answers.redirect(request, next)


@router.post("/logout", response_class=HTMLResponse)
def log_out(request: Request, bench: Bench, who: Reader) -> Response:
    """Log out here."""
    session: Session = request.state.session
    bench.sessions.end(session)
    bench.log(who, "logout", who.name)
    return answers.redirect(request, "/login", "You are logged out.")


@router.get("/account", response_class=HTMLResponse)
def account(request: Request, bench: Bench, who: Reader) -> Response:
    """Who one is, one's tokens, and the form for another password."""
    tokens = bench.store.tokens(who.name) if who.way != "alone" else ()
    return answers.page(request, "account/account.html", tokens=tokens)


@router.post("/account/password", response_class=HTMLResponse)
def change_password(
    request: Request, bench: Bench, who: Reader, old: Words, new: Words, again: Words
) -> Response:
    """Change one's password; every other browser is logged out."""
    user = _myself(bench, who)
    if new != again:
        raise InputError("the new password was not written twice the same way")
    check_password(new, user.name)
    address = request.client.host if request.client else "unknown"
    if bench.throttle.begin(user.name, address) > 0 or not is_password(user.password_hash, old):
        return answers.redirect(request, "/account", "The old password is not right.", "problem")
    bench.throttle.succeeded(user.name, address)
    _renew(request, bench, replace(user, password_hash=hash_password(new)))
    bench.log(who, "password changed", user.name)
    return answers.redirect(request, "/account", "Your password is changed.")


@router.post("/account/logout-everywhere", response_class=HTMLResponse)
def log_out_elsewhere(request: Request, bench: Bench, who: Reader) -> Response:
    """End one's logins in all other browsers."""
    _renew(request, bench, _myself(bench, who))
    bench.log(who, "logged out elsewhere", who.name)
    return answers.redirect(request, "/account", "All other browsers are logged out.")


def _user(bench: Workbench, name: str, password: str) -> User | None:
    """The user, if the password is theirs; the hash is renewed where today's measure is stronger.

    Unknown names take as long as known ones.
    """
    known = bench.store.user(name.strip()) if name.strip() else None
    user = known if known is not None and not known.disabled else None
    if not is_password(user.password_hash if user else None, password) or user is None:
        return None
    if is_outdated(user.password_hash):
        bench.store.save_user(replace(user, password_hash=hash_password(password)))
    return user


def _myself(bench: Workbench, who: Visitor) -> User:
    user = bench.store.user(who.name) if who.way == "session" else None
    if user is None:
        raise NotAllowed(who.role)
    return user


def _renew(request: Request, bench: Workbench, user: User) -> None:
    """Keep the user with a new epoch, and this browser logged in."""
    renewed = replace(user, session_epoch=user.session_epoch + 1)
    bench.store.save_user(renewed)
    session: Session = request.state.session
    session.log_in(renewed.name, renewed.session_epoch, int(time.time()))
