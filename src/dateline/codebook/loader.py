"""The codebook: event types from their data file, and a user's own beside them."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ..errors import CodebookError
from .schemes import (
    CAMEO_CODE,
    CAMEO_FILE,
    CONTEXTS_FILE,
    DATA,
    MODES_FILE,
    NO_CUES,
    SCHEMES_FILE,
    Cues,
    Schemes,
    load_schemes,
)

TYPES_FILE = DATA / "types.toml"

_TYPE_ID = re.compile(r"[a-z][a-z0-9_]*")
_TYPE_KEYS = {
    "label",
    "family",
    "definition",
    "examples",
    "plover",
    "stated",
    "cameo",
    "acled",
    "quad_class",
    "triggers",
}
_CONDITIONS = {"words", "also", "without", "actor", "target"}
_CASE_KEYS = {
    "plover": _CONDITIONS | {"code", "modes", "cue"},
    "cameo": _CONDITIONS | {"code", "mode", "plover"},
    "acled": _CONDITIONS | {"code", "mode", "plover"},
}


@dataclass(frozen=True, slots=True)
class Case:
    """One possible code of a type in one scheme, and when it is the one (see types.toml).

    ``code`` is a PLOVER category, a CAMEO code or an ACLED sub-event type, None for no code.
    A condition that is empty always holds.
    """

    code: str | None
    modes: tuple[str, ...] = ()
    cue: frozenset[str] = frozenset()
    words: Cues = NO_CUES
    also: Cues = NO_CUES
    without: Cues = NO_CUES
    actor: frozenset[str] = frozenset()
    target: frozenset[str] = frozenset()
    mode: frozenset[str] = frozenset()
    plover: frozenset[str | None] = frozenset()
    text: str = field(default="", compare=False)
    """The conditions as the data file writes them, for the documentation."""


class TriggerLine(str):
    """A trigger pattern of a user's codebook: the text itself, with the place it stands at."""

    __slots__ = ("file", "line")

    file: str
    line: int

    @classmethod
    def at(cls, pattern: str, file: str, line: int) -> TriggerLine:
        """The pattern as it stands on line ``line`` of ``file``."""
        self = cls(pattern)
        self.file = file
        self.line = line
        return self


