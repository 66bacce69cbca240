"""Trends: counts of incidents beside how much was published, so that coverage is not mistaken
for events.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from ...aggregates import AggregateTable, dimensions
from ...aggregates.grid import TooManyRows
from ...aggregates.text import figure
from ...errors import InputError
from .. import answers
from ..charts import Bar, bar_chart
from ..context import Bench, Reader, Workbench
from ..index import Selection
from . import trends_chart
from .actors_book import snapshot_of
from .explore_facets import chips, facets, label_of, terms
from .explore_numbers import periods
from .trends_chart import Point
from .trends_facts import KeptFacts
from .trends_view import PERIODS, TrendsView, asked, choices, explained, title

router = APIRouter(tags=["trends"])
Trends = Annotated[TrendsView, Depends(asked)]

FEW_ARTICLES = 20
"""Of fewer articles than this no rate says much."""
_RANKED = 15
_LINKED = {
    "country": "country", "admin1": "admin1", "event_type": "type", "acled_event_type": "acled",
    "acled_sub_event_type": "acled", "plover": "plover", "outlet": "outlet",
}  # fmt: skip
"""The filter that a dimension's value is put into, for a link to its incidents."""
_LABELS = {
    "country": "country", "actor_country": "country", "target_country": "country",
    "event_type": "type", "plover": "plover", "factuality": "factuality",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a dimension as it is shown."""

    words: str
    is_period: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: ``articles`` are those that the rate is by, ``told`` is it in words.

    ``href`` leads to its incidents.
    """

    cells: tuple[Cell, ...]
    incidents: int
    killed: tuple[int, int | None]
    sources: int
    partisan_only: int
    disputed: int
    articles: int | None
    told: str
    remainder: str
    href: str


@router.get("/trends", response_class=HTMLResponse, openapi_extra=explained())
def trends(request: Request, bench: Bench, who: Reader, view: Trends) -> Response:
    """The page."""
    snapshot = snapshot_of(bench, view.view.filter.run)
    if snapshot is None:
        return answers.page(request, "trends/none.html")
    found = snapshot.select(view.view.filter, review=view.view.review)
    table, no_zeros_for = _shown(bench, view, found)
    offset, limit = _offset(view, len(table)), view.view.asked.limit
    following = offset + limit if offset + limit < len(table) else None
    points = _points(bench, view, found, table)
    return answers.page(
        request,
        "trends/trends.html",
        view=view.view,
        trends=view,
        asked=view.view.asked,
        terms=terms(view.view),
        facets=facets(bench, view.view, found),
        chips=chips(bench, view.view),
        periods=periods(bench, view.view),
        choices=choices(view),
        heads=[title(name) for name in view.by],
        total=len(table),
        table=table,
        rows=list(_rows(bench, view, table, offset)),
        before=offset,
        next=None if following is None else view.view.asked.next(str(following)),
        charts=_charts(view, points),
        per=rated_by(view),
        no_zeros_for=no_zeros_for,
        points=points,
        few=sum(one.articles < FEW_ARTICLES for one in points if view.period),
        few_articles=FEW_ARTICLES,
        sums=(sum(one.incidents for one in points), sum(one.articles for one in points)),
    )


@router.get("/trends.json", openapi_extra=explained())
def trends_json(bench: Bench, who: Reader, view: Trends) -> Response:
    """All rows as JSON, with what the columns mean."""
    table = _whole(bench, view)
    if table is None:
        return answers.json({"by": view.by, "incidents": 0, "rows": []})
    return Response(table.json(), media_type=answers.JSON)


@router.get("/trends.csv", openapi_extra=explained())
def trends_csv(bench: Bench, who: Reader, view: Trends) -> Response:
    """All rows as CSV."""
    table = _whole(bench, view)
    return answers.csv_pieces("trends", [] if table is None else [table.csv()])


def _whole(bench: Workbench, view: TrendsView) -> AggregateTable | None:
    snapshot = snapshot_of(bench, view.view.filter.run)
    if snapshot is None:
        return None
    found = snapshot.select(view.view.filter, review=view.view.review)
    return _table(bench, view, found)


def _table(bench: Workbench, view: TrendsView, found: Selection) -> AggregateTable:
    kept = bench.part(KeptFacts.of)
    return kept.table(found, view.question, review=view.view.review)


def _shown(bench: Workbench, view: TrendsView, found: Selection) -> tuple[AggregateTable, str]:
    """The table of the page: without zeros where they would be too many, and the reason."""
    try:
        return _table(bench, view, found), ""
    except TooManyRows as error:
        less = replace(view, question=replace(view.question, zeros=False))
        return _table(bench, less, found), str(error).removeprefix("by: ").capitalize() + "."


def _offset(view: TrendsView, total: int) -> int:
    """Where the page begins. Raises `InputError` for what is no number of a row."""
    after = view.view.asked.after or "0"
    if not (after.isascii() and after.isdigit() and len(after) < 10):
        raise InputError(f"after: {after[:60]!r} is no cursor of this list")
    return min(int(after), total)


# -- the table -----------------------------------------------------------------------------


def _rows(bench: Workbench, view: TrendsView, table: AggregateTable, offset: int) -> Iterator[Row]:
    rate = _rate_name(view)
    shown = table.to_polars().slice(offset, view.view.asked.limit)
    labels = {name: label_of(bench, _LABELS.get(name, name)) for name in view.by}
    for one in shown.iter_rows(named=True):
        high = None if one["killed_open"] else one["killed_high"]
        yield Row(
            cells=tuple(
                Cell("" if one[name] is None else labels[name](str(one[name])), name in PERIODS)
                for name in view.by
            ),
            incidents=one["incidents"],
            killed=(one["killed_low"], high),
            sources=one["sources"],
            partisan_only=one["partisan_only"],
            disputed=one["disputed"],
            articles=one["articles_on_country" if view.on_country else "articles"],
            told=_told(one, rate),
            remainder=one["remainder"],
            href=_link(view, one) if one["incidents"] and not one["remainder"] else "",
        )


def _rate_name(view: TrendsView) -> str:
    return "per_1000_on_country" if view.on_country else "per_1000"


def rated_by(view: TrendsView) -> str:
    """The articles that the drawn rates are by, in words."""
    if not view.on_country:
        return "articles"
    if not view.view.filter.countries and view.period:
        return "articles that name a place"
    return f"articles on the {'countries' if len(view.view.filter.countries) > 1 else 'country'}"


def _told(row: dict[str, Any], rate: str) -> str:
    if row[rate] is None:
        return "–"
    return f"{figure(row[rate])} ({figure(row[f'{rate}_low'])}–{figure(row[f'{rate}_high'])})"


def _link(view: TrendsView, row: dict[str, Any]) -> str:
    """To the incidents of a row, as far as filters say it."""
    words: dict[str, str | tuple[str, ...] | None] = dict.fromkeys(
        ("by", "zeros", "places", "types", "per", "limit")
    )
    for name in view.by:
        if name in _LINKED:
            words[_LINKED[name]] = str(row[name])
    if view.period:
        words |= {"since": row["first_day"].isoformat(), "until": row["last_day"].isoformat()}
    return view.view.asked.link("/explore", **words)


# -- the charts ----------------------------------------------------------------------------


def _points(
    bench: Workbench, view: TrendsView, found: Selection, table: AggregateTable
) -> list[Point]:
    """The periods, all places and types together; without a period the commonest rows."""
    rate = _rate_name(view)
    if view.period:
        alone = replace(view.question, by=dimensions(view.period), zeros=True)
        kept = bench.part(KeptFacts.of)
        try:
            table = kept.table(found, alone, review=view.view.review)
        except TooManyRows:  # nor could they be drawn
            return []
        view = replace(view, question=alone)
        rows = table.to_polars().filter(remainder="")
    else:
        rows = table.to_polars().filter(remainder="").sort(
            "incidents", descending=True, maintain_order=True
        ).head(_RANKED)  # fmt: skip
    labels = {name: label_of(bench, _LABELS.get(name, name)) for name in view.by}
    return [_point(view, one, rate, labels) for one in rows.iter_rows(named=True)]


def _point(view: TrendsView, row: dict[str, Any], rate: str, labels: dict[str, Any]) -> Point:
    articles = "articles_on_country" if view.on_country else "articles"
    first: date | None = row.get("first_day")
    return Point(
        label=" · ".join(labels[name](str(row[name])) for name in view.by),
        incidents=row["incidents"],
        articles=row[articles] or 0,
        rate=row[rate],
        low=row[f"{rate}_low"] or 0.0,
        high=row[f"{rate}_high"] or 0.0,
        first=first,
        last=row.get("last_day"),
        href=_link(view, row) if row["incidents"] else "",
        unit=view.period,
    )


def _charts(view: TrendsView, points: list[Point]) -> dict[str, Any]:
    """Nothing where there is nothing to draw, or too much."""
    if not points or len(points) > trends_chart.MOST_POINTS:
        return {}
    per = rated_by(view)
    if view.period:
        return dict(trends_chart.charts(points, per=per, unit=title(view.period)))
    bars = [Bar(one.label, one.incidents, one.href or None) for one in points]
    return {
        "counts": bar_chart(bars, name="Incidents", id="trend-counts", width=480),
        "rates": trends_chart.interval_chart(
            points, name=f"Incidents per 1,000 {per}", id="trend-rates"
        ),
    }
