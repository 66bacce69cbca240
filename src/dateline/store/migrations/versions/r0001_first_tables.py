"""The first tables, and the text indexes beside them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

TEXT_INDEXES = (
    ("article_text", "article", "number", ("title", "text")),
    ("report_text", "report_record", "report", ("words",)),
    ("incident_text", "incident_record", "incident", ("words",)),
    ("actor_text", "actor", "number", ("name",)),
)
"""Name of the index, the table it is of, that table's number, the columns looked through."""


def upgrade() -> None:
    """Make the tables and the text indexes."""
    _tables()
    if op.get_bind().dialect.name == "sqlite":
        for index in TEXT_INDEXES:
            _text_index(*index)


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


def _tables() -> None:
    op.create_table(
        "actor",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_actor")),
        sa.UniqueConstraint("id", "name", name=op.f("uq_actor_id_name")),
    )
    op.create_table(
        "article",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("copy_of", sa.String(), nullable=True),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_article")),
        sa.UniqueConstraint("hash", name=op.f("uq_article_hash")),
    )
    op.create_table(
        "decision",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_decision")),
        sa.UniqueConstraint("record", name=op.f("uq_decision_record")),
    )
    op.create_index(op.f("ix_decision_kind"), "decision", ["kind"], unique=False)
    op.create_table(
        "failure",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_failure")),
        sa.UniqueConstraint("at", "source", "reason", name=op.f("uq_failure_at_source_reason")),
    )
    op.create_table(
        "feed",
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_feed")),
    )
    op.create_table(
        "outlet",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_outlet")),
        sa.UniqueConstraint("record", name=op.f("uq_outlet_record")),
    )
    op.create_index(op.f("ix_outlet_folded"), "outlet", ["folded"], unique=False)
    op.create_table(
        "run",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
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
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("event_type", sa.String(), nullable=True),
        sa.Column("plover", sa.String(), nullable=True),
        sa.Column("acled_type", sa.String(), nullable=True),
        sa.Column("acled_sub", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("admin1", sa.String(), nullable=True),
        sa.Column("admin1_folded", sa.String(), nullable=True),
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
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("event_type", sa.String(), nullable=True),
        sa.Column("plover", sa.String(), nullable=True),
        sa.Column("acled_type", sa.String(), nullable=True),
        sa.Column("acled_sub", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("admin1", sa.String(), nullable=True),
        sa.Column("admin1_folded", sa.String(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("first_published", sa.Integer(), nullable=False),
        sa.Column("last_published", sa.Integer(), nullable=False),
        sa.Column("killed", sa.BigInteger(), nullable=False),
        sa.Column("outlet", NUMBER, nullable=True),
        sa.Column("factuality", sa.String(), nullable=False),
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
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("into", sa.String(), nullable=True),
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
        sa.Column("role", sa.String(), nullable=False),
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
        sa.Column("factuality", sa.String(), nullable=False),
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
        sa.Column("flag", sa.String(), nullable=False),
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
        sa.Column("words", sa.Text(), nullable=False),
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
        sa.Column("role", sa.String(), nullable=False),
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
        sa.Column("flag", sa.String(), nullable=False),
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
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report"], ["report.number"], name=op.f("fk_report_record_report"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_report_record")),
    )
