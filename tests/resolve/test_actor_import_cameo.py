"""CAMEO dictionaries: lines, codes, dates, names, and who is a person. All names are invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import DataError
from dateline.resolve.actor_file import Office
from dateline.resolve.actor_import import Reading
from dateline.resolve.actor_import.cameo import read_cameo
from dateline.resolve.actor_import.cameo_codes import load_codes, read_code, read_codes
from dateline.resolve.actor_import.cameo_names import Named, is_person, organisation, person
from dateline.resolve.actor_import.tables import SECTORS
from dateline.resolve.actor_loading import load_actor_file
from dateline.resolve.periods import Period

from .importing import complaints, converted, countries, passed_over

DICTIONARY = """\
# a comment
<!-- a comment in one line --> <!-- another
that goes on
--> ARDEN_VELLO_ [PERGOV 690901-111020][PERELI >111021] ; kept apart
+PRESIDENT_VELLO_
+ARDEN_B._VELLO_

ORCHARD_LIBERATION_FRONT_(OLF)_ [PERREB] # invented
+FRONT_FOR_ORCHARDS_
MEADOW_CORPS_ ; codes below
+MEADOW_CORPS_MEN_
\t[IRQREB <030319]
\t[IRQPRMQQQ]
PERUVIA_ [PER]
+LIMA_
+CUSCO_
NORTHERN_LANDS_ [SCN]
ORCHARD_CHURCH_ [PERCHR]
NOTHING_
NULL_ [---]
"""


def test_a_dictionary(tmp_path: Path) -> None:
    reading, entries = converted(tmp_path / "x.actors", DICTIONARY, "cameo")
    assert complaints(reading) == []
    assert sorted(passed_over(reading)) == [
        "1 change of a group's role in time (the latest is kept)",
        "1 code not known here",
        "1 religious code",
        "2 names without a code",
        "4 names of countries, towns and regions (the gazetteer's)",
    ]
    assert list(entries) == [
        "ARDEN_VELLO", "ORCHARD_LIBERATION_FRONT", "MEADOW_CORPS", "ORCHARD_CHURCH",
    ]  # fmt: skip
    vello = entries["ARDEN_VELLO"]
    assert (vello.name, vello.kind, vello.country, vello.sectors) == (
        "Arden Vello", "person", "PER", ("ELI",),
    )  # fmt: skip
    assert (vello.aliases, vello.called) == (("Arden B. Vello",), ("Vello",))
    held = Office("PER", "official", ("GOV",), Period(date(1969, 9, 1), date(2011, 10, 20)))
    assert vello.offices == (held,)
    front = entries["ORCHARD_LIBERATION_FRONT"]
    assert (front.name, front.sectors, front.kind) == (
        "Orchard Liberation Front", ("REB",), "group",
    )  # fmt: skip
    assert front.aliases == ("OLF", "Front for Orchards")
    assert entries["MEADOW_CORPS"].sectors == ("PRM",)
    assert entries["ORCHARD_CHURCH"].sectors == ("REL",)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("A_FRONT_ [PERRE]", "1: not a CAMEO code: 'PERRE'"),
        ("A_FRONT_ [PER-EB]", "1: not a CAMEO code: 'PER-EB'"),
        ("A_FRONT_ [PERREB 111341-120101]", "1: no such day: '111341'"),
        ("A_FRONT_ [PERREB 2004017-20061201]", "1: not a date: '2004017'"),
        ("A_FRONT_ [PERREB 120101-110101]", "1: ends before it starts: '120101-110101'"),
        ("A_FRONT_ [PERREB >12]", "1: not a date: '>12'"),
        ("A_FRONT_ [PERREB PERGOV]", "1: not a code with its dates: [PERREB PERGOV]"),
        ("A_FRONT_ []", "1: not a code with its dates: []"),
        ("A_FRONT_ [PERREB", "1: a [ without its ]"),
        ("+A_FRONT_ [PERREB]", "1: a spelling before any name: '+A_FRONT_'"),
        ("[PERREB]", "1: a code before any name"),
        (f"{'A' * 250}_ [PERREB]", "1: a name is longer than 200 characters"),
        ("___ [PERREB]", "1: no name"),
    ],
)
def test_lines_that_cannot_be_read(tmp_path: Path, line: str, says: str) -> None:
    reading, entries = converted(tmp_path / "x.txt", f"{line}\nB_FRONT_ [PERREB]\n", "cameo")
    assert complaints(reading) == [says]
    assert list(entries) == ["B_FRONT"]


@pytest.mark.parametrize(
    ("dates", "start", "end"),
    [
        ("<011231", None, date(2001, 12, 30)),
        (">011231", date(2001, 12, 31), None),
        ("301231-310101", None, None),  # 2030 to 1931
        ("310101-301231", date(1931, 1, 1), date(2030, 12, 31)),
        ("19300101-20300101", date(1930, 1, 1), date(2030, 1, 1)),
        ("20110200-20120000", date(2011, 2, 1), date(2012, 12, 31)),
        ("20110203", date(2011, 2, 3), None),
    ],
)
def test_dates(tmp_path: Path, dates: str, start: date | None, end: date | None) -> None:
    reading, entries = converted(tmp_path / "x.txt", f"A_FRONT_ [PERREB {dates}]\n", "cameo")
    if start is None and end is None:
        assert complaints(reading) == ["1: ends before it starts: '301231-310101'"]
    else:
        assert entries["A_FRONT"].active == Period(start, end)


@pytest.mark.parametrize(
    ("code", "country", "sectors", "groups"),
    [
        ("PERGOV", "PER", ("GOV",), ()),
        ("PERGOVMED", "PER", ("GOV", "JRN"), ()),
        ("PERGOVHLH", "PER", ("GOV", "MED"), ()),
        ("PERINS", "PER", ("REB",), ()),
        ("PERGOVENV", "PER", ("GOV",), ()),
        ("PERENV", "PER", ("SOC",), ()),
        ("IGOUNOWFP", None, ("IGO",), ("UN", "WFP")),
        ("IGOEUREEC", None, ("IGO",), ("EU",)),
        ("MNC", None, ("BUS",), ()),
        ("ROMGOV", "ROU", ("GOV",), ()),
        ("GZSREBHMS", "PSE", ("REB",), ("HAMAS",)),
        ("ELI", None, ("ELI",), ()),
        ("pergov", "PER", ("GOV",), ()),
        ("SEAREB", None, ("REB",), ()),
    ],
)
def test_codes(
    code: str, country: str | None, sectors: tuple[str, ...], groups: tuple[str, ...]
) -> None:
    meaning = read_code(code, countries())
    assert meaning is not None
    assert (meaning.country, meaning.sectors, meaning.groups) == (country, sectors, groups)


def test_codes_that_say_more_or_nothing() -> None:
    assert read_code("---", countries()) is None
    meaning = read_code("IGOUNOLKAHRI", countries())
    assert meaning is not None
    assert (meaning.country, meaning.where) == (None, ("LKA",))
    meaning = read_code("PERREBMOSQQQZZZ", countries())
    assert meaning is not None
    assert (meaning.religions, meaning.unknown) == (1, ("QQQ", "ZZZ"))


def test_the_table_of_codes_holds_together() -> None:
    table, shipped = load_codes(), load_actor_file().entries
    assert {s for value in table.sectors.values() for s in value.split()} <= SECTORS
    assert set(table.groups.values()) <= shipped.keys()
    assert set(table.kinds) <= table.sectors.keys()
    for code, iso3 in table.countries.items():
        assert countries().country_code(iso3) == iso3
        assert countries().country_code(code) is None, code
    for code in (*table.sectors, *table.minor, *table.regions, *table.groups, *table.shades):
        assert len(code) == 3
        assert code in ("KKL", "CIS", "GCC") or countries().country_code(code) != code, code
    with pytest.raises(DataError, match="1: in no section"):
        read_codes("x y\n")


@pytest.mark.parametrize(
    ("name", "dated", "elite", "wanted"),
    [
        ("ARDEN_VELLO_", True, False, True),
        ("ARDEN_VELLO_", False, True, True),
        ("ARDEN_VELLO_", False, False, False),
        ("GENERAL_VELLO_", False, False, True),
        ("PRIME_MINISTER_ARDEN_VELLO_", False, False, True),
        ("VELLO_", True, False, False),
        ("VELLO_", False, True, True),
        ("ARDEN_LIBERATION_FRONT_", True, True, False),
        ("MEADOW_SOLDIERS_", True, False, False),
        ("ARDEN_17_", True, False, False),
        ("HOUSE_OF_VELLO_", True, False, False),
        ("VELLO_(PERU)_", True, False, False),
        ("PRESIDENT_OF_THE_WORLD_BANK", False, False, False),
    ],
)
def test_who_is_a_person(name: str, dated: bool, elite: bool, wanted: bool) -> None:
    assert is_person(name, elite=elite, dated=dated) is wanted


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (["THE_MEADOW_CORPS_"], Named("Meadow Corps")),
        (["MEADOW_CORPS_(MC)_", "M.C._"], Named("Meadow Corps", ("MC",))),
        (["AL-MEADOW_AL_NAHR_"], Named("Al-Meadow al Nahr")),
        (["PKX_"], Named("PKX")),
        (["MEADOW_"], Named("Meadow")),
        (["RED_ARMY_(SAN_MARINO)_"], Named("Red Army (San Marino)", (), ("Red Army",))),
        (["RED_ARMY_(BOLIVIA)_"], Named("Red Army (Bolivia)", (), ("Red Army",))),
        (["Mixed_Case_PKX_"], Named("Mixed Case PKX")),
    ],
)  # fmt: skip
def test_names_of_organisations(names: list[str], wanted: Named) -> None:
    assert organisation(names) == wanted


def test_names_of_people() -> None:
    names = ["GENERAL_VELLO_", "ARDEN_BIN_VELLO_", "KING_ARDEN_VELLO_", "ARDEN_VELLO_"]
    assert person(names) == Named("Arden bin Vello", ("Arden Vello",), (), ("Vello",))


def test_agents_become_roles(tmp_path: Path) -> None:
    text = (
        "!PERSON! = MAN, WOMAN\nHIGHLANDER_ [~MIL]\n+HILL_FIGHTER_\nTHIEF {THIEVES} [~CRM]\n"
        "ODDITY_ [~XYZ]\n"
    )
    reading, entries = converted(tmp_path / "x.agents", text)
    assert reading.format == "cameo"
    assert (entries, complaints(reading)) == ({}, [])
    assert reading.blocks == ["@role MIL | highlander; hill fighter\n", "@role CRM | thief\n"]
    assert passed_over(reading) == ["1 agent line whose code is not known here"]


def test_shipped_entries_are_joined(tmp_path: Path) -> None:
    text = (
        "BADR_BRIGADES_ [IRQPRM]\n+BADR_INVENTED_SPELLING_\n"
        "HASSAN_ROUHANI_ [IRNGOV 130803-210803][IRNELI]\n"
        "THE_UNITED_NATIONS_ [IGOUNO]\n"
        "MEADOW_PROGRAMME_ [IGOUNO]\n"
        "ELN_ [BOLREB]\n"
    )
    reading, entries = converted(tmp_path / "x.txt", text, "cameo")
    shipped = load_actor_file().entries
    badr = entries["BADR"]
    assert (badr.name, badr.sectors) == (shipped["BADR"].name, shipped["BADR"].sectors)
    assert "Badr Invented Spelling" in badr.aliases
    assert entries["HASSAN_ROUHANI"].offices == ()
    assert "1 office of people whose offices are in the shipped file" in passed_over(reading)
    assert entries["UN"].ties == ()
    (tie,) = entries["MEADOW_PROGRAMME"].ties
    assert (tie.relation, tie.other) == ("affiliated_with", "UN")
    assert entries["ELN_BOL"].country == "BOL"  # the shipped ELN is Colombia's
    assert reading.joined == 3


@given(st.text(alphabet="ABC_+-[]<>(){}#;!&~0123456789 \t\n'.Éß|", max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read(text: str) -> None:
    reading = Reading("x")
    lines = iter(list(enumerate(text.splitlines(), start=1)))
    read_cameo(lines, countries(), reading)
