"""What the tests of actor imports share: a file of text converted, and read again."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dateline.resolve.actor_file import Entry, read_actor_texts
from dateline.resolve.actor_import import Format, Reading, convert
from dateline.resolve.actor_loading import load_actor_file
from dateline.resolve.gazetteer import Gazetteer


@cache
def countries() -> Gazetteer:
    """The gazetteer, opened once."""
    return Gazetteer.open()


def converted(
    path: Path, data: str | bytes, form: Format | None = None, **named: str
) -> tuple[Reading, dict[str, Entry]]:
    """A file with ``data`` read, and the entries that are made of it."""
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    (reading,) = convert([(path, form)], load_actor_file(), countries(), named=named)
    text = "".join(reading.blocks)
    return reading, read_actor_texts([("made", text)]).entries


def complaints(reading: Reading) -> list[str]:
    """What was complained of, the name of the file left out."""
    return [line.removeprefix(reading.file).lstrip(": ") for line in reading.told(100)]


def passed_over(reading: Reading) -> list[str]:
    """What was left out, the name of the file left out."""
    return [line.removeprefix(f"{reading.file}: left out: ") for line in reading.passed_over()]
