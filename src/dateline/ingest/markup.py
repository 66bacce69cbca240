"""HTML cut into tags and words, each with its offsets in the source.

Reads what browsers read, in time that grows with the length of the page and no faster, whatever
the page is made of. It builds no tree; `trafilatura` has one of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import NamedTuple

from ..errors import InputError

_VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^\s>]*+)"""
_TAG = re.compile(rf"<(/?)([a-zA-Z][^\s/>]*+)((?:[\s/]++|=|[^\s/>=]++(?:\s*+=\s*+{_VALUE})?+)*+)>")
_ATTRIBUTE = re.compile(r"""([^\s/>=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]*+)))?+""")
_BEGINS_TAG = re.compile("<[a-zA-Z]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*\n\s*")

_RAW = frozenset("script style xmp iframe noembed noframes textarea title".split())
"""Elements whose content holds no tags."""
_RAW_FOR_ALL = frozenset({"script", "style"})
"""Those in which every parser, old or new, finds no tags."""
_LINE_TAGS = frozenset(
    "address article aside blockquote br caption dd details div dl dt figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table td th tr "
    "ul".split()
)
MOST_ATTRIBUTES = 1_000
"""More attributes than this no tag has that people write; parsers take squared time over them."""
_MANY = 4 * MOST_ATTRIBUTES


class Tag(NamedTuple):
    """A tag at ``source[start:end]``; its attributes stand in ``source[inner_start:inner_end]``."""

    name: str
    closing: bool
    start: int
    end: int
    inner_start: int
    inner_end: int


class Words(NamedTuple):
    """What stands between two tags, at ``source[start:end]``.

    ``element`` is the name of the element if it is one that holds no tags, such as ``script``.
    """

    start: int
    end: int
    element: str = ""


class Value(NamedTuple):
    """An attribute's value, its entities resolved, and where the page writes it."""

    text: str
    start: int
    end: int


class Piece(NamedTuple):
    """What ``source[start:end]`` says: itself, or the characters of an entity."""

    text: str
    start: int
    end: int
    is_entity: bool = False


def tokens(source: str, raw: frozenset[str] = _RAW) -> Iterator[Tag | Words]:
    """The tags and words of a page in order; comments and declarations are left out.

    ``raw`` are the elements that hold no tags.
    """
    at = here = 0
    while (mark := source.find("<", here)) >= 0:
        tag = _TAG.match(source, mark)
        end = tag.end() if tag else _end_of_other(source, mark)
        if end is None:  # a lone "<" is a character
            here = mark + 1
            continue
        if at < mark:
            yield Words(at, mark)
        at = here = end
        if tag is None:
            continue
        name, closing = tag[2].lower(), bool(tag[1])
        yield Tag(name, closing, mark, end, tag.start(3), tag.end(3))
        if name in raw and not closing:
            close = _closing(name).search(source, at)
            at = here = close.start() if close else len(source)
            if end < at:
                yield Words(end, at, name)
    if at < len(source):
        yield Words(at, len(source))


def attributes(source: str, tag: Tag) -> dict[str, Value]:
    """A tag's attributes by their names in lower case; of two the first counts."""
    found: dict[str, Value] = {}
    for match in _ATTRIBUTE.finditer(source, tag.inner_start, tag.inner_end):
        group = match.lastindex or 1
        value = match[group] if group > 1 else ""
        start = match.start(group) if group > 1 else match.end()
        found.setdefault(match[1].lower(), Value(unescape(value), start, start + len(value)))
    return found


def pieces(source: str, words: Words) -> Iterator[Piece]:
    """What the words say, cut where an entity stands for another character."""
    at = words.start
    for match in _ENTITY.finditer(source, words.start, words.end):
        said = unescape(match[0])
        if said == match[0]:
            continue
        if at < match.start():
            yield Piece(source[at : match.start()], at, match.start())
        yield Piece(said, match.start(), match.end(), is_entity=True)
        at = match.end()
    if at < words.end:
        yield Piece(source[at : words.end], at, words.end)


def visible_words(source: str) -> Iterator[Words]:
    """The words that are text of the page and not of a script, a style or a form."""
    return (one for one in tokens(source) if isinstance(one, Words) and not one.element)


def plain_text(source: str) -> str:
    """The text of a piece of HTML, as in a feed: a line for each block, none of them blank."""
    parts: list[str] = []
    for one in tokens(source):
        if isinstance(one, Words):
            if not one.element:
                parts.extend(piece.text for piece in pieces(source, one))
        elif one.name in _LINE_TAGS:
            parts.append("\n\n")
    text = _SPACES.sub(" ", "".join(parts).replace("\r", "\n"))
    return _LINES.sub("\n\n", text).strip()


def refuse_hostile_tags(source: str, *, is_xml: bool = False) -> None:
    """Raise `InputError` for a tag whose attributes would keep a parser busy for hours."""
    for one in tokens(source, frozenset() if is_xml else _RAW_FOR_ALL):
        if isinstance(one, Tag) and one.inner_end - one.inner_start > _MANY:
            count = sum(1 for _ in _ATTRIBUTE.finditer(source, one.inner_start, one.inner_end))
            if count > MOST_ATTRIBUTES:
                raise InputError(f"a tag has {count:,} attributes; this is no page for people")


def _end_of_other(source: str, mark: int) -> int | None:
    """Where a comment, a declaration or an unfinished tag ends; None where there is none."""
    if source.startswith("<!--", mark):
        if source.startswith(("<!-->", "<!--->"), mark):
            return source.index(">", mark) + 1
        end = source.find("-->", mark + 4)
        return end + 3 if end >= 0 else len(source)
    if source.startswith(("<!", "<?", "</"), mark):
        return source.find(">", mark) + 1 or len(source)
    return len(source) if _BEGINS_TAG.match(source, mark) else None


@cache
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
