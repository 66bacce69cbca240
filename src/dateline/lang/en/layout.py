"""How English-language news lays out an article: bylines, captions, datelines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DATE = rf"(?:{_MONTH}\s+\d{{1,2}}(?:,?\s+\d{{4}})?|\d{{1,2}}\s+{_MONTH}(?:,?\s+\d{{4}})?)"
_NAME = r"[A-Z][\w'’.\-]*(?:[ \-/](?:of|de|del|la|el|al|the|[A-Z][\w'’.\-]*)){0,4}"
_DASH = r"\s*(?:—|–|--|\s-\s|-\s)\s*"


@dataclass(frozen=True, slots=True)
class Layout:
    """Patterns for the parts of an article; each is matched against one block's text.

    ``dateline`` has the groups ``place``, ``date`` and ``agency``.
    """

    byline: re.Pattern[str]
    caption: re.Pattern[str]
    credit: re.Pattern[str]
    dateline: re.Pattern[str]


@cache
def load_layout() -> Layout:
    """Compile the patterns once a process."""
    return Layout(
        byline=re.compile(
            r"^\W{0,2}(?:(?:additional |exclusive |live )?(?:reporting|reported|report|written|"
            r"story|compiled|edited|editing|translated|words)\s+by\b|by\s+(?!the\b|a\b|an\b)"
            r"[A-Z][\w.'’\-]+(?:\s|$)|(?:from )?our (?:own )?(?:correspondent|reporter)s?\b"
            r"|staff (?:writer|report(?:er)?)\b|(?:published|updated|posted)\s*(?:on|:|at)\b)",
            re.I,
        ),
        caption=re.compile(
            r"^\W{0,2}(?:file (?:photo|picture|image)|photo(?:graph)?s?|image|picture|caption"
            r"|video)"
            r"\s*(?::|\bby\b|-)",
            re.I,
        ),
        credit=re.compile(
            r"\((?:photo|image|picture)s?\s*(?::|by\b)[^)]*\)\.?\s*$|\[(?:photo|file|image)[^\]]*\]\s*$"
            r"|(?:/\s*|\()(?:Getty Images|AFP via Getty(?: Images)?|AP Photo(?:/[^)]*)?)\)?\s*$",
            re.I,
        ),
        dateline=re.compile(
            rf"^(?:(?P<place>{_NAME}(?:,\s*(?!{_MONTH}\b){_NAME}){{0,2}})"
            rf"(?:(?:,\s*|\s+)(?P<date>{_DATE}),?)(?:\s*\((?P<agency>[^)\n]{{2,40}})\))?"
            rf"(?:{_DASH}|:\s+)"
            rf"|(?P<place2>{_NAME}(?:,\s*{_NAME}){{0,2}})\s*\((?P<agency2>[^)\n]{{2,40}})\)"
            rf"(?:,\s*(?P<date2>{_DATE}))?(?:{_DASH}|:\s+)"
            rf"|(?P<place3>[A-Z][A-Z'’.\-]+(?:[ \-][A-Z][A-Z'’.\-]+){{0,3}}(?:,\s*{_NAME}){{0,2}})"
            rf"(?:{_DASH}|:\s+(?=[A-Z])))"
        ),
    )
