"""Reviewed sentences as lines of the corpus's markup (`docs/annotation-guide.md`), for training."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..codebook import Codebook
from ..corpus.markup import MarkupError, parse_own_line
from ..records.article import Article
from ..records.decision import ArticleReview, MissedEvent
from ..records.event import CountKind, Report
from ..records.text import Quote, Span
from ..store.contract import Store
from .applying import apply_corrections
from .missed import distinct
from .states import ReviewBook, State

_SETTLED = frozenset({"accepted", "corrected", "rejected"})
_COUNTS: Mapping[CountKind, str] = {"killed": "K", "injured": "I"}
_OTHER_COUNT = "N"


@dataclass(frozen=True, slots=True)
class CorpusLine:
    """A sentence with its events marked; ``line`` is "" where ``problem`` says why it has none."""

    article: str
    reports: tuple[str, ...]
    line: str
    problem: str = ""


def corpus_lines(
    store: Store, *, run: int | None = None, codebook: Codebook | None = None
) -> Iterator[CorpusLine]:
    """All sentences of a run whose every report is settled, in the order of articles' hashes.

    Accepted and corrected reports are marked, rejected ones are left unmarked, and so teach what is
    no event. A sentence with a report that nobody has judged, or that reviewers disagree on, is
    passed over: the guide wants every event of a line marked.
    """
    book = ReviewBook.of(store.reviews(), store.corrections())
    missed: defaultdict[str, list[ArticleReview]] = defaultdict(list)
    for review in store.article_reviews():
        missed[review.article].append(review)
    hashes = {key.partition(":")[0] for key in book.reviews} | set(missed)
    for hash in sorted(hashes):
        coded = store.coded(hash, run)
        if coded is None:
            continue
        reports = [
            apply_corrections(one, book.corrections.get(one.key, ()), codebook=codebook)
            for one in coded.reports
        ]
        states = {one.key: book.state(one.key) for one in reports}
        yield from article_lines(coded.article, reports, states, distinct(missed[hash]))


def article_lines(
    article: Article,
    reports: Sequence[Report],
    states: Mapping[str, State],
    missed: Iterable[MissedEvent] = (),
) -> Iterator[CorpusLine]:
    """The lines of one article, in text order; ``reports`` are all it has, as corrected."""
    sentences: defaultdict[Span, list[Report]] = defaultdict(list)
    for report in reports:
        if report.sentence.field == "text":
            sentences[report.sentence.span].append(report)
    events = tuple(missed)
    for span, own in sorted(sentences.items()):
        if not all(states.get(one.key) in _SETTLED for one in own):
            continue
        told = [one for one in own if states[one.key] != "rejected"]
        more = [event for event in events if _inside(event.quote, span)]
        keys = tuple(one.key for one in own)
        line, problem = _line(article.text, span, told, more)
        yield CorpusLine(article.hash, keys, line, problem)


def _inside(quote: Quote, span: Span) -> bool:
    return quote.field == "text" and span.covers(quote.span)


def _line(
    text: str, sentence: Span, reports: Sequence[Report], missed: Sequence[MissedEvent]
) -> tuple[str, str]:
    """The marked sentence, and what is wrong where there is none."""
    plain = text[sentence.start : sentence.end]
    if "[" in plain or "]" in plain:
        return "", "the sentence has brackets of its own"
    if plain.lstrip().startswith("#"):
        return "", "the sentence begins like a comment"
    if any(event.event_type is None for event in missed):
        return "", "a missed event of no type lies in the sentence"
    triggers: dict[Span, str] = {}
    roles: dict[Span, list[str]] = {}
    numbers: dict[Span, int] = {}
    for report in sorted(reports, key=lambda one: (one.trigger.start, one.key)):
        span = report.trigger.span
        kind = report.event_type.value or ""
        number = numbers.setdefault(span, len(numbers) + 1)
        tag = f"T{number}:{kind}{_factuality(report)}"
        if triggers.setdefault(span, tag) != tag:
            return "", "one trigger has two types"
        for letter, quote in _roles(report):
            if quote.text.strip() and _inside(quote, sentence):
                roles.setdefault(quote.span, []).append(f"{letter}{number}")
    for event in missed:
        number = numbers.setdefault(event.quote.span, len(numbers) + 1)
        triggers.setdefault(event.quote.span, f"T{number}:{event.event_type}")
    if _overlap(tuple(triggers)):
        return "", "two triggers overlap"
    if any(not sentence.covers(span) for span in triggers):
        return "", "a trigger lies outside of the sentence"
    marks = {**_apart(roles, tuple(triggers)), **{s: [tag] for s, tag in triggers.items()}}
    return _proved(_marked(text, sentence, marks), plain)


def _factuality(report: Report) -> str:
    judged = report.factuality
    if judged.value == "asserted":
        return "~historical" if "historical" in judged.auxiliary else ""
    return f"~{judged.value}"


def _roles(report: Report) -> Iterator[tuple[str, Quote]]:
    """The letters of the guide and the words that they mark."""
    for letter, participants in (("A", report.actors), ("P", report.targets)):
        yield from ((letter, one.phrase.quote) for one in participants)
    if report.place.value is not None:
        yield from (("L", quote) for quote in report.place.evidence[:1])
    if report.date.value is not None:
        yield from (("D", quote) for quote in report.date.evidence[:1])
    for count in report.counts:
        yield _COUNTS.get(count.kind, _OTHER_COUNT), count.quote
    if report.weapon is not None:
        yield "W", report.weapon
    for link in report.attribution:
        if link.speaker is not None:
            yield "S", link.speaker.quote


def _overlap(spans: Sequence[Span]) -> bool:
    ordered = sorted(spans)
    return any(a.end > b.start for a, b in pairwise(ordered))


def _apart(roles: Mapping[Span, list[str]], triggers: Sequence[Span]) -> dict[Span, list[str]]:
    """Role spans that neither overlap each other nor a trigger, for brackets do not nest.

    Of two that overlap the longer takes both ("[P1,K1 four rebels]"); one that a trigger cuts keeps
    its longer part, and is left out where none remains.
    """
    kept: dict[Span, list[str]] = {}
    cut: dict[Span, list[str]] = {}
    for span, tags in roles.items():
        rest = _outside(span, triggers)
        if rest is not None:
            cut.setdefault(rest, []).extend(tags)
    for span in sorted(cut, key=lambda one: (one.start - one.end, one.start)):
        holder = next((other for other in kept if other.overlaps(span)), None)
        target = kept.setdefault(span if holder is None else holder, [])
        target += (tag for tag in cut[span] if tag not in target)
    return kept


def _outside(span: Span, triggers: Sequence[Span]) -> Span | None:
    """The longest part of a span that no trigger covers."""
    parts = [(span.start, span.end)]
    for trigger in triggers:
        parts = [
            piece
            for start, end in parts
            for piece in (
                (start, min(end, max(start, trigger.start))),
                (max(start, min(end, trigger.end)), end),
            )
            if piece[0] < piece[1]
        ]
    longest = max(parts, key=lambda part: (part[1] - part[0], -part[0]), default=None)
    return Span(*longest) if longest is not None else None


def _marked(text: str, sentence: Span, marks: Mapping[Span, Sequence[str]]) -> str:
    pieces: list[str] = []
    at = sentence.start
    for span, tags in sorted(marks.items(), key=lambda one: one[0]):
        start, end = _trimmed(text, span)
        if start == end:
            continue
        pieces += (text[at:start], f"[{','.join(tags)} {text[start:end]}]")
        at = end
    pieces.append(text[at : sentence.end])
    return _one_line("".join(pieces))


def _trimmed(text: str, span: Span) -> tuple[int, int]:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return start, max(start, span.end - len(words) + len(words.rstrip()))


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _proved(line: str, plain: str) -> tuple[str, str]:
    """The line, if reading it gives the sentence again."""
    try:
        found = parse_own_line(line)
    except MarkupError as error:
        return "", str(error)
    if found.text.split() != plain.split():
        return "", "the sentence cannot be told from its markup"
    return line, ""


def corpus_text(lines: Iterable[CorpusLine]) -> str:
    """The lines as a file for `dateline train`, those with a problem left out."""
    written = (one.line for one in lines if one.line)
    return "".join(f"{line}\n" for line in dict.fromkeys(written))
