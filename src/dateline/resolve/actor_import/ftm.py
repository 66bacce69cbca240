"""FollowTheMoney entities, one JSON object a line, as OpenSanctions and Aleph write them.

People and organisations become drafts; memberships, directorships, ownerships, families and the
like become ties; who occupies a position becomes an office.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from typing import NamedTuple

from ...errors import DataError
from ..actor_file import Office
from ..names import fold
from ..periods import Period
from ..roles import load_roles
from .drafts import Countries, Draft, DraftTie, Reading, distinct
from .lines import Lines
from .tables import read_years
from .writing import clean, clean_name, clean_names

OTHER_SCRIPTS = "name{s} without a Latin letter"
OTHER_SCHEMAS = "record{s} of no actor or relation"
NO_POSITION = "office{s} whose holder or position is not in the file"
NO_SUBJECT = "tie{s} of actors that are not in the file"

_PROPERTIES = "properties"
_HOLDS, _POSITION = "Occupancy", "Position"
_SANCTION = "Sanction"
_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_MOST_NAMES = 60
_DAY_LETTERS = 10
_START = ("startDate", "incorporationDate", "inceptionDate", "date")
_END = ("endDate", "dissolutionDate", "deathDate")
_COUNTRIES = ("country", "jurisdiction", "mainCountry", "nationality", "citizenship")

Properties = Mapping[str, list[str]]


class _Link(NamedTuple):
    """A relation's schema: whose tie it is, to whom, and what says more."""

    subject: str
    other: str
    relation: str
    more: str


@dataclass(frozen=True, slots=True)
class FtmTable:
    """The sections of ``ftm_schemas.txt``."""

    schemas: Mapping[str, tuple[str, tuple[str, ...]]]
    topics: Mapping[str, tuple[str | None, tuple[str, ...]]]
    relations: Mapping[str, _Link]
    nowhere: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Position:
    """A post that somebody may hold."""

    title: str
    country: str | None
    sectors: tuple[str, ...]


@dataclass(slots=True)
class _Found:
    """What the lines of a file say, by the keys of its entities."""

    drafts: dict[str, Draft] = field(default_factory=dict)
    positions: dict[str, _Position] = field(default_factory=dict)
    held: list[tuple[str, str, Period]] = field(default_factory=list)
    ties: defaultdict[str, list[DraftTie]] = field(default_factory=lambda: defaultdict(list))


def read_ftm(lines: Lines, countries: Countries, reading: Reading) -> None:
    """Read entities; what is wrong and what is left out is noted in ``reading``."""
    found = _Found()
    for number, line in lines:
        if line.strip():
            try:
                _entity(number, line, countries, reading, found)
            except ValueError as error:
                reading.complain(number, str(error))
    offices: defaultdict[str, list[Office]] = defaultdict(list)
    for holder, post, period in found.held:
        draft, position = found.drafts.get(holder), found.positions.get(post)
        if draft is None or position is None:
            reading.left_out[NO_POSITION] += 1
            continue
        owner = position.country or draft.country
        if owner is not None:
            office = Office(owner, position.title, position.sectors, period)
            offices[holder].append(office)
    for key, draft in found.drafts.items():
        own = tuple(dict.fromkeys(offices[key]))
        sectors = draft.sectors or (("ELI",) if own else ())
        ties = tuple(dict.fromkeys(found.ties.pop(key, ())))
        reading.drafts.append(replace(draft, sectors=sectors, offices=own, ties=ties))
    reading.left_out[NO_SUBJECT] += sum(map(len, found.ties.values()))


# -- entities ------------------------------------------------------------------------------


