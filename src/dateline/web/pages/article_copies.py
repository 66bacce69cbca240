"""Which articles are copies of one, as far as they tell the same incidents."""

from __future__ import annotations

from ...merge.main_report import foremost
from ...records.event import CodedArticle
from ...store.contract import ArticleHead, Store

_MOST_REPORTS = 200
"""Reports of an incident that are looked at."""


def copies_of(store: Store, coded: CodedArticle) -> tuple[ArticleHead, ...]:
    """The copies of an article among those that tell its foremost event: merging puts them there.

    The copies of a copy's original are found as well, without the article itself.
    """
    main = foremost(coded.reports)
    incident = None if main is None else store.incident_of(main.key)
    if incident is None:
        return ()
    own = {coded.article.hash, coded.article.copy_of} - {None}
    heads: dict[str, ArticleHead] = {}
    for key in incident.reports[:_MOST_REPORTS]:
        stored = store.report(key)
        if stored is not None and stored.article.copy_of in own:
            heads[stored.article.hash] = stored.article
    heads.pop(coded.article.hash, None)
    return tuple(heads[hash] for hash in sorted(heads))
