"""What title and lead say, and the day and the town that an article is about."""

from __future__ import annotations

from datetime import date

import pytest

from dateline import api
from dateline.merge.main_report import main_report
from dateline.merge.openings import (
    day_meant,
    days_between,
    lead_name_missing,
    opening_of,
    title_name_missing,
    town_meant,
    words_alike,
)
from dateline.records.event import CodedArticle

PUBLISHED = "2022-03-16"  # a Wednesday


def article(text: str, title: str = "") -> api.Article:
    return api.make_article(text, title=title, published=PUBLISHED)


def read(coder: api.Coder, text: str, title: str = "") -> CodedArticle:
    return next(iter(coder.code_many([article(text, title)])))


def test_a_dateline_is_no_part_of_the_lead() -> None:
    opening = opening_of(article("GOMA, March 15 (Reuters) - Rebels took Bunagana on Sunday."))
    assert "goma" not in opening.lead
    assert "bunagana" in opening.lead
    assert "goma" in opening.everything


def test_days_and_common_words_are_no_names() -> None:
    opening = opening_of(article("Police in Tulkarm said on Friday that Two men died."))
    assert opening.lead == {"tulkarm"}


def test_names_that_the_other_has_nowhere() -> None:
    one = opening_of(article("A bomb went off in Bulobarde.", "Bomb in Bulobarde"))
    other = opening_of(article("A bomb went off in Beledweyne, north of Bulobarde.", "Blast"))
    assert title_name_missing(one, other) == (0.0, 1.0)
    missing = lead_name_missing(one, other)
    assert missing[0] == 0.0
    assert 0.0 < missing[1] < 1.0


def test_words_of_one_text_are_alike_wholly_and_of_none_not_at_all() -> None:
    one = opening_of(article("Hauliers blocked the port of Coronel.", "Port shut"))
    assert words_alike(one, one) == 1.0
    assert words_alike(one, opening_of(article("Vaccines arrived in Lomé."))) == 0.0


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Gunmen shot a teacher in Kumbo on Monday.", "2022-03-14", "2022-03-14"),
        ("A teacher was shot in Kumbo, police said Tuesday. She fell on Sunday.", "2022-03-13",
         "2022-03-13"),
        # a day of saying alone: that day's act, or the day's before
        ("A market burned down, the mayor said Tuesday.", "2022-03-14", "2022-03-15"),
    ],
)  # fmt: skip
def test_the_day_that_an_article_lets_know(
    full_coder: api.Coder, text: str, first: str, last: str
) -> None:
    found = day_meant(None, read(full_coder, text))
    assert found is not None
    assert (found.start, found.end) == (date.fromisoformat(first), date.fromisoformat(last))


def test_the_acts_own_day_goes_first(full_coder: api.Coder) -> None:
    coded = read(full_coder, "After Sunday's storm, gunmen shot a teacher in Kumbo on Monday.")
    main = main_report(coded)
    assert main is not None
    assert main.date.value is not None
    assert day_meant(main, coded) == main.date.value


def test_no_day_is_meant_where_none_is_named(full_coder: api.Coder) -> None:
    coded = read(full_coder, "Gunmen shot a teacher in Kumbo.")
    assert day_meant(main_report(coded), coded) is None
    assert days_between(None, None) is None


def test_the_town_meant_is_the_acts_own_then_the_titles_then_the_first(
    full_coder: api.Coder,
) -> None:
    text = (
        "YAOUNDE, March 15 (Reuters) - Residents of Bamenda heard of it late. In Kumbo, gunmen "
        "shot a teacher on Monday."
    )
    coded = read(full_coder, text, title="Teacher shot in Kumbo")
    assert _name(town_meant(main_report(coded), coded)) == "Kumbo"
    assert _name(town_meant(None, coded)) == "Kumbo"
    assert _name(town_meant(None, read(full_coder, text))) == "Bamenda"


def _name(place: object) -> str | None:
    return getattr(place, "name", None)
