"""Run by Alembic: the revisions, on the connection and in the transaction of `..migrating`."""

from alembic import context

from dateline.store import schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema.metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
