"""The package's own actor format: a user's file read block by block, and checked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...errors import DataError
from ..actor_file import ActorFile, Entry, blocks, read_actor_texts
from ..names import fold
from ..periods import Period
from .drafts import Countries, Reading, distinct, is_body
from .lines import Lines
from .tables import ACLED_TYPES, ordered, unknown_sector

_NAME = "block"
_LIST_HEADS = (
    "@office ",
    "@names ",
    "@alias ",
    "@short ",
    "@metonym ",
    "@common ",
    "@capital ",
    "@role ",
)
_PARTS = 4
"""How many | stand in the first line of an entry."""


@dataclass(frozen=True, slots=True)
class Block:
    """A line that is not indented with those that belong to it, and what it says."""

    line: int
    text: str
    file: ActorFile

    @property
    def is_list(self) -> bool:
        """Whether it adds to entries rather than being one."""
        return self.text.startswith("@")


def looks_own(line: str) -> bool:
    """Whether a line heads a block of the package's own format."""
    return line.count("|") >= _PARTS or (line.startswith(_LIST_HEADS) and "|" in line)


def read_own(lines: Lines, reading: Reading) -> list[Block]:
    """The blocks of a file; what is none is complained of in ``reading``."""
    found: list[Block] = []
    for number, block in blocks(_padded(lines)):
        text = "".join(f"{'  ' if i else ''}{line}\n" for i, line in enumerate(block))
        try:
            found.append(Block(number, text, read_actor_texts([(_NAME, text)])))
        except DataError as error:
            reading.complain(number, str(error).removeprefix(f"{_NAME}:1: "))
    return found


def _padded(lines: Lines) -> Iterator[str]:
    """Lines as they are numbered: an empty one for each that could not be read."""
    at = 0
    for number, line in lines:
        yield from ("" for _ in range(at + 1, number))
        at = number
        yield line


def check_blocks(
    found: list[Block], shipped: ActorFile, countries: Countries, reading: Reading
) -> list[tuple[int, str]]:
    """Complain of what cannot be meant; returns notes on names that are not theirs alone."""
    ids = {i for block in found for i in block.file.entries}
    _check_ids(found, reading)
    for block in found:
        for entry in block.file.entries.values():
            for wrong in _wrong(entry, ids, shipped.entries, countries):
                reading.complain(block.line, f"{entry.id}: {wrong}")
        for target in block.file.metonyms.values():
            if not _is_known(target, ids, shipped.entries, countries):
                reading.complain(block.line, f"@metonym: nobody has the id {target}")
    return list(_clashes(found, shipped))


def _check_ids(found: list[Block], reading: Reading) -> None:
    """An entry is told in one place of a file; office lists may add to it."""
    seen: dict[str, int] = {}
    for block in found:
        for identity in () if block.is_list else block.file.entries:
            if identity in seen:
                reading.complain(block.line, f"{identity}: also in line {seen[identity]}")
            seen.setdefault(identity, block.line)


def _wrong(
    entry: Entry, ids: set[str], shipped: Mapping[str, Entry], countries: Countries
) -> Iterator[str]:
    for country in filter(None, (entry.country, *entry.where)):
        if countries.country_code(country) != country:
            yield f"unknown country {country!r} (ISO 3166-1, three letters)"
    if entry.kind != "state" and (sector := unknown_sector(entry.sectors)):
        yield f"unknown sector {sector!r}"
    if entry.acled_type is not None and entry.acled_type not in ACLED_TYPES:
        yield f"unknown ACLED type {entry.acled_type!r}"
    periods: list[tuple[str, Period]] = [("", entry.active)]
    for tie in entry.ties:
        periods.append((f"{tie.relation} {tie.other} ", tie.period))
        if not _is_known(tie.other, ids, shipped, countries):
            yield f"{tie.relation}: nobody has the id {tie.other!r}"
    for office in entry.offices:
        periods.append((f"{office.title} ", office.period))
        if not (
            _is_known(office.owner, ids, shipped, countries)
            or countries.country_code(office.owner) == office.owner
        ):
            yield f"{office.title}: {office.owner!r} is neither a country nor an id"
        if sector := unknown_sector(office.sectors):
            yield f"{office.title}: unknown sector {sector!r}"
    for what, period in periods:
        if not ordered(period.start, period.end):
            yield f"{what}ends before it starts: {period}"


def _is_known(
    identity: str, ids: set[str], shipped: Mapping[str, Entry], countries: Countries
) -> bool:
    return identity in ids or identity in shipped or is_body(identity, countries)


def _clashes(found: list[Block], shipped: ActorFile) -> Iterator[tuple[int, str]]:
    """Names that another entry has too: no mistake, but worth knowing."""
    theirs: defaultdict[str, set[str]] = defaultdict(set)
    for entry in shipped.entries.values():
        for name in (entry.name, *entry.aliases):
            theirs[fold(name)].add(entry.id)
    mine: dict[str, str] = {}
    for block in found:
        for entry in block.file.entries.values():
            for name in distinct((entry.name, *entry.aliases)):
                old = mine.setdefault(fold(name), entry.id)
                if old != entry.id:
                    yield block.line, f"{name!r} is a name of {old} and of {entry.id}"
                for other in sorted(theirs.get(fold(name), set()) - {entry.id}):
                    yield block.line, f"{name!r} is also a name of the shipped {other}; yours wins"


def counted(found: list[Block]) -> Counter[str]:
    """How many entries there are of each kind."""
    return Counter(e.kind for b in found for e in b.file.entries.values())
