"""Dateline reads news reports and writes political event data tied to the words.

import dateline
coded = dateline.code(text, published="2020-08-24", source="PMOI/MEK")
coded.reports[0].place.value
dateline.read_events("store.sqlite", country="Iraq").to_pandas()
dateline.aggregate("store.sqlite", by="admin1,month", country="Iraq").to_polars()
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from ._version import __version__
from .errors import (
    BadDate,
    CodebookError,
    DataError,
    DatelineError,
    InputError,
    ParserUnavailable,
    TextTooLarge,
)

if TYPE_CHECKING:
    from .aggregates import AggregateTable, aggregate
    from .api import Coded, Coder, code, make_article
    from .export.event_table import EventTable
    from .exporting import read_events

__all__ = [
    "AggregateTable",
    "BadDate",
    "CodebookError",
    "Coded",
    "Coder",
    "DataError",
    "DatelineError",
    "EventTable",
    "InputError",
    "ParserUnavailable",
    "TextTooLarge",
    "__version__",
    "aggregate",
    "code",
    "make_article",
    "read_events",
]

_LAZY = {
    "aggregate": ".aggregates",
    "AggregateTable": ".aggregates",
    "code": ".api",
    "Coder": ".api",
    "Coded": ".api",
    "make_article": ".api",
    "EventTable": ".export.event_table",
    "read_events": ".exporting",
}


def __getattr__(name: str) -> Any:
    """Load what is heavy only when it is used: ``dateline --help`` stays quick (PEP 562)."""
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_LAZY[name], __name__), name)
