"""PETRARCH and TABARI actor dictionaries: names in capitals, CAMEO codes with dates in brackets.

::

    MUAMMAR_GADDAFI_ [LBYGOV 690901-111020][LBYELI >111021] ; a comment
    +COLONEL_GADDAFI_

A name's codes may stand on the lines below it, indented, after its other spellings (``+``).
Agent dictionaries (``PARATROOPER_ [~MIL]``) have the same form; they list common nouns, which
become roles.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from ..actor_file import Office
from ..periods import EVER, Period
from .cameo_codes import Meaning, load_codes, read_code
from .cameo_names import Named, is_person, organisation, person
from .drafts import Countries, Draft, DraftTie, Reading
from .lines import Lines
from .writing import clean_name, clean_names

AGENTS = "agent line{s} whose code is not known here"
PLACES = "name{s} of countries, towns and regions (the gazetteer's)"
UNCODED = "name{s} without a code"
RELIGIONS = "religious code{s}"
UNKNOWN = "code{s} not known here"
CHANGES = "change{s} of a group's role in time (the latest is kept)"

_CODES = re.compile(r"\[([^\[\]{}]*)[\]}]")
_COMMENT = re.compile(r"<!--.*?-->")
_DATES = re.compile(r"(?P<side>[<>])?(?P<first>\d{6,8})(?:-(?P<last>\d{6,8}))?$")
_TITLE = "official"
_OF_STATE = tuple((s,) for s in ("GOV", "MIL", "COP", "LEG", "JUD", "SPY"))
_OFFICIAL = (*_OF_STATE, ("ELI",), ("IGO",))
_LAST_OF_2000S = 30
"""Years of two digits up to this one are of the 2000s, as TABARI and PETRARCH read them."""
_DAY = timedelta(days=1)
_CODE = 3


@dataclass(slots=True)
class _Block:
    """A name, its other spellings and its codes, as they stand."""

    line: int
    names: list[str]
    codes: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Dated:
    """What a code says, and while when."""

    meaning: Meaning
    period: Period | None
    """None where the code has no dates: it holds where no other does."""


def read_cameo(lines: Lines, countries: Countries, reading: Reading) -> None:
    """Read a dictionary; what is wrong and what is left out is noted in ``reading``."""
    for block in _blocks(lines, reading):
        if any("~" in code for _, code in block.codes):
            _read_agent(block, reading)
            continue
        wrong = len(reading.complaints)
        coded = [c for c in (_coded(*code, countries, reading) for code in block.codes) if c]
        if not coded:
            reading.left_out[UNCODED] += wrong == len(reading.complaints)
        elif not any(c.meaning.says_role for c in coded):
            reading.left_out[PLACES] += len(block.names)
        else:
            try:
                reading.drafts.append(_draft(block, coded, reading))
            except ValueError as error:
                reading.complain(block.line, str(error))


def _read_agent(block: _Block, reading: Reading) -> None:
    """A common noun, as a line of roles: ``PARATROOPER_ [~MIL]`` -> ``@role MIL | paratrooper``."""
    known = load_codes().sectors
    codes = re.sub(r"[^A-Z]", "", block.codes[0][1])
    parts = [codes[at : at + _CODE] for at in range(0, len(codes), _CODE)]
    sectors = tuple(dict.fromkeys(known[part] for part in parts if part in known))
    names = clean_names(name.strip("_").replace("_", " ").lower() for name in block.names)
    if not sectors or not names:
        reading.left_out[AGENTS] += 1
        return
    reading.blocks.append(f"@role {' '.join(sectors)} | {'; '.join(names)}\n")
    reading.entries += 1


# -- lines ---------------------------------------------------------------------------------


def _blocks(lines: Lines, reading: Reading) -> Iterator[_Block]:
    block: _Block | None = None
    for number, line in _bare(lines):
        name, bracket, _ = line.partition("[")
        name = name.partition("{")[0].strip()
        if name.startswith(("<", "!", "&")) or (name.startswith(("+", "-")) and not name[1:]):
            continue  # a heading, a set of words that stand for one another
        if name.startswith("+") and block is None:
            reading.complain(number, f"a spelling before any name: {name!r}")
            continue
        if name.startswith("+") and block is not None:
            block.names.append(name[1:])
        elif name:
            if block is not None:
                yield block
            block = _Block(number, [name])
        if bracket:
            codes = _CODES.findall(line)
            if not codes:
                reading.complain(number, "a [ without its ]")
            if block is None:
                reading.complain(number, "a code before any name")
            else:
                block.codes += [(number, code) for code in codes]
    if block is not None:
        yield block


def _bare(lines: Lines) -> Iterator[tuple[int, str]]:
    """The lines that are not empty, without comments."""
    inside = False
    for number, raw in lines:
        line = _COMMENT.sub(" ", raw)
        if inside:
            _, inside_ends, line = line.partition("-->")
            inside = not inside_ends
        line, opens, _ = line.partition("<!--")
        inside = inside or bool(opens)
        line = line.partition("#")[0].partition(";")[0].strip()
        if line:
            yield number, line


# -- codes ---------------------------------------------------------------------------------


def _coded(number: int, code: str, countries: Countries, reading: Reading) -> _Dated | None:
    """What is in one pair of brackets, None where it says nothing or cannot be read."""
    words = code.split()
    dates = [w for w in words if w[:1].isdigit() or w[:1] in "<>"]
    codes = [w for w in words if w not in dates]
    try:
        if len(codes) != 1 or len(dates) > 1:
            raise ValueError(f"not a code with its dates: [{code}]")
        meaning = read_code(codes[0], countries)
        period = _period(dates[0]) if dates else None
    except ValueError as error:
        reading.complain(number, str(error))
        return None
    if meaning is None:
        return None
    reading.left_out[RELIGIONS] += meaning.religions
    reading.left_out[UNKNOWN] += len(meaning.unknown)
    return _Dated(meaning, period)


def _period(text: str) -> Period:
    found = _DATES.match(text)
    if found is None:
        raise ValueError(f"not a date: {text!r}")
    side, last = found["side"], found["last"]
    if side == "<":
        return Period(None, _day(found["first"], last=True) - _DAY)
    start = _day(found["first"], last=False)
    if side == ">" or last is None:
        return Period(start, None)
    end = _day(last, last=True)
    if end < start:
        raise ValueError(f"ends before it starts: {text!r}")
    return Period(start, end)


def _day(text: str, *, last: bool) -> date:
    """A day written YYMMDD or YYYYMMDD; day or month 00 stands for all of them."""
    if len(text) == 8:
        year, rest = int(text[:4]), text[4:]
    elif len(text) == 6:
        year, rest = int(text[:2]), text[2:]
        year += 2000 if year <= _LAST_OF_2000S else 1900
    else:
        raise ValueError(f"not a date: {text!r}")
    month, day = int(rest[:2]), int(rest[2:])
    try:
        month = month or (12 if last else 1)
        day = day or (calendar.monthrange(year, month)[1] if last else 1)
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"no such day: {text!r}") from None


# -- actors --------------------------------------------------------------------------------


def _draft(block: _Block, coded: list[_Dated], reading: Reading) -> Draft:
    elite = any(c.meaning.sectors[:1] == ("ELI",) for c in coded)
    dated = any(c.period is not None and c.meaning.sectors[:1] in _OFFICIAL for c in coded)
    if is_person(block.names[0], elite=elite, dated=dated):
        return _person(block.line, person(block.names), coded)
    every = {c.meaning.sectors for c in coded if c.meaning.says_role}
    reading.left_out[CHANGES] += max(len(every) - 1, 0)
    return _organisation(block.line, organisation(block.names), coded)


def _base(coded: list[_Dated]) -> Meaning:
    """The code that holds where no other does, else the latest."""
    undated = [c.meaning for c in coded if c.period is None]
    if undated:
        return undated[-1]
    return max(coded, key=lambda c: c.period.end or date.max if c.period else date.min).meaning


def _person(line: int, named: Named, coded: list[_Dated]) -> Draft:
    undated = [c.meaning for c in coded if c.period is None]
    sectors = undated[-1].sectors if undated else ("ELI",)
    country = next((c.meaning.country for c in coded if c.meaning.country), None)
    offices = []
    for meaning, period in ((c.meaning, c.period) for c in coded):
        owner = meaning.groups[0] if meaning.groups else meaning.country
        if period is not None and owner and meaning.sectors and meaning.sectors != ("ELI",):
            offices.append(Office(owner, _TITLE, meaning.sectors, period))
    return Draft(
        line=line,
        name=clean_name(named.name),
        country=country,
        sectors=sectors or ("ELI",),
        kind="person",
        guessed=True,
        aliases=named.aliases,
        called=named.called,
        offices=tuple(dict.fromkeys(offices)),
        ties=_ties("member_of", coded),
    )


def _organisation(line: int, named: Named, coded: list[_Dated]) -> Draft:
    base = _base(coded)
    country = base.country or next((c.meaning.country for c in coded if c.meaning.country), None)
    return Draft(
        line=line,
        name=clean_name(named.name),
        country=country,
        sectors=base.sectors,
        kind=base.kind or ("body" if base.sectors[:1] in _OF_STATE else "group"),
        guessed=True,
        active=_active([c.period for c in coded]),
        aliases=named.aliases,
        shorts=named.shorts,
        where=base.where,
        ties=_ties("affiliated_with", coded),
    )


def _active(periods: list[Period | None]) -> Period:
    """From the first day of all codes to the last; open where one of them is."""
    dated = [period for period in periods if period is not None]
    if len(dated) < len(periods):
        return EVER
    starts = [p.start for p in dated if p.start is not None]
    ends = [p.end for p in dated if p.end is not None]
    return Period(
        min(starts) if len(starts) == len(dated) else None,
        max(ends) if len(ends) == len(dated) else None,
    )


def _ties(relation: str, coded: list[_Dated]) -> tuple[DraftTie, ...]:
    found = (
        DraftTie(relation, group, c.period or EVER) for c in coded for group in c.meaning.groups
    )
    return tuple(dict.fromkeys(found))
