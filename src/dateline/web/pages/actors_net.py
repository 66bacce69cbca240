"""The network: who acts on whom in some incidents, and who is tied to whom by file or text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from markupsafe import Markup

from ...errors import InputError
from ...export import wording
from ...resolve.actor_file import DatedTie
from ...store.words import fold
from ..charts import MOST_NODES, NETWORK, NETWORK_PHONE, Edge, Node, network_chart
from ..context import Workbench
from ..filters import Asked
from ..index import Selection
from ..index.columns import Columns, Mask, Rows
from ..index.derived import Kept
from .actors_book import Book, Pairs, Tally, Who, book_of, mask_of, newest
from .actors_known import Known, in_words, kind_class
from .actors_list import about
from .actors_paging import chosen
from .actors_paths import actor_path
from .actors_texts import MOST_INCIDENTS, Said, Texts, ToldTie

OWN = ("show", "known", "most")
"""Beside filters: acts, ties or both; whether names without an id count; how many nodes."""
SHOW = ("both", "acts", "ties")
KNOWN = ("all", "file")
MOST_IN_FILES = 2_000
"""So many nodes a file may ask for; a picture has `MOST_NODES`."""
MOST_LINES = 150
"""So many acts are drawn, the strongest: more are a thicket."""
_LABEL = 60
_NAME = "Who acts on whom, and who is tied to whom"

Kind = Literal["act", "tie"]
Origin = Literal["incidents", "actor file", "text"]


@dataclass(frozen=True, slots=True)
class NetNode:
    """An actor; ``number`` is its own in this network, from 0 on."""

    number: int
    name: str
    id: str | None
    path: str
    about: str
    class_: str
    incidents: int
    acting: int
    suffering: int


@dataclass(frozen=True, slots=True)
class NetEdge:
    """An act or a tie between two nodes, by their numbers.

    ``incidents`` are those in which the one acts on the other (0 for a tie); ``tellers`` the
    outlets that state a tie; ``note`` where the actor file has it from; ``articles`` their hashes.
    """

    source: int
    target: int
    kind: Kind
    relation: str
    incidents: int
    origin: Origin
    tellers: tuple[str, ...] = ()
    period: str = ""
    note: str = ""
    articles: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What it is, and who says so."""
        if self.kind == "act":
            return f"{self.incidents:,} incident{'' if self.incidents == 1 else 's'}"
        how = self.relation.replace("_", " ")
        if self.origin == "actor file":
            return f"{how} (actor file)"
        told = ", ".join(self.tellers[:3]) or "an unknown outlet"
        return f"{how} (told by {told})"


@dataclass(frozen=True, slots=True)
class Net:
    """The strongest nodes and what lies between them, out of so many actors tied to one another.

    ``articles`` were read for ties in texts.
    """

    nodes: tuple[NetNode, ...] = ()
    edges: tuple[NetEdge, ...] = ()
    actors: int = 0
    articles: int = 0
    show: str = SHOW[0]
    known: str = KNOWN[0]


def network(bench: Workbench, selection: Selection | None, asked: Asked, *, most: int) -> Net:
    """The network of some incidents. Raises `InputError` for an option that cannot be."""
    show, known = (
        chosen(asked.get("show"), SHOW, "show"),
        chosen(asked.get("known"), KNOWN, "known"),
    )
    if selection is None:
        return Net(show=show, known=known)
    return _Weaving(bench, selection, show, known).net(most)


def most_nodes(asked: Asked, most: int) -> int:
    """How many nodes are asked for. Raises `InputError`."""
    words = asked.get("most")
    if not words:
        return min(MOST_NODES, most)
    if not (words.isascii() and words.isdigit() and len(words) < 6 and 2 <= int(words) <= most):
        raise InputError(f"most: {words[:60]!r} is not a number of nodes from 2 to {most:,}")
    return int(words)


