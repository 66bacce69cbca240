"""The table of incidents: its columns on the page and in files, and its page as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ...export.columns import Column
from ..index import Named, Selection, TableOrder, TableRow
from .explore_view import View

_AT_ONCE = 1_000
_NAMES = 2
"""So many actors of a side are named in a cell."""


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head; where the table can be ordered by it, ``href`` does or turns it round."""

    label: str
    class_: str = ""
    href: str = ""
    sorted: str = ""
    """``ascending`` or ``descending`` where the table is ordered by it."""


_HEADS: tuple[tuple[str, str, TableOrder | None, TableOrder | None], ...] = (
    ("Date", "", "newest", "oldest"),
    ("Type", "", "type", "type_backwards"),
    ("Country", "", "country", "country_backwards"),
    ("Place", "", None, None),
    ("Who → whom", "", None, None),
    ("Killed", "num", "deadliest", "least_deadly"),
    ("Sources", "num", "sources", "fewest_sources"),
    ("Published", "", "published", "published_first"),
    ("Review", "", None, None),
)
"""Label, class, the order that a first click asks for, its reverse."""
_ASCENDING = frozenset({"oldest", "type", "country", "least_deadly", "fewest_sources",
                        "published_first"})  # fmt: skip


def heads(view: View) -> list[Head]:
    """The heads of the table in the view's order."""
    return [_head(view, *one) for one in _HEADS]


def _head(
    view: View, label: str, class_: str, first: TableOrder | None, then: TableOrder | None
) -> Head:
    if first is None or then is None:
        return Head(label, class_)
    is_on = view.sort in {first, then}
    wanted = then if view.sort == first else first
    href = view.asked.link(sort=None if wanted == "newest" else wanted, order=None)
    way = "ascending" if view.sort in _ASCENDING else "descending"
    return Head(label, class_, href, way if is_on else "")


def names(people: tuple[Named, ...]) -> str:
    """Some people in a cell: the first few, and how many more."""
    shown = ", ".join(one.name for one in people[:_NAMES])
    return f"{shown} +{len(people) - _NAMES}" if len(people) > _NAMES else shown


def days(row: TableRow) -> str:
    """2020-08-24, or 2020-08-24–26 where it took days."""
    first, last = row.first_day, row.last_day
    if first is None or last is None or first == last:
        return first.isoformat() if first else ""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first}–{last:%d}"
    return f"{first}–{last:%m-%d}" if first.year == last.year else f"{first}–{last}"


# -- twins -------------------------------------------------------------------------------------


def all_rows(found: Selection, order: TableOrder) -> Iterator[TableRow]:
    """Every row in order."""
    after: str | None = None
    while True:
        page = found.page(order=order, after=after, limit=_AT_ONCE)
        yield from page.rows
        if page.next is None:
            return
        after = page.next


def _people(people: tuple[Named, ...]) -> list[str]:
    return [one.name for one in people]


COLUMNS: tuple[Column[TableRow], ...] = (
    Column("id", "text", lambda row: row.id, "the incident's id"),
    Column("revision", "number", lambda row: row.revision, "how often it was changed, from 1 on"),
    Column("event_type", "text", lambda row: row.event_type, "the codebook's event type"),
    Column("plover", "text", lambda row: row.plover, "PLOVER category"),
    Column("acled_event_type", "text", lambda row: row.acled_type, "ACLED event type"),
    Column("acled_sub_event_type", "text", lambda row: row.acled_sub, "ACLED sub-event type"),
    Column("date_start", "day", lambda row: row.first_day, "first day of the event"),
    Column("date_end", "day", lambda row: row.last_day, "last day of the event"),
    Column("country", "text", lambda row: row.country, "ISO 3166-1 alpha-3"),
    Column("admin1", "text", lambda row: row.admin1, "first-level unit"),
    Column("place_name", "text", lambda row: row.place_name, "the place"),
    Column("lat", "decimal", lambda row: row.lat, "latitude, WGS84 degrees"),
    Column("lon", "decimal", lambda row: row.lon, "longitude, WGS84 degrees"),
    Column("region_only", "yes", lambda row: row.region_only, "no nearer than a region"),
    Column("actors", "texts", lambda row: _people(row.actors), "who"),
    Column("targets", "texts", lambda row: _people(row.targets), "whom"),
    Column("killed_low", "number", lambda row: row.killed_low, "least of all reports' counts"),
    Column("killed_high", "number", lambda row: row.killed_high, "greatest; none: open"),
    Column("sources", "number", lambda row: row.sources, "independent sources"),
    Column("outlets", "texts", lambda row: _people(row.outlets), "who published"),
    Column("factualities", "texts", lambda row: row.factualities, "as its reports tell it"),
    Column("flags", "texts", lambda row: row.flags, "flags of its reports"),
    Column("first_published", "day", lambda row: row.first_published, "first publication"),
    Column("last_published", "day", lambda row: row.last_published, "last publication"),
    Column("review", "text", lambda row: row.review, "how far its review has come"),
)  # fmt: skip


def row_json(row: TableRow) -> dict[str, Any]:
    """A row under the names of `COLUMNS`."""
    found = {column.name: column.value(row) for column in COLUMNS}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in found.items()
    }
