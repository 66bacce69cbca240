"""``dateline search``: incidents, or articles, that have all the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from ..errors import InputError
from ..export import list_formats
from ..export.report_lines import many
from ..store.contract import ArticleHead, ArticleHit, Order, Store, walk
from ..store.filters import Filter
from ..store.words import fold, phrases
from .filter_options import Words
from .listing import Wanted, write_list
from .reading import check_output, complain, filter_of, opened, options_for
from .running import OK
from .sink import sink

_ARTICLES = 20
_MOST_ARTICLES = 10_000
_AT_ONCE = 500


def run(
    *,
    filters: Words,
    words: list[str],
    of_articles: bool,
    wanted: tuple[str, int | None, str | None],
    output_format: str | None,
    output: str | None,
    store: str | None,
) -> int:
    """Write what was found and return the exit code; ``wanted`` are order, limit and cursor."""
    order, limit, after = wanted
    how = Wanted(cast("Order", order), limit, after, output_format, output)
    with opened(store) as kept:
        where = filter_of({**filters, "text": [*filters.get("text", ()), *words]}, kept)
        if not phrases(where.text):
            raise InputError(f"text: no word to look for in {where.text[:60]!r}")
        if of_articles:
            _write_articles(kept, where, how)
        else:
            write_list(kept, where, how, of_reports=False)
    return OK


def _write_articles(store: Store, where: Filter, wanted: Wanted) -> None:
    if wanted.after is not None or wanted.order != "newest":
        raise InputError(
            "--articles lists the best first, on one page: leave out --order and --after"
        )
    check_output(wanted.output, store)
    hits = tuple(_found(store, where))
    shown = hits[: wanted.limit or _ARTICLES]
    if not hits:
        complain(f"{store.place}: no article has these words and passes the filters")
    name, chosen = list_formats.named(list_formats.ARTICLES, wanted.output_format, wanted.output)
    with sink(wanted.output, grows=chosen.grows) as write:
        for piece in chosen.write(shown, options_for(wanted.output)):
            write(piece)
        foot = f"{len(shown):,} of {many(len(hits), 'article')}"
        if name == "table" and hits:
            write(f"{foot}\n")
    if name != "table" and len(shown) < len(hits):
        complain(foot)


def _found(store: Store, where: Filter) -> Iterator[ArticleHit]:
    """The articles with the words that the other filters let through, the best first."""
    wanted = _with_reports(store, where)
    for hit in store.search(where.text, limit=_MOST_ARTICLES):
        if _lets_through(where, hit.article) and (wanted is None or hit.article.hash in wanted):
            yield hit


def _lets_through(where: Filter, head: ArticleHead) -> bool:
    """Whether the filters that ask of the article itself let it through."""
    outlets = {fold(name) for name in where.outlets}
    day, since, until = head.published, where.published_since, where.published_until
    return (
        (where.with_copies or head.copy_of is None)
        and (not outlets or (head.source is not None and fold(head.source.name) in outlets))
        and (since is None or (day is not None and day >= since))
        and (until is None or (day is not None and day <= until))
    )


def _with_reports(store: Store, where: Filter) -> frozenset[str] | None:
    """The articles with a report that the filters of events let through; None for any article."""
    events = replace(
        where, text="", outlets=(), published_since=None, published_until=None, with_copies=True
    )
    if events == Filter(run=where.run, with_copies=True):
        return None
    pages = walk(lambda after: store.reports(events, after=after, limit=_AT_ONCE))
    return frozenset(stored.article.hash for stored in pages)
