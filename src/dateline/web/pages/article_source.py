"""Where an article comes from: its outlet and ties, its address, what its page says of itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import msgspec

from ...adding import PageInfo
from ...export import wording
from ...records.article import Source, Tie
from ...records.page import Evidence
from .article_marks import line

_LONGEST_LINK = 2000


@dataclass(frozen=True, slots=True)
class Address:
    """An article's address: ``href`` only where it is a web page that may be followed."""

    text: str
    href: str | None


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the page that an article was read from says of it."""

    kind: str
    fetched_at: datetime | None
    evidence: tuple[Evidence, ...]
    notes: tuple[str, ...]


def address(url: str | None) -> Address | None:
    """An address as words, and as a link where it is plainly one of http or https."""
    if not url:
        return None
    return Address(line(url, 120), url if is_web(url) else None)


def is_web(url: str) -> bool:
    """Whether a link may lead there: http or https, a host, no sign that hides where it goes."""
    if len(url) > _LONGEST_LINK or any(sign <= " " or sign in "\\\x7f" for sign in url):
        return False
    if not url.isprintable():
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


def ties(source: Source | None) -> tuple[str, ...]:
    """An outlet's ties in words."""
    return () if source is None else tuple(tie_words(one) for one in source.ties)


def tie_words(tie: Tie) -> str:
    """``mouthpiece of IRN_GOV``."""
    return line(f"{wording.words(tie.relation)} {tie.other}", 120)


def page_facts(info: bytes | None) -> PageFacts | None:
    """What was kept of the page; None for an article that came as text."""
    if info is None:
        return None
    try:
        kept = msgspec.json.decode(info, type=PageInfo)
    except msgspec.MsgspecError:
        return None  # another program's notes
    evidence = tuple(_plain(one) for one in _first_ones(kept.evidence))
    return PageFacts(
        line(kept.kind, 40), kept.fetched_at, evidence, tuple(line(one) for one in kept.notes)
    )


def _first_ones(evidence: Iterable[Evidence]) -> Iterable[Evidence]:
    """All that is said of the day of publication; of the rest what was taken."""
    seen: set[str] = set()
    for one in evidence:
        if one.field == "published" or one.field not in seen:
            yield one
        seen.add(one.field)


def _plain(one: Evidence) -> Evidence:
    return Evidence(one.field, line(one.value, 120), line(one.where, 80), line(one.words, 160))
