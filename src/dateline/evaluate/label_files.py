"""The package's tables of labels: what a report is called elsewhere; data files, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from ..errors import DataError


@cache
def table(file: str, name: str) -> dict[str, str]:
    """A table of texts (``[name]`` in ``data/FILE.toml``). Raises `DataError` if it is missing."""
    found = _document(file).get(name)
    if not isinstance(found, dict) or not all(isinstance(v, str) for v in found.values()):
        raise DataError(f"dateline.evaluate/data/{file}.toml has no table of texts [{name}]")
    return found


def has_table(file: str, name: str) -> bool:
    """Whether ``data/FILE.toml`` has a table ``[name]``."""
    return name in _document(file)


@cache
def names(file: str, table_name: str, key: str) -> frozenset[str]:
    """A list of names (``key`` of ``[table_name]``). Raises `DataError` if it is missing."""
    found = _document(file).get(table_name, {})
    listed = found.get(key) if isinstance(found, dict) else None
    if not isinstance(listed, list) or not all(isinstance(v, str) for v in listed):
        raise DataError(f"dateline.evaluate/data/{file}.toml: [{table_name}] has no list {key!r}")
    return frozenset(listed)


@cache
def _document(file: str) -> dict[str, Any]:
    source = resources.files(__package__) / "data" / f"{file}.toml"
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"dateline.evaluate/data/{file}.toml: {error}") from error
