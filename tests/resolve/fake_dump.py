"""Small zips in the form of GeoNames' dump."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

DAY = (2026, 5, 1, 3, 0, 0)


def line(
    id: int | str,
    name: str,
    kind: str,
    *,
    others: str = "",
    at: tuple[float | str, float | str] = (33.3, 44.4),
    unit: str = "IQ.01.",
    people: int | str = 0,
    plain: str = "",
) -> str:
    """A line of the dump: ``kind`` is class and code ("P.PPL"), ``unit`` country and codes."""
    group, _, code = kind.partition(".")
    country, first, second = (unit + "..").split(".")[:3]
    cells = [id, name, plain, others, *at, group, code, country, "", first, second, "", "", people]
    return "\t".join(map(str, [*cells, "", "12", "Asia/Baghdad", "2026-04-30"]))


def zipped(path: Path, lines: Iterable[str] | bytes, *, member: str = "allCountries.txt") -> Path:
    """Write a zip with one dump in it."""
    data = lines if isinstance(lines, bytes) else "".join(f"{x}\n" for x in lines).encode()
    info = zipfile.ZipInfo(member, DAY)
    info.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, data)
    return path
