"""What a trigger pattern says, and how a line of a trigger file is read.

The notation is described for people in ``lang/en/triggers/README.md``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ..errors import CodebookError

Role = Literal["A", "P", "X"]
NounFrame = Literal["P", "A", "AP", "AA", "-"]

_SLOT = re.compile(r"^([APX])(?::(\S+))?$")
_TOKEN = re.compile(r"\(|\)|[^\s()]+")
_FRAMES = ("P", "A", "AP", "AA", "-")
_ARTICLES = frozenset({"a", "an", "the", "its", "their", "his", "one's"})
PREPOSITIONS = frozenset(
    "about above across after against along alongside among amid around as at before behind beside "
    "between beyond by down during for from in inside into near of off on onto out outside over "
    "past round since through to toward towards under until up upon via with within without".split()
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a pattern for a participant, with the noun classes it takes."""

    role: Role
    classes: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    required: bool = False
    anything: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A preposition or particle with what follows it: a slot, fixed words, or nothing."""

    words: frozenset[str]
    slot: Slot | None = None
    fixed: frozenset[str] = frozenset()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """Lemmas of the sentence that must (``wanted``) or must not stand in it."""

    wanted: bool
    lemmas: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of a trigger file.

    ``heads`` are the lemmas of the head verb or noun; for nouns ``before`` holds the words
    of a multi-word trigger that stand before the head.
    """

    event_type: str
    is_noun: bool
    heads: frozenset[str]
    source: str
    text: str
    order: int
    subject: Slot | None = None
    obj: Slot | None = None
    obj_optional: bool = False
    fixed: tuple[frozenset[str], ...] = ()
    links: tuple[Link, ...] = ()
    before: tuple[frozenset[str], ...] = ()
    frame: NounFrame = "-"
    slots: tuple[Slot, ...] = ()
    conditions: tuple[Condition, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    weak: bool = False
    infinitive: bool = False
    """Written ``TO`` at the end: an infinitive must say what is asked ("call on P TO")."""

    @property
    def weight(self) -> int:
        """How specific the pattern is by its fixed words (classes met count in matching)."""
        fixed = len(self.fixed) + len(self.before)
        links = sum(1 for link in self.links if not link.optional)
        return fixed + links + self.infinitive


def read_pattern(line: str, *, event_type: str, source: str, order: int) -> Pattern:
    """Read one line. ``source`` is ``FILE:LINE``. Raises `CodebookError`, naming it."""
    weak, infinitive = "weak" in line.split()[2:], "TO" in line.split()[2:]
    body, codes = _codes(" ".join(w for w in line.split() if w not in ("weak", "TO")), source)
    body, conditions = _conditions(body, source)
    words = body.split()
    if len(words) < 2 or words[0] not in ("v", "n"):
        raise CodebookError(f"{source}: a pattern begins with 'v' or 'n' and a word: {line!r}")
    shared = {
        "event_type": event_type,
        "source": source,
        "text": line,
        "order": order,
        "conditions": conditions,
        "codes": codes,
        "weak": weak,
        "infinitive": infinitive,
    }
    if words[0] == "n":
        return _noun(words[1:], source, shared)
    return _verb(_TOKEN.findall(" ".join(words[1:])), source, shared)


def _codes(line: str, source: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    body, _, tail = line.partition("=>")
    pairs = []
    for item in tail.split():
        key, equals, value = item.partition("=")
        if not equals:
            raise CodebookError(f"{source}: after '=>' stands key=value, not {item!r}")
        pairs.append((key, value))
    return body.strip(), tuple(pairs)


def _conditions(body: str, source: str) -> tuple[str, tuple[Condition, ...]]:
    body, _, tail = body.partition(" ? ")
    found = []
    for item in tail.replace(" ? ", " ").split():
        key, colon, value = item.partition(":")
        if not colon or key not in ("with", "near", "not"):
            raise CodebookError(f"{source}: a condition is with:, near: or not:, not {item!r}")
        found.append(Condition(key != "not", frozenset(value.split("|"))))
    return body.strip(), tuple(found)


def _noun(words: list[str], source: str, shared: dict[str, object]) -> Pattern:
    frame: NounFrame = "-"
    lemmas: list[frozenset[str]] = []
    slots: list[Slot] = []
    for word in words:
        slot = _SLOT.match(word)
        if word in _FRAMES:
            frame = word  # type: ignore[assignment]
        elif slot:
            slots.append(_slot(word, source))
            frame = _joined(frame, slot.group(1))
        else:
            lemmas.append(frozenset(word.replace("_", "-").split("/")))
    if not lemmas:
        raise CodebookError(f"{source}: a noun pattern without a noun")
    return Pattern(
        is_noun=True,
        heads=lemmas[-1],
        before=tuple(lemmas[:-1]),
        frame=frame,
        slots=tuple(slots),
        **shared,  # type: ignore[arg-type]
    )


def _joined(frame: NounFrame, role: str) -> NounFrame:
    if frame == "-" and role in ("A", "P"):
        return role  # type: ignore[return-value]
    return "AP" if role in ("A", "P") else frame


def _slot(word: str, source: str) -> Slot:
    match = _SLOT.match(word)
    if match is None:
        raise CodebookError(f"{source}: not a slot: {word!r}")
    spec = match.group(2) or ""
    required = spec.endswith("!")
    names = [n for n in spec.rstrip("!").split("|") if n]
    return Slot(
        role=match.group(1),  # type: ignore[arg-type]
        classes=frozenset(n for n in names if not n.startswith("!") and n != "any"),
        refused=frozenset(n[1:] for n in names if n.startswith("!")),
        required=required,
        anything="any" in names,
    )


@dataclass(slots=True)
class _VerbParts:
    subject: Slot | None = None
    heads: frozenset[str] = frozenset()
    obj: Slot | None = None
    obj_optional: bool = False
    fixed: list[frozenset[str]] | None = None
    links: list[Link] | None = None


def _verb(tokens: list[str], source: str, shared: dict[str, object]) -> Pattern:
    parts = _VerbParts(fixed=[], links=[])
    index = 0
    if _SLOT.match(tokens[0]):
        parts.subject = _slot(tokens[0], source)
        index = 1
    if index >= len(tokens):
        raise CodebookError(f"{source}: a verb pattern without a verb")
    parts.heads = frozenset(tokens[index].split("/"))
    _tail([t for t in tokens[index + 1 :] if t not in _ARTICLES], parts, source)
    return Pattern(
        is_noun=False,
        heads=parts.heads,
        subject=parts.subject,
        obj=parts.obj,
        obj_optional=parts.obj_optional,
        fixed=tuple(parts.fixed or ()),
        links=tuple(parts.links or ()),
        **shared,  # type: ignore[arg-type]
    )


def _tail(tokens: list[str], parts: _VerbParts, source: str) -> None:
    assert parts.fixed is not None
    assert parts.links is not None
    optional = False
    pending: frozenset[str] | None = None
    for token in [*tokens, ""]:
        if token in ("(", ")", ""):
            if pending is not None:
                parts.links.append(Link(pending, optional=optional))
                pending = None
            optional = token == "("
            continue
        choices = frozenset(token.split("/"))
        if _SLOT.match(token):
            slot = _slot(token, source)
            if pending is not None:
                parts.links.append(Link(pending, slot=slot, optional=optional))
                pending = None
            elif parts.obj is None:
                parts.obj, parts.obj_optional = slot, optional
            else:
                parts.links.append(Link(frozenset({"to"}), slot=slot, optional=True))
        elif choices <= PREPOSITIONS and pending is None:
            pending = choices
        elif pending is not None:
            if choices <= PREPOSITIONS:
                parts.links.append(Link(pending, optional=optional))
                pending = choices
            else:
                parts.links.append(Link(pending, fixed=choices, optional=optional))
                pending = None
        elif not optional:
            parts.fixed.append(choices)
