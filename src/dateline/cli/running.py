"""How a verb is run: its module is loaded late, and what goes wrong on purpose is one line.

A verb's work is imported only when that verb runs, by `_load` and nowhere else: spaCy and the
gazetteer take seconds to load, and ``dateline --help`` must not wait for them.
"""

from __future__ import annotations

import importlib
import os
import sys
from types import ModuleType
from typing import NoReturn

import typer

from ..errors import DatelineError

OK, FAILED, BAD_INPUT, INTERRUPTED, PIPE_CLOSED, TERMINATED = 0, 1, 2, 130, 141, 143
"""Exit codes: all well; an article could not be coded, or a name is not known; bad input or
usage; Ctrl-C; ``| head``; SIGTERM."""

_VERBS = {
    "add": "dateline.cli.add",
    "aggregate": "dateline.cli.aggregate",
    "actors": "dateline.cli.actors",
    "actors check": "dateline.cli.actors_check",
    "actors import": "dateline.cli.actors_import",
    "changes": "dateline.cli.changes",
    "code": "dateline.cli.code",
    "code with ray": "dateline.cli.code_with_ray",
    "demo": "dateline.cli.demo",
    "diff": "dateline.cli.diff",
    "explain": "dateline.cli.explain",
    "export": "dateline.cli.export",
    "codebook": "dateline.cli.codebook",
    "evaluate": "dateline.cli.evaluate",
    "gazetteer": "dateline.cli.gazetteer",
    "list": "dateline.cli.listing",
    "load": "dateline.cli.load",
    "merge": "dateline.cli.merge",
    "releases": "dateline.cli.releases",
    "runs": "dateline.cli.runs",
    "search": "dateline.cli.search",
    "serve": "dateline.cli.serve",
    "show": "dateline.cli.show",
    "train": "dateline.cli.train",
    "users": "dateline.cli.users",
}


def do(verb: str, act: str = "run", /, **options: object) -> NoReturn:
    """Run a verb and leave with its exit code; what goes wrong on purpose is one line."""
    try:
        status = getattr(_load(verb), act)(**options)
    except DatelineError as error:
        typer.echo(f"dateline: {error}", err=True)
        status = BAD_INPUT
    except KeyboardInterrupt:
        typer.echo("dateline: interrupted", err=True)
        status = INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; keep Python from complaining of it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = PIPE_CLOSED
    raise typer.Exit(status)


def _load(verb: str) -> ModuleType:
    """The module of a verb: the one place that imports late (see the top of this file)."""
    return importlib.import_module(_VERBS[verb])
