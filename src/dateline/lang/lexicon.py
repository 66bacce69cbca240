"""The trigger patterns, noun classes and cue words of a language, loaded once a process."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from ..errors import CodebookError
from .patterns import Pattern, read_pattern

_CLASSES_OF_NAMES = frozenset({"person", "org", "country", "place", "people", "name", "number"})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All English lexical knowledge that detection and extraction use.

    ``verbs`` and ``nouns`` index patterns by head lemma (and, for nouns, by the plural
    form where the pattern is written in the plural); ``classes`` gives the noun classes
    of a lemma, parents included; ``cues`` the sections of ``cues.txt``,
    ``grammar.txt`` and ``telling.txt``.
    """

    verbs: Mapping[str, tuple[Pattern, ...]]
    nouns: Mapping[str, tuple[Pattern, ...]]
    classes: Mapping[str, frozenset[str]]
    cues: Mapping[str, frozenset[str]]
    hyphenated: frozenset[str]
    verb_lemmas: Mapping[str, str]
    """Verb forms whose lemma spaCy gets wrong -> the right lemma."""
    patterns: tuple[Pattern, ...]
    version: str


@cache
def load_lexicon(language: str = "en") -> Lexicon:
    """Load the shipped lexicon. Raises `CodebookError` naming file and line."""
    folder = resources.files("dateline.lang").joinpath(language)
    texts = {f.name: f.read_text(encoding="utf-8") for f in _files(folder)}
    patterns: list[Pattern] = []
    for name in sorted(texts):
        if name.startswith("triggers/"):
            patterns += read_patterns(
                name.removeprefix("triggers/"), texts[name], first=len(patterns)
            )
    return build_lexicon(
        patterns,
        classes=read_classes(texts.get("classes.txt", "")),
        cues=_all_cues(texts),
        verb_lemmas=read_lemmas(texts.get("lemmas.txt", "")),
        version=hashlib.sha256("".join(texts[n] for n in sorted(texts)).encode()).hexdigest()[:8],
    )


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    path: Traversable

    def read_text(self, *, encoding: str) -> str:
        return self.path.read_text(encoding=encoding)


def _files(folder: Traversable) -> Iterable[_Named]:
    for name in (
        "classes.txt", "contradictions.toml", "cues.txt", "grammar.txt", "lemmas.txt",
        "outcomes.txt", "telling.txt",
    ):  # fmt: skip
        path = folder.joinpath(name)
        if path.is_file():
            yield _Named(name, path)
    for path in folder.joinpath("triggers").iterdir():
        if path.name.endswith(".txt"):
            yield _Named(f"triggers/{path.name}", path)


def build_lexicon(
    patterns: Iterable[Pattern],
    *,
    classes: Mapping[str, frozenset[str]],
    cues: Mapping[str, frozenset[str]],
    verb_lemmas: Mapping[str, str],
    version: str,
) -> Lexicon:
    """Index patterns by the lemmas of their heads."""
    verbs: defaultdict[str, list[Pattern]] = defaultdict(list)
    nouns: defaultdict[str, list[Pattern]] = defaultdict(list)
    kept = tuple(patterns)
    hyphenated: set[str] = set()
    for pattern in kept:
        index = nouns if pattern.is_noun else verbs
        for head in pattern.heads:
            index[head].append(pattern)
        words = [*pattern.heads, *(w for f in pattern.fixed for w in f)]
        words += [w for link in pattern.links for w in link.fixed]
        hyphenated.update(w for w in words if "-" in w)
    return Lexicon(
        verbs={k: tuple(v) for k, v in verbs.items()},
        nouns={k: tuple(v) for k, v in nouns.items()},
        classes=classes,
        cues=cues,
        hyphenated=frozenset(hyphenated),
        verb_lemmas=verb_lemmas,
        patterns=kept,
        version=version,
    )


