"""Values of gold records as JSON gives them, checked where they are read."""

from __future__ import annotations

from typing import Any

from ..errors import InputError

Row = dict[str, Any]
"""One gold record, at the JSON edge only; each reader makes its own form of it at once."""


def text_of(row: Row, key: str) -> str:
    """A text. Raises `InputError` where there is none under the key."""
    value = row.get(key)
    if not isinstance(value, str):
        raise InputError(f"gold record {named(row)}: {key!r} is no text")
    return value


def number_of(row: Row, key: str) -> float:
    """A number. Raises `InputError` where there is none under the key."""
    value = row.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError(f"gold record {named(row)}: {key!r} is no number")
    return value


def list_of(row: Row, key: str) -> list[Any]:
    """A list. Raises `InputError` where there is none under the key."""
    value = row.get(key)
    if not isinstance(value, list):
        raise InputError(f"gold record {named(row)}: {key!r} is no list")
    return value


def named(row: Row) -> str:
    """What a record calls itself, for messages."""
    return str(row.get("id") or row.get("docid") or row.get("doc_id") or "without an id")
