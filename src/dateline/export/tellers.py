"""Who tells of an incident: which articles are independent, which only repeat another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ..merge.tellers import independent
from ..records.article import Tie
from ..store.contract import ArticleHead, StoredReport
from .json_values import Json
from .stored import article_of, head_json

Standing = Literal["independent", "copy", "same owner"]
"""``same owner``: as an outlet that is counted already."""

_PARTISAN = "partisan_source"


@dataclass(frozen=True, slots=True)
class Teller:
    """An article of an incident, and what counts it among the incident's sources or does not."""

    article: ArticleHead
    reports: tuple[str, ...]
    """The keys of its reports of the incident."""
    is_counted: bool
    """Whether it is the first of an independent source."""
    is_partisan: bool
    """Whether its outlet has a known tie to, or against, a party of the act."""

    @property
    def name(self) -> str:
        """Its outlet, else its hash."""
        source = self.article.source
        return source.name if source is not None else f"article {self.article.hash}"

    @property
    def ties(self) -> tuple[Tie, ...]:
        """What its outlet is to others, by the outlet file."""
        return self.article.source.ties if self.article.source is not None else ()

    @property
    def standing(self) -> Standing:
        """What it is as a source."""
        if self.is_counted:
            return "independent"
        return "copy" if self.article.copy_of is not None else "same owner"


def tellers(reports: Iterable[StoredReport]) -> tuple[Teller, ...]:
    """The articles of an incident's reports: originals first, then by day and hash."""
    by_hash: dict[str, list[StoredReport]] = {}
    for one in reports:
        by_hash.setdefault(one.article.hash, []).append(one)
    ordered = sorted(by_hash.values(), key=lambda told: _order(told[0].article))
    before = [article_of(told[0].article) for told in ordered]
    return tuple(
        Teller(
            told[0].article,
            tuple(one.report.key for one in told),
            is_counted=independent(before[: n + 1]) > independent(before[:n]),
            is_partisan=any(_PARTISAN in one.report.flags for one in told),
        )
        for n, told in enumerate(ordered)
    )


def tellers_json(found: Sequence[Teller]) -> list[Json]:
    """The tellers as plain dicts."""
    return [
        {
            "article": head_json(one.article),
            "standing": one.standing,
            "partisan": one.is_partisan,
            "reports": list(one.reports),
        }
        for one in found
    ]


def _order(article: ArticleHead) -> tuple[bool, str, str]:
    day = article.published.isoformat() if article.published else "9999"
    return article.copy_of is not None, day, article.hash
