"""What the trends page is asked to count, and the choices that it offers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from fastapi import Request

from ...aggregates import DIMENSIONS, Question, dimensions
from ...errors import InputError
from ..filters import documented
from .explore_view import OWN as OF_EXPLORE
from .explore_view import View, viewed

PAGE = "/trends"
OWN = ("by", "zeros", "places", "types", "per")
"""Names of the query beside those of the explore page."""
MOST_ROWS = 200_000
"""Tables of a page have fewer rows than files that the command line writes."""
PERIODS = ("day", "week", "month", "quarter", "year")
_DEFAULT = "month"
_YES, _NO = "yes", "no"
_TITLES = {
    "admin1": "region (first level)", "admin2": "district (second level)",
    "acled_event_type": "ACLED event type", "acled_sub_event_type": "ACLED sub-event type",
    "plover": "PLOVER category", "quad_class": "quad class", "week": "ISO week",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One select of the form: options are pairs of value and words, ``chosen`` the value."""

    label: str
    id: str
    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class TrendsView:
    """What is asked: the filter as on the explore page, and the question that is made of it."""

    view: View
    question: Question
    on_country: bool
    """Whether rates are by articles on the country, and not by all articles."""

    @property
    def by(self) -> tuple[str, ...]:
        """The names of the dimensions."""
        return self.question.names()

    @property
    def period(self) -> str:
        """The dimension of time that is drawn, "" for none."""
        return next((name for name in self.by if name in PERIODS), "")

    @property
    def knows_country(self) -> bool:
        """Whether articles on a country mean one: a row's own, or the filter's."""
        return self.question.has("country") or bool(self.view.filter.countries)


def asked(request: Request) -> TrendsView:
    """A dependency that reads the query. Raises `InputError` for what is unknown."""
    explored = viewed(*OWN)(request)
    view = replace(explored, asked=replace(explored.asked, path=PAGE))
    words = view.asked.words
    question = Question(
        by=dimensions(words.get("by", (_DEFAULT,))),
        where=view.filter,
        zeros=_one(view, "zeros", (_YES, _NO)) == _YES,
        places=_one(view, "places", ("seen", "all")),  # type: ignore[arg-type]
        types=_one(view, "types", ("seen", "all")),  # type: ignore[arg-type]
        most=MOST_ROWS,
    )
    found = TrendsView(view, question, on_country=False)
    per = _one(view, "per", ("country", "all"))
    return replace(found, on_country=per == "country" and found.knows_country)


def explained() -> dict[str, Any]:
    """For routes that depend on `asked`: the parameters in the OpenAPI document."""
    return documented(*OF_EXPLORE, *OWN)


def choices(view: TrendsView) -> tuple[Choice, ...]:
    """The selects of the form, which all send ``by``."""
    groups = (
        ("Period", ("time",), "no period"),
        ("Place", ("place",), "all places"),
        ("Type", ("type",), "all types"),
        ("Also by", ("factuality", "outlet", "actor", "target"), "nothing else"),
    )
    return tuple(_choice(view, *group) for group in groups)


def _choice(view: TrendsView, label: str, families: tuple[str, ...], none: str) -> Choice:
    known = [one.name for one in DIMENSIONS.values() if one.family in families]
    # A unit brings what it lies in along; the last one named is the one that was chosen.
    chosen = [name for name in view.by if name in known]
    last = chosen[-1] if label == "Place" and chosen else next(iter(chosen), "")
    options = (("", none), *((name, title(name)) for name in known))
    return Choice(label, f"by-{families[0]}", options, last)


def title(name: str) -> str:
    """A dimension in words."""
    return _TITLES.get(name, name.replace("_", " "))


def _one(view: View, name: str, known: tuple[str, str]) -> str:
    """A word of the query, the first of ``known`` where there is none."""
    word = view.asked.get(name, known[0])
    if word not in known:
        raise InputError(f"{name}: {word[:60]!r} is none of {', '.join(known)}")
    return word
