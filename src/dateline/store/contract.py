"""What every store does. Callers use `Store` and the records here, and nothing of a backend's.

Rules that hold for all of it:

- A method that returns has committed: nothing of it is lost afterwards, not even by ``kill -9``
  or a power cut. A method that raises has changed nothing. `Store.batch` makes one commit of many
  calls.
- The same thing given twice changes nothing the second time.
- What cannot be read, written or found where it must be there raises `dateline.errors.StoreError`
  (a full disk: `DiskFull`; another process that holds the store too long: `StoreBusy`), one line.
- Runs go by their number. Where a run is left out (None), the run opened last is meant.
- Lists come in pages of a stable order: a page's ``next`` is given as ``after`` for the page behind
  it, and what is added meanwhile neither repeats nor hides a row of the pages to come.
- A store may be used by several threads and, opened anew in each, by several processes at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TypeVar

from ..records.article import Article
from ..records.event import CodedArticle, CodingRun
from ..records.incident import Incident
from .answers import (
    ArticleHead,
    ArticleHit,
    Change,
    ChangeKind,
    Difference,
    FacetCount,
    FacetField,
    FieldChange,
    IncidentRow,
    KnownRun,
    ListPage,
    LoggedFailure,
    Order,
    OutletCount,
    StoredReport,
    Withdrawal,
)
from .contract_columns import Columns
from .contract_decisions import Decisions
from .contract_facts import Facts
from .contract_people import People
from .filters import EVERYTHING, Filter

__all__ = [
    "ArticleHead",
    "ArticleHit",
    "Change",
    "ChangeKind",
    "Difference",
    "FacetCount",
    "FacetField",
    "FieldChange",
    "IncidentRow",
    "KnownRun",
    "ListPage",
    "LoggedFailure",
    "Order",
    "OutletCount",
    "Store",
    "StoredReport",
    "Withdrawal",
    "walk",
]

T = TypeVar("T")


class Store(Columns, Decisions, Facts, People, Protocol):
    """A place where articles, what is coded of them, incidents and decisions are kept.

    What the workbench needs beside lists stands in `Columns`, decisions in `Decisions`, what is
    counted in `Facts`, who may use it in `People`.
    """

    @property
    def place(self) -> str:
        """Where it is, for messages: a file name, or a URL without its password."""

    def batch(self) -> AbstractContextManager[None]:
        """Make one commit of all calls inside, in this thread: all of them count or none does.

        An exception that leaves the block undoes everything in it. Others cannot write meanwhile:
        do slow work (fetching, coding) before, not inside. Batches may be nested; the outermost
        commits.
        """

    def backup(self, path: Path) -> None:
        """Write a copy of the store as it is now; others may go on writing meanwhile.

        Raises `InputError` where ``path`` is there already.
        """

    def settle(self) -> None:
        """Let the database learn how much it has, after much was added: lists are quicker then."""

    def close(self) -> None:
        """Let go of files and connections. What was committed stays."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    # -- runs ------------------------------------------------------------------------------

    def open_run(self, run: CodingRun) -> int:
        """The number of a run, a new one if it is new; lists mean it from now on by default."""

    def runs(self) -> tuple[KnownRun, ...]:
        """All runs, the one opened last at the end."""

    # -- articles --------------------------------------------------------------------------

    def add_article(self, article: Article, *, page_info: bytes | None = None) -> bool:
        """Keep an article, and beside it what is known of its page (bytes, JSON by habit).

        False, and nothing changes, where an article of that hash is there already.
        """

    def mark_copy(self, article: str, copy_of: str | None) -> bool:
        """Say of an article (by its hash) which other it copies; None takes it back.

        Whether that was news. Raises `StoreError` for an unknown hash.
        """

    def erase_article(self, article: str) -> bool:
        """Take out an article (by its hash) and all that was coded or decided of it, for ever.

        Gone in one transaction: its text and page, what every run coded of it, corrections,
        reviews and judgements on its reports, reviews of the article. Incidents of which it was
        the only article are withdrawn; from others its reports, values and quotes are cut out,
        under a new revision, and merging them anew (`dateline.merge.updating`) counts them again.
        Copies of it are articles of their own. False where there is no such article.
        """

    def article(self, article: str) -> Article | None:
        """The article of a hash, with ``copy_of`` as marked."""

    def articles_of(self, hashes: Collection[str]) -> Mapping[str, Article]:
        """Articles by their hashes; those that are not there are left out."""

    def page_info(self, article: str) -> bytes | None:
        """What was given as ``page_info`` with the article of a hash."""

    def articles(self, *, after: str | None = None, limit: int = 500) -> tuple[Article, ...]:
        """Articles in the order they came; ``after`` is a hash: only those that came later."""

    def articles_without(
        self, run: int, limit: int, *, after: str | None = None
    ) -> tuple[Article, ...]:
        """Up to ``limit`` articles that the run has not coded, in the order they came.

        ``after`` is the hash of an article: only those that came later. Giving the last one's hash
        each time walks through all of them without looking twice at those before it.
        """

    def search(self, text: str, *, limit: int = 20) -> tuple[ArticleHit, ...]:
        """Articles with all the words and "phrases" of ``text``, the best first."""

    # -- what is coded ---------------------------------------------------------------------

    def save_coded(self, run: int, coded: CodedArticle) -> bool:
        """Keep all that a run has to say of an article, in one transaction.

        False, and nothing changes, where the run has coded it already. Raises `StoreError` where
        the article is not in the store, or was coded by another run than number ``run``.
        """

    def add_coded(self, run: int, codings: Sequence[CodedArticle]) -> int:
        """Keep many articles and what a run has to say of them; how many codings were news.

        As `add_article` and `save_coded` for one after the other, in one transaction and much
        quicker. What an article copies that is there already is not changed.
        """

    def coded(self, article: str, run: int | None = None) -> CodedArticle | None:
        """What a run has to say of the article of a hash."""

    def report(self, key: str, run: int | None = None) -> StoredReport | None:
        """A report by its key."""

    def reports_of(
        self, keys: Collection[str], run: int | None = None
    ) -> Mapping[str, StoredReport]:
        """Reports by their keys; those that the run does not have are left out."""

    def reports(
        self,
        where: Filter = EVERYTHING,
        *,
        order: Order = "newest",
        after: str | None = None,
        limit: int = 50,
    ) -> ListPage[StoredReport]:
        """Reports of one run. Raises `InputError` for a cursor that is none of this order."""

    def count_reports(self, where: Filter = EVERYTHING) -> int:
        """How many reports `reports` would list in all."""

    def diff(self, old: int, new: int) -> Iterator[Difference]:
        """How two runs differ on the articles that both have coded, in the order they came.

        Compared is what the reports say (type, codes, participants, place, date, counts, weapon,
        attribution, factuality, ``about``, flags); not scores, evidence or candidates.
        """

    # -- incidents -------------------------------------------------------------------------

    def save_incidents(self, run: int, changes: Iterable[Incident | Withdrawal]) -> int:
        """Add, replace and withdraw incidents of a run in one transaction; how many changed.

        An incident of a higher ``revision`` than the kept one replaces it, the very same one
        changes nothing. Anything else means that another process was quicker: `StoreConflict`,
        and the caller has to look again. Raises `StoreError` where an incident names a report
        that the run does not have, or a withdrawal an incident that never was.
        """

    def incident(self, id: str, run: int | None = None) -> Incident | None:
        """An incident, or the one that took it over; None where it was withdrawn for none."""

    def incident_of(self, report: str, run: int | None = None) -> Incident | None:
        """The incident that a report (by its key) belongs to."""

    def incidents(
        self,
        where: Filter = EVERYTHING,
        *,
        order: Order = "newest",
        after: str | None = None,
        limit: int = 50,
    ) -> ListPage[Incident]:
        """Incidents of one run. Raises `InputError` for a cursor that is none of this order."""

    def count(self, where: Filter = EVERYTHING) -> int:
        """How many incidents `incidents` would list in all."""

    def facets(
        self, where: Filter, field: FacetField, *, limit: int = 20
    ) -> tuple[FacetCount, ...]:
        """The commonest values of a field among the incidents of a filter, and how many have it.

        An incident of several actors, outlets or flags counts under each of them.
        """

    def changes_since(self, when: datetime, run: int | None = None) -> Iterator[Change]:
        """What became of incidents after ``when``: the last word on each, in order of time.

        The ``at`` of the last change seen is the ``when`` to ask with next.
        """

    # -- feeds, failures -------------------------------------------------------------------

    def feed_state(self, url: str) -> bytes | None:
        """What was last saved for a feed."""

    def save_feed_state(self, url: str, state: bytes) -> None:
        """Remember of a feed what its next reading needs; replaces what was there."""

    def log_failure(self, when: datetime, source: str, reason: str) -> None:
        """Remember that something could not be had."""

    def failures(self, *, limit: int = 100) -> tuple[LoggedFailure, ...]:
        """What could not be had, the latest first."""


def walk(page: Callable[[str | None], ListPage[T]]) -> Iterator[T]:
    """Every row of a list: ``walk(lambda after: store.reports(where, after=after, limit=500))``."""
    after: str | None = None
    while True:
        found = page(after)
        yield from found.items
        if found.next is None:
            return
        after = found.next
