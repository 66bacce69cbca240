"""Whole articles, read through for events that no report tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from fastapi import HTTPException
from pydantic import BaseModel, Field

from ...codebook import load_codebook
from ...errors import InputError
from ...export.columns import Column
from ...export.evidence import Mark, Segment, paragraphs
from ...records.article import Article
from ...records.decision import ArticleReview, AuditSample, MissedEvent
from ...records.event import Report
from ...review.missed import read_for
from ..context import Workbench
from ..security.visitors import Visitor
from .review_words import find_words

_MOST_MISSED = 200


class Reading(BaseModel):
    """The form of the reading page: name a missed event, take one back, or say "complete"."""

    act: Literal["add", "remove", "complete", "open"]
    words: str = Field("", max_length=400)
    near: str = Field("", max_length=12)
    type: str = Field("", max_length=100)
    note: str = Field("", max_length=500)
    number: int = Field(0, ge=0, le=10**6)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, and the character of the article where it begins."""

    start: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An article of a sample before one reader: its reports, and what the reader said of it."""

    sample: AuditSample
    article: Article
    position: int
    reports: tuple[Report, ...]
    own: ArticleReview | None
    next: str | None

    @property
    def missed(self) -> tuple[MissedEvent, ...]:
        """The events that the reader misses."""
        return self.own.missed if self.own else ()

    @property
    def is_complete(self) -> bool:
        """Whether the reader has said so."""
        return self.own is not None and self.own.complete

    @property
    def title(self) -> str:
        """The article's title, or its id."""
        return self.article.title or self.article.id

    @property
    def address(self) -> str:
        """Of the page."""
        return f"/audit/{self.sample.id}/articles/{self.article.hash}"


@dataclass(frozen=True, slots=True)
class Row:
    """An article in the list of a sample."""

    position: int
    hash: str
    title: str
    outlet: str
    stratum: str
    readers: tuple[str, ...]
    missed: int
    begun: bool


ROW_COLUMNS: tuple[Column[Row], ...] = (
    Column("position", "number", lambda row: row.position, "its place, from 1"),
    Column("article", "text", lambda row: row.hash, "the article's hash"),
    Column("title", "text", lambda row: row.title, "its title"),
    Column("outlet", "text", lambda row: row.outlet, "who published it"),
    Column("stratum", "text", lambda row: row.stratum, "with or without reports"),
    Column("readers", "texts", lambda row: row.readers, "who read it to the end"),
    Column("missed", "number", lambda row: row.missed, "missed events named by them"),
)


def last_of(
    reviews: Sequence[ArticleReview], sample: AuditSample, reader: str
) -> dict[str, ArticleReview]:
    """A reader's last word on each article of a sample."""
    mine = (one for one in reviews if one.sample == sample.id and one.reviewer == reader)
    return {one.article: one for one in sorted(mine, key=lambda one: one.at)}


def read_item(bench: Workbench, sample: AuditSample, hash: str, who: Visitor) -> Item:
    """One article of a sample. Raises `HTTPException` (404) where it is not in it, or gone."""
    keys = [one.report for one in sample.items]
    article = bench.store.article(hash) if hash in keys else None
    if article is None:
        raise HTTPException(404, "there is no such article in this sample")
    coded = bench.store.coded(hash, sample.run)
    mine = last_of(bench.store.article_reviews(), sample, who.name)
    return Item(
        sample=sample,
        article=article,
        position=keys.index(hash) + 1,
        reports=coded.reports if coded else (),
        own=mine.get(hash),
        next=next_unread(sample, mine, after=keys.index(hash)),
    )


def next_unread(
    sample: AuditSample, mine: dict[str, ArticleReview], *, after: int = -1
) -> str | None:
    """The hash of the article to read next, in the order drawn, beginning behind ``after``."""
    keys = [one.report for one in sample.items]
    here = keys[after] if after >= 0 else None
    ahead = (*keys[after + 1 :], *keys[: after + 1])
    return next(
        (key for key in ahead if key != here and not (key in mine and mine[key].complete)), None
    )


