"""One self-contained HTML page: the text with its evidence lit, a card a report, no network."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..errors import DataError
from ..records.claim import Contradiction
from ..records.coded import Reason, Via
from ..records.entity import EventDate, Place
from ..records.event import CodedArticle, Participant, Relation, Report
from ..resolve.lands import Land, read_lands
from . import map_svg, wording
from .evidence import ROLES, Segment, card, marks, paragraphs
from .json_records import reasons
from .options import ExportOptions

_TEMPLATES = Path(__file__).parent / "templates"
_ROW_FIELDS = frozenset({"actors", "targets", "place", "date"})
_QUADS = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}


@dataclass(frozen=True, slots=True)
class Value:
    """A value and, in small, what else is known of it."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a card: what, and its value or values."""

    label: str
    values: tuple[Value, ...]
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One report as the page shows it."""

    id: str
    number: int
    title: str
    quad: int
    quad_name: str
    acled: str
    codes: str
    factuality: str
    auxiliary: tuple[str, ...]
    rows: tuple[Row, ...]
    flags: tuple[tuple[str, str], ...]
    """Each flag in words, and why it stands."""
    missing: tuple[str, ...]
    trigger: str


@dataclass(frozen=True, slots=True)
class Note:
    """A contradiction or a relation as the page shows it."""

    id: str
    label: str
    sentence: str
    quotes: tuple[str, ...]
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One article as the page shows it."""

    id: str
    number: int
    heading: str
    title: list[list[Segment]]
    facts: tuple[str, ...]
    link: str | None
    text: list[list[Segment]]
    headline: bool
    """Whether the first paragraph of the text reads as a headline."""
    cards: tuple[Card, ...]
    contradictions: tuple[Note, ...]
    relations: tuple[Note, ...]
    failures: tuple[str, ...]
    run: str
    placed: tuple[map_svg.Placed, ...]


def page(
    articles: Iterable[CodedArticle],
    options: ExportOptions,
    *,
    lands: Callable[[], Sequence[Land]] = read_lands,
) -> Iterator[str]:
    """The whole page. It is held back until all articles are there: its head counts them.

    ``lands`` gives the countries that the map draws; it is called only if there is a map.
    """
    sections = [
        _section(coded, number, with_text=options.with_text)
        for number, coded in enumerate(articles, start=1)
    ]
    style, script = _asset("page.css"), _asset("page.js")
    reports = sum(len(section.cards) for section in sections)
    yield (
        _environment()
        .get_template("page.html")
        .render(
            sections=sections,
            reports=reports,
            map=_map(sections, reports, lands),
            quads=_QUADS,
            roles=ROLES,
            style=Markup(style),
            script=Markup(script),
            style_hash=_digest(style),
            script_hash=_digest(script),
        )
    )


def _map(
    sections: Sequence[Section], reports: int, lands: Callable[[], Sequence[Land]]
) -> map_svg.Map | None:
    """The map of all articles' reports, without countries where their file is not there."""
    several = len(sections) > 1
    placed = [
        replace(one, ref=replace(one.ref, article=section.number)) if several else one
        for section in sections
        for one in section.placed
    ]
    if not placed:
        return None
    try:
        known = lands()
    except DataError:
        known = ()
    return map_svg.draw(placed, reports, known)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    """What the page's content security policy calls an inline style or script by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _section(coded: CodedArticle, number: int, *, with_text: bool) -> Section:
    prefix = f"a{number}"
    article = coded.article
    found = marks(coded, prefix)
    text = paragraphs(article.text, found) if with_text else []
    source = article.source
    facts = [
        f"{source.name} ({source.kind})" if source and source.kind != "unknown" else "",
        source.name if source and source.kind == "unknown" else "",
        f"published {article.published}" if article.published else "no publication date",
        f"id {wording.clip(article.id, 40)}",
    ]
    return Section(
        id=prefix,
        number=number,
        heading=wording.heading(article.title, article.text),
        title=paragraphs(article.title, found, "title") if article.title else [],
        facts=tuple(fact for fact in facts if fact),
        link=_web_address(article.url),
        text=text,
        headline=bool(text) and _reads_as_headline(text[0]),
        cards=tuple(
            _card(report, card(prefix, "r", number), number, coded)
            for number, report in enumerate(coded.reports, start=1)
        ),
        contradictions=tuple(
            _contradiction(one, card(prefix, "c", number))
            for number, one in enumerate(coded.contradictions, start=1)
        ),
        relations=tuple(
            _relation(one, card(prefix, "l", number))
            for number, one in enumerate(coded.relations, start=1)
        ),
        failures=tuple(f"{one.stage}: {one.error}" for one in coded.failures),
        run=f"dateline {coded.run.dateline} · {coded.run.parser} · codebook {coded.run.codebook}",
        placed=tuple(map_svg.placed(coded, prefix)),
    )


def _web_address(url: str | None) -> str | None:
    """``url`` where it is safe to follow: never ``javascript:`` and the like."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def _reads_as_headline(paragraph: list[Segment]) -> bool:
    text = "".join(segment.text for segment in paragraph).strip()
    return len(text) <= 140 and "\n" not in text and not text.endswith((".", "!", "?", ":", "”"))


