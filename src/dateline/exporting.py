"""What goes out of a store: incidents with their reports and articles, as people corrected them.

Corrections are of reports. An incident any of whose reports was corrected is put together anew from
the reports as they now read; its id, its revision and the reports it is made of stay the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from .codebook import Codebook, load_codebook
from .errors import InputError, StoreError
from .export.event_table import EventTable
from .export.told import EventOptions, ToldIncident, ToldReport
from .merge.incidents import Told, incident_of
from .records.article import Article
from .records.decision import Correction
from .records.event import CodingRun
from .records.incident import Incident
from .resolve.gazetteer import Gazetteer
from .review import apply_corrections
from .store.contract import KnownRun, Store, StoredReport
from .store.filters import EVERYTHING, Filter, parse_filter
from .store.opening import open_store

_AT_ONCE = 200
"""Incidents read at once, with all their reports and articles: memory stays the same."""
_NOTHING_CODED = CodingRun("", "", "", "", "", "", "")
Given = str | int | date
"""What a filter may be given in Python: a word, a number or yes and no, a day."""
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def told_incidents(
    store: Store,
    where: Filter = EVERYTHING,
    *,
    as_coded: bool = False,
    codebook: Codebook | None = None,
) -> Iterator[ToldIncident]:
    """The incidents that a filter lets through, by their first day, those without a date first.

    ``as_coded`` leaves corrections out. ``codebook`` is what corrected reports take their codes
    from, the shipped one where it is left out. Raises `InputError` for a run that is not.
    """
    run = _run(store, where)
    if run is None:
        return iter(())
    where = replace(where, run=run.number)
    return _told_in_pages(store, where, run.number, as_coded=as_coded, codebook=codebook)


def told_of(
    store: Store,
    incidents: Sequence[Incident],
    run: int | None = None,
    *,
    as_coded: bool = False,
    codebook: Codebook | None = None,
) -> Iterator[ToldIncident]:
    """These incidents of a run with their reports and articles, corrected.

    All is read at once, in a few questions. Raises `StoreError` where a report of an incident is
    not in the store: somebody has erased its article since the incident was read.
    """
    stored = store.reports_of([key for one in incidents for key in one.reports], run)
    articles = store.articles_of([one.article.hash for one in stored.values()])
    given = {} if as_coded else store.corrections_of(list(stored))
    book = codebook or load_codebook()
    for incident in incidents:
        told = tuple(
            _told(store, stored.get(key), articles, given, book) for key in incident.reports
        )
        yield ToldIncident(corrected(incident, told), told)


def corrected(incident: Incident, told: Sequence[ToldReport]) -> Incident:
    """The incident as its reports read now; the very same one where none of them was corrected."""
    if all(one.report is one.coded for one in told):
        return incident
    merged = [Told(one.report, one.article) for one in told]
    return incident_of(merged, id=incident.id, revision=incident.revision)


def event_options(
    store: Store,
    where: Filter = EVERYTHING,
    *,
    as_coded: bool = False,
    codebook: Codebook | None = None,
) -> EventOptions:
    """What exporters are told beside the incidents of a filter.

    ``made`` is when these were last changed, or a correction was last made. Raises `InputError`
    for a run that is not.
    """
    run = _run(store, where)
    book = codebook or load_codebook()
    if run is None:
        return EventOptions(_NOTHING_CODED, _NEVER, book)
    times = [store.last_changed(run.number) or run.opened]
    if not as_coded:
        times += (one.at for one in store.corrections())
    return EventOptions(run.run, max(times), book)


def read_events(
    store: Store | Path | str | None = None,
    *,
    as_coded: bool = False,
    codebook: Path | str | None = None,
    **filters: Given | Sequence[Given],
) -> EventTable:
    """The incidents of a store and their reports as tables, as people corrected them.

    ``store`` is a store, or its file or URL; your own where it is left out. ``filters`` are those
    of ``dateline list``: ``country="Iraq", since="2020-08", type=["arrest", "attack"]``.
    ``as_coded`` leaves corrections out; ``codebook`` is your own file of event types. Raises
    `InputError` for a filter that cannot be and `StoreError` where there is no store.
    """
    book = load_codebook(None if codebook is None else Path(codebook))
    if isinstance(store, Path | str | None):
        with open_store(store, create=False) as opened:
            return _read(opened, filters, book, as_coded=as_coded)
    return _read(store, filters, book, as_coded=as_coded)


def _read(
    store: Store, filters: Mapping[str, Given | Sequence[Given]], book: Codebook, *, as_coded: bool
) -> EventTable:
    words = {
        name: str(value) if isinstance(value, Given) else [str(one) for one in value]
        for name, value in filters.items()
    }
    where = parse_filter(words, types=book.types, country=_country)
    return EventTable.of(told_incidents(store, where, as_coded=as_coded, codebook=book))


# -- one page at a time ------------------------------------------------------------------------


def _run(store: Store, where: Filter) -> KnownRun | None:
    """The run that is meant; None for a store into which nothing has been coded."""
    runs = store.runs()
    found = next((one for one in runs if one.number == where.run), None)
    if where.run is not None and found is None:
        raise InputError(f"{store.place}: there is no run {where.run}")
    return found or (runs[-1] if runs else None)


def _told_in_pages(
    store: Store, where: Filter, run: int, *, as_coded: bool, codebook: Codebook | None
) -> Iterator[ToldIncident]:
    after: str | None = None
    while True:
        page = store.incidents(where, order="oldest", after=after, limit=_AT_ONCE)
        yield from told_of(store, page.items, run, as_coded=as_coded, codebook=codebook)
        if page.next is None:
            return
        after = page.next


def _told(
    store: Store,
    stored: StoredReport | None,
    articles: Mapping[str, Article],
    given: Mapping[str, Sequence[Correction]],
    codebook: Codebook,
) -> ToldReport:
    article = None if stored is None else articles.get(stored.article.hash)
    if stored is None or article is None:
        raise StoreError(f"{store.place}: an article was erased meanwhile; do it once more")
    coded = stored.report
    own = given.get(coded.key, ())
    report = apply_corrections(coded, own, codebook=codebook) if own else coded
    # The outlet as the run knew it: with its owner, country and ties.
    return ToldReport(report, coded, replace(article, source=stored.article.source))


def _country(name: str) -> str | None:
    return _gazetteer().country_code(name) or _gazetteer().country(name)


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.open()
