"""What a page says of itself, as it says it: meta tags, JSON-LD, headings, times, links.

One walk over the tags; nothing is decided here. `evidence` chooses.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..records.text import Span
from .markup import Tag, Value, Words, attributes, pieces, tokens

_META_KEYS = ("property", "name", "itemprop", "http-equiv")
_ARTICLE_TYPE = re.compile(r"(?:\w*Article|\w*BlogPosting|\w*NewsArticle|Report)", re.ASCII)
_MOST_NODES = 10_000
_LONGEST_BLOCK = 1_000_000
_LONGEST_VALUE = 1_000
_SPACE = re.compile(r"\s+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_WRAPPING = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)?|(?:-->|//\]\]>|\]\]>)?;?\s*$")


@dataclass(frozen=True, slots=True)
class Saying:
    """Words of a page: ``text`` in one line, where they stand, and in what."""

    text: str
    where: str
    span: Span | None = None


@dataclass(slots=True)
class Facts:
    """The sayings of a page by kind, in page order.

    ``articles`` are the JSON-LD nodes of article types, the outermost first, ``blocks`` the
    source of each JSON-LD block.
    """

    metas: list[tuple[str, Saying]] = field(default_factory=list)
    times: list[tuple[str, Saying]] = field(default_factory=list)
    headings: list[Saying] = field(default_factory=list)
    titles: list[Saying] = field(default_factory=list)
    canonical: list[Saying] = field(default_factory=list)
    languages: list[Saying] = field(default_factory=list)
    articles: list[Mapping[str, object]] = field(default_factory=list)
    blocks: list[Span] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def meta(self, *names: str) -> Iterator[Saying]:
        """The meta tags of these names, in the order of the names."""
        for name in names:
            yield from (saying for key, saying in self.metas if key == name)


def read_facts(source: str) -> Facts:
    """Everything that the page says of itself."""
    reader = _Reader(source)
    for one in tokens(source):
        if isinstance(one, Tag):
            reader.tag(one)
        else:
            reader.words(one)
    return reader.facts


def one_line(words: str) -> str:
    """Without white space at the ends and in a row, and no longer than any name or date is."""
    return _SPACE.sub(" ", words).strip()[:_LONGEST_VALUE]


class _Reader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._heading: list[Words] | None = None
        self._time: tuple[str, Value | None, list[Words]] | None = None
        self._is_json = False
        self.facts = Facts()

    def tag(self, tag: Tag) -> None:
        if tag.name == "h1":
            self._heading_tag(tag)
        elif tag.name == "time":
            self._time_tag(tag)
        elif not tag.closing:
            self._opening(tag)

    def words(self, words: Words) -> None:
        if words.element == "script":
            if self._is_json:
                self._json(words)
        elif words.element == "title":
            self._add(self.facts.titles, "title element", [words])
        elif not words.element:
            if self._heading is not None:
                self._heading.append(words)
            if self._time is not None:
                self._time[2].append(words)

    def _opening(self, tag: Tag) -> None:
        if tag.name == "script":
            kind = attributes(self._source, tag).get("type")
            self._is_json = kind is not None and kind.text.strip().lower() == "application/ld+json"
        elif tag.name == "meta":
            self._meta(attributes(self._source, tag))
        elif tag.name == "link":
            found = attributes(self._source, tag)
            if "canonical" in _text(found, "rel").lower().split() and "href" in found:
                self.facts.canonical.append(_saying(found["href"], "link canonical"))
        elif tag.name == "html":
            if lang := attributes(self._source, tag).get("lang"):
                self.facts.languages.append(_saying(lang, "html lang"))

    def _meta(self, found: dict[str, Value]) -> None:
        content = found.get("content")
        for key in _META_KEYS:
            if key in found and content is not None and content.text.strip():
                name = one_line(found[key].text)
                self.facts.metas.append((name.lower(), _saying(content, f"meta {name}")))
                return

    def _heading_tag(self, tag: Tag) -> None:
        if not tag.closing:
            self._heading = []
        elif self._heading is not None:
            self._add(self.facts.headings, "h1 element", self._heading)
            self._heading = None

    def _time_tag(self, tag: Tag) -> None:
        if not tag.closing:
            found = attributes(self._source, tag)
            marks = " ".join(_text(found, key) for key in ("itemprop", "class")).lower()
            if "pubdate" in found:
                marks += " pubdate"
            self._time = (marks, found.get("datetime"), [])
        elif self._time is not None:
            marks, moment, words = self._time
            self._time = None
            if moment is not None and moment.text.strip():
                self.facts.times.append((marks, _saying(moment, "time element")))
            elif saying := self._saying_of("time element", words):
                self.facts.times.append((marks, saying))

    def _add(self, where: list[Saying], what: str, words: list[Words]) -> None:
        if saying := self._saying_of(what, words):
            where.append(saying)

    def _saying_of(self, what: str, words: list[Words]) -> Saying | None:
        text = one_line("".join(p.text for one in words for p in pieces(self._source, one)))
        if not text:
            return None
        source = self._source[words[0].start : words[-1].end]
        start = words[0].start + len(source) - len(source.lstrip())
        return Saying(text, what, Span(start, words[-1].end - len(source) + len(source.rstrip())))

    def _json(self, words: Words) -> None:
        if words.end - words.start > _LONGEST_BLOCK:
            self.facts.notes.append("a JSON-LD block is too long and was not read")
            return
        text = _WRAPPING.sub("", self._source[words.start : words.end])
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            self.facts.notes.append("a JSON-LD block is not valid JSON and was not read")
            return
        self.facts.blocks.append(Span(words.start, words.end))
        self.facts.articles.extend(_articles(data))


def _articles(data: object) -> Iterator[Mapping[str, object]]:
    """The nodes of article types, level by level."""
    queue = deque([data])
    for _ in range(_MOST_NODES):
        if not queue:
            return
        node = queue.popleft()
        if isinstance(node, list):
            queue.extend(node)
        elif isinstance(node, dict):
            if any(_ARTICLE_TYPE.fullmatch(kind) for kind in strings(node.get("@type"))):
                yield node
            queue.extend(value for value in node.values() if isinstance(value, list | dict))


def strings(value: object) -> list[str]:
    """The strings in a JSON value that may be one or a list of them; those that are text."""
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str) and not _SURROGATE.search(one)]


def names(value: object) -> list[str]:
    """The names in a JSON value that may be a name, a node with a name, or a list of those."""
    found: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        found.extend(strings(one.get("name") if isinstance(one, dict) else one))
    return [name for name in map(one_line, found) if name]


def _text(found: dict[str, Value], key: str) -> str:
    return found[key].text if key in found else ""


def _saying(value: Value, where: str) -> Saying:
    return Saying(one_line(value.text), where, Span(value.start, value.end))
