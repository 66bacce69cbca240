"""An article's text cut into paragraphs and segments, so that every mark can be shown over it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ...blocks import find_blocks
from ...records.article import Block, BlockKind
from ...records.text import Field, Span
from .article_marks import LEGEND, Mark, Role, shown

_RANK = {role: rank for rank, (role, _) in enumerate(LEGEND)}
_WORDS = dict(LEGEND)
_UNLABELLED = frozenset({"relation", "unreported", "link"})


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that the same marks lie over; none where nothing rests on it."""

    text: str
    roles: tuple[Role, ...] = ()
    """The smallest mark's first: it gives the colour."""
    keys: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    """Values whose words begin here: the anchors of links to them."""
    labels: tuple[str, ...] = ()
    """Words for the marks that end here."""
    triggers: tuple[int, ...] = ()
    """Numbers of the reports whose trigger ends here."""

    @property
    def classes(self) -> str:
        """The colour's class, and one for each role that lies around it."""
        rest = (f"also-{role}" for role in self.roles[1:])
        return " ".join((*self.roles[:1], *rest))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the text; a dateline goes before the words that stand on its line."""

    kind: BlockKind
    segments: tuple[Segment, ...]
    dateline: tuple[Segment, ...] = ()

    @property
    def is_marked(self) -> bool:
        """Whether anything rests on its words."""
        return any(one.keys for one in (*self.dateline, *self.segments))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Paragraphs one after another; those that nothing rests on may be folded."""

    paragraphs: tuple[Paragraph, ...]
    is_folded: bool


def paragraphs(text: str, marks: Iterable[Mark]) -> list[Paragraph]:
    """The whole text but its blank lines, with the marks over it."""
    blocks = find_blocks(text)
    segments = _segments(text, [block.span for block in blocks], _of_field(marks, "text"))
    found: list[Paragraph] = []
    opening: tuple[Segment, ...] = ()
    for index, block in enumerate(blocks):
        own = tuple(segments[index])
        if block.kind == "dateline" and _goes_on(text, blocks, index):
            opening = (*opening, *own)
            continue
        found.append(Paragraph(block.kind, own, opening))
        opening = ()
    return found


def title_segments(title: str, marks: Iterable[Mark]) -> tuple[Segment, ...]:
    """A title with the marks over it; none where nothing rests on it."""
    own = _of_field(marks, "title")
    return tuple(_segments(title, [Span(0, len(title))], own)[0]) if own and title else ()


def stretches(found: Sequence[Paragraph], *, fold: bool) -> list[Stretch]:
    """The paragraphs in groups; with ``fold`` those without marks are groups to be folded."""
    groups: list[Stretch] = []
    for one in found:
        folded = fold and not one.is_marked
        if groups and groups[-1].is_folded == folded:
            groups[-1] = replace(groups[-1], paragraphs=(*groups[-1].paragraphs, one))
        else:
            groups.append(Stretch((one,), folded))
    return groups


def lit(found: Sequence[Paragraph]) -> frozenset[Role]:
    """The roles that some words of the paragraphs have: what a legend has to explain."""
    return frozenset(
        role for one in found for part in (*one.dateline, *one.segments) for role in part.roles
    )


def legend(roles: Iterable[Role]) -> list[tuple[str, str]]:
    """Classes and words for a legend, in its order."""
    known = frozenset(roles)
    return [(role, words) for role, words in LEGEND if role in known]


def _goes_on(text: str, blocks: Sequence[Block], index: int) -> bool:
    """Whether the block after this one stands on its line."""
    if index + 1 >= len(blocks):
        return False
    between = text[blocks[index].span.end : blocks[index + 1].span.start]
    return "\n" not in between and "\r" not in between


def _of_field(marks: Iterable[Mark], field: Field) -> list[Mark]:
    return [one for one in marks if one.quote.field == field and one.quote.start < one.quote.end]


def _segments(text: str, spans: Sequence[Span], marks: Sequence[Mark]) -> list[list[Segment]]:
    """For each span its segments; one pass over all edges, however many marks there are."""
    begins: defaultdict[int, list[Mark]] = defaultdict(list)
    ends: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        begins[mark.quote.start].append(mark)
        ends[min(mark.quote.end, len(text))].append(mark)
    edges = sorted({*begins, *ends, *(e for span in spans for e in (span.start, span.end))})
    starts = [span.start for span in spans]
    found: list[list[Segment]] = [[] for _ in spans]
    over: dict[Mark, None] = {}
    given: set[str] = set()
    for left, right in pairwise(edges):
        for mark in ends.get(left, ()):
            over.pop(mark, None)
        over.update(dict.fromkeys(begins.get(left, ())))
        index = bisect_right(starts, left) - 1
        if index >= 0 and right <= spans[index].end:
            found[index].append(_segment(text[left:right], list(over), right, given))
    return found


def _segment(words: str, over: list[Mark], right: int, given: set[str]) -> Segment:
    """``given`` are the anchors that the page has already, for an id may stand there once."""
    if not over:
        return Segment(shown(words))
    over.sort(key=lambda mark: (mark.quote.end - mark.quote.start, _RANK[mark.role], mark.key))
    ids = tuple(dict.fromkeys(m.key for m in over if m.anchor and m.key not in given))
    given.update(ids)
    ending = [mark for mark in over if mark.quote.end == right]
    labels = sorted({one.role for one in ending} - _UNLABELLED, key=lambda role: _RANK[role])
    return Segment(
        text=shown(words),
        roles=tuple(dict.fromkeys(mark.role for mark in over)),
        keys=tuple(dict.fromkeys(mark.key for mark in over)),
        ids=ids,
        labels=tuple(_WORDS[role] for role in labels),
        triggers=tuple(_numbers(ending)),
    )


def _numbers(ending: Iterable[Mark]) -> Iterator[int]:
    yield from dict.fromkeys(mark.number for mark in ending if mark.number)
