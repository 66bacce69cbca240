"""The options that several verbs share, as the command line gave them (nothing heavy here)."""

from __future__ import annotations

from typing import Literal, NamedTuple

DetectorName = Literal["model", "rules"]


class GivenOptions(NamedTuple):
    """What the user says of articles that do not say it themselves."""

    published: str | None
    source: str | None
    title: str | None
    url: str | None


class CoderOptions(NamedTuple):
    """How to code."""

    parser: str | None
    codebook: str | None
    strict: bool = False
    detector: DetectorName = "model"
    model: str | None = None
    own_types: str | None = None
