"""``feeds.toml``: the feeds that `dateline watch` polls.

::

    [[feed]]
    url = "https://news.example/rss.xml"
    name = "Example News"        # what the log calls it; the URL if left out
    every = "15m"                # s, m, h or d; 15 minutes if left out
    outlet = "Example News"      # who publishes; else what its pages say
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from ..errors import FetchRefused, InputError
from .urls import checked_url

EVERY = timedelta(minutes=15)
SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(days=30)
_MAX_BYTES = 5_000_000
_KEYS = ("url", "name", "every", "outlet")
_EVERY = re.compile(r"(\d{1,6})\s*([smhd])", re.ASCII)
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_HEADER = re.compile(r"[ \t]*\[\[[ \t]*(?:feed|\"feed\"|'feed')[ \t]*\]\]")
_LINE_OF_TOML = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True, slots=True)
class FeedSource:
    """A feed to poll: ``every`` is the time between two polls, ``outlet`` who publishes it."""

    url: str
    name: str
    every: timedelta = EVERY
    outlet: str | None = None


def load_feeds(path: Path) -> tuple[FeedSource, ...]:
    """The feeds of a file in its order.

    Raises:
        InputError: a file that cannot be read or understood; the message names file and line.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from None
    if len(data) > _MAX_BYTES:
        raise InputError(f"{path}: the file is larger than {_MAX_BYTES:,} bytes")
    try:
        return parse_feeds(data.decode("utf-8"), str(path))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}:{line}: not valid UTF-8") from None


def parse_feeds(text: str, name: str) -> tuple[FeedSource, ...]:
    """As `load_feeds`, of a file's text; ``name`` is what messages call it."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = _LINE_OF_TOML.search(str(error))
        line = where[1] if where and where[1] else len(text.splitlines())
        raise InputError(f"{name}:{line}: {_LINE_OF_TOML.sub('', str(error))}") from None
    except RecursionError:
        raise InputError(f"{name}: nested too deeply") from None
    if unknown := next((key for key in tables if key != "feed"), None):
        raise InputError(f"{name}: there is nothing called {unknown!r}; feeds are in [[feed]]")
    found = tables.get("feed", [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise InputError(f"{name}: feeds are written in [[feed]], each with its url")
    if not found:
        raise InputError(f"{name}: there is no [[feed]] in it")
    lines = _Lines(text, name)
    feeds = tuple(_feed(table, lines.of_feed(index)) for index, table in enumerate(found))
    _refuse_repeats(feeds, lines)
    return feeds


class _Place:
    """Where one ``[[feed]]`` stands, for messages."""

    def __init__(self, name: str, lines: list[str], first: int) -> None:
        self._name = name
        self._lines = lines
        self._first = first

    def error(self, key: str | None, message: str) -> InputError:
        """An error that names the line of ``key``, or of the feed's header."""
        written = re.compile(rf"[ \t]*[\"']?{re.escape(key or '')}[\"']?[ \t]*=")
        offsets = (n for n, line in enumerate(self._lines) if key and written.match(line))
        return InputError(f"{self._name}:{self._first + next(offsets, 0)}: {message}")


class _Lines:
    """The lines of the file, feed by feed: TOML's tables do not know where they stood."""

    def __init__(self, text: str, name: str) -> None:
        self._name = name
        self._lines = text.splitlines()
        self._starts = [n for n, line in enumerate(self._lines) if _HEADER.match(line)]

    def of_feed(self, index: int) -> _Place:
        """The place of the feed with this index."""
        if index >= len(self._starts):  # feed = [{...}], all in one
            return _Place(self._name, self._lines, 1)
        start = self._starts[index]
        end = (*self._starts, len(self._lines))[index + 1]
        return _Place(self._name, self._lines[start:end], start + 1)


def _feed(table: Mapping[str, object], place: _Place) -> FeedSource:
    if unknown := next((key for key in table if key not in _KEYS), None):
        raise place.error(unknown, f"there is no key {unknown!r}; keys are {', '.join(_KEYS)}")
    for key in _KEYS:
        if key in table and not (isinstance(table[key], str) and str(table[key]).strip()):
            raise place.error(key, f"{key!r} is not a string with something in it")
    if "url" not in table:
        raise place.error(None, "the feed has no 'url'")
    try:
        url = str(checked_url(str(table["url"])))
    except FetchRefused as error:
        raise place.error("url", str(error)) from None
    outlet = table.get("outlet")
    return FeedSource(
        url=url,
        name=str(table.get("name", url)).strip(),
        every=_every(str(table["every"]), place) if "every" in table else EVERY,
        outlet=None if outlet is None else str(outlet).strip(),
    )


def _every(words: str, place: _Place) -> timedelta:
    found = _EVERY.fullmatch(words.strip())
    if found is None:
        raise place.error("every", f"'every' is written as 30s, 15m, 6h or 1d, not {words[:40]!r}")
    every = timedelta(**{_UNITS[found[2]]: int(found[1])})
    if not SHORTEST <= every <= LONGEST:
        raise place.error("every", f"'every' is from 1m to {LONGEST.days}d, not {words[:40]!r}")
    return every


def _refuse_repeats(feeds: tuple[FeedSource, ...], lines: _Lines) -> None:
    seen: set[str] = set()
    for index, feed in enumerate(feeds):
        if feed.url in seen:
            raise lines.of_feed(index).error("url", f"{feed.url} is in the file twice")
        seen.add(feed.url)
