"""Polling feeds: when, what is kept, what is tried again, and what a restart changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from dateline.ingest.feeds import FeedItem
from dateline.ingest.feeds_file import FeedSource
from dateline.ingest.watch import FeedState, Watch, due, next_due
from dateline.records.page import Page

from .site import (
    NOW,
    Request,
    Site,
    Time,
    article,
    body,
    fetcher_of,
    in_turn,
    redirect,
    serve,
    status,
)  # fmt: skip

QUARTER = timedelta(minutes=15)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as one:
        one.routes["/robots.txt"] = status(404)
        for number in range(4):
            one.routes[f"/{number}"] = body(article(title=f"Page {number}"))
        yield one


class Memory:
    """A keeper that keeps everything in lists."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.failures: dict[str, str] = {}
        self.states: dict[str, FeedState] = {}
        self.lines: list[str] = []

    def is_new(self, feed: FeedSource, item: FeedItem) -> bool:
        return item.id not in self.pages and item.id not in self.failures

    def save_page(self, feed: FeedSource, item: FeedItem, page: Page) -> None:
        self.pages[item.id] = page

    def save_failure(self, feed: FeedSource, item: FeedItem, reason: str) -> None:
        self.failures[item.id] = reason

    def save_state(self, state: FeedState) -> None:
        self.states[state.url] = state

    def log(self, line: str) -> None:
        self.lines.append(line)

    def titles(self) -> list[str | None]:
        return [page.article.title for page in self.pages.values()]


def feed_of(*numbers: int, more: str = "") -> str:
    items = "".join(
        f"<item><guid>urn:{n}</guid><title>Item {n}</title><link>/{n}</link></item>"
        for n in numbers
    )
    return f"<rss version='2.0'><channel><title>F</title>{items}{more}</channel></rss>"


def watch_of(site: Site, memory: Memory, time: Time, **options: object) -> Watch:
    source = FeedSource(site.url("/feed"), "Feed", QUARTER, **options)  # type: ignore[arg-type]
    fetcher = fetcher_of(time=time)
    return Watch([source], memory.states, memory, fetcher, max_chars=100_000, clock=time.clock)


def later(time: Time, span: timedelta = QUARTER) -> None:
    time.waits.append(span.total_seconds())


A, B, C = (FeedSource(f"https://{name}.example/", name) for name in "abc")


def test_what_is_due() -> None:
    at = datetime(2024, 5, 2, 12, tzinfo=UTC)
    states = {
        A.url: FeedState(A.url, next_at=at),
        B.url: FeedState(B.url, next_at=at - timedelta(hours=1)),
        C.url: FeedState(C.url, next_at=at + timedelta(seconds=1)),
    }
    assert due([A, B, C], states, at) == (B, A)
    assert due([A, B, C], {}, at) == (A, B, C), "never polled: in the file's order"
    assert due([A, B, C], states, at + timedelta(seconds=1)) == (B, A, C)
    assert next_due([A, C], states) == at
    assert next_due([], states) is None


def test_new_items_are_kept_once(site: Site) -> None:
    memory, time = Memory(), Time()
    site.routes["/feed"] = body(feed_of(1, 2))
    watch = watch_of(site, memory, time, outlet="The Outlet")
    watch.poll_due()
    assert memory.titles() == ["Page 1", "Page 2"]
    source = memory.pages["urn:1"].article.source
    assert source is not None
    assert source.name == "The Outlet"
    watch.poll_due()
    assert site.paths().count("/feed") == 1, "not due yet"
    site.routes["/feed"] = body(feed_of(3, 2, 1))
    later(time)
    watch.poll_due()
    assert memory.titles() == ["Page 1", "Page 2", "Page 3"]
    assert site.paths().count("/1") == 1
    assert memory.lines == []


def test_a_restart_goes_on_where_it_was(site: Site) -> None:
    memory, time = Memory(), Time()
    site.routes["/feed"] = body(feed_of(1), ETag='"a"')
    watch_of(site, memory, time).poll_due()
    state = memory.states[site.url("/feed")]
    assert state.etag == '"a"'
    assert state.next_at is not None
    assert NOW + QUARTER <= state.next_at <= NOW + QUARTER + timedelta(seconds=9)
    watch_of(site, memory, time).poll_due()
    assert site.paths().count("/feed") == 1
    later(time)
    site.routes["/feed"] = status(304)
    again = watch_of(site, memory, time)
    again.poll_due()
    assert site.asked[-1].headers["If-None-Match"] == '"a"'
    assert memory.titles() == ["Page 1"]
    assert again.states[site.url("/feed")].etag == '"a"'


def test_a_stop_in_the_middle_loses_nothing(site: Site) -> None:
    class Interrupted(Memory):
        def save_page(self, feed: FeedSource, item: FeedItem, page: Page) -> None:
            if self.pages:
                raise KeyboardInterrupt
            super().save_page(feed, item, page)

    broken, time = Interrupted(), Time()
    site.routes["/feed"] = body(feed_of(1, 2), ETag='"a"')
    with pytest.raises(KeyboardInterrupt):
        watch_of(site, broken, time).poll_due()
    assert broken.states == {}
    memory = Memory()
    memory.pages = broken.pages
    watch_of(site, memory, time).poll_due()
    assert memory.titles() == ["Page 1", "Page 2"]


