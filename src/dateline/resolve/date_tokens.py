"""The tokens that a text is cut into: words, and numbers that are dates by their shape."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .date_expressions import Expression

TOKEN = re.compile(
    r"""
      (?P<word> (?!https?://|www\.)[^\W\d_]+(?:\d\w*)? )
    | (?P<ISO> (?<!\w)(?<!\d-)\d{4}-\d{2}-\d{2}(?=T\d|(?!\w|-\d)) )
    | (?P<COMPACT> (?<!\w)(?<!\d[-.,])
        (?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\w|[-.,]\d) )
    | (?P<ISOWEEK> (?<![\w-])(?:19|20)\d{2}-?W(?:0[1-9]|[1-4]\d|5[0-3])(?![\w-]) )
    | (?P<SLASH> (?<![\w/])(?<!\d\.)
        (?: \d{1,2}/(?:\d{1,2}|[IVXivx]{1,4})/(?:\d{4}|\d{2}) | \d{4}/\d{1,2}/\d{1,2}
          | (?<!\d-)\d{1,2}(?P<sep>[.-])(?:\d{1,2}|[IVXivx]{1,4})(?P=sep)(?:\d{4}|\d{2})
          | (?<!\d-)(?:17|18|19|20)\d{2}(?P<by>[.-])\d{1,2}(?P=by)\d{1,2} )
        (?![\w/]|\.\d) )
    | (?P<MONTHNUM> (?<![\w/])(?<!\d[.-])
        (?: (?:19|20)\d{2}[-/](?:0?[1-9]|1[0-2]) | (?:0?[1-9]|1[0-2])[-/](?:19|20)\d{2} )
        (?![\w/-]|[.,]\d) )
    | (?P<PAIR> (?<![\w/$€£])(?<!\d[.,])
        (?: (?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])
          | (?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01]) )
        (?![\w/]|[.,]\d) )
    | (?P<CLOCK> \d{1,2}(?:[:.]\d{2})?\s?[aApP](?:\.[mM]\.|[mM]\b)
        | \d{1,2}:\d{2}(?::\d{2})?\b
        | \d{1,2}h\d{2}\b )
    | (?P<big> \d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)? | \d+\.\d+ )
    | (?P<ORD> \d{1,2}(?:st|nd|rd|th|ST|ND|RD|TH)\b )
    | (?P<DECADE> (?:\d{3}0\s?|['’]?\d0)s\b )
    | (?P<num> \d+(?![^\W_]) )
    | (?P<code> \d+\w+ )
    | (?P<poss> ['’][sS]\b )
    | (?P<gap> \n[ \t\r]*\n\s* | --+ )
    | (?P<dash> [-‐‑–~] )
    | (?P<mark> [,.()/&] )
    | (?P<quote> ['’] )
    | (?P<url> (?:https?://|www\.)\S+ )
    | (?P<other> \S )
    """,
    re.VERBOSE,
)
SHAPES = ("ISO", "COMPACT", "ISOWEEK", "SLASH", "MONTHNUM", "PAIR", "CLOCK", "ORD", "DECADE")
"""Classes of tokens that are known by their shape."""
SAME = {"dash": "-", "poss": "'s", "quote": "'"}
"""Kinds of tokens that are one word, however they are written."""


@dataclass(slots=True)
class Item:
    """A word, or an expression that a level of the cascade has found."""

    start: int
    end: int
    lower: str
    code: str
    values: Mapping[str, str]
    """Class -> what the word means in that class."""
    expression: Expression | None = None

    def value(self, *classes: str) -> str | None:
        """The meaning in the first of ``classes`` that the word belongs to."""
        return next((self.values[name] for name in classes if name in self.values), None)
