"""``dateline users``: who may use a store's workbench."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import typer

from ..errors import InputError
from ..records.people import Act, Role, User
from ..store.contract import Store
from ..store.opening import open_store
from ..web.security.passwords import check_password, hash_password, user_name
from ..web.security.tokens import new_token
from ..web.security.visitors import login_name
from .reading import complain, opened
from .running import OK


def add(*, name: str, role: str, password_file: str | None, store: str | None) -> int:
    """Add a user and return the exit code; the store is made where there is none yet."""
    known = user_name(name)
    with open_store(store) as kept:
        if kept.user(known) is not None:
            raise InputError(f"there is a user {known} already")
        secret = _password(password_file, known)
        user = User(known, cast("Role", role), hash_password(secret), _now())
        with kept.batch():
            if not kept.add_user(user):
                raise InputError(f"there is a user {known} already")
            _log(kept, "user added", known, role)
        if role != "admin" and not any(one.role == "admin" for one in kept.users()):
            complain("there is no admin yet: nobody can add others in the workbench")
    typer.echo(f"added {known} ({role})")
    return OK


def list_users(*, as_json: bool, store: str | None) -> int:
    """Write the users and return the exit code."""
    with opened(store) as kept:
        rows = [
            {"name": user.name, "role": user.role, "created": user.created.isoformat(),
             "disabled": user.disabled, "tokens": len(kept.tokens(user.name))}
            for user in kept.users()
        ]  # fmt: skip
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return OK
    if not rows:
        complain("no users: whoever sits at this machine may do everything")
    for row in rows:
        state = ", disabled" if row["disabled"] else ""
        tokens = f", {row['tokens']} API tokens" if row["tokens"] else ""
        typer.echo(f"{row['name']}  {row['role']}, since {str(row['created'])[:10]}{tokens}{state}")
    return OK


def remove(*, name: str, store: str | None) -> int:
    """Remove a user and return the exit code."""
    with opened(store) as kept:
        user = _user(kept, name)
        with kept.batch():
            kept.remove_user(user.name)
            _log(kept, "user removed", user.name)
        if not kept.users():
            complain("no users are left: on this machine nobody has to log in any more")
    typer.echo(f"removed {user.name}")
    return OK


def role(*, name: str, role: str, store: str | None) -> int:
    """Give a user another role and return the exit code."""
    new = cast("Role", role)
    user = _change(store, name, lambda user: replace(user, role=new), "role changed", role)
    typer.echo(f"{user.name} is {role} now")
    return OK


def password(*, name: str, password_file: str | None, store: str | None) -> int:
    """Set a user's password, end all their logins, and return the exit code."""
    with opened(store) as kept:
        known = _user(kept, name).name
    kept_as = hash_password(_password(password_file, known))
    _change(
        store, name,
        lambda user: replace(user, password_hash=kept_as, session_epoch=user.session_epoch + 1),
        "password set",
    )  # fmt: skip
    typer.echo(f"set the password of {known}")
    return OK


def token(*, name: str, label: str, store: str | None) -> int:
    """Make an API token, print it, and return the exit code."""
    with opened(store) as kept:
        user = _user(kept, name)
        made, record = new_token(user.name, label, _now())
        with kept.batch():
            kept.add_token(record)
            _log(kept, "token added", user.name, record.name)
    typer.echo(made)
    return OK


def _change(
    place: str | None, name: str, change: Callable[[User], User], what: str, detail: str = ""
) -> User:
    with opened(place) as kept:
        user = _user(kept, name)
        with kept.batch():
            kept.save_user(change(user))
            _log(kept, what, user.name, detail)
    return user


def _user(kept: Store, name: str) -> User:
    user = kept.user(name.strip())
    if user is None:
        raise InputError(f"there is no user {name[:60]!r}")
    return user


def _password(file: str | None, name: str) -> str:
    """From a file, from standard input, or asked for twice. Raises `InputError`."""
    if file is not None and file != "-":
        try:
            given = _first_line(Path(file).read_text(encoding="utf-8"))
        except (OSError, UnicodeError) as error:
            reason = getattr(error, "strerror", None) or "not UTF-8"
            raise InputError(f"--password-file: {file}: {reason}") from None
    elif file == "-" or not sys.stdin.isatty():
        given = _first_line(sys.stdin.readline())
    else:
        given = getpass.getpass(f"Password for {name}: ")
        if getpass.getpass("Again: ") != given:
            raise InputError("the password was not written twice the same way")
    check_password(given, name)
    return given


def _first_line(words: str) -> str:
    return words.partition("\n")[0].rstrip("\r")


def _log(kept: Store, what: str, on: str, detail: str = "") -> None:
    kept.log_act(Act(_now(), f"{login_name()} (command line)", what, on, detail))


def _now() -> datetime:
    return datetime.now(UTC)
