"""``dateline show``: incidents, reports and articles, for reading and as JSON; wrong names."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.store import open_store

from . import stored
from .conftest import Result

Show = Callable[..., Result]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return stored.filled(tmp_path / "store.sqlite")


@pytest.fixture
def show(dateline: Callable[..., Result], kept: Path) -> Show:
    return lambda *args: dateline("show", "--store", kept, *args)


def plain(result: Result) -> str:
    return " ".join(result.out.split())


def test_an_incident(show: Show) -> None:
    result = show(stored.STORMING.id)
    assert result.status == 0
    words = plain(result)
    for part in (
        "Incident i0000storming: violent demonstration",
        "type violent demonstration ← Reuters, The Paper or attack ← Kayhan",
        "when disputed: 2020-08-22 ← Reuters, The Paper or 2020-08-21 ← Kayhan",
        "where Nasiriyah, Dhi Qar, IRQ ← all reports",
        "counts 9+ killed ← Reuters, The Paper or 20 killed ← Kayhan",
        "killed 9+ by all reports together",
        "published 2020-08-23 to 2020-08-24",
        "Told by 2 independent, 1 tied to a party, 1 copy, 3 articles in all",
        "independent Reuters · 2020-08-23 · Iraq: crowd storms offices",
        "independent Kayhan · 2020-08-24 tied to a party of the event: mouthpiece of ALI_KHAMENEI",
        f"copy The Paper · 2020-08-24 · copy of {stored.WIRE.hash}",
        "count 9 or more killed in one report, 20 in another. Reuters: “At least nine” Kayhan: "
        "“Twenty”",
        "“Protesters »stormed« the headquarters of the Badr Organisation in Nasiriyah on Saturday.",
        "told by the outlet; asserted; partisan_source",
    ):
        assert part in words, part
    assert max(map(len, result.out.splitlines())) <= 100


def test_an_incident_that_went_into_another(show: Show) -> None:
    words = plain(show(stored.GONE.id))
    assert "Incident i0000storming" in words
    assert "i0000goneinto is no more: it was merged into this one" in words
    found = json.loads(show(stored.GONE.id, "-f", "json").out)
    assert (found["id"], found["redirected_from"]) == ("i0000storming", "i0000goneinto")


def test_an_incident_as_json(show: Show) -> None:
    found = json.loads(show(stored.STORMING.id, "--format", "json").out)
    assert found["redirected_from"] is None
    assert found["event_type"]["rivals"] == [{"value": "attack", "reports": [stored.BY_STATE.key]}]
    assert [one["standing"] for one in found["tellers"]] == ["independent", "independent", "copy"]
    assert [one["key"] for one in found["report_records"]] == list(stored.STORMING.reports)
    assert found["run"] == 1


def test_a_report(show: Show) -> None:
    words = plain(show(stored.BY_WIRE.key))
    for part in ("Report 1 of 1: violent demonstration", "type violent_demonstration",
                 "target Badr Organisation", "incident i0000storming",
                 "article Reuters · 2020-08-23", "run 1"):  # fmt: skip
        assert part in words
    found = json.loads(show(stored.BY_WIRE.key, "-f", "json").out)
    assert (found["key"], found["incident"]) == (stored.BY_WIRE.key, "i0000storming")
    assert "candidates" in found


def test_an_article(show: Show, kept: Path) -> None:
    words = plain(show(stored.COPY.hash))
    for part in (f"Article {stored.COPY.hash}: Protesters stormed", "outlet The Paper",
                 f"copy of {stored.WIRE.hash}", "Reports (1)", stored.BY_COPY.key,
                 "Protesters → Badr Organisation"):  # fmt: skip
        assert part in words
    found = json.loads(show(stored.COPY.hash, "-f", "json").out)
    assert found["article"]["text"] == stored.COPY.text
    with open_store(kept) as store:
        broken = stored.failed(store)
    assert "Failures code ValueError: no" in plain(show(broken.hash))


def test_an_article_that_is_not_coded(show: Show, kept: Path) -> None:
    new = stored.article("Not coded yet.", None, None)
    with open_store(kept) as store:
        store.add_article(new)
    assert "not coded by this run" in plain(show(new.hash))
    found = json.loads(show(new.hash, "-f", "json").out)
    assert (found["run"], found["article"]["text"]) == (None, new.text)


@pytest.mark.parametrize(("name", "said"), [
    ("i0000", "do you mean i0000roadside or i0000storming?"),
    ("i0000stroming", "do you mean i0000storming or i0000roadside?"),
    ("zzz", "no incident, report or article 'zzz' in "),
    ("i0000nomore", "incident 'i0000nomore' was withdrawn on 2026-01-01"),
])  # fmt: skip
def test_an_unknown_name(show: Show, name: str, said: str) -> None:
    result = show(name)
    assert (result.status, result.out, len(result.complaints)) == (2, "", 1)
    assert said in result.err


def test_a_key_or_hash_nearly_right(show: Show) -> None:
    assert stored.WIRE.hash in show(stored.WIRE.hash[:-1]).err
    assert stored.BY_WIRE.key in show(stored.WIRE.hash + ":11-19").err


def test_another_run(dateline: Callable[..., Result], tmp_path: Path) -> None:
    path = stored.recoded(tmp_path / "two.sqlite")
    result = dateline("show", "--store", path, stored.STORMING.id)
    assert result.complaints == ["dateline: 'i0000storming' is of run 1: give --run 1"]
    assert result.status == 2
    assert dateline("show", "--store", path, stored.STORMING.id, "--run", 1).status == 0
    changed = dateline("show", "--store", path, stored.BY_WIRE.key)
    assert "Basra" in changed.out
    assert "incident none: not merged" in plain(changed)


def test_an_empty_store(dateline: Callable[..., Result], tmp_path: Path) -> None:
    open_store(tmp_path / "empty.sqlite").close()
    result = dateline("show", "--store", tmp_path / "empty.sqlite", "i1")
    assert (result.status, len(result.complaints)) == (2, 1)
