"""A release written into a folder: all of it, or nothing."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from ...codebook import Case, EventType, load_codebook
from ...errors import InputError
from ..json_records import encode
from ..json_values import Json
from . import columns
from .card import Labels, card
from .frames import Table, columns_json
from .rows import Release

SUMS = "SHA256SUMS"
CARD = "README.md"
CODEBOOK = "codebook.json"


def check_free(folder: Path) -> None:
    """Refuse a place where something is, or whose own folder is not there: `InputError`."""
    if folder.exists() or folder.is_symlink():
        raise InputError(f"{folder}: is there already and is not written over")
    if not folder.absolute().parent.is_dir():
        raise InputError(f"{folder}: there is no folder {folder.absolute().parent}")


def write_release(release: Release, labels: Labels, folder: Path) -> Mapping[str, int | None]:
    """Write a release; the rows of each data file. The folder is there at the end or not at all.

    Raises `InputError` where the folder is there already or cannot be written.
    """
    check_free(folder)
    beside = folder.absolute().with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        beside.mkdir()
        rows = _write(release, labels, beside)
        check_free(folder)
        beside.rename(folder.absolute())
    except OSError as error:
        raise InputError(f"{folder}: cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return rows


def _write(release: Release, labels: Labels, folder: Path) -> Mapping[str, int | None]:
    articles = Table(columns.articles(with_text=labels.with_text), release.articles)
    incidents = Table(columns.INCIDENTS, release.incidents)
    reports = Table(columns.reports(with_text=labels.with_text), release.reports)
    articles.write_parquet(folder / "articles.parquet")
    for name, table in (("incidents", incidents), ("reports", reports)):
        table.write_parquet(folder / f"{name}.parquet")
        table.write_csv(folder / f"{name}.csv")
    tables: Json = {
        "incidents": list(columns_json(incidents.columns)),
        "reports": list(columns_json(reports.columns)),
        "articles": list(columns_json(articles.columns)),
    }
    record = msgspec.json.format(encode(_codebook(release) | {"columns": tables}), indent=2)
    _text(folder / CODEBOOK, record + "\n")
    many = {"incidents": incidents.rows, "reports": reports.rows, "articles": articles.rows}
    rows: dict[str, int | None] = {
        name: len(many[name.partition(".")[0]]) if name != CODEBOOK else None
        for name in sorted(path.name for path in folder.iterdir())
    }
    _text(folder / CARD, card(release, labels, rows))
    _text(folder / SUMS, _sums(folder))
    return rows


def _sums(folder: Path) -> str:
    """A line for each file, as ``sha256sum`` writes them, in the order of their names."""
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(folder.iterdir())
    )


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


# -- what the types mean -----------------------------------------------------------------------


def _codebook(release: Release) -> Json:
    """The definitions of the event types; of types of a codebook of one's own only the ids."""
    book = load_codebook()
    used = {one.event_type.leading for one in release.incidents}
    used |= {row.coded.event_type.value for row in release.reports}
    return {
        "codebook": release.made_by.codebook,
        "definitions_of": book.version,
        "types": [_type(one) for one in book.types.values()],
        "types_defined_elsewhere": sorted(
            one for one in used if one is not None and one not in book.types
        ),
    }


def _type(one: EventType) -> Json:
    return {
        "id": one.id,
        "label": one.label,
        "family": one.family,
        "definition": one.definition,
        "examples": list(one.examples),
        "plover": _codes(one.plover),
        "cameo": _codes(one.cameo),
        "acled": _codes(one.acled),
        "quad_class": one.quad_class,
    }


def _codes(cases: Iterable[Case]) -> list[str]:
    """The codes that a type may have, the first by default."""
    return list(dict.fromkeys(case.code for case in cases if case.code is not None))
