"""``dateline gazetteer``: looking up, places of one's own, building; and what uses them."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.cli import paths
from dateline.config import Settings
from dateline.resolve.gazetteer import Gazetteer
from dateline.resources import Resources

from ..resolve.fake_dump import line, zipped
from .conftest import Result

Dateline = Callable[..., Result]

PLACES = "name,country,lat,lon,aliases\nCamp Echo,IRQ,33.1,44.1,Echo Base\nMill Creek,Iraq,1,2,\n"
BAD = "name,country,lat,lon,note\nGood,IRQ,1,2,\nX,Utopia,1,2,\nY,IRQ,91,2,\nFine,IRQ,3,4,\n"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.csv"
    path.write_text(PLACES)
    return path


@pytest.fixture
def kept(home: Path) -> Path:
    found = paths.own_places()
    assert found is not None
    assert home in found.parents
    return found


# -- lookup --------------------------------------------------------------------------------


def test_lookup_shows_the_likeliest_first(dateline: Dateline) -> None:
    result = dateline("gazetteer", "lookup", "Salem", "Port Sudan", "--limit", 2)
    assert (result.status, result.err) == (0, "")
    lines = result.out.splitlines()
    assert lines[0].startswith("Salem: ")
    assert lines[1].split()[:3] == ["name", "feature", "admin2"]
    assert "Tamil Nadu" in lines[2]
    assert "main name" in lines[2]
    assert "Oregon" in lines[3]
    assert lines[4].endswith(" more)")
    assert "Port Sudan: 2 places" in lines


def test_lookup_as_the_coder_reads_it(dateline: Dateline) -> None:
    shown = json.loads(dateline("gazetteer", "lookup", "--json", "TX", "Iraqi", "Kiev").out)
    assert [one["name"] for one in shown] == ["TX", "Iraqi", "Kiev"]
    assert [one["places"][0]["name"] for one in shown] == ["Texas", "Iraq", "Kyiv"]
    assert shown[0]["places"][0]["admin1"] == "Texas"


def test_lookup_json(dateline: Dateline) -> None:
    (one,) = json.loads(dateline("gazetteer", "lookup", "Mosul", "--json", "--limit", 1).out)
    (place,) = one["places"]
    assert list(place) == [
        "name", "feature", "admin2", "admin1", "country", "lat", "lon", "population",
        "geonames_id", "main_name",
    ]  # fmt: skip
    assert (place["country"], place["geonames_id"], place["main_name"]) == ("IRQ", 99072, True)


def test_a_name_that_nothing_has(dateline: Dateline) -> None:
    result = dateline("gazetteer", "lookup", "Qwertyopolis\x1b[2J")
    assert (result.status, result.out) == (1, "")
    assert result.err == "no place is called 'Qwertyopolis�[2J'\n"
    both = dateline("gazetteer", "lookup", "Mosul", "Qwertyopolis", "")
    assert (both.status, len(both.complaints)) == (1, 2)
    assert both.out.startswith("Mosul: ")
    assert json.loads(dateline("gazetteer", "lookup", "Qwertyopolis", "--json").out) == [
        {"name": "Qwertyopolis", "places": []}
    ]


def test_lookup_knows_the_users_places(dateline: Dateline, mine: Path) -> None:
    assert dateline("gazetteer", "lookup", "Echo Base").status == 1
    given = dateline("gazetteer", "lookup", "Echo Base", "--places", mine)
    assert (given.status, "Camp Echo" in given.out) == (0, True)
    assert "further name" in given.out
    dateline("gazetteer", "add", mine)
    assert dateline("gazetteer", "lookup", "Echo Base").status == 0
    assert dateline("gazetteer", "lookup", "Echo Base", "--no-places").status == 1


# -- add -----------------------------------------------------------------------------------


def test_add_keeps_and_replaces(dateline: Dateline, mine: Path, kept: Path) -> None:
    result = dateline("gazetteer", "add", mine)
    assert (result.status, result.err) == (0, "")
    assert result.out == f"2 places added, 0 replaced; 2 in {kept}\n"
    mine.write_text("name,country,lat,lon,feature\nCAMP ECHO,IQ,33.1001,44.1,CMP\nNew,IQ,1,2,\n")
    result = dateline("gazetteer", "add", mine)
    assert result.out == f"1 place added, 1 replaced; 3 in {kept}\n"
    listed = dateline("gazetteer", "add", "--list")
    assert [row.split()[:2] for row in listed.out.splitlines()[1:-1]] == [
        ["CAMP", "ECHO"], ["Mill", "Creek"], ["New", "PPL"],
    ]  # fmt: skip
    assert [p.name for p in kept.parent.iterdir()] == ["places.csv"]


def test_bad_lines_are_told_and_the_rest_is_kept(
    dateline: Dateline, mine: Path, kept: Path
) -> None:
    mine.write_text(BAD)
    result = dateline("gazetteer", "add", mine)
    assert result.status == 2
    assert result.complaints == [
        f"{mine}:3: unknown country 'Utopia'",
        f"{mine}:4: lat 91 is not between -90 and 90",
        f"{mine}:1: the column 'note' is not read",
    ]
    assert [row.split(",")[0] for row in kept.read_text().splitlines()[1:]] == ["Good", "Fine"]


@pytest.mark.parametrize(
    "data", [b"", b"\0\1", "näme".encode("utf-16"), b"name,lat\n", b"name,country,lat,lon\n\xe9"]
)
def test_files_that_are_none(dateline: Dateline, mine: Path, kept: Path, data: bytes) -> None:
    mine.write_bytes(data)
    result = dateline("gazetteer", "add", mine)
    assert (result.status, result.out, len(result.complaints)) == (2, "", 1)
    assert not kept.exists()


def test_a_damaged_file_of_kept_places_is_not_written_over(
    dateline: Dateline, mine: Path, kept: Path
) -> None:
    kept.parent.mkdir(parents=True)
    kept.write_text(BAD)
    for words in ((mine,), ("--remove", "Good")):
        result = dateline("gazetteer", "add", *words)
        assert (result.status, result.out, len(result.complaints)) == (2, "", 1)
        assert f"{kept}:3: unknown country 'Utopia'" in result.err
        assert kept.read_text() == BAD
    listed = dateline("gazetteer", "add", "--list")
    assert (listed.status, len(listed.complaints), "Fine" in listed.out) == (2, 2, True)


def test_remove(dateline: Dateline, mine: Path, kept: Path) -> None:
    assert "no places of your own yet" in dateline("gazetteer", "add", "--list").out
    dateline("gazetteer", "add", mine)
    result = dateline("gazetteer", "add", "--remove", "camp echo")
    assert (result.status, "Camp Echo" in result.out) == (0, True)
    assert f"1 place taken out; 1 left in {kept}" in result.out
    again = dateline("gazetteer", "add", "--remove", "camp echo")
    assert (again.status, again.err) == (1, "none of your places is called 'camp echo'\n")


def test_add_wants_one_thing(dateline: Dateline, mine: Path) -> None:
    for words in ((), (mine, "--list"), ("--list", "--remove", "X")):
        result = dateline("gazetteer", "add", *words)
        assert (result.status, len(result.complaints)) == (2, 1)


@pytest.mark.parametrize(
    ("platform", "variables", "data", "cache"),
    [
        ("linux", {}, ".local/share", ".cache"),
        ("linux", {"XDG_DATA_HOME": "/d", "XDG_CACHE_HOME": "/c"}, "/d", "/c"),
        ("linux", {"XDG_DATA_HOME": "not/absolute"}, ".local/share", ".cache"),
        ("darwin", {"XDG_DATA_HOME": "/d"}, "Library/Application Support", "Library/Caches"),
        ("win32", {}, "AppData/Roaming", "AppData/Local"),
        ("win32", {"APPDATA": "/a", "LOCALAPPDATA": "/l"}, "/a", "/l"),
    ],
)
def test_folders(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    variables: dict[str, str],
    data: str,
    cache: str,
) -> None:
    if sys.platform == "win32":
        pytest.skip("paths of another system")
    monkeypatch.setattr(sys, "platform", platform)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert paths.own_places() == home / data / "dateline" / "places.csv"
    assert paths.full_gazetteer() == home / cache / "dateline" / "gazetteer-full.sqlite"


# -- build ---------------------------------------------------------------------------------

DUMP = [
    line(900000001, "Hayy al Qarawiyin", "P.PPL"),
    *["broken"] * 7,
    line(900000002, "Qarawin Air Base", "S.AIRB"),
]


@pytest.mark.parametrize("named", [True, False])
def test_build(dateline: Dateline, tmp_path: Path, home: Path, named: bool) -> None:
    source = zipped(tmp_path / "allCountries.zip", DUMP)
    target = tmp_path / "full.sqlite" if named else paths.full_gazetteer()
    assert target is not None
    words = ("-o", target) if named else ()
    result = dateline("gazetteer", "build", "--geonames", source, *words)
    assert result.status == 0
    assert result.complaints == [
        *(f"allCountries.txt:{number}: 1 columns, not 19" for number in range(2, 7)),
        "7 lines of 9 could not be read and are left out",
    ]
    assert f"{target}: geonames-full-2026-05-01-b2, " in result.out
    assert "2 places taken from 9 lines" in result.out
    found = dateline("gazetteer", "lookup", "Hayy al-Qarawiyin", "--gazetteer", target)
    assert (found.status, "900000001" in found.out) == (0, True)


def test_build_refuses(dateline: Dateline, tmp_path: Path) -> None:
    target = tmp_path / "full.sqlite"
    source = tmp_path / "all.zip"
    source.write_text("no zip")
    result = dateline("gazetteer", "build", "--geonames", source, "-o", target)
    assert (result.status, result.out, len(result.complaints)) == (2, "", 1)
    assert not target.exists()


# -- what uses them ------------------------------------------------------------------------


def settings(result: Result) -> Settings:
    assert result.status == 0
    found = result.coder.settings
    assert isinstance(found, Settings)
    return found


def test_coding_uses_them(dateline: Dateline, mine: Path, kept: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Police detained three students.")
    other = tmp_path / "other.sqlite"
    other.write_bytes(b"")
    assert settings(dateline("code", report)).places is None
    assert settings(dateline("code", report, "--places", mine)).places == mine
    assert settings(dateline("code", report, "--gazetteer", other)).gazetteer == other
    dateline("gazetteer", "add", mine)
    assert settings(dateline("code", report)).places == kept
    assert settings(dateline("code", report, "--places", mine)).places == mine
    assert settings(dateline("code", report, "--no-places")).places is None


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--places", "none.csv"), "--places: none.csv: no such file"),
        (("--gazetteer", "none.sqlite"), "--gazetteer: none.sqlite: no such file"),
        (("--places", "x.csv", "--no-places"), "give one of them"),
    ],
)
def test_options_that_cannot_be(
    dateline: Dateline, tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Police detained three students.")
    for verb in ("code", "explain"):
        result = dateline(verb, report, *words)
        assert (result.status, len(result.complaints)) == (2, 1)
        assert says in result.err


def test_they_are_part_of_the_settings_hash(mine: Path, tmp_path: Path) -> None:
    full = tmp_path / "full.sqlite"
    with sqlite3.connect(full) as connection:
        connection.execute("CREATE TABLE meta (key, value)")
        connection.execute("INSERT INTO meta VALUES ('version', 'geonames-full-2026-05-01-b2')")
    connection.close()
    hashes = {Settings().hash, Settings(places=mine).hash, Settings(gazetteer=full).hash}
    assert len(hashes) == 3
    before = Settings(places=mine).hash
    mine.write_text(PLACES + "Third,IRQ,1,2,\n")
    assert Settings(places=mine).hash != before


def test_the_coder_opens_them(mine: Path) -> None:
    gazetteer = Resources(Settings(places=mine)).gazetteer
    assert gazetteer.version.startswith(f"{Gazetteer.open().version}+user:")
    assert [e.name for e in gazetteer.lookup("Echo Base")] == ["Camp Echo"]
