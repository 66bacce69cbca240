"""Incidents over time: columns stacked by kind, each a link to its days.

A script that offers a brush finds all it needs in data attributes: on the SVG the plot's edges in
the units of the viewBox (``data-left``, ``data-right``, ``data-top``, ``data-bottom``) and the
unit; on each column (``a.column``) its first and last day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from markupsafe import Markup, escape

from ..index.answers import Bin, Timeline
from ..rendering import type_class
from .axes import MONTHS, date_ticks, number_ticks, short_number
from .svg import attribute, element, picture, rounded, width_of

Link = Callable[[date, date], str]
"""The address that filters to the days from one to another, inclusive."""


@dataclass(frozen=True, slots=True)
class Size:
    """In the units of the viewBox, which are pixels where the page gives just this room."""

    width: float
    height: float


WIDE, PHONE = Size(640, 220), Size(330, 190)
"""A page shows one of the two; letters keep their size that way."""

_TEXT = 11.0
_TOP, _BOTTOM, _RIGHT = 10.0, 32.0, 8.0
_TICK_ROOM = 46.0
"""Pixels for a label of the axis of days."""
_MOST_TABS = 62
"""Of more columns than this the tabulator key leaves out all: days can be typed in the filter."""
_GAP = 1.0
_BROAD = 6.0
_THIN = 3.0
"""Columns no wider than this stand without a gap."""


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where the columns stand, and what the axis reaches."""

    left: float
    right: float
    top: float
    bottom: float
    bins: tuple[Bin, ...]
    most: int

    @property
    def step(self) -> float:
        """The width of a column and its gap."""
        return (self.right - self.left) / len(self.bins)

    def y(self, count: float) -> float:
        """How far down a count is."""
        return self.bottom - (self.bottom - self.top) * count / self.most

    def x(self, day: date) -> float:
        """Where a day begins."""
        for number, one in enumerate(self.bins):
            if day <= one.last:
                days = one.last.toordinal() - one.first.toordinal() + 1
                share = max(0, day.toordinal() - one.first.toordinal()) / days
                return self.left + (number + share) * self.step
        return self.right


def timeline_chart(
    timeline: Timeline,
    *,
    link: Link,
    id: str = "timeline",
    chosen: tuple[date | None, date | None] = (None, None),
    size: Size = WIDE,
) -> Markup:
    """The chart. ``chosen`` is the period that the filter is set to: other columns are muted."""
    name = f"Incidents per {timeline.unit}"
    if not timeline.bins:
        words = element("text", "No incident with a date", x=size.width / 2, y=size.height / 2,
                        text_anchor="middle")  # fmt: skip
        return picture((size.width, size.height), name, words, id=id, class_="chart timeline",
                       described="There are none.", image=True)  # fmt: skip
    most = max(one.total for one in timeline.bins)
    ticks = number_ticks(most, about=4 if size.height > 150 else 2)
    left = max(width_of(short_number(tick), _TEXT) for tick in ticks) + 10
    plot = _Plot(left, size.width - _RIGHT, _TOP, size.height - _BOTTOM, timeline.bins, ticks[-1])
    since, until = chosen[0] or date.min, chosen[1] or date.max

    def is_out(one: Bin) -> bool:
        return one.last < since or one.first > until

    return picture(
        (size.width, size.height),
        name,
        element("g", *_grid(plot, ticks), class_="y-axis", aria_hidden="true"),
        element("g", *_stacks(plot, timeline.kinds, is_out), class_="stacks", aria_hidden="true"),
        element("g", *_columns(plot, timeline, link, is_out), class_="columns"),
        element("g", *_dates(plot), class_="x-axis", aria_hidden="true"),
        id=id,
        described=described(timeline),
        class_="chart timeline",
        data_unit=timeline.unit,
        data_left=plot.left,
        data_right=plot.right,
        data_top=plot.top,
        data_bottom=plot.bottom,
    )


def described(timeline: Timeline) -> str:
    """What the chart shows, in words."""
    bins = timeline.bins
    total, top = sum(one.total for one in bins), max(bins, key=lambda one: one.total)
    words = [
        f"{total:,} incidents from {bins[0].first} to {bins[-1].last}; "
        f"most, {top.total:,}, in {days_in_words(top)}."
    ]
    sums = [sum(one.counts[n] for one in bins) for n in range(len(timeline.kinds))]
    kinds = zip(timeline.kinds, sums, strict=True)
    words.append(", ".join(f"{kind or 'other'}: {count:,}" for kind, count in kinds if count) + ".")
    for count, where in (
        (timeline.earlier, "earlier than is drawn"),
        (timeline.later, "later than is drawn"),
        (timeline.undated, "without a date"),
    ):
        if count:
            words.append(f"{count:,} {where}.")
    return " ".join(words)


