"""Words that a reviewer selected in a text or typed, and the values that they may mean."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from ...codebook import Codebook
from ...errors import DatelineError, InputError
from ...records.article import Article
from ...records.event import Report
from ...records.text import Field, Quote
from ...resources import Resources
from ...review import Choice, choices, span_choices, typed_choices
from ...review.resolving import PipelineResolvers
from ...review.values import field_named
from ..context import Workbench

LONGEST = 300
"""Characters of words that are looked for."""
IN_TITLE = "title"
"""What stands for the place of words selected in the title."""
_MOST = 24


@dataclass(frozen=True, slots=True)
class Found:
    """What words may mean; ``quote`` is where they stand in the article, if they do."""

    choices: tuple[Choice, ...] = ()
    quote: Quote | None = None
    problem: str = ""


class Reading:
    """The pipeline's resolvers, without its models: they need no parse, and load in a moment.

    They are its own and not the coder's, which may be at work for minutes. One thread at a time.
    """

    def __init__(self, resources: Resources) -> None:
        self.codebook: Codebook = resources.codebook
        self._resources = resources
        self._resolvers = PipelineResolvers(resources)
        self._lock = threading.Lock()
        threading.Thread(target=self._warm, name="dateline-reading", daemon=True).start()

    @classmethod
    def of(cls, bench: Workbench) -> Reading:
        """For the settings that the workbench codes with."""
        return cls(Resources(bench.settings.coder))

    def _warm(self) -> None:
        """Load what the first look-up needs, while the reviewer reads."""
        with self._lock, suppress(DatelineError):  # the first look-up says what is wrong
            _ = self._resources.gazetteer, self._resources.actors, self._resolvers.actor_names

    def found(
        self, report: Report, field: str, article: Article, *, words: str, near: str
    ) -> Found:
        """What words may mean for a field, the likeliest first.

        ``near`` is the character where they were selected, "title", or empty where they were typed.
        """
        quote = find_words(article, words, near=near, otherwise=report.sentence.start)
        problem = ""
        with self._lock:
            found = [] if quote is None else list(self._of_span(report, field, quote, article))
            if not (near and found and _is_slow(field)):
                try:
                    found += self._of_typing(report, field, words)
                except InputError as error:
                    problem = str(error)
        once: dict[str, Choice] = {}
        for one in found:
            once.setdefault(one.value, one)
        if once:
            return Found(tuple(once.values())[:_MOST], quote)
        return Found((), quote, problem or f"{field}: nothing is known of {words[:60]!r}")

    def _of_span(
        self, report: Report, field: str, quote: Quote, article: Article
    ) -> Iterator[Choice]:
        """Values read from the words; for a type or the factuality they only are the evidence."""
        if field_named(field).shape in ("type", "factuality"):
            yield from (replace(one, quote=quote) for one in choices(report, field))
        else:
            yield from span_choices(
                report, field, quote, article=article, resolvers=self._resolvers
            )

    def _of_typing(self, report: Report, field: str, words: str) -> tuple[Choice, ...]:
        return typed_choices(
            report, field, words,
            codebook=self.codebook, resolvers=self._resolvers,
        )  # fmt: skip


def _is_slow(field: str) -> bool:
    """Whether looking up names goes through the whole actor file: the words selected will do."""
    return field_named(field).shape in ("actors", "attribution")


def find_words(article: Article, words: str, *, near: str = "", otherwise: int = 0) -> Quote | None:
    """Where words stand in an article: of several places the one nearest to ``near``.

    Blanks and line breaks count alike. ``otherwise`` is near where nothing was selected. None where
    they do not stand there. Raises `InputError` for too many words, or a ``near`` that is none.
    """
    if len(words) > LONGEST:
        raise InputError(f"words: more than {LONGEST} characters; select fewer")
    parts = words.split()
    if not parts:
        return None
    if near and near != IN_TITLE and not (near.isascii() and near.isdigit() and len(near) < 10):
        raise InputError(f"near: {near[:60]!r} is no place in the text")
    middle = r"\s+".join(map(re.escape, parts))
    before = r"(?<!\w)" if parts[0][0].isalnum() else ""
    after = r"(?!\w)" if parts[-1][-1].isalnum() else ""
    pattern = re.compile(before + middle + after)
    at = int(near) if near and near != IN_TITLE else otherwise
    sources: list[tuple[Field, str]] = [("text", article.text), ("title", article.title or "")]
    for field, text in reversed(sources) if near == IN_TITLE else sources:
        spans = [match.span() for match in pattern.finditer(text)]
        if spans:
            start, end = min(spans, key=lambda span: abs(span[0] - at))
            return Quote.of(text, start, end, field)
    return None
