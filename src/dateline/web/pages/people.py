"""Users, their tokens, and the audit log: for admins."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, Response

from ...errors import InputError
from ...export.columns import Column
from ...records.people import Act, Role, User
from .. import answers
from ..context import Admin, Bench, Workbench
from ..security.passwords import check_password, hash_password, user_name
from ..security.tokens import new_token
from ..security.visitors import ROLES, active_admins

router = APIRouter(tags=["people"])

_ACTS = 100
_ALL_ACTS = 1000

Words = Annotated[str, Form(max_length=512)]
Name = Annotated[str, Form(max_length=100)]
Cursor = Annotated[int | None, Query(ge=1, le=2**53)]

ACTS: tuple[Column[Act], ...] = (
    Column("at", "text", lambda act: act.at.isoformat(), "when, UTC"),
    Column("who", "text", lambda act: act.who, "who did it"),
    Column("what", "text", lambda act: act.what, "what was done"),
    Column("on", "text", lambda act: act.on, "on what"),
    Column("detail", "text", lambda act: act.detail, "more about it"),
)


@router.get("/people", response_class=HTMLResponse)
def people(request: Request, bench: Bench, who: Admin) -> Response:
    """Users with their tokens, and the latest of the audit log."""
    return _page(request, bench)


@router.get("/people.json")
def people_json(bench: Bench, who: Admin) -> Response:
    """Users without what is kept of their passwords, and tokens without their digests."""
    store = bench.store
    tokens = [
        {"id": one.id, "user": one.user, "name": one.name, "created": one.created,
         "last_used": one.last_used}
        for one in store.tokens()
    ]  # fmt: skip
    return answers.json({"users": [_shown(user) for user in store.users()], "tokens": tokens})


@router.get("/people.csv")
def people_csv(bench: Bench, who: Admin) -> Response:
    """Users as a table."""
    columns: tuple[Column[User], ...] = (
        Column("name", "text", lambda user: user.name, "the name"),
        Column("role", "text", lambda user: user.role, "reader, reviewer or admin"),
        Column("created", "text", lambda user: user.created.isoformat(), "when they were added"),
        Column("disabled", "yes", lambda user: user.disabled, "whether they cannot log in"),
    )
    return answers.csv("people", columns, bench.store.users())


@router.get("/people/log.json")
def log_json(bench: Bench, who: Admin, after: Cursor = None) -> Response:
    """A page of the audit log, the latest first."""
    acts = bench.store.acts(after=after, limit=_ALL_ACTS)
    next = acts[-1][0] if len(acts) == _ALL_ACTS else None
    return answers.json({"acts": [act for _, act in acts], "next": next})


@router.get("/people/log.csv")
def log_csv(bench: Bench, who: Admin) -> Response:
    """The latest of the audit log as a table."""
    acts = bench.store.acts(limit=_ALL_ACTS)
    return answers.csv("audit-log", ACTS, (act for _, act in acts))


@router.post("/people/add", response_class=HTMLResponse)
def add_user(
    request: Request, bench: Bench, who: Admin, name: Name, role: Annotated[Role, Form()],
    password: Words,
) -> Response:  # fmt: skip
    """Add a user. The very first one has to be an admin: from then on everybody logs in."""
    known = user_name(name)
    check_password(password, known)
    if role != "admin" and not bench.store.users():
        raise InputError("the first user has to be an admin, or nobody could add others")
    user = User(known, role, hash_password(password), bench.now())
    with bench.store.batch():
        if not bench.store.add_user(user):
            raise InputError(f"there is a user {known} already")
        bench.log(who, "user added", known, role)
    return answers.redirect(request, "/people", f"{known} is added.")


@router.post("/people/{name}/role", response_class=HTMLResponse)
def change_role(
    request: Request, bench: Bench, who: Admin, name: str, role: Annotated[Role, Form()]
) -> Response:
    """Give a user another role."""
    user = _user(bench, name)
    _save(bench, replace(user, role=role))
    bench.log(who, "role changed", user.name, f"{user.role} to {role}")
    return answers.redirect(request, "/people", f"{user.name} is {role} now.")


@router.post("/people/{name}/password", response_class=HTMLResponse)
def set_password(
    request: Request, bench: Bench, who: Admin, name: str, password: Words
) -> Response:
    """Set a user's password; all their logins end."""
    user = _user(bench, name)
    check_password(password, user.name)
    changed = replace(user, password_hash=hash_password(password))
    bench.store.save_user(replace(changed, session_epoch=user.session_epoch + 1))
    bench.log(who, "password set", user.name)
    return answers.redirect(request, "/people", f"The password of {user.name} is set.")


@router.post("/people/{name}/disable", response_class=HTMLResponse)
def disable(request: Request, bench: Bench, who: Admin, name: str) -> Response:
    """Let a user in no more, or again; their decisions stay either way."""
    user = _user(bench, name)
    changed = replace(user, disabled=not user.disabled, session_epoch=user.session_epoch + 1)
    _save(bench, changed)
    done = "disabled" if changed.disabled else "enabled"
    bench.log(who, f"user {done}", user.name)
    return answers.redirect(request, "/people", f"{user.name} is {done}.")


@router.post("/people/{name}/remove", response_class=HTMLResponse)
def remove(request: Request, bench: Bench, who: Admin, name: str) -> Response:
    """Remove a user and their tokens; their decisions stay."""
    user = _user(bench, name)
    with bench.store.batch():
        if user.role == "admin":
            _check_an_admin_stays(bench, replace(user, disabled=True))
        bench.store.remove_user(user.name)
        bench.log(who, "user removed", user.name)
    return answers.redirect(request, "/people", f"{user.name} is removed.")


@router.post("/people/{name}/tokens", response_class=HTMLResponse)
def add_token(request: Request, bench: Bench, who: Admin, name: str, label: Name) -> Response:
    """Make an API token, and show it once."""
    user = _user(bench, name)
    token, kept = new_token(user.name, label, bench.now())
    with bench.store.batch():
        bench.store.add_token(kept)
        bench.log(who, "token added", user.name, kept.name)
    answer = _page(request, bench, made=token, made_for=user.name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@router.post("/people/tokens/{id}/remove", response_class=HTMLResponse)
def remove_token(request: Request, bench: Bench, who: Admin, id: str) -> Response:
    """Take a token back."""
    with bench.store.batch():
        if bench.store.remove_token(id):
            bench.log(who, "token removed", id[:60])
    return answers.redirect(request, "/people", "The token is worth nothing any more.")


def _page(request: Request, bench: Workbench, **more: Any) -> Response:
    tokens = bench.store.tokens()
    context = {"made": None, "made_for": None} | more
    return answers.page(
        request, "people/people.html",
        users=[(user, [one for one in tokens if one.user == user.name])
               for user in bench.store.users()],
        roles=ROLES, acts=[act for _, act in bench.store.acts(limit=_ACTS)], **context,
    )  # fmt: skip


def _user(bench: Workbench, name: str) -> User:
    user = bench.store.user(name)
    if user is None:
        raise InputError(f"there is no user {name[:60]!r}")
    return user


def _save(bench: Workbench, user: User) -> None:
    with bench.store.batch():
        _check_an_admin_stays(bench, user)
        bench.store.save_user(user)


def _check_an_admin_stays(bench: Workbench, changed: User) -> None:
    others = (user for user in bench.store.users() if user.name != changed.name)
    if not active_admins((*others, changed)):
        raise InputError("one admin has to stay, or nobody could let others in")


def _shown(user: User) -> dict[str, Any]:
    return {"name": user.name, "role": user.role, "created": user.created,
            "disabled": user.disabled}  # fmt: skip
