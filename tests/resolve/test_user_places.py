"""A user's own places: what a line may say, what is refused, and how they are laid over."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.resolve.gazetteer import Gazetteer, GazetteerEntry
from dateline.resolve.user_places import (
    COLUMNS,
    OwnPlace,
    load_places,
    merged,
    read_places,
    write_places,
)

HEAD = "name,country,lat,lon,admin1,admin2,feature,population,aliases,geonames_id"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def csv_file(folder: Path, *lines: str, head: str = HEAD) -> Path:
    path = folder / "mine.csv"
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return path


def place(name: str, lat: float = 33.0, lon: float = 44.0, *aliases: str) -> OwnPlace:
    return OwnPlace(GazetteerEntry(name, "IRQ", None, lat, lon, None, "PPL", 0), aliases)


def test_a_full_line(gazetteer: Gazetteer, tmp_path: Path) -> None:
    path = csv_file(tmp_path, 'Camp Echo,IRQ,33.1,"44.1",Anbar,Falluja District,CMP,1200,a1; b2 ,7')
    found = read_places(path, gazetteer)
    assert (found.bad, found.unread) == ((), ())
    (one,) = found.places
    assert one.entry == GazetteerEntry(
        "Camp Echo", "IRQ", "Anbar", 33.1, 44.1, 7, "CMP", 1200, "name", "Falluja District"
    )
    assert one.aliases == ("a1", "b2")


@pytest.mark.parametrize(
    ("country", "iso3"),
    [("IQ", "IRQ"), ("irq", "IRQ"), ("Iraq", "IRQ"), ("UK", "GBR"), ("the U.S.", "USA"),
     ("Côte d'Ivoire", "CIV"), ("DRC", "COD"), ("XK", "XKX"), ("Burma", "MMR")],
)  # fmt: skip
def test_countries(gazetteer: Gazetteer, tmp_path: Path, country: str, iso3: str) -> None:
    path = csv_file(tmp_path, f"X,{country},1,2", head="name,country,lat,lon")
    assert [p.entry.country for p in read_places(path, gazetteer).places] == [iso3]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (",IRQ,1,2", "no name"),
        ("X,,1,2", "no country"),
        ("X,Utopia,1,2", "unknown country 'Utopia'"),
        ("X,Iraqi,1,2", "unknown country 'Iraqi'"),
        ("X,IRQ,,2", "no lat"),
        ("X,IRQ,north,2", "lat 'north' is not a number"),
        ("X,IRQ,91,2", "lat 91 is not between -90 and 90"),
        ("X,IRQ,nan,2", "lat nan is not between"),
        ("X,IRQ,1,-180.5", "lon -180.5 is not between"),
        ("X,IRQ,1", "3 values, but 4 columns"),
        ("X,IRQ,1,2,3", "5 values, but 4 columns"),
        ('"X,IRQ,1,2', "a quote is not closed"),
        ('"X"y,IRQ,1,2', "not CSV"),
        ("!!,IRQ,1,2", "no letter in the name"),
        ("X\x07,IRQ,1,2", "control characters"),
        ("x" * 201 + ",IRQ,1,2", "the name is longer than 200"),
    ],
)
def test_bad_lines_cost_one_line_each(
    gazetteer: Gazetteer, tmp_path: Path, line: str, why: str
) -> None:
    path = csv_file(tmp_path, "Good,IRQ,1,2", "", line, "Fine,IQ,3,4", head="name,country,lat,lon")
    found = read_places(path, gazetteer)
    assert [p.entry.name for p in found.places] == ["Good", "Fine"]
    (bad,) = found.bad
    assert bad.startswith(f"{path}:4: {why}")
    with pytest.raises(InputError, match=r"mine\.csv:4: "):
        load_places(path, gazetteer)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        (",,town,,,", "feature 'town'"),
        (",,PCLI,,,", "a country cannot be added"),
        (",,,many,,", "population 'many' is not a whole number"),
        (",,,-1,,", "population"),
        (",,,1.5,,", "population"),
        (",,,,,x", "geonames_id"),
        (",,,,a;...;b,", "no letter in the alias"),
    ],
)
def test_bad_optional_values(gazetteer: Gazetteer, tmp_path: Path, values: str, why: str) -> None:
    (bad,) = read_places(csv_file(tmp_path, f"X,IRQ,1,2,{values}"), gazetteer).bad
    assert why in bad


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (b"\xef\xbb\xbf\n", "no columns name, country, lat, lon"),
        ("name,country".encode("utf-16"), "UTF-16"),
        (b"SQLite\0\1\2", "binary"),
        (b"name,country,lat,lon\nOrl\xe9ans,FR,1,2\n", "mine.csv:2: not valid UTF-8: byte 0xe9"),
        (b"name,lat,lon\nX,1,2\n", "mine.csv:1: no column country"),
        (b"\nname;country;lat;lon\n", "mine.csv:2: .* parted by commas"),
        (b"name,country,lat,lon,LAT\n", "the column lat is there twice"),
        (b'"name,country\n', "mine.csv:1: a quote is not closed"),
    ],
)
def test_files_that_are_none(gazetteer: Gazetteer, tmp_path: Path, data: bytes, why: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(data)
    with pytest.raises(InputError, match=why) as error:
        read_places(path, gazetteer)
    assert "\n" not in str(error.value)


def test_missing_and_huge_files(
    gazetteer: Gazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(InputError, match="cannot be read"):
            read_places(path, gazetteer)
    monkeypatch.setattr("dateline.resolve.user_places._MOST_BYTES", 10)
    with pytest.raises(InputError, match="larger than"):
        read_places(csv_file(tmp_path), gazetteer)


def test_other_spellings_of_a_file(gazetteer: Gazetteer, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(b"\xef\xbb\xbfLON, Lat ,NAME,Country,note\r\n44,33,X,IQ,\r\n\r\n,,,,\r\n")
    found = read_places(path, gazetteer)
    assert found.unread == ("note",)
    assert [(p.entry.name, p.entry.lat, p.entry.lon) for p in found.places] == [("X", 33.0, 44.0)]


# -- keeping -------------------------------------------------------------------------------


def test_what_is_written_is_read_again(gazetteer: Gazetteer, tmp_path: Path) -> None:
    full = '"Camp ""E"", north",IRQ,33.123456,-44.1,Anbar,,CMP,1200,a1;b2,7'
    places = read_places(csv_file(tmp_path, full, "Ḩawr,IRQ,1,2,,,,,,"), gazetteer).places
    assert len(places) == 2
    path = tmp_path / "deep" / "down" / "places.csv"
    write_places(path, places)
    assert path.read_text("utf-8").splitlines()[0] == ",".join(COLUMNS)
    assert read_places(path, gazetteer).places == places
    assert [p.name for p in path.parent.iterdir()] == ["places.csv"]


def test_writing_fails_whole(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be written"):
        write_places(tmp_path / "file" / "places.csv", [])
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        write_places(tmp_path / "folder", [place("X")])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder"]


def test_the_same_place_is_replaced() -> None:
    kept = (place("Camp Echo", 33.0, 44.0), place("Camp Echo", 35.0, 44.0), place("Y"))
    again = [place("camp echo", 33.005, 44.0, "E"), place("Z"), place("Z", 33.001)]
    every, replaced = merged(kept, again)
    assert replaced == 2
    assert [(p.entry.name, p.entry.lat) for p in every] == [
        ("camp echo", 33.005), ("Camp Echo", 35.0), ("Y", 33.0), ("Z", 33.001),
    ]  # fmt: skip


# -- laid over the gazetteer ---------------------------------------------------------------


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    path = csv_file(
        tmp_path_factory.mktemp("own"),
        "Camp Echo,IRQ,33.1,44.1,Al Anbar,,,,Echo Base;al-Qarawin,",
        "Al-Zubaydi Camp,IRQ,33.2,44.2,Somewhere,,CMP,,,",
        "Fallujah,IRQ,33.3558,43.7861,,,,,,",
        "Mosul,IRQ,10.0,10.0,,,,,,",
        "Renamed City,IRQ,36.4,43.2,,,,3000000,,99072",
        "The Echo Hills,IRQ,33.4,44.4,,,MTS,,,",
        "Own Province,IRQ,33.4,44.4,,,ADM1,,,",
    )
    return Gazetteer.open(places=path)


def test_the_version_names_them(laid: Gazetteer, gazetteer: Gazetteer) -> None:
    suffix = laid.version.removeprefix(f"{gazetteer.version}+user:")
    assert len(suffix) == 8
    assert int(suffix, 16) >= 0


@pytest.mark.parametrize(
    ("name", "found", "match"),
    [
        ("Camp Echo", "Camp Echo", "name"),
        ("CAMP ECHO", "Camp Echo", "name"),
        ("Echo Base", "Camp Echo", "alternate"),
        ("Qarawin", "Camp Echo", "alternate"),
        ("el-Qarawin", "Camp Echo", "alternate"),
        ("Zubaydi Camp", "Al-Zubaydi Camp", "name"),
        ("Echo Hills", "The Echo Hills", "name"),
        ("the Echo Hills", "The Echo Hills", "name"),
    ],
)
def test_names_and_aliases_are_folded(
    laid: Gazetteer, gazetteer: Gazetteer, name: str, found: str, match: str
) -> None:
    assert not gazetteer.lookup(name)
    assert [(e.name, e.match) for e in laid.lookup(name)] == [(found, match)]
    assert laid.knows(name) or name == "el-Qarawin"


def test_units_are_called_as_the_gazetteer_calls_them(laid: Gazetteer) -> None:
    assert laid.lookup("Camp Echo")[0].admin1 == "Anbar"
    assert laid.lookup("Zubaydi Camp")[0].admin1 == "Somewhere"
    assert [e.name for e in laid.holders("Own Province")] == ["Own Province"]
    assert laid.lookup("Own Province")[0].admin1 == "Own Province"


def test_a_place_that_the_gazetteer_has_is_there_once(
    laid: Gazetteer, gazetteer: Gazetteer
) -> None:
    old = gazetteer.lookup("Fallujah")[0]
    for name in ("Fallujah", "al-Falluja", "Falluja"):
        (new,) = [e for e in laid.lookup(name) if e.country == "IRQ" and e.is_town]
        assert (new.lat, new.lon) == (33.3558, 43.7861)
        assert (new.population, new.geonames_id, new.admin1, new.admin2) == (
            old.population, old.geonames_id, old.admin1, old.admin2,
        )  # fmt: skip


def test_another_place_of_the_name_is_one_more_candidate(
    laid: Gazetteer, gazetteer: Gazetteer
) -> None:
    here, there = laid.lookup("Mosul"), gazetteer.lookup("Mosul")
    assert len(here) == len(there) + 1
    assert here[0] == there[0]


def test_without_places_nothing_changes(laid: Gazetteer, gazetteer: Gazetteer) -> None:
    for name in ("Paris", "Baghdad", "Texas", "Iraq", "the Donbas"):
        assert laid.lookup(name) == gazetteer.lookup(name)
    assert laid.country("Iraqi") == "IRQ"


def test_a_bad_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"mine\.csv:2: unknown country"):
        Gazetteer.open(places=csv_file(tmp_path, "X,Utopia,1,2,,,,,,"))
    with pytest.raises(InputError, match="cannot be read"):
        Gazetteer.open(places=tmp_path / "none.csv")
