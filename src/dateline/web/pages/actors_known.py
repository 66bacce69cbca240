"""What the actor file knows of actors: who they are, what they hold, their ties with periods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...resolve.actor_file import DatedTie, Entry, Office
from ...resolve.actor_loading import load_actor_file
from ...resolve.actor_search import Incoming, incoming, shown_entry, state_entry
from ...resolve.names import fold
from ...resolve.outlets import outlet_entries
from ...resolve.user_actors import readable
from ..context import Workbench

_ARMED = frozenset("MIL COP REB UAF PRM SPY CRM".split())
_STATE = frozenset("GOV LEG JUD ELI".split())
_PARTIES = frozenset("PTY OPP".split())
_SECTORS = {
    "GOV": "government", "MIL": "military", "COP": "police", "REB": "rebels", "UAF": "armed group",
    "PRM": "paramilitaries", "SPY": "intelligence", "CRM": "criminals", "LEG": "legislature",
    "JUD": "judiciary", "ELI": "elite", "PTY": "party", "OPP": "opposition", "CVL": "civilians",
    "BUS": "business", "JRN": "journalists", "LAB": "labour", "EDU": "education",
    "AGR": "farmers", "MED": "health", "REL": "religious", "REF": "refugees",
    "SOC": "civil society", "IGO": "organisation of states", "NGO": "organisation",
    "MNC": "multinational company", "PRE": "press office", "UNK": "unknown",
}  # fmt: skip
"""PLOVER's sectors in words."""


@dataclass(frozen=True, slots=True)
class FileTie:
    """A tie or office as a page shows it: how, whom (with an id to follow), when, by whom said."""

    relation: str
    other: str
    name: str
    period: str
    note: str
    is_past: bool


class Known:
    """The actor file with the user's own actors laid over it, and the outlets beside it."""

    def __init__(self, bench: Workbench) -> None:
        self._file = load_actor_file(readable(bench.settings.coder.actors))
        self._entries: Mapping[str, Entry] = {**outlet_entries(), **self._file.entries}
        self._countries = bench.gazetteer
        self._folded: Sequence[tuple[str, str]] = ()

    def entry(self, id: str) -> Entry | None:
        """The entry of an id; also of a state or a part of one, which the file need not list."""
        found = self._entries.get(id)
        if found is not None:
            return shown_entry(found, self._countries)
        return state_entry(id, self._countries)

    def name(self, id: str) -> str:
        """The name of an id, itself where the file has none."""
        entry = self.entry(id)
        return id if entry is None else entry.name

    def is_own(self, id: str) -> bool:
        """Whether the user's own file says something of it."""
        return any(id in ids for ids in self._file.own.values())

    def country(self, iso3: str | None) -> str:
        """The name of a country."""
        return "" if iso3 is None else self._countries.country_name(iso3)

    def incoming(self, id: str) -> list[Incoming]:
        """What other entries say of one."""
        return incoming(self._entries.values(), id)

    def ties(self, id: str) -> Sequence[DatedTie]:
        """An entry's own ties."""
        entry = self._entries.get(id)
        return () if entry is None else entry.ties

    def names_of(self, id: str) -> str:
        """All names of an entry, folded, to look for words in; "" for none."""
        entry = self.entry(id)
        return "" if entry is None else _all_names(entry)

    def search(self, words: str, *, but: Collection[str], most: int) -> list[Entry]:
        """Entries with all the words in one of their names, those of the fewest words first."""
        wanted = fold(words).split()
        if not wanted:
            return []
        if not self._folded:
            self._folded = [(_all_names(one), id) for id, one in self._entries.items()]
        found = [
            (names.partition("\n")[0] != " ".join(wanted), len(names.split("\n")[0].split()), id)
            for names, id in self._folded
            if id not in but and has_words(names, wanted)
        ]
        return [one for *_, id in sorted(found)[:most] if (one := self.entry(id)) is not None]

    # -- as a page shows it --------------------------------------------------------------------

    def shown_ties(self, entry: Entry, today: date) -> list[FileTie]:
        """Its own ties, those that hold first."""
        found = [
            self._shown(tie.relation, tie.other, tie.period, tie.note, today) for tie in entry.ties
        ]
        return sorted(found, key=lambda one: one.is_past)

    def shown_offices(self, entry: Entry, today: date) -> list[FileTie]:
        """What a person holds or has held, the latest first."""
        held = sorted(entry.offices, key=lambda one: one.period.start or date.min, reverse=True)
        return [self._shown(one.title, one.owner, one.period, "", today) for one in held]

    def shown_incoming(self, id: str, today: date) -> list[tuple[str, list[FileTie]]]:
        """What others are to it: by relation, and the holders of each office."""
        found: defaultdict[str, list[FileTie]] = defaultdict(list)
        for one in self.incoming(id):
            what = one.what
            head = what.title if isinstance(what, Office) else what.relation.replace("_", " ")
            note = what.note if isinstance(what, DatedTie) else ""
            tie = self._shown(head, one.entry.id, what.period, note, today)
            found[head].append(tie)
        return [(head, ties[::-1]) for head, ties in found.items()]

    def _shown(self, how: str, other: str, period: object, note: str, today: date) -> FileTie:
        end = getattr(period, "end", None)
        is_past = end is not None and end < today
        relation = how.replace("_", " ")
        return FileTie(relation, other, self.name(other), in_words(str(period)), note, is_past)


def in_words(period: str) -> str:
    """``2003-01-01..2011-12-18`` as "2003 to 2011-12-18"; "" for one that is open."""
    start, _, end = period.partition("..")
    first = start.removesuffix("-01-01")
    last = end.removesuffix("-12-31")
    if not first or not last:
        return f"since {first}" if first else f"until {last}" if last else ""
    return first if first == last else f"{first} to {last}"


def has_words(names: str, wanted: Sequence[str]) -> bool:
    """Whether one line of folded names has words that begin with all those wanted."""
    if not all(word in names for word in wanted):  # mostly not: so it is quick
        return False
    return any(all(f" {word}" in f" {line}" for word in wanted) for line in names.split("\n"))


def sector_words(sectors: Sequence[str]) -> Iterator[str]:
    """PLOVER's sectors in words."""
    return (_SECTORS.get(one, one) for one in sectors)


def kind_class(entry: Entry | None) -> str:
    """The CSS class of an actor's colour in the network."""
    if entry is None:
        return "node-name"
    main = entry.sectors[0] if entry.sectors else ""
    if main in _ARMED:
        return "node-armed"
    if main in _STATE or entry.kind == "state":
        return "node-state"
    if main in _PARTIES or entry.kind == "party":
        return "node-party"
    return "node-other"


def _all_names(entry: Entry) -> str:
    names = (entry.name, entry.id, *entry.aliases, *entry.shorts, *entry.called)
    return "\n".join(dict.fromkeys(fold(name) for name in names))
