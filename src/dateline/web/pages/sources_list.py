"""The list of outlets: their ties, how much they publish, how often alone and contradicted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

import numpy as np

from ...export import wording
from ...export.columns import Column
from ...records.article import OutletKind, Source
from ...resolve.names import fold
from ...store.answers import FacetCount, OutletCount
from ..context import Workbench
from ..filters import Asked
from .actors_known import Known, has_words
from .actors_paging import Figures, Shown, chosen, stretch
from .actors_paths import outlet_path
from .sources_book import Outlets, OutletTie, Share, alone, contradicted, ties

OWN = ("by", "name", "kind", "tied")
"""The order, words of the outlet's name, its kind, whether it has ties."""
ORDERS = ("articles", "reports", "incidents", "alone", "contradicted", "name")
LONGEST = 100
TIED = ("all", "yes")


@dataclass(frozen=True, slots=True)
class OutletRow:
    """An outlet in the list."""

    name: str
    path: str
    source: Source
    country: str
    ties: tuple[OutletTie, ...]
    articles: int
    reports: int
    incidents: int
    alone: Share
    contradicted: Share

    @property
    def shown(self) -> str:
        """Its name on one line."""
        return wording.clip(self.name, LONGEST)


@dataclass(frozen=True, slots=True)
class Sources:
    """A page of the list, and how many outlets there are of each kind."""

    rows: tuple[OutletRow, ...]
    total: int
    before: int
    next: str | None
    by: str
    tied: str
    kinds: tuple[FacetCount, ...]


def sources_page(bench: Workbench, outlets: Outlets | None, asked: Asked) -> Sources:
    """The outlets that are asked for. Raises `InputError` for an order, a kind or a cursor."""
    by, tied = chosen(asked.get("by"), ORDERS, "by"), chosen(asked.get("tied"), TIED, "tied")
    if outlets is None:
        return Sources((), 0, 0, None, by, tied, ())
    found = stretch(
        _figures(outlets, by), outlets.ranked, _shown(outlets, asked),
        order=by, after=asked.after, limit=asked.limit,
    )  # fmt: skip
    known = bench.part(Known)
    rows = tuple(outlet_row(outlets.counts[number], known) for number in found.rows)
    return Sources(rows, found.total, found.before, found.next, by, tied, _kinds(outlets, asked))


def all_rows(bench: Workbench, outlets: Outlets | None, asked: Asked) -> Iterator[OutletRow]:
    """Every outlet of the list in order, for its file."""
    if outlets is None:
        return
    by = chosen(asked.get("by"), ORDERS, "by")
    shown, many = _shown(outlets, asked), len(outlets.counts) + 1
    found = stretch(
        _figures(outlets, by), outlets.ranked, shown, order=by, after=None, limit=many
    )  # fmt: skip
    known = bench.part(Known)
    yield from (outlet_row(outlets.counts[number], known) for number in found.rows)


def outlet_row(one: OutletCount, known: Known) -> OutletRow:
    """An outlet as the list shows it."""
    return OutletRow(
        name=one.name,
        path=outlet_path(one.name),
        source=one.source,
        country=known.country(one.source.country),
        ties=ties(one.source, known),
        articles=one.articles,
        reports=one.reports,
        incidents=one.incidents,
        alone=alone(one),
        contradicted=contradicted(one),
    )


def row_json(row: OutletRow) -> dict[str, Any]:
    """A row as data."""
    flat = {column.name: column.value(row) for column in COLUMNS}
    return flat | {"path": row.path, "ties": row.source.ties}


def _figures(outlets: Outlets, by: str) -> Figures:
    counts = outlets.counts
    if by == "name":
        return np.zeros(len(counts), np.float64)
    if by in ("alone", "contradicted"):
        shares = [alone(one) if by == "alone" else contradicted(one) for one in counts]
        figures = (-1.0 if one.share is None else one.share for one in shares)
    else:
        figures = (float(getattr(one, by)) for one in counts)
    return np.fromiter(figures, np.float64, len(counts))


def _shown(outlets: Outlets, asked: Asked) -> Shown:
    words, kinds = fold(asked.get("name")).split(), asked.words.get("kind", ())
    for kind in kinds:
        chosen(kind, get_args(OutletKind), "kind")
    is_search, tied = bool(asked.get("name")), asked.get("tied") == "yes"
    chosen(asked.get("tied"), TIED, "tied")

    def fits(one: OutletCount) -> bool:
        if kinds and one.source.kind not in kinds:
            return False
        if tied and not one.source.ties:
            return False
        return not is_search or (bool(words) and has_words(fold(one.name), words))

    return np.fromiter(map(fits, outlets.counts), np.bool_, len(outlets.counts))


def _kinds(outlets: Outlets, asked: Asked) -> tuple[FacetCount, ...]:
    """How many outlets are of each kind, commonest first."""
    found: dict[str, int] = {}
    for one in outlets.counts:
        found[one.source.kind] = found.get(one.source.kind, 0) + 1
    pairs = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(FacetCount(kind, count) for kind, count in pairs)


def _tie_words(row: OutletRow) -> list[str]:
    return [f"{one.relation.replace('_', ' ')} {one.id}" for one in row.ties]


def _end(share: Share, end: str) -> float | None:
    interval = share.interval
    return None if interval is None else round(float(getattr(interval, end)), 4)


def _part(share: Share) -> float | None:
    return None if share.share is None else round(share.share, 4)


COLUMNS: tuple[Column[OutletRow], ...] = (
    Column("name", "text", lambda row: row.name, "the outlet"),
    Column("kind", "text", lambda row: row.source.kind, "wire, public, private, state, ..."),
    Column("owner", "text", lambda row: row.source.owner, "whose it is"),
    Column("country", "text", lambda row: row.source.country, "ISO 3166-1 alpha-3"),
    Column("ties", "texts", _tie_words, "its ties by the outlet file"),
    Column("articles", "number", lambda row: row.articles, "articles coded"),
    Column("reports", "number", lambda row: row.reports, "reports in them"),
    Column("incidents", "number", lambda row: row.incidents, "incidents it tells of"),
    Column("alone", "number", lambda row: row.alone.count, "of these, told by no other outlet"),
    Column("alone_share", "decimal", lambda row: _part(row.alone), "the same as a share"),
    Column("alone_low", "decimal", lambda row: _end(row.alone, "low"), "95%, Wilson; none: few"),
    Column("alone_high", "decimal", lambda row: _end(row.alone, "high"), "95%, Wilson"),
    Column("contradicted", "number", lambda row: row.contradicted.count,
           "incidents with a contradiction that its reports are part of"),
    Column("contradicted_share", "decimal", lambda row: _part(row.contradicted),
           "the same as a share of its incidents"),
    Column("contradicted_low", "decimal", lambda row: _end(row.contradicted, "low"),
           "95%, Wilson; none: few"),
    Column("contradicted_high", "decimal", lambda row: _end(row.contradicted, "high"),
           "95%, Wilson"),
)  # fmt: skip
