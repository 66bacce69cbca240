"""Choose what a page's title, outlet, day and author are, and keep the words that say so."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from html import unescape

import httpx

from ..errors import BadDate, FetchRefused
from ..records.page import Evidence, EvidenceField
from ..records.text import Span
from .days import read_day
from .facts import Facts, Saying, names, one_line, read_facts, strings
from .urls import checked_url

# In the order of trust: what is written for machines and for this article comes first.
_DATE_METAS = (
    "article:published_time", "og:published_time", "og:article:published_time",
    "datepublished", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created",
    "dc.date", "dcterms.date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "article.published", "published-date", "publish-date", "publish_date", "publication_date",
    "publicationdate", "pubdate", "pub_date", "originalpublicationdate", "date_published",
    "article_date_original", "bt:pubdate", "citation_publication_date", "date",
)  # fmt: skip
_TIME_MARKS = re.compile(r"datepublished|pubdate|publish|posted|entry-date|date-created")
_NOT_PUBLISHED = re.compile(r"modif|updat")
_DAY_IN_PATH = re.compile(
    r"/((?:19|20)\d{2})[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/-]|$)"
)
_LONGEST_TITLE = 500


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found: ``evidence`` in order of trust field by field, and notes on what was not.

    ``published`` is the day of the first evidence for it.
    """

    evidence: tuple[Evidence, ...]
    published: date | None
    notes: tuple[str, ...]

    def value(self, field: EvidenceField) -> str | None:
        """The value taken for ``field``; None where the page does not say it."""
        return next((one.value for one in self.evidence if one.field == field), None)


def find_evidence(source: str, url: str | None, *, today: date) -> Findings:
    """What the page at ``url`` says of its article. No day is after ``today`` (UTC)."""
    facts = read_facts(source)
    article = _Article(source, facts, url)
    days, notes = _days(_dates(facts, article, url), today)
    evidence = [
        *days,
        *_plain("source", _outlets(facts, article, url)),
        *_plain("title", _titles(facts, article)),
        *_plain("author", _authors(facts, article)),
        *_plain("language", _languages(facts, article)),
        *_plain("url", _urls(facts)),
    ]
    day = date.fromisoformat(days[0].value) if days else None
    return Findings(tuple(evidence), day, (*facts.notes, *notes))


class _Article:
    """The JSON-LD node of the page's own article, and where its words stand."""

    def __init__(self, source: str, facts: Facts, url: str | None) -> None:
        self._source = source
        self._blocks = facts.blocks
        self.node = _own_node(facts, url)

    def sayings(self, key: str, texts: Iterable[str]) -> Iterator[Saying]:
        for text in texts:
            tidy = one_line(unescape(text))
            if tidy:
                yield Saying(tidy, f"JSON-LD {key}", self._span(text))

    def _span(self, text: str) -> Span | None:
        """Where the words stand literally, as a JSON string."""
        for written in (json.dumps(text, ensure_ascii=False), json.dumps(text)):
            for block in self._blocks:
                at = self._source.find(written, block.start, block.end)
                if at >= 0:
                    return Span(at + 1, at + len(written) - 1)
        return None


def _own_node(facts: Facts, url: str | None) -> Mapping[str, object]:
    """The article that names the page's address; else the first, which is the outermost."""
    own = {_bare(one) for one in (url, *(saying.text for saying in facts.canonical)) if one}
    for node in facts.articles:
        main = node.get("mainEntityOfPage")
        stated = [*strings(node.get("url")), *strings(node.get("@id")), *strings(main)]
        if isinstance(main, dict):
            stated += strings(main.get("@id"))
        if any(_bare(one) in own for one in stated):
            return node
    return facts.articles[0] if facts.articles else {}


def _bare(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?|[?#].*$|/+$", "", url.strip())


def _dates(facts: Facts, article: _Article, url: str | None) -> Iterator[Saying]:
    for key in ("datePublished", "dateCreated"):
        yield from article.sayings(key, strings(article.node.get(key)))
    yield from facts.meta(*_DATE_METAS)
    for marks, saying in facts.times:
        if _TIME_MARKS.search(marks) and not _NOT_PUBLISHED.search(marks):
            yield saying
    if len({saying.text[:10] for _, saying in facts.times}) == 1:
        yield replace(facts.times[0][1], where="the page's only time element")
    if url and (found := _DAY_IN_PATH.search(httpx.URL(url).path)):
        yield Saying("/".join(found.groups()), "the page's address")


def _days(sayings: Iterable[Saying], today: date) -> tuple[list[Evidence], list[str]]:
    found: list[Evidence] = []
    notes: list[str] = []
    for saying in sayings:
        try:
            day = read_day(saying.text, today=today)
        except BadDate as error:
            notes.append(f"publication date in {saying.where} not taken: {error}")
            continue
        found.append(Evidence("published", day.isoformat(), saying.where, saying.text, saying.span))
    return _without_repeats(found), list(dict.fromkeys(notes))


def _outlets(facts: Facts, article: _Article, url: str | None) -> Iterator[Saying]:
    yield from facts.meta("og:site_name")
    yield from article.sayings("publisher", names(article.node.get("publisher")))
    yield from facts.meta("dc.publisher", "dcterms.publisher", "application-name")
    if url and (host := httpx.URL(url).host):
        yield Saying(host.removeprefix("www."), "the page's address")


def _titles(facts: Facts, article: _Article) -> Iterator[Saying]:
    yield from article.sayings("headline", strings(article.node.get("headline")))
    yield from facts.meta("og:title", "dc.title", "twitter:title")
    yield from facts.headings
    yield from facts.titles


def _authors(facts: Facts, article: _Article) -> Iterator[Saying]:
    yield from article.sayings("author", names(article.node.get("author")))
    yield from facts.meta("author", "article:author", "dc.creator", "parsely-author")


def _languages(facts: Facts, article: _Article) -> Iterator[Saying]:
    yield from article.sayings("inLanguage", strings(article.node.get("inLanguage")))
    yield from facts.languages
    yield from facts.meta("og:locale", "content-language", "dc.language")


def _urls(facts: Facts) -> Iterator[Saying]:
    for saying in (*facts.canonical, *facts.meta("og:url")):
        try:
            yield replace(saying, text=str(checked_url(saying.text)))
        except FetchRefused:  # relative, or none at all
            continue


def _plain(field: EvidenceField, sayings: Iterable[Saying]) -> list[Evidence]:
    return _without_repeats(
        Evidence(field, saying.text[:_LONGEST_TITLE], saying.where, saying.text, saying.span)
        for saying in sayings
        if saying.text
    )


def _without_repeats(evidence: Iterable[Evidence]) -> list[Evidence]:
    """One for each place that says it; a page may repeat a tag ten thousand times."""
    return list({(one.value, one.where): one for one in reversed(list(evidence))}.values())[::-1]
