"""The first tables, and the text indexes beside them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
# Texts are in the order of their characters' numbers, as in SQLite, whatever the database's own.

TEXT_INDEXES = (
    ("article_text", "article", "number", ("title", "text")),
    ("report_text", "report_record", "report", ("words",)),
    ("incident_text", "incident_record", "incident", ("words",)),
    ("actor_text", "actor", "number", ("name",)),
)
"""Name of the index, the table it is of, that table's number, the columns looked through."""


WHOLE_INDEXES = {
    "ix_incident_days": ("last_day", "first_day"),
    "ix_incident_box": ("lat", "lon"),
    "ix_incident_unit": ("admin1_folded", "country"),
}
"""PostgreSQL: all that is asked for stretches of days and of land stands in the index itself."""


def upgrade() -> None:
    """Make the tables and the text indexes."""
    _tables()
    if op.get_bind().dialect.name == "sqlite":
        for index in TEXT_INDEXES:
            _text_index(*index)
    else:
        for name, table, number, _ in TEXT_INDEXES:
            _text_table(name, table, number)
        _long_texts()
        for name, columns in WHOLE_INDEXES.items():
            op.create_index(name, "incident", ["run", *columns, "number"], unique=False)


def _text_index(name: str, table: str, number: str, columns: tuple[str, ...]) -> None:
    """An FTS5 table that keeps no text of its own, and triggers that keep it in step."""
    listed = ", ".join(columns)
    new = ", ".join(f"new.{column}" for column in columns)
    old = ", ".join(f"old.{column}" for column in columns)
    added = f"INSERT INTO {name}(rowid, {listed}) VALUES (new.{number}, {new});"
    dropped = f"INSERT INTO {name}({name}, rowid, {listed}) VALUES ('delete', old.{number}, {old});"
    for statement in (
        f"CREATE VIRTUAL TABLE {name} USING fts5({listed}, content='{table}', "
        f"content_rowid='{number}', tokenize=\"unicode61 remove_diacritics 2\")",
        f"CREATE TRIGGER {name}_added AFTER INSERT ON {table} BEGIN {added} END",
        f"CREATE TRIGGER {name}_dropped AFTER DELETE ON {table} BEGIN {dropped} END",
        f"CREATE TRIGGER {name}_changed AFTER UPDATE OF {listed} ON {table} "
        f"BEGIN {dropped} {added} END",
    ):
        op.execute(statement)


def _text_table(name: str, table: str, number: str) -> None:
    """PostgreSQL: words in order and as a ``tsvector`` (`dateline.store.postgres_text`)."""
    op.create_table(
        name,
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("folded", TEXT, nullable=False),
        sa.Column("lexemes", TSVECTOR, nullable=False),
        sa.ForeignKeyConstraint(
            ["number"], [f"{table}.{number}"], name=f"fk_{name}_number", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name=f"pk_{name}"),
    )
    op.create_index(f"ix_{name}_lexemes", name, ["lexemes"], postgresql_using="gin")


def _long_texts() -> None:
    """PostgreSQL: texts that may be too long for its usual indexes, each kept once."""
    op.drop_constraint("uq_outlet_record", "outlet")
    op.execute("ALTER TABLE outlet ADD CONSTRAINT uq_outlet_record "
               "EXCLUDE USING hash (record WITH =)")  # fmt: skip
    op.drop_constraint("uq_failure_at_source_reason", "failure")
    op.execute("CREATE UNIQUE INDEX uq_failure_at_source_reason ON failure "
               "(at, md5(source), md5(reason))")  # fmt: skip


