"""One actor: who it is, what it does and suffers over time, with whom and where, who says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import numpy as np
from markupsafe import Markup

from ...export import wording
from ...resolve.actor_file import Entry
from ...store.answers import FacetCount
from ...store.filters import Box
from ..charts import PHONE, Bar, bar_chart, timeline_chart
from ..context import Workbench
from ..index import ACLED_TYPES, Selection, Snapshot, TablePage, Timeline, Totals
from ..index.columns import ACTOR, TARGET, Columns, Rows
from ..index.counting import timeline
from ..rendering import type_class
from . import actors_map
from .actors_book import Book, Who, book_of, newest, selection_of, snapshot_of
from .actors_known import FileTie, Known, in_words, sector_words
from .actors_list import LONGEST
from .actors_paths import actor_path, explore_path
from .actors_texts import MOST_INCIDENTS, Party, Said, Texts
from .explore_map import box_words

_BARS = 8
_HALF, _SIDE = 290.0, 330.0
"""Widths of bar charts: half of the wide column, and the narrow column."""
_TABLE = 15
_LEAST_DAYS = 20
KINDS = (*ACLED_TYPES, "")


@dataclass(frozen=True, slots=True)
class Found:
    """An actor that is there: in the incidents, in the actor file, or in both."""

    name: str
    id: str | None
    who: Who | None
    entry: Entry | None
    snapshot: Snapshot | None
    book: Book | None

    @property
    def path(self) -> str:
        """Its page."""
        return actor_path(self.name, self.id)

    @property
    def shown(self) -> str:
        """Its name on one line."""
        return wording.clip(self.name, LONGEST)

    @property
    def party(self) -> Party:
        """As texts tell it."""
        return Party(self.name, self.id)

    def rows(self, role: int = ACTOR | TARGET) -> Rows:
        """The rows of the incidents in which it has a part, or a certain one."""
        if self.book is None or self.who is None:
            return np.zeros(0, np.intp)
        return self.book.rows(self.who, role=role)


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart for wide and for narrow screens."""

    wide: Markup
    narrow: Markup


@dataclass(frozen=True, slots=True)
class OverTime:
    """Events as actor and as target over the same days; ``left_out`` are not on the charts."""

    acting: Picture | None
    suffering: Picture | None
    left_out: int
    undated: int


@dataclass(frozen=True, slots=True)
class Identity:
    """What the actor file has to say of who it is."""

    kind: str
    sectors: tuple[str, ...]
    country: str
    active: str
    names: tuple[str, ...]
    is_own: bool
    offices: tuple[FileTie, ...]
    ties: tuple[FileTie, ...]
    incoming: tuple[tuple[str, list[FileTie]], ...]


def by_id(bench: Workbench, id: str, run: int | None = None) -> Found | None:
    """The actor of an id, in the incidents or in the actor file; None where in neither."""
    snapshot, book = _there(bench, run)
    who = book.of_id(id) if book else None
    entry = bench.part(Known).entry(id)
    if who is None and entry is None:
        return None
    name = entry.name if entry else who.name if who else id
    return Found(name, id, who, entry, snapshot, book)


def by_name(bench: Workbench, name: str, run: int | None = None) -> Found | None:
    """The actor of a name without an id."""
    snapshot, book = _there(bench, run)
    who = book.of_name(name) if book else None
    return None if who is None else Found(who.name, None, who, None, snapshot, book)


def _there(bench: Workbench, run: int | None) -> tuple[Snapshot | None, Book | None]:
    snapshot = snapshot_of(bench, run)
    return snapshot, None if snapshot is None else book_of(bench, snapshot)


def page_of(bench: Workbench, found: Found) -> dict[str, Any]:
    """All that the page shows."""
    selection = _selection(found)
    return {
        "identity": identity(bench, found),
        "said": said(bench, found),
        "is_part": _is_part,
        "explore": explore_path(actor=found.id or found.name),
        "network": f"/actors/network?{urlencode({'actor': found.id or found.name})}",
    } | ({} if selection is None else _of_incidents(bench, found, selection))


def _of_incidents(bench: Workbench, found: Found, selection: Selection) -> dict[str, Any]:
    columns = selection.snapshot.derived.columns
    acting, suffering = found.rows(ACTOR), found.rows(TARGET)
    ground = bench.part(actors_map.Ground)
    return {
        "totals": selection.totals(),
        "acting": len(acting),
        "suffering": len(suffering),
        "days": _days(columns, found.rows()),
        "over_time": over_time(found, selection),
        "acts_on": _bars(found, acting, TARGET, "acts-on", "On whom it acts"),
        "suffers_from": _bars(found, suffering, ACTOR, "suffers", "Who acts on it"),
        "types": type_bars(selection),
        "countries": country_bars(bench, selection, actor=found.id or found.name),
        "map": actors_map.draw(
            ground, columns, found.rows(), kinds=KINDS, link=lambda box: _in_box(found, box)
        ),
        "table": latest(selection),
    }


def _selection(found: Found) -> Selection | None:
    if found.who is None or found.snapshot is None:
        return None
    return selection_of(found.snapshot, found.rows())


def latest(selection: Selection, most: int = _TABLE) -> TablePage:
    """The latest incidents."""
    return selection.page(order="newest", limit=most)


def totals(found: Found) -> Totals | None:
    """How many incidents, how many killed in them."""
    selection = _selection(found)
    return None if selection is None else selection.totals()


