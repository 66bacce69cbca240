"""The workbench in the browser: `create_app` makes it, ``dateline serve`` runs it."""
