"""Corrections: read, laid over a report, taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.codebook import load_codebook
from dateline.errors import InputError
from dateline.records.coded import Reason
from dateline.records.decision import Correction
from dateline.records.entity import CountRange, Place
from dateline.records.event import Report
from dateline.records.text import Quote
from dateline.review import (
    FIELDS,
    Party,
    Teller,
    Value,
    apply_corrections,
    check_value,
    choices,
    correction_of,
    from_json,
    in_words,
    standing,
    taken_back,
    to_json,
    value_of,
)
from dateline.review.fields import choice
from dateline.review.values import same_value

from .building import AMARA, BASRA, an_event_date, at, corrected, news, told, words

ARTICLE = news()
REPORT = told(ARTICLE)

NEW: list[tuple[str, Value, str]] = [
    ("event_type", "assassination", "assassination"),
    ("actors", (Party("Islamic State", "IS", None, ("REB",), "Rebel groups"),),
     "Islamic State (IS)"),
    ("actors", (), "nobody"),
    ("targets", (Party("teachers"), Party("Police of Iraq", "IRQ_COP", "IRQ", ("COP",))),
     "teachers; Police of Iraq (IRQ_COP)"),
    ("place", AMARA, "Amara, Maysan Governorate, IRQ"),
    ("place", None, "nothing"),
    ("date", an_event_date("2024-04-20", "2024-04-22"), "2024-04-20 to 2024-04-22 (range)"),
    ("killed", CountRange(3, 5), "3-5"),
    ("killed", None, "nothing"),
    ("injured", CountRange(2, None), "2 or more"),
    ("factuality", "alleged", "alleged"),
    ("attribution", (Teller("the governor", "denies"),), "the governor denies"),
    ("attribution", (), "nobody"),
    ("weapon", words(ARTICLE, "gunmen"), "gunmen"),
    ("weapon", None, "nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value", "said"), NEW)
def test_a_corrected_field(field: str, value: Value, said: str) -> None:
    found = apply_corrections(REPORT, [corrected(REPORT, field, value)])
    assert same_value(value_of(found, field), value)
    assert in_words(value) == said
    others = [name for name in FIELDS if name != field]
    assert [value_of(found, name) for name in others] == [value_of(REPORT, name) for name in others]
    assert found.flags == ("corrected",)
    assert found.flag_reasons == (f"Corrected: {field} by anna.",)
    check_value(field, value, article=ARTICLE, codebook=load_codebook())


@pytest.mark.parametrize("field", FIELDS)
def test_a_value_survives_its_json(field: str) -> None:
    value = value_of(REPORT, field)
    assert from_json(field, to_json(value)) == value
    kept = apply_corrections(REPORT, [corrected(REPORT, field, value)])
    assert kept is REPORT


def test_the_old_value_and_who_decided_are_kept() -> None:
    quote = words(ARTICLE, "Basra")
    found = apply_corrections(REPORT, [corrected(REPORT, "place", AMARA, quote=quote)]).place
    assert found.value == AMARA
    assert found.by == "review:anna"
    assert found.evidence == (quote,)
    assert found.candidates[-1].value == BASRA
    assert found.candidates[-1].why == "coded so; overruled by review:anna"
    none = apply_corrections(REPORT, [corrected(REPORT, "place", None)]).place
    assert none.value is None
    assert none.reason is Reason.NOT_STATED


def test_codes_follow_the_type() -> None:
    found = apply_corrections(REPORT, [corrected(REPORT, "event_type", "peaceful_protest")])
    assert (found.codes.plover, found.codes.acled_sub_event_type) == (
        "PROTEST",
        "Peaceful protest",
    )
    same = apply_corrections(REPORT, [corrected(REPORT, "killed", CountRange(1, 1))])
    assert same.codes == REPORT.codes


def test_a_participant_who_stays_keeps_the_words() -> None:
    both = (*value_of(REPORT, "actors"), Party("soldiers"))  # type: ignore[misc]
    found = apply_corrections(REPORT, [corrected(REPORT, "actors", both)])
    assert found.actors[0] is REPORT.actors[0]
    assert found.actors[1].phrase.quote.text == ""
    quote = found.actors[1].phrase.quote
    assert ARTICLE.text[quote.start : quote.end] == quote.text


def test_whom_an_accuser_tells_of_is_alleged() -> None:
    chain = (Teller("Police", "alleges"),)
    found = apply_corrections(REPORT, [corrected(REPORT, "attribution", chain)])
    assert found.attribution[0].cue == REPORT.attribution[0].cue
    assert found.attribution[0].speaker == REPORT.attribution[0].speaker
    assert [one.alleged for one in found.actors] == [True]


def test_the_later_overrules_whoever_gave_it() -> None:
    one = corrected(REPORT, "killed", CountRange(1, 1), when=1)
    two = corrected(REPORT, "killed", CountRange(2, 2), by="ben", when=2)
    for order in ([one, two], [two, one]):
        assert value_of(apply_corrections(REPORT, order), "killed") == CountRange(2, 2)
    back = corrected(REPORT, "killed", CountRange(9, None), when=3)
    assert apply_corrections(REPORT, [one, two, back]) is REPORT


def test_a_correction_taken_back_lets_the_one_before_stand() -> None:
    one = corrected(REPORT, "killed", CountRange(1, 1), when=1)
    two = corrected(REPORT, "killed", CountRange(2, 2), by="ben", when=2)
    (undo,) = taken_back([one, two], reviewer="ben", since=at(2), at=at(3))
    assert undo.withdraws == two.at
    assert undo.report == REPORT.key
    assert standing([one, two, undo]) == {"killed": one}
    assert apply_corrections(REPORT, [one, two, undo]) == apply_corrections(REPORT, [one])
    redo = replace(undo, at=at(4), withdraws=undo.at)
    assert standing([one, two, undo, redo]) == {"killed": two}


def test_those_of_other_reports_are_passed_over() -> None:
    other = replace(corrected(REPORT, "killed", CountRange(1, 1)), report="else:1-2")
    assert apply_corrections(REPORT, [other]) is REPORT


_values = st.sampled_from([(field, value) for field, value, _ in NEW]).flatmap(
    lambda one: st.tuples(st.just(one), st.sampled_from(["anna", "ben"]), st.integers(0, 99))
)


@given(st.lists(_values, max_size=6))
def test_applying_twice_is_applying_once(
    drawn: list[tuple[tuple[str, Value], str, int]],
) -> None:
    every = [corrected(REPORT, f, v, by=who, when=when) for (f, v), who, when in drawn]
    once = apply_corrections(REPORT, every)
    assert apply_corrections(once, every) == once


@given(st.lists(_values, max_size=5), st.lists(_values, min_size=1, max_size=4))
def test_undoing_gives_what_was_before(
    before: list[tuple[tuple[str, Value], str, int]],
    after: list[tuple[tuple[str, Value], str, int]],
) -> None:
    kept = [corrected(REPORT, f, v, by="ben", when=when) for (f, v), _, when in before]
    mine = {
        f: corrected(REPORT, f, v, when=200 + when) for (f, v), _, when in after
    }  # one a field: a page sends one at a time
    undo = taken_back([*kept, *mine.values()], reviewer="anna", since=at(200), at=at(400))
    assert apply_corrections(REPORT, [*kept, *mine.values(), *undo]) == apply_corrections(
        REPORT, kept
    )


def test_a_choice_becomes_a_correction() -> None:
    (offered, *_) = choices(REPORT, "place")
    assert offered.label == "Amara, Maysan Governorate, IRQ"
    assert (offered.why, offered.score) == ("near", 0.3)
    made = correction_of(REPORT, "place", offered, reviewer="anna", at=at(1), note="the next town")
    assert made == Correction(
        REPORT.key, "place", to_json(BASRA), to_json(AMARA), "anna", at(1), None, "the next town"
    )
    assert [one.value for one in choices(REPORT, "event_type")] == ['"assassination"']
    assert '"asserted"' not in [one.value for one in choices(REPORT, "factuality")]
    assert [one.label for one in choices(REPORT, "actors")] == ["nobody"]
    first = correction_of(
        REPORT, "injured", choice(CountRange(1, 1), ""), reviewer="anna", at=at(1)
    )
    assert first.old is None


BAD: list[tuple[str, Value, str]] = [
    ("event_type", "no_such_type", "no event type"),
    ("factuality", "rumoured", "not one of"),
    ("place", Place("", "IRQ"), "a name is"),
    ("place", Place("Basra", "Iraq"), "no country"),
    ("place", Place("Basra", "IRQ", lat=91.0, lon=0.0), "degrees"),
    ("place", Place("Basra", "IRQ", lat=float("nan"), lon=0.0), "degrees"),
    ("place", Place("Basra", "IRQ", lat=1.0), "a latitude and a longitude"),
    ("date", an_event_date("2024-04-22", "2024-04-20"), "is after"),
    ("killed", CountRange(-1, 3), "not a number of people"),
    ("killed", CountRange(5, 3), "not a range"),
    ("actors", (Party("x" * 201),), "a name is"),
    ("actors", (Party("a\nb"),), "a name is"),
    ("actors", (Party("a", sectors=("XXX",)),), "no sector"),
    ("actors", (Party("a", acled_type="Knights"),), "no ACLED actor type"),
    ("actors", (Party("a"),) * 21, "too many"),
    ("actors", (Party("a", quote=Quote(0, 3, "abc")),), "do not stand at 0"),
    ("attribution", (Teller(" ",),), "a name is"),
    ("weapon", Quote(0, 6, "rifles"), "do not stand at 0"),
    ("weapon", Quote(10_000, 10_006, "rifles"), "do not stand at"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value", "said"), BAD)
def test_what_may_not_stand_in_a_field(field: str, value: Value, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        check_value(field, value, article=ARTICLE, codebook=load_codebook())
    assert str(caught.value).startswith(f"{field}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("field", "text"),
    [("place", '"Basra"'), ("killed", '{"low": "many"}'), ("actors", "null"), ("date", "{"),
     ("factuality", '"rumoured"'), ("weapon", '{"start": -1}')],
)  # fmt: skip
def test_json_of_another_kind(field: str, text: str) -> None:
    with pytest.raises(InputError, match=f"^{field}: not a value"):
        from_json(field, text)


def test_a_field_that_is_none() -> None:
    with pytest.raises(InputError, match="cannot be corrected"):
        value_of(REPORT, "key")


def test_a_report_that_says_nothing_can_be_given_everything() -> None:
    bare: Report = replace(
        REPORT,
        actors=(),
        targets=(),
        counts=(),
        weapon=None,
        attribution=(),
    )
    given_all = [corrected(bare, field, value) for field, value, _ in NEW if value]
    found = apply_corrections(bare, given_all)
    assert value_of(found, "injured") == CountRange(2, None)
    assert value_of(found, "weapon") == words(ARTICLE, "gunmen")
