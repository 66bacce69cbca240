"""Which form a gold file has, by the keys of its first record, and who reads it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from ..errors import InputError
from . import (
    acled_gold,
    actors_gold,
    attribution_gold,
    clusters_gold,
    coreference_gold,
    dates_gold,
    event_places_gold,
    factuality_gold,
    places_gold,
    plover_gold,
    police_gold,
    records_gold,
    templates_gold,
)
from .coding import Coder, Step
from .corpus_gold import evaluate_corpus, read_corpus_gold
from .figures import Evaluation
from .rows import Row


@dataclass(frozen=True, slots=True)
class Reader:
    """A form of gold file: the keys of its records, and what evaluates it."""

    form: str
    keys: frozenset[str]
    evaluate: Callable[[list[Row], Coder, Step], Evaluation]


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold file that is read: its form, how many records, and the evaluation to run."""

    form: str
    size: int
    evaluate: Callable[[Coder, Step], Evaluation]


def _keys(names: str) -> frozenset[str]:
    return frozenset(names.split())


READERS: tuple[Reader, ...] = (
    Reader(records_gold.FORM, _keys("article reports"), records_gold.evaluate_records),
    Reader(acled_gold.FORM, _keys("id text label"), acled_gold.evaluate_acled),
    Reader(
        plover_gold.FORM,
        _keys("id text source target plover_root"),
        plover_gold.evaluate_plover,
    ),
    Reader(
        police_gold.FORM,
        _keys("doc_id sent_id sent_labels sent_text"),
        police_gold.evaluate_police,
    ),
    Reader(
        templates_gold.FORM,
        _keys("docid doctext templates"),
        templates_gold.evaluate_templates,
    ),
    Reader(
        event_places_gold.FORM,
        _keys("id text trap events"),
        event_places_gold.evaluate_event_places,
    ),
    Reader(
        clusters_gold.FORM,
        _keys("id story outlet published title text"),
        clusters_gold.evaluate_stories,
    ),
    Reader(
        clusters_gold.FORM,
        _keys("id event_id outlet date title text"),
        clusters_gold.evaluate_stories,
    ),
    Reader(
        coreference_gold.FORM,
        _keys("id sentences mentions"),
        coreference_gold.evaluate_coreference,
    ),
    Reader(places_gold.FORM, _keys("id text toponyms"), places_gold.evaluate_places),
    Reader(dates_gold.FORM, _keys("text ref expected"), dates_gold.evaluate_dates),
    Reader(actors_gold.FORM, _keys("test call args asserts"), actors_gold.evaluate_actors),
    Reader(
        attribution_gold.FORM,
        _keys("id text attributions"),
        attribution_gold.evaluate_attribution,
    ),
    Reader(
        factuality_gold.FORM,
        _keys("dataset text span factuality"),
        factuality_gold.evaluate_factuality,
    ),
)
"""Every form of JSON lines; the first whose keys the first record has is taken."""

NOT_YET = {
    _keys("entities relations outlet"): "entities and relations (re3d)",
}
"""Forms that are known and not scored."""


def read_gold(path: Path, *, part: str = "all", limit: int | None = None) -> Gold:
    """Read a gold file or corpus folder.

    ``part`` is ``all``, ``test`` or ``training`` of the corpus; ``limit`` takes only the first
    records.

    Raises:
        InputError: it cannot be read, its form is unknown or not scored yet.
    """
    if path.is_dir() or path.suffix == ".txt":
        gold = read_corpus_gold(path, part=part)
        gold = replace(gold, texts=gold.texts[:limit])
        run = partial(evaluate_corpus, gold)
        return Gold("corpus", len(gold.texts), run)
    if part != "all":
        raise InputError(f"--part is for the corpus; {path} is no corpus folder or file")
    rows = list(_rows(path))[:limit]
    if not rows:
        raise InputError(f"{path}: no record in it")
    reader = _reader(rows[0], path)
    return Gold(reader.form, len(rows), partial(reader.evaluate, rows))


def _reader(first: Row, path: Path) -> Reader:
    for reader in READERS:
        if reader.keys <= first.keys():
            return reader
    for keys, name in NOT_YET.items():
        if keys <= first.keys():
            raise InputError(f"{path}: {name}: not scored yet")
    known = ", ".join(reader.form for reader in READERS)
    raise InputError(
        f"{path}: unknown form (keys {', '.join(sorted(first))}); known: corpus, {known}"
    )


def _rows(path: Path) -> Iterator[Row]:
    try:
        with path.open(encoding="utf-8") as stream:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    yield _row(line, f"{path}:{number}")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}") from error


def _row(line: str, where: str) -> Row:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: no JSON: {error}") from error
    if not isinstance(row, dict):
        raise InputError(f"{where}: no JSON object")
    return row
