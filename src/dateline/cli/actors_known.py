"""What the verbs of ``dateline actors`` share: the actors that are known, and how lines go out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..export.wording import plain
from ..resolve.actor_file import ActorFile, Entry
from ..resolve.actor_loading import load_actor_file
from ..resolve.actor_search import shown_entry, state_entry
from ..resolve.gazetteer import Gazetteer
from ..resolve.outlets import outlet_entries
from ..resolve.user_actors import readable
from .actors_files import actors_path
from .options import ActorOptions
from .sink import sink

NONE = "-"
_WIDEST = 34


@dataclass(frozen=True, slots=True)
class Known:
    """The actor file with the user's own actors, the outlets beside it, and the countries."""

    file: ActorFile
    entries: dict[str, Entry]
    gazetteer: Gazetteer

    @classmethod
    def load(cls, own: ActorOptions) -> Known:
        """Raises `InputError` where the user's actors cannot be read."""
        file = load_actor_file(readable(actors_path(own)))
        gazetteer = Gazetteer.open()
        entries = {
            i: shown_entry(e, gazetteer) for i, e in {**file.entries, **outlet_entries()}.items()
        }
        return cls(file, entries, gazetteer)

    def entry(self, identity: str) -> Entry | None:
        """The entry of an id, also of the systematic layer of states."""
        return self.entries.get(identity) or state_entry(identity, self.gazetteer)

    def name(self, identity: str) -> str | None:
        """The name of an id."""
        entry = self.entry(identity)
        return None if entry is None else entry.name

    def is_own(self, identity: str) -> bool:
        """Whether the user's own files say something of an id."""
        return any(identity in ids for ids in self.file.own.values())


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as they must be; of a long cell but the last, its start."""
    cut = [[*(_short(cell) for cell in row[:-1]), plain(row[-1])] for row in rows]
    shown = [list(head), *cut]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"  {'  '.join(cells)}".rstrip()


def _short(cell: str) -> str:
    line = plain(cell)
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"


def output(lines: Iterable[str]) -> None:
    """Lines on standard output."""
    with sink(None, grows=True) as write:
        write("".join(f"{line}\n" for line in lines))


def complain(line: str) -> None:
    """One line on standard error."""
    print(plain(line), file=sys.stderr)  # noqa: T201
