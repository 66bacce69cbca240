"""The way of an article: failures kept, limits, batches, keys, links between reports."""

from __future__ import annotations

import json
from datetime import date
from typing import NoReturn

import pytest

from dateline import api
from dateline.assess.speech import find_speeches
from dateline.config import MAX_TEXT_CHARS, Settings
from dateline.errors import TextTooLarge
from dateline.export.json_records import encode, to_dict
from dateline.lang.en.syntax import Syntax
from dateline.parse import Parser
from dateline.pipeline import Coder as Pipeline
from dateline.records.article import Article
from dateline.records.claim import Speech
from dateline.records.event import CodedArticle
from tests.reading import types

TEXTS = (
    "Police detained three students in Kigali on Monday.",
    "Soldiers stormed a church",
    "“We condemn the army,” Bishop Paul Okello said in Gulu.\n\nA heading\n\nShells hit Sumy.",
    "Rain fell.",
)


def article(text: str, number: int = 0) -> Article:
    return api.make_article(text, published="2024-05-15", id=f"a{number}")


def record(coded: CodedArticle) -> str:
    return encode(to_dict(coded, explain=True))


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """One stage fails wherever an article holds the word "boom"."""

    def fail(syntax: Syntax) -> tuple[Speech, ...]:
        if "boom" in syntax.parsed.article.text:
            raise RuntimeError("out of luck")
        return find_speeches(syntax)

    monkeypatch.setattr("dateline.pipeline.find_speeches", fail)


@pytest.mark.usefixtures("broken")
def test_a_failure_is_kept_and_the_others_are_coded() -> None:
    texts = [TEXTS[0], "boom", TEXTS[0]]
    coded = list(Pipeline().code_many(article(t, n) for n, t in enumerate(texts)))
    assert [types(c.reports) for c in coded] == [["arrest"], [], ["arrest"]]
    assert coded[0].failures == coded[2].failures == ()
    (failure,) = coded[1].failures
    assert failure.error == "RuntimeError: out of luck"
    assert failure.stage
    assert coded[1].article.id == "a1"
    assert to_dict(coded[1])["failures"] == [{"stage": failure.stage, "error": failure.error}]


@pytest.mark.usefixtures("broken")
def test_strict_raises_what_would_be_kept() -> None:
    pipeline = Pipeline(Settings(strict=True))
    with pytest.raises(RuntimeError, match="out of luck"):
        pipeline.code(article("boom"))
    assert types(pipeline.code(article(TEXTS[0])).reports) == ["arrest"]


