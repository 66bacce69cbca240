"""What a store gives to those who keep its incidents in memory, and lists of its articles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from .answers import ArticleHead, IncidentRow, ListPage, OutletCount
from .filters import Filter


class Columns(Protocol):
    """Part of `dateline.store.contract.Store`, whose rules hold here too."""

    def version(self, run: int | None = None) -> str:
        """A token that is another one whenever incidents of the run or decisions have changed.

        It costs well under a millisecond. The same token means the same incidents, judgements,
        corrections, reviews and samples. Raises `StoreError` for a run that is not.
        """

    def last_changed(self, run: int | None = None) -> datetime | None:
        """When incidents of the run were last added, changed or withdrawn; None: never."""

    def incident_rows(
        self, run: int | None = None, *, changed_since: datetime | None = None
    ) -> Iterator[IncidentRow]:
        """All incidents of a run as rows, in order of their numbers, in one state of the store.

        With ``changed_since`` those only that were added or changed after it; which were
        withdrawn is said by `Store.changes_since`.
        """

    def actor_names(self, run: int | None = None) -> Iterator[tuple[int, str, str]]:
        """Number, id (empty where the actor file has none) and name of all actors of incidents."""

    def outlet_names(self, run: int | None = None) -> Iterator[tuple[int, str]]:
        """Number and name of all outlets of incidents; several numbers may have one name."""

    def incident_ids(self, where: Filter) -> tuple[str, ...]:
        """The ids of all incidents that `Store.incidents` would list, in order of their numbers."""

    def incidents_saying(self, text: str) -> tuple[int, ...]:
        """The numbers of incidents, of whatever run, that a filter's ``text`` would find.

        That is the one filter that rows have no values for.
        """

    def articles_page(
        self,
        *,
        after: str | None = None,
        limit: int = 50,
        outlet: str | None = None,
        text: str | None = None,
    ) -> ListPage[ArticleHead]:
        """Articles, the last published first, those without a date last.

        ``outlet`` is a name as in filters: as the article was given or as the run opened last
        knew it. ``text`` is looked for as in `Store.search`. Raises `InputError` for a cursor
        that is none of this list.
        """

    def outlet_counts(self, run: int | None = None) -> tuple[OutletCount, ...]:
        """How much each outlet has published, those with most articles first."""
