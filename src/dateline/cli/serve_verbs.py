"""The options of ``dateline serve`` and ``dateline users``; what they do is loaded late."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from .options import StorePlace
from .running import do

users_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The user's name.")]
PasswordFile = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="Read the password from the first line of this file, or of standard input (-). "
        "Without it you are asked.",
    ),
]


class RoleName(StrEnum):
    """`dateline.records.people.Role`, which a test compares with these."""

    READER = "reader"
    REVIEWER = "reviewer"
    ADMIN = "admin"


Port = Annotated[
    int, typer.Option(metavar="N", min=0, max=65535, help="The port; 0 takes a free one.")
]
OpenBrowser = Annotated[
    bool | None,
    typer.Option(
        "--open/--no-open",
        help="Open the workbench in the browser; by default where this runs in a terminal.",
        show_default=False,
    ),
]


def serve(
    store: StorePlace = None,
    host: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS", help="Listen here; beyond this machine only once there are users."
        ),
    ] = "127.0.0.1",
    port: Port = 8321,
    open_browser: OpenBrowser = None,
    tiles: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Map tiles of a server on the network, such as "
            "https://tiles.example.org/{z}/{x}/{y}.png. Without, the map is drawn from the "
            "files of Dateline, and no request leaves the machine.",
        ),
    ] = None,
    tls_cert: Annotated[
        str | None, typer.Option(metavar="FILE.pem", help="Certificate, for https.")
    ] = None,
    tls_key: Annotated[
        str | None, typer.Option(metavar="FILE.pem", help="Its key, if in a file of its own.")
    ] = None,
    trust_proxy: Annotated[
        bool,
        typer.Option(
            "--trust-proxy",
            help="Another server stands before this one, and says who asks and whether by https.",
        ),
    ] = False,
) -> None:
    """Open the workbench: find events, read the evidence, correct what is wrong, in a browser.

    Alone on this machine nobody has to log in. Bound to another address than 127.0.0.1, or behind
    a proxy, it starts only once there are users (`dateline users add`). Ctrl-C ends it.
    """
    do(
        "serve",
        store=store,
        address=(host, port),
        open_browser=open_browser,
        tiles=tiles,
        tls=(tls_cert, tls_key),
        trust_proxy=trust_proxy,
    )


def demo(
    store: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="The store of the examples; by default one of its own.",
            show_default=False,
        ),
    ] = None,
    port: Port = 8321,
    open_browser: OpenBrowser = None,
) -> None:
    """Load eight example reports into a store of their own, and open the workbench over it.

    They are invented: incidents told by several outlets, with a contradiction and a copy. Your own
    store is left alone. Ctrl-C ends it; started again, it has what you did before.
    """
    do("demo", store=store, port=port, open_browser=open_browser)


@users_app.callback()
def _users() -> None:
    """Who may use the workbench of a store: add, list, remove users, make API tokens.

    As soon as there is one, everybody has to log in.
    """


@users_app.command()
def add(
    name: Name,
    role: Annotated[
        RoleName,
        typer.Option(
            metavar="|".join(RoleName),
            help="A reader sees; a reviewer also reviews, judges and adds; an admin does "
            "everything.",
        ),
    ] = RoleName.REVIEWER,
    password_file: PasswordFile = None,
    store: StorePlace = None,
) -> None:
    """Add a user; the password is asked for."""
    do("users", "add", name=name, role=role.value, password_file=password_file, store=store)


@users_app.command("list")
def list_(
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON, a list of users.")] = False,
    store: StorePlace = None,
) -> None:
    """List the users with role, day and API tokens."""
    do("users", "list_users", as_json=as_json, store=store)


@users_app.command()
def remove(name: Name, store: StorePlace = None) -> None:
    """Remove a user and their API tokens; what they decided stays, under their name."""
    do("users", "remove", name=name, store=store)


@users_app.command()
def role(
    name: Name,
    role: Annotated[
        RoleName, typer.Argument(metavar="|".join(RoleName), help="What they may do now.")
    ],
    store: StorePlace = None,
) -> None:
    """Give a user another role."""
    do("users", "role", name=name, role=role.value, store=store)


@users_app.command()
def password(name: Name, password_file: PasswordFile = None, store: StorePlace = None) -> None:
    """Set another password; all the user's logins end."""
    do("users", "password", name=name, password_file=password_file, store=store)


@users_app.command()
def token(
    name: Name,
    label: Annotated[
        str, typer.Option("--for", metavar="WORDS", help="What the token is for.")
    ] = "command line",
    store: StorePlace = None,
) -> None:
    """Make an API token in a user's name, and print it this once.

    Programs send it as `Authorization: Bearer TOKEN`. Admins take tokens back under People.
    """
    do("users", "token", name=name, label=label, store=store)
