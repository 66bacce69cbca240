"""Small charts: bars side by side with their labels, and a line without axes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .axes import short_number
from .svg import Value, element, picture, rounded, shortened, width_of

_TEXT = 11.0
_ROW, _BAR = 22.0, 12.0
_LABELS = 0.42
"""Of the width, what labels may take at most."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. ``class_`` gives its colour; ``link`` is where it leads, ``note`` more about it."""

    label: str
    value: float
    link: str | None = None
    class_: str = "fill-accent"
    note: str = ""


def bar_chart(bars: Sequence[Bar], *, name: str, id: str, width: float = 330) -> Markup:
    """Bars from left to right, one below the other, the longest as long as there is room.

    Labels too long for their place are shortened; they stand whole in the bar's title.
    """
    labels = min(max((width_of(one.label, _TEXT) for one in bars), default=0), width * _LABELS)
    numbers = max((width_of(_number(one.value), _TEXT) for one in bars), default=0)
    left = labels + 8
    room = width - left - numbers - 6
    most = max((one.value for one in bars), default=0) or 1
    rows = [
        _row(one, (left, number * _ROW, max(room, 1) * max(one.value, 0) / most), labels)
        for number, one in enumerate(bars)
    ]
    told = "; ".join(f"{one.label}: {_number(one.value)}" for one in bars)
    return picture(
        (width, max(len(bars), 1) * _ROW),
        name,
        *rows,
        id=id,
        described=told,
        class_="chart bars",
        image=not any(one.link for one in bars),
    )


def _row(one: Bar, place: tuple[float, float, float], labels: float) -> Markup:
    left, top, length = place
    middle = top + _ROW / 2
    told = f"{one.label}: {_number(one.value)}" + (f" ({one.note})" if one.note else "")
    inside = (
        element("title", told),
        element("text", shortened(one.label, labels, _TEXT), x=labels, y=middle + 4,
                text_anchor="end", class_="chart-label"),
        element("rect", x=left, y=middle - _BAR / 2, width=length, height=_BAR, rx=2,
                class_=one.class_),
        element("text", _number(one.value), x=left + length + 5, y=middle + 4),
    )  # fmt: skip
    if one.link is None:
        return element("g", *inside)
    return element("a", *inside, href=one.link, class_="bar", aria_label=told)


def _number(value: float) -> str:
    return short_number(int(value)) if value == int(value) else rounded(value)


def sparkline(
    values: Sequence[float],
    *,
    name: str,
    id: str,
    width: float = 120,
    height: float = 24,
    class_: str = "",
) -> Markup:
    """A line from the first value to the last, from zero up, with a dot at its end."""
    top = max([*values, 0]) or 1
    step = (width - 6) / max(len(values) - 1, 1)
    points = [
        (2 + number * step, height - 2 - (height - 5) * max(value, 0) / top)
        for number, value in enumerate(values)
    ]
    return picture(
        (width, height),
        name,
        *_line(points, height),
        id=id,
        described=_of_line(values),
        class_=f"chart spark {class_}".strip(),
        image=True,
    )


def _line(points: Sequence[tuple[float, float]], height: float) -> Iterator[Markup]:
    if not points:
        return
    path = " ".join(f"{rounded(x)},{rounded(y)}" for x, y in points)
    floor: Value = rounded(height - 2)
    area = f"{rounded(points[0][0])},{floor} {path} {rounded(points[-1][0])},{floor}"
    yield element("polygon", points=area, class_="spark-area")
    yield element("polyline", points=path, fill="none", class_="spark-line")
    yield element("circle", cx=points[-1][0], cy=points[-1][1], r=2, class_="spark-end")


def _of_line(values: Sequence[float]) -> str:
    if not values:
        return "No values."
    return f"From {rounded(values[0])} to {rounded(values[-1])}, at most {rounded(max(values))}."
