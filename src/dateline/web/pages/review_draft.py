"""Corrections that a reviewer has chosen and not yet kept: they travel in the address.

So a choice is a plain link, "back" takes it back, and nothing is half-kept when somebody leaves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from ...codebook import Codebook
from ...errors import InputError
from ...records.article import Article
from ...records.decision import Correction
from ...records.event import Report
from ...records.text import Quote
from ...review import Choice, check_quote, check_value, correction_of, from_json, in_words
from ...review.values import field_named

_NEW = re.compile(
    r"(?P<field>[a-z_]{1,20})"
    r"(?:@(?P<title>title:)?(?P<start>\d{1,9})-(?P<end>\d{1,9}))?"
    r"=(?P<value>.*)",
    re.DOTALL | re.ASCII,
)
_LONGEST = 8000
"""Characters of one new value."""


@dataclass(frozen=True, slots=True)
class Draft:
    """New values by field, and the fields that are wrong while nobody knows what is right."""

    new: Mapping[str, Choice]
    wrong: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.wrong)

    def words(self) -> tuple[str, ...]:
        """The new values as they stand in an address; `read_draft` reads them."""
        return tuple(written(field, one) for field, one in self.new.items())

    def choosing(self, field: str, chosen: Choice | None) -> Draft:
        """The draft with another value for a field; None leaves the field as it was."""
        new = {name: one for name, one in self.new.items() if name != field}
        if chosen is not None:
            new[field] = chosen
        return Draft(new, tuple(name for name in self.wrong if name != field))

    def doubting(self, field: str) -> Draft:
        """The draft with a field that is wrong, nobody knows how."""
        left = self.choosing(field, None)
        return Draft(left.new, (*left.wrong, field))

    def corrections(
        self, report: Report, *, reviewer: str, at: datetime, note: str | None = None
    ) -> tuple[Correction, ...]:
        """What is to be kept, for a report as the reviewer sees it."""
        return tuple(
            correction_of(report, field, one, reviewer=reviewer, at=at, note=note)
            for field, one in self.new.items()
        )


NO_DRAFT = Draft({})


def written(field: str, chosen: Choice) -> str:
    """``place@12-17={...}``: field, the characters of the words it rests on, value as JSON."""
    quote = chosen.quote
    if quote is None:
        return f"{field}={chosen.value}"
    title = "title:" if quote.field == "title" else ""
    return f"{field}@{title}{quote.start}-{quote.end}={chosen.value}"


def read_draft(
    new: Iterable[str], wrong: Iterable[str], *, article: Article, codebook: Codebook
) -> Draft:  # fmt: skip
    """A draft from the words of an address or a form, whoever wrote them.

    Raises `InputError` for a field, a value or words of the article that cannot be.
    """
    chosen = dict(_read(one, article, codebook) for one in new)
    fields = dict.fromkeys(field_named(name).name for name in wrong)
    return Draft(chosen, tuple(name for name in fields if name not in chosen))


def _read(words: str, article: Article, codebook: Codebook) -> tuple[str, Choice]:
    parts = _NEW.fullmatch(words)
    if parts is None or len(words) > _LONGEST:
        raise InputError(f"new: {words[:60]!r} is no new value of a field")
    field = field_named(parts["field"]).name
    value = from_json(field, parts["value"])
    check_value(field, value, article=article, codebook=codebook)
    return field, Choice(parts["value"], in_words(value), "", quote=_quote(field, parts, article))


def _quote(field: str, parts: re.Match[str], article: Article) -> Quote | None:
    if parts["start"] is None:
        return None
    start, end = int(parts["start"]), int(parts["end"])
    quote = (
        Quote.of(article.title or "", start, end, "title")
        if parts["title"]
        else Quote.of(article.text, start, end)
    )
    check_quote(field, quote, article)
    if end - start != len(quote.text) or not quote.text.strip():
        raise InputError(f"{field}: there are no words at {start}-{end}")
    return quote