def rows(bench: Workbench, sample: AuditSample) -> list[Row]:
    """The articles of a sample in the order drawn."""
    reviews = bench.store.article_reviews()
    read = read_for(sample, reviews)
    begun = {one.article for one in reviews if one.sample == sample.id}
    found = []
    for position, item in enumerate(sample.items, start=1):
        article = bench.store.article(item.report)
        own = read.get(item.report, ())
        found.append(
            Row(
                position=position,
                hash=item.report,
                title=(article.title or article.id) if article else "(gone)",
                outlet=article.source.name if article and article.source else "",
                stratum=item.stratum,
                readers=tuple(one.reviewer for one in own),
                missed=max((len(one.missed) for one in own), default=0),
                begun=item.report in begun,
            )
        )
    return found


def said(bench: Workbench, item: Item, form: Reading, who: Visitor) -> ArticleReview:
    """The reader's new word on the article. Raises `InputError` for words that are not there."""
    missed, complete = list(item.missed), item.is_complete
    if form.act == "add":
        if len(missed) >= _MOST_MISSED:
            raise InputError(f"more than {_MOST_MISSED} missed events in one article")
        missed.append(_missed(item, form))
    elif form.act == "remove":
        if not 0 < form.number <= len(missed):
            raise InputError("there is no such missed event; load the page anew")
        del missed[form.number - 1]
    else:
        complete = form.act == "complete"
    return ArticleReview(
        item.article.hash, who.name, bench.now(), tuple(missed), complete, item.sample.id
    )


def _missed(item: Item, form: Reading) -> MissedEvent:
    words = " ".join(form.words.split())
    if not words:
        raise InputError("words: select or type the words that tell the event")
    quote = find_words(item.article, words, near=form.near)
    if quote is None:
        raise InputError(f"words: {words[:60]!r} does not stand in the article like this")
    if form.type and form.type not in load_codebook().types:
        raise InputError(f"type: {form.type[:60]!r} is no type of the codebook")
    if any(one.quote == quote and one.event_type == (form.type or None) for one in item.missed):
        raise InputError("words: that event is in the list already")
    return MissedEvent(quote, form.type or None, " ".join(form.note.split()) or None)


def shown(item: Item) -> list[Paragraph]:
    """The whole text; marked are what reports say happened, and what the reader misses."""
    found = [
        Mark(quote, "trigger", f"r{number}", number)
        for number, report in enumerate(item.reports, start=1)
        for quote in report.event_type.evidence
    ]
    found += [
        Mark(one.quote, "target", f"m{number}", 0)
        for number, one in enumerate(item.missed, start=1)
    ]
    text = item.article.text
    placed, at = [], 0
    for segments in paragraphs(text, [one for one in found if one.quote.field == "text"]):
        whole = "".join(one.text for one in segments)
        at = text.index(whole, at)
        if whole.strip():
            placed.append(Paragraph(at, tuple(segments)))
        at += len(whole)
    return placed


def item_json(item: Item) -> dict[str, Any]:
    """The article before the reader, as JSON."""
    return {
        "sample": item.sample.id, "article": item.article.hash, "title": item.article.title,
        "text": item.article.text, "position": item.position, "of": len(item.sample.items),
        "reports": [
            {"number": number, "key": one.key, "event_type": one.event_type.value,
             "sentence": one.sentence.text}
            for number, one in enumerate(item.reports, start=1)
        ],
        "missed": item.missed, "complete": item.is_complete, "next": item.next,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Missed:
    """A missed event in the CSV twin."""

    article: str
    event: MissedEvent


MISSED_COLUMNS: tuple[Column[Missed], ...] = (
    Column("article", "text", lambda one: one.article, "the article's hash"),
    Column("field", "text", lambda one: one.event.quote.field, "text or title"),
    Column("start", "number", lambda one: one.event.quote.start, "its first character"),
    Column("end", "number", lambda one: one.event.quote.end, "the character behind its last"),
    Column("words", "text", lambda one: one.event.quote.text, "the words"),
    Column("event_type", "text", lambda one: one.event.event_type, "its type, if known"),
    Column("note", "text", lambda one: one.event.note, "what the reader adds"),
)
