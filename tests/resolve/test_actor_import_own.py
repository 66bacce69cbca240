"""The package's own format: checked, imported, written and read again; ids that are given."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.resolve.actor_file import (
    ENTRY_KINDS,
    TIE_RELATIONS,
    DatedTie,
    Entry,
    Office,
    read_actor_texts,
)
from dateline.resolve.actor_import import (
    FORMATS,
    Reading,
    check_blocks,
    convert,
    format_of,
    numbered,
    opened,
    read_own,
)
from dateline.resolve.actor_import.drafts import Draft, DraftTie
from dateline.resolve.actor_import.joining import Joiner
from dateline.resolve.actor_import.tables import ACLED_TYPES, SECTORS
from dateline.resolve.actor_import.writing import clean, clean_names, entry_text
from dateline.resolve.actor_loading import load_actor_file
from dateline.resolve.periods import Period

from .importing import complaints, converted, countries

GOOD = """\
# a comment
MEADOW_FRONT | Meadow Front | PER | REB | group 1999..
  aka MF; Frente del Prado
  backed_by PER_GOV 2001..2003 -- an invented source

@office PER | meadow minister | GOV
2001..2003 Arden Vello
2004.. Mara Vello; ~Mara
@metonym MEADOW_FRONT | Meadow Hill
"""


def checked(path: Path, text: str) -> tuple[list[str], list[str]]:
    """Mistakes and notes of a file."""
    path.write_text(text)
    reading = Reading(str(path))
    with opened(path) as stream:
        found = read_own(numbered(stream, reading), reading)
    notes = check_blocks(found, load_actor_file(), countries(), reading)
    return complaints(reading), [f"{line}: {note}" for line, note in notes]


def test_a_good_file(tmp_path: Path) -> None:
    assert checked(tmp_path / "x.txt", GOOD) == ([], [])
    reading, entries = converted(tmp_path / "x.txt", GOOD)
    assert (reading.format, reading.entries) == ("actors", 3)
    assert entries == read_actor_texts([("x", GOOD)]).entries


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("X | Name | PER | REB\n", "1: 5 parts separated by | expected"),
        ("\nx y | Name | PER | REB | group\n", "2: not an id: 'x y'"),
        ("X | Name | PER | REB | gruop\n", "1: not a kind of entry: 'gruop'"),
        ("X | Name | PER | REB | group\n  akka Y\n", "1: not a line of an entry: 'akka Y'"),
        ("X | Name | PER | REB | group 20..\n", "1: not a period: '20..'"),
        ("X | Name | PER | REB | group 2010..2000\n", "1: X: ends before it starts: 2010"),
        ("X | Name | QQQ | REB | group\n", "1: X: unknown country 'QQQ'"),
        ("X | Name | PER | REB | group\n  in PE\n", "1: X: unknown country 'PE'"),
        ("X | Name | PER | ZZZ | group\n", "1: X: unknown sector 'ZZZ'"),
        ("X | Name | PER | REB | group\n  acled Rebels\n", "1: X: unknown ACLED type 'Rebels'"),
        ("X | Name | PER | REB | group\n  part_of Y_Z\n", "1: X: part_of: nobody has the id 'Y_Z'"),
        ("X | Name | PER | REB | group\n  part_of QQQ_GOV\n", "1: X: part_of: nobody has"),
        (
            "X | Name | PER | REB | group\n  part_of UN 2010..2000\n",
            "1: X: part_of UN ends before it starts: 2010-01-01..2000-12-31",
        ),
        (
            "X | Name | PER | ELI | person\n  office QQQ | boss | GOV | 2010..\n",
            "1: X: boss: 'QQQ' is neither a country nor an id",
        ),
        (
            "X | Name | PER | ELI | person\n  office PER | boss | ZZZ | 2010..\n",
            "1: X: boss: unknown sector 'ZZZ'",
        ),
        (
            "X | Name | PER | REB | group\n\n# c\nX | Other | PER | REB | group\n",
            "4: X: also in line 1",
        ),
        ("@metonym NOBODY_X | Hill\n", "1: @metonym: nobody has the id NOBODY_X"),
    ],
)
def test_mistakes(tmp_path: Path, text: str, says: str) -> None:
    mistakes, _ = checked(tmp_path / "x.txt", text)
    assert len(mistakes) == 1
    assert mistakes[0].startswith(says)


def test_names_that_others_have_are_noted(tmp_path: Path) -> None:
    text = (
        "X_ONE | Meadow Men | PER | REB | group\n  aka Badr Corps\n"
        "X_TWO | Meadow Men | PER | REB | group\n"
        "BADR | Badr Organisation | IRQ | PRM | group\n"
    )
    assert checked(tmp_path / "x.txt", text) == (
        [],
        [
            "1: 'Badr Corps' is also a name of the shipped BADR; yours wins",
            "3: 'Meadow Men' is a name of X_ONE and of X_TWO",
        ],
    )


def test_bad_bytes_keep_the_numbers_of_the_lines(tmp_path: Path) -> None:
    data = b"# \xe9\n# \xe9\nX | Name | PER | REB\n" + GOOD.encode()
    reading, entries = converted(tmp_path / "x.txt", data, "actors")
    assert [one.split(":")[0] for one in complaints(reading)] == ["1", "2", "3"]
    assert "MEADOW_FRONT" in entries


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("x.txt", GOOD, "actors"),
        ("x.actors", GOOD, "actors"),
        ("x.actors", "NAME_ [PERGOV]\n", "cameo"),
        ("x.actors", "# nothing yet\n", "actors"),
        ("x.txt", "# c\nNAME_ [PERGOV]\n", "cameo"),
        ("x.agents", "NAME\n", "cameo"),
        ("x.csv", "name\nx\n", "csv"),
        ("x.TSV", "name\nx\n", "csv"),
        ("x.txt", "name,country\nx,y\n", "csv"),
        ("x.ndjson", "{}\n", "ftm"),
        ("x", '\ufeff{"id": "x"}\n', "ftm"),
        ("x.txt", "@names company | BUS\nUSA X\n", "actors"),
    ],
)
def test_formats(tmp_path: Path, name: str, text: str, form: str) -> None:
    (tmp_path / name).write_text(text)
    assert format_of(tmp_path / name) == form
    assert form in FORMATS


# -- written and read again ----------------------------------------------------------------

NAMES = st.text(min_size=1, max_size=30).map(lambda t: clean(f"A{t}"))
DAYS = st.none() | st.dates(date(1000, 1, 1), date(2999, 12, 31))
PERIODS = st.builds(Period, DAYS, DAYS)
CODES = st.lists(st.sampled_from(sorted(SECTORS)), max_size=3, unique=True).map(tuple)
IDS = st.from_regex(r"[A-Z][A-Z0-9_]{3,12}", fullmatch=True)
LISTS = st.lists(NAMES, max_size=3).map(tuple)
ENTRIES = st.builds(
    Entry,
    id=IDS,
    name=NAMES,
    country=st.none() | st.sampled_from(["PER", "IRQ"]),
    sectors=CODES,
    kind=st.sampled_from(sorted(ENTRY_KINDS)),
    active=PERIODS,
    aliases=LISTS,
    shorts=LISTS,
    called=LISTS,
    where=st.lists(st.sampled_from(["BOL", "CHL"]), max_size=2).map(tuple),
    acled_type=st.none() | st.sampled_from(sorted(ACLED_TYPES)),
    offices=st.lists(st.builds(Office, IDS, NAMES, CODES, PERIODS), max_size=2).map(tuple),
    ties=st.lists(
        st.builds(DatedTie, st.sampled_from(sorted(TIE_RELATIONS)), IDS, PERIODS, NAMES),
        max_size=2,
    ).map(tuple),
)


@given(ENTRIES)
@settings(max_examples=300, deadline=None)
def test_what_is_written_is_read_again(entry: Entry) -> None:
    text = entry_text(entry)
    assert read_actor_texts([("x", text)]).entries == {entry.id: entry}


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_can_be_cleaned(text: str) -> None:
    shown = clean(text)
    assert clean(shown) == shown
    shown.encode("utf-8")
    assert not set(shown) & set("|;#~\n\r\0\u2028")
    for name in clean_names([text]):
        entry = Entry("X_Y", name, None, (), "group", aliases=(name,), shorts=(name,))
        assert read_actor_texts([("x", entry_text(entry))]).entries["X_Y"] == entry


# -- ids -----------------------------------------------------------------------------------


def joined(*drafts: Draft) -> dict[str, Entry]:
    reading = Reading("x", drafts=list(drafts))
    Joiner(load_actor_file().entries, countries()).join([reading])
    return read_actor_texts([("x", "".join(reading.blocks))]).entries


def test_ids_are_each_ones_own() -> None:
    found = joined(
        Draft(1, "Ali Vello", country="PER", kind="person"),
        Draft(2, "ALI VELLO", country="PER", kind="person", aliases=("A V",)),  # the same
        Draft(3, "Ali Vello", country="IRQ", kind="person"),
        Draft(4, "Ali Vello", country="PER", kind="person", key="other"),
        Draft(5, "Ali Vello", country="PER", kind="group"),
        Draft(6, "علي", country="IRQ"),
        Draft(7, "حسن", country="IRQ"),
        Draft(8, "PER", country="PER"),
        Draft(9, "PER COP", country="PER"),
        Draft(10, "Hezbollah", country="PER", kind="group"),
    )
    assert list(found) == [
        "ALI_VELLO", "ALI_VELLO_IRQ", "ALI_VELLO_PER", "ALI_VELLO_PER_2",
        *[i for i in found if i.startswith("X_")],
        "PER_PER", "PER_COP_PER", "HEZBOLLAH_PER",
    ]  # fmt: skip
    assert found["ALI_VELLO"].aliases == ("A V",)
    assert len([i for i in found if i.startswith("X_")]) == 2


def test_thousands_of_one_name_are_told_apart_quickly() -> None:
    drafts = [Draft(n, "Ali Vello", country="PER", key=str(n)) for n in range(3000)]
    assert len(joined(*drafts)) == 3000


def test_ties_find_whom_they_mean() -> None:
    found = joined(
        Draft(1, "Alpha Men", key="k1", ties=tuple(
            DraftTie("allied_with", other)
            for other in ("k2", "BETA_MEN", "Beta Men", "beta men", "HEZBOLLAH", "Hezbollah",
                          "Iran", "IRN", "PER_MIL", "k1", "nobody", "QQQ_GOV")
        )),
        Draft(2, "Beta Men", key="k2"),
    )  # fmt: skip
    assert [tie.other for tie in found["ALPHA_MEN"].ties] == [
        "BETA_MEN", "HEZBOLLAH", "IRN_GOV", "PER_MIL",
    ]  # fmt: skip


def test_files_of_one_command_know_each_other(tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text("name,part_of\nAlpha Men,Beta Men\n")
    two.write_text("name\nBeta Men\n")
    first, second = convert([(one, None), (two, None)], load_actor_file(), countries(), named={})
    assert first.is_good
    assert second.is_good
    assert "part_of BETA_MEN" in first.blocks[0]


def test_the_example_of_the_documentation_is_good(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "actors.md").read_text(encoding="utf-8")
    blocks = [block for block in page.split("```")[1::2] if "@office" in block]
    assert len(blocks) == 1
    assert checked(tmp_path / "x.txt", blocks[0]) == ([], [])
