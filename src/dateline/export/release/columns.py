"""The columns of a release's tables, each with its type and one line of meaning."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ...codebook.actor_codes import plover_country, plover_sector
from ...records.entity import Actor
from ...records.event import Participant, Report
from ...records.text import Quote
from .. import csv_incidents, csv_rows, wording
from ..columns import Column, Kind, Value
from ..json_records import reasons
from ..json_values import COUNT_KINDS
from .rows import ReleasedArticle, ReleasedReport

_SAYS = {column.name: column.says for column in csv_incidents.COLUMNS}

INCIDENTS = csv_incidents.COLUMNS


# -- articles ------------------------------------------------------------------------------


def articles(*, with_text: bool) -> tuple[Column[ReleasedArticle], ...]:
    """The columns of the articles, the text last."""
    return (*_HEADS, _TEXT) if with_text else _HEADS


def _source(name: str, field: str, says: str) -> Column[ReleasedArticle]:
    def cell(article: ReleasedArticle) -> Value:
        source = article.head.source
        value: str | None = None if source is None else getattr(source, field)
        return value

    return Column(name, "text", cell, says)


def _ties(article: ReleasedArticle) -> Value:
    source = article.head.source
    return [f"{tie.relation} {tie.other}" for tie in source.ties] if source else []


_HEADS: tuple[Column[ReleasedArticle], ...] = (
    Column("hash", "text", lambda a: a.head.hash, "the article's hash: what its reports name"),
    Column("id", "text", lambda a: a.head.id, "the id it was given, else the hash"),
    Column("published", "day", lambda a: a.head.published, "the day of publication"),
    _source("source", "name", "who published it"),
    _source("source_kind", "kind", "what kind of outlet that is, where it is known"),
    _source("source_owner", "owner", "who owns the outlet, where it is known"),
    _source("source_country", "country", "the outlet's country, ISO 3166-1 alpha-3"),
    Column("source_ties", "texts", _ties, "the outlet's known ties: relation and actor's id"),
    Column("title", "text", lambda a: a.head.title, "its title"),
    Column("url", "text", lambda a: a.head.url, "where it was published"),
    Column("language", "text", lambda a: a.head.language, "ISO 639-1"),
    Column("copy_of", "text", lambda a: a.head.copy_of, "the hash of the article it copies"),
    Column("reports", "number", lambda a: a.reports, "how many reports of the release are its"),
    Column("characters", "number", lambda a: a.characters, "length of the text as it was given"),
    Column("text_sha256", "text", lambda a: a.sha256, "SHA-256 of the text as given, in UTF-8"),
)
_TEXT: Column[ReleasedArticle] = Column("text", "text", lambda a: a.text.text, "the text")


# -- reports -------------------------------------------------------------------------------


def reports(*, with_text: bool) -> tuple[Column[ReleasedReport], ...]:
    """The columns of the reports: what was coded, then where its words stand."""
    spans = (column for span in _SPANS for column in _span(span, with_text=with_text))
    return (*_CODED, *spans, _IN_TITLE)


def _same(name: str, kind: Kind, says: str = "") -> Column[ReleasedReport]:
    """A column of ``dateline code --format csv``."""
    read = csv_rows.COLUMNS[name]

    def cell(row: ReleasedReport) -> Value:
        value = read(row.around, row.named)
        return date.fromisoformat(value) if kind == "day" and isinstance(value, str) else value

    return Column(name, kind, cell, says or _SAYS[name])


def _listed(
    name: str, says: str, read: Callable[[Report], Sequence[str | None]]
) -> Column[ReleasedReport]:
    return Column(name, "texts", lambda row: list(read(row.named)), says)


def _people(side: str) -> Iterator[Column[ReleasedReport]]:
    """Who they are, one value a participant in each column."""
    parts: tuple[tuple[str, str, Callable[[Participant], str | None]], ...] = (
        (f"{side}s", "names", wording.name),
        (f"{side}_ids", "ids in the actor file", _of_actor(lambda a: a.id)),
        (f"{side}_countries", "countries, ISO 3166-1 alpha-3", _of_actor(lambda a: a.country)),
        (f"{side}_sectors", "PLOVER sectors, the main one first",
         _of_actor(lambda a: " ".join(a.sectors))),
        (f"{side}_acled_types", "ACLED's actor types", _of_actor(lambda a: a.acled_type)),
        (f"{side}_plover_countries", "countries as PLOVER codes them", _of_actor(plover_country)),
        (f"{side}_plover_sectors", "main sectors as PLOVER codes them", _of_actor(plover_sector)),
        (f"{side}_alleged", "yes where the text only alleges the part",
         lambda one: "yes" if one.alleged else None),
    )  # fmt: skip
    for name, says, read in parts:
        yield _listed(name, f"the {side}s: {says}", _each(side, read))


def _each(
    side: str, read: Callable[[Participant], str | None]
) -> Callable[[Report], Sequence[str | None]]:
    return lambda report: [
        read(one) for one in (report.actors if side == "actor" else report.targets)
    ]


def _of_actor(read: Callable[[Actor], str | None]) -> Callable[[Participant], str | None]:
    return lambda one: None if one.actor.value is None else read(one.actor.value)


_CODED: tuple[Column[ReleasedReport], ...] = (
    Column("report_key", "text", lambda row: row.coded.key,
           "the report's key: its article's hash and where its trigger stood when it was coded"),
    Column("incident", "text", lambda row: row.incident, "the incident that it tells of"),
    _same("article_hash", "text", "the article that tells it"),
    _same("published", "day", "the article's day of publication"),
    _same("source", "text", "who published the article"),
    _same("title", "text", "the article's title"),
    _same("url", "text", "the article's address"),
    _same("event_type", "text"),
    _same("score", "decimal", "the chance that its words report an event of this type"),
    _same("plover", "text"),
    _listed("plover_modes", _SAYS["plover_modes"], lambda r: r.codes.plover_modes),
    _listed("plover_contexts", _SAYS["plover_contexts"], lambda r: r.codes.plover_contexts),
    _same("intensity", "decimal"),
    _same("cameo", "text"),
    _same("acled_event_type", "text"),
    _same("acled_sub_event_type", "text"),
    _same("quad_class", "number"),
    _same("factuality", "text"),
    _listed("auxiliary", "PLOVER's flags", lambda r: r.factuality.auxiliary),
    _same("date_start", "day"),
    _same("date_end", "day"),
    _same("date_precision", "text"),
    _same("date_via", "text", "the link to a date that does not stand beside the trigger"),
    _same("place_name", "text"),
    _same("admin2", "text"),
    _same("admin1", "text"),
    _same("country", "text"),
    _same("country_iso2", "text"),
    _same("country_fips", "text"),
    _same("lat", "decimal"),
    _same("lon", "decimal"),
    _same("geonames_id", "number"),
    _same("place_precision", "text"),
    _same("acled_geo_precision", "number"),
    _same("ucdp_where_prec", "number"),
    _same("place_via", "text", "the link to a place that does not stand beside the trigger"),
    *_people("actor"),
    *_people("target"),
    *(
        _same(f"{kind}_{end}", "number", f"{kind}: {end} end; no {end} end: open, or not said")
        for kind in COUNT_KINDS
        for end in ("low", "high")
    ),
    _listed("speakers", "who tells it, the outermost first; none: the outlet itself",
            lambda r: [wording.speaker(link) for link in r.attribution]),
    _listed("speaker_ids", "their ids in the actor file",
            lambda r: [link.speaker.id if link.speaker else None for link in r.attribution]),
    _listed("stances", "what each does: states, claims, alleges, denies, confirms, doubts",
            lambda r: [link.stance for link in r.attribution]),
    _same("about", "text", "the report that a demand, denial, claim or accusation speaks of"),
    _listed("flags", "flags, such as partisan_source", lambda r: r.flags),
    _listed("reasons", "why each field without a value has none",
            lambda r: [f"{field}: {why}" for field, why in reasons(r).items()]),
)  # fmt: skip


# -- where the words stand -----------------------------------------------------------------


class _Words(NamedTuple):
    """Words of the article that a value rests on."""

    name: str
    says: str
    quotes: Callable[[Report], Sequence[Quote]]
    is_one: bool = False


_SPANS = (
    _Words("trigger", "the words that report the act", lambda r: [r.trigger], is_one=True),
    _Words("sentence", "their sentence", lambda r: [r.sentence], is_one=True),
    _Words("actor_texts", "the actors' words", lambda r: [one.phrase.quote for one in r.actors]),
    _Words("target_texts", "the targets' words",
           lambda r: [one.phrase.quote for one in r.targets]),
    _Words("place_text", "the place's words",
           lambda r: r.place.evidence[:1] if r.place.value is not None else (), is_one=True),
    _Words("date_text", "the date's words",
           lambda r: r.date.evidence[:1] if r.date.value is not None else (), is_one=True),
    _Words("count_texts", "the counts' words, in the order of their columns",
           lambda r: [quote for kind in COUNT_KINDS for quote in _first(r, kind)]),
    _Words("weapon", "with what", lambda r: [r.weapon] if r.weapon else [], is_one=True),
    _Words("speaker_texts", "the speakers' words; a speaker who is not named has none",
           lambda r: [link.speaker.quote for link in r.attribution if link.speaker]),
    _Words("cues", "the words that say that somebody tells it",
           lambda r: [link.cue for link in r.attribution]),
    _Words("factuality_cues", "the words that say whether it happened",
           lambda r: r.factuality.cues),
    _Words("loaded", "words that speak well or ill of those they are said of",
           lambda r: [one.quote for one in r.loaded]),
)  # fmt: skip


def _first(report: Report, kind: str) -> Iterator[Quote]:
    found = next((count for count in report.counts if count.kind == kind), None)
    if found is not None:
        yield found.quote


def _span(span: _Words, *, with_text: bool) -> Iterator[Column[ReleasedReport]]:
    """The words, or else their digests, and the offsets of their first and last character."""
    if with_text:
        yield _column(span, span.name, "text", span.says, _words_of)
    else:
        says = f"{span.says}: SHA-256 in UTF-8"
        yield _column(span, f"{span.name}_sha256", "text", says, _digest)
    yield _column(span, f"{span.name}_start", "number", f"{span.says}: where they begin", _start)
    yield _column(span, f"{span.name}_end", "number", f"{span.says}: where they end", _end)


def _column(
    span: _Words,
    name: str,
    kind: Kind,
    says: str,
    read: Callable[[ReleasedArticle, Quote], str | int | None],
) -> Column[ReleasedReport]:
    def cells(row: ReleasedReport) -> Value:
        return [read(row.article, quote) for quote in span.quotes(row.coded)]  # type: ignore[return-value]

    def cell(row: ReleasedReport) -> Value:
        return next((read(row.article, quote) for quote in span.quotes(row.coded)), None)

    if span.is_one:
        return Column(name, kind, cell, says)
    return Column(name, "texts" if kind == "text" else "numbers", cells, says)


def _words_of(article: ReleasedArticle, quote: Quote) -> str:
    return article.words(quote).text


def _digest(article: ReleasedArticle, quote: Quote) -> str | None:
    """None where the words hold a private person's name: a digest of it could be guessed."""
    if article.words(quote).text != quote.text:
        return None
    return hashlib.sha256(quote.text.encode()).hexdigest()


def _start(article: ReleasedArticle, quote: Quote) -> int:
    return article.offsets(quote)[0]


def _end(article: ReleasedArticle, quote: Quote) -> int:
    return article.offsets(quote)[1]


def _in_title(row: ReleasedReport) -> Value:
    return [
        span.name if span.is_one else f"{span.name} {number}"
        for span in _SPANS
        for number, quote in enumerate(span.quotes(row.coded), start=1)
        if quote.field == "title"
    ]


_IN_TITLE: Column[ReleasedReport] = Column(
    "in_title",
    "texts",
    _in_title,
    "what counts its offsets in the title, not the text: a column, of a list with the number",
)
