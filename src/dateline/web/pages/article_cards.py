"""What an article's reports, ties and contradictions say, each value with a link to its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from ...export import wording
from ...records.claim import Contradiction, LoadedWord
from ...records.coded import Reason, Via
from ...records.entity import EventDate, Place
from ...records.event import CodedArticle, Participant, Relation, Report
from .article_marks import line

_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Value:
    """A value in words; ``key`` names the words it rests on (none: it rests on no words)."""

    text: str
    key: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a card: what, and its values; ``missing`` where it only says why there is none."""

    label: str
    values: tuple[Value, ...]
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """Something doubtful or telling of a report, in words, and why it is said."""

    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Card:
    """One report as pages show it. ``number`` counts in its article (or incident)."""

    number: int
    key: str
    title: str
    acled: str | None
    codes: tuple[str, ...]
    factuality: str
    auxiliary: tuple[str, ...]
    rows: tuple[Row, ...]
    flags: tuple[Flag, ...]
    score: float
    salience: float
    by: str
    why: str
    """Which pattern of the codebook it was, and the like."""

    @property
    def id(self) -> str:
        """Its anchor."""
        return f"r{self.number}"


@dataclass(frozen=True, slots=True)
class Note:
    """A contradiction or a tie: one sentence, the words behind it, and who says so."""

    id: str
    label: str
    sentence: str
    quotes: tuple[str, ...]
    told: str = ""
    in_text: bool = True

    @property
    def key(self) -> str:
        """The key of its words."""
        return f"{self.id}-words"


def cards(coded: CodedArticle) -> tuple[Card, ...]:
    """A card for each report of an article."""
    numbers = {report.key: n for n, report in enumerate(coded.reports, start=1)}
    return tuple(report_card(one, n, numbers) for n, one in enumerate(coded.reports, start=1))


def report_card(report: Report, number: int, numbers: dict[str, int]) -> Card:
    """One report; ``numbers`` are those of the reports that it may speak about, by their keys."""
    codes = report.codes
    acled = " / ".join(p for p in (codes.acled_event_type, codes.acled_sub_event_type) if p)
    plover = " ".join([codes.plover or "", *codes.plover_modes]).strip()
    listed = (
        acled,
        f"PLOVER {plover}" if plover else "",
        f"CAMEO {codes.cameo}" * bool(codes.cameo),
    )
    return Card(
        number=number,
        key=report.key,
        title=title_of(report),
        acled=codes.acled_event_type,
        codes=tuple(line(one, 80) for one in listed if one),
        factuality=report.factuality.value,
        auxiliary=tuple(report.factuality.auxiliary),
        rows=tuple(_rows(report, f"r{number}", numbers)),
        flags=tuple(
            Flag(line(wording.words(flag), 60), line(why, 200))
            for flag, why in zip_longest(report.flags, report.flag_reasons, fillvalue="")
        ),
        score=report.score,
        salience=report.salience,
        by=line(report.event_type.by, 60),
        why=line(report.rule, 120),
    )


def title_of(report: Report) -> str:
    """A report's event type in words, with a capital."""
    reason = report.event_type.reason
    kind = wording.words(report.event_type.value) or f"type {reason.value if reason else ''}"
    return line(kind[:1].upper() + kind[1:], 60)


def _rows(report: Report, card: str, numbers: dict[str, int]) -> Iterator[Row]:
    date, place = report.date, report.place
    when = Value(wording.when(date), f"{card}-date", _note(date.via, _rough(date.value)))
    yield Row("When", (when,), missing=date.value is None)
    where = Value(
        line(wording.where(place), _LONGEST), f"{card}-place", _note(place.via, _rough(place.value))
    )
    yield Row("Where", (where,), missing=place.value is None)
    yield _people("Who", report.actors, f"{card}-actor")
    yield _people("To whom", report.targets, f"{card}-target")
    if report.counts:
        told = enumerate(wording.counts(report.counts), start=1)
        yield Row("How many", tuple(Value(one, f"{card}-count{n}") for n, one in told))
    if report.weapon is not None:
        yield Row("Weapon", (Value(line(report.weapon.text, 80), f"{card}-weapon"),))
    yield Row("Told by", _tellers(report, card))
    if report.about is not None:
        number = numbers.get(report.about)
        yield Row("About", (Value(f"report {number}" if number else "another report"),))


def _people(label: str, people: tuple[Participant, ...], stem: str) -> Row:
    if not people:
        return Row(label, (Value(Reason.NOT_STATED.value),), missing=True)
    return Row(label, tuple(_person(one, f"{stem}{n}") for n, one in enumerate(people, start=1)))


def _person(participant: Participant, key: str) -> Value:
    actor = participant.actor.value
    known = [] if actor is None else [actor.country, *actor.sectors]
    codes = " ".join(part for part in known if part)
    unknown = "" if participant.actor.reason is None else participant.actor.reason.value
    alleged = " (alleged)" if participant.alleged else ""
    note = _note(participant.phrase.via, line(codes, 60) or unknown)
    return Value(line(wording.name(participant), _LONGEST) + alleged, key, note)


def _tellers(report: Report, card: str) -> tuple[Value, ...]:
    """The chain of telling, the outermost first."""
    if not report.attribution:
        return (Value(wording.OUTLET),)
    return tuple(
        Value(
            line(wording.speaker(one), 80),
            f"{card}-{'cue' if one.speaker is None else 'speaker'}{n}",
            f"“{line(one.cue.text, 40)}”, {one.stance}",
        )
        for n, one in enumerate(report.attribution, start=1)
    )


def _rough(value: EventDate | Place | None) -> str:
    """How precise a value is, where it is not as precise as can be."""
    plain = value is None or value.precision in ("day", "range", "exact", "near")
    return "" if value is None or plain else value.precision


def _note(link: Via | None, first: str) -> str:
    return " · ".join(part for part in (first, f"via {link.value}" if link else "") if part)


# -- contradictions, ties, loaded words --------------------------------------------------------


def contradiction_notes(found: Iterable[Contradiction]) -> tuple[Note, ...]:
    """What of an article cannot both hold."""
    return tuple(
        Note(f"c{n}", one.kind, line(one.explanation), _quotes(q.text for q in one.evidence))
        for n, one in enumerate(found, start=1)
    )


def relation_notes(found: Iterable[Relation]) -> tuple[Note, ...]:
    """Ties between actors; those of the actor file have no words."""
    return tuple(
        Note(
            f"l{n}",
            wording.words(one.relation),
            line(wording.relation(one)),
            _quotes([one.evidence.text]) if one.origin == "text" else (),
            line(" › ".join(wording.tellers(one.attribution)) if one.attribution else "", 120),
            in_text=one.origin == "text",
        )
        for n, one in enumerate(found, start=1)
    )


def _quotes(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(line(text, _LONGEST) for text in texts)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A word that speaks well or ill of somebody, and the key of where it first stands."""

    text: str
    side: str
    key: str


def loaded_words(coded: CodedArticle) -> tuple[Loaded, ...]:
    """Each loaded word of an article once for each side."""
    found: dict[tuple[str, str], Loaded] = {}
    for number, report in enumerate(coded.reports, start=1):
        for one in report.loaded:
            found.setdefault(
                _folded(one), Loaded(line(one.quote.text, 60), one.side, f"r{number}-loaded")
            )
    return tuple(found.values())


def _folded(one: LoadedWord) -> tuple[str, str]:
    return one.quote.text.casefold(), one.side
