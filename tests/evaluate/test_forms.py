"""The readers of public sets, on invented records with a coder whose reports are foreseen."""

from __future__ import annotations

import json
import tomllib
from importlib import resources
from pathlib import Path

import pytest

from dateline import api
from dateline.api import make_article
from dateline.codebook import load_codebook, load_schemes
from dateline.errors import InputError
from dateline.evaluate.acled_gold import evaluate_acled, label_of
from dateline.evaluate.actors_gold import evaluate_actors
from dateline.evaluate.attribution_gold import evaluate_attribution
from dateline.evaluate.dates_gold import evaluate_dates
from dateline.evaluate.factuality_gold import evaluate_factuality
from dateline.evaluate.figures import Tally
from dateline.evaluate.plover_gold import evaluate_plover
from dateline.evaluate.police_gold import evaluate_police
from dateline.evaluate.readers import NOT_YET, READERS, read_gold
from dateline.evaluate.records_gold import evaluate_records, gold_of_record
from dateline.evaluate.templates_gold import evaluate_templates
from dateline.export.json_records import to_dict
from dateline.merge.main_report import main_report
from dateline.pipeline import Coder

from .building import StandIn, Words, nothing, tally

PAIR = "Kenya accused Somalia of arming rebels on the coast."


# ---- ACLED ---------------------------------------------------------------------------------


def test_acled_takes_the_main_report_s_label() -> None:
    rows = [
        {"id": "1", "text": "Shells fell on Aden and talks began.", "label": "ART_MISS_ATTACK"},
        {"id": "2", "text": "Nothing at all.", "label": "ARREST"},
    ]
    acled = "Shelling/artillery/missile attack"
    coder = StandIn(
        {
            rows[0]["text"]: lambda w: (
                w.report("meet", "talks", score=0.5),
                w.report("shelling_missile", "fell", score=0.9, acled=acled),
            )
        }
    )
    found = evaluate_acled(rows, coder, nothing)
    assert tally(found, "accuracy") == Tally(1, 2, 2)
    assert next(f.value for f in found.figures if f.name == "weighted F1") == pytest.approx(0.5)
    confused = {row[:2]: row[2] for row in found.tables[1].rows}
    assert confused == {
        ("ART_MISS_ATTACK", "ART_MISS_ATTACK"): 1,
        ("ARREST", "(none)"): 1,
    }


def test_the_gravest_act_names_a_text_of_several() -> None:
    text = "The minister condemned the blast and vowed an attack."
    coder = StandIn(
        {
            text: lambda w: (
                w.report("accuse", "condemned", score=0.9),
                w.report("remote_explosive", "blast", score=0.8),
                w.report("air_drone_strike", "attack", score=0.9, factuality="threatened"),
            )
        }
    )
    (coded,) = coder.code_many([make_article(text)])
    main = main_report(coded)
    assert main is not None
    assert main.event_type.value == "remote_explosive"


def test_acled_other_and_nothing_go_by_type() -> None:
    words = Words("A strike.")
    assert label_of(words.report("labour_strike", "strike")) == "PEACE_PROTEST"
    assert label_of(words.report("raid_seizure", "strike", acled="Other")) == "ORG_CRIME"
    assert label_of(words.report("deport", "strike", acled="Arrests")) == "ARREST"
    assert label_of(None) is None


def test_every_acled_sub_event_and_type_without_one_has_a_label() -> None:
    file = resources.files("dateline.evaluate") / "data" / "acled_labels.toml"
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    book = load_codebook()
    assert set(tables["sub_event"]) == set(load_schemes().acled)
    assert set(tables["type"]) <= set(book.types)
    open_ended = {
        name
        for name, one in book.types.items()
        if any(case.code in (None, "Other") for case in one.acled)
    }
    assert open_ended - set(tables["type"]) == set()


# ---- PLOVER --------------------------------------------------------------------------------


