"""The JSON keeps every key of RECORDS.md, in one order, with the same bytes every time."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline.export.json_records import array, encode, lines, to_dict
from dateline.export.options import ExportOptions
from dateline.records.coded import Coded, Reason
from dateline.records.event import CodedArticle

ARTICLE = "id hash text title source url published language dateline copy_of"
RUN = "dateline parser model codebook gazetteer actors settings"
REPORT = (
    "key event_type score salience codes trigger sentence actors targets place date counts weapon "
    "attribution factuality factuality_cues auxiliary about reasons flags flag_reasons loaded"
)
CODES = (
    "plover plover_modes plover_contexts intensity cameo acled_event_type acled_sub_event_type "
    "quad_class"
)
PARTICIPANT = (
    "start end text name id country sectors acled_type plover_country plover_sector alleged"
)
PLACE = (
    "start end text name admin1 admin2 country iso2 fips lat lon geonames_id feature precision "
    "via"  # + via
)


def keys(record: dict[str, Any]) -> str:
    return " ".join(record)


def test_keys_and_their_order(coded: CodedArticle) -> None:
    record = to_dict(coded)
    report, second = record["reports"]
    assert keys(record) == "article run reports relations contradictions failures"
    assert keys(record["article"]) == ARTICLE
    assert keys(record["article"]["source"]) == "name kind owner country ties"
    assert keys(record["run"]) == RUN
    assert keys(report) == REPORT
    assert keys(report["codes"]) == CODES
    assert keys(report["actors"][0]) == PARTICIPANT
    assert keys(second["actors"][1]) == PARTICIPANT + " via referent"
    assert keys(report["place"]) == PLACE
    assert keys(second["place"]) == PLACE + " via_span"
    assert keys(report["date"]) == "start end precision text text_start text_end"
    assert keys(record["relations"][0]) == "subject relation object evidence attribution origin"
    assert keys(record["contradictions"][0]) == "kind explanation evidence"


def test_values(coded: CodedArticle) -> None:
    first, second = to_dict(coded)["reports"]
    assert first["event_type"] == "violent_demonstration"
    assert first["score"] == 0.912
    assert first["codes"]["intensity"] == -5
    assert isinstance(first["codes"]["intensity"], int)
    assert second["codes"]["intensity"] == -9.5
    assert (first["place"]["lat"], first["place"]["lon"]) == (33.0, -44.12346)
    assert (first["place"]["iso2"], first["place"]["fips"]) == (None, None)  # of no country
    assert first["date"]["start"] == first["date"]["end"] == "2020-08-22"
    assert first["counts"]["participants"]["low"] == 100
    assert second["counts"]["killed"]["high"] is None
    assert [rival["high"] for rival in second["counts"]["killed"]["rivals"]] == [2]
    assert second["date"] is None
    assert second["reasons"] == {"targets": "not stated", "date": "ambiguous"}
    assert first["reasons"] == {"targets.0": "unresolved", "weapon": "not stated"}
    assert first["targets"][0]["name"] == "a government food depot"
    assert [link["stance"] for link in second["attribution"]] == ["states", "denies", "claims"]
    assert second["attribution"][2]["speaker"] is None
    assert second["about"] == first["key"]


def test_every_span_is_a_quote_of_the_text(coded: CodedArticle) -> None:
    record = to_dict(coded, explain=True)
    fields = {"text": record["article"]["text"], "title": record["article"]["title"]}
    found = list(spans(record))
    assert len(found) > 30
    for span in found:
        assert fields[span.get("in", "text")][span["start"] : span["end"]] == span["text"]


def spans(value: Any) -> Any:
    if isinstance(value, dict):
        if isinstance(value.get("start"), int) and "text" in value:
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def test_explain_adds_candidates_and_decisions(coded: CodedArticle) -> None:
    report = to_dict(coded, explain=True)["reports"][0]
    assert keys(report["candidates"]) == "event_type actors targets place date"
    assert [c["value"]["name"] for c in report["candidates"]["place"]] == ["Arvale", "Miran"]
    assert report["candidates"]["place"][1]["why"] == "only the dateline"
    assert report["decisions"]["date"]["derivation"] == "Saturday before publication"
    assert "candidates" not in to_dict(coded)["reports"][0]


def test_text_can_be_left_out(coded: CodedArticle) -> None:
    assert "text" not in to_dict(coded, with_text=False)["article"]


def test_the_same_article_gives_the_same_bytes(coded: CodedArticle) -> None:
    from .conftest import build

    assert encode(to_dict(coded, explain=True)) == encode(to_dict(build(), explain=True))


def test_lines_and_array_hold_the_same(coded: CodedArticle, empty: CodedArticle) -> None:
    options = ExportOptions(explain=True)
    written = list(lines([coded, empty], options))
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in written)
    assert json.loads("".join(array([coded, empty], options))) == [json.loads(w) for w in written]
    assert json.loads("".join(array([], options))) == []


def test_a_value_without_evidence_is_still_written(coded: CodedArticle) -> None:
    report = replace(coded.reports[0], place=Coded(coded.reports[0].place.value))
    place = to_dict(replace(coded, reports=(report,)))["reports"][0]["place"]
    assert (place["start"], place["text"], place["name"]) == (None, None, "Arvale")


def test_a_missing_type_has_a_reason(coded: CodedArticle) -> None:
    report = replace(coded.reports[0], event_type=Coded.missing(Reason.AMBIGUOUS))
    record = to_dict(replace(coded, reports=(report,)))["reports"][0]
    assert record["event_type"] is None
    assert record["reasons"]["event_type"] == "ambiguous"


def test_every_key_is_documented(coded: CodedArticle) -> None:
    page = Path(__file__).parents[2] / "docs" / "records.md"
    if not page.exists():
        pytest.skip("docs/ is not beside the tests")
    documented = page.read_text(encoding="utf-8")
    missing = {
        key for key in all_keys(to_dict(coded, explain=True)) if f"`{key}`" not in documented
    }
    assert not missing


def all_keys(value: Any) -> Any:
    if isinstance(value, dict):
        for key, inner in value.items():
            if not key.startswith(("targets.", "actors.")):
                yield key
            yield from all_keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from all_keys(inner)
