"""What is to be counted: by which dimensions, of which incidents, with which zero rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from ..errors import InputError
from ..store.filters import EVERYTHING, Filter
from .dimensions import Dimension, Family

MOST_ROWS = 2_000_000
Which = Literal["seen", "all"]
"""For which places or types there are zero rows: those that some incident has, or all known."""


@dataclass(frozen=True, slots=True)
class Question:
    """Raises `InputError` where ``places`` or ``types`` cannot be "all"."""

    by: tuple[Dimension, ...]
    where: Filter = EVERYTHING
    zeros: bool = True
    places: Which = "seen"
    types: Which = "seen"
    most: int = MOST_ROWS
    """Refuse to make more rows than this where there are zeros among them."""

    def __post_init__(self) -> None:
        for name, value in (("places", self.places), ("types", self.types)):
            if value not in get_args(Which):
                raise InputError(f"{name}: {str(value)[:60]!r} is neither seen nor all")
        if self.places == "all" and self.has("admin2"):
            raise InputError("places: all first-level units are known, not all second-level ones")
        schemes = {_SCHEME[name] for name in self.names("type")}
        if self.types == "all" and len(schemes) > 1:
            raise InputError("types: all of them only where they are of one scheme, not "
                             f"{' and '.join(sorted(schemes))}")  # fmt: skip

    def has(self, name: str) -> bool:
        """Whether it is counted by this dimension."""
        return any(one.name == name for one in self.by)

    def of(self, family: Family) -> tuple[Dimension, ...]:
        """The dimensions of a family."""
        return tuple(one for one in self.by if one.family == family)

    def names(self, *families: Family) -> tuple[str, ...]:
        """The names of the dimensions of some families, or of all."""
        return tuple(one.name for one in self.by if not families or one.family in families)


_SCHEME = {
    "event_type": "the codebook", "plover": "PLOVER", "quad_class": "PLOVER",
    "disorder_type": "ACLED", "acled_event_type": "ACLED", "acled_sub_event_type": "ACLED",
}  # fmt: skip


def listed(words: Iterable[str]) -> str:
    """``a, b and c``."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