def plover_row(text: str, category: str) -> dict[str, str]:
    return {
        "id": "1", "text": text, "source": "Kenya", "target": "Somalia", "plover_root": category,
    }  # fmt: skip


def test_plover_takes_the_report_between_the_pair() -> None:
    coder = StandIn(
        {
            PAIR: lambda w: (
                w.report("aid", "arming", score=0.9, plover="AID", actors=("Somalia",)),
                w.report(
                    "accuse", "accused", score=0.4, plover="ACCUSE",
                    actors=("Kenya",), targets=("Somalia",),
                ),
            )
        }
    )  # fmt: skip
    found = evaluate_plover([plover_row(PAIR, "ACCUSE")], coder, nothing)
    assert tally(found, "category") == Tally(1, 1, 1)
    assert tally(found, "both phrases") == Tally(1, 1, 1)


def test_plover_takes_one_side_before_the_main_report() -> None:
    coder = StandIn(
        {
            PAIR: lambda w: (
                w.report("aid", "arming", score=0.9, plover="AID", actors=("rebels",)),
                w.report("accuse", "accused", score=0.4, plover="ACCUSE", actors=("Kenya",)),
            )
        }
    )
    found = evaluate_plover([plover_row(PAIR, "ACCUSE")], coder, nothing)
    assert tally(found, "category") == Tally(1, 1, 1)
    assert tally(found, "source phrase") == Tally(1, 1, 1)
    assert tally(found, "target phrase") == Tally(0, 1, 1)
    assert tally(found, "both phrases") == Tally(0, 1, 1)


@pytest.mark.parametrize("category", ["CONCEDE", "RETREAT"])
def test_both_kinds_of_yielding_are_yield(category: str) -> None:
    coder = StandIn({PAIR: lambda w: (w.report("concede", "accused", plover=category),)})
    found = evaluate_plover([plover_row(PAIR, "YIELD")], coder, nothing)
    assert tally(found, "category") == Tally(1, 1, 1)


# ---- police --------------------------------------------------------------------------------

SENTENCES = (
    "police fired at the crowd, killing two.",
    "two men were arrested later.",
    "calm held.",
)


def police_rows() -> list[dict[str, object]]:
    labels = (["KILL", "FORCE", "ANY_ACTION"], ["ARREST"], [])
    return [
        {"doc_id": 7, "sent_id": n, "sent_labels": list(wanted), "sent_text": text}
        for n, (wanted, text) in enumerate(zip(labels, SENTENCES, strict=True))
    ]


def test_police_acts_count_only_where_the_police_do_them() -> None:
    coder = StandIn(
        {
            " ".join(SENTENCES): lambda w: (
                w.report(
                    "attack_on_civilians", "fired", actors=("police",),
                    counts={"killed": ("two", 2, 2)},
                ),
                w.report("arrest", "arrested"),  # nobody says by whom
                w.report("arrest", "held", actors=("police",), factuality="negated"),
            )
        }
    )  # fmt: skip
    found = evaluate_police(police_rows(), coder, nothing)
    assert tally(found, "sentence: KILL") == Tally(1, 1, 1)
    assert tally(found, "sentence: FORCE") == Tally(1, 1, 1)
    assert tally(found, "sentence: ARREST") == Tally(0, 0, 1)
    assert tally(found, "document: ARREST") == Tally(0, 0, 1)
    assert tally(found, "sentence: ANY_ACTION") == Tally(1, 1, 1)


def test_a_sector_makes_an_actor_police() -> None:
    coder = StandIn(
        {
            " ".join(SENTENCES): lambda w: (
                w.report("arrest", "arrested", actors=("two men",), sectors=("COP",)),
            )
        }
    )
    assert tally(evaluate_police(police_rows(), coder, nothing), "sentence: ARREST") == Tally(
        1, 1, 1
    )


# ---- templates -----------------------------------------------------------------------------


