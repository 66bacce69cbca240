"""What the workbench needs: decisions by subject, people, columns of places and outlets.

What the new columns say follows from the records that are there, which are read as plain JSON:
what records look like in a later version makes no difference.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "r0002"
down_revision = "r0001"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
# Texts are in the order of their characters' numbers, as in SQLite, whatever the database's own.
AT_ONCE = 1_000

Row = dict[str, Any]


_FIELDS = msgspec.json.Decoder(dict[str, msgspec.Raw])
"""The fields of a record as they are written: an outlet is known by its very text."""


def upgrade() -> None:
    """Make the tables and columns, and fill in what follows from the records."""
    _decisions()
    _columns()
    _people()
    connection = op.get_bind()
    _fill_articles(connection)
    _fill_codings(connection)
    _fill_incidents(connection)


# -- tables --------------------------------------------------------------------------------


def _decisions() -> None:
    connection = op.get_bind()
    old = _table("decision", "number", "kind", "record")
    kept = connection.execute(sa.select(old).order_by(old.c.number)).all()
    op.drop_table("decision")
    new = op.create_table(
        "decision",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("digest", WORD, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("subject", WORD, nullable=True),
        sa.Column("queue", WORD, nullable=True),
        sa.Column("reviewer", WORD, nullable=False),
        sa.Column("record", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_decision")),
        sa.UniqueConstraint("digest", name=op.f("uq_decision_digest")),
    )
    for name in ("subject", "queue", "reviewer"):
        op.create_index(op.f(f"ix_decision_kind_{name}"), "decision", ["kind", name])
    counter = op.create_table(
        "counter",
        sa.Column("name", WORD, nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counter")),
    )
    rows = [
        {
            "digest": hashlib.sha256(f"{row.kind} {row.record}".encode()).hexdigest(),
            "kind": row.kind,
            "reviewer": json.loads(row.record)["reviewer"],
            "record": row.record,
        }
        for row in kept
    ]
    if rows:
        connection.execute(new.insert(), rows)
    connection.execute(counter.insert().values(name="decision", value=len(rows)))


def _columns() -> None:
    published = sa.Column("published", sa.Integer(), server_default=sa.text("0"), nullable=False)
    op.add_column("article", published)
    op.add_column("article", sa.Column("outlet", WORD, nullable=True))
    op.create_index(op.f("ix_article_outlet"), "article", ["outlet"], postgresql_using="hash")
    op.create_index(op.f("ix_article_published_number"), "article", ["published", "number"])
    op.add_column("coded", sa.Column("outlet", NUMBER, nullable=True))
    op.create_index(op.f("ix_coded_article"), "coded", ["article"])
    op.create_index(op.f("ix_coded_run_outlet"), "coded", ["run", "outlet"])
    op.add_column("incident", sa.Column("place_name", WORD, nullable=True))
    op.add_column("incident", sa.Column("place_precision", WORD, nullable=True))
    op.create_table(
        "incident_contradicted",
        sa.Column("outlet", NUMBER, autoincrement=False, nullable=False),
        sa.Column("incident", NUMBER, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["incident"],
            ["incident.number"],
            name=op.f("fk_incident_contradicted_incident"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["outlet"],
            ["outlet.number"],
            name=op.f("fk_incident_contradicted_outlet"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("outlet", "incident", name=op.f("pk_incident_contradicted")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_incident_contradicted_incident"), "incident_contradicted", ["incident"]
    )


def _people() -> None:
    op.create_table(
        "user_account",
        sa.Column("folded", WORD, nullable=False),
        sa.Column("record", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("folded", name=op.f("pk_user_account")),
    )
    op.create_table(
        "token",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("id", WORD, nullable=False),
        sa.Column("digest", WORD, nullable=False),
        sa.Column("user", WORD, nullable=False),
        sa.Column("record", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["user"],
            ["user_account.folded"],
            name=op.f("fk_token_user"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_token")),
        sa.UniqueConstraint("digest", name=op.f("uq_token_digest")),
        sa.UniqueConstraint("id", name=op.f("uq_token_id")),
    )
    op.create_index(op.f("ix_token_user"), "token", ["user"])
    op.create_table(
        "saved_search",
        sa.Column("owner", WORD, nullable=False),
        sa.Column("name", WORD, nullable=False),
        sa.Column("record", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("owner", "name", name=op.f("pk_saved_search")),
    )
    op.create_table(
        "act",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("digest", WORD, nullable=False),
        sa.Column("record", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_act")),
        sa.UniqueConstraint("digest", name=op.f("uq_act_digest")),
    )
    op.create_table(
        "secret",
        sa.Column("name", WORD, nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_secret")),
    )


# -- values --------------------------------------------------------------------------------


def _fill_articles(connection: sa.Connection) -> None:
    article = _table("article", "number", "record", "published", "outlet")
    for rows in _chunks(connection, article):
        values = []
        for row in rows:
            given = json.loads(zlib.decompress(row.record))
            source, day = given.get("source"), given.get("published")
            values.append({
                "mine": row.number,
                "published": date.fromisoformat(day).toordinal() if day else 0,
                "outlet": _fold(source["name"]) if source else None,
            })  # fmt: skip
        _update(connection, article, values)


def _fill_codings(connection: sa.Connection) -> None:
    coded = _table("coded", "run", "article", "record", "outlet")
    outlets = _Outlets(connection)
    here: tuple[int, int] = (0, 0)
    key = sa.tuple_(coded.c.run, coded.c.article)
    mine = (coded.c.run == sa.bindparam("of_run"), coded.c.article == sa.bindparam("of_article"))
    while True:
        asked = sa.select(coded.c.run, coded.c.article, coded.c.record).where(key > here)
        rows = connection.execute(asked.order_by(*key).limit(AT_ONCE)).all()
        if not rows:
            return
        values = [
            {
                "of_run": row.run,
                "of_article": row.article,
                "outlet": outlets.number(_source(row.record)),
            }
            for row in rows
        ]
        statement = coded.update().where(*mine).values(outlet=sa.bindparam("outlet"))
        connection.execute(statement, values)
        here = (rows[-1].run, rows[-1].article)


def _source(record: bytes) -> str | None:
    """The outlet of a coding's article, as it is written."""
    article = _FIELDS.decode(bytes(_FIELDS.decode(zlib.decompress(record))["article"]))
    source = bytes(article["source"]).decode() if "source" in article else "null"
    return None if source == "null" else source


