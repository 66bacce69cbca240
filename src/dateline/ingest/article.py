"""Make an `Article` of a text and what is known of it: the one place where its hash is taken."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date, datetime

from ..errors import BadDate, InputError, TextTooLarge
from ..records.article import Article, Source

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].+)?", re.ASCII)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
HASH_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of an article beside its text; all of it optional."""

    published: date | None = None
    source: str | None = None
    title: str | None = None
    url: str | None = None
    id: str | None = None
    language: str | None = None

    def or_else(self, other: Given) -> Given:
        """The same, with ``other``'s values where this one has none."""
        return Given(
            published=self.published if self.published is not None else other.published,
            source=self.source if self.source is not None else other.source,
            title=self.title if self.title is not None else other.title,
            url=self.url if self.url is not None else other.url,
            id=self.id if self.id is not None else other.id,
            language=self.language if self.language is not None else other.language,
        )


def make_article(text: str, given: Given, *, max_chars: int) -> Article:
    """An `Article` of ``text``, or an `InputError` whose message does not yet name the file."""
    if not text.strip():
        raise InputError("there is no text in it")
    if len(text) > max_chars:
        raise TextTooLarge(
            f"the text has {len(text):,} characters; the limit is {max_chars:,} an article"
        )
    for name, value in (("text", text), ("title", given.title), ("source", given.source),
                        ("url", given.url), ("id", given.id)):  # fmt: skip
        if value is not None and _SURROGATE.search(value):
            raise InputError(f"{name!r} holds half of a surrogate pair, which is not text")
    digest = content_hash(text, source=given.source, url=given.url, title=given.title)
    return Article(
        text=text,
        hash=digest,
        id=given.id or digest,
        title=given.title,
        source=Source(given.source) if given.source else None,
        url=given.url,
        published=given.published,
        language=given.language or "en",
    )


def content_hash(text: str, *, source: str | None, url: str | None, title: str | None) -> str:
    """16 hex digits of the SHA-256 of source, URL, title and text, told apart without doubt."""
    parts = json.dumps([source, url, title, text], ensure_ascii=False)
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_DIGITS]


def parse_day(words: str) -> date:
    """The day of ``2020-08-24`` or ``2020-08-24T17:30:00Z``; a `BadDate` for anything else."""
    written = _DAY.fullmatch(words.strip())
    if written is None:
        raise BadDate(f"{_short(words)} is not a date written as YYYY-MM-DD")
    try:
        if len(words.strip()) > len(written[1]):
            datetime.fromisoformat(words.strip())
        return date.fromisoformat(written[1])
    except ValueError:
        raise BadDate(f"{_short(words)} is not a date of the calendar") from None


def _short(words: str, limit: int = 40) -> str:
    return repr(words if len(words) <= limit else words[: limit - 1] + "…")
