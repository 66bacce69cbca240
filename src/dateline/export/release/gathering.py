"""What goes out: the incidents of a filter, all their reports, and the articles of those."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from ...config import Settings
from ...errors import InputError
from ...records.event import CodedArticle
from ...records.incident import Incident
from ...resources import Resources
from ...store.contract import KnownRun, Store, StoredReport, walk
from ...store.filters import Filter
from ..stored import article_of
from .persons import Names, PersonFinder
from .redaction import Redacted, Redaction, redacted_head, redacted_incident, redacted_report
from .rows import Release, ReleasedArticle, ReleasedReport

_AT_ONCE = 500
_NOTHING = Redaction({})

Step = Callable[[str], None]
Told = Mapping[str, tuple[StoredReport, ...]]
"""Incident's id -> its reports."""


def gather(
    store: Store,
    where: Filter,
    *,
    with_text: bool,
    redact_persons: bool,
    step: Step = lambda doing: None,
) -> Release:
    """All that goes out, read from the store. Raises `InputError` where no incident matches.

    ``step`` is told what is being done, incident by incident, then article by article.
    """
    known = _run(store, where)
    where = replace(where, run=known.number)
    incidents = sorted(_incidents(store, where), key=lambda one: one.id)
    if not incidents:
        raise InputError(f"{store.place}: no incident of run {known.number} matches: no release")
    told: dict[str, tuple[StoredReport, ...]] = {}
    for one in incidents:
        told[one.id] = tuple(_reports(store, one, known.number))
        step("reading incidents")
    hidden = _hidden(store, told, known.number, step) if redact_persons else _Hidden({})
    articles = _articles(store, told, hidden, with_text=with_text)
    around = {
        hash: CodedArticle(article_of(article.head), known.run, ())
        for hash, article in articles.items()
    }
    reports = [
        ReleasedReport(
            incident,
            stored.report,
            redacted_report(stored.report, hidden.in_article(stored.article.hash)),
            articles[stored.article.hash],
            around[stored.article.hash],
        )
        for incident, some in told.items()
        for stored in some
    ]
    return Release(
        run=known.number,
        made_by=known.run,
        incidents=tuple(redacted_incident(one, hidden.in_all(told[one.id])) for one in incidents),
        reports=tuple(sorted(reports, key=lambda row: row.coded.key)),
        articles=tuple(articles.values()),
        coded_articles=known.articles,
        persons=sum(names.persons for names in hidden.names.values()),
        articles_redacted=sum(bool(names.persons) for names in hidden.names.values()),
    )


def _run(store: Store, where: Filter) -> KnownRun:
    runs = store.runs()
    if not runs:
        raise InputError(f"{store.place}: nothing has been coded into this store yet")
    found = next((one for one in runs if one.number == where.run), None)
    if where.run is not None and found is None:
        raise InputError(f"{store.place}: there is no run {where.run}")
    return found or runs[-1]


def _incidents(store: Store, where: Filter) -> Iterator[Incident]:
    return walk(lambda after: store.incidents(where, order="oldest", after=after, limit=_AT_ONCE))


def _reports(store: Store, incident: Incident, run: int) -> Iterator[StoredReport]:
    for key in incident.reports:
        stored = store.report(key, run)
        if stored is None:
            raise InputError(f"{store.place}: report {key} of incident {incident.id} is not there")
        yield stored


def _articles(
    store: Store, told: Told, hidden: _Hidden, *, with_text: bool
) -> dict[str, ReleasedArticle]:
    """Hash -> article, in the order of the hashes."""
    stored = [one for some in told.values() for one in some]
    heads = {one.article.hash: one.article for one in stored}
    counts = Counter(one.article.hash for one in stored)
    found: dict[str, ReleasedArticle] = {}
    for hash in sorted(heads):
        article = store.article(hash)
        if article is None:
            raise InputError(f"{store.place}: article {hash} is not there")
        redaction = hidden.in_article(hash)
        found[hash] = ReleasedArticle(
            head=redacted_head(heads[hash], redaction),
            text=Redacted(article.text, redaction),
            title=Redacted(article.title or "", redaction),
            with_text=with_text,
            characters=len(article.text),
            sha256=hashlib.sha256(article.text.encode()).hexdigest(),
            reports=counts[hash],
        )
    return found


# -- whose names do not go out -----------------------------------------------------------------


class _Hidden:
    """The names that do not go out, by the hashes of the articles."""

    def __init__(self, names: Mapping[str, Names]) -> None:
        self.names = names
        self._redactions = {hash: Redaction(found.roles) for hash, found in names.items()}

    def in_article(self, hash: str) -> Redaction:
        """What is replaced in an article."""
        return self._redactions.get(hash, _NOTHING)

    def in_all(self, told: Iterable[StoredReport]) -> Redaction:
        """What is replaced in what several articles say together."""
        hashes = {stored.article.hash for stored in told}
        if len(hashes) == 1:
            return self.in_article(*hashes)
        roles: dict[str, str] = {}
        for hash in sorted(hashes & self.names.keys()):
            roles.update(self.names[hash].roles)
        return Redaction(roles) if roles else _NOTHING


def _hidden(store: Store, told: Told, run: int, step: Step) -> _Hidden:
    """The names of each article, and the full names that others of the same incidents have."""
    together = [{one.article.hash for one in some} for some in told.values()]
    hashes = sorted(set().union(*together))
    coded = (found for hash in hashes if (found := store.coded(hash, run)) is not None)
    finder = PersonFinder(Resources(Settings()))
    own: dict[str, Names] = {}
    for one, names in finder.find_all(coded):
        own[one.article.hash] = names
        step("looking for persons in articles")
    shared: dict[str, dict[str, str]] = {hash: {} for hash in own}
    for some in together:
        full = {
            name: role
            for hash in sorted(some & own.keys())
            for name, role in own[hash].roles.items()
            if " " in name
        }
        for hash in some & own.keys():
            shared[hash].update(full)
    return _Hidden(
        {hash: replace(names, roles={**shared[hash], **names.roles}) for hash, names in own.items()}
    )