def read_patterns(name: str, text: str, *, first: int = 0) -> list[Pattern]:
    """Read one trigger file; ``name`` is used in rules and error messages.

    ``first`` is the order number of its first pattern: files read before come before.
    """
    event_type = ""
    found: list[Pattern] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.partition("#")[0].strip()
        if not line:
            continue
        source = f"{name}:{number}"
        if line.startswith("["):
            event_type = line.strip("[]").strip()
        elif not event_type:
            raise CodebookError(f"{source}: a pattern before any [event_type]")
        else:
            found.append(
                read_pattern(line, event_type=event_type, source=source, order=first + len(found))
            )
    return found


def read_classes(text: str) -> dict[str, frozenset[str]]:
    """Read ``classes.txt``: lemma -> its classes, parents of classes included."""
    parents: dict[str, set[str]] = {}
    members: dict[str, set[str]] = defaultdict(set)
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.partition("#")[0].strip()
        if not line:
            continue
        head, colon, lemmas = line.partition(":")
        if not colon:
            raise CodebookError(f"classes.txt:{number}: a line is 'name > parent: lemma ...'")
        name, _, up = head.partition(">")
        parents.setdefault(name.strip(), set()).update(up.split())
        for lemma in lemmas.split():
            members[lemma.lower()].add(name.strip())
    closed = {name: _ancestors(name, parents) for name in parents}
    return {
        lemma: frozenset(c for name in names for c in closed[name])
        for lemma, names in members.items()
    }


def read_lemmas(text: str) -> dict[str, str]:
    """Read ``lemmas.txt``: a form and its lemma a line."""
    pairs = (line.partition("#")[0].split() for line in text.splitlines())
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}


def _ancestors(name: str, parents: Mapping[str, set[str]]) -> frozenset[str]:
    seen: set[str] = set()
    todo = [name]
    while todo:
        current = todo.pop()
        if current not in seen:
            seen.add(current)
            todo.extend(parents.get(current, ()))
    return frozenset(seen)


def _all_cues(texts: Mapping[str, str]) -> dict[str, frozenset[str]]:
    cues: dict[str, frozenset[str]] = {}
    for name in ("cues.txt", "grammar.txt", "telling.txt"):
        for section, words in read_cues(texts.get(name, "")).items():
            cues[section] = cues.get(section, frozenset()) | words
    return cues


def read_cues(text: str) -> dict[str, frozenset[str]]:
    """Read a cue file: ``[section]`` lines followed by lemmas or ``multi_word_expressions``."""
    sections: defaultdict[str, set[str]] = defaultdict(set)
    section = ""
    for raw in text.splitlines():
        line = raw.partition("#")[0].strip()
        if line.startswith("["):
            section = line.strip("[]").strip()
        elif line:
            sections[section].update(w.lower() for w in line.split())
    return {k: frozenset(v) for k, v in sections.items()}


def _place(source: str, line: str, number: int) -> str:
    """``FILE:LINE`` of a user's pattern, where the codebook's loader kept the line."""
    return f"{getattr(line, 'file', source)}:{getattr(line, 'line', number)}"


def _classes_named(pattern: Pattern) -> frozenset[str]:
    slots = [pattern.subject, pattern.obj, *(x.slot for x in pattern.links), *pattern.slots]
    return frozenset(c for s in slots if s is not None for c in s.classes | s.refused)


def with_patterns(
    lexicon: Lexicon, additions: Iterable[tuple[str, Iterable[str]]], *, source: str
) -> Lexicon:
    """The lexicon with a user's patterns before the shipped ones: (event type, lines) pairs."""
    own = [
        read_pattern(line, event_type=name, source=_place(source, line, n), order=-1000 + n)
        for name, lines in additions
        for n, line in enumerate(lines, start=1)
    ]
    if not own:
        return lexicon
    known = frozenset(c for found in lexicon.classes.values() for c in found) | _CLASSES_OF_NAMES
    for pattern in own:
        unknown = sorted(_classes_named(pattern) - known)
        if unknown:
            raise CodebookError(f"{pattern.source}: there is no noun class {unknown[0]!r}")
    text = lexicon.version + "".join(p.text for p in own)
    return build_lexicon(
        [*own, *lexicon.patterns],
        classes=lexicon.classes,
        cues=lexicon.cues,
        verb_lemmas=lexicon.verb_lemmas,
        version=hashlib.sha256(text.encode()).hexdigest()[:8],
    )