class _Outlets:
    """The numbers of outlets by their records, which are made where they are not there yet."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._table = _table("outlet", "number", "record", "name", "folded")
        asked = sa.select(self._table.c.record, self._table.c.number)
        self._numbers: dict[str, int] = dict(connection.execute(asked).all())

    def number(self, record: str | None) -> int | None:
        if record is None:
            return None
        if record not in self._numbers:
            name = json.loads(record)["name"]
            row = {"record": record, "name": name, "folded": _fold(name)}
            self._connection.execute(self._table.insert().values(row))
            asked = sa.select(self._table.c.number).where(self._table.c.record == record)
            self._numbers[record] = int(self._connection.execute(asked).scalar_one())
        return self._numbers[record]


def _fill_incidents(connection: sa.Connection) -> None:
    incident = _table("incident", "number", "run", "place_name", "place_precision")
    record = _table("incident_record", "incident", "record")
    contradicted = _table("incident_contradicted", "outlet", "incident")
    both = incident.join(record, record.c.incident == incident.c.number)
    columns = (incident.c.number, incident.c.run, record.c.record)
    for rows in _chunks(connection, incident, lambda: sa.select(*columns).select_from(both)):
        places: list[Row] = []
        told: list[tuple[int, int, str]] = []
        for row in rows:
            whole = json.loads(zlib.decompress(row.record))
            place = _leading(whole["place"]) or {}
            places.append({
                "mine": row.number,
                "place_name": place.get("name"),
                "place_precision": place.get("precision"),
            })  # fmt: skip
            told.extend(
                (row.number, row.run, words["report"])
                for one in whole["contradictions"]
                for words in one["evidence"]
            )
        _update(connection, incident, places)
        pairs = dict.fromkeys(_tellers(connection, told))
        if pairs:
            values = [{"incident": number, "outlet": outlet} for number, outlet in pairs]
            connection.execute(contradicted.insert(), values)


def _leading(rivals: Row) -> Any:
    if rivals["value"] is None and rivals["rivals"]:
        return rivals["rivals"][0]["value"]
    return rivals["value"]


def _tellers(
    connection: sa.Connection, told: list[tuple[int, int, str]]
) -> Iterator[tuple[int, int]]:
    """The outlets of reports, by the number of the incident whose they are."""
    report = _table("report", "run", "key", "outlet")
    mine = (report.c.run == sa.bindparam("run"), report.c.key == sa.bindparam("key"))
    asked = sa.select(report.c.outlet).where(*mine)
    for number, run, key in told:
        outlet = connection.execute(asked, {"run": run, "key": key}).scalar()
        if outlet is not None:
            yield number, outlet


# -- both ----------------------------------------------------------------------------------


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns))


def _chunks(
    connection: sa.Connection,
    table: sa.TableClause,
    asked: Callable[[], sa.Select[Any]] | None = None,
) -> Iterator[Any]:
    """The rows of a table that counts them, some at a time."""
    here = 0
    while True:
        question = asked() if asked else sa.select(table.c.number, table.c.record)
        question = question.where(table.c.number > here).order_by(table.c.number)
        rows = connection.execute(question.limit(AT_ONCE)).all()
        if not rows:
            return
        yield rows
        here = rows[-1].number


def _update(connection: sa.Connection, table: sa.TableClause, rows: list[Row]) -> None:
    names = [name for name in rows[0] if name != "mine"]
    values: Row = {name: sa.bindparam(name) for name in names}
    mine = table.c.number == sa.bindparam("mine")
    connection.execute(table.update().where(mine).values(values), rows)


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())