def test_errors_that_stop_the_program_are_no_failures(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(syntax: Syntax) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr("dateline.pipeline.find_speeches", stop)
    with pytest.raises(KeyboardInterrupt):
        Pipeline().code(article(TEXTS[0]))


@pytest.mark.parametrize("text", TEXTS)
def test_the_same_input_gives_the_same_bytes(full_coder: api.Coder, text: str) -> None:
    first, second = full_coder.code(text), api.Coder(strict=True).code(text)
    assert record(first) == record(second)


def test_a_batch_is_coded_as_one_by_one(full_coder: api.Coder) -> None:
    articles = [article(t, n) for n, t in enumerate(TEXTS * 10)]  # more than one batch of spaCy's
    together = list(full_coder.code_many(articles))
    assert [c.article.id for c in together] == [a.id for a in articles]
    alone = [next(full_coder.code_many([a])) for a in articles]
    assert [record(c) for c in together] == [record(c) for c in alone]


def test_a_key_is_hash_and_trigger_and_lasts(coder: api.Coder) -> None:
    coded = coder.code(TEXTS[0], published="2024-05-15")
    (report,) = coded.reports
    assert report.key == f"{coded.article.hash}:{report.trigger.start}-{report.trigger.end}"
    assert coder.code(TEXTS[0], published="2021-01-01").reports[0].key == report.key
    other = coder.code(TEXTS[0], published="2024-05-15", source="Le Monde").reports[0].key
    assert other != report.key


def test_keys_of_one_trigger_in_two_towns_differ(coder: api.Coder) -> None:
    keys = [r.key for r in coder.code("Farmers protested in Nantes and Rennes.").reports]
    assert keys[1] == keys[0] + "-2"


def test_keys_are_unique_and_spans_match(coder: api.Coder) -> None:
    text = " ".join(t for t in TEXTS if t.endswith("."))
    reports = coder.code(text).reports
    assert len({r.key for r in reports}) == len(reports) >= 2
    for report in reports:
        assert text[report.trigger.start : report.trigger.end] == report.trigger.text
        assert report.trigger.text in report.sentence.text


@pytest.mark.parametrize(
    ("text", "verbal", "act"),
    [
        ("Amnesty demanded that Egypt release the editor.", "demand", "release"),
        ("The governor accused soldiers of killing six villagers.", "accuse",
         "attack_on_civilians"),
        ("Teachers agreed to strike on Friday.", "pledge", "labour_strike"),
        ("Rebels claimed responsibility for the bombing of a bus in Aden on Monday.",
         "claim_responsibility", "remote_explosive"),
    ],
)  # fmt: skip
def test_about_links_a_verbal_act_to_what_it_speaks_of(
    coder: api.Coder, text: str, verbal: str, act: str
) -> None:
    reports = {r.event_type.value: r for r in coder.code(text).reports}
    assert reports[verbal].about == reports[act].key
    assert reports[act].about is None


def test_about_is_empty_where_nothing_is_coded_of_it(coder: api.Coder) -> None:
    (report,) = coder.code("Hungary rejected the plan on Monday.").reports
    assert report.about is None


def test_an_outlet_with_a_tie_is_flagged(coder: api.Coder) -> None:
    text = "Iran arrested three students in Tehran on Monday."
    assert coder.code(text, source="PMOI/MEK").reports[0].flags == ("partisan_source",)
    assert coder.code(text, source="Reuters").reports[0].flags == ()
    assert coder.code(text).reports[0].flags == ()
    other = "Police arrested three students in Lima on Monday."
    assert coder.code(other, source="PMOI/MEK").reports[0].flags == ()


def test_the_datelines_day_is_read_and_stands_in_for_the_publication_date() -> None:
    text = "Peru, March 4, 2023—Miners blocked a road in Puno on Wednesday."
    coded = Pipeline(Settings(strict=True, detector="rules")).code(api.make_article(text))
    assert coded.dateline is not None
    assert coded.dateline.day == date(2023, 3, 4)
    found = coded.reports[0].date.value
    assert found is not None
    assert found.start == date(2023, 3, 1)


def test_texts_past_the_limit_are_refused(coder: api.Coder) -> None:
    assert MAX_TEXT_CHARS == 2_000_000
    text = "x" * (MAX_TEXT_CHARS + 1)
    with pytest.raises(TextTooLarge, match="2,000,000"):
        coder.code(text)
    with pytest.raises(TextTooLarge, match=r"big: .*2,000,001.*2,000,000"):
        Pipeline().code(Article(text, "0" * 16, "big"))


def test_the_limit_holds_without_strict_too() -> None:
    with pytest.raises(TextTooLarge):
        Pipeline().code(Article("x" * (MAX_TEXT_CHARS + 1), "0" * 16, "big"))


def test_the_run_names_what_coded(coder: api.Coder, parser: Parser) -> None:
    run = to_dict(coder.code("Rain fell."))["run"]
    assert run["parser"] == parser.version
    assert all(run.values())
    assert set(run) == {
        "dateline", "parser", "model", "codebook", "gazetteer", "actors", "settings",
    }  # fmt: skip


def test_a_record_is_json(coder: api.Coder) -> None:
    assert json.loads(record(coder.code(TEXTS[0])))["reports"][0]["event_type"] == "arrest"


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Gunmen killed four people in Qarzabat, Anbar province, on Monday.",
         ("place_from_container",)),
        ("Gunmen killed four people in the village of Zurbatuk in Iraq on Monday.",
         ("place_from_container",)),
        ("Gunmen killed four people in Fallujah, Anbar province, on Monday.", ()),
        ("Gunmen killed four people in Anbar province on Monday.", ()),
    ],
)  # fmt: skip
def test_a_place_at_the_point_of_what_holds_it_is_flagged(
    coder: api.Coder, text: str, flags: tuple[str, ...]
) -> None:
    (report,) = coder.code(text, published="2024-05-15").reports
    assert report.place.value is not None
    assert report.flags == flags


