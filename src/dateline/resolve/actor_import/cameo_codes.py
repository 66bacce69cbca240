"""What a CAMEO actor code means: ``IRQREBISI`` is Iraq, rebels, and a group of its own code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ...errors import DataError
from .drafts import Countries

_WHOLE = 3
_PAIRED = ("sectors", "kinds", "countries", "groups")
_PLAIN = ("minor", "regions", "religions", "shades", "words")


@dataclass(frozen=True, slots=True)
class CodeTable:
    """The sections of ``cameo_codes.txt``."""

    sectors: Mapping[str, str]
    kinds: Mapping[str, str]
    countries: Mapping[str, str]
    groups: Mapping[str, str]
    minor: frozenset[str]
    regions: frozenset[str]
    religions: frozenset[str]
    shades: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A code read; ``religions`` and ``unknown`` are those of its parts that say nothing here."""

    country: str | None = None
    where: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    kind: str | None = None
    groups: tuple[str, ...] = ()
    religions: int = 0
    unknown: tuple[str, ...] = ()

    @property
    def says_role(self) -> bool:
        """Whether it says more than a country or a region."""
        return bool(self.sectors or self.groups)


@cache
def load_codes() -> CodeTable:
    """The shipped table. Raises `DataError` naming the line."""
    path = resources.files("dateline.resolve.actor_import").joinpath("cameo_codes.txt")
    return read_codes(path.read_text(encoding="utf-8"))


def read_codes(text: str) -> CodeTable:
    """Read the format that heads ``cameo_codes.txt``."""
    paired: dict[str, dict[str, str]] = {name: {} for name in _PAIRED}
    plain: dict[str, set[str]] = {name: set() for name in _PLAIN}
    section = ""
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.partition("#")[0].strip()
        if line.startswith("["):
            section = line.strip("[]")
        elif line and section in paired:
            code, _, value = line.partition(" ")
            paired[section][code] = value
        elif line and section in plain:
            plain[section].update(line.split())
        elif line:
            raise DataError(f"cameo_codes.txt:{number}: in no section: {line!r}")
    return CodeTable(
        sectors=paired["sectors"],
        kinds=paired["kinds"],
        countries=paired["countries"],
        groups=paired["groups"],
        minor=frozenset(plain["minor"]),
        regions=frozenset(plain["regions"]),
        religions=frozenset(plain["religions"]),
        shades=frozenset(plain["shades"]),
        words=frozenset(plain["words"]),
    )


def read_code(code: str, countries: Countries) -> Meaning | None:
    """What a code means; None for the null code ``---``. Raises ValueError for what is none."""
    if not code.strip("-"):
        return None
    if len(code) % _WHOLE or not code.isalnum() or not code.isascii():
        raise ValueError(f"not a CAMEO code: {code!r}")
    table = load_codes()
    parts = [code[i : i + _WHOLE].upper() for i in range(0, len(code), _WHOLE)]
    country = None
    if parts[0] not in table.sectors and parts[0] not in table.regions:
        country = _country(parts[0], countries)
    rest = parts[1:] if country else parts
    sectors = [s for p in rest for s in table.sectors.get(p, "").split()]
    religions = sum(p in table.religions for p in rest)
    if not sectors:
        sectors = ["SOC"] if table.minor.intersection(rest) else ["REL"] if religions else []
    known = {*table.sectors, *table.minor, *table.regions, *table.religions, *table.shades}
    others = [p for p in rest if p not in known and p not in table.groups]
    where = {p: iso3 for p in others if (iso3 := _country(p, countries))}
    return Meaning(
        country=country,
        where=tuple(dict.fromkeys(where.values())),
        sectors=tuple(dict.fromkeys(sectors)),
        kind=next((table.kinds[p] for p in rest if p in table.kinds), None),
        groups=tuple(dict.fromkeys(table.groups[p] for p in rest if p in table.groups)),
        religions=religions,
        unknown=tuple(p for p in others if p not in where),
    )


def _country(part: str, countries: Countries) -> str | None:
    return load_codes().countries.get(part) or countries.country_code(part)
