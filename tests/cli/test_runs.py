"""``dateline runs``, ``diff`` and ``changes``: what coded, what differs, what became of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.store import open_store

from . import stored
from .conftest import Result

Verb = Callable[..., Result]


@pytest.fixture
def two(dateline: Callable[..., Result], tmp_path: Path) -> Verb:
    path = stored.recoded(tmp_path / "store.sqlite")
    return lambda verb, *args: dateline(verb, "--store", path, *args)


def test_runs(two: Verb) -> None:
    result = two("runs")
    first, second = result.out.split("Run ")[1:]
    assert "1, opened 2026-01-01" in first
    assert "4 articles, 4 reports, 2 incidents" in first
    assert "meant without --run" in second
    assert "Dateline 0.2.0" in second
    found = json.loads(two("runs", "-f", "json").out)["runs"]
    assert [one["number"] for one in found] == [1, 2]
    assert found[0]["run"]["gazetteer"] == "places"


def test_no_runs(dateline: Callable[..., Result], tmp_path: Path) -> None:
    open_store(tmp_path / "empty.sqlite").close()
    result = dateline("runs", "--store", tmp_path / "empty.sqlite")
    assert (result.status, result.out) == (0, "")
    assert "nothing has been coded" in result.err


def test_diff(two: Verb) -> None:
    words = " ".join(two("diff", 1, 2).out.split())
    for part in (
        f"changed violent demonstration {stored.BY_WIRE.key}",
        "PLOVER PROTEST → ASSAULT",
        "ACLED Violent demonstration → Mob violence",
        "actors Protesters → not stated",
        "place Nasiriyah, Dhi Qar, IRQ → Basra, IRQ",
        f"lost attack {stored.BY_STATE.key}",
        f"gained violent demonstration {stored.COPY.hash}:70-79",
        "1 gained, 1 lost, 1 changed 1 actors 1 codes 1 place",
    ):
        assert part in words, part


def test_diff_as_json(two: Verb) -> None:
    found = json.loads(two("diff", 1, 2, "-f", "json").out)
    assert (found["old"]["number"], found["new"]["number"]) == (1, 2)
    assert found["summary"] == {
        "gained": 1, "lost": 1, "changed": 1, "fields": {"actors": 1, "codes": 1, "place": 1}
    }  # fmt: skip
    (changed,) = (one for one in found["differences"] if one["kind"] == "changed")
    fields = {one["field"]: (one["old"], one["new"]) for one in changed["fields"]}
    assert fields["actors"][1] == []
    assert fields["place"][1]["name"] == "Basra"
    assert fields["codes"][0]["plover"] == "PROTEST"


def test_only_the_summary(two: Verb) -> None:
    assert two("diff", 1, 2, "--summary").out.count("\n") == 7
    assert json.loads(two("diff", 1, 1, "--summary", "-f", "json").out)["differences"] == []


def test_a_run_that_is_not_there(two: Verb) -> None:
    result = two("diff", 1, 3)
    assert (result.status, len(result.complaints)) == (2, 1)
    assert "there is no run 3; its runs are 1, 2" in result.err


def test_changes(two: Verb) -> None:
    lines = two("changes", "--since", "2026-01-01", "--run", 1).out.splitlines()
    assert [" ".join(line.split()[2:5]) for line in lines[:-1]] == [
        "added i0000roadside blockade;",
        "withdrawn i0000goneinto →",
        "withdrawn i0000nomore for",
        "added i0000storming violent",
    ]
    assert lines[-1].startswith("2 added, 0 changed, 2 withdrawn; next time: --since 2026-01-01T")
    again = lines[-1].rsplit(maxsplit=1)[1]
    after = two("changes", "--since", again, "--run", 1)
    assert (after.status, after.out) == (0, "")
    assert "no incident has changed since" in after.err


def test_changes_as_json(two: Verb) -> None:
    found = json.loads(two("changes", "--since", "2026-01-01", "--run", 1, "-f", "json").out)
    gone = next(one for one in found["changes"] if one["id"] == "i0000goneinto")
    assert (gone["kind"], gone["into"], gone["revision"]) == ("withdrawn", "i0000storming", 2)
    assert found["next"] == found["changes"][-1]["at"]
    nothing = json.loads(two("changes", "--since", "2030-01-01", "-f", "json").out)
    assert nothing == {"changes": [], "next": "2030-01-01T00:00:00+00:00"}


def test_a_time_that_is_none(two: Verb) -> None:
    result = two("changes", "--since", "yesterday")
    assert (result.status, len(result.complaints)) == (2, 1)
    assert "--since: 'yesterday' is not a day or time" in result.err
