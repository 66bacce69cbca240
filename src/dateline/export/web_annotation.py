"""The words behind each value as W3C Web Annotations: JSON-LD, one page of them.

A value is the body of an annotation, its words are the targets: by position in the text that
Dateline read, and by the words with what stands around them, which finds them in the web page too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote as percent

from ..records.article import Article
from ..records.coded import Coded
from ..records.event import Participant, Report
from ..records.text import Quote
from . import wording
from .json_records import encode
from .json_values import Json
from .told import EventOptions, ToldIncident, ToldReport
from .value_words import said

CONTEXT: list[Any] = [
    "http://www.w3.org/ns/anno.jsonld",
    {"dateline": "urn:dateline:"},
]
_AROUND = 32
_ADDRESS = re.compile(r"https?://[^\s\x00-\x20\x7f-\x9f<>\"{}|\\^`]+")
_IN_KEY = ":-."
_GEONAMES = "https://sws.geonames.org/{}/"


@dataclass(frozen=True, slots=True)
class _Value:
    """A value of a report with its words: ``code`` is its id in the actor file or codebook."""

    field: str
    motivation: str
    text: str
    quotes: Sequence[Quote]
    code: str | None = None
    same_as: str | None = None
    """The address of what is meant, where it has one."""


def page(told: Iterable[ToldIncident], options: EventOptions) -> Iterator[str]:
    """One AnnotationPage, a line an annotation."""
    yield f'{encode(_head(options))[:-1]},"items":['
    before = "\n"
    for incident in told:
        for one in incident.told:
            for annotation in _annotations(one, incident.incident.id):
                yield before + encode(annotation)
                before = ",\n"
    yield "\n]}\n"


def _head(options: EventOptions) -> Json:
    """What stands before the annotations: which they are is told by the time they are of."""
    name = f"urn:dateline:evidence:{options.made:%Y%m%dT%H%M%SZ}"
    return {
        "@context": CONTEXT,
        "id": f"{name}:page",
        "type": "AnnotationPage",
        "partOf": {"id": name, "type": "AnnotationCollection", "label": "Evidence"},
        "startIndex": 0,
    }


def _annotations(told: ToldReport, incident: str) -> Iterator[Json]:
    report = percent(told.report.key, safe=_IN_KEY)
    for number, value in enumerate(_values(told.report), start=1):
        quotes = dict.fromkeys(quote for quote in value.quotes if quote.text)
        if not quotes:
            continue  # a person chose the value, and no words for it
        yield {
            "id": f"urn:dateline:evidence:{report}:{value.field}:{number}",
            "type": "Annotation",
            "motivation": value.motivation,
            "body": _body(value),
            "target": [_target(told.article, quote) for quote in quotes],
            "dateline:field": value.field,
            "dateline:report": told.report.key,
            "dateline:incident": incident,
            "dateline:article": told.article.hash,
        }


def _body(value: _Value) -> Json | list[Json]:
    body: Json = {
        "type": "TextualBody",
        "value": value.text,
        "format": "text/plain",
        "purpose": value.motivation,
    }
    if value.code is not None:
        body["dateline:code"] = value.code
    if value.same_as is None:
        return body
    return [body, {"type": "SpecificResource", "source": value.same_as, "purpose": "identifying"}]


def _target(article: Article, quote: Quote) -> Json:
    """Words of the text by place and by what they are; words of the title by what they are."""
    text = article.text if quote.field == "text" else article.title or ""
    by_words: Json = {
        "type": "TextQuoteSelector",
        "exact": quote.text,
        "prefix": text[max(0, quote.start - _AROUND) : quote.start],
        "suffix": text[quote.end : quote.end + _AROUND],
    }
    selectors = [by_words]
    if quote.field == "text":
        by_place: Json = {"type": "TextPositionSelector", "start": quote.start, "end": quote.end}
        selectors.insert(0, by_place)
    return {"source": _source(article), "selector": selectors}


def _source(article: Article) -> str:
    """The article's address where it is one that may be followed, else its hash as a name."""
    if article.url is not None and _ADDRESS.fullmatch(article.url):
        return article.url
    return f"urn:dateline:article:{percent(article.hash)}"


# -- values and their words ----------------------------------------------------------------------


def _values(report: Report) -> Iterator[_Value]:
    kind = report.event_type
    if kind.value is not None:
        quotes = (report.trigger, *kind.evidence)
        yield _Value("event_type", "classifying", wording.words(kind.value), quotes, kind.value)
    for one in report.actors:
        yield _participant("actor", one)
    for one in report.targets:
        yield _participant("target", one)
    place = report.place.value
    if place is not None:
        number = place.geonames_id
        same = None if number is None else _GEONAMES.format(number)
        yield _Value("place", "identifying", said("place", place), _words(report.place),
                     same_as=same)  # fmt: skip
    if report.date.value is not None:
        when = said("date", report.date.value)
        yield _Value("date", "describing", when, _words(report.date))
    for count in report.counts:
        many = f"{wording.number(count.value)} {count.kind}"
        yield _Value("count", "describing", many, [count.quote])
    if report.weapon is not None:
        yield _Value("weapon", "describing", report.weapon.text, [report.weapon])
    yield from _telling(report)


def _participant(side: str, one: Participant) -> _Value:
    """The words that name them, and those that say whom a pronoun or short name stands for."""
    actor = one.actor.value
    quotes = [one.phrase.quote, *(one.actor.evidence if actor is not None else ())]
    if one.phrase.referent is not None:
        quotes.append(one.phrase.referent)
    code = None if actor is None else actor.id
    return _Value(side, "identifying", wording.name(one), quotes, code)


def _words(coded: Coded[Any]) -> Sequence[Quote]:
    return coded.evidence if coded.via_quote is None else (*coded.evidence, coded.via_quote)


def _telling(report: Report) -> Iterator[_Value]:
    for link in report.attribution:
        quotes = [link.cue] if link.speaker is None else [link.speaker.quote, link.cue]
        code = None if link.speaker is None else link.speaker.id
        words = f"{wording.speaker(link)} {link.stance}"
        yield _Value("attribution", "identifying", words, quotes, code)
    if report.factuality.cues:
        value = report.factuality.value
        yield _Value("factuality", "classifying", value, report.factuality.cues, value)