def test_templates() -> None:
    text = "rebels bombed the bank and killed judge rosa mora, a lawyer said."
    template = {
        "incident_type": "bombing / attack",
        "PerpInd": [[["rebels", 0]]],
        "PerpOrg": [],
        "Target": [[["bank", 18]]],
        "Victim": [[["judge rosa mora", 34], ["rosa mora", 40]], [["a lawyer", 0]]],
        "Weapon": [],
    }
    coder = StandIn(
        {
            text: lambda w: (
                w.report("remote_explosive", "bombed", actors=("rebels",), targets=("the bank",)),
                w.report("assassination", "killed", targets=("rosa mora",)),
                w.report("abduction", "killed", factuality="negated"),
            )
        }
    )
    rows = [{"docid": "1", "doctext": text, "templates": [template]}]
    found = evaluate_templates(rows, coder, nothing)
    assert tally(found, "incident type") == Tally(1, 1, 1)
    assert tally(found, "victim") == Tally(1, 1, 2)
    assert tally(found, "perpetrator") == Tally(1, 1, 1)


# ---- records -------------------------------------------------------------------------------


def test_records_as_written_are_all_right() -> None:
    words = Words("Police held Obi and killed two men in Jos on Monday, elders said.")
    reports = (
        words.report(
            "arrest", "held", actors=("Police",), targets=("Obi",), place="Jos", day="Monday",
            counts={"killed": ("two men", 2, 2)}, speaker="elders", weapon="Police",
            auxiliary=("historical",),
        ),
    )  # fmt: skip
    record = json.loads(json.dumps(to_dict(words.coded(*reports))))
    found = evaluate_records([record], StandIn({words.text: lambda _: reports}), nothing)
    for figure in found.figures:
        if figure.tally is not None and figure.tally.expected:
            assert figure.value == 1.0, figure
    assert tally(found, "killed") == Tally(1, 1, 1)
    assert gold_of_record(record).events[0].factuality == "historical"


def test_records_without_text_cannot_be_gold() -> None:
    with pytest.raises(InputError, match="no article text"):
        gold_of_record({"article": {"id": "1"}, "reports": []})


# ---- single components ---------------------------------------------------------------------


def test_dates(real: Coder) -> None:
    def one(text: str, phrase: str, kind: str, **value: str) -> dict[str, object]:
        begin = text.index(phrase)
        end = begin + len(phrase) - 1
        return {
            "text": text, "ref": "2024-05-15T00:00:00",
            "expected": [{"text": phrase, "begin": begin, "end_incl": end,
                          "type": f"datetimeV2.{kind}", "values": [value]}],
        }  # fmt: skip

    rows = [
        one("They met on 3 May 2024.", "3 May 2024", "date", value="2024-05-03"),
        one("They met on 3 May 2024.", "3 May 2024", "date", value="2024-05-04"),
        one("In March 2024 it rained.", "March 2024", "daterange", start="2024-03-01",
            end="2024-04-01"),
        one("It took two hours.", "two hours", "duration", value="7200"),
        one("After 2030 we rest.", "After 2030", "daterange", start="2031-01-01"),
    ]  # fmt: skip
    found = evaluate_dates(rows, real, nothing)
    assert tally(found, "exact value") == Tally(2, 3, 3)
    assert tally(found, "phrase found") == Tally(3, 3, 3)
    assert found.notes[0].startswith("2 ")


def test_actors(real: Coder) -> None:
    def one(phrase: str, country: str, sector: str) -> dict[str, object]:
        asserts = [f"code['country'] == '{country}'", f"code['code_1'] == '{sector}'"]
        return {"test": "t", "call": "agent_to_code", "args": [phrase], "asserts": asserts}

    rows = [
        one("Kenyan soldiers", "KEN", "MIL"),
        one("Kenyan soldiers", "UGA", "MIL"),
        {"test": "t", "call": "agent_to_code", "args": ["d['actor']"], "asserts": []},
    ]
    found = evaluate_actors(rows, real, nothing)
    assert tally(found, "country") == Tally(1, 2, 2)
    assert tally(found, "sector") == Tally(2, 2, 2)
    assert tally(found, "country and sector") == Tally(1, 2, 2)


