"""Tell an article's parts apart before it is parsed: headline, byline, dateline, captions, body.

A heading must never be glued to the sentence after it, so the parts are found by
lines and the parser is told where each begins.
"""

from __future__ import annotations

import re

from .lang.en.layout import DAYS, Layout, load_layout
from .records.article import Block, BlockKind
from .records.text import Span

_TERMINAL = re.compile(r"[.!?…][\"'”’»)\]]*\s*$|[:;,][\"'”’]?\s*$")
_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_MIN_WRAPPED_LINES = 3
_WRAP_WIDTHS = range(48, 101)
_HEADING_WORDS = 16
_BYLINE_WORDS = 16


def find_blocks(text: str) -> tuple[Block, ...]:
    """Cut ``text`` into blocks (character spans, in text order, without outer white space).

    Every character that is not white space lies in exactly one block.
    """
    layout = load_layout()
    spans = _paragraphs(text)
    kinds = _kinds([text[s.start : s.end] for s in spans], layout)
    blocks: list[Block] = []
    for span, kind in zip(spans, kinds, strict=True):
        if kind == "body":
            blocks.extend(_split_dateline(text, span, layout))
        else:
            blocks.append(Block(kind, span))
    return tuple(blocks)


def _paragraphs(text: str) -> list[Span]:
    """One span a line, except that hard-wrapped lines of a paragraph are joined."""
    groups: list[list[Span]] = []
    last_end = -1
    for match in _LINE.finditer(text):
        span = _stripped(text, match.start(), match.end())
        gap = text[last_end : match.start()] if last_end >= 0 else "\n\n"
        if gap.replace("\r\n", "\n").count("\n") >= 2 or not groups:
            groups.append([span])
        else:
            groups[-1].append(span)
        last_end = match.end()
    spans: list[Span] = []
    for group in groups:
        if _is_wrapped(text, group):
            spans.append(Span(group[0].start, group[-1].end))
        else:
            spans.extend(group)
    return spans


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether lines look like one paragraph wrapped at a fixed width."""
    if len(lines) < 2:
        return False
    widths = [s.end - s.start for s in lines[:-1]]
    if not all(w in _WRAP_WIDTHS for w in widths) or widths and max(widths) - min(widths) > 28:
        return False
    unfinished = sum(not _TERMINAL.search(text[s.start : s.end]) for s in lines[:-1])
    continued = sum(text[s.start].islower() for s in lines[1:])
    return unfinished * 2 >= len(widths) and (
        continued >= 1 and len(lines) >= _MIN_WRAPPED_LINES or continued == len(lines) - 1
    )


def _kinds(lines: list[str], layout: Layout) -> list[BlockKind]:
    kinds: list[BlockKind] = []
    seen_body = seen_head = False
    for index, line in enumerate(lines):
        kind = _kind(line, layout, seen_body=seen_body, seen_head=seen_head)
        if kind == "headline" and not _has_body_after(lines[index + 1 :]):
            kind = "body"
        seen_body = seen_body or kind == "body"
        seen_head = seen_head or kind == "headline"
        kinds.append(kind)
    return kinds


def _kind(line: str, layout: Layout, *, seen_body: bool, seen_head: bool) -> BlockKind:
    words = line.split()
    if len(words) <= _BYLINE_WORDS and layout.byline.match(line):
        return "byline"
    if layout.caption.match(line) or layout.credit.search(line):
        return "caption"
    if (
        _TERMINAL.search(line)
        and not line.rstrip().endswith((":", ","))
        or layout.dateline.match(line)
    ):
        return "body"
    if seen_body:
        quote_open = line.lstrip()[:1] in "“\"'‘«-•*"
        return "heading" if len(words) <= _HEADING_WORDS and not quote_open else "body"
    return "deck" if seen_head else "headline"


def _has_body_after(lines: list[str]) -> bool:
    return any(_TERMINAL.search(line) or len(line.split()) > _HEADING_WORDS for line in lines)


def _split_dateline(text: str, span: Span, layout: Layout) -> list[Block]:
    match = layout.dateline.match(text[span.start : span.end])
    if match is None:
        return [Block("body", span)]
    cut = span.start + match.end()
    head = _stripped(text, span.start, cut)
    rest = _stripped(text, cut, span.end)
    if rest.start == rest.end:
        dated = any(match[name] for name in DAYS)
        return [Block("dateline" if dated else "body", span)]
    return [Block("dateline", head), Block("body", rest)]
