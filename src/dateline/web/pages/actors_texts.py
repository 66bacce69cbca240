"""What the texts say of an actor: ties and who tells them, and what contradicts what.

Ties stand in the coding of each article, which no table lists. So the latest incidents of an actor
are read with their articles, and the latest articles that name it; how many is said. What an
article's coding holds does not change, so each is read once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ...export import wording
from ...records.claim import Contradiction
from ...records.event import CodedArticle, Participant, Relation
from ...records.incident import Incident
from ...store.words import fold
from ..context import Workbench
from ..index.derived import Kept

MOST_INCIDENTS = 100
MOST_ARTICLES = 120
_NAMING = 40
"""So many articles that name the actor are read beside those of its incidents."""
_MOST_KEPT = 20_000
_LEAST_LETTERS = 4
_ABOUT_WHO = frozenset({"actor", "name"})


@dataclass(frozen=True, slots=True)
class Party:
    """One end of a tie."""

    name: str
    id: str | None

    @property
    def key(self) -> str:
        """The same for the same actor."""
        return self.id or f"\0{fold(self.name)}"


@dataclass(frozen=True, slots=True)
class Where:
    """The article that some words stand in."""

    article: str
    outlet: str | None
    published: date | None
    title: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One statement of a tie: the words, the chain of telling (outermost first), the article."""

    subject: Party
    relation: str
    object: Party
    words: str
    tellers: tuple[str, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class ToldTie:
    """A tie, and every statement of it that was found."""

    subject: Party
    relation: str
    object: Party
    tellings: tuple[Telling, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who published the statements, each once."""
        return tuple(dict.fromkeys(one.where.outlet or "" for one in self.tellings))


@dataclass(frozen=True, slots=True)
class Side:
    """Words of a contradiction, and where they stand; ``report`` is the key of their report."""

    words: str
    where: Where | None
    report: str | None = None


@dataclass(frozen=True, slots=True)
class Against:
    """A contradiction: between reports of an incident, or (no incident) inside an article."""

    kind: str
    explanation: str
    incident: str | None
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """What is kept of the coding of one article."""

    where: Where
    ties: tuple[Telling, ...]
    contradictions: tuple[Against, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What was found, and in how much."""

    ties: tuple[ToldTie, ...]
    contradictions: tuple[Against, ...]
    incidents: int
    articles: int


class Texts:
    """Reads incidents and the coding of articles: ``bench.part(Texts)``. For several threads."""

    def __init__(self, bench: Workbench) -> None:
        self._store = bench.store
        self._articles = Kept(_MOST_KEPT)
        self._answers = Kept()

    def article(self, hash: str, run: int) -> Read | None:
        """An article's ties and contradictions; None where the run has not coded it."""

        def read() -> Read | None:
            coded = self._store.coded(hash, run)
            return None if coded is None else _read(coded)

        return self._articles.of((run, hash), read)

    def incidents(self, ids: Iterable[str], run: int) -> list[Incident]:
        """The incidents of some ids, as far as they are there."""
        found = (self._store.incident(id, run) for id in ids)
        return [one for one in found if one is not None]

    def about(self, who: Party, ids: Sequence[str], run: int, version: str) -> Said:
        """What the incidents of these ids, their articles and those that name it say of one."""

        def read() -> Said:
            incidents = self.incidents(ids[:MOST_INCIDENTS], run)
            hashes = dict.fromkeys(
                hash
                for incident in incidents
                for hash in dict.fromkeys(key.partition(":")[0] for key in incident.reports)
            )
            naming = self._naming(who) if who.id else []
            wanted = dict.fromkeys([*naming, *list(hashes)[: MOST_ARTICLES - len(naming)]])
            articles = self._read_all(wanted, run)
            inside = (one for read in articles for one in read.contradictions)
            return Said(
                ties=together(t for read in articles for t in read.ties if _is_of(t, who)),
                contradictions=(
                    *(one for one in inside if _names(one, who)),
                    *self.between(incidents, run),
                ),
                incidents=len(incidents),
                articles=len(articles),
            )

        return self._answers.of((who, version, len(ids)), read)

    def among(self, whos: dict[str, int], ids: Sequence[str], run: int, version: str) -> Said:
        """Ties between some actors (`Party.key`) that the articles of these incidents state."""

        def read() -> Said:
            incidents = self.incidents(ids[:MOST_INCIDENTS], run)
            keys = (key for incident in incidents for key in incident.reports)
            hashes = list(dict.fromkeys(key.partition(":")[0] for key in keys))[:MOST_ARTICLES]
            articles = self._read_all(hashes, run)
            found = together(
                tie
                for one in articles
                for tie in one.ties
                if tie.subject.key in whos and tie.object.key in whos
            )
            return Said(found, (), len(incidents), len(articles))

        return self._answers.of((frozenset(whos), tuple(ids), version), read)

    def between(self, incidents: Iterable[Incident], run: int) -> Iterator[Against]:
        """The contradictions between the reports of incidents, those about who it is first."""
        found = [
            (one.kind not in _ABOUT_WHO, incident.id, one)
            for incident in incidents
            for one in incident.contradictions
        ]
        for _, id, one in sorted(found, key=lambda some: some[0]):
            sides = tuple(
                Side(words.quote.text, self._place(words.report, run), words.report)
                for words in one.evidence
            )
            yield Against(one.kind, one.explanation, id, sides)

    # -- inside ------------------------------------------------------------------------------

    def _read_all(self, hashes: Iterable[str], run: int) -> list[Read]:
        found = (self.article(hash, run) for hash in hashes)
        return [one for one in found if one is not None]

    def _naming(self, who: Party) -> list[str]:
        """The latest articles that have the very name somewhere."""
        name = who.name.replace('"', " ").strip()
        if len(name) < _LEAST_LETTERS:
            return []
        found = self._store.articles_page(text=f'"{name}"', limit=_NAMING)
        return [one.hash for one in found.items]

    def _place(self, report: str, run: int) -> Where | None:
        read = self.article(report.partition(":")[0], run)
        return None if read is None else read.where


def together(tellings: Iterable[Telling]) -> tuple[ToldTie, ...]:
    """The same tie once, with all its statements; those that most outlets tell first."""
    found: dict[tuple[str, str, str], list[Telling]] = {}
    for one in tellings:
        found.setdefault((one.subject.key, one.relation, one.object.key), []).append(one)
    ties = [ToldTie(some[0].subject, some[0].relation, some[0].object, tuple(some))
            for some in found.values()]  # fmt: skip
    return tuple(sorted(ties, key=lambda one: (-len(one.outlets), -len(one.tellings))))


def _read(coded: CodedArticle) -> Read:
    article = coded.article
    where = Where(
        article.hash,
        article.source.name if article.source else None,
        article.published,
        wording.heading(article.title, article.text),
    )
    return Read(
        where,
        tuple(_telling(one, where) for one in coded.relations if one.origin == "text"),
        tuple(_inside(one, where) for one in coded.contradictions),
    )


def _telling(relation: Relation, where: Where) -> Telling:
    chain = tuple(wording.tellers(relation.attribution)) if relation.attribution else ()
    subject, other = _party(relation.subject), _party(relation.object)
    return Telling(subject, relation.relation, other, relation.evidence.text, chain, where)


def _party(participant: Participant) -> Party:
    actor = participant.actor.value
    return Party(wording.name(participant), None if actor is None else actor.id)


def _inside(found: Contradiction, where: Where) -> Against:
    sides = tuple(Side(quote.text, where) for quote in found.evidence)
    return Against(found.kind, found.explanation, None, sides)


def _is_of(tie: Telling, who: Party) -> bool:
    return who.key in (tie.subject.key, tie.object.key)


def _names(found: Against, who: Party) -> bool:
    """Whether a contradiction inside an article is about the actor."""
    name = who.name.casefold()
    return found.kind in _ABOUT_WHO and name in found.explanation.casefold()
