"""Dateline reads news reports and writes political event data tied to the words.

import dateline
coded = dateline.code(text, published="2020-08-24", source="PMOI/MEK")
coded.reports[0].place.value
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
    from .api import Coded, Coder, code, make_article

__all__ = [
    "BadDate",
    "CodebookError",
    "Coded",
    "Coder",
    "DataError",
    "DatelineError",
    "InputError",
    "ParserUnavailable",
    "TextTooLarge",
    "__version__",
    "code",
    "make_article",
]

_LAZY = {"code": ".api", "Coder": ".api", "Coded": ".api", "make_article": ".api"}


def __getattr__(name: str) -> Any:
    """Load the coder only when it is used, so that ``dateline --help`` stays quick (PEP 562)."""
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_LAZY[name], __name__), name)
