"""The part of an article that a reviewer reads: the paragraphs around a report, or all of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ...export.evidence import Segment, marks, paragraphs
from ...records.article import Article
from ...records.event import CodedArticle, CodingRun, Report
from ...records.text import Quote

_AROUND = 1
_CHARACTERS_AROUND = 400
"""What is shown before and behind the report's own paragraphs, whichever is more."""
_LONG = 2000
"""A paragraph of more characters is cut at its lines."""
_NO_RUN = CodingRun("", "", "", "", "", "", "")

ROLES: Mapping[str, str] = {
    "event_type": "trigger", "actors": "actor", "targets": "target", "place": "place",
    "date": "date", "killed": "count", "injured": "count", "arrested": "count",
    "abducted": "count", "participants": "count", "factuality": "cue", "attribution": "speaker",
    "weapon": "weapon",
}  # fmt: skip
"""The evidence that belongs to each field."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, and the character of the article where it begins.

    ``gap`` if some are left out before it, ``main`` if the report's own sentence is in it.
    """

    start: int
    segments: tuple[Segment, ...]
    gap: bool = False
    main: bool = False

    @property
    def end(self) -> int:
        """The character behind its last."""
        return self.start + _length(self.segments)


@dataclass(frozen=True, slots=True)
class Shown:
    """The text as shown; ``roles`` are those of its evidence.

    ``more`` if some of it is left out; ``title`` is empty where the text begins with it anyhow.
    """

    title: tuple[Segment, ...]
    paragraphs: tuple[Paragraph, ...]
    more: bool
    roles: tuple[str, ...]


def shown_text(article: Article, report: Report, *, whole: bool = False) -> Shown:
    """The paragraphs that a report rests on and those beside its own, or the ``whole`` text."""
    alone = CodedArticle(article, _NO_RUN, (report,))
    found = marks(alone, "")
    every = list(_placed(article.text, paragraphs(article.text, found)))
    kept = range(len(every)) if whole else _near(every, report)
    title = paragraphs(article.title or "", found, "title")
    chosen = []
    last = -1
    for at in kept:
        gap, last = at > last + 1, at
        chosen.append(replace(every[at], gap=gap, main=_holds(every[at], report.sentence)))
    roles = dict.fromkeys(mark.role for mark in found)
    first = tuple(segment for line in title for segment in line)
    if chosen and chosen[0].start == every[0].start and _begins_with_title(article, first):
        first = ()
    return Shown(first, tuple(chosen), len(chosen) < len(every), tuple(roles))


def _placed(text: str, found: Sequence[Sequence[Segment]]) -> Iterator[Paragraph]:
    at = 0
    for segments in found:
        at = text.index("".join(segment.text for segment in segments), at)
        for part in _lines(segments) if _length(segments) > _LONG else (segments,):
            if any(segment.text.strip() for segment in part):
                yield Paragraph(at, tuple(part))
            at += _length(part)


def _length(segments: Sequence[Segment]) -> int:
    return sum(len(segment.text) for segment in segments)


def _lines(segments: Sequence[Segment]) -> Iterator[list[Segment]]:
    """The lines of a paragraph, each with the line break at its end."""
    line: list[Segment] = []
    for segment in segments:
        pieces = segment.text.splitlines(keepends=True)
        for number, piece in enumerate(pieces, start=1):
            last = number == len(pieces)
            line.append(segment if last and number == 1 else _piece(segment, piece, last=last))
            if piece.endswith("\n"):
                yield line
                line = []
    if line:
        yield line


def _piece(segment: Segment, text: str, *, last: bool) -> Segment:
    return replace(segment, text=text, labels=segment.labels if last else ())


def _near(every: Sequence[Paragraph], report: Report) -> list[int]:
    own = [at for at, one in enumerate(every) if _holds(one, report.sentence)] or [0]
    near = range(own[0] - _AROUND, own[-1] + _AROUND + 1)
    first = every[own[0]].start - _CHARACTERS_AROUND if every else 0
    last = every[own[-1]].end + _CHARACTERS_AROUND if every else 0
    return [
        at
        for at, one in enumerate(every)
        if at in near
        or (one.start < last and one.end > first)
        or any(segment.role for segment in one.segments)
    ]


def _begins_with_title(article: Article, title: Sequence[Segment]) -> bool:
    words = (article.title or "").split()
    rests = any(segment.role for segment in title)
    return not rests and article.text[: 4 * len(article.title or "")].split()[: len(words)] == words


def _holds(one: Paragraph, quote: Quote) -> bool:
    return quote.field == "text" and quote.start < one.end and quote.end > one.start