def _entity(number: int, line: str, countries: Countries, reading: Reading, found: _Found) -> None:
    """Read one line. Raises ValueError with what is wrong."""
    record = _record(line)
    key, schema = record.get("id"), record.get("schema")
    if not isinstance(key, str) or not isinstance(schema, str):
        raise ValueError("not an entity of FollowTheMoney: no 'id' or no 'schema'")
    properties = _properties(record)
    table = load_ftm()
    if schema in table.schemas:
        draft = _draft(number, key, schema, properties, countries)
        name = _first_latin([*_strings(record, "caption"), *properties.get("name", [])])
        if name is None:
            reading.left_out[OTHER_SCRIPTS] += 1
        else:
            found.drafts[key] = _named(draft, name, properties, reading)
    elif schema in table.relations:
        link = table.relations[schema]
        more = clean("; ".join(properties.get(link.more, [])))
        for subject in properties.get(link.subject, []):
            found.ties[subject] += [
                DraftTie(link.relation, other, _period(properties), more)
                for other in properties.get(link.other, [])
            ]
    elif schema == _SANCTION:
        _sanction(properties, countries, found)
    elif schema == _POSITION:
        found.positions[key] = _position(properties, countries)
    elif schema == _HOLDS:
        period = _period(properties)
        posts = properties.get("post", [])
        found.held += [(h, p, period) for h in properties.get("holder", []) for p in posts]
    else:
        reading.left_out[OTHER_SCHEMAS] += 1


def _record(line: str) -> dict[str, object]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"not valid JSON: {error.msg} at column {error.colno}") from None
    except (RecursionError, ValueError):
        raise ValueError("not valid JSON: nested too deeply or a number too long") from None
    if not isinstance(record, dict):
        raise ValueError("not a JSON object")
    return record


def _properties(record: Mapping[str, object]) -> dict[str, list[str]]:
    """The properties as lists of strings; an entity inside another counts by its id."""
    raw = record.get(_PROPERTIES)
    if not isinstance(raw, dict):
        raise ValueError("not an entity of FollowTheMoney: no 'properties'")
    return {name: _strings(raw, name) for name in raw if isinstance(name, str)}


def _strings(raw: Mapping[str, object], name: str) -> list[str]:
    value = raw.get(name)
    values = value if isinstance(value, list) else [value]
    inner = (v.get("id") if isinstance(v, dict) else v for v in values)
    return [v for v in inner if isinstance(v, str) and v.strip()]


def _draft(
    number: int, key: str, schema: str, properties: Properties, countries: Countries
) -> Draft:
    """All of an entity but its names."""
    table = load_ftm()
    kind, sectors = table.schemas[schema]
    matched = [table.topics[t] for t in _topics(properties)]
    if kind == "person":
        sectors = tuple(dict.fromkeys(s for _, codes in matched for s in codes))
    else:
        kind, sectors = next(((k, s) for k, s in matched if k is not None), (kind, sectors))
    if kind == "person" and set(sectors) <= {"ELI"}:
        sectors = _by_position(properties.get("position", [])) or sectors
    return Draft(
        line=number,
        name="",
        key=key,
        country=_country(properties, countries),
        sectors=sectors,
        kind=kind,
        active=_period(properties),
    )


def _topics(properties: Properties) -> list[str]:
    """The lines of the table that an entity's topics have, the most telling first."""
    known = load_ftm().topics
    given = properties.get("topics", [])
    found = {next((t for t in known if f"{one}.".startswith(f"{t}.")), "") for one in given}
    return [t for t in known if t in found]


def _named(draft: Draft, name: str, properties: Properties, reading: Reading) -> Draft:
    """The draft with its names; a weak alias, and one word for a person, says little by itself."""
    chosen = clean_name(name)
    strong = [n for p in ("name", "alias", "previousName", "abbreviation")
              for n in properties.get(p, [])]  # fmt: skip
    weak = properties.get("weakAlias", [])
    if draft.is_person:
        weak = [*weak, *(n for n in strong if " " not in n.strip())]
        strong = [n for n in strong if " " in n.strip()]
    latin = [n for n in strong if _LATIN.search(n)]
    reading.left_out[OTHER_SCRIPTS] += len(strong) - len(latin)
    aliases = distinct(clean_names(latin), chosen)[:_MOST_NAMES]
    shorts = distinct(clean_names(n for n in weak if _LATIN.search(n)), chosen, *aliases)
    return replace(draft, name=chosen, aliases=aliases, shorts=shorts[:_MOST_NAMES])


