"""A filter as a query string, as audit samples and saved searches keep it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode

from ..store.filters import Filter, parse_filter


def query_of(where: Filter) -> str:
    """The filter as a query string of the names of `dateline.store.filters.PARAMETERS`."""
    box = "" if where.bbox is None else ",".join(f"{edge!r}" for edge in where.bbox)
    words: list[tuple[str, str]] = []
    for name, values in (
        ("type", where.types), ("plover", where.plover), ("acled", where.acled),
        ("country", where.countries), ("admin1", where.admin1), ("bbox", (box,)),
        ("since", (where.since,)), ("until", (where.until,)),
        ("published_since", (where.published_since,)),
        ("published_until", (where.published_until,)), ("actor", where.actors),
        ("outlet", where.outlets), ("factuality", where.factuality), ("flag", where.flags),
        ("text", (where.text,)), ("run", (where.run,)),
        ("copies", ("yes" if where.with_copies else "",)),
    ):  # fmt: skip
        words += [(name, str(value)) for value in values if value not in (None, "")]
    return urlencode(words)


def filter_of(query: str) -> Filter:
    """The filter again. Raises `InputError` for a query that is none."""
    return parse_filter(parse_qs(query))