def test_an_army_is_at_home_in_the_state_of_the_day(coder: api.Coder) -> None:
    text = "Russian forces took control of Grozny on March 5."
    (report,) = coder.code(text, published="1991-03-15").reports
    assert report.place.value is not None
    assert report.place.value.country == "SUN"
    assert report.event_type.value == "government_regains_territory"


def _ties(coded: CodedArticle) -> set[tuple[str, str, str, str]]:
    return {
        (r.subject.actor.value.id, r.relation, r.object.actor.value.id, r.origin)
        for r in coded.relations
        if r.subject.actor.value and r.object.actor.value
        if r.subject.actor.value.id and r.object.actor.value.id
    }


def test_a_tie_of_several_groups_is_that_of_those_named_before(coder: api.Coder) -> None:
    coded = coder.code(
        "Gunmen attacked offices of Fatah and Hamas in Gaza City on Monday. "
        "Residents said the various groups backed by Qatar had fled.",
        published="2014-05-15",
    )
    backed = {(s, o) for s, r, o, origin in _ties(coded) if (r, origin) == ("backed_by", "text")}
    assert {("FATAH", "QAT_GOV"), ("HAMAS", "QAT_GOV")} <= backed


def test_ties_of_the_actor_file_stand_apart(coder: api.Coder) -> None:
    coded = coder.code(
        "Hezbollah fighters shelled a barracks near Aleppo on Monday. "
        "The Iranian government praised the attack.",
        published="2016-05-15",
    )
    assert ("HEZBOLLAH", "backed_by", "IRN_GOV", "actor file") in _ties(coded)
    assert not [tie for tie in _ties(coded) if tie[3] == "text"]


def test_the_teller_of_a_tie_is_told(coder: api.Coder) -> None:
    coded = coder.code(
        "The governor said Iran-backed militias had shelled the barracks.", published="2020-05-15"
    )
    (tie,) = coded.relations
    assert [link.speaker.quote.text for link in tie.attribution if link.speaker] == ["The governor"]


def test_a_title_that_another_held_is_a_contradiction(coder: api.Coder) -> None:
    coded = coder.code(
        "Iraqi Prime Minister Nouri al-Maliki met tribal leaders in Baghdad on Monday.",
        published="2020-08-24",
    )
    (found,) = [c for c in coded.contradictions if c.kind == "actor"]
    assert "Mustafa al-Kadhimi" in found.explanation
    assert "Nouri al-Maliki" in found.evidence[0].text


def test_loaded_words_are_marked_and_change_nothing_else(coder: api.Coder) -> None:
    plain, loaded = (
        coder.code(f"{who} forces arrested forty students in Shiraz.", published="2020-08-24")
        for who in ("Government", "Regime")
    )
    (one,), (other,) = plain.reports, loaded.reports
    assert [w.quote.text for w in other.loaded] == ["Regime"]
    assert one.loaded == ()
    assert (one.event_type.value, one.factuality.value) == (
        other.event_type.value,
        other.factuality.value,
    )


def test_the_byline_names_the_outlet_where_nothing_else_does(coder: api.Coder) -> None:
    text = "Protesters march in Tehran\n\nReporting by PMOI/MEK\n\nPolice beat teachers in Tehran."
    source = coder.code(text, published="2021-05-15").article.source
    assert source is not None
    assert (source.name, source.kind) == ("PMOI/MEK", "party")
    given = coder.code(text, published="2021-05-15", source="Reuters").article.source
    assert given is not None
    assert given.name == "Reuters"


def test_a_flag_says_why(coder: api.Coder) -> None:
    coded = coder.code(
        "Iranian police arrested forty teachers in Shiraz on Monday.",
        published="2021-05-17",
        source="PMOI/MEK",
    )
    (report,) = coded.reports
    assert report.flags[0] == "partisan_source"
    assert "opponent" in report.flag_reasons[0]
    assert len(report.flags) == len(report.flag_reasons)
