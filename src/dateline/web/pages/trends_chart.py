"""Counts and rates over time, or of the commonest values: drawn apart, each on its own scale."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup

from ...aggregates.text import figure
from ..charts import Size, element, picture, short_number, shortened, width_of
from ..charts.axes import MONTHS

WIDE, PHONE = Size(480, 200), Size(330, 180)
LOW_WIDE, LOW_PHONE = Size(1010, 104), Size(330, 104)
MOST_POINTS = 800
"""More periods than this are not drawn: there are no pixels for them."""
_TEXT = 11.0
_TOP, _BOTTOM, _RIGHT = 10.0, 32.0, 8.0
_TICK_ROOM = 46.0
_DOTTED = 62
"""So many periods have a dot each, and can be reached with the tabulator key."""
_HEADROOM = 2.2
"""Intervals may reach so many times as high as the highest rate; what is wider is cut off."""
_THIN = 3.0
_STEPS = {
    "day": (1, 2, 7, 14, 28), "week": (1, 2, 4, 13, 26, 52), "month": (1, 2, 3, 6, 12, 24, 60, 120),
    "quarter": (1, 2, 4, 8, 20, 40), "year": (1, 2, 5, 10, 20, 50, 100),
}  # fmt: skip
"""Of so many periods one is named."""
_ROW, _FOOT = 22.0, 4.0
_LABELS = 0.45


@dataclass(frozen=True, slots=True)
class Point:
    """A period, or a value that is not one: its counts, and the rate with its interval.

    ``rate`` is None where there are no articles to count by; ``href`` leads to its incidents.
    """

    label: str
    incidents: int
    articles: int
    rate: float | None = None
    low: float = 0.0
    high: float = 0.0
    first: date | None = None
    last: date | None = None
    href: str = ""
    unit: str = ""
    """The dimension of time that it is a period of, "" for none."""

    @property
    def told(self) -> str:
        """The rate and its interval in words."""
        if self.rate is None:
            return "no articles"
        return f"{figure(self.rate)} ({figure(self.low)}–{figure(self.high)})"


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where points stand, and what the axis reaches."""

    left: float
    right: float
    bottom: float
    points: Sequence[Point]
    most: float

    @property
    def step(self) -> float:
        return (self.right - self.left) / len(self.points)

    def middle(self, number: int) -> float:
        return self.left + (number + 0.5) * self.step

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - _TOP) * min(value, self.most) / self.most


Draw = Callable[[_Plot], Iterator[Markup]]


def charts(points: Sequence[Point], *, per: str, unit: str) -> dict[str, Markup]:
    """``counts``, ``rates`` and ``articles`` over time, each for a screen and for a phone."""
    highest = max((one.incidents for one in points), default=0)
    rates = [one for one in points if one.rate is not None]
    top = max((one.rate or 0 for one in rates), default=0.0)
    widest = max((one.high for one in rates), default=0.0)
    reach = min(widest, top * _HEADROOM) if top else widest
    volume = max((one.articles for one in points), default=0)
    drawn: tuple[tuple[str, str, float, Draw, tuple[Size, Size]], ...] = (
        ("counts", f"Incidents per {unit}", highest, _bars, (WIDE, PHONE)),
        ("rates", f"Incidents per 1,000 {per}, by {unit}", reach, _band, (WIDE, PHONE)),
        ("articles", f"Articles per {unit}", volume, _volume, (LOW_WIDE, LOW_PHONE)),
    )
    return {name: _both(points, name, title, *rest) for name, title, *rest in drawn}  # type: ignore[arg-type]


def _both(
    points: Sequence[Point], name: str, title: str, most: float, draw: Draw,
    sizes: tuple[Size, Size],
) -> Markup:  # fmt: skip
    screen, phone = sizes
    return _chart(points, (f"trend-{name}", "on-screen", title), most, draw, screen) + _chart(
        points, (f"trend-{name}-phone", "on-phone", title), most, draw, phone
    )


def _chart(
    points: Sequence[Point], names: tuple[str, str, str], most: float, draw: Draw, size: Size
) -> Markup:
    id, class_, title = names
    ticks = _ticks(most, about=4 if size.height > 150 else 2)
    left = max(width_of(_tick(tick), _TEXT) for tick in ticks) + 10
    plot = _Plot(left, size.width - _RIGHT, size.height - _BOTTOM, points, ticks[-1])
    return picture(
        (size.width, size.height),
        title,
        element("g", *_grid(plot, ticks), aria_hidden="true"),
        *draw(plot),
        element("g", *_dates(plot), aria_hidden="true"),
        id=id,
        described=_described(points, id),
        class_=f"chart trend {class_}",
        image=draw is not _bars,
    )


