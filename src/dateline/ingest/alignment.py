"""Find the words of an extracted text in the page they were taken from.

An extractor hands back characters without their places. Both texts are brought to what cannot
have changed, their visible characters without white space, and each paragraph is looked up in
the page: as a whole, or, where something was left out of its middle, piece by piece. What is
not found is said not to be found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from ..records.page import PageMap, Stretch
from ..records.text import Span
from .markup import Piece, pieces, visible_words

# Extractors drop what prints nothing: controls, marks of direction, soft hyphens, private use.
_VISIBLE = re.compile(
    r"[^\s\x00-\x1f\x7f-\xa0\xad\u0600-\u0605\u061c\u06dd\u070f\u08e2\u180e\u200b-\u200f"
    r"\u2028-\u202e\u2060-\u206f\ud800-\uf8ff\ufeff\ufff9-\ufffb\U000e0001-\U000e007f"
    r"\U000f0000-\U0010ffff]+"
)
_LONG = 40
"""Paragraphs of so many visible characters are told apart by their words alone."""
_SEED = 12
_STEP = 4
_WINDOW = 20_000
_MOST_SEARCHES = 2_000
"""So often the whole page is searched; a page that asks for more is left unaligned."""


class _Run(NamedTuple):
    """Visible characters ``start`` to ``end`` of a skeleton, and where the source has them."""

    start: int
    end: int
    source_start: int
    source_end: int
    is_entity: bool


@dataclass(frozen=True, slots=True)
class _Skeleton:
    """The visible characters of a source without white space, and its runs in order."""

    text: str
    runs: tuple[_Run, ...]

    def runs_in(self, start: int, end: int) -> Iterator[_Run]:
        index = bisect_right(self.runs, start, key=lambda run: run.start) - 1
        while index < len(self.runs) and self.runs[index].start < end:
            yield self.runs[index]
            index += 1


class _Match(NamedTuple):
    """``size`` characters that stand at ``text`` in one skeleton and ``page`` in the other."""

    text: int
    page: int
    size: int


def align(text: str, source: str) -> PageMap:
    """Where the characters of ``text`` stand in the HTML ``source``."""
    wanted = _skeleton([Piece(text, 0, len(text))])
    page = _skeleton(p for words in visible_words(source) for p in pieces(source, words))
    matches = _Search(wanted.text, page.text).matches(_paragraphs(text, wanted))
    stretches = _Stretches(text, source)
    for match in matches:
        for stretch in _stretches_of(match, wanted, page):
            stretches.add(stretch)
    covered = [(m.text, m.text + m.size) for m in matches]
    return PageMap(tuple(stretches.found), tuple(_gaps(covered, wanted)))


def _skeleton(parts: Iterable[Piece]) -> _Skeleton:
    texts: list[str] = []
    runs: list[_Run] = []
    at = 0
    for piece in parts:
        for word in _VISIBLE.finditer(piece.text):
            start, end = piece.start + word.start(), piece.start + word.end()
            if piece.is_entity:
                start, end = piece.start, piece.end
            size = len(word[0])
            runs.append(_Run(at, at + size, start, end, piece.is_entity))
            texts.append(word[0])
            at += size
    return _Skeleton("".join(texts), tuple(runs))


def _paragraphs(text: str, skeleton: _Skeleton) -> list[Span]:
    """The stretches of the skeleton that are one line of the text each."""
    runs = skeleton.runs
    ends = [
        run.end
        for run, after in pairwise(runs)
        if "\n" in text[run.source_end : after.source_start]
    ]
    ends += [run.end for run in runs[-1:]]
    return [Span(start, end) for start, end in pairwise([0, *ends])]


class _Search:
    """Looks paragraphs up in a page's skeleton."""

    def __init__(self, text: str, page: str) -> None:
        self._text = text
        self._page = page
        self._left = _MOST_SEARCHES

    def matches(self, paragraphs: list[Span]) -> list[_Match]:
        """The matches in text order: long paragraphs first, then what stands between them."""
        placed: dict[int, int] = {}
        cursor = 0
        for index, span in enumerate(paragraphs):
            if span.end - span.start >= _LONG:
                at = self._find(span, cursor)
                if at >= 0:
                    placed[index], cursor = at, at + span.end - span.start
        found: list[_Match] = []
        low = 0
        highs = self._next_starts(len(paragraphs), placed)
        for index, span in enumerate(paragraphs):
            if index in placed:
                new = [_Match(span.start, placed[index], span.end - span.start)]
            else:
                new = self._between(span, low, max(low, highs[index]), is_first=not found)
            found.extend(new)
            if new:
                low = new[-1].page + new[-1].size
        return found

    def _next_starts(self, count: int, placed: dict[int, int]) -> list[int]:
        """For each paragraph, where the next one that has its place begins."""
        starts = [len(self._page)] * count
        high = len(self._page)
        for index in range(count - 1, -1, -1):
            starts[index] = high
            high = placed.get(index, high)
        return starts

    def _find(self, span: Span, cursor: int) -> int:
        """From the cursor on, or else anywhere."""
        if self._left <= 0:
            return -1
        self._left -= 1
        words = self._text[span.start : span.end]
        at = self._page.find(words, cursor)
        return at if at >= 0 or cursor == 0 else self._page.find(words)

    def _between(self, span: Span, low: int, high: int, *, is_first: bool) -> list[_Match]:
        words = self._text[span.start : span.end]
        if is_first:  # a headline stands in menus too: take the one next to the text
            at = self._page.rfind(words, max(low, high - _WINDOW), high)
        else:
            at = self._page.find(words, low, min(high, low + _WINDOW))
        if at < 0:
            at = self._find(span, low)
        if at >= 0:
            return [_Match(span.start, at, len(words))]
        return self._in_pieces(span, low, high)

    def _in_pieces(self, span: Span, low: int, high: int) -> list[_Match]:
        """What can be found of a paragraph whose middle lacks something the page has."""
        found: list[_Match] = []
        at, cursor = span.start, low
        while at < span.end:
            seed = self._text[at : min(at + _SEED, span.end)]
            place = self._page.find(seed, cursor, min(high, cursor + _WINDOW))
            if place < 0 or len(seed) < _SEED and place != cursor:
                at += _STEP
                continue
            first = found[-1].text + found[-1].size if found else span.start
            back = self._common(at, place, -1, min(at - first, place - cursor))
            size = self._common(at, place, 1, min(span.end - at, high - place))
            found.append(_Match(at - back, place - back, back + size))
            at, cursor = at + size, place + size
        return found

    def _common(self, text: int, page: int, step: int, limit: int) -> int:
        """How many characters agree from here on, or backwards from before here."""
        shift = 0 if step > 0 else -1
        count = 0
        while count < limit:
            offset = step * count + shift
            if self._text[text + offset] != self._page[page + offset]:
                break
            count += 1
        return count


