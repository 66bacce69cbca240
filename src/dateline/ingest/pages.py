"""A web page to its article: what the report is, and where in the page its words stand.

`trafilatura` tells the report from menus, comments and what is hidden; it is given the page as a
string and fetches nothing. Title, outlet and day are the page's own words (`evidence`).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import trafilatura
from lxml import etree

from ..errors import InputError, TextTooLarge
from ..records.page import Evidence, Page
from .alignment import align
from .article import Given, make_article
from .charset import Decoded
from .days import utc_day
from .evidence import find_evidence
from .language import detect_language
from .markup import refuse_hostile_tags

# It logs what it makes of a page; what the user must know is said in errors and notes.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())

MAX_PAGE_CHARS = 3_000_000
"""A page's source may have this many characters at most; news pages have a tenth of it."""
FEWEST_CHARS = 80
"""What an extractor finds in a page without a report is shorter: a menu, "Access denied"."""
_BLOCKS = frozenset("p head item quote cell row table list div fw ab code pre".split())
# What a page that is no page can make the extractor do; anything else is a fault of Dateline's.
_EXTRACTOR_FAULTS = (
    ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError,
    ValueError, etree.LxmlError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Visit:
    """When and where a page was had: its URL, the moment (UTC), and the day it is today (UTC).

    ``told`` is what the feed that led there says of it; it fills in what the page does not say.
    """

    today: date
    url: str | None = None
    fetched_at: datetime | None = None
    told: Given | None = None

    @property
    def latest(self) -> date:
        """The last day on which what was had can have been published."""
        if self.fetched_at is None:
            return self.today
        return min(self.today, utc_day(self.fetched_at))


def read_page(page: Decoded, given: Given, visit: Visit, *, max_chars: int) -> Page:
    """The article of an HTML page.

    What is ``given`` goes before what the page says of itself. ``article.text`` has a blank line
    between paragraphs.

    Raises:
        InputError: no article in it, or a page that is not made for people. The message names
            neither file nor URL.
    """
    source = page.text
    if len(source) > MAX_PAGE_CHARS:
        raise TextTooLarge(f"the page has more than {MAX_PAGE_CHARS:,} characters")
    refuse_hostile_tags(source)
    text = extract_text(source)
    if len(text) < FEWEST_CHARS:
        raise InputError("no article was found in the page")
    findings = find_evidence(source, visit.url, today=visit.latest)
    said = Given(
        published=findings.published,
        source=findings.value("source"),
        title=findings.value("title"),
        url=visit.url or findings.value("url"),
        language=detect_language(text),
    )
    known = given.or_else(said).or_else(visit.told or Given())
    return Page(
        article=make_article(text, known, max_chars=max_chars),
        source=source,
        page_map=align(text, source),
        url=known.url,
        fetched_at=visit.fetched_at,
        evidence=(*findings.evidence, *told_by_feed(visit.told)),
        notes=(*page.notes, *findings.notes),
    )


def told_by_feed(told: Given | None) -> Iterator[Evidence]:
    """What the feed says of an article, as evidence."""
    if told is None:
        return
    if told.published is not None:
        day = told.published.isoformat()
        yield Evidence("published", day, "the feed", day)
    if told.title is not None:
        yield Evidence("title", told.title, "the feed", told.title)


def extract_text(source: str) -> str:
    """The main text of a page, paragraphs parted by blank lines; "" where there is none."""
    try:
        found = trafilatura.bare_extraction(
            source, include_comments=False, include_tables=True, with_metadata=False
        )
    except _EXTRACTOR_FAULTS:
        return ""
    body = getattr(found, "body", None)
    if body is None:
        return ""
    paragraphs = "".join(_told(body)).split("\n\n")
    return "\n\n".join(filter(None, map(_tidy, paragraphs)))


def _told(element: etree._Element) -> Iterator[str]:
    """The text of an element: a blank line at the ends of each block, a line end at a break."""
    events = etree.iterwalk(element, events=("start", "end"))
    for event, one in events:
        is_block = one.tag in _BLOCKS
        if event == "start":
            yield "\n\n" if is_block else ("\n" if one.tag == "lb" else "")
            yield one.text or ""
        else:
            yield "\n\n" if is_block else ""
            if one is not element:
                yield one.tail or ""


def _tidy(paragraph: str) -> str:
    """Lines without white space at their ends and in a row; no blank ones."""
    lines = (" ".join(line.split()) for line in paragraph.split("\n"))
    return "\n".join(filter(None, lines))
