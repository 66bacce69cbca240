"""How many articles stand beside a row: of its period, outlet and country; copies apart."""

from __future__ import annotations

from datetime import date

from hypothesis import given

from dateline.store import Filter
from dateline.store.facts import ArticleFacts

from . import made
from .made import Held, an_article, an_incident, cells, counted

VOLUMES = ("articles", "copies", "articles_on_country", "articles_from_country")
NAMING = {1: ("IRQ", "PER"), 2: ("PER",), 3: (), 4: ("IRQ",), 5: ("IRQ",)}
ARTICLES = (
    an_article(1), an_article(2, outlet=2), an_article(3, "2020-09-01"),
    an_article(4, outlet=2, copy=True), an_article(5, None), an_article(6, outlet=None),
)  # fmt: skip
HELD = Held([an_incident(1), an_incident(2, country="PER", admin1="Ica")], ARTICLES, NAMING)


def test_of_all_time() -> None:
    table = counted(HELD, "country")
    assert cells(table, "country", *VOLUMES) == [("IRQ", 5, 1, 2, 3), ("PER", 5, 1, 2, 1)]


def test_of_a_period() -> None:
    """Copies and what has no day are in no period's articles."""
    assert cells(counted(HELD, "country,month"), "country", "month", *VOLUMES) == [
        ("IRQ", "2020-08", 3, 1, 1, 1), ("PER", "2020-08", 3, 1, 2, 1),
    ]  # fmt: skip


def test_of_an_outlet() -> None:
    held = Held([an_incident(1, reports=((1, 1), (2, 1)))], ARTICLES, NAMING)
    assert cells(counted(held, "outlet"), "outlet", *VOLUMES) == [
        ("=cmd()|Post", 1, 1, 1, 1), ("THE PAPER", 3, 0, 2, 3),
    ]  # fmt: skip


def test_of_the_filters_countries() -> None:
    """Without a country in the row: the filter's, or any; an article that names two counts once."""
    assert cells(counted(HELD, "acled_event_type"), *VOLUMES) == [(5, 1, 3, 4)]
    where = Filter(countries=("IRQ",))
    assert cells(counted(HELD, "acled_event_type", where=where), *VOLUMES) == [(5, 1, 2, 3)]
    both = Filter(countries=("IRQ", "PER"))
    assert cells(counted(HELD, "acled_event_type", where=both), *VOLUMES) == [(5, 1, 3, 4)]


def test_the_filters_outlets_and_days() -> None:
    where = Filter(outlets=("THE PAPER",))
    assert cells(counted(HELD, "country", where=where), "articles") == [(3,), (3,)]
    where = Filter(published_since=date(2020, 8, 25), published_until=date(2020, 9, 30))
    assert cells(counted(HELD, "country", where=where), "articles") == [(1,), (1,)]


def test_what_has_no_period_has_no_articles() -> None:
    held = Held([an_incident(1, when=None), an_incident(2, country=None, admin1=None)], ARTICLES,
                NAMING)  # fmt: skip
    table = counted(held, "country,month", zeros=False)
    assert cells(table, "remainder", *VOLUMES, "per_1000") == [
        ("no date", None, None, None, None, None), ("in no country", 3, 1, None, None, 333.3333),
    ]  # fmt: skip


@given(made.articles())
def test_every_article_counts_once(articles: list[ArticleFacts]) -> None:
    """Over all periods and outlets that there are."""
    known = [one for one in articles if one.published and one.outlet]
    days = sorted(date.fromordinal(one.published) for one in known) or [date(2020, 1, 1)]
    where = Filter(since=days[0], until=days[-1])
    frame = counted(Held((), articles), "outlet,week", where=where).to_polars()
    assert frame["articles"].sum() == sum(not one.is_copy for one in known)
    assert frame["copies"].sum() == sum(one.is_copy for one in known)
