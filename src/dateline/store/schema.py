"""The tables, in terms that every backend knows.

A record is kept whole in a ``record`` column (`dateline.store.payloads`); beside it stand the
values that lists are filtered and ordered by, computed from it when it is saved (`.rows`). Days
are counted from 0001-01-01 (`date.toordinal`), 0 where there is none, so that they can be ordered;
moments are microseconds since 1970 in UTC.

What differs between backends (the full-text search; in PostgreSQL the order of texts, and indexes
of texts of any length) is in `.sqlite`, `.postgres` and in the migrations. Whoever changes a table
here writes a migration for it, for both, and adds it to `REVISIONS`.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

REVISIONS = ("r0001", "r0002")
"""Every revision of the schema, oldest first; a store of another one is of a newer Dateline."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


_NUMBER = BigInteger().with_variant(Integer(), "sqlite")
# SQLite numbers rows by itself only where the type is exactly INTEGER.


def _number() -> Column[int]:
    """A row's own number, counting up."""
    return Column("number", _NUMBER, primary_key=True, autoincrement=True)


def _of(table: str, *, name: str | None = None, key: bool = False) -> Column[int]:
    """A reference to a row of another table, gone with it."""
    return Column(
        name or table,
        ForeignKey(f"{table}.number", ondelete="CASCADE"),
        primary_key=key,
        nullable=False,
        autoincrement=False,
    )


def _told() -> tuple[Column[object], ...]:
    """What reports and incidents alike are filtered and ordered by."""
    return (
        Column("event_type", String, nullable=True),
        Column("plover", String, nullable=True),
        Column("acled_type", String, nullable=True),
        Column("acled_sub", String, nullable=True),
        Column("country", String, nullable=True),
        Column("admin1", String, nullable=True),
        Column("admin1_folded", String, nullable=True),
        Column("lat", Float, nullable=True),
        Column("lon", Float, nullable=True),
        Column("first_day", Integer, nullable=False),
        Column("last_day", Integer, nullable=False),
        Column("first_published", Integer, nullable=False),
        Column("last_published", Integer, nullable=False),
        Column("killed", BigInteger, nullable=False),
    )


# -- runs, articles, what is coded ---------------------------------------------------------

run = Table(
    "run",
    metadata,
    _number(),
    Column("record", Text, nullable=False, unique=True),
    Column("created", BigInteger, nullable=False),
    Column("opened", Integer, nullable=False),
)

