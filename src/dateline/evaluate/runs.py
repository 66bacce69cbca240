"""Saved evaluations, and the texts gained and lost against one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import InputError
from .figures import Cell, Evaluation, Figure, Table, Tally, TextScore

VERSION = 1


@dataclass(frozen=True, slots=True)
class SavedRun:
    """What of an evaluation is kept: its form, its figures and every text's tallies."""

    form: str
    values: Mapping[str, float | None]
    texts: Mapping[str, Mapping[str, Tally]]


def as_json(found: Evaluation) -> dict[str, Any]:
    """An evaluation as JSON-ready data: what ``--format json`` writes."""
    return {
        "form": found.form,
        "notes": list(found.notes),
        "figures": {figure.name: _figure(figure) for figure in found.figures},
        "tables": {
            table.name: {
                "title": table.title,
                "columns": list(table.columns),
                "rows": [[_rounded(cell) for cell in row] for row in table.rows],
            }
            for table in found.tables
        },
    }


def save_run(found: Evaluation, path: Path) -> None:
    """Write an evaluation with every text's tallies. Raises `InputError` where it cannot."""
    texts = {
        text.id: {
            name: [tally.right, tally.given, tally.expected]
            for name, tally in text.tallies.items()
            if tally != Tally()
        }
        for text in found.texts
    }
    record = {"version": VERSION, **as_json(found), "texts": texts}
    try:
        path.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error


def read_run(path: Path) -> SavedRun:
    """A run that `save_run` wrote. Raises `InputError` for anything else."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        if record["version"] != VERSION:
            raise InputError(f"{path}: saved by another version of `dateline evaluate`")
        values = {name: figure["value"] for name, figure in record["figures"].items()}
        texts = {
            id: {name: Tally(*numbers) for name, numbers in tallies.items()}
            for id, tallies in record["texts"].items()
        }
        return SavedRun(record["form"], values, texts)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path}: not saved by `dateline evaluate --save`") from error


def against(found: Evaluation, before: SavedRun) -> tuple[Table, ...]:
    """The change of each figure, with the texts that got better and worse; and those texts.

    A text is gained for a figure when it has fewer errors (wrong and missed values together)
    than before, lost when it has more. Texts that only one run has are left out.
    """
    check_form(found.form, before)
    changes: list[tuple[Cell, ...]] = []
    moved: list[tuple[Cell, ...]] = []
    for figure in found.figures:
        gained = [t for t in found.texts if _change(t, before, figure.name) < 0]
        lost = [t for t in found.texts if _change(t, before, figure.name) > 0]
        old, new = before.values.get(figure.name), figure.value
        difference = None if old is None or new is None else new - old
        changes.append((figure.name, old, new, difference, len(gained), len(lost)))
        for what, texts in (("gained", gained), ("lost", lost)):
            moved += [(figure.name, what, text.id, text.where) for text in texts]
    columns = ("figure", "before", "now", "change", "texts gained", "texts lost")
    return (
        Table("against", "Against the saved run", columns, tuple(changes)),
        Table("texts", "Texts gained and lost", ("figure", "what", "id", "where"), tuple(moved)),
    )


def check_form(form: str, before: SavedRun) -> None:
    """Raise `InputError` where a saved run is of another form of gold."""
    if form != before.form:
        raise InputError(f"the saved run is of form {before.form!r}, the gold of {form!r}")


def _change(text: TextScore, before: SavedRun, name: str) -> int:
    """Errors more (or, below 0, fewer) than before in one figure of one text."""
    if text.id not in before.texts:
        return 0
    then = before.texts[text.id].get(name, Tally())
    return text.tallies.get(name, Tally()).errors - then.errors


def _figure(figure: Figure) -> dict[str, Any]:
    record: dict[str, Any] = {"value": _rounded(figure.value)}
    if figure.interval is not None:
        record["interval"] = [_rounded(edge) for edge in figure.interval]
    if figure.tally is not None:
        tally = figure.tally
        if not figure.share:
            record |= {"precision": _rounded(tally.precision), "recall": _rounded(tally.recall)}
        record |= {"right": tally.right, "given": tally.given, "expected": tally.expected}
    return record


def _rounded(cell: Cell) -> Cell:
    return round(cell, 4) if isinstance(cell, float) else cell
