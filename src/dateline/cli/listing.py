"""``dateline list``: incidents or reports of the store, filtered, ordered, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Generic, Protocol, TypeVar, cast

from ..errors import InputError
from ..export import facet_lists, list_formats
from ..export.list_formats import Formats
from ..export.report_lines import many
from ..store.contract import FacetField, ListPage, Order, Store
from ..store.filters import Filter
from .filter_options import Words
from .reading import check_output, complain, emptiness, filter_of, opened, options_for
from .running import OK
from .sink import sink

T = TypeVar("T")

_AT_ONCE = 500
_IN_A_TABLE = 50
"""Rows of a table where no limit is given; the other formats then have all of them."""
_FACETS = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of a list is wanted, in which order, and how it is to be written."""

    order: Order
    limit: int | None
    after: str | None
    output_format: str | None
    output: str | None


class Page(Protocol[T]):
    """Gives the page of an order after a cursor, of at most so many rows."""

    def __call__(self, *, order: Order, after: str | None, limit: int) -> ListPage[T]: ...


def run(
    *,
    filters: Words,
    of_reports: bool,
    wanted: tuple[str, int | None, str | None],
    output_format: str | None,
    output: str | None,
    store: str | None,
) -> int:
    """Write the list and return the exit code; ``wanted`` are order, limit and cursor."""
    order, limit, after = wanted
    how = Wanted(cast("Order", order), limit, after, output_format, output)
    with opened(store) as kept:
        write_list(kept, filter_of(filters, kept), how, of_reports=of_reports)
    return OK


def count(*, filters: Words, of_reports: bool, store: str | None) -> int:
    """Write how many there are and return the exit code."""
    with opened(store) as kept:
        number = _total(kept, filter_of(filters, kept), of_reports=of_reports)
    with sink(None, grows=True) as write:
        write(f"{number}\n")
    return OK


def facets(
    *,
    filters: Words,
    field: str,
    of_reports: bool,
    limit: int | None,
    output_format: str | None,
    output: str | None,
    store: str | None,
) -> int:
    """Write the commonest values of a field of incidents and return the exit code."""
    if of_reports:
        raise InputError("--facets counts incidents; leave out --reports")
    with opened(store) as kept:
        check_output(output, kept)
        where = filter_of(filters, kept)
        found = kept.facets(where, cast("FacetField", field), limit=limit or _FACETS)
        if not found:
            complain(emptiness(kept, where))
    _, chosen = list_formats.named(facet_lists.FORMATS, output_format, output)
    with sink(output, grows=chosen.grows) as write:
        for piece in chosen.write(found, options_for(output)):
            write(piece)
    return OK


def write_list(store: Store, where: Filter, wanted: Wanted, *, of_reports: bool) -> None:
    """Write incidents or reports; say how many there are in all, and how to have the next."""
    check_output(wanted.output, store)
    total = _total(store, where, of_reports=of_reports)
    if not total:
        complain(emptiness(store, where))
    if of_reports:
        formats = list_formats.reports({known.number: known.run for known in store.runs()})
        _write(formats, partial(store.reports, where), wanted, many(total, "report"))
    else:
        _write(list_formats.INCIDENTS, partial(store.incidents, where), wanted,
               many(total, "incident"))  # fmt: skip


def _total(store: Store, where: Filter, *, of_reports: bool) -> int:
    return store.count_reports(where) if of_reports else store.count(where)


def _write(formats: Formats[T], page: Page[T], wanted: Wanted, total: str) -> None:
    name, chosen = list_formats.named(formats, wanted.output_format, wanted.output)
    is_table = name == "table"
    limit = wanted.limit or (_IN_A_TABLE if is_table else None)
    rows = _Rows(page, wanted.order, limit, wanted.after)
    with sink(wanted.output, grows=chosen.grows) as write:
        for piece in chosen.write(rows, options_for(wanted.output)):
            write(piece)
        if is_table and rows.shown:
            write(f"{rows.foot(total)}\n")
    if rows.next is not None and not is_table:
        complain(rows.foot(total))


class _Rows(Generic[T]):
    """The first rows of a list, page by page; where it ended is known when they are through.

    The first page is read at once, so that what is wrong with the question is said before any
    output is begun.
    """

    def __init__(self, page: Page[T], order: Order, limit: int | None, after: str | None) -> None:
        self._page = page
        self._order = order
        self._limit = limit
        self.shown = 0
        self._found = self._read(after)

    def __iter__(self) -> Iterator[T]:
        while True:
            for row in self._found.items:
                self.shown += 1
                yield row
            if self.next is None or self.shown == self._limit:
                return
            self._found = self._read(self.next)

    @property
    def next(self) -> str | None:
        """The cursor of what comes after the rows that were read."""
        return self._found.next

    def _read(self, after: str | None) -> ListPage[T]:
        left = _AT_ONCE if self._limit is None else self._limit - self.shown
        return self._page(order=self._order, after=after, limit=min(_AT_ONCE, left))

    def foot(self, total: str) -> str:
        """How many of how many, and how to have the next page."""
        more = "" if self.next is None else f"; next page: --after {self.next}"
        return f"{self.shown:,} of {total}{more}"
