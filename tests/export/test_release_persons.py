"""Private persons' names and what is written in their place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.config import Settings
from dateline.export.release.persons import PersonFinder
from dateline.export.release.redaction import (
    Redacted,
    Redaction,
    redacted_head,
    redacted_incident,
    redacted_report,
)
from dateline.ingest import Given, make_article
from dateline.records.claim import Attribution, Speaker
from dateline.records.event import CodedArticle
from dateline.records.incident import Rivals
from dateline.records.text import Quote
from dateline.resources import Resources
from dateline.store import ArticleHead

from ..store.building import (
    RUN,
    a_place,
    a_report,
    an_actor,
    an_article,
    an_incident,
    somebody,
)

CASES = (
    ("Police shot dead Otieno Wafula, a 23-year-old street vendor, in Kisumu on Monday. "
     "Mr. Wafula was to be buried on Friday.",
     "Police shot dead [person], a 23-year-old street vendor, in Kisumu on Monday. "
     "Mr. [person] was to be buried on Friday."),
    ("Soldiers arrested journalist Amal Idris in Omdurman. Idris had been beaten.",
     "Soldiers arrested journalist [journalist] in Omdurman. [journalist] had been beaten."),
    ("Fatima, 12, was killed when a shell hit her home in Aleppo.",
     "[person], 12, was killed when a shell hit her home in Aleppo."),
    ("President William Ruto promised an inquiry.", "President William Ruto promised an inquiry."),
    ("Prime Minister Narendra Modi met leaders of the Badr Organisation in Basra.",
     "Prime Minister Narendra Modi met leaders of the Badr Organisation in Basra."),
    ("Human Rights Watch called for an investigation in South Sudan.",
     "Human Rights Watch called for an investigation in South Sudan."),
    ("By Jane Roe and Peter Marsh\n\nThe rebels withdrew from the town on Sunday, they said.",
     "By [journalist] and [journalist]\n\nThe rebels withdrew from the town on Sunday, they said."),
)  # fmt: skip


@pytest.fixture(scope="module")
def finder() -> PersonFinder:
    return PersonFinder(Resources(Settings()))


@pytest.fixture(scope="module")
def redacted(finder: PersonFinder) -> Callable[[str], str]:
    def words(text: str) -> str:
        article = make_article(text, Given(), max_chars=len(text))
        return Redaction(finder.find(CodedArticle(article, RUN, ())).roles).words(text)

    return words


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_texts(redacted: Callable[[str], str], text: str, expected: str) -> None:
    assert redacted(text) == expected


def test_what_was_coded_is_looked_at(finder: PersonFinder) -> None:
    text = "It was done to xi Qwerty Uiopas by them."
    article = make_article(text, Given(title="Uiopas speaks"), max_chars=len(text))
    report = a_report(article, actors=(an_actor("Qwerty Uiopas", sectors=("REL",)),),
                      targets=(an_actor("Qwerty Front", "QWF"),))  # fmt: skip
    names = finder.find(CodedArticle(article, RUN, (report,)))
    assert Redaction(names.roles).words(text) == "It was done to xi [cleric] by them."
    assert Redaction(names.roles).words(article.title or "") == "[cleric] speaks"
    assert "Qwerty Front" not in names.roles


ROLES = {"Ali Hassan": "civilian", "Hassan": "civilian", "Mary": "person"}


@pytest.mark.parametrize(("text", "expected"), [
    ("Ali Hassan and Hassan's son", "[civilian] and [civilian]'s son"),
    ("ALI  HASSAN, HASSAN, hassan", "[civilian], [civilian], hassan"),
    ("al-Hassan, Hassanabad, Maryland, Mary", "al-[civilian], Hassanabad, Maryland, [person]"),
    ("", ""),
])  # fmt: skip
def test_words(text: str, expected: str) -> None:
    assert Redaction(ROLES).words(text) == expected


def test_without_names_nothing_changes() -> None:
    assert Redaction({}).words("Ali Hassan") == "Ali Hassan"


@given(st.lists(st.sampled_from(["Ali Hassan", "Mary", "x ", " y", "Hassan", ". "]), max_size=9),
       st.data())  # fmt: skip
def test_spans_go_with_the_text(parts: list[str], data: st.DataObject) -> None:
    text = " ".join(parts)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    redaction = Redaction(ROLES)
    redacted = Redacted(text, redaction)
    assert redacted.text == redaction.words(text)
    moved = redacted.quote(Quote.of(text, start, end))
    assert redacted.text[moved.start : moved.end] == moved.text
    if not redaction.found(text):
        assert moved == Quote.of(text, start, end)
    whole = redacted.quote(Quote.of(text, 0, len(text)))
    assert whole.text == redacted.text


def test_a_span_between_names() -> None:
    text = "Ali Hassan met Mary there"
    redacted = Redacted(text, Redaction(ROLES))
    assert redacted.quote(Quote.of(text, 11, 14)).text == "met"
    assert redacted.quote(Quote.of(text, 4, 14)).text == "[civilian] met"
    assert redacted.quote(Quote.of(text, 0, 10)).text == "[civilian]"


def test_a_report_and_an_incident() -> None:
    article = an_article()
    link = Attribution(Speaker(Quote(0, 4, "Mary"), "Mary"), Quote(0, 1, "S"), "states")
    report = a_report(
        article,
        actors=(an_actor("farmer Ali Hassan"), an_actor("Hassan Badr", "BADR")),
        targets=(somebody("Mary"),),
        place=a_place("Mary's house", None),
        attribution=(link,),
    )
    redaction = Redaction(ROLES)
    found = redacted_report(report, redaction)
    assert [one.actor.value.name for one in found.actors if one.actor.value] == [
        "farmer [civilian]", "Hassan Badr"
    ]  # fmt: skip
    assert found.targets[0].phrase.quote.text == "[person]"
    assert found.place.value is not None
    assert found.place.value.name == "[person]'s house"
    assert found.attribution[0].speaker is not None
    assert found.attribution[0].speaker.name == "[person]"
    incident = redacted_incident(an_incident("i1", report), redaction)
    assert incident.actors.value is not None
    assert incident.actors.value[0].name == "farmer [civilian]"
    mary = a_place("Mary", "TKM", geonames_id=1218667)
    kept = redacted_incident(replace(incident, place=Rivals(mary.value)), redaction)
    assert kept.place.value == mary.value  # a town that the gazetteer knows


@pytest.mark.parametrize(("url", "id", "kept_url", "kept_id"), [
    ("https://x.org/2020/storm", "7", "https://x.org/2020/storm", "7"),
    ("https://x.org/ali-hassan-dead?a=1", "hassan.txt", "https://x.org/", "h"),
    ("https://x.org/%48assan", "a", "https://x.org/", "a"),
    ("http://[oops/mary", "a", "http://[oops/", "a"),
    (None, "a", None, "a"),
])  # fmt: skip
def test_addresses_and_ids(url: str | None, id: str, kept_url: str | None, kept_id: str) -> None:
    head = ArticleHead("h", id, "Mary", None, url, None, "en", None)
    found = redacted_head(head, Redaction(ROLES))
    assert (found.url, found.id, found.title) == (kept_url, kept_id, "[person]")