def test_failures_are_logged_and_waits_grow(site: Site) -> None:
    memory, time = Memory(), Time()
    site.routes["/feed"] = status(404)
    watch = watch_of(site, memory, time)
    waits = []
    for _ in range(10):
        watch.poll_due()
        state = memory.states[site.url("/feed")]
        assert state.next_at is not None
        wait = state.next_at - NOW - timedelta(seconds=sum(time.waits))
        waits.append(round(wait.total_seconds() / 60))
        later(time, wait + timedelta(seconds=1))
    assert waits == [15, 30, 60, 120, 240, 480, 960, 1440, 1440, 1440]
    reason = f"{site.url('/feed')}: the server answered 404 Not Found"
    assert memory.lines == [f"Feed: {reason}"] * 10
    assert (state.failures, state.last_error) == (10, reason)
    site.routes["/feed"] = body(feed_of(1))
    later(time, timedelta(days=1))
    watch.poll_due()
    assert memory.states[site.url("/feed")].failures == 0
    assert memory.states[site.url("/feed")].last_error is None


def test_a_feed_that_asks_to_wait(site: Site) -> None:
    memory, time = Memory(), Time()
    site.routes["/feed"] = status(429, Retry_After="7200")
    watch_of(site, memory, time).poll_due()
    state = memory.states[site.url("/feed")]
    assert state.next_at is not None
    assert state.next_at - NOW >= timedelta(hours=2)


@pytest.mark.parametrize(
    ("feed", "reason"),
    [
        ("<html>no feed</html>", "this is no RSS or Atom feed"),
        ("<!DOCTYPE rss [<!ENTITY a 'b'>]><rss/>", "the feed declares XML entities"),
    ],
)
def test_feeds_that_cannot_be_read(site: Site, feed: str, reason: str) -> None:
    memory = Memory()
    site.routes["/feed"] = body(feed)
    watch_of(site, memory, Time()).poll_due()
    (line,) = memory.lines
    assert line.startswith(f"Feed: {site.url('/feed')}: {reason}")


def test_pages_that_cannot_be_had(site: Site) -> None:
    memory, time = Memory(), Time()
    site.routes["/feed"] = body(feed_of(1, 2, 3), ETag='"a"')
    site.routes["/1"] = status(410)
    site.routes["/2"] = redirect("http://10.0.0.1/")
    resolver = lambda host, port: ("127.0.0.1",) if "example" in host else (host,)  # noqa: E731
    source = FeedSource(site.url("/feed"), "Feed", QUARTER)
    fetcher = fetcher_of(time=time, resolver=resolver)
    watch = Watch([source], {}, memory, fetcher, max_chars=100_000, clock=time.clock)
    watch.poll_due()
    assert memory.titles() == ["Page 3"]
    assert set(memory.failures) == {"urn:1", "urn:2"}
    assert memory.failures["urn:1"] == f"{site.url('/1')}: the server answered 410 Gone"
    assert "private address" in memory.failures["urn:2"]
    assert len(memory.lines) == 2
    assert memory.states[source.url].etag == '"a"', "nothing is left to try"


def test_pages_that_may_be_had_later(site: Site) -> None:
    memory, time = Memory(), Time()

    def feed(request: Request) -> None:
        known = request.headers["If-None-Match"] is not None
        (status(304) if known else body(feed_of(1), ETag='"a"'))(request)

    site.routes["/feed"] = feed
    site.routes["/1"] = in_turn(status(503), status(503), status(503), body(article(title="Late")))
    watch = watch_of(site, memory, time)
    watch.poll_due()
    assert memory.titles() == []
    assert memory.failures == {}
    assert "503 Service Unavailable" in memory.lines[0]
    assert memory.states[site.url("/feed")].etag is None, "so that the feed is sent again"
    later(time)
    watch.poll_due()
    assert memory.titles() == ["Late"]
    assert memory.states[site.url("/feed")].etag == '"a"'


def test_a_summary_is_kept_as_one(site: Site) -> None:
    memory = Memory()
    words = "The police said on Monday that four people had been killed."
    more = f"<item><guid>urn:9</guid><link>/none</link><description>{words}</description></item>"
    site.routes["/feed"] = body(feed_of(more=more))
    watch_of(site, memory, Time()).poll_due()
    assert memory.pages["urn:9"].kind == "summary"
    assert memory.pages["urn:9"].article.text == words
    assert "urn:9" in memory.failures


def test_days_of_the_feed(site: Site) -> None:
    memory = Memory()
    day = "<pubDate>Wed, 01 May 2024 10:00:00 GMT</pubDate>"
    site.routes["/feed"] = body(feed_of(1).replace("</link>", f"</link>{day}"))
    watch_of(site, memory, Time()).poll_due()
    assert memory.pages["urn:1"].article.published == date(2024, 5, 1)


def test_running(site: Site) -> None:
    memory, time = Memory(), Time()
    site.routes["/feed"] = body(feed_of(1))
    started = time.clock.now()
    watch = watch_of(site, memory, time)
    watch.run(lambda: time.clock.now() - started < timedelta(hours=1))
    assert site.paths().count("/feed") == 4
    assert max(time.waits) <= 60
    Watch([], {}, memory, fetcher_of(), max_chars=9, clock=time.clock).run(lambda: True)