@dataclass(frozen=True, slots=True)
class EventType:
    """A type of event: what it means and how it is coded in PLOVER, CAMEO and ACLED."""

    id: str
    label: str
    definition: str
    examples: tuple[str, ...]
    family: str
    plover: tuple[Case, ...]
    stated: tuple[str, ...]
    """Modes that are given where their cue words stand."""
    cameo: tuple[Case, ...]
    acled: tuple[Case, ...]
    quad_class: int | None
    """The usual quad class; a report's own follows from its codes (`derive_codes`)."""
    triggers: tuple[TriggerLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """All event types by id. ``version`` is a hash of the files that the codes depend on."""

    types: Mapping[str, EventType]
    version: str

    def __getitem__(self, type_id: str) -> EventType:
        try:
            return self.types[type_id]
        except KeyError:
            raise CodebookError(f"no event type {type_id!r} in the codebook") from None


def load_codebook(extra: Path | None = None) -> Codebook:
    """The shipped codebook; ``extra`` is a TOML file of the same form whose types join it.

    A type of ``extra`` replaces the shipped one of the same id. A file that cannot be
    understood raises `CodebookError`, one line that names the file and the line.
    """
    shipped, digest = _shipped()
    types = dict(shipped)
    if extra is not None:
        raw = _read(extra)
        types.update(_parse(raw, extra))
        digest = hashlib.sha256(digest.encode() + raw).hexdigest()
    return Codebook(types, digest[:8])


def check_code(kind: str, value: str) -> None:
    """Refuse a code that a trigger pattern settles (``=> mode=riot``) but no scheme has."""
    schemes = load_schemes()
    known: Mapping[str, Iterable[str]] = {
        "plover": schemes.categories,
        "mode": {mode for category in schemes.categories.values() for mode in category.modes},
        "context": schemes.contexts,
        "acled": {name.replace(" ", "_") for name in schemes.acled},
    }
    if kind == "cameo":
        good = value == "-" or CAMEO_CODE.fullmatch(value) is not None
    elif kind in known:
        good = value in known[kind] or (value == "-" and kind in ("plover", "acled"))
    else:
        raise CodebookError(f"no code {kind!r}: use plover, mode, context, cameo or acled")
    if not good:
        raise CodebookError(f"no {kind} code {value!r}")


@cache
def _shipped() -> tuple[Mapping[str, EventType], str]:
    raw = _read(TYPES_FILE)
    digest = hashlib.sha256(raw)
    for path in (SCHEMES_FILE, CAMEO_FILE, MODES_FILE, CONTEXTS_FILE):
        digest.update(_read(path))
    return _parse(raw, TYPES_FILE), digest.hexdigest()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes().replace(b"\r\n", b"\n")
    except OSError as error:
        raise CodebookError(f"{path}: cannot be read: {error.strerror}") from error


def _parse(raw: bytes, path: Path) -> dict[str, EventType]:
    try:
        text = raw.decode("utf-8")
        document = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CodebookError(f"{path}:{line}: not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        at = re.search(r" \(at (?:line (\d+)|end of document).*\)$", message)
        line = int(at[1]) if at and at[1] else text.count("\n") + 1
        raise CodebookError(f"{path}:{line}: {message[: at.start()] if at else message}") from error
    source = _Source(path, text)
    tables = document.pop("type", {})
    if document:
        raise source.error(
            None, next(iter(document)), "unknown key {!r}; types are [type.ID] tables"
        )
    if not isinstance(tables, dict) or not tables:
        raise CodebookError(f"{path}:1: no event type: types are [type.ID] tables")
    return {type_id: _event_type(type_id, table, source) for type_id, table in tables.items()}


@dataclass(frozen=True, slots=True)
class _Source:
    """A codebook file's text, to say on which line a fault stands."""

    path: Path
    text: str

    def error(
        self, type_id: str | None, key: str, message: str, value: str | None = None
    ) -> CodebookError:
        """An error at ``key`` of the type's table, or at ``value`` of that key where given.

        ``{!r}`` in the message shows the value, else the key.
        """
        line = self.line(type_id, key)
        if value is not None:
            line = self.find(value, line)
        where = f" type {type_id}:" if type_id else ""
        said = message.format(key if value is None else value)
        return CodebookError(f"{self.path}:{line}:{where} {said}")

    def line(self, type_id: str | None, key: str) -> int:
        """Line of ``key = ...`` in the type's table, else of the table's head."""
        lines = self.text.split("\n")
        assignment = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]")
        if type_id is None:
            table = re.compile(rf"\s*\[+\s*[\"']?{re.escape(key)}\b")
            found = (
                n for n, line in enumerate(lines, 1) if assignment.match(line) or table.match(line)
            )
            return next(found, 1)
        head = re.compile(rf"\s*\[\s*type\s*\.\s*[\"']?{re.escape(type_id)}[\"']?\s*[.\]]")
        first = next((n for n, line in enumerate(lines) if head.match(line)), 0)
        for number, line in enumerate(lines[first + 1 :], first + 2):
            if re.match(r"\s*\[\s*type\b", line):
                break
            if assignment.match(line):
                return number
        return first + 1

    def find(self, value: str, line: int) -> int:
        """First line from ``line`` on that holds ``value``; ``line`` itself if none does."""
        rest = self.text.split("\n")[line - 1 :]
        word = re.compile(rf"(?<!\w){re.escape(value)}(?!\w)")
        return line + next((n for n, text in enumerate(rest) if word.search(text)), 0)


def _event_type(type_id: str, table: Any, source: _Source) -> EventType:
    schemes = load_schemes()
    if not isinstance(table, dict):
        raise source.error(None, type_id, "{!r} is no [type.ID] table")
    if not _TYPE_ID.fullmatch(type_id):
        raise source.error(type_id, "", "an id is lower-case letters, digits and _")
    if unknown := sorted(set(table) - _TYPE_KEYS):
        raise source.error(type_id, unknown[0], "unknown key {!r}")
    for key in ("label", "definition", "family"):
        if not isinstance(table.get(key), str) or not table[key].strip():
            raise source.error(type_id, key, "{!r} must be given, as text")
    if table["family"] not in schemes.families:
        raise source.error(type_id, "family", "no family {!r}", table["family"])
    quad_class = table.get("quad_class")
    if quad_class is not None and (type(quad_class) is not int or not 1 <= quad_class <= 4):
        raise source.error(type_id, "quad_class", "{!r} must be 1, 2, 3 or 4")
    event = EventType(
        id=type_id,
        label=table["label"],
        definition=table["definition"],
        examples=_texts(table, "examples", type_id, source),
        family=table["family"],
        plover=_cases(table, "plover", type_id, source),
        stated=_names(table, "stated", type_id, source),
        cameo=_cases(table, "cameo", type_id, source),
        acled=_cases(table, "acled", type_id, source),
        quad_class=quad_class,
        triggers=_triggers(_texts(table, "triggers", type_id, source), type_id, source),
    )
    _check_modes(event, schemes, source)
    return event


def _texts(table: dict[str, Any], key: str, type_id: str, source: _Source) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise source.error(type_id, key, "{!r} must be a list of texts")
    return tuple(value)


def _triggers(patterns: tuple[str, ...], type_id: str, source: _Source) -> tuple[TriggerLine, ...]:
    if not patterns:
        return ()
    found: list[TriggerLine] = []
    line = source.line(type_id, "triggers")
    for pattern in patterns:
        quoted = f'"{pattern}"' if f'"{pattern}"' in source.text else f"'{pattern}'"
        line = source.find(quoted, line)
        found.append(TriggerLine.at(pattern, str(source.path), line))
    return tuple(found)


def _names(
    table: dict[str, Any], key: str, type_id: str, source: _Source, *, at: str = ""
) -> tuple[str, ...]:
    value = table.get(key, "")
    if not isinstance(value, str):
        message = f"{key!r} must be names in one text, with blanks between"
        raise source.error(type_id, at or key, message)
    return tuple(value.split())


def _cases(table: dict[str, Any], scheme: str, type_id: str, source: _Source) -> tuple[Case, ...]:
    value = table.get(scheme, "-")
    rows = [{"code": value}] if isinstance(value, str) else value
    if not isinstance(rows, list) or not all(isinstance(row, dict) and row for row in rows):
        raise source.error(type_id, scheme, "{!r} must be a code or a list of cases")
    return tuple(_case(row, scheme, type_id, source) for row in rows)


def _case(row: dict[str, Any], scheme: str, type_id: str, source: _Source) -> Case:
    schemes = load_schemes()
    if unknown := sorted(set(row) - _CASE_KEYS[scheme]):
        raise source.error(type_id, scheme, "unknown key {!r} in a case", unknown[0])
    names = {key: _names(row, key, type_id, source, at=scheme) for key in sorted(row)}
    code = _code(row.get("code"), scheme, type_id, source)
    for name in names.get("plover", ()):
        if name != "-" and name not in schemes.categories:
            raise source.error(type_id, scheme, "no PLOVER category {!r}", name)
    return Case(
        code=code,
        modes=names.get("modes", ()),
        cue=frozenset(names.get("cue", ())),
        words=Cues.of(names.get("words", ())),
        also=Cues.of(names.get("also", ())),
        without=Cues.of(names.get("without", ())),
        actor=_actors(names.get("actor", ()), scheme, type_id, source),
        target=_actors(names.get("target", ()), scheme, type_id, source),
        mode=frozenset(names.get("mode", ())),
        plover=frozenset(None if name == "-" else name for name in names.get("plover", ())),
        text="; ".join(
            f"{key} {' '.join(names[key])}" for key in row if key not in ("code", "modes")
        ),
    )


def _code(value: Any, scheme: str, type_id: str, source: _Source) -> str | None:
    schemes = load_schemes()
    if value == "-":
        return None
    if not isinstance(value, str):
        raise source.error(type_id, scheme, "a case of {!r} has no code")
    if scheme == "plover" and value in schemes.categories:
        return value
    if scheme == "cameo" and CAMEO_CODE.fullmatch(value):
        return value
    if scheme == "acled":
        event, _, sub = value.partition(" / ")
        if schemes.acled.get(sub) == event:
            return sub
    raise source.error(type_id, scheme, f"no {scheme} code {{!r}}", value)


def _actors(names: tuple[str, ...], scheme: str, type_id: str, source: _Source) -> frozenset[str]:
    schemes = load_schemes()
    found: set[str] = set()
    for name in names:
        if name in schemes.groups:
            found |= schemes.groups[name]
        elif name in schemes.actors:
            found.add(name)
        else:
            raise source.error(type_id, scheme, "no sector, actor type or group {!r}", name)
    return frozenset(found)


def _check_modes(event: EventType, schemes: Schemes, source: _Source) -> None:
    """Every mode that the type speaks of is a mode of one of its categories."""
    own = {
        mode for case in event.plover if case.code for mode in schemes.categories[case.code].modes
    }
    every = {mode for category in schemes.categories.values() for mode in category.modes}
    for mode in event.stated:
        if mode not in own:
            raise source.error(event.id, "stated", "no mode {!r} in the type's categories", mode)
    for case in event.plover:
        allowed = schemes.categories[case.code].modes if case.code else ()
        for mode in sorted(case.cue):
            if mode not in allowed:
                raise source.error(event.id, "plover", f"no mode {{!r}} of {case.code}", mode)
        for mode in case.modes:
            if mode not in every or not case.code:
                raise source.error(event.id, "plover", "no mode {!r}", mode)
    for scheme, cases in (("cameo", event.cameo), ("acled", event.acled)):
        for mode in sorted(mode for case in cases for mode in case.mode):
            if mode not in every:
                raise source.error(event.id, scheme, "no mode {!r}", mode)