article = Table(
    "article",
    metadata,
    _number(),
    Column("hash", String, nullable=False, unique=True),
    Column("copy_of", String, nullable=True),
    Column("record", LargeBinary, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("published", Integer, nullable=False, server_default=text("0")),
    Column("outlet", String, nullable=True, index=True),
    Index(None, "published", "number"),
)
"""``outlet`` is the name of the source as given, folded."""

page_info = Table(
    "page_info",
    metadata,
    _of("article", key=True),
    Column("content", LargeBinary, nullable=False),
)

coded = Table(
    "coded",
    metadata,
    _of("run", key=True),
    _of("article", key=True),
    Column("record", LargeBinary, nullable=False),
    Column("outlet", _NUMBER, nullable=True),
    Index(None, "article"),
    Index(None, "run", "outlet"),
)
"""``outlet`` is the number of what the run knew of who published the article."""

outlet = Table(
    "outlet",
    metadata,
    _number(),
    Column("record", Text, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("folded", String, nullable=False, index=True),
)
"""What the runs knew of who published: a row for each different `Source`."""

actor = Table(
    "actor",
    metadata,
    _number(),
    Column("id", String, nullable=False),
    Column("name", Text, nullable=False),
    UniqueConstraint("id", "name"),
)
"""Names of participants; ``id`` is empty where the actor file has none."""

report = Table(
    "report",
    metadata,
    _number(),
    _of("run"),
    _of("article"),
    Column("ordinal", Integer, nullable=False),
    Column("key", String, nullable=False),
    *_told(),
    Column("outlet", ForeignKey("outlet.number"), nullable=True),
    Column("factuality", String, nullable=False),
    Column("is_copy", Boolean, nullable=False),
    UniqueConstraint("run", "article", "ordinal"),
    UniqueConstraint("run", "key"),
    Index(None, "run", "first_day", "key"),
    Index(None, "article"),
)

report_record = Table(
    "report_record",
    metadata,
    _of("report", key=True),
    Column("record", LargeBinary, nullable=False),
    Column("words", Text, nullable=False),
)
"""Apart from ``report``, so that looking through the reports does not read their records."""

report_actor = Table(
    "report_actor",
    metadata,
    _of("actor", key=True),
    _of("report", key=True),
    Column("role", String, primary_key=True),
    Index(None, "report"),
    sqlite_with_rowid=False,
)

report_flag = Table(
    "report_flag",
    metadata,
    Column("flag", String, primary_key=True),
    _of("report", key=True),
    Index(None, "report"),
    sqlite_with_rowid=False,
)

# -- incidents -----------------------------------------------------------------------------

incident = Table(
    "incident",
    metadata,
    _number(),
    _of("run"),
    Column("id", String, nullable=False),
    *_told(),
    Column("sources", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("added", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("place_name", String, nullable=True),
    Column("place_precision", String, nullable=True),
    UniqueConstraint("run", "id"),
    Index(None, "run", "first_day", "id"),
    Index(None, "run", "last_published", "id"),
    Index(None, "run", "killed", "id"),
    Index(None, "run", "sources", "id"),
    Index(None, "run", "changed", "id"),
    Index(None, "run", "country", "first_day", "id"),
    Index(None, "run", "event_type", "first_day", "id"),
)

incident_record = Table(
    "incident_record",
    metadata,
    _of("incident", key=True),
    Column("record", LargeBinary, nullable=False),
    Column("words", Text, nullable=False),
)

incident_report = Table(
    "incident_report",
    metadata,
    _of("report", key=True),
    _of("incident", key=True),
    Index(None, "incident"),
    sqlite_with_rowid=False,
)

incident_actor = Table(
    "incident_actor",
    metadata,
    _of("actor", key=True),
    _of("incident", key=True),
    Column("role", String, primary_key=True),
    Index(None, "incident"),
    sqlite_with_rowid=False,
)

incident_outlet = Table(
    "incident_outlet",
    metadata,
    _of("outlet", key=True),
    _of("incident", key=True),
    Index(None, "incident"),
    sqlite_with_rowid=False,
)

incident_factuality = Table(
    "incident_factuality",
    metadata,
    Column("factuality", String, primary_key=True),
    _of("incident", key=True),
    Index(None, "incident"),
    sqlite_with_rowid=False,
)

incident_flag = Table(
    "incident_flag",
    metadata,
    Column("flag", String, primary_key=True),
    _of("incident", key=True),
    Index(None, "incident"),
    sqlite_with_rowid=False,
)

incident_contradicted = Table(
    "incident_contradicted",
    metadata,
    _of("outlet", key=True),
    _of("incident", key=True),
    Index(None, "incident"),
    sqlite_with_rowid=False,
)
"""Outlets whose reports take part in a contradiction between the incident's reports."""

withdrawn = Table(
    "withdrawn",
    metadata,
    _of("run", key=True),
    Column("id", String, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("into", String, nullable=True),
    Column("added", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Index(None, "run", "changed", "id"),
)

# -- decisions, feeds, failures ------------------------------------------------------------

decision = Table(
    "decision",
    metadata,
    _number(),
    Column("digest", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=True),
    Column("queue", String, nullable=True),
    Column("reviewer", String, nullable=False),
    Column("record", Text, nullable=False),
    Index(None, "kind", "subject"),
    Index(None, "kind", "queue"),
    Index(None, "kind", "reviewer"),
)
"""Rows are only ever added, or erased with an article. ``subject`` is the key of a report, the hash
of an article or the id of a sample; None where there are two."""

counter = Table(
    "counter",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", BigInteger, nullable=False),
)
"""How often something has changed: ``decision``, whether rows were added or erased."""

feed = Table(
    "feed",
    metadata,
    Column("url", String, primary_key=True),
    Column("state", LargeBinary, nullable=False),
)

failure = Table(
    "failure",
    metadata,
    _number(),
    Column("at", BigInteger, nullable=False),
    Column("source", Text, nullable=False),
    Column("reason", Text, nullable=False),
    UniqueConstraint("at", "source", "reason"),
)

# -- people --------------------------------------------------------------------------------

user = Table(
    "user_account",
    metadata,
    Column("folded", String, primary_key=True),
    Column("record", Text, nullable=False),
)

token = Table(
    "token",
    metadata,
    _number(),
    Column("id", String, nullable=False, unique=True),
    Column("digest", String, nullable=False, unique=True),
    Column("user", ForeignKey("user_account.folded", ondelete="CASCADE"), nullable=False,
           index=True),
    Column("record", Text, nullable=False),
)  # fmt: skip

search = Table(
    "saved_search",
    metadata,
    Column("owner", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("record", Text, nullable=False),
)

act = Table(
    "act",
    metadata,
    _number(),
    Column("digest", String, nullable=False, unique=True),
    Column("record", Text, nullable=False),
)

secret = Table(
    "secret",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
