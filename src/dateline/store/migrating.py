"""Bring a store's tables up to this version of Dateline, or refuse one of a newer version."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import Connection

from ..errors import StoreError
from .schema import REVISIONS

SCRIPTS = Path(__file__).parent / "migrations"


def revision_of(connection: Connection) -> str | None:
    """The revision of a store's tables; None where it has none yet."""
    return MigrationContext.configure(connection).get_current_revision()


def check(revision: str | None, place: str) -> bool:
    """Whether a store of this revision is up to date. Raises `StoreError` where it is newer."""
    if revision is not None and revision not in REVISIONS:
        raise StoreError(
            f"{place}: made by a newer version of Dateline (its tables are {revision!r}, "
            f"this version knows {REVISIONS[-1]!r}); update Dateline"
        )
    return revision == REVISIONS[-1]


def upgrade(connection: Connection) -> None:
    """Run what revisions are missing, in the connection's transaction."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(f"the store's tables cannot be upgraded: {error}") from error