def days_in_words(one: Bin) -> str:
    """2020, May 2020, 4 May 2020, or the first and last day."""
    return _period(one.first, one.last)


@lru_cache(maxsize=8192)  # the columns of most charts are the same months
def _period(first: date, last: date) -> str:
    if first == last:
        return f"{first.day} {MONTHS[first.month - 1]} {first.year}"
    whole_months = first.day == 1 and (last.month, last.year) != _month_after(last)
    if whole_months and (first.month, last.month) == (1, 12):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if whole_months and (first.year, first.month) == (last.year, last.month):
        return f"{MONTHS[first.month - 1]} {first.year}"
    return f"{first} to {last}"


def _month_after(day: date) -> tuple[int, int]:
    """The month and year of the day after."""
    if day == date.max:
        return 1, day.year + 1
    after = date.fromordinal(day.toordinal() + 1)
    return after.month, after.year


def _grid(plot: _Plot, ticks: tuple[int, ...]) -> Iterator[Markup]:
    for tick in ticks:
        y = round(plot.y(tick)) + 0.5
        line = "grid-line" if tick else "axis"
        yield element("line", x1=plot.left, x2=plot.right, y1=y, y2=y, class_=line)
        yield element("text", short_number(tick), x=plot.left - 6, y=y + 3.5, text_anchor="end")


def _columns(
    plot: _Plot, timeline: Timeline, link: Link, is_out: Callable[[Bin], bool]
) -> Iterator[Markup]:
    """A link over each column, as high as the plot: thin and low ones are hit as easily."""
    tab = "" if len(plot.bins) <= _MOST_TABS else ' tabindex="-1"'
    wide, high = rounded(plot.step), rounded(plot.bottom - plot.top)
    box = f'y="{rounded(plot.top)}" width="{wide}" height="{high}" fill="transparent" class="hit"'
    kinds = tuple(escape(kind or "other") for kind in timeline.kinds)
    for number, one in enumerate(plot.bins):
        if not one.total:
            continue
        first, last = one.first.isoformat(), one.last.isoformat()
        days = escape(days_in_words(one))
        x = rounded(plot.left + number * plot.step)
        # Written out, for a chart has hundreds: `element` would look at each attribute anew.
        yield Markup(
            f"<a {attribute('href', link(one.first, one.last))}"
            f' class="{"column out" if is_out(one) else "column"}"{tab}'
            f' aria-label="{days}: {one.total:,}" data-first="{first}" data-last="{last}">'
            f"<title>{days}: {one.total:,} ({_told(one, kinds)})</title>"
            f'<rect x="{x}" {box}/></a>'
        )


def _stacks(plot: _Plot, kinds: tuple[str, ...], is_out: Callable[[Bin], bool]) -> Iterator[Markup]:
    """All columns' parts of a kind as one shape, those that are chosen and those that are not."""
    wide = rounded(plot.step - _GAP if plot.step > _THIN else plot.step)
    shapes: dict[tuple[int, bool], list[str]] = {}
    for number, one in enumerate(plot.bins):
        x, below, out = rounded(plot.left + number * plot.step), 0, is_out(one)
        for kind, count in enumerate(one.counts):
            if count:
                top, bottom = plot.y(below + count), plot.y(below)
                part = f"M{x} {rounded(top)}h{wide}V{rounded(bottom)}H{x}z"
                shapes.setdefault((kind, out), []).append(part)
                below += count
    for (kind, out), parts in sorted(shapes.items()):
        colour = f"{type_class(kinds[kind])} fill-type"
        yield element("path", d="".join(parts), class_=f"{colour} out" if out else colour)


def _told(one: Bin, kinds: tuple[str, ...]) -> str:
    return ", ".join(f"{kind} {n:,}" for kind, n in zip(kinds, one.counts, strict=True) if n)


def _dates(plot: _Plot) -> Iterator[Markup]:
    room = int((plot.right - plot.left) // _TICK_ROOM)
    ticks = date_ticks(plot.bins[0].first, plot.bins[-1].last, most=max(room, 2))
    starts = {one.first: number for number, one in enumerate(plot.bins)}
    for tick in ticks:
        x = plot.x(tick.day)
        if tick.day in starts and plot.step > _BROAD:
            x += plot.step / 2  # a broad column stands above its name
        yield element("line", x1=x, x2=x, y1=plot.bottom, y2=plot.bottom + 4, class_="axis")
        half = width_of(tick.text, _TEXT) / 2
        middle = min(max(x, half), plot.right + _RIGHT - half)
        lines = [element("tspan", tick.text, x=middle)]
        if tick.year:
            lines.append(element("tspan", tick.year, x=middle, dy=12, class_="year"))
        yield element("text", *lines, y=plot.bottom + 15, text_anchor="middle")
