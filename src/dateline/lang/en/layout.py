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
_CAPITALS = r"[A-Z][A-Z'’.\-]+(?:[ \-][A-Z][A-Z'’.\-]+){0,3}"
_AGENCY = r"[^)\n]{2,40}"
_DASH = r"\s*(?:—|–|--|\s-\s|-\s)\s*"
_MARK = rf"(?:\s*\.\s*[–—-]{{1,2}}\s*|{_DASH}|\s*[–—-]{{1,2}}(?=[A-Z\"“])|:\s+)"
"""What parts a dateline from the text: a dash, a colon, or ".-"."""

PLACES = ("place", "place2", "place3", "place4")
AGENCIES = ("agency", "agency2", "agency3")
DAYS = ("date", "date2", "date3")
"""The groups of a dateline's pattern: at most one of each has matched."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Patterns for the parts of an article; each is matched against one block's text.

    ``dateline`` has the groups `PLACES`, `DAYS` and `AGENCIES`, one of each for a way to write it.
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
            # with a day, and the agency where it is named: behind an agency the mark may be
            # missing, without one a full stop ends only the line of a place in capitals
            rf"^(?:(?P<place>{_NAME}(?:,\s*(?!{_MONTH}\b){_NAME}){{0,2}})"
            rf"(?:(?:[.,]\s*|\s+)(?P<date>{_DATE}),?)"
            rf"(?:(?:\s*\((?P<agency>{_AGENCY})\)|\s*(?P<agency3>[A-Z]{{2,8}})(?=\s*[–—-]))"
            rf"(?:{_MARK}|\s+(?=[A-Z\"“]))|{_DASH}|:\s+)"
            rf"|(?P<place2>{_NAME}(?:,\s*{_NAME}){{0,2}})\s*\((?P<agency2>{_AGENCY})\)"
            rf"(?:,\s*(?P<date2>{_DATE}))?{_MARK}"
            rf"|(?P<place4>{_CAPITALS}(?:,\s*(?!{_MONTH}\b){_NAME}){{0,2}})"
            rf"[.,]?\s+(?P<date3>{_DATE})(?:\.\s+(?=[A-Z\"“])|\.?\s*$)"
            rf"|(?P<place3>{_CAPITALS}(?:,\s*{_NAME}){{0,2}})"
            rf"(?:{_DASH}|:\s+(?=[A-Z])))"
        ),
    )
