"""How a store becomes one of the next version: Alembic's scripts, which ship with the package."""
