"""Shares with their intervals as dots on lines, one below the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ...review.intervals import Interval
from ..charts import element, picture, shortened, width_of

_TEXT = 11.0
_ROW, _FOOT = 22.0, 22.0
_TICKS = (0, 25, 50, 75, 100)
_ROOM_FOR_ALL = 150
"""Narrower axes name each second tick only."""
_LABELS = 0.4
"""Of the width, what labels may take at most."""
_DOT, _CAP = 4.0, 4.0
_PHONE = 310.0
_SPARE = 1.08
"""Widths of words are guessed."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A share with its interval, both None where nothing was counted; ``counted`` items bear it."""

    label: str
    share: float | None
    interval: Interval | None
    counted: int


def dot_charts(dots: Sequence[Dot], *, name: str, id: str) -> Markup:
    """The chart for a screen and for a phone; the style sheet shows one of them."""
    wide = dot_chart(dots, name=name, id=id)
    return wide + dot_chart(dots, name=name, id=f"{id}-phone", width=_PHONE, class_="on-phone")


def dot_chart(
    dots: Sequence[Dot], *, name: str, id: str, width: float = 430, class_: str = "on-screen"
) -> Markup:
    """A line from the least to the greatest likely share, with a dot at the share itself.

    The axis goes from 0 to 100%.
    """
    widest = max((width_of(one.label, _TEXT) for one in dots), default=0)
    labels = min(widest * _SPARE, width * _LABELS)
    numbers = max((width_of(told(one), _TEXT) for one in dots), default=0)
    left, room = labels + 10, width - labels - numbers - 26
    height = max(len(dots), 1) * _ROW
    rows = [_row(one, number * _ROW, (left, room), labels) for number, one in enumerate(dots)]
    return picture(
        (width, height + _FOOT),
        name,
        *_axis(left, room, height),
        *rows,
        id=id,
        described="; ".join(f"{one.label}: {told(one)} of {one.counted}" for one in dots),
        class_=f"chart dots {class_}",
        image=True,
    )


def told(one: Dot) -> str:
    """``92% (85–96)``, a dash where nothing was counted."""
    if one.share is None:
        return "–"
    if one.interval is None:
        return f"{100 * one.share:.0f}%"
    return f"{100 * one.share:.0f}% ({100 * one.interval.low:.0f}–{100 * one.interval.high:.0f})"


def _axis(left: float, room: float, height: float) -> Iterator[Markup]:
    for tick in _TICKS:
        x = left + room * tick / 100
        yield element("line", x1=x, x2=x, y1=0, y2=height, class_="grid-line")
        if tick % 50 and room < _ROOM_FOR_ALL:
            continue
        yield element("text", f"{tick}%", x=x, y=height + 15, text_anchor="middle")


def _row(one: Dot, top: float, place: tuple[float, float], labels: float) -> Markup:
    left, room = place
    middle = top + _ROW / 2
    inside = [
        element("title", f"{one.label}: {told(one)} of {one.counted}"),
        element("text", shortened(one.label, labels, _TEXT), x=labels, y=middle + 4,
                text_anchor="end", class_="chart-label"),
        element("text", told(one), x=left + room + 14, y=middle + 4, class_="chart-label"),
    ]  # fmt: skip
    if one.interval is not None:
        low, high = left + room * one.interval.low, left + room * one.interval.high
        inside.append(element("line", x1=low, x2=high, y1=middle, y2=middle, class_="dot-line"))
        inside += (
            element("line", x1=x, x2=x, y1=middle - _CAP, y2=middle + _CAP, class_="dot-line")
            for x in (low, high)
        )
    if one.share is not None:
        inside.append(
            element("circle", cx=left + room * one.share, cy=middle, r=_DOT, class_="dot-mark")
        )
    return element("g", *inside)
