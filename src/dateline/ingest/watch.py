"""Keep polling feeds: which are due, what came of the last poll, and what of it is new.

Nothing here stores: a `Keeper` does. What it is given at each step is all that is needed to go on
after a restart, so that nothing is polled or fetched twice and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from ..errors import FetchFailed, InputError
from ..records.page import Page
from .article import Given
from .charset import decode_page
from .days import utc_day
from .feeds import Feed, FeedItem, read_feed
from .feeds_file import FeedSource
from .fetch import FEEDS, PAGES, Fetcher, Validators
from .pace import Clock
from .visits import Visitor

LONGEST_WAIT = timedelta(days=1)
"""However often a feed has failed, it is asked again after this time."""
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_SLEEP = 60.0
_MOST_DOUBLINGS = 10


@dataclass(frozen=True, slots=True)
class FeedState:
    """Where polling a feed stands.

    ``etag`` and ``last_modified`` are the server's marks of the last answer that was worked
    through. ``next_at`` (UTC) is when to ask again, None for at once. ``failures`` counts the
    polls that failed in a row, ``last_error`` is the reason of the last one.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    next_at: datetime | None = None
    failures: int = 0
    last_error: str | None = None


class Keeper(Protocol):
    """What remembers for the watch: a store, and its log."""

    def is_new(self, feed: FeedSource, item: FeedItem) -> bool:
        """Whether nothing has been saved for this item (neither page nor failure)."""

    def save_page(self, feed: FeedSource, item: FeedItem, page: Page) -> None:
        """Keep an item's page, or its summary where that is all there is."""

    def save_failure(self, feed: FeedSource, item: FeedItem, reason: str) -> None:
        """Keep that an item cannot be had and need not be tried again."""

    def save_state(self, state: FeedState) -> None:
        """Keep where a feed stands, in place of what was kept of it before."""

    def log(self, line: str) -> None:
        """Tell the user one line."""


def due(
    feeds: Iterable[FeedSource], states: Mapping[str, FeedState], now: datetime
) -> tuple[FeedSource, ...]:
    """The feeds to poll at ``now`` (UTC): the longest overdue first, then in the file's order.

    ``states`` are by URL; a feed without one was never polled and is due.
    """
    ready = [feed for feed in feeds if _next_at(feed, states) <= now]
    return tuple(sorted(ready, key=lambda feed: _next_at(feed, states)))


def next_due(feeds: Iterable[FeedSource], states: Mapping[str, FeedState]) -> datetime | None:
    """When the next feed is due (UTC); None where there is no feed."""
    return min((_next_at(feed, states) for feed in feeds), default=None)


class Watch:
    """Polls feeds when they are due and hands what is new to a `Keeper`.

    ``states`` are those that the keeper kept, by URL; `states` holds them as they are now.
    """

    def __init__(
        self,
        feeds: Iterable[FeedSource],
        states: Mapping[str, FeedState],
        keeper: Keeper,
        fetcher: Fetcher,
        *,
        max_chars: int,
        clock: Clock | None = None,
    ) -> None:
        self._feeds = tuple(feeds)
        self.states = dict(states)
        self._keeper = keeper
        self._fetcher = fetcher
        self._max_chars = max_chars
        self._clock = clock or Clock()

    def run(self, go_on: Callable[[], bool]) -> None:
        """Poll until ``go_on`` says no; it is asked at least once a minute and before each poll."""
        while go_on():
            self.poll_due(go_on)
            at = next_due(self._feeds, self.states)
            if at is None:
                return
            wait = (at - self._clock.now()).total_seconds()
            if wait > 0 and go_on():
                self._clock.sleep(min(wait, _LONGEST_SLEEP))

    def poll_due(self, go_on: Callable[[], bool] = lambda: True) -> None:
        """Poll every feed that is due once, and keep where it stands."""
        for feed in due(self._feeds, self.states, self._clock.now()):
            if not go_on():
                return
            before = self.states.get(feed.url, FeedState(feed.url))
            self.states[feed.url] = state = self._poll(feed, before)
            self._keeper.save_state(state)

    def _poll(self, feed: FeedSource, state: FeedState) -> FeedState:
        now = self._clock.now()
        try:
            fetched = self._fetcher.get(
                feed.url,
                validators=Validators(state.etag, state.last_modified),
                accept=FEEDS | PAGES,
            )
            if fetched.not_modified:
                return replace(state, next_at=now + feed.every, failures=0, last_error=None)
            decoded = decode_page(fetched.body, fetched.charset)
            found = read_feed(decoded, url=fetched.url, today=utc_day(now))
        except InputError as error:
            return self._failed(feed, state, error, now)
        seen = replace(state, next_at=now + feed.every, failures=0, last_error=None)
        if not self._work_through(
            feed, found, Visitor(self._fetcher, utc_day(now), self._max_chars)
        ):
            return seen  # with the old marks, so that the feed is sent again
        marks = fetched.validators
        return replace(seen, etag=marks.etag, last_modified=marks.last_modified)

    def _failed(
        self, feed: FeedSource, state: FeedState, error: InputError, now: datetime
    ) -> FeedState:
        """A state that waits the longer, the more polls have failed in a row."""
        reason = str(error) if feed.url in str(error) else f"{feed.url}: {error}"
        self._keeper.log(f"{feed.name}: {reason}")
        wait = min(LONGEST_WAIT, feed.every * 2 ** min(state.failures, _MOST_DOUBLINGS))
        if isinstance(error, FetchFailed) and error.retry_after is not None:
            wait = max(wait, min(LONGEST_WAIT, timedelta(seconds=error.retry_after)))
        return replace(state, next_at=now + wait, failures=state.failures + 1, last_error=reason)

    def _work_through(self, feed: FeedSource, found: Feed, visitor: Visitor) -> bool:
        """Fetch what is new in a feed; whether nothing is left that another poll may bring."""
        for note in found.notes:
            self._keeper.log(f"{feed.name}: {note}")
        is_done = True
        for item in found.items:
            if self._keeper.is_new(feed, item):
                is_done = self._visit(feed, item, visitor) and is_done
        return is_done

    def _visit(self, feed: FeedSource, item: FeedItem, visitor: Visitor) -> bool:
        given = Given(source=feed.outlet)
        try:
            self._keeper.save_page(feed, item, visitor.item(item, given))
        except InputError as error:
            self._keeper.log(f"{feed.name}: {error}")
            if isinstance(error, FetchFailed) and error.transient:
                return False
            self._keeper.save_failure(feed, item, str(error))
            summary = visitor.summary(item, given, str(error))
            if summary is not None:
                self._keeper.save_page(feed, item, summary)
        return True


def _next_at(feed: FeedSource, states: Mapping[str, FeedState]) -> datetime:
    state = states.get(feed.url)
    return state.next_at if state is not None and state.next_at is not None else _LONG_AGO
