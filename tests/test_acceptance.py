"""What the coder must show on one real article, for which nothing in it was written.

The text lies beside the checkout (``../shared/articles``) and is not part of the repository.
Asserted are types, countries, dates, resolved actors, attribution and the place contradiction.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.api import Coded, Coder
from dateline.records.event import Participant, Report

ARTICLE = Path(__file__).parents[2] / "shared" / "articles" / "iraqi-protesters-2020-08-24.txt"
if not ARTICLE.exists():
    pytest.skip(f"the article is not beside the checkout: {ARTICLE}", allow_module_level=True)

RIOT = {"violent_demonstration", "mob_violence", "looting_property_destruction"}
PROTEST = {"peaceful_protest", "protest_with_intervention"}
KILLING = {"assassination", "attack_on_civilians"}
KADHIMI = "MUSTAFA_AL_KADHIMI"


@pytest.fixture(scope="module", params=["rules", "model"])
def coded(request: pytest.FixtureRequest) -> Coded:
    text = ARTICLE.read_text(encoding="utf-8")
    return Coder(strict=True, detector=request.param).code(
        text, published="2020-08-24", source="PMOI/MEK"
    )


def ids(participants: tuple[Participant, ...]) -> set[str | None]:
    return {p.actor.value.id for p in participants if p.actor.value is not None}


def said(participants: tuple[Participant, ...]) -> str:
    quotes = [p.phrase.quote.text + " " + (p.phrase.referent or p.phrase.quote).text
              for p in participants]  # fmt: skip
    return " ".join(quotes)


def place(report: Report) -> tuple[str, str | None] | None:
    found = report.place.value
    return (found.name, found.country) if found else None


def days(report: Report) -> tuple[str, str] | None:
    found = report.date.value
    return (found.start.isoformat(), found.end.isoformat()) if found else None


def having(coded: Coded, types: set[str]) -> list[Report]:
    return [r for r in coded.reports if r.event_type.value in types]


def test_at_most_thirty_reports(coded: Coded) -> None:
    assert 12 <= len(coded.reports) <= 30
    assert coded.failures == ()


def test_the_storming_of_sites(coded: Coded) -> None:
    riots = having(coded, RIOT)
    assert riots
    for report in riots:
        assert place(report) == ("Nasiriyah", "IRQ")
        assert days(report) == ("2020-08-22", "2020-08-23")
        assert "rotesters" in said(report.actors)
        assert report.factuality.value == "asserted"
    targets = set().union(*(ids(r.targets) for r in riots))
    assert {"BADR", "ASAIB_AHL_AL_HAQ", "HIKMA_MOVEMENT", "DAWA_PARTY"} <= targets


def test_the_rally_in_the_square_afterwards(coded: Coded) -> None:
    rallies = [r for r in having(coded, PROTEST) if r.trigger.text == "rallied"]
    assert [place(r) for r in rallies] == [("Nasiriyah", "IRQ")]
    assert rallies[0].place.via is not None
    assert "protesters" in said(rallies[0].actors)


def test_the_rallies_in_basra(coded: Coded) -> None:
    rallies = [r for r in having(coded, PROTEST) if place(r) == ("Basra", "IRQ")]
    assert any("locals" in said(r.actors) for r in rallies)


def test_the_accusation_against_the_regime_and_its_proxies(coded: Coded) -> None:
    (accusation,) = having(coded, {"accuse"})
    assert "IRN_GOV" in ids(accusation.targets)
    assert "proxies" in said(accusation.targets)
    assert "locals" in said(accusation.actors)


def test_the_visit_to_basra_and_the_meeting_with_the_family(coded: Coded) -> None:
    visits = [r for r in having(coded, {"visit"}) if place(r) == ("Basra", "IRQ")]
    assert [(ids(r.actors), days(r)) for r in visits] == [({KADHIMI}, ("2020-08-23", "2020-08-23"))]
    (meeting,) = having(coded, {"meet"})
    assert ids(meeting.actors) == {KADHIMI}
    assert "family of Dr. Reham Yaqoub" in said(meeting.targets)
    assert place(meeting) == ("Basra", "IRQ")


def test_the_visit_to_washington(coded: Coded) -> None:
    visits = [r for r in having(coded, {"visit"}) if place(r) == ("Washington", "USA")]
    assert len(visits) == 1
    assert ids(visits[0].actors) == {KADHIMI}


def test_the_assassination_last_week(coded: Coded) -> None:
    found = [r for r in having(coded, KILLING) if "Yaqoub" in said(r.targets)]
    assert [r.event_type.value for r in found] == ["assassination"]
    assert days(found[0]) == ("2020-08-17", "2020-08-23")
    assert found[0].actors == ()


def test_the_killings_of_recent_weeks(coded: Coded) -> None:
    found = [r for r in having(coded, KILLING) if "Yaqoub" not in said(r.targets)]
    assert len(found) == 1
    killed = {c.kind: (c.value.low, c.value.high) for c in found[0].counts}
    assert killed == {"killed": (2, 2)}
    date = found[0].date.value
    assert date is not None
    assert date.start.month in (7, 8)
    assert date.end.isoformat() == "2020-08-24"


def test_those_killed_in_recent_weeks_are_named(coded: Coded) -> None:
    found = [r for r in having(coded, KILLING) if "Yaqoub" not in said(r.targets)]
    words = " ".join(said(r.targets) + c.quote.text for r in found for c in r.counts)
    assert "Hashemi" in words
    assert "Osama" in words


def test_the_pledge_is_the_prime_ministers(coded: Coded) -> None:
    pledges = having(coded, {"pledge"})
    assert pledges, "“I swear on the martyrs’ blood ...” is not reported"
    assert ids(pledges[0].actors) == {KADHIMI}
    assert [a.speaker.id for a in pledges[0].attribution if a.speaker] == [KADHIMI]


def test_the_criticism_of_the_state_media_is_kayhans(coded: Coded) -> None:
    speaking = [r for r in coded.reports if "OUTLET_KAYHAN" in ids(r.actors)]
    told = [
        r
        for r in coded.reports
        if "OUTLET_KAYHAN" in [a.speaker.id for a in r.attribution if a.speaker]
    ]
    assert speaking
    assert told, "nothing of the quoted piece is told as Kayhan's"


def test_the_measure_and_the_boycott_earlier_this_year(coded: Coded) -> None:
    (boycott,) = having(coded, {"boycott"})
    (measure,) = having(coded, {"legislate"})
    for report in (boycott, measure):
        assert ids(report.actors) == {"IRQ_LEG"}
        assert days(report) == ("2020-01-01", "2020-08-24")
    assert ids(boycott.targets) == {"IRQ_LEG"}


def test_the_misplaced_city(coded: Coded) -> None:
    (found,) = [c for c in coded.contradictions if c.kind == "place"]
    quotes = [q.text for q in found.evidence]
    assert "southern Iran" in quotes
    assert "Nasiriyan" in quotes
    assert all(coded.article.text[q.start : q.end] == q.text for q in found.evidence)
    assert not [r for r in coded.reports if r.place.value and r.place.value.country == "IRN"]


def test_the_outlet_is_a_party(coded: Coded) -> None:
    flagged = [r for r in coded.reports if "partisan_source" in r.flags]
    assert any("IRN_GOV" in ids(r.targets) | ids(r.actors) for r in flagged)
    plain = [r for r in having(coded, {"boycott"}) if "partisan_source" in r.flags]
    assert not plain


def test_nothing_is_said_in_the_byline_or_dateline(coded: Coded) -> None:
    assert coded.dateline is not None
    for report in coded.reports:
        assert report.trigger.start >= coded.dateline.quote.end
