"""Lists of codes that are two columns, ``NAME VALUE``, with ``#`` comments and ``[sections]``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from ..errors import CodebookError

COW = "cow.txt"


def cow_number(country: str | None) -> int | None:
    """The Correlates of War number of a state of today, by its ISO 3166-1 alpha-3."""
    return read_numbers(COW).get(country or "")


@cache
def read_numbers(file: str) -> Mapping[str, int]:
    """Name -> whole number. Raises `CodebookError` naming the file and what is wrong."""
    return {name: int(value) for name, value in _read(file, int)[""].items()}


@cache
def read_decimals(file: str) -> Mapping[str, float]:
    """Name -> number. Raises `CodebookError` naming the file and what is wrong."""
    return {name: float(value) for name, value in _read(file, float)[""].items()}


@cache
def read_sections(file: str) -> Mapping[str, Mapping[str, str]]:
    """Section -> name -> code; what stands before the first section is in ``""``."""
    return _read(file, str)


def _read(file: str, value_of: type[int | float | str]) -> dict[str, dict[str, str]]:
    text = resources.files("dateline.codebook").joinpath("data", file).read_text("utf-8")
    sections: dict[str, dict[str, str]] = {"": {}}
    section = sections[""]
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), {})
            continue
        name, _, value = line.partition(" ")
        if not value or name in section:
            raise CodebookError(f"{file}:{number}: not a new NAME VALUE line: {line!r}")
        try:
            value_of(value)
        except ValueError as error:
            raise CodebookError(f"{file}:{number}: not a number: {value!r}") from error
        section[name] = value
    return sections
