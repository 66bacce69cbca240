"""``dateline add`` and ``dateline watch``: articles into the store, coded and merged."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from ..adding import Adder, Tally
from ..config import MAX_TEXT_CHARS
from ..errors import InputError
from ..ingest.feeds import FeedItem
from ..ingest.feeds_file import FeedSource, load_feeds
from ..ingest.fetch import Fetcher
from ..ingest.sources import Beside, gather
from ..ingest.watch import FeedState, Keeper, Watch
from ..pipeline import Coder
from ..records.page import Page
from ..store.contract import Store
from ..store.opening import open_store
from .batch_options import BatchOptions
from .coding import code_all
from .options import CoderOptions, GivenOptions
from .request import coder_of, given_of
from .running import BAD_INPUT, FAILED, OK
from .screen import Screen

_ITEMS = "items of "
_REMEMBERED = 2000
"""So many items of a feed are remembered as seen; a feed lists far fewer."""


def run(
    *,
    sources: list[str],
    given: GivenOptions,
    columns: list[str],
    store: str | None,
    code: bool,
    coder: CoderOptions,
    workers: int | None = None,
) -> int:
    """Keep, code and merge ``sources``; return the exit code."""
    known = given_of(given)
    beside = Beside(columns=_columns(columns), stdin=sys.stdin.buffer)
    with open_store(store) as opened, Screen(None) as screen:
        adder = Adder(opened, screen.complain, _now)
        with Fetcher() as fetcher:
            found = gather(
                sources,
                known,
                fetcher=fetcher,
                today=_now().date(),
                max_chars=MAX_TEXT_CHARS,
                beside=beside,
            )
            for tally in adder.keep(found):
                screen.step(f"reading, {tally.added:,} new")
        if code:
            _code(adder, coder_of(coder), screen, BatchOptions(workers))
        screen.complain(_summary(adder.tally, opened, coded=code))
        return _status(adder.tally)


def watch(
    *,
    feeds: str,
    store: str | None,
    once: bool,
    code: bool,
    coder: CoderOptions,
) -> int:
    """Poll the feeds of a file until interrupted, or ``once``; return the exit code."""
    listed = load_feeds(Path(feeds))
    with open_store(store) as opened, Screen(None) as screen, Fetcher() as fetcher:
        adder = Adder(opened, screen.complain, _now)
        keeper = StoreKeeper(opened, adder, screen.complain)
        states = {feed.url: keeper.state(feed.url) for feed in listed}
        poll = Watch(listed, states, keeper, fetcher, max_chars=MAX_TEXT_CHARS)
        worker = coder_of(coder) if code else None
        while True:
            poll.poll_due()
            if worker is not None and keeper.is_behind:
                _code(adder, worker, screen, BatchOptions())
                keeper.is_behind = False
            if once:
                screen.complain(_summary(adder.tally, opened, coded=code))
                return OK
            poll.run(_for_a_while())


def _for_a_while() -> Callable[[], bool]:
    """Says yes for a minute: then what was fetched is coded."""
    end = _now() + timedelta(minutes=1)
    return lambda: _now() < end


def _code(adder: Adder, coder: Coder, screen: Screen, batch: BatchOptions) -> None:
    for tally in adder.code(coder, lambda articles: code_all(coder, articles, batch)):
        screen.step(f"coding, {tally.reports:,} reports")
    adder.merge(coder)


class StoreKeeper(Keeper):
    """What a watch must remember, in the store: where each feed stands, what it has listed."""

    def __init__(self, store: Store, adder: Adder, log: Callable[[str], None]) -> None:
        self._store = store
        self._adder = adder
        self._log = log
        self._seen: dict[str, dict[str, None]] = {}
        self.is_behind = True
        """Whether something may have been kept that is not coded yet."""

    def state(self, url: str) -> FeedState:
        """Where a feed stands."""
        kept = self._store.feed_state(url)
        return FeedState(url) if kept is None else msgspec.json.decode(kept, type=FeedState)

    def is_new(self, feed: FeedSource, item: FeedItem) -> bool:
        return item.id not in self._items(feed.url)

    def save_page(self, feed: FeedSource, item: FeedItem, page: Page) -> None:
        with self._store.batch():
            self._adder.keep_one(page)
            self._saw(feed, item)
        self.is_behind = True

    def save_failure(self, feed: FeedSource, item: FeedItem, reason: str) -> None:
        with self._store.batch():
            self._store.log_failure(_now(), item.id, reason)
            self._saw(feed, item)

    def save_state(self, state: FeedState) -> None:
        with self._store.batch():
            self._store.save_feed_state(state.url, msgspec.json.encode(state))
            if state.last_error is not None:
                self._store.log_failure(_now(), state.url, state.last_error)

    def log(self, line: str) -> None:
        self._log(line)

    def _items(self, url: str) -> dict[str, None]:
        """The items of a feed that were worked through, the oldest first."""
        if url not in self._seen:
            kept = self._store.feed_state(_ITEMS + url)
            self._seen[url] = dict.fromkeys(json.loads(kept) if kept else ())
        return self._seen[url]

    def _saw(self, feed: FeedSource, item: FeedItem) -> None:
        seen = self._items(feed.url)
        seen[item.id] = None
        while len(seen) > _REMEMBERED:
            del seen[next(iter(seen))]
        self._store.save_feed_state(_ITEMS + feed.url, json.dumps(list(seen)).encode())


def _columns(given: list[str]) -> Mapping[str, str]:
    """``text=Body`` -> {"text": "Body"}. Raises `InputError` for anything else."""
    found: dict[str, str] = {}
    for one in given:
        name, equals, header = one.partition("=")
        if not (name and equals and header):
            raise InputError(f"--column: not FIELD=HEADER, such as text=Body: {one!r}")
        found[name] = header
    return found


@dataclass(frozen=True, slots=True)
class _Part:
    number: int
    words: str


def _summary(tally: Tally, store: Store, *, coded: bool) -> str:
    parts = [
        _Part(tally.added, "added"),
        _Part(tally.known, "known already"),
        _Part(tally.copies, "copies of another"),
        _Part(tally.unreadable, "could not be read"),
    ]
    lines = ", ".join(f"{p.number:,} {p.words}" for p in parts if p.number) or "nothing new"
    if coded:
        lines += f"; {tally.coded:,} coded: {tally.reports:,} reports"
        lines += f", {tally.unsupported:,} not coded" if tally.unsupported else ""
        lines += f"; {tally.incidents:,} incidents added or changed"
    return f"{lines} ({store.place})"


def _status(tally: Tally) -> int:
    return BAD_INPUT if tally.unreadable else FAILED if tally.failed else OK


def _now() -> datetime:
    return datetime.now(UTC)
