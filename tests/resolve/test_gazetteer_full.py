"""The fuller gazetteer: what is taken from GeoNames' dump, and what is refused."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.errors import DataError, InputError
from dateline.resolve import gazetteer_full, geonames_dump
from dateline.resolve.gazetteer import Gazetteer, GazetteerEntry
from dateline.resolve.gazetteer_build import VERSION
from dateline.resolve.gazetteer_full import Built, build_full
from dateline.resolve.geonames_dump import BrokenLine, open_dump, read_row

from .fake_dump import line, zipped

FALLUJAH, BAGHDAD, ANBAR, MOSUL = 99454, 98182, 99592, 99072
TIGRIS = "Tigris,Dicle,Тигр,دجلة,チグリス川,Tigre,底格里斯河"
LINES = [
    line(900000001, "Ḩayy al Qarawīyīn", "P.PPL", others="Hay al-Qarawiyin,حي القرويين"),
    line(900000002, "Tall Abū Zahrah", "P.PPL", unit="IQ.01.77", people=6200),
    line(900000003, "Qaḑā’ al Ḩaqlānīyah", "A.ADM2", unit="IQ.01.77", others="Haqlaniyah District"),
    line(ANBAR, "Muḩāfaz̧at al Anbār", "A.ADM1", at=(32.9, 41.9), others="Wilayat Anbar"),
    line(FALLUJAH, "Al Fallūjah", "P.PPLA2", at=(33.35, 43.79), people=0),
    line(MOSUL, "Mosul", "P.PPLA", at=(36.335, 43.11), unit="IQ.15.", people=2000000),
    line(900000004, "Wādī aş Şaghīr", "H.STM", others="وادي الصغير"),
    line(900000005, "Tigris Reborn", "H.STM", others=TIGRIS),
    line(900000006, "Qarawin Air Base", "S.AIRB"),
    line(900000007, "Masjid al Qarawin", "S.MSQE"),
    line(900000008, "Qarawin Hill", "T.HLL", others=TIGRIS),
    line(900000009, "Old Qarawin", "P.PPLH"),
    line(900000010, "Qarawin Reservoir Town", "P.PPLW"),
    line(900000011, "Nowhere Sea", "H.SEA", unit="..", others=TIGRIS),
    line(900000012, "Yugograd", "P.PPL", unit="YU.01."),
    line(99237, "Republic of Iraq", "A.PCLI", others="Irak,Eyraca"),
    line(900000013, "New Division", "A.ADM1", unit="IQ.99."),
    line(900000014, "Divisionville", "P.PPL", unit="IQ.99."),
]


def heard(_: str, __: int) -> None:
    pass


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    folder = tmp_path_factory.mktemp("full")
    broken = ["not a line", "", line("x1", "No number", "P.PPL"), "\ufffd" * 3]
    path = zipped(folder / "allCountries.zip", [*LINES[:5], *broken, *LINES[5:]])
    output = folder / "deep" / "full.sqlite"
    return output, build_full(path, output, heard)


@pytest.fixture(scope="module")
def full(built: tuple[Path, Built]) -> Gazetteer:
    return Gazetteer.open(built[0])


@pytest.fixture(scope="module")
def shipped() -> Gazetteer:
    return Gazetteer.open()


def only(gazetteer: Gazetteer, name: str) -> GazetteerEntry:
    (entry,) = gazetteer.lookup(name)
    return entry


def test_what_is_counted(built: tuple[Path, Built]) -> None:
    path, made = built
    assert made.version == "geonames-full-2026-05-01-b2"
    assert (made.lines, made.broken, made.elsewhere) == (len(LINES) + 3, 3, 2)
    assert made.kept == len(LINES) - 7
    assert made.shown == [
        "allCountries.txt:6: 1 columns, not 19",
        "allCountries.txt:8: geonameid 'x1' is not a whole number",
        "allCountries.txt:9: 1 columns, not 19",
    ]
    assert [p.name for p in path.parent.iterdir()] == ["full.sqlite"]


def test_the_version_names_it(full: Gazetteer, shipped: Gazetteer) -> None:
    assert full.version.startswith("geonames-full-2026-05-01-b2+")
    assert full.version.partition("+")[2] == shipped.version.partition("+")[2]


def test_hamlets_are_found(full: Gazetteer, shipped: Gazetteer) -> None:
    for name in ("Hayy al-Qarawiyin", "Hay al-Qarawiyin", "Hayy Qarawiyin"):
        assert not shipped.lookup(name)
        entry = only(full, name)
        assert (entry.name, entry.geonames_id) == ("Hayy al Qarawiyin", 900000001)
        assert (entry.country, entry.admin1, entry.feature) == ("IRQ", "Anbar", "PPL")
    assert only(full, "Hay al-Qarawiyin").match == "alternate"


def test_near_spellings_of_larger_towns(full: Gazetteer) -> None:
    assert [e.name for e in full.similar("Tall Abu Zahra", ["IRQ"])] == ["Tall Abu Zahrah"]


def test_second_level_units_are_the_dumps(full: Gazetteer) -> None:
    unit = only(full, "Haqlaniyah District")
    assert (unit.feature, unit.admin2) == ("ADM2", unit.name)
    assert only(full, "Tall Abu Zahrah").admin2 == unit.name


def test_what_the_shipped_file_knows_stays(full: Gazetteer, shipped: Gazetteer) -> None:
    for name in ("Paris", "Texas", "Basra", "Deir Ezzor", "the Donbas", "Georgia", "Kigali"):
        assert full.lookup(name) == shipped.lookup(name)
    assert full.outline("IRQ") == shipped.outline("IRQ")
    assert full.neighbours("IRQ") == shipped.neighbours("IRQ")
    assert full.country_entry("IRQ") == shipped.country_entry("IRQ")
    assert not [e for e in full.lookup("Eyraca") if e.is_country]


def test_a_place_of_both_has_the_dumps_values(full: Gazetteer, shipped: Gazetteer) -> None:
    old, new = shipped.lookup("Fallujah")[0], full.lookup("Fallujah")[0]
    assert (new.geonames_id, new.feature, new.lat) == (FALLUJAH, "PPLA2", 33.35)
    assert (new.population, new.admin1, new.admin2) == (old.population, old.admin1, old.admin2)
    assert full.lookup("Mosul")[0].population == 2000000
    assert full.lookup("Baghdad")[0] == shipped.lookup("Baghdad")[0]


def test_first_level_units_keep_their_names(full: Gazetteer, shipped: Gazetteer) -> None:
    old, new = shipped.lookup("Anbar")[0], full.lookup("Anbar")[0]
    assert (new.name, new.admin1, new.feature) == (old.name, old.admin1, "ADM1")
    assert (new.geonames_id, new.lat, new.population) == (ANBAR, 32.9, old.population)
    assert [e.geonames_id for e in full.lookup("Wilayat Anbar")] == [ANBAR]
    assert len([e for e in full.lookup("Anbar") if e.feature == "ADM1"]) == 1
    assert only(full, "Divisionville").admin1 == "New Division"


@pytest.mark.parametrize(
    ("name", "feature"),
    [
        ("Wadi as Saghir", None),
        ("Tigris Reborn", "STM"),
        ("Qarawin Air Base", "BASE"),
        ("Masjid al Qarawin", None),
        ("Qarawin Hill", None),
        ("Old Qarawin", None),
        ("Qarawin Reservoir Town", "PPLW"),
        ("Nowhere Sea", None),
        ("Yugograd", None),
    ],
)
def test_kinds(full: Gazetteer, name: str, feature: str | None) -> None:
    assert [e.feature for e in full.lookup(name)] == ([feature] if feature else [])


def test_towns_tell_where_a_land_lies(full: Gazetteer, shipped: Gazetteer) -> None:
    here, there = full.town_points("IRQ"), shipped.town_points("IRQ")
    assert len(there) / 2 < len(here) <= len(there) + 2
    plan = full._connection.execute(f"EXPLAIN QUERY PLAN {full._points_query}", ("IQ",))
    assert "USING INDEX towns" in plan.fetchone()[3]


def test_a_country_of_its_own(tmp_path: Path) -> None:
    path = zipped(tmp_path / "IQ.zip", LINES, member="IQ.txt")
    output = tmp_path / "iq.sqlite"
    assert build_full(path, output, heard).version == "geonames-full-IQ-2026-05-01-b2"
    again = tmp_path / "again.sqlite"
    build_full(path, again, heard)
    assert output.read_bytes() == again.read_bytes()


def test_bytes_are_told(tmp_path: Path) -> None:
    path = zipped(tmp_path / "all.zip", LINES)
    told: list[tuple[str, int]] = []
    build_full(path, tmp_path / "full.sqlite", lambda what, count: told.append((what, count)))
    assert sum(count for _, count in told) == open_dump(path).size
    assert [what for what, _ in told] == ["reading", "sorting"]


# -- what is refused -----------------------------------------------------------------------


def patched(path: Path, *, flag: bool = False, size: int | None = None) -> Path:
    """The zip with its member marked as encrypted, or with a false size, in both headers."""
    data = bytearray(path.read_bytes())
    for start, flags, length in ((data.find(b"PK\3\4"), 6, 22), (data.rfind(b"PK\1\2"), 8, 24)):
        if flag:
            data[start + flags] |= 1
        if size is not None:
            data[start + length : start + length + 4] = size.to_bytes(4, "little")
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("kind", ["text", "empty", "cut", "flipped", "encrypted", "short", "other"])
def test_zips_that_are_none(tmp_path: Path, kind: str) -> None:
    path = zipped(tmp_path / "all.zip", LINES)
    data = path.read_bytes()
    if kind == "text":
        path.write_text("no zip\n" * 100)
    elif kind == "empty":
        path.write_bytes(b"")
    elif kind == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif kind == "flipped":
        middle = len(data) // 2
        path.write_bytes(data[:middle] + bytes([data[middle] ^ 0x55]) + data[middle + 1 :])
    elif kind == "encrypted":
        patched(path, flag=True)
    elif kind == "short":
        patched(path, size=50)
    else:
        zipped(path, LINES, member="cities500.txt")
    says = {"encrypted": "encrypted", "other": "no allCountries.txt or country's file"}
    refused(path, tmp_path / "full.sqlite", says.get(kind, "not a zip, or a damaged one"))


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    refused(tmp_path / "none.zip", tmp_path / "full.sqlite", "no such file")
    refused(tmp_path, tmp_path / "full.sqlite", "a folder")


def test_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "all.zip", LINES)
    monkeypatch.setattr(geonames_dump, "_MOST_BYTES", 1000)
    refused(path, tmp_path / "full.sqlite", "would have")


def test_an_endless_line_is_one_broken_line(tmp_path: Path) -> None:
    data = b"x" * 5_000_000 + b"\n" + LINES[0].encode()
    path = zipped(tmp_path / "all.zip", data)
    numbered = list(open_dump(path).lines(lambda _: None))
    assert [number for number, _ in numbered] == [1, 2]
    assert len(numbered[0][1]) < 1 << 18
    with pytest.raises(BrokenLine, match="longer than"):
        read_row(numbered[0][1])
    assert read_row(numbered[1][1]) is not None


def test_nothing_of_a_dump(tmp_path: Path) -> None:
    path = zipped(tmp_path / "all.zip", ["a\tb", "c"])
    refused(path, tmp_path / "full.sqlite", "no line of allCountries.txt is a place")


def test_what_is_read_is_not_written_over(tmp_path: Path) -> None:
    path = zipped(tmp_path / "all.zip", LINES)
    with pytest.raises(InputError, match="written over what is read"):
        build_full(path, path, heard)
    with pytest.raises(InputError, match="written over what is read"):
        build_full(path, gazetteer_full.PATH, heard)
    refused(path, tmp_path, "a folder")
    (tmp_path / "file").write_text("")
    refused(path, tmp_path / "file" / "full.sqlite", "cannot be written")


def test_an_old_file_stays_where_the_new_one_fails(tmp_path: Path) -> None:
    path = zipped(tmp_path / "all.zip", ["a\tb"])
    output = tmp_path / "full.sqlite"
    output.write_text("old")
    with pytest.raises(InputError):
        build_full(path, output, heard)
    assert output.read_text() == "old"


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on the size of files")
def test_no_space(tmp_path: Path) -> None:
    path = zipped(tmp_path / "all.zip", LINES)
    program = (
        "import resource, sys; from pathlib import Path\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))\n"
        "from dateline.resolve.gazetteer_full import build_full\n"
        "build_full(Path(sys.argv[1]), Path(sys.argv[2]), lambda *_: None)"
    )
    words = [sys.executable, "-c", program, str(path), str(tmp_path / "out" / "full.sqlite")]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert "InputError" in done.stderr
    assert "cannot be written" in done.stderr.splitlines()[-1]
    assert not list((tmp_path / "out").iterdir())


def refused(path: Path, output: Path, why: str) -> None:
    """One line, and nothing left behind."""
    before = sorted(path.parent.iterdir())
    with pytest.raises(InputError, match=why) as error:
        build_full(path, output, heard)
    assert "\n" not in str(error.value)
    assert sorted(path.parent.iterdir()) == before


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (line(0, "", "P.PPL"), "no name"),
        (line(-5, "X", "P.PPL"), "geonameid"),
        (line("1" * 30, "X", "P.PPL"), "geonameid"),
        (line(1, "X", "P.PPL", at=("north", 3)), "latitude 'north' is not a number"),
        (line(1, "X", "P.PPL", at=("nan", 3)), "latitude nan is not between"),
        (line(1, "X", "P.PPL", at=(3, 181)), "longitude 181 is not between"),
        (line(1, "X", "P.PPL", people="many"), "population"),
        (line(1, "X", "P.PPL") + "\t", "20 columns"),
    ],
)
def test_broken_lines(text: str, why: str) -> None:
    with pytest.raises(BrokenLine, match=why):
        read_row(text.encode())


def test_a_line_in_another_encoding() -> None:
    with pytest.raises(BrokenLine, match="not UTF-8: byte 0xe9"):
        read_row(line(1, "Orl\u00e9ans", "P.PPL").encode("latin-1"))


def test_line_ends_of_windows() -> None:
    row = read_row(line(1, "X", "P.PPL").encode() + b"\r")
    assert row is not None
    assert row.population == 0


def test_files_of_another_layout_are_refused(built: tuple[Path, Built], tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    path.write_bytes(built[0].read_bytes())
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = 'geonames-full-2026-05-01-b1'")
    connection.close()
    with pytest.raises(DataError, match=rf"-b1, not {VERSION}; .*dateline gazetteer build"):
        Gazetteer.open(path)
