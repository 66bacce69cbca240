"""RSS and Atom feeds to their items: where the pages are, and what the feed says of them.

`feedparser` reads the feed from memory; it is never given a URL or a file name, which it would
open. A feed that declares entities is refused before any parser sees it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import feedparser

from ..errors import BadDate, FetchRefused, InputError
from .charset import Decoded
from .days import read_day
from .facts import one_line
from .markup import plain_text, refuse_hostile_tags
from .urls import checked_url

MAX_FEED_CHARS = 5_000_000
MAX_ITEMS = 1_000
_FEED = re.compile(
    r"\s*(?:(?:<\?[^>]{0,500}>|<!--(?:[^-]|-(?!->)){0,5000}-->|<!DOCTYPE[^>\[]{0,500}>)\s*)*"
    r"<(?:!DOCTYPE\s{1,50})?(?:\w{1,20}:)?(?:rss|feed|RDF)[\s>]",
    re.IGNORECASE,
)
_SUBSET = re.compile(r"<!DOCTYPE[^>\[]{0,2000}\[|<!ENTITY", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,500}\?>")
_HEADERS = {"content-type": "application/xml; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item of a feed: its page's URL and what the feed says of it, in plain text.

    ``id`` is the feed's own mark of the item, or its URL; ``summary`` is not the article.
    ``notes`` say what of it was dropped and why.
    """

    url: str | None
    id: str
    title: str | None = None
    published: date | None = None
    summary: str | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's items in its order, with notes on what was mended or dropped and why."""

    title: str | None
    items: tuple[FeedItem, ...]
    notes: tuple[str, ...] = ()


def is_feed(text: str) -> bool:
    """Whether the text begins as RSS or Atom."""
    return _FEED.match(text) is not None


def read_feed(feed: Decoded, *, url: str | None, today: date) -> Feed:
    """The items of a feed; links are made absolute by ``url``, no day is after ``today``.

    Raises:
        InputError: no feed, one with entities, or one too large. The message names no URL.
    """
    text = feed.text
    if len(text) > MAX_FEED_CHARS:
        raise InputError(f"the feed has more than {MAX_FEED_CHARS:,} characters")
    if _SUBSET.search(text):
        raise InputError("the feed declares XML entities, which are not read")
    refuse_hostile_tags(text, is_xml=True)
    if not is_feed(text):
        raise InputError("this is no RSS or Atom feed")
    parsed = feedparser.parse(
        io.BytesIO(_XML_DECLARATION.sub("", text, count=1).encode("utf-8", "replace")),
        response_headers=_HEADERS | ({"content-location": url} if url else {}),
        sanitize_html=True,
        resolve_relative_uris=True,
    )
    reader = _Reader(parsed, today)
    items = [reader.item(entry) for entry in parsed["entries"][:MAX_ITEMS]]
    if len(parsed["entries"]) > MAX_ITEMS:
        reader.notes.append(f"the feed has more than {MAX_ITEMS:,} items; the rest was not read")
    return Feed(
        title=_plain(parsed["feed"].get("title")),
        items=tuple(item for item in items if item is not None),
        notes=(*feed.notes, *reader.notes),
    )


class _Reader:
    def __init__(self, parsed: Mapping[str, Any], today: date) -> None:
        self._today = today
        self._language = parsed["feed"].get("language")
        # RSS 1.0 knows one date, dc:date, which feedparser files under "updated".
        self._dates = ("published", "updated") if parsed["version"] == "rss10" else ("published",)
        self.notes: list[str] = []

    def item(self, entry: Mapping[str, Any]) -> FeedItem | None:
        """An entry as an item; None, with a note, where it has neither page nor text."""
        notes: list[str] = []
        url = _url(entry, notes)
        summary = _long_text(entry)
        title = _plain(entry.get("title"))
        if url is None and summary is None:
            why = "; ".join(notes) or "it has neither page nor text"
            self.notes.append(f"an item was dropped ({title or 'no title'}): {why}")
            return None
        language = entry.get("title_detail", {}).get("language") or self._language
        return FeedItem(
            url=url,
            id=one_line(str(entry.get("id") or url or title or summary)),
            title=title,
            published=self._day(entry, notes),
            summary=summary,
            language=str(language).partition("-")[0].lower() if language else None,
            notes=tuple(notes),
        )

    def _day(self, entry: Mapping[str, Any], notes: list[str]) -> date | None:
        for key in self._dates:
            if key not in entry.keys():  # noqa: SIM118 - `in` also answers for other keys
                continue
            try:
                return read_day(str(entry[key]), today=self._today)
            except BadDate as error:
                notes.append(f"the feed's publication date not taken: {error}")
        return None


def _url(entry: Mapping[str, Any], notes: list[str]) -> str | None:
    link = entry.get("link")
    if not link:
        return None
    try:
        return str(checked_url(str(link)))
    except FetchRefused as error:
        notes.append(f"the feed's link not taken: {error}")
        return None


def _long_text(entry: Mapping[str, Any]) -> str | None:
    """The longest text that the feed itself carries for an item."""
    texts = [str(entry.get("summary") or "")]
    texts += [str(part.get("value") or "") for part in entry.get("content", [])]
    plain = (plain_text(text) for text in texts)
    return max(plain, key=len) or None


def _plain(value: object) -> str | None:
    return one_line(plain_text(str(value))) or None if value else None