def _tables() -> None:
    op.create_table(
        "actor",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("id", WORD, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_actor")),
        sa.UniqueConstraint("id", "name", name=op.f("uq_actor_id_name")),
    )
    op.create_table(
        "article",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("hash", WORD, nullable=False),
        sa.Column("copy_of", WORD, nullable=True),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_article")),
        sa.UniqueConstraint("hash", name=op.f("uq_article_hash")),
    )
    op.create_table(
        "decision",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("record", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_decision")),
        sa.UniqueConstraint("record", name=op.f("uq_decision_record")),
    )
    op.create_index(op.f("ix_decision_kind"), "decision", ["kind"], unique=False)
    op.create_table(
        "failure",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_failure")),
        sa.UniqueConstraint("at", "source", "reason", name=op.f("uq_failure_at_source_reason")),
    )
    op.create_table(
        "feed",
        sa.Column("url", WORD, nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_feed")),
    )
    op.create_table(
        "outlet",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("record", TEXT, nullable=False),
        sa.Column("name", WORD, nullable=False),
        sa.Column("folded", WORD, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_outlet")),
        sa.UniqueConstraint("record", name=op.f("uq_outlet_record")),
    )
    op.create_index(
        op.f("ix_outlet_folded"), "outlet", ["folded"], unique=False, postgresql_using="hash"
    )
    op.create_table(
        "run",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("record", TEXT, nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_run")),
        sa.UniqueConstraint("record", name=op.f("uq_run_record")),
    )
    op.create_table(
        "coded",
        sa.Column("run", NUMBER, autoincrement=False, nullable=False),
        sa.Column("article", NUMBER, autoincrement=False, nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["article.number"], name=op.f("fk_coded_article"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["run"], ["run.number"], name=op.f("fk_coded_run"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run", "article", name=op.f("pk_coded")),
    )
    op.create_table(
        "incident",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("run", NUMBER, autoincrement=False, nullable=False),
        sa.Column("id", WORD, nullable=False),
        sa.Column("event_type", WORD, nullable=True),
        sa.Column("plover", WORD, nullable=True),
        sa.Column("acled_type", WORD, nullable=True),
        sa.Column("acled_sub", WORD, nullable=True),
        sa.Column("country", WORD, nullable=True),
        sa.Column("admin1", WORD, nullable=True),
        sa.Column("admin1_folded", WORD, nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("first_published", sa.Integer(), nullable=False),
        sa.Column("last_published", sa.Integer(), nullable=False),
        sa.Column("killed", sa.BigInteger(), nullable=False),
        sa.Column("sources", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("added", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run"], ["run.number"], name=op.f("fk_incident_run"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_incident")),
        sa.UniqueConstraint("run", "id", name=op.f("uq_incident_run_id")),
    )
    op.create_index(
        op.f("ix_incident_run_changed_id"), "incident", ["run", "changed", "id"], unique=False
    )
    op.create_index(
        op.f("ix_incident_run_country_first_day_id"),
        "incident",
        ["run", "country", "first_day", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_incident_run_event_type_first_day_id"),
        "incident",
        ["run", "event_type", "first_day", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_incident_run_first_day_id"), "incident", ["run", "first_day", "id"], unique=False
    )
    op.create_index(
        op.f("ix_incident_run_killed_id"), "incident", ["run", "killed", "id"], unique=False
    )
    op.create_index(
        op.f("ix_incident_run_last_published_id"),
        "incident",
        ["run", "last_published", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_incident_run_sources_id"), "incident", ["run", "sources", "id"], unique=False
    )
    op.create_table(
        "page_info",
        sa.Column("article", NUMBER, autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["article.number"], name=op.f("fk_page_info_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_page_info")),
    )
    op.create_table(
        "report",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("run", NUMBER, autoincrement=False, nullable=False),
        sa.Column("article", NUMBER, autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("key", WORD, nullable=False),
        sa.Column("event_type", WORD, nullable=True),
        sa.Column("plover", WORD, nullable=True),
        sa.Column("acled_type", WORD, nullable=True),
        sa.Column("acled_sub", WORD, nullable=True),
        sa.Column("country", WORD, nullable=True),
        sa.Column("admin1", WORD, nullable=True),
        sa.Column("admin1_folded", WORD, nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("first_published", sa.Integer(), nullable=False),
        sa.Column("last_published", sa.Integer(), nullable=False),
        sa.Column("killed", sa.BigInteger(), nullable=False),
        sa.Column("outlet", NUMBER, nullable=True),
        sa.Column("factuality", WORD, nullable=False),
        sa.Column("is_copy", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["article.number"], name=op.f("fk_report_article"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["outlet"], ["outlet.number"], name=op.f("fk_report_outlet")),
        sa.ForeignKeyConstraint(
            ["run"], ["run.number"], name=op.f("fk_report_run"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_report")),
        sa.UniqueConstraint(
            "run", "article", "ordinal", name=op.f("uq_report_run_article_ordinal")
        ),
        sa.UniqueConstraint("run", "key", name=op.f("uq_report_run_key")),
    )
    op.create_index(op.f("ix_report_article"), "report", ["article"], unique=False)
    op.create_index(
        op.f("ix_report_run_first_day_key"), "report", ["run", "first_day", "key"], unique=False
    )
    op.create_table(
        "withdrawn",
        sa.Column("run", NUMBER, autoincrement=False, nullable=False),
        sa.Column("id", WORD, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("into", WORD, nullable=True),
        sa.Column("added", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run"], ["run.number"], name=op.f("fk_withdrawn_run"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run", "id", name=op.f("pk_withdrawn")),
    )
    op.create_index(
        op.f("ix_withdrawn_run_changed_id"), "withdrawn", ["run", "changed", "id"], unique=False
    )
    op.create_table(
        "incident_actor",
        sa.Column("actor", NUMBER, autoincrement=False, nullable=False),
        sa.Column("incident", NUMBER, autoincrement=False, nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.ForeignKeyConstraint(
            ["actor"], ["actor.number"], name=op.f("fk_incident_actor_actor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["incident"],
            ["incident.number"],
            name=op.f("fk_incident_actor_incident"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("actor", "incident", "role", name=op.f("pk_incident_actor")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_incident_actor_incident"), "incident_actor", ["incident"], unique=False
    )
    op.create_table(
        "incident_factuality",
        sa.Column("factuality", WORD, nullable=False),
        sa.Column("incident", NUMBER, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["incident"],
            ["incident.number"],
            name=op.f("fk_incident_factuality_incident"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("factuality", "incident", name=op.f("pk_incident_factuality")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_incident_factuality_incident"), "incident_factuality", ["incident"], unique=False
    )
    op.create_table(
        "incident_flag",
        sa.Column("flag", WORD, nullable=False),
        sa.Column("incident", NUMBER, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["incident"],
            ["incident.number"],
            name=op.f("fk_incident_flag_incident"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("flag", "incident", name=op.f("pk_incident_flag")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_incident_flag_incident"), "incident_flag", ["incident"], unique=False)
    op.create_table(
        "incident_outlet",
        sa.Column("outlet", NUMBER, autoincrement=False, nullable=False),
        sa.Column("incident", NUMBER, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["incident"],
            ["incident.number"],
            name=op.f("fk_incident_outlet_incident"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["outlet"],
            ["outlet.number"],
            name=op.f("fk_incident_outlet_outlet"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("outlet", "incident", name=op.f("pk_incident_outlet")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_incident_outlet_incident"), "incident_outlet", ["incident"], unique=False
    )
    op.create_table(
        "incident_record",
        sa.Column("incident", NUMBER, autoincrement=False, nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("words", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["incident"],
            ["incident.number"],
            name=op.f("fk_incident_record_incident"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("incident", name=op.f("pk_incident_record")),
    )
    op.create_table(
        "incident_report",
        sa.Column("report", NUMBER, autoincrement=False, nullable=False),
        sa.Column("incident", NUMBER, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["incident"],
            ["incident.number"],
            name=op.f("fk_incident_report_incident"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["report"],
            ["report.number"],
            name=op.f("fk_incident_report_report"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("report", "incident", name=op.f("pk_incident_report")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_incident_report_incident"), "incident_report", ["incident"], unique=False
    )
    op.create_table(
        "report_actor",
        sa.Column("actor", NUMBER, autoincrement=False, nullable=False),
        sa.Column("report", NUMBER, autoincrement=False, nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.ForeignKeyConstraint(
            ["actor"], ["actor.number"], name=op.f("fk_report_actor_actor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["report"], ["report.number"], name=op.f("fk_report_actor_report"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("actor", "report", "role", name=op.f("pk_report_actor")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_report_actor_report"), "report_actor", ["report"], unique=False)
    op.create_table(
        "report_flag",
        sa.Column("flag", WORD, nullable=False),
        sa.Column("report", NUMBER, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["report"], ["report.number"], name=op.f("fk_report_flag_report"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("flag", "report", name=op.f("pk_report_flag")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_report_flag_report"), "report_flag", ["report"], unique=False)
    op.create_table(
        "report_record",
        sa.Column("report", NUMBER, autoincrement=False, nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("words", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["report"], ["report.number"], name=op.f("fk_report_record_report"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_report_record")),
    )
