"""``dateline train``: learn the user's own event types from marked lines."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from ..errors import InputError
from ..export.wording import plain
from ..learn import Learned, TypeResult, learn
from .options import CoderOptions
from .request import settings_of
from .running import OK
from .sink import sink


def run(*, add: list[str], output: str, coder: CoderOptions) -> int:
    """Learn, write the types and say what they are worth; returns the exit code."""
    files = [Path(name) for name in add]
    settings = settings_of(coder)
    target = Path(output)
    taken = [*files, *(path for path in (settings.codebook,) if path is not None)]
    if target.resolve() in [path.resolve() for path in taken]:
        raise InputError(f"{output}: this would be written over what is read; choose another file")
    if not target.resolve().parent.is_dir():
        raise InputError(f"{output}: cannot be written: no such folder")
    start = time.perf_counter()
    found = learn(files, settings)
    try:
        found.own.save(target)
    except OSError as error:
        raise InputError(f"{output}: cannot be written: {error.strerror or error}") from error
    for warning in found.warnings:
        print(plain(f"warning: {warning}"), file=sys.stderr)  # noqa: T201
    with sink(None, grows=True) as write:
        write("\n".join(summary(found, output, time.perf_counter() - start)) + "\n")
    return OK


def summary(found: Learned, output: str, seconds: float) -> Iterator[str]:
    """What was learnt, and how well it does on lines it was not fitted to."""
    trial = found.trial
    way = "leave-one-out" if trial.folds == found.lines else f"{trial.folds}-fold"
    widest = max(len("type"), *(len(result.name) for result in trial.results))
    yield f"{'type':<{widest}}  lines  precision  recall  ({way}, on lines held out)"
    for result in trial.results:
        yield _row(result, widest)
    if found.background:
        yield f"taken for one in {trial.alarms} of {found.background} words of other news"
    types = "1 type" if len(trial.results) == 1 else f"{len(trial.results)} types"
    yield f"{output}: {types} from {found.lines} lines in {seconds:.0f} s"


def _row(result: TypeResult, widest: int) -> str:
    precision = "-" if result.precision is None else f"{result.precision:.2f}"
    return (
        f"{result.name:<{widest}}  {result.lines:>5}  {precision:>9}  {result.recall:>6.2f}  "
        f"({result.right} of {result.expected} found, {result.given - result.right} false)"
    )
