"""FollowTheMoney entities: people, organisations, relations, positions. All are invented."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from dateline.resolve.actor_file import ENTRY_KINDS, TIE_RELATIONS, DatedTie, Office
from dateline.resolve.actor_import.ftm import load_ftm
from dateline.resolve.actor_import.tables import SECTORS
from dateline.resolve.periods import Period

from .importing import complaints, converted, passed_over


def line(key: str, schema: str, **properties: object) -> str:
    lists = {k: v if isinstance(v, list) else [v] for k, v in properties.items()}
    return json.dumps({"id": key, "schema": schema, "properties": lists}) + "\n"


PERSON = line("p", "Person", name="Arden Vello", country="ru", topics=["role.pep"])
FIRM = line("f", "Company", name="Vello Shipping", jurisdiction="ru", incorporationDate="2004-03")
GROUP = line("g", "Organization", name="Meadow Brigade", country="sy", topics="crime.terror")


def test_who_they_are(tmp_path: Path) -> None:
    person = line(
        "p",
        "Person",
        name=["Arden Vello", "Арден Велло"],
        alias=["A. Vello", "Carlos"],
        weakAlias="AV",
        nationality=["suhh", "ru"],
        topics=["role.judge", "sanction"],
        deathDate="2019-05-06",
    )
    reading, entries = converted(tmp_path / "x.json", person + FIRM + GROUP)
    assert (complaints(reading), passed_over(reading)) == ([], ["1 name without a Latin letter"])
    vello = entries["ARDEN_VELLO"]
    assert (vello.kind, vello.country, vello.sectors) == ("person", "RUS", ("JUD",))
    assert (vello.aliases, vello.shorts) == (("A. Vello",), ("AV", "Carlos"))
    assert vello.active == Period(None, date(2019, 5, 6))
    firm = entries["VELLO_SHIPPING"]
    assert (firm.kind, firm.country, firm.sectors) == ("company", "RUS", ("BUS",))
    assert firm.active == Period(date(2004, 3, 1))
    group = entries["MEADOW_BRIGADE"]
    assert (group.kind, group.sectors) == ("group", ("REB",))


@pytest.mark.parametrize(
    ("schema", "topics", "kind", "sectors"),
    [
        ("Person", [], "person", ()),
        ("Person", ["role.pep"], "person", ("ELI",)),
        ("Person", ["role.pep", "role.diplo.something"], "person", ("GOV", "ELI")),
        ("Person", ["crime.terror"], "person", ("REB",)),
        ("Person", ["mil"], "person", ("MIL",)),
        ("Organization", [], "group", ()),
        ("Organization", ["pol.party"], "party", ("PTY",)),
        ("Organization", ["gov.igo"], "igo", ("IGO",)),
        ("Organization", ["role.pep"], "group", ()),
        ("Organization", ["government"], "group", ()),
        ("PublicBody", ["gov.national"], "body", ("GOV",)),
        ("PublicBody", ["gov.judicial"], "body", ("JUD",)),
        ("Company", ["gov.soe"], "company", ("BUS",)),
        ("LegalEntity", ["crime.fin"], "group", ("CRM",)),
    ],
)
def test_topics(
    tmp_path: Path, schema: str, topics: list[str], kind: str, sectors: tuple[str, ...]
) -> None:
    text = line("k", schema, name="Arden Vello", topics=topics)
    _, entries = converted(tmp_path / "x.json", text)
    assert (entries["ARDEN_VELLO"].kind, entries["ARDEN_VELLO"].sectors) == (kind, sectors)


def test_a_position_tells_where_topics_do_not(tmp_path: Path) -> None:
    text = line("p", "Person", name="Arden Vello", position="Deputy Minister of Defence")
    _, entries = converted(tmp_path / "x.json", text)
    assert entries["ARDEN_VELLO"].sectors[:1] == ("GOV",)


@pytest.mark.parametrize(
    ("relation", "owner", "tie"),
    [
        (
            line("r", "Membership", member="p", organization="g", role="treasurer"),
            "ARDEN_VELLO",
            DatedTie("member_of", "MEADOW_BRIGADE", note="treasurer"),
        ),
        (
            line("r", "Directorship", director="p", organization="f", startDate="2010"),
            "VELLO_SHIPPING",
            DatedTie("led_by", "ARDEN_VELLO", Period(date(2010, 1, 1))),
        ),
        (
            line("r", "Ownership", owner="p", asset="f", percentage="51%"),
            "VELLO_SHIPPING",
            DatedTie("owned_by", "ARDEN_VELLO", note="51%"),
        ),
        (
            line("r", "Family", person="p", relative="g", relationship="cousin"),
            "ARDEN_VELLO",
            DatedTie("affiliated_with", "MEADOW_BRIGADE", note="cousin"),
        ),
        (
            line("r", "Sanction", entity="f", country="us", authority="An office"),
            "VELLO_SHIPPING",
            DatedTie("designated_by", "USA_GOV", note="An office"),
        ),
    ],
)
def test_relations_are_ties(tmp_path: Path, relation: str, owner: str, tie: DatedTie) -> None:
    # Wherever the relation stands.
    for text in (relation + PERSON + FIRM + GROUP, PERSON + FIRM + GROUP + relation):
        reading, entries = converted(tmp_path / "x.json", text)
        assert (complaints(reading), passed_over(reading)) == ([], [])
        assert entries[owner].ties == (tie,)


def test_positions_are_offices(tmp_path: Path) -> None:
    text = (
        line("o", "Occupancy", holder="p", post="m", startDate="2018-01-02", endDate="2019")
        + line("m", "Position", name="Minister of Defence of Russia", country="ru")
        + line("o2", "Occupancy", holder="p", post="n")
        + line("n", "Position", name="Member of the Duma", topics="gov.legislative", country="ru")
        + line("o3", "Occupancy", holder="p", post="nowhere")
        + PERSON
    )
    reading, entries = converted(tmp_path / "x.json", text)
    held = Period(date(2018, 1, 2), date(2019, 12, 31))
    assert entries["ARDEN_VELLO"].offices == (
        Office("RUS", "defence minister", ("GOV", "MIL"), held),
        Office("RUS", "member of the duma", ("LEG",)),
    )  # fmt: skip
    assert passed_over(reading) == ["1 office whose holder or position is not in the file"]


def test_what_leads_nowhere_is_counted(tmp_path: Path) -> None:
    text = (
        PERSON
        + line("1", "Membership", member="p", organization="nobody")
        + line("2", "Membership", member="nobody", organization="p")
        + line("3", "Vessel", name="Meadow Star")
        + line("4", "Person", name="只有中文")
        + line("5", "Family", person="p", relative="p")
    )
    reading, entries = converted(tmp_path / "x.json", text)
    assert sorted(passed_over(reading)) == [
        "1 name without a Latin letter",
        "1 record of no actor or relation",
        "1 tie of actors that are not in the file",
        "1 tie to actors that are not in the files",
    ]
    assert entries["ARDEN_VELLO"].ties == ()


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ("not json", "not valid JSON: Expecting value at column 1"),
        ("[" * 100_000, "not valid JSON: nested too deeply or a number too long"),
        ('{"a": ' + "9" * 5000 + "}", "not valid JSON: nested too deeply or a number too long"),
        ("[1]", "not a JSON object"),
        ('{"id": "x"}', "not an entity of FollowTheMoney: no 'id' or no 'schema'"),
        ('{"id": 1, "schema": "Person"}', "not an entity of FollowTheMoney: no 'id' or"),
        ('{"id": "x", "schema": "Person"}', "not an entity of FollowTheMoney: no 'properties'"),
        (line("x", "Person", name="A B", country="qq").strip(), "unknown country 'qq'"),
        (line("x", "Person", name="A B", deathDate="May").strip(), "not a date written as"),
        (line("x", "Position", country="ru").strip(), "a position without a name"),
    ],
)  # fmt: skip
def test_lines_that_cannot_be_read(tmp_path: Path, bad: str, says: str) -> None:
    reading, entries = converted(tmp_path / "x.jsonl", f"{bad}\n{PERSON}")
    (complaint,) = complaints(reading)
    assert complaint.startswith(f"1: {says}")
    assert list(entries) == ["ARDEN_VELLO"]


def test_a_line_past_the_limit(tmp_path: Path) -> None:
    reading, entries = converted(
        tmp_path / "x.jsonl", line("y", "Person", name="y" * 4_100_000) + PERSON
    )
    assert complaints(reading) == ["1: the line is longer than 4,000,000 bytes"]
    assert list(entries) == ["ARDEN_VELLO"]


def test_values_of_other_sorts(tmp_path: Path) -> None:
    text = line("p", "Person", name=[1, None, {}, "Arden Vello", "\ud800 B"], country=[])
    _, entries = converted(tmp_path / "x.jsonl", text, "ftm")
    assert entries["ARDEN_VELLO"].country is None


def test_the_table_holds_together() -> None:
    table = load_ftm()
    for kind, sectors in (*table.schemas.values(), *table.topics.values()):
        assert kind is None or kind in ENTRY_KINDS
        assert SECTORS.issuperset(sectors)
    assert {link.relation for link in table.relations.values()} <= TIE_RELATIONS
    topics = list(table.topics)
    for number, topic in enumerate(topics):  # a general topic comes after its special ones
        assert not any(later.startswith(f"{topic}.") for later in topics[number + 1 :]), topic
