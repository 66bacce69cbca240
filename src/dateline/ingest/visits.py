"""Fetch a page and read it: one that the user names, or one that a feed leads to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import httpx

from ..errors import FetchRefused, InputError
from ..records.page import Page, PageMap
from ..records.text import Span
from .article import Given, make_article
from .charset import Decoded, decode_page
from .feeds import FeedItem
from .fetch import PAGES, Fetched, Fetcher
from .language import detect_language
from .pages import Visit, read_page, told_by_feed

_PLAIN = "text/plain"


@dataclass(frozen=True, slots=True)
class Visitor:
    """How pages are fetched and read; ``today`` is the day in UTC.

    Without a ``fetcher`` nothing is fetched, and every URL is refused with that reason.
    """

    fetcher: Fetcher | None
    today: date
    max_chars: int

    def fetch(self, url: str, accept: frozenset[str]) -> Fetched:
        """What is at ``url``. Raises `FetchRefused` and `FetchFailed`."""
        if self.fetcher is None:
            raise FetchRefused(f"{url}: fetching is switched off")
        return self.fetcher.get(url, accept=accept)

    def item(self, item: FeedItem, given: Given) -> Page:
        """The page of a feed's item; what the feed says fills in what the page does not say.

        Raises:
            FetchRefused: it must not be fetched.
            FetchFailed: it could not be fetched.
            InputError: no article in it, or the item has no page.
        """
        if item.url is None:
            raise InputError(f"the item {item.title or item.id!r} has no page")
        told = Given(published=item.published, title=item.title)
        fetched = self.fetch(item.url, PAGES)
        page = self.page(fetched, decode_page(fetched.body, fetched.charset), given, told=told)
        return replace(page, notes=(*page.notes, *item.notes))

    def page(
        self, fetched: Fetched, decoded: Decoded, given: Given, *, told: Given | None = None
    ) -> Page:
        """What was fetched as a page. Raises `InputError` with its URL."""
        visit = Visit(self.today, fetched.url, fetched.fetched_at, told)
        try:
            if fetched.media_type == _PLAIN:
                return self._plain(decoded, given, visit)
            return read_page(decoded, given, visit, max_chars=self.max_chars)
        except InputError as error:
            raise type(error)(f"{fetched.url}: {error}") from None

    def summary(self, item: FeedItem, given: Given, reason: str) -> Page | None:
        """What the feed itself says of an item whose page could not be had; None if nothing.

        It is marked ``"summary"``: a teaser is not the report, and its events are not coded.
        """
        if item.summary is None or len(item.summary) > self.max_chars:
            return None
        told = Given(published=item.published, title=item.title)
        known = given.or_else(told).or_else(
            Given(url=item.url, source=_host(item.url), language=detect_language(item.summary))
        )
        return Page(
            article=make_article(item.summary, known, max_chars=self.max_chars),
            source="",
            page_map=PageMap(unaligned=(Span(0, len(item.summary)),)),
            url=item.url,
            evidence=tuple(told_by_feed(told)),
            kind="summary",
            notes=(f"only the feed's summary: {reason}", *item.notes),
        )

    def _plain(self, decoded: Decoded, given: Given, visit: Visit) -> Page:
        """A page that is plain text: its article is the text as it stands."""
        text = decoded.text
        known = given.or_else(
            Given(url=visit.url, source=_host(visit.url), language=detect_language(text))
        ).or_else(visit.told or Given())
        return Page(
            article=make_article(text, known, max_chars=self.max_chars),
            source=text,
            page_map=PageMap.identity(text),
            url=visit.url,
            fetched_at=visit.fetched_at,
            evidence=tuple(told_by_feed(visit.told)),
            notes=decoded.notes,
        )


def _host(url: str | None) -> str | None:
    return httpx.URL(url).host.removeprefix("www.") if url else None
