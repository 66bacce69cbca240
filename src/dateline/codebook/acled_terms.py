"""ACLED's own words for disorder types, actor types and groups, from ``data/acled.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ..errors import CodebookError

FILE = "acled.toml"


@dataclass(frozen=True, slots=True)
class AcledTerms:
    """The sections of ``acled.toml``; ``actors`` is in the order of ACLED's numbers."""

    disorder: Mapping[str, str]
    actors: Mapping[str, str]
    groups: Mapping[str, str]

    def disorder_type(self, event_type: str, sub_event_type: str) -> str:
        """The disorder type: the sub-event type's own where it has one."""
        return self.disorder.get(sub_event_type) or self.disorder[event_type]

    def interaction(self, one: str | None, other: str | None) -> str:
        """Two actor types as ACLED writes them together, a single one as "... only".

        The lower number stands first, but civilians behind external forces (78). ``""`` without
        any type.
        """
        kinds = sorted((kind for kind in (one, other) if kind is not None), key=self._rank)
        names = [self.actors[kind] for kind in kinds]
        return f"{names[0]} only" if len(names) == 1 else "-".join(names)

    def _rank(self, kind: str) -> int:
        order = list(self.actors)
        return len(order) if kind == CIVILIANS else order.index(kind)


CIVILIANS = "Civilians"


@cache
def acled_terms() -> AcledTerms:
    """The shipped words. Raises `CodebookError` for a section that is missing or unknown."""
    text = resources.files("dateline.codebook").joinpath("data", FILE).read_text("utf-8")
    sections = tomllib.loads(text)
    if set(sections) != set(AcledTerms.__dataclass_fields__):
        raise CodebookError(
            f"{FILE}: not the sections {', '.join(AcledTerms.__dataclass_fields__)}"
        )
    return AcledTerms(**sections)