def _first_latin(names: Iterable[str]) -> str | None:
    return next((n for n in names if _LATIN.search(n) and clean_names([n])), None)


def _country(properties: Properties, countries: Countries) -> str | None:
    """The first country that there is today. Raises ValueError where none of them is known."""
    given = [c for p in _COUNTRIES for c in properties.get(p, [])]
    codes = [c for c in given if c.lower().partition("-")[0] not in load_ftm().nowhere]
    for code in codes:
        found = countries.country_code(code.partition("-")[0])
        if found is not None:
            return found
    if codes:
        raise ValueError(f"unknown country {codes[0]!r}")
    return None


def _period(properties: Properties) -> Period:
    """From its earliest start to its latest end. Raises ValueError for what is no date."""
    starts = sorted(v[:_DAY_LETTERS] for p in _START for v in properties.get(p, []))
    ends = sorted(v[:_DAY_LETTERS] for p in _END for v in properties.get(p, []))
    return read_years(starts[0] if starts else "", ends[-1] if ends else "")


# -- positions and sanctions ---------------------------------------------------------------


def _by_position(positions: Iterable[str]) -> tuple[str, ...]:
    """Sectors of the first position whose words say what its holder is."""
    for text in positions:
        sectors = _office(text)[1]
        if sectors:
            return sectors
    return ()


def _office(text: str) -> tuple[str, tuple[str, ...]]:
    """The title that a position's words have here, and its sectors: "Minister of Defence"."""
    roles = load_roles()
    lemmas = [roles.singular(w) for w in fold(text).split()]
    for head in range(len(lemmas)):
        found = roles.around(lemmas, head)
        if found is not None and "weak" not in found[0].flags:
            whole = found[1] == 0
            title = found[0].office if whole and found[0].office else clean(text).lower()
            return title, found[0].sectors
    return clean(text).lower(), ()


def _position(properties: Properties, countries: Countries) -> _Position:
    name = _first_latin(properties.get("name", []))
    if name is None:
        raise ValueError("a position without a name in Latin letters")
    title, sectors = _office(name)
    table = load_ftm()
    by_topic = [table.topics[t][1] for t in _topics(properties)]
    return _Position(
        title,
        _country(properties, countries),
        sectors or (by_topic[0] if by_topic else ("GOV",)),
    )


def _sanction(properties: Properties, countries: Countries, found: _Found) -> None:
    """Who is sanctioned is designated by the government that does it, where one is named."""
    country = _country(properties, countries)
    if country is None:
        return
    note = clean("; ".join(properties.get("authority", []) or properties.get("program", [])))
    tie = DraftTie("designated_by", f"{country}_GOV", _period(properties), note)
    for entity in properties.get("entity", []):
        found.ties[entity].append(tie)


# -- the table -----------------------------------------------------------------------------


@cache
def load_ftm() -> FtmTable:
    """The shipped table. Raises `DataError` naming the line."""
    path = resources.files("dateline.resolve.actor_import").joinpath("ftm_schemas.txt")
    schemas: dict[str, tuple[str, tuple[str, ...]]] = {}
    topics: dict[str, tuple[str | None, tuple[str, ...]]] = {}
    relations: dict[str, _Link] = {}
    nowhere: set[str] = set()
    for number, section, words in _rows(path.read_text(encoding="utf-8")):
        codes = tuple(w for w in words[2:] if w != "-")
        if section == "schemas":
            schemas[words[0]] = (words[1], codes)
        elif section == "topics":
            topics[words[0]] = (None if words[1] == "-" else words[1], codes)
        elif section == "relations":
            relations[words[0]] = _Link(*words[1:])
        elif section == "nowhere":
            nowhere.update(words)
        else:
            raise DataError(f"ftm_schemas.txt:{number}: in no section")
    return FtmTable(schemas, topics, relations, frozenset(nowhere))


def _rows(text: str) -> Iterator[tuple[int, str, list[str]]]:
    section = ""
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.partition("#")[0].strip()
        if line.startswith("["):
            section = line.strip("[]")
        elif line:
            yield number, section, line.split()