class _Weaving:
    """Puts the network together."""

    def __init__(self, bench: Workbench, selection: Selection, show: str, known: str) -> None:
        self._bench = bench
        self._snapshot = selection.snapshot
        self._known = bench.part(Known)
        self._book: Book = book_of(bench, selection.snapshot)
        self._columns: Columns = self._book.columns
        self._mask: Mask | None = mask_of(selection)
        self._tally: Tally = self._book.tally(self._mask)
        self._show, self._only = show, known

    def net(self, most: int) -> Net:
        """The strongest ``most`` nodes."""
        pairs = self._pairs() if self._show != "ties" else None
        ties = list(self._file_ties()) if self._show != "acts" else []
        chosen = self._strongest(pairs, ties, most)
        numbers = {number: place for place, number in enumerate(chosen)}
        said = self._texts(chosen) if self._show != "acts" else None
        edges = [
            *(_acts(pairs, numbers) if pairs is not None else ()),
            *(_from_file(a, b, tie, numbers) for a, b, tie in ties
              if a in numbers and b in numbers),
            *(self._told(one, numbers) for one in (said.ties if said else ())),
        ]  # fmt: skip
        return Net(
            nodes=tuple(self._node(number, place) for number, place in numbers.items()),
            edges=tuple(edges),
            actors=self._tied(pairs, ties),
            articles=said.articles if said else 0,
            show=self._show,
            known=self._only,
        )

    def _pairs(self) -> Pairs:
        pairs = self._book.pairs(self._mask)
        if self._only == "all":
            return pairs
        has_id = np.fromiter((bool(one.id) for one in self._book.whos), np.bool_)
        kept = has_id[pairs.source] & has_id[pairs.target]
        return Pairs(pairs.source[kept], pairs.target[kept], pairs.count[kept])

    def _file_ties(self) -> Iterator[tuple[int, int, DatedTie]]:
        """The actor file's ties between actors of the incidents that held in their days."""
        first, last = self._days()
        there = self._tally.incidents > 0
        for one in self._book.whos:
            if one.id is None or not there[one.number]:
                continue
            for tie in self._known.ties(one.id):
                other = self._book.of_id(tie.other)
                if other is None or not there[other.number]:
                    continue
                start, end = tie.period.start or date.min, tie.period.end or date.max
                if start <= last and end >= first:
                    yield one.number, other.number, tie

    def _days(self) -> tuple[date, date]:
        days = (
            self._columns.first_day if self._mask is None else self._columns.first_day[self._mask]
        )
        days = days[days > 0]
        if not len(days):
            return date.min, date.max
        return date.fromordinal(int(days.min())), date.fromordinal(int(days.max()))

    def _tied(self, pairs: Pairs | None, ties: Sequence[tuple[int, int, DatedTie]]) -> int:
        return int(np.count_nonzero(self._ends(pairs, ties)))

    def _ends(self, pairs: Pairs | None, ties: Sequence[tuple[int, int, DatedTie]]) -> Mask:
        """Who is tied to somebody else."""
        ends = np.zeros(len(self._book), np.bool_)
        if pairs is not None:
            apart = pairs.source != pairs.target
            ends[pairs.source[apart]] = True
            ends[pairs.target[apart]] = True
        for a, b, _ in ties:
            if a != b:
                ends[[a, b]] = True
        return ends

    def _strongest(
        self, pairs: Pairs | None, ties: Sequence[tuple[int, int, DatedTie]], most: int
    ) -> list[int]:
        """Of those who are tied, those with most incidents."""
        there = np.flatnonzero(self._ends(pairs, ties))
        places = self._book.ranked.places[there]
        order = np.lexsort((places, -self._tally.incidents[there]))[:most]
        strongest: list[int] = there[order].tolist()
        return strongest

    def _node(self, number: int, place: int) -> NetNode:
        who, tally = self._book.whos[number], self._tally
        entry = self._known.entry(who.id) if who.id else None
        return NetNode(
            number=place,
            name=who.name,
            id=who.id,
            path=actor_path(who.name, who.id),
            about=about(entry, self._known),
            class_=kind_class(entry),
            incidents=int(tally.incidents[number]),
            acting=int(tally.acting[number]),
            suffering=int(tally.suffering[number]),
        )

    # -- texts -------------------------------------------------------------------------------

    def _texts(self, chosen: Sequence[int]) -> Said:
        whos = {_key(self._book.whos[number]): number for number in chosen}
        ids = newest(self._columns, self._rows(chosen), MOST_INCIDENTS)
        return self._bench.part(Texts).among(whos, ids, self._snapshot.run, self._snapshot.version)

    def _rows(self, chosen: Sequence[int]) -> Rows:
        """The rows in which somebody of them has a part."""
        mask = np.zeros(len(self._columns), np.bool_)
        for number in chosen:
            mask[self._book.rows(self._book.whos[number])] = True
        if self._mask is not None:
            mask &= self._mask
        return np.flatnonzero(mask)

    def _told(self, tie: ToldTie, numbers: dict[int, int]) -> NetEdge:
        source, target = (self._number(one.id, one.name) for one in (tie.subject, tie.object))
        return NetEdge(
            numbers[source], numbers[target], "tie", tie.relation, 0, "text",
            tellers=tuple(name for name in tie.outlets if name),
            articles=tuple(dict.fromkeys(one.where.article for one in tie.tellings)),
        )  # fmt: skip

    def _number(self, id: str | None, name: str) -> int:
        who = self._book.of_id(id) if id else self._book.of_name(name)
        if who is None:
            raise AssertionError("only ties between the network's own actors are told")
        return who.number


