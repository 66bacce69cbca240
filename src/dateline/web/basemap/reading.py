"""The base map's files: their addresses, which tell their content, and what is in them."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from ...errors import DataError

DATA = Path(__file__).parent / "data"
Detail = Literal["countries", "regions"]
"""From far: land, lakes, borders of states. From near: finer, with first-level units."""


@dataclass(frozen=True, slots=True)
class MapFile:
    """A file as it is served: JSON, compressed with gzip."""

    name: Detail
    digest: str
    compressed: bytes


@cache
def map_file(name: Detail) -> MapFile:
    """One of the files. Raises `DataError` where it is missing."""
    path = DATA / f"{name}.json.gz"
    try:
        content = path.read_bytes()
    except OSError:
        raise DataError(f"{path}: missing; docs/workbench.md says how it is made") from None
    return MapFile(name, hashlib.sha256(content).hexdigest()[:12], content)


@cache
def countries() -> dict[str, Any]:
    """What is in the file drawn from far (`dateline.web.basemap.building` says what it means)."""
    found: dict[str, Any] = json.loads(gzip.decompress(map_file("countries").compressed))
    return found