# ---- cards -----------------------------------------------------------------------------------


def _card(report: Report, key: str, number: int, coded: CodedArticle) -> Card:
    codes = report.codes
    why = reasons(report)
    quad = codes.quad_class or 0
    kind = wording.words(report.event_type.value) or f"type {why.get('event_type', 'unknown')}"
    return Card(
        id=key,
        number=number,
        title=kind[:1].upper() + kind[1:],
        quad=quad,
        quad_name=_QUADS.get(quad, "no quad class"),
        acled=" / ".join(p for p in (codes.acled_event_type, codes.acled_sub_event_type) if p),
        codes=_codes(report),
        factuality=report.factuality.value,
        auxiliary=tuple(report.factuality.auxiliary),
        rows=tuple(_rows(report, coded)),
        flags=tuple(
            (wording.words(flag), why)
            for flag, why in zip_longest(report.flags, report.flag_reasons, fillvalue="")
        ),
        missing=tuple(
            f"{_field(field, report)}: {value}"
            for field, value in why.items()
            if field not in _ROW_FIELDS
        ),
        trigger=wording.clip(report.trigger.text, 80),
    )


def _field(field: str, report: Report) -> str:
    """``targets.0`` as the name of that target."""
    role, _, index = field.partition(".")
    if not index:
        return wording.words(field)
    people = report.actors if role == "actors" else report.targets
    return wording.clip(wording.name(people[int(index)]), 60)


def _codes(report: Report) -> str:
    codes = report.codes
    plover = " ".join(
        [codes.plover or "", *codes.plover_modes, *(f"[{c}]" for c in codes.plover_contexts)]
    ).strip()
    parts = [f"PLOVER {plover}" if plover else "", f"CAMEO {codes.cameo}" if codes.cameo else ""]
    return " · ".join(part for part in parts if part)


def _rows(report: Report, coded: CodedArticle) -> Iterator[Row]:
    date, place = report.date, report.place
    when = Value(wording.when(date), _via(date.via, _rough(date.value)))
    yield Row("When", (when,), missing=date.value is None)
    where = Value(wording.where(place), _via(place.via, _rough(place.value)))
    yield Row("Where", (where,), missing=place.value is None)
    yield _people("Who", report.actors)
    yield _people("To whom", report.targets)
    if report.counts:
        yield Row("Counts", tuple(Value(one) for one in wording.counts(report.counts)))
    if report.weapon is not None:
        yield Row("Weapon", (Value(report.weapon.text),))
    yield Row("Told by", (_tellers(report, coded),))
    if report.about is not None:
        yield Row("About", (Value(_about(report.about, coded)),))


def _tellers(report: Report, coded: CodedArticle) -> Value:
    if report.attribution:
        return Value(" › ".join(wording.tellers(report.attribution)))
    source = coded.article.source
    return Value(wording.OUTLET) if source is None else Value(source.name, wording.OUTLET)


def _about(key: str, coded: CodedArticle) -> str:
    for number, other in enumerate(coded.reports, start=1):
        if other.key == key:
            return f"report {number}, {wording.words(other.event_type.value)}"
    return key


def _people(label: str, participants: tuple[Participant, ...]) -> Row:
    if not participants:
        return Row(label, (Value(Reason.NOT_STATED.value),), missing=True)
    return Row(label, tuple(dict.fromkeys(_person(one) for one in participants)))


def _person(participant: Participant) -> Value:
    actor = participant.actor.value
    known = [] if actor is None else [actor.country, *actor.sectors]
    codes = " ".join(part for part in known if part)
    alleged = " (alleged)" if participant.alleged else ""
    return Value(wording.name(participant) + alleged, _via(participant.phrase.via, codes))


def _rough(value: EventDate | Place | None) -> str:
    """How precise a value is, where it is not as precise as can be."""
    return "" if value is None or value.precision in ("day", "exact") else value.precision


def _via(link: Via | None, first: str) -> str:
    parts = [first, f"via {link.value}" if link else ""]
    return " · ".join(part for part in parts if part)


# ---- notes -----------------------------------------------------------------------------------


def _contradiction(found: Contradiction, key: str) -> Note:
    quotes = tuple(wording.clip(quote.text, 120) for quote in found.evidence)
    return Note(key, found.kind, found.explanation, quotes)


def _relation(found: Relation, key: str) -> Note:
    quotes = (wording.clip(found.evidence.text, 160),) if found.origin == "text" else ()
    return Note(key, wording.words(found.relation), wording.relation(found), quotes, found.origin)