def _key(who: Who) -> str:
    """As `actors_texts.Party.key`."""
    return who.id or f"\0{fold(who.name)}"


def _acts(pairs: Pairs, numbers: dict[int, int]) -> Iterator[NetEdge]:
    size = int(max(pairs.source.max(initial=0), pairs.target.max(initial=0))) + 1
    there = np.zeros(size, np.bool_)
    there[[number for number in numbers if number < size]] = True
    for place in np.flatnonzero(there[pairs.source] & there[pairs.target]).tolist():
        a, b = int(pairs.source[place]), int(pairs.target[place])
        count = int(pairs.count[place])
        yield NetEdge(numbers[a], numbers[b], "act", "acts_on", count, "incidents")


def _from_file(a: int, b: int, tie: DatedTie, numbers: dict[int, int]) -> NetEdge:
    return NetEdge(
        numbers[a], numbers[b], "tie", tie.relation, 0, "actor file",
        period=in_words(str(tie.period)), note=tie.note,
    )  # fmt: skip


class Pictures:
    """The pictures of the last networks, which take a while: ``bench.part(Pictures)``."""

    def __init__(self, bench: Workbench) -> None:
        self._kept = Kept()

    def of(self, net: Net) -> tuple[Markup, Markup]:
        """For wide and for narrow screens."""
        return self._kept.of((net.nodes, net.edges), lambda: _pictures(net))


def _pictures(net: Net) -> tuple[Markup, Markup]:
    nodes, edges = drawn(net)
    _, fewer = drawn(net, MOST_LINES // 2)
    return (
        network_chart(nodes, edges, name=_NAME, id="network", size=NETWORK),
        network_chart(nodes, fewer, name=_NAME, id="network-phone", size=NETWORK_PHONE),
    )


# -- as a picture --------------------------------------------------------------------------


def drawn(net: Net, most: int = MOST_LINES) -> tuple[list[Node], list[Edge]]:
    """The nodes and edges of the picture; several ties of the same two are one line.

    Each node keeps its strongest act; beyond that, only the ``most`` strongest acts are drawn.
    """
    nodes = [
        Node(
            f"a{one.number}", wording.clip(one.name, _LABEL), one.incidents, one.path, one.class_,
            _noted(one),
        )
        for one in net.nodes
    ]  # fmt: skip
    lines: dict[tuple[int, int, Kind], list[NetEdge]] = {}
    for edge in net.edges:
        ends = (edge.source, edge.target)
        if edge.kind == "tie":  # a line without a head: the same both ways
            ends = (min(ends), max(ends))
        lines.setdefault((*ends, edge.kind), []).append(edge)
    return nodes, _strongest_lines([_line(some) for some in lines.values()], most)


def _strongest_lines(lines: Sequence[Edge], most: int) -> list[Edge]:
    acts = sorted((one for one in lines if one.kind == "act"), key=lambda one: -one.weight)
    kept, reached = [], set[str]()
    for place, one in enumerate(acts):
        if place < most or not {one.source, one.target} <= reached:
            kept.append(one)
            if one.source != one.target:
                reached |= {one.source, one.target}
    return [*kept, *(one for one in lines if one.kind == "tie")]


def _line(edges: Sequence[NetEdge]) -> Edge:
    first = edges[0]
    note = "; ".join(dict.fromkeys(wording.clip(one.words, 120) for one in edges))
    against = all(one.relation in ("opposes", "designated_by") for one in edges)
    class_ = "against" if first.kind == "tie" and against else ""
    return Edge(
        f"a{first.source}", f"a{first.target}", max(first.incidents, 1), first.kind, note, class_
    )


def _noted(one: NetNode) -> str:
    acts = f"{one.incidents:,} incidents, {one.acting:,} as actor, {one.suffering:,} as target"
    return f"{one.about}; {acts}" if one.about else acts
