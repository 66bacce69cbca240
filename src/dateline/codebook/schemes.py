"""What PLOVER, CAMEO and ACLED contain, and the cue words that state a mode or a context."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..errors import DataError

DATA = Path(__file__).parent / "data"
ENGLISH = Path(__file__).parent.parent / "lang" / "en"
SCHEMES_FILE = DATA / "schemes.toml"
CAMEO_FILE = DATA / "cameo.txt"
MODES_FILE = ENGLISH / "modes.txt"
CONTEXTS_FILE = ENGLISH / "contexts.txt"

CAMEO_CODE = re.compile(r"(?:0[1-9]|1\d|20)\d{1,2}")


@dataclass(frozen=True, slots=True)
class Cues:
    """Lemmas any of which states a thing, and sets of lemmas that state it together."""

    words: frozenset[str] = frozenset()
    together: tuple[frozenset[str], ...] = ()

    @classmethod
    def of(cls, cues: Iterable[str]) -> Cues:
        """From cues as the data files write them: ``shoot``, ``open_fire``."""
        single: set[str] = set()
        together: list[frozenset[str]] = []
        for cue in cues:
            if "_" in cue:
                together.append(frozenset(cue.split("_")))
            else:
                single.add(cue)
        return cls(frozenset(single), tuple(together))

    def stated(self, lemmas: frozenset[str]) -> bool:
        """Whether one of the cues stands among ``lemmas``."""
        if not self.words.isdisjoint(lemmas):
            return True
        return any(cue <= lemmas for cue in self.together)


NO_CUES = Cues()


@dataclass(frozen=True, slots=True)
class Category:
    """A PLOVER category: its quad class, its score (`Codes.intensity`) and its modes in order."""

    name: str
    quad_class: int
    score: float
    modes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Schemes:
    """The vocabulary of the outside schemes."""

    families: tuple[str, ...]
    categories: Mapping[str, Category]
    contexts: tuple[str, ...]
    acled: Mapping[str, str]
    """ACLED sub-event type -> its event type."""
    cameo_quad: Mapping[str, int]
    """CAMEO root ("14") -> quad class."""
    actors: frozenset[str]
    """PLOVER sectors and ACLED actor types (blanks as ``_``)."""
    groups: Mapping[str, frozenset[str]]


@cache
def load_schemes() -> Schemes:
    """The shipped vocabulary, read once."""
    try:
        raw = tomllib.loads(SCHEMES_FILE.read_text("utf-8"))
        return Schemes(
            families=tuple(raw["families"].split()),
            categories={
                name: Category(name, row["quad"], float(row["score"]), tuple(row["modes"].split()))
                for name, row in raw["plover"].items()
            },
            contexts=tuple(raw["contexts"].split()),
            acled={sub: event for event, subs in raw["acled"].items() for sub in subs},
            cameo_quad={
                root: int(quad)
                for quad, roots in raw["cameo_quad"].items()
                for root in roots.split()
            },
            actors=frozenset(raw["sectors"].split()) | frozenset(raw["acled_actors"].split()),
            groups={name: frozenset(row.split()) for name, row in raw["groups"].items()},
        )
    except (OSError, ValueError, KeyError) as error:
        raise DataError(f"{SCHEMES_FILE}: {error!r}") from error


@cache
def load_cameo() -> Mapping[str, str]:
    """CAMEO codes in use -> their names; for checks and documentation."""
    names: dict[str, str] = {}
    for number, line in _lines(CAMEO_FILE):
        code, _, name = line.partition(" ")
        if not CAMEO_CODE.fullmatch(code) or not name or code in names:
            raise DataError(f"{CAMEO_FILE}:{number}: not a new 'CODE name' line: {line!r}")
        names[code] = name
    return names


@cache
def load_modes() -> Mapping[tuple[str, str], Cues]:
    """(PLOVER category, mode) -> the cues that state it."""
    categories = load_schemes().categories
    found: dict[tuple[str, str], list[str]] = {}
    category = ""
    for number, line in _lines(MODES_FILE):
        if line.startswith("["):
            category = line.strip("[]")
            continue
        mode, colon, cues = line.partition(":")
        if not colon or category not in categories or mode not in categories[category].modes:
            raise DataError(
                f"{MODES_FILE}:{number}: no mode of {category or 'any category'}: {line!r}"
            )
        found.setdefault((category, mode), []).extend(cues.split())
    return {key: Cues.of(cues) for key, cues in found.items()}


@cache
def load_contexts() -> Mapping[str, Cues]:
    """PLOVER context -> the cues that state it, in PLOVER's order."""
    found: dict[str, list[str]] = {name: [] for name in load_schemes().contexts}
    for number, line in _lines(CONTEXTS_FILE):
        name, colon, cues = line.partition(":")
        if not colon or name not in found:
            raise DataError(f"{CONTEXTS_FILE}:{number}: no PLOVER context: {line!r}")
        found[name].extend(cues.split())
    return {name: Cues.of(cues) for name, cues in found.items()}


def _lines(path: Path) -> Iterable[tuple[int, str]]:
    try:
        text = path.read_text("utf-8")
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: {error}") from error
    for number, line in enumerate(text.splitlines(), 1):
        if (line := line.strip()) and not line.startswith("#"):
            yield number, line
