"""Add articles to a store: keep them, link copies, code what is not coded yet, merge.

Each step begins where the store says that it stopped, so that an interrupted `add` is gone on with
by doing it again, and doing it twice changes nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

import msgspec

from .ingest.sources import Found
from .merge.copies import CopyFinder
from .merge.updating import Merger
from .pipeline import Coder
from .records.article import Article
from .records.event import CodedArticle, Failure
from .records.page import Evidence, Page, PageMap
from .store.contract import Store

_KEPT_AT_ONCE = 50
_CODED_AT_ONCE = 16
_PAGE = 500
SUPPORTED = frozenset({"en", "und"})
"""Languages that are coded; ``und`` is too short a text to tell."""
UNSUPPORTED = "unsupported language"
SUMMARY = "only the feed's summary could be had"
_NOT_TRIED = frozenset({"language", "ingest"})
"""Stages of what is not coded for a reason, and no failure."""

Log = Callable[[str], None]
CodeMany = Callable[[Iterable[Article]], Iterator[CodedArticle]]


class PageInfo(msgspec.Struct, frozen=True):
    """What the store keeps of the page an article was read from."""

    kind: str
    url: str | None
    fetched_at: datetime | None
    evidence: tuple[Evidence, ...]
    notes: tuple[str, ...]
    source: str
    page_map: PageMap


@dataclass(slots=True)
class Tally:
    """What an `Adder` has done so far."""

    added: int = 0
    known: int = 0
    copies: int = 0
    unreadable: int = 0
    coded: int = 0
    reports: int = 0
    failed: int = 0
    unsupported: int = 0
    incidents: int = 0


class Adder:
    """Adds to one store; ``log`` is told each line on what could not be read or coded."""

    def __init__(self, store: Store, log: Log, now: Callable[[], datetime]) -> None:
        self._store = store
        self._log = log
        self._now = now
        self._copies: CopyFinder | None = None
        self._mergers: dict[int, Merger] = {}
        self.tally = Tally()

    # -- keep ------------------------------------------------------------------------------

    def keep(self, found: Iterable[Found]) -> Iterator[Tally]:
        """Keep articles and pages; yields after each. What was read is kept even on Ctrl-C."""
        waiting: list[Page | Article] = []
        try:
            for one in found:
                if isinstance(one, Page | Article):
                    waiting.append(one)
                else:
                    self._refused(str(one))
                if len(waiting) >= _KEPT_AT_ONCE:
                    self._save(waiting)
                    waiting = []
                yield self.tally
        finally:
            self._save(waiting)

    def keep_one(self, one: Page | Article) -> None:
        """Keep one article or page at once."""
        self._save([one])

    def _refused(self, reason: str) -> None:
        self.tally.unreadable += 1
        self._log(reason)
        source = reason.partition(": ")[0]
        self._store.log_failure(self._now(), source, reason)

    def _save(self, waiting: Iterable[Page | Article]) -> None:
        with self._store.batch():
            for one in waiting:
                article = one.article if isinstance(one, Page) else one
                info = _info(one) if isinstance(one, Page) else None
                if self._store.add_article(article, page_info=info):
                    self.tally.added += 1
                    self._link(article)
                else:
                    self.tally.known += 1

    def _link(self, article: Article) -> None:
        """Mark the article, or one kept before it, as the other's copy."""
        if self._copies is None:
            self._copies = CopyFinder(self._kept(but=article.hash))
        pair = self._copies.add(article)
        if pair is not None:
            self._store.mark_copy(*pair)
            self.tally.copies += 1

    def _kept(self, *, but: str) -> Iterator[Article]:
        after: str | None = None
        while page := self._store.articles(after=after, limit=_PAGE):
            yield from (article for article in page if article.hash != but)
            after = page[-1].hash

    # -- code ------------------------------------------------------------------------------

    def code(self, coder: Coder, code_many: CodeMany | None = None) -> Iterator[Tally]:
        """Code every article that the coder's run has not coded; yields after each.

        ``code_many`` is how the coder codes a stream of articles, its own `code_many` unless given:
        `dateline.batch.pool` has one for several processes.
        """
        run = self._store.open_run(coder.resources.run)
        coded = (code_many or coder.code_many)(self._to_be_coded(run, coder))
        while batch := list(islice(coded, _CODED_AT_ONCE)):
            yield from self._save_coded(run, batch)

    def _save_coded(self, run: int, coded: list[CodedArticle]) -> Iterator[Tally]:
        with self._store.batch():
            for one in coded:
                self._store.save_coded(run, one)
        for one in coded:
            self._count(one)
            yield self.tally

    def _uncoded(self, run: int) -> Iterator[Article]:
        after: str | None = None
        while page := self._store.articles_without(run, _PAGE, after=after):
            yield from page
            after = page[-1].hash

    def _to_be_coded(self, run: int, coder: Coder) -> Iterator[Article]:
        """The articles that can be coded; the others are saved with the reason on the way."""
        others: list[CodedArticle] = []
        for article in self._uncoded(run):
            why = self._not_coded(article)
            if why is None:
                yield article
                continue
            others.append(CodedArticle(article, coder.resources.run, (), failures=(why,)))
            if len(others) >= _KEPT_AT_ONCE:
                deque(self._save_coded(run, others), maxlen=0)
                others = []
        deque(self._save_coded(run, others), maxlen=0)

    def _not_coded(self, article: Article) -> Failure | None:
        if article.language.partition("-")[0].lower() not in SUPPORTED:
            return Failure("language", f"{UNSUPPORTED}: {article.language}")
        info = self._store.page_info(article.hash)
        if info is not None and msgspec.json.decode(info, type=PageInfo).kind == "summary":
            return Failure("ingest", SUMMARY)
        return None

    def _count(self, coded: CodedArticle) -> None:
        self.tally.coded += 1
        self.tally.reports += len(coded.reports)
        for failure in coded.failures:
            if failure.stage in _NOT_TRIED:
                self.tally.unsupported += 1
            else:
                self.tally.failed += 1
                self._log(f"{coded.article.id}: could not be coded: {failure.error}")

    # -- merge -----------------------------------------------------------------------------

    def merge(self, coder: Coder) -> int:
        """Bring the incidents of the coder's run up to date; how many changed."""
        run = self._store.open_run(coder.resources.run)
        if run not in self._mergers:
            self._mergers[run] = Merger(self._store, run)
        self.tally.incidents = self._mergers[run].update()
        return self.tally.incidents


def _info(page: Page) -> bytes:
    return msgspec.json.encode(
        PageInfo(
            page.kind, page.url, page.fetched_at, page.evidence, page.notes, page.source,
            page.page_map,
        )
    )  # fmt: skip
