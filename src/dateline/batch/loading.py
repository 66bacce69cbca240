"""Load coded articles out of Parquet files into a store: many at a time, linked and merged.

What the store has already is left alone, so that a load that broke off is gone on with by doing
it again, and doing it twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import DatelineError, DiskFull, InputError, StoreBusy, StoreError
from ..merge.copies import CopyFinder
from ..merge.updating import Merger
from ..records.article import Article
from ..records.event import CodedArticle, CodingRun
from ..store.contract import Store
from .coded_files import read_coded

AT_ONCE = 500
"""So many articles are one commit."""
_PAGE = 500

Log = Callable[[str], None]


@dataclass(slots=True)
class Loaded:
    """What a `Loader` has done so far."""

    seen: int = 0
    articles: int = 0
    coded: int = 0
    copies: int = 0
    refused: int = 0
    incidents: int = 0


class Loader:
    """Loads into one store; ``log`` is told each line on what could not be read or kept."""

    def __init__(self, store: Store, log: Log, *, link: bool = True) -> None:
        self._store = store
        self._log = log
        self._link = link
        self._copies: CopyFinder | None = None
        self._runs: dict[CodingRun, int] = {}
        self.tally = Loaded()

    def load(self, path: Path) -> Iterator[int]:
        """Keep what a file has; yields after each commit how many articles it looked at.

        A file that is damaged costs one line in the log; what could be read before is kept.
        """
        for some in self._read(path):
            try:
                self._keep(some)
            except (DiskFull, StoreBusy):
                raise
            except (InputError, StoreError) as error:
                self._keep_singly(some, path, error)
            self.tally.seen += len(some)
            yield len(some)

    def merge(self) -> Iterator[int]:
        """Merge the reports of each run that was met; yields how many incidents changed."""
        for run in self._runs.values():
            changed = Merger(self._store, run).update()
            self.tally.incidents += changed
            yield changed
        if self.tally.articles or self.tally.coded:
            self._store.settle()

    def _read(self, path: Path) -> Iterator[list[CodedArticle]]:
        reading = read_coded([path])
        some: list[CodedArticle] = []
        while True:
            try:
                coded = next(reading, None)
            except (InputError, StoreError) as error:
                self._refused(str(error))
                break
            if coded is None:
                break
            some.append(coded)
            if len(some) == AT_ONCE:
                yield some
                some = []
        if some:
            yield some

    def _refused(self, line: str) -> None:
        self.tally.refused += 1
        self._log(line)

    # -- keep ------------------------------------------------------------------------------

    def _keep(self, some: Sequence[CodedArticle]) -> None:
        """Keep articles and codings in one transaction."""
        for coded in some:
            if coded.run not in self._runs:
                self._runs[coded.run] = self._store.open_run(coded.run)
        with self._store.batch():
            known = self._store.articles_of({coded.article.hash for coded in some})
            new = {coded.article.hash: coded for coded in some if coded.article.hash not in known}
            codings = 0
            for run in dict.fromkeys(coded.run for coded in some):
                of_run = [coded for coded in some if coded.run == run]
                codings += self._store.add_coded(self._runs[run], of_run)
            pairs = self._pairs([coded.article for coded in new.values()])
            copies = sum(self._store.mark_copy(*pair) for pair in pairs)
        self.tally.articles += len(new)
        self.tally.coded += codings
        self.tally.copies += copies

    def _keep_singly(self, some: Sequence[CodedArticle], path: Path, error: DatelineError) -> None:
        """One of them cannot be kept; the others can."""
        last = error
        refused = []
        for coded in some:
            try:
                self._keep([coded])
            except (DiskFull, StoreBusy):
                raise
            except (InputError, StoreError) as why:
                last = why
                refused.append(f"{path}: article {coded.article.id}: {why}")
        if len(refused) == len(some) and len(some) > 1:
            raise last  # it is not the articles
        for line in refused:
            self._refused(line)

    def _pairs(self, articles: Sequence[Article]) -> list[tuple[str, str]]:
        """Copies and their originals among what was kept and what is kept now."""
        if not self._link or not articles:
            return []
        if self._copies is None:
            self._copies = CopyFinder(self._kept(but={article.hash for article in articles}))
        found = (self._copies.add(article) for article in articles if article.copy_of is None)
        return [pair for pair in found if pair is not None]

    def _kept(self, *, but: set[str]) -> Iterator[Article]:
        after: str | None = None
        while page := self._store.articles(after=after, limit=_PAGE):
            yield from (article for article in page if article.hash not in but)
            after = page[-1].hash