def _stretches_of(match: _Match, text: _Skeleton, page: _Skeleton) -> Iterator[Stretch]:
    """The match run by run, in offsets of the text and of the page's source."""
    end = match.page + match.size
    for run in page.runs_in(match.page, end):
        start, stop = max(run.start, match.page), min(run.end, end)
        shift = match.text - match.page
        if run.is_entity and (start, stop) != (run.start, run.end):
            continue
        for own in text.runs_in(start + shift, stop + shift):
            first, last = max(own.start, start + shift), min(own.end, stop + shift)
            begin = own.source_start + first - own.start
            if run.is_entity:
                if last - first == run.end - run.start:
                    yield Stretch(begin, begin + last - first, run.source_start, run.source_end)
                continue
            at = run.source_start + first - shift - run.start
            yield Stretch(begin, begin + last - first, at, at + last - first)


class _Stretches:
    """Joins stretches whose characters answer one to one, blanks between them included."""

    def __init__(self, text: str, source: str) -> None:
        self._text = text
        self._source = source
        self.found: list[Stretch] = []

    def add(self, new: Stretch) -> None:
        if not self.found or not self._continues(self.found[-1], new):
            self.found.append(new)
            return
        last = self.found.pop()
        self.found.append(Stretch(last.text_start, new.text_end, last.page_start, new.page_end))

    def _continues(self, last: Stretch, new: Stretch) -> bool:
        gap = new.text_start - last.text_end
        if (
            gap < 0
            or gap != new.page_start - last.page_end
            or gap
            and not self._is_blank(last, new)
        ):
            return False
        return all(s.text_end - s.text_start == s.page_end - s.page_start for s in (last, new))

    def _is_blank(self, last: Stretch, new: Stretch) -> bool:
        return (
            self._text[last.text_end : new.text_start].isspace()
            and self._source[last.page_end : new.page_start].isspace()
        )


def _gaps(covered: list[tuple[int, int]], text: _Skeleton) -> Iterator[Span]:
    """The stretches of the text whose visible characters are in no match."""
    at = 0
    for start, end in (*covered, (len(text.text), len(text.text))):
        if at < start:
            runs = list(text.runs_in(at, start))
            first, last = runs[0], runs[-1]
            yield Span(
                first.source_start + at - first.start, last.source_start + start - last.start
            )
        at = max(at, end)
