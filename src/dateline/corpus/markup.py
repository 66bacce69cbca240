"""The corpus's inline markup: `docs/annotation-guide.md` says what it means."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..errors import InputError
from ..records.text import Span

ROLES = "APLDKINWS"
REGIONS = frozenset(
    ("ssa", "mena", "sasia", "seasia", "easia", "casia", "europe", "latam", "namerica", "oceania")
)
REGISTERS = frozenset(
    ("wire", "note", "local", "state", "partisan", "ngo", "radio", "headline", "translated",
     "indian", "oped")
)  # fmt: skip
TRAPS = frozenset(
    ("sport", "business", "film", "weather", "metaphor", "history", "denial", "hypothesis",
     "exercise", "anniversary", "court", "science", "plain")
)  # fmt: skip
FACTUALITIES = frozenset(
    ("asserted", "alleged", "denied", "negated", "planned", "demanded", "threatened",
     "hypothetical", "historical")
)  # fmt: skip

_BRACKET = re.compile(r"\[([^\[\]]*)\]")
_TRIGGER = re.compile(r"T(\d+):([a-z][a-z0-9_]*)(?:~([a-z]+))?\s+(?=\S)")
_ROLES = re.compile(rf"([{ROLES}]\d+(?:,[{ROLES}]\d+)*)\s+(?=\S)")


class MarkupError(InputError):
    """A line whose markup cannot be read; the message names what is wrong with it."""


@dataclass(frozen=True, slots=True)
class MarkedEvent:
    """One marked event: its type, its trigger spans and the spans of each role letter."""

    number: int
    type: str
    factuality: str = "asserted"
    triggers: tuple[Span, ...] = ()
    roles: dict[str, tuple[Span, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CorpusText:
    """A plain text with its marked events; ``where`` is file:line for messages."""

    text: str
    events: tuple[MarkedEvent, ...]
    section: str = ""
    region: str = ""
    register: str = ""
    trap: str = ""
    where: str = ""
    published: str | None = None
    outlet: str | None = None
    whole: bool = False

    def words(self, span: Span) -> str:
        """The words of a span of this text."""
        return self.text[span.start : span.end]


@dataclass(slots=True)
class _Draft:
    type: str = ""
    factuality: str = "asserted"
    triggers: list[Span] = field(default_factory=list)
    roles: dict[str, list[Span]] = field(default_factory=dict)


def parse_markup(marked: str) -> tuple[str, tuple[MarkedEvent, ...]]:
    """Plain text and events of marked text.

    Raises:
        MarkupError: stray bracket, unknown tag, a role without a trigger, two types of one event.
    """
    plain: list[str] = []
    length = 0
    drafts: dict[int, _Draft] = {}
    at = 0
    for bracket in _BRACKET.finditer(marked):
        before = marked[at : bracket.start()]
        plain.append(_bare(before))
        length += len(before)
        words = _take(bracket[1], length, drafts)
        plain.append(words)
        length += len(words)
        at = bracket.end()
    plain.append(_bare(marked[at:]))
    return "".join(plain), tuple(_event(n, drafts[n]) for n in sorted(drafts))


def _bare(text: str) -> str:
    if "[" in text or "]" in text:
        raise MarkupError(f"stray or nested bracket near {text.strip()[:40]!r}")
    return text


def _take(inside: str, start: int, drafts: dict[int, _Draft]) -> str:
    """Note one bracket's tags in the drafts and return its words."""
    if tag := _TRIGGER.match(inside):
        words = inside[tag.end() :]
        draft = drafts.setdefault(int(tag[1]), _Draft())
        if draft.type not in ("", tag[2]):
            raise MarkupError(f"event {tag[1]} is both {draft.type} and {tag[2]}")
        draft.type = tag[2]
        if tag[3]:
            if tag[3] not in FACTUALITIES:
                raise MarkupError(f"unknown factuality {tag[3]!r}")
            draft.factuality = tag[3]
        draft.triggers.append(Span(start, start + len(words)))
        return words
    if tag := _ROLES.match(inside):
        words = inside[tag.end() :]
        for name in tag[1].split(","):
            draft = drafts.setdefault(int(name[1:]), _Draft())
            draft.roles.setdefault(name[0], []).append(Span(start, start + len(words)))
        return words
    raise MarkupError(f"cannot read [{inside[:40]}]")


def _event(number: int, draft: _Draft) -> MarkedEvent:
    if not draft.triggers:
        raise MarkupError(f"event {number} has roles and no trigger")
    roles = {name: tuple(spans) for name, spans in draft.roles.items()}
    return MarkedEvent(number, draft.type, draft.factuality, tuple(draft.triggers), roles)


def parse_line(line: str, *, section: str = "", where: str = "") -> CorpusText:
    """One snippet line: `region register [trap] | text`.

    Raises:
        MarkupError: unknown tag before the bar, or markup that cannot be read.
    """
    head, bar, marked = line.partition(" | ")
    if not bar:
        raise MarkupError("no ' | ' after the region and register")
    tags = head.split()
    if len(tags) not in (2, 3):
        raise MarkupError(f"wants 'region register [trap]', has {head!r}")
    region, register = tags[:2]
    trap = tags[2] if len(tags) == 3 else ""
    for tag, known in ((region, REGIONS), (register, REGISTERS), (trap or "plain", TRAPS)):
        if tag not in known:
            raise MarkupError(f"unknown tag {tag!r}")
    text, events = parse_markup(marked.strip())
    return CorpusText(text, events, section, region, register, trap, where)


def parse_own_line(line: str, *, section: str = "", where: str = "") -> CorpusText:
    """A line of a user's own file: marked text, with or without `region register [trap] | `.

    Raises:
        MarkupError: as `parse_line`.
    """
    head, bar, _ = line.partition(" | ")
    tags = head.split()
    if bar and len(tags) in (2, 3) and (tags[0] in REGIONS or tags[1] in REGISTERS):
        return parse_line(line, section=section, where=where)
    text, events = parse_markup(line.strip())
    return CorpusText(text, events, section, where=where)


def parse_report(content: str, *, where: str = "") -> CorpusText:
    """A whole report: `key: value` lines, an empty line, the marked text.

    Raises:
        MarkupError: a header that misses outlet, published, region or register, or bad markup.
    """
    head, gap, marked = content.replace("\r\n", "\n").partition("\n\n")
    if not gap:
        raise MarkupError("no empty line between header and text")
    header = {}
    for line in head.splitlines():
        key, colon, value = line.partition(":")
        if not colon:
            raise MarkupError(f"header line without a colon: {line[:40]!r}")
        header[key.strip()] = value.strip()
    missing = {"outlet", "published", "region", "register"} - set(header)
    if missing:
        raise MarkupError(f"header lacks {', '.join(sorted(missing))}")
    if header["region"] not in REGIONS or header["register"] not in REGISTERS:
        raise MarkupError("unknown region or register")
    text, events = parse_markup(marked.strip())
    return CorpusText(
        text, events, "report", header["region"], header["register"], "", where,
        header["published"], header["outlet"], whole=True,
    )  # fmt: skip
