"""Where each event happened (tests/cases/event_places.jsonl): the place of a report, not of a name.

A row has a text and its events: the trigger word (``trigger``, its ``nth`` occurrence) and the
places where that happened, none where the text does not say. An event is right where the reports
at its trigger give just those places: a town within 30 km (50 km where the text says near, or
between two towns), a unit, region or country by its name, and so a town that the gazetteer has
not; ``also`` lists other answers accepted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..records.entity import Place
from ..records.event import Report
from ..resolve.gazetteer import Gazetteer
from ..resolve.gazetteer_build import fold
from ..resolve.gazetteer_entry import kilometres
from .bootstrap import figures_of
from .coding import Coder, Step, article_of
from .figures import Evaluation, Tally, TextScore
from .rows import Row, list_of, number_of, text_of

FORM = "event places"
_TOWN_KM, _NEAR_KM = 30.0, 50.0
_FIGURES = ("event found", "place right, of events found", "place, of events with one")
_SMALL = frozenset({"town", "spot"})
_LARGE = frozenset({"PCLI", "ADM1", "ADMD"})
"""Features of places whose point says nothing of a town inside them."""
_UNPLACED = frozenset({"", "ADMD"})
"""Places that the gazetteer has not, or of which it has no point: right by their name."""


def evaluate_event_places(rows: list[Row], coder: Coder, step: Step) -> Evaluation:
    """Code each text and compare the places of the reports at each event's trigger."""
    return Evaluation(
        form=FORM,
        texts=(scores := tuple(_score(row, coder, step) for row in rows)),
        figures=figures_of(scores, _FIGURES, shares=frozenset(_FIGURES[:2])),
    )


def _score(row: Row, coder: Coder, step: Step) -> TextScore:
    text, id = text_of(row, "text"), text_of(row, "id")
    article = article_of(text, id=id, published=text_of(row, "published"))
    (coded,) = coder.code_many([article])
    gazetteer = coder.resources.gazetteer
    events = list_of(row, "events")
    found = right = given = expected = hits = 0
    for event in events:
        start, end = occurrence(text, text_of(event, "trigger"), int(number_of(event, "nth")))
        reports = [r for r in coded.reports if r.trigger.start < end and start < r.trigger.end]
        if not reports:
            continue
        found += 1
        gold = list_of(event, "places")
        places = [r.place.value for r in reports if r.place.value is not None]
        right += is_right(reports, event, gazetteer)
        given, expected = given + len(places), expected + len(gold)
        hits += sum(any(_fits(place, one, gazetteer) for place in places) for one in gold)
    step()
    return TextScore(
        id,
        {
            _FIGURES[0]: Tally.share(found, len(events)),
            _FIGURES[1]: Tally.share(right, found),
            _FIGURES[2]: Tally(min(hits, given), given, expected),
        },
    )


def occurrence(text: str, word: str, nth: int) -> tuple[int, int]:
    """Where the ``nth`` occurrence of a whole word stands. Raises `ValueError` if nowhere."""
    hits = list(re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text))
    if len(hits) < nth:
        raise ValueError(f"{word!r} does not stand {nth} times in the text")
    return hits[nth - 1].span()


def is_right(reports: Sequence[Report], event: Row, gazetteer: Gazetteer) -> bool:
    """Whether the reports of one event give its places and no other."""
    gold, also = list_of(event, "places"), _accepted(event)
    places = [r.place.value for r in reports if r.place.value is not None]
    if not gold:
        return all(any(_fits(place, one, gazetteer) for one in also) for place in places)
    every = all(any(_fits(place, one, gazetteer) for one in [*gold, *also]) for place in places)
    if also and len(gold) == 1:
        return bool(places) and every
    return every and all(any(_fits(place, one, gazetteer) for place in places) for one in gold)


def _accepted(event: Row) -> list[Row]:
    own = list_of(event, "also") if "also" in event else []
    return own + [
        one
        for place in list_of(event, "places")
        if "also" in place
        for one in list_of(place, "also")
    ]


def _fits(place: Place, gold: Row, gazetteer: Gazetteer) -> bool:
    at = (number_of(gold, "lat"), number_of(gold, "lon"))
    level = str(gold.get("level", "town"))
    near = gold.get("precision") == "near"
    if place.feature in _UNPLACED and fold(place.name) == fold(text_of(gold, "words")):
        return True
    if level not in _SMALL and not near:
        names = {e.name for e in gazetteer.lookup(text_of(gold, "words"))}
        names |= {text_of(gold, "words")}
        return place.name in names and not place.feature.startswith("PPL")
    if place.lat is None or place.lon is None or place.feature in _LARGE:
        return False
    return kilometres((place.lat, place.lon), at) <= (_NEAR_KM if near else _TOWN_KM)
