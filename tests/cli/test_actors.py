"""``dateline actors``: searching, showing, checking, importing; and what uses the imports."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.cli.actors_files import own_actors
from dateline.cli.actors_verbs import ActorFormat
from dateline.config import Settings
from dateline.resolve.actor_import import FORMATS
from dateline.resources import Resources

from .conftest import Result

Dateline = Callable[..., Result]

GROUPS = (
    "name,id,country,sectors,aliases,backed_by,note\n"
    "Orchard Guard,ORCHARD_GUARD,Peru,PRM,Guardia del Huerto;Badr Corps,PER_GOV,invented\n"
    "Meadow Men,,PER,REB,,,\n"
)
DICTIONARY = "MEADOW_FRONT_ [PERREB]\n+FRENTE_DEL_PRADO_\nGUARD_ [~MIL]\n"
OWN = "HILL_MEN | Hill Men | PER | REB | group\n  aka Badr Corps\n"


@pytest.fixture
def groups(tmp_path: Path) -> Path:
    path = tmp_path / "groups.csv"
    path.write_text(GROUPS)
    return path


@pytest.fixture
def kept(home: Path) -> Path:
    found = own_actors()
    assert found is not None
    assert home in found.parents
    return found


# -- search --------------------------------------------------------------------------------


def test_search_shows_the_likeliest_first(dateline: Dateline) -> None:
    result = dateline("actors", "search", "badr")
    assert (result.status, result.err) == (0, "")
    lines = [line.split() for line in result.out.splitlines()]
    assert lines[0] == ["id", "name", "country", "sectors", "kind", "years", "found", "by"]
    assert lines[1][:4] == ["BADR", "Badr", "Organisation", "IRQ"]
    shown = json.loads(dateline("actors", "search", "--json", "Hizbullah", "--limit", 1).out)
    assert [(one["id"], one["how"], one["start"]) for one in shown] == [
        ("HEZBOLLAH", "name", "1982-01-01")
    ]
    assert shown[0]["sectors"][0] == "REB"


def test_search_counts_the_others(dateline: Dateline) -> None:
    result = dateline("actors", "search", "party", "--limit", 2)
    assert len(result.out.splitlines()) == 4
    assert result.out.splitlines()[-1].endswith(" more)")


def test_search_finds_states(dateline: Dateline) -> None:
    for words in (("police", "of", "Nepal"), ("NPL_COP",)):
        (one,) = json.loads(dateline("actors", "search", "--json", "--limit", 1, *words).out)
        assert (one["id"], one["name"], one["kind"]) == ("NPL_COP", "Police of Nepal", "state")
    listed = json.loads(dateline("actors", "search", "--json", "bundeswehr").out)
    assert (listed[0]["id"], listed[0]["name"]) == ("DEU_MIL", "Military of Germany")


def test_nothing_is_called_so(dateline: Dateline) -> None:
    result = dateline("actors", "search", "Qwertyopolis\x1b[2J")
    assert (result.status, result.out) == (1, "")
    assert result.err == "no actor is called 'Qwertyopolis�[2J'\n"
    result = dateline("actors", "search", "qwertyopolis", "--json")
    assert (result.status, json.loads(result.out)) == (1, [])


# -- show ----------------------------------------------------------------------------------


def test_show(dateline: Dateline) -> None:
    result = dateline("actors", "show", "BADR")
    assert (result.status, result.err) == (0, "")
    assert result.out.splitlines()[0] == "BADR: Badr Organisation"
    for words in (
        "Badr Corps", "Iraq (IRQ)", "group, from 1982", "PRM PTY", "Political militias",
        "backed by IRN_GOV (Government of Iran), from 1982; commonly stated: ",
        "members     HADI_AL_AMIRI (Hadi al-Amiri)",
    ):  # fmt: skip
        assert words in result.out
    assert max(map(len, result.out.splitlines())) <= 100
    assert dateline("actors", "show", "badr").out == result.out


def test_show_as_json(dateline: Dateline) -> None:
    shown = json.loads(dateline("actors", "show", "BADR", "--json").out)
    assert shown["id"] == "BADR"
    assert (shown["start"], shown["end"], shown["own"]) == ("1982-01-01", None, False)
    tie = next(t for t in shown["ties"] if t["other"] == "IRN_GOV")
    assert (tie["relation"], tie["name"]) == ("backed_by", "Government of Iran")
    assert tie["note"]
    assert {"HADI_AL_AMIRI"} <= {one["id"] for one in shown["named_by"]}


def test_show_a_state(dateline: Dateline) -> None:
    result = dateline("actors", "show", "NPL_COP")
    lines = result.out.splitlines()
    assert lines[0] == "NPL_COP: Police of Nepal"
    assert "  country     Nepal (NPL)" in lines
    shown = json.loads(dateline("actors", "show", "IRN_GOV", "--json", "--on", "2015-06-01").out)
    held = {
        one["id"]: one["title"] for one in shown["named_by"] if one["relation"] == "holds_office"
    }
    assert held["HASSAN_ROUHANI"] == "president"
    assert "HEZBOLLAH" in {o["id"] for o in shown["named_by"] if o["relation"] == "backed_by"}
    assert dateline("actors", "show", "NPL").out.startswith("NPL: Nepal\n")


def test_show_on_a_day(dateline: Dateline) -> None:
    for day, sectors, title in (("2015-06-01", "GOV", "president"), ("2022-01-01", "ELI", None)):
        shown = json.loads(dateline("actors", "show", "HASSAN_ROUHANI", "--json", "--on", day).out)
        assert shown["sectors"] == [sectors]
        assert [one["title"] for one in shown["offices"]] == ([title] if title else [])
    result = dateline("actors", "show", "BADR", "--on", "1970-01-01")
    assert "BADR: Badr Organisation, on 1970-01-01" in result.out
    assert "not in being on 1970-01-01" in result.out
    bad = dateline("actors", "show", "BADR", "--on", "1970")
    assert (bad.status, len(bad.complaints)) == (2, 1)
    assert "--on: " in bad.err


def test_an_id_that_is_none(dateline: Dateline) -> None:
    result = dateline("actors", "show", "HEZBOLAH")
    assert (result.status, result.out, len(result.complaints)) == (2, "", 1)
    assert "no actor has the id 'HEZBOLAH'; did you mean HEZBOLLAH" in result.err
    for words in ("Qwertyopolis", "QQQ_GOV", "QQQ", "\x1b"):
        result = dateline("actors", "show", words)
        assert (result.status, result.out, len(result.complaints)) == (2, "", 1)
        assert "\x1b" not in result.err


def test_no_entry_breaks_the_page(dateline: Dateline) -> None:
    for identity in ("UN", "USA_GOV", "RUS_MIL", "NATO", "OUTLET_IRNA", "ISLAMIC_STATE", "USA"):
        result = dateline("actors", "show", identity)
        assert (result.status, result.err) == (0, "")
        assert max(map(len, result.out.splitlines())) <= 100


# -- check ---------------------------------------------------------------------------------

PHRASES = (
    "Badr Corps\n\nthe Houthis\nHouthi fighters\nlocal farmers\nthe Houthis\nQwertz\nNepal police\n"
)


def test_check_phrases(dateline: Dateline, tmp_path: Path) -> None:
    path = tmp_path / "phrases.txt"
    path.write_text(PHRASES)
    result = dateline("actors", "check", path)
    assert (result.status, result.err) == (0, "")
    rows = {line[2:].split("  ")[0]: line for line in result.out.splitlines()[1:-1]}
    assert "BADR (Badr Organisation, IRQ)" in rows["Badr Corps"]
    assert rows["the Houthis"].split()[2:4] == ["2", "entry"]
    assert "role" in rows["local farmers"]
    assert rows["Qwertz"].endswith("unresolved  -")
    assert "NPL_COP (Police of Nepal, NPL)" in rows["Nepal police"]
    assert result.out.splitlines()[-1] == (
        "6 phrases in 7 lines: 4 entries, 1 role, 0 ambiguous, 1 unresolved"
    )
    only = dateline("actors", "check", path, "--unresolved")
    assert len(only.out.splitlines()) == 3
    assert "Qwertz" in only.out


def test_check_as_json_lines(dateline: Dateline, tmp_path: Path) -> None:
    path = tmp_path / "phrases.txt"
    path.write_text("the Socialist Party of Nowhere\nHamas police\nHamas\n")
    result = dateline("actors", "check", path, "--json")
    one, police, hamas = map(json.loads, result.out.splitlines())
    assert (hamas["id"], hamas["status"], hamas["lines"]) == ("HAMAS", "entry", 1)
    assert (police["status"], police["ties"]) == ("role", [["affiliated_with", "HAMAS"]])
    assert one["id"] is None
    assert result.err.startswith("3 phrases in 3 lines: ")


def test_the_context_counts(dateline: Dateline, tmp_path: Path) -> None:
    path = tmp_path / "phrases.csv"
    path.write_text(
        "Who;Date;Country\n"
        "the president;2015-06-01;Iran\nthe president;2019-06-01;IR\n"
        "the president;;\nthe president;soon;\nthe president;;Utopia\n;;\n"
    )
    result = dateline("actors", "check", path, "--column", "who", "--json")
    rows = [json.loads(line) for line in result.out.splitlines()]
    assert [(r["status"], r["id"], r["lines"]) for r in rows] == [
        ("entry", "HASSAN_ROUHANI", 2), ("role", None, 1),
    ]  # fmt: skip
    assert result.status == 2
    assert result.complaints[0] == f"{path}:5: 'soon' is not a date written as YYYY-MM-DD"
    assert result.complaints[1] == f"{path}:6: unknown country 'Utopia'"
    missing = dateline("actors", "check", path)
    assert (missing.status, missing.complaints) == (2, [f"dateline: {path}:1: no column 'phrase'"])


def test_check_json_lines(dateline: Dateline, tmp_path: Path) -> None:
    path = tmp_path / "phrases.jsonl"
    path.write_text(
        '{"phrase": "the ELN", "country": "COL", "date": "2019-01-01"}\nnot json\n[1]\n\n'
        '{"other": "x"}\n{"phrase": 1}\n{"phrase": "x", "date": 2019}\n'
    )
    result = dateline("actors", "check", path)
    assert "ELN (National Liberation Army, COL)" in result.out
    assert result.status == 2
    assert [line.removeprefix(f"{path}:") for line in result.complaints] == [
        "2: not valid JSON",
        "3: not a JSON object",
        "5: there is no 'phrase' in it",
        "6: 'phrase' is not a string",
        "7: 'date' or 'country' is not a string",
    ]


def test_ambiguous_phrases_name_the_candidates(dateline: Dateline, tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text(
        "ONE_MEN | One Men | PER | REB | group\n  aka Meadow Men\n"
        "TWO_MEN | Two Men | PER | REB | group\n  aka Meadow Men\n"
    )
    path = tmp_path / "phrases.txt"
    path.write_text("the Meadow Men\n")
    result = dateline("actors", "check", path, "--actors", own)
    assert "ambiguous  ONE_MEN (One Men, PER); TWO_MEN (Two Men, PER)" in result.out
    assert "1 ambiguous" in result.out


@pytest.mark.parametrize("data", [b"", b"\0\1", "näme".encode("utf-16")])
def test_files_that_are_none(dateline: Dateline, tmp_path: Path, data: bytes) -> None:
    for name in ("x.txt", "x.csv", "x.jsonl"):
        path = tmp_path / name
        path.write_bytes(data)
        for verb in ("check", "import"):
            result = dateline("actors", verb, path)
            assert result.status == 2
            assert len(result.complaints) == 1, (name, verb)
            assert str(path) in result.err


def test_check_an_actor_file(dateline: Dateline, tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_text(OWN)
    result = dateline("actors", "check", path)
    assert (result.status, result.err) == (0, "")
    assert result.out.splitlines() == [
        f"{path}:1: note: 'Badr Corps' is also a name of the shipped BADR; yours wins",
        f"{path}: 1 entry (group 1), 0 mistakes, 1 note",
    ]
    path.write_text(OWN + "  part_of NOBODY_X\nX | Y | PER | REB | gruop\n")
    result = dateline("actors", "check", path)
    assert result.status == 2
    assert result.complaints == [
        f"{path}:1: HILL_MEN: part_of: nobody has the id 'NOBODY_X'",
        f"{path}:4: not a kind of entry: 'gruop'",
    ]
    assert result.out.splitlines()[-1] == f"{path}: 1 entry (group 1), 2 mistakes, 1 note"


# -- import --------------------------------------------------------------------------------


def test_import_keeps_and_replaces(dateline: Dateline, groups: Path, kept: Path) -> None:
    result = dateline("actors", "import", groups)
    assert (result.status, result.err) == (0, "")
    assert result.out == f"{groups}: 2 entries; kept, in {kept}\n"
    (stored,) = kept.iterdir()
    before = stored.read_bytes(), stored.stat().st_mtime_ns
    again = dateline("actors", "import", groups)
    assert again.out == f"{groups}: 2 entries; nothing new, in {kept}\n"
    assert (stored.read_bytes(), stored.stat().st_mtime_ns) == before
    groups.write_text(GROUPS + "Hill Men,,PER,REB,,,\n")
    other = dateline("actors", "import", groups)
    assert other.out == f"{groups}: 3 entries; in place of the earlier, in {kept}\n"
    assert [path.name for path in kept.iterdir()] == [stored.name]


def test_list_and_remove(dateline: Dateline, groups: Path, kept: Path, tmp_path: Path) -> None:
    nothing = dateline("actors", "import", "--list")
    assert (nothing.status, nothing.out) == (
        0, f"no actors of your own yet; they would be kept in {kept}\n",
    )  # fmt: skip
    more = tmp_path / "more.actors"
    more.write_text(DICTIONARY)
    dateline("actors", "import", groups, more)
    listed = dateline("actors", "import", "--list").out.splitlines()
    assert [line.split() for line in listed[:-1]] == [
        ["name", "format", "entries"], ["groups.csv", "csv", "2"], ["more.actors", "cameo", "2"],
    ]  # fmt: skip
    gone = dateline("actors", "import", "--remove", "more")
    assert (gone.status, gone.out) == (0, "more.actors taken out (2 entries); 1 left\n")
    again = dateline("actors", "import", "--remove", "more")
    assert (again.status, again.err) == (1, "nothing imported is called 'more'\n")


def test_they_are_known_from_then_on(dateline: Dateline, groups: Path) -> None:
    assert dateline("actors", "search", "Guardia del Huerto").status == 1
    assert dateline("actors", "show", "ORCHARD_GUARD").status == 2
    dateline("actors", "import", groups)
    assert "ORCHARD_GUARD" in dateline("actors", "search", "Guardia del Huerto").out
    shown = dateline("actors", "show", "ORCHARD_GUARD").out
    assert "backed by PER_GOV (Government of Peru); commonly stated: invented" in shown
    assert "your own actors" in shown
    assert "ORCHARD_GUARD" in dateline("actors", "show", "PER_GOV").out
    assert dateline("actors", "search", "Guardia del Huerto", "--no-actors").status == 1
    phrases = groups.with_name("phrases.txt")
    phrases.write_text("Badr Corps\n")
    assert "ORCHARD_GUARD" in dateline("actors", "check", phrases).out  # theirs wins
    assert "BADR" in dateline("actors", "check", phrases, "--no-actors").out


def test_bad_lines_are_told_and_the_rest_is_kept(
    dateline: Dateline, groups: Path, kept: Path
) -> None:
    groups.write_text(GROUPS + "X,,Utopia,,,,\nY,,,ZZZ,,,\nFine Men,,PER,,,,\n")
    result = dateline("actors", "import", groups)
    assert result.status == 2
    assert [line.split(":")[1] for line in result.complaints] == ["4", "5"]
    assert "3 entries; kept" in result.out
    assert "FINE_MEN" in next(kept.iterdir()).read_text()


def test_one_bad_file_of_two(dateline: Dateline, groups: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.csv"
    result = dateline("actors", "import", missing, groups)
    assert result.status == 2
    assert result.complaints == [f"{missing}: cannot be read: No such file or directory"]
    assert result.out.splitlines()[0] == f"{missing}: nothing to import"
    assert "2 entries; kept" in result.out


def test_agents_are_roles_from_then_on(dateline: Dateline, kept: Path, tmp_path: Path) -> None:
    path, phrases = tmp_path / "x.agents", tmp_path / "phrases.txt"
    path.write_text("GLENFIGHTER_ [~MIL]\nODDITY_ [~XYZ]\n")
    phrases.write_text("two glenfighters\n")
    assert "unresolved" in dateline("actors", "check", phrases).out
    result = dateline("actors", "import", path)
    assert (result.status, result.err) == (0, "")
    assert result.out.splitlines()[0] == (
        f"{path}: left out: 1 agent line whose code is not known here"
    )
    assert "role" in dateline("actors", "check", phrases).out.splitlines()[1]


def test_to_a_file(dateline: Dateline, groups: Path, kept: Path, tmp_path: Path) -> None:
    more, out = tmp_path / "more.txt", tmp_path / "out.txt"
    more.write_text(DICTIONARY)
    result = dateline("actors", "import", groups, more, "-o", out)
    assert result.status == 0
    said = f"4 entries, written to {out}; use it with: --actors {out}"
    assert result.out.splitlines()[-1] == said
    assert not kept.exists()
    assert dateline("actors", "check", out).status == 0
    assert "MEADOW_FRONT" in dateline("actors", "search", "frente prado", "--actors", out).out
    before = out.read_bytes()
    dateline("actors", "import", groups, more, "-o", out)
    assert out.read_bytes() == before
    taken = dateline("actors", "import", groups, "-o", groups)
    assert (taken.status, groups.read_text()) == (2, GROUPS)
    assert "is being read and is not written over" in taken.err


def test_other_columns_and_formats(dateline: Dateline, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("Gruppe,Land\nHill Men,Peru\n")
    options = ("--format", "csv", "--column", "name=gruppe", "--column", "country=Land")
    assert "1 entry; kept" in dateline("actors", "import", path, *options).out
    for wrong in ("name", "name=", "colour=x", "=x"):
        result = dateline("actors", "import", path, "--column", wrong)
        assert (result.status, len(result.complaints)) == (2, 1)
        assert f"--column {wrong}: not NAME=HEADER" in result.err
    assert [form.value for form in ActorFormat] == ["auto", *FORMATS]


def test_own_actor_files_can_be_imported(dateline: Dateline, tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_text(OWN)
    assert "1 entry; kept" in dateline("actors", "import", path).out
    assert dateline("actors", "show", "HILL_MEN").status == 0


@pytest.mark.parametrize("words", [(), ("--list", "--remove", "x"), ("x.csv", "--list")])
def test_one_thing_at_a_time(dateline: Dateline, words: tuple[str, ...]) -> None:
    result = dateline("actors", "import", *words)
    assert (result.status, len(result.complaints)) == (2, 1)
    assert "give files of actors to import, or --list, or --remove NAME" in result.err


def test_two_files_of_one_name(dateline: Dateline, groups: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / groups.name
    other.parent.mkdir()
    other.write_text(GROUPS)
    result = dateline("actors", "import", groups, other)
    assert (result.status, len(result.complaints)) == (2, 1)
    assert "two of the files are called groups.csv" in result.err


def test_a_kept_file_that_is_damaged(dateline: Dateline, groups: Path, kept: Path) -> None:
    dateline("actors", "import", groups)
    (stored,) = kept.iterdir()
    stored.write_bytes(b"X \xe9\n")
    result = dateline("actors", "search", "badr")
    assert (result.status, len(result.complaints)) == (2, 1)
    assert f"{stored}:1: not valid UTF-8" in result.err
    assert dateline("actors", "search", "badr", "--no-actors").status == 0
    assert dateline("actors", "import", "--remove", "groups.csv").status == 0


# -- what uses them ------------------------------------------------------------------------


def settings(result: Result) -> Settings:
    assert result.status == 0
    found = result.coder.settings
    assert isinstance(found, Settings)
    return found


def test_coding_uses_them(dateline: Dateline, groups: Path, kept: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Police detained three students.")
    own = tmp_path / "own.txt"
    own.write_text(OWN)
    assert settings(dateline("code", report)).actors is None
    assert settings(dateline("code", report, "--actors", own)).actors == own
    dateline("actors", "import", groups)
    assert settings(dateline("code", report)).actors == kept
    assert settings(dateline("code", report, "--actors", own)).actors == own
    assert settings(dateline("code", report, "--no-actors")).actors is None
    dateline("actors", "import", "--remove", "groups")
    assert settings(dateline("code", report)).actors is None


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--actors", "none.txt"), "--actors: none.txt: no such file"),
        (("--actors", "x.txt", "--no-actors"), "--actors and --no-actors: give one of them"),
    ],
)
def test_options_that_cannot_be(
    dateline: Dateline, tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Police detained three students.")
    verbs = (("code", report), ("explain", report), ("actors", "search", "x"))
    for verb in (*verbs, ("actors", "check", report)):
        result = dateline(*verb, *words)
        assert (result.status, len(result.complaints)) == (2, 1)
        assert says in result.err


def test_the_coder_knows_them(dateline: Dateline, groups: Path, kept: Path) -> None:
    dateline("actors", "import", groups)
    actors = Resources(Settings(actors=kept)).actors
    found = actors.resolve("the Guardia del Huerto", head="Huerto").value
    assert found is not None
    assert (found.id, [tie.other for tie in found.ties]) == ("ORCHARD_GUARD", ["PER_GOV"])
    assert actors.version != Resources(Settings()).actors.version


def test_a_user_without_a_home(
    dateline: Dateline, groups: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("dateline.cli.actors_import.own_actors", lambda: None)
    for words in (("--list",), ("--remove", "x"), (groups,)):
        result = dateline("actors", "import", *words)
        assert (result.status, len(result.complaints)) == (2, 1)
        assert "HOME is not set" in result.err
    assert dateline("actors", "import", groups, "-o", tmp_path / "out.txt").status == 0
