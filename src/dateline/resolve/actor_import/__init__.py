"""Other people's lists of actors made into the package's own format.

`convert` reads CAMEO dictionaries, CSV tables, FollowTheMoney entities and files of the own format.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, get_args

from ...errors import InputError
from ..actor_file import ActorFile
from .cameo import read_cameo
from .drafts import Countries, Draft, DraftTie, Reading
from .ftm import read_ftm
from .joining import Joiner
from .lines import Lines, head_lines, numbered, opened
from .own import check_blocks, looks_own, read_own
from .tables import Table, read_table

__all__ = [
    "FORMATS", "Countries", "Draft", "DraftTie", "Format", "Reading", "Table", "check_blocks",
    "convert", "format_of", "looks_own", "numbered", "opened", "read_own",
]  # fmt: skip

Format = Literal["actors", "cameo", "csv", "ftm"]
FORMATS: tuple[Format, ...] = get_args(Format)

_SUFFIXES: Mapping[str, Format] = {
    ".csv": "csv", ".tsv": "csv", ".json": "ftm", ".jsonl": "ftm", ".ndjson": "ftm",
    ".ijson": "ftm", ".agents": "cameo",
}  # fmt: skip
_HEAD_LINES = 400


def convert(
    files: Sequence[tuple[Path, Format | None]],
    shipped: ActorFile,
    countries: Countries,
    *,
    named: Mapping[str, str],
) -> list[Reading]:
    """Read files that belong together; where a format is None the file tells it.

    ``named`` says which CSV header has which column. What could not be read is in each
    `Reading`'s complaints, the rest in its blocks.
    """
    readings: list[Reading] = []
    for path, form in files:
        reading = Reading(str(path))
        try:
            reading.format = form or format_of(path)
            with opened(path) as stream:
                lines = numbered(stream, reading)
                if reading.format == "csv":
                    read_table(lines, countries, reading, named)
                elif reading.format == "actors":
                    _read_blocks(lines, shipped, countries, reading)
                elif reading.format == "cameo":
                    read_cameo(lines, countries, reading)
                else:
                    read_ftm(lines, countries, reading)
        except InputError as error:
            reading.broken = str(error)
        readings.append(reading)
    Joiner(shipped.entries, countries).join(readings)
    return readings


def _read_blocks(lines: Lines, shipped: ActorFile, countries: Countries, reading: Reading) -> None:
    found = read_own(lines, reading)
    check_blocks(found, shipped, countries, reading)
    ids = {identity for block in found for identity in block.file.entries}
    reading.blocks += [block.text for block in found]
    reading.entries, reading.joined = len(ids), len(ids & shipped.entries.keys())


def format_of(path: Path) -> Format:
    """Which format a file has, by its suffix or else by its first lines."""
    lines = [line for line in head_lines(path, _HEAD_LINES) if line.strip()]
    known = _SUFFIXES.get(path.suffix.lower())
    if known is not None:
        return known
    if any(looks_own(line) for line in lines):
        return "actors"
    if path.suffix.lower() == ".actors" and not any("[" in line for line in lines):
        return "actors"
    if lines[0].lstrip("\ufeff").lstrip().startswith("{"):
        return "ftm"
    if any("[" in line and "]" in line for line in lines if not line.startswith("#")):
        return "cameo"
    return "csv"
