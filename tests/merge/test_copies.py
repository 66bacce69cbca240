"""Copies of one text: edited, cut, late; and texts that only look alike."""

from __future__ import annotations

from datetime import date

from dateline.ingest.article import Given, make_article
from dateline.merge.copies import CopyFinder
from dateline.records.article import Article

WIRE = (
    "Gunmen on motorcycles attacked the weekly market of Dalli in the north of the district on "
    "Thursday morning, killing eleven traders and wounding at least twenty others, the mayor said. "
    "The attackers fled towards the border after soldiers arrived from the garrison at Torodi.\n\n"
    "No group said that it was behind the raid, the third on a market since the month began. "
    "A nurse at the health post counted nine dead and said that two more had died on the road."
)
OTHER = (
    "Gunmen on motorcycles attacked the weekly market of Gabra in the south of the district on "
    "Friday evening and took away cattle. Nobody was killed, the governor's office told reporters, "
    "but a pharmacy and four granaries were set on fire before the gunmen left for the hills."
)


def article(text: str, outlet: str = "Daily", day: int = 4) -> Article:
    given = Given(source=outlet, published=date(2022, 3, day))
    return make_article(text, given, max_chars=10_000)


def test_an_edited_and_a_cut_copy_are_linked_to_the_first() -> None:
    first, edited = article(WIRE), article(WIRE.replace("Thursday morning", "market day"), "Post")
    cut = article(WIRE.partition("\n\n")[0], "Herald", 5)
    finder = CopyFinder()
    assert [finder.add(one) for one in (first, edited, cut)] == [
        None,
        (edited.hash, first.hash),
        (cut.hash, first.hash),
    ]


def test_an_original_that_comes_late_is_the_original() -> None:
    early, late = article(WIRE, "Daily", 3), article(WIRE, "Post", 6)
    finder = CopyFinder([late])
    assert finder.add(early) == (late.hash, early.hash)


def test_another_event_of_the_same_kind_is_no_copy() -> None:
    finder = CopyFinder([article(WIRE)])
    assert finder.add(article(OTHER)) is None


def test_the_same_words_a_month_later_are_no_copy() -> None:
    finder = CopyFinder([article(WIRE, day=1)])
    assert finder.add(article(WIRE, "Post", 28)) is None


def test_a_text_too_short_to_tell_is_none() -> None:
    finder = CopyFinder([article("Rain fell on Monday.")])
    assert finder.add(article("Rain fell on Monday.", "Post")) is None