def _is_part(found: Found, name: str, id: str | None) -> bool:
    """Whether a party of a tie is the page's own actor."""
    return Party(name, id).key == found.party.key


def identity(bench: Workbench, found: Found) -> Identity | None:
    """What the actor file says; None where it has nothing."""
    entry, known, today = found.entry, bench.part(Known), bench.now().date()
    if entry is None or found.id is None:
        return None
    names = (*entry.aliases, *entry.shorts, *entry.called)
    return Identity(
        kind="part of a state" if entry.kind == "state" else entry.kind,
        sectors=tuple(sector_words(entry.sectors)),
        country=known.country(entry.country),
        active=in_words(str(entry.active)),
        names=tuple(dict.fromkeys(name for name in names if name != entry.name)),
        is_own=known.is_own(found.id),
        offices=tuple(known.shown_offices(entry, today)),
        ties=tuple(known.shown_ties(entry, today)),
        incoming=tuple(known.shown_incoming(found.id, today)),
    )


def said(bench: Workbench, found: Found) -> Said:
    """Ties and contradictions in the texts."""
    if found.snapshot is None:
        return Said((), (), 0, 0)
    columns = found.snapshot.derived.columns
    ids = newest(columns, found.rows(), MOST_INCIDENTS)
    texts = bench.part(Texts)
    return texts.about(found.party, ids, found.snapshot.run, found.snapshot.version)


# -- charts ----------------------------------------------------------------------------------


def over_time(found: Found, selection: Selection) -> OverTime:
    """Both parts over the same days, so that they can be compared."""
    columns = selection.snapshot.derived.columns
    whole = timeline(columns, found.rows())
    charts: list[Picture | None] = []
    for role, id in ((ACTOR, "as-actor"), (TARGET, "as-target")):
        line = _within(columns, found.rows(role), whole)
        charts.append(_chart(found, line, id) if line.bins else None)
    return OverTime(charts[0], charts[1], whole.earlier + whole.later, whole.undated)


def spread(columns: Columns, rows: Rows) -> Timeline:
    """A timeline of some rows, with air around it where they are of a few days only."""
    return _within(columns, rows, timeline(columns, rows))


def _within(columns: Columns, rows: Rows, whole: Timeline) -> Timeline:
    """A timeline of some rows over the days of another, or a little more."""
    if not whole.bins:
        return whole
    first, last = whole.bins[0].first, whole.bins[-1].last
    air = timedelta(days=max(0, _LEAST_DAYS - (last - first).days) // 2)
    if first - date.min > air and date.max - last > air:
        first, last = first - air, last + air
    days = columns.first_day[rows]
    inside = rows[(days >= first.toordinal()) & (days <= last.toordinal())]
    return replace(
        timeline(columns, inside, since=first, until=last, unit=whole.unit),
        earlier=whole.earlier, later=whole.later, undated=whole.undated,
    )  # fmt: skip


def _chart(found: Found, line: Timeline, id: str) -> Picture:
    def link(since: date, until: date) -> str:
        words = {"actor": found.id or found.name}
        return explore_path(**words, since=str(since), until=str(until))

    return Picture(
        timeline_chart(line, link=link, id=id),
        timeline_chart(line, link=link, id=f"{id}-phone", size=PHONE),
    )


def _bars(found: Found, rows: Rows, role: int, id: str, name: str) -> Markup | None:
    """Those on the other side of its acts, most often first."""
    if found.book is None or found.who is None or not len(rows):
        return None
    book, counts = found.book, found.book.others(rows, role=role)
    there = np.flatnonzero(counts)
    order = np.lexsort((book.ranked.places[there], -counts[there]))[:_BARS]
    bars = [_bar(book.whos[number], int(counts[number])) for number in there[order].tolist()]
    return bar_chart(bars, name=name, id=id, width=_HALF) if bars else None


def _bar(who: Who, count: int) -> Bar:
    noun = "incident" if count == 1 else "incidents"
    return Bar(wording.clip(who.name, LONGEST), count, actor_path(who.name, who.id), note=noun)


def type_bars(selection: Selection, **words: str) -> Markup | None:
    """ACLED's types of some incidents."""
    counts = selection.facet("acled_type", limit=_BARS)
    if not counts:
        return None
    bars = [
        Bar(
            one.value,
            one.count,
            explore_path(**words, acled=one.value) if words else None,
            f"{type_class(one.value)} fill-type",
        )
        for one in counts
    ]
    return bar_chart(bars, name="Event types by ACLED", id="types", width=_SIDE)


def country_bars(bench: Workbench, selection: Selection, **words: str) -> Markup | None:
    """Where some incidents lie."""
    counts = selection.facet("country", limit=_BARS)
    known = bench.part(Known)

    def bar(one: FacetCount) -> Bar:
        return Bar(known.country(one.value), one.count, explore_path(**words, country=one.value))

    if not counts:
        return None
    bars = [bar(one) for one in counts]
    return bar_chart(bars, name="Countries", id="countries", width=_SIDE)


def _days(columns: Columns, rows: Rows) -> tuple[date, date] | None:
    days = columns.first_day[rows]
    days = days[days > 0]
    if not len(days):
        return None
    return date.fromordinal(int(days.min())), date.fromordinal(int(days.max()))


def _in_box(found: Found, box: Box) -> str:
    return explore_path(actor=found.id or found.name, bbox=box_words(box))