def test_attribution(real: Coder) -> None:
    text = "The mayor said that the bridge had collapsed."

    def part(words: str) -> list[dict[str, object]]:
        start = text.index(words)
        return [{"spans": [[start, start + len(words)]], "text": words}]

    told = {
        "source": part("The mayor"),
        "cue": part("said"),
        "content": part("that the bridge had collapsed"),
    }
    rows = [{"id": "1", "text": text, "attributions": [told]}]
    found = evaluate_attribution(rows, real, nothing)
    assert tally(found, "source head") == Tally(1, 1, 1)
    content = tally(found, "content, by token")
    assert content is not None
    assert content.recall is not None
    assert content.recall >= 0.8


def test_factuality_keeps_the_sets_apart(real: Coder) -> None:
    def one(dataset: str, span: int, value: float) -> dict[str, object]:
        return {
            "dataset": dataset, "text": "Police arrested him but did not charge him .",
            "span": [span, span + 1], "factuality": value,
        }  # fmt: skip

    found = evaluate_factuality(
        [one("X", 1, 3.0), one("X", 6, -3.0), one("Y", 1, -2)], real, nothing
    )
    assert tally(found, "accuracy, X") == Tally(2, 2, 2)
    assert tally(found, "accuracy, Y") == Tally(0, 1, 1)


# ---- which reader --------------------------------------------------------------------------


def test_no_two_forms_have_the_same_keys() -> None:
    keys = [reader.keys for reader in READERS]
    assert not [(a, b) for a in keys for b in keys if a is not b and a <= b]


def test_an_unknown_form_is_said_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text('{"colour": "red"}\n')
    with pytest.raises(InputError, match="unknown form"):
        read_gold(file)


@pytest.mark.parametrize("keys", list(NOT_YET))
def test_forms_that_need_merging_are_not_scored_yet(tmp_path: Path, keys: frozenset[str]) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text(json.dumps(dict.fromkeys(keys, "")))
    with pytest.raises(InputError, match="not scored yet"):
        read_gold(file)


@pytest.mark.parametrize("content", ["", "[1]\n", "{broken\n"])
def test_files_that_hold_no_records(tmp_path: Path, content: str) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text(content)
    with pytest.raises(InputError, match=r"x\.jsonl"):
        read_gold(file)


def test_dates_without_a_reference_day_are_read_all_the_same(real: Coder) -> None:
    row = {"text": "On 3 May 2024.", "ref": None, "expected": []}
    assert evaluate_dates([row], real, nothing).texts


def test_mentions_of_one_event_in_two_articles(full_coder: api.Coder, tmp_path: Path) -> None:
    """Tokens are written as text again, and a mention is in the incident of its report."""
    first = "Gunmen killed nine farmers in Mopti , Mali , on Monday , the army 's spokesman said ."
    second = "Nine farmers were killed by gunmen in Mopti , Mali , on Monday ."
    rows = [
        {"id": "a", "sentences": {"0": first}, "mentions": [
            {"kind": "event", "chain": "X", "sent": 0, "tokens": [1]},
            {"kind": "event", "chain": "Y", "sent": 0, "tokens": [16]},
            {"kind": "place", "chain": "P", "sent": 0, "tokens": [5]}]},
        {"id": "b", "sentences": {"0": second}, "mentions": [
            {"kind": "event", "chain": "X", "sent": 0, "tokens": [3]}]},
    ]  # fmt: skip
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    gold = read_gold(path)
    assert gold.form == "event coreference"
    found = gold.evaluate(full_coder._pipeline, lambda: None)
    (table,) = found.tables
    everything, coded = table.rows
    assert everything[:2] == ("all mentions", 3)
    assert coded[:2] == ("coded mentions", 2)
    assert coded[4] == 1.0
    assert coded[5:] == (0, 1)