def _ticks(most: float, *, about: int) -> list[float]:
    """Round numbers from 0 to ``most`` or a little more."""
    rough = max(most, 1e-9) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= rough * 0.999)
    if most == int(most):
        step = max(step, 1.0)
    return [number * step for number in range(math.ceil(round(most / step, 6)) + 1)] + (
        [step] if most <= 0 else []
    )


def _tick(value: float) -> str:
    """1,200, 12k, 0.5."""
    return short_number(int(value)) if value == int(value) else f"{value:.4g}"


def _grid(plot: _Plot, ticks: Sequence[float]) -> Iterator[Markup]:
    for tick in ticks:
        y = round(plot.y(tick)) + 0.5
        line = "grid-line" if tick else "axis"
        yield element("line", x1=plot.left, x2=plot.right, y1=y, y2=y, class_=line)
        yield element("text", _tick(tick), x=plot.left - 6, y=y + 3.5, text_anchor="end")


def _dates(plot: _Plot) -> Iterator[Markup]:
    """As many periods named as there is room for; the year stands below where it is a new one."""
    room = max(int((plot.right - plot.left) // _TICK_ROOM), 2)
    year = None
    for number in _named(plot.points, room):
        text, of_year = _tick_words(plot.points[number])
        x = plot.middle(number) if plot.step > _THIN else plot.left + number * plot.step
        half = width_of(text, _TEXT) / 2
        middle = min(max(x, half), plot.right + _RIGHT - half)
        lines = [element("tspan", text, x=middle)]
        if of_year not in ("", year):
            lines.append(element("tspan", of_year, x=middle, dy=12, class_="year"))
        year = of_year
        yield element("line", x1=x, x2=x, y1=plot.bottom, y2=plot.bottom + 4, class_="axis")
        yield element("text", *lines, y=plot.bottom + 15, text_anchor="middle")


def _named(points: Sequence[Point], room: int) -> list[int]:
    """The periods to name: each, or every so many, counted so that January is among the months."""
    unit, first = points[0].unit, points[0].first
    steps = _STEPS.get(unit, ())
    step = next((one for one in steps if len(points) / one <= room), len(points) // room + 1)
    shift = 0
    if first is not None and unit == "month":
        shift = -(first.month - 1) % step
    if first is not None and unit == "quarter":
        shift = -((first.month - 1) // 3) % step
    if first is not None and unit == "year":
        shift = -first.year % step
    return list(range(shift, len(points), step)) or [0]


def _tick_words(one: Point) -> tuple[str, str]:
    """The short name of a period, and the year that stands below it."""
    if one.first is None:
        return one.label, ""
    year = str(one.first.year)
    if one.unit == "year":
        return year, ""
    if one.unit == "quarter":
        return f"Q{(one.first.month + 2) // 3}", year
    month = MONTHS[one.first.month - 1]
    return (month if one.unit == "month" else f"{one.first.day} {month}"), year


# -- what is drawn -------------------------------------------------------------------------


def _bars(plot: _Plot) -> Iterator[Markup]:
    """A column a period, and over it a link as high as the plot."""
    yield _columns(plot, [one.incidents for one in plot.points], "trend-bar")
    for number, one in enumerate(plot.points):
        if one.incidents:
            words = f"{one.label}: {one.incidents:,}"
            yield element(
                "a",
                element("title", f"{words} incidents, {one.articles:,} articles"),
                element("rect", x=plot.left + number * plot.step, y=_TOP, width=plot.step,
                        height=plot.bottom - _TOP, fill="transparent", class_="hit"),
                href=one.href,
                class_="column",
                aria_label=words,
                tabindex=None if len(plot.points) <= _DOTTED else "-1",
            )  # fmt: skip


def _volume(plot: _Plot) -> Iterator[Markup]:
    yield _columns(plot, [one.articles for one in plot.points], "trend-volume")


def _columns(plot: _Plot, values: Sequence[int], class_: str) -> Markup:
    gap = 1.0 if plot.step > _THIN else 0.0
    parts = [
        f"M{plot.left + number * plot.step:.1f} {plot.y(value):.1f}"
        f"h{plot.step - gap:.1f}V{plot.bottom:.1f}h-{plot.step - gap:.1f}z"
        for number, value in enumerate(values)
        if value
    ]
    return element("path", d="".join(parts) or "M0 0", class_=class_)


def _band(plot: _Plot) -> Iterator[Markup]:
    """The interval as a band, the rate as a line in it; neither where there are no articles."""
    numbered = list(enumerate(plot.points))
    for is_told, some in groupby(numbered, key=lambda pair: pair[1].rate is not None):
        if is_told:
            yield from _stretch(plot, list(some))
    if len(plot.points) <= _DOTTED:
        for number, one in numbered:
            if one.rate is not None:
                yield element("circle", cx=plot.middle(number), cy=plot.y(one.rate), r=2.4,
                              class_="trend-dot")  # fmt: skip
    for number, one in numbered:
        yield element(
            "rect",
            element("title", f"{one.label}: {one.told}, {one.articles:,} articles"),
            x=plot.left + number * plot.step, y=_TOP, width=plot.step,
            height=plot.bottom - _TOP, fill="transparent", class_="hit",
        )  # fmt: skip


def _stretch(plot: _Plot, some: Sequence[tuple[int, Point]]) -> Iterator[Markup]:
    """Periods in a row that have a rate; a single one stands as a line."""
    if len(some) == 1:
        number, one = some[0]
        yield element("line", x1=plot.middle(number), x2=plot.middle(number), y1=plot.y(one.low),
                      y2=plot.y(one.high), class_="trend-single")  # fmt: skip
        return
    lower = [f"{plot.middle(n):.1f},{plot.y(one.low):.1f}" for n, one in some]
    upper = [f"{plot.middle(n):.1f},{plot.y(one.high):.1f}" for n, one in reversed(some)]
    line = " ".join(f"{plot.middle(n):.1f},{plot.y(one.rate or 0):.1f}" for n, one in some)
    yield element("polygon", points=" ".join((*lower, *upper)), class_="trend-band")
    yield element("polyline", points=line, fill="none", class_="trend-line")


def _described(points: Sequence[Point], id: str) -> str:
    """What a chart shows, in words; the table has all of it."""
    ends = f"From {points[0].label} to {points[-1].label}"
    if "rates" in id:
        told = [one for one in points if one.rate is not None]
        if not told:
            return f"{ends}: no articles."
        top = max(told, key=lambda one: one.rate or 0)
        return (
            f"{ends}; first {told[0].told}, last {told[-1].told}, most {top.told} in {top.label}."
        )
    values = [one.articles if "articles" in id else one.incidents for one in points]
    most = max(range(len(values)), key=values.__getitem__)
    return f"{ends}; {sum(values):,} in all, most, {values[most]:,}, in {points[most].label}."


# -- without a period ----------------------------------------------------------------------


def interval_chart(points: Sequence[Point], *, name: str, id: str, width: float = 480) -> Markup:
    """Rates as dots on lines from the least to the greatest likely one, one below the other."""
    labels = min(max(width_of(one.label, _TEXT) for one in points), width * _LABELS)
    numbers = max(width_of(one.told, _TEXT) for one in points)
    left, room = labels + 10, max(width - labels - numbers - 26, 40)
    rates = [one.rate for one in points if one.rate is not None]
    top = max(rates, default=0.0)
    reach = min(max(one.high for one in points), top * _HEADROOM) if top else 1.0
    rows = [
        _row(one, number * _ROW, (left, room / (reach or 1.0), room), labels)
        for number, one in enumerate(points)
    ]
    return picture(
        (width, len(points) * _ROW + _FOOT), name, *rows, id=id, image=True,
        described="; ".join(f"{one.label}: {one.told}" for one in points), class_="chart trend",
    )  # fmt: skip


def _row(one: Point, top: float, scale: tuple[float, float, float], labels: float) -> Markup:
    left, per, room = scale
    middle = top + _ROW / 2
    inside = [
        element("title", f"{one.label}: {one.told}"),
        element("text", shortened(one.label, labels, _TEXT), x=labels, y=middle + 4,
                text_anchor="end", class_="chart-label"),
        element("text", one.told, x=left + room + 14, y=middle + 4, class_="chart-label"),
    ]  # fmt: skip
    if one.rate is not None:
        ends = [left + min(end * per, room) for end in (one.low, one.high)]
        inside += [
            element("line", x1=ends[0], x2=ends[1], y1=middle, y2=middle, class_="trend-single"),
            element("circle", cx=left + min(one.rate * per, room), cy=middle, r=3.5,
                    class_="trend-dot"),
        ]  # fmt: skip
    return element("g", *inside)
