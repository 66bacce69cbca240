"""One job of adding: what it adds, how far it is, what it could not read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from ...adding import Tally
from ...ingest import Given
from ...records.article import Article
from .add_uploads import Upload

State = Literal["waiting", "reading", "coding", "merging", "done", "failed", "stopped"]

MOST_LINES = 200
"""So many lines on what could not be read are kept of a job; the rest are counted."""
MOST_ARTICLES = 50
"""So many of its articles a job lists."""
_ENDED = frozenset({"done", "failed", "stopped"})
STATES: dict[State, str] = {
    "waiting": "waiting", "reading": "reading", "coding": "coding", "merging": "merging",
    "done": "done", "failed": "not finished", "stopped": "stopped",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Load:
    """What a job adds: articles that were pasted, addresses, or files; ``told`` is for people.

    ``given`` is what the user says of articles that do not say it themselves.
    """

    told: str
    given: Given = field(default_factory=Given)
    articles: tuple[Article, ...] = ()
    urls: tuple[str, ...] = ()
    uploads: tuple[Upload, ...] = ()

    @property
    def kind(self) -> str:
        """``text``, ``address`` or ``files``."""
        return "text" if self.articles else "address" if self.urls else "files"


@dataclass(frozen=True, slots=True)
class Told:
    """An article that a job has read."""

    hash: str
    title: str
    outlet: str


@dataclass(slots=True)
class Job:
    """One job; only the workbench's worker changes it while it runs."""

    id: int
    load: Load
    by: str
    asked: datetime
    state: State = "waiting"
    began: datetime | None = None
    ended: datetime | None = None
    tally: Tally = field(default_factory=Tally)
    problem: str = ""
    lines: list[str] = field(default_factory=list)
    more_lines: int = 0
    articles: list[Told] = field(default_factory=list)
    has_files: bool = True

    @property
    def is_over(self) -> bool:
        """Whether it has come to an end, good or bad."""
        return self.state in _ENDED

    @property
    def can_retry(self) -> bool:
        """Whether doing it again may add what this time could not be had."""
        bad = self.state in ("failed", "stopped") or bool(self.lines)
        return self.is_over and bad and self.has_files

    @property
    def kind(self) -> str:
        """How it went: ok, warn, bad, info; "" for one that waits."""
        if self.state == "waiting":
            return ""
        if not self.is_over:
            return "info"
        if self.state == "done":
            return "warn" if self.lines else "ok"
        return "bad"

    @property
    def share(self) -> float | None:
        """How much of the coding is done, None where that cannot be said."""
        if self.state != "coding" or not self.tally.added:
            return None
        return min(1.0, self.tally.coded / self.tally.added)

    @property
    def said(self) -> str:
        """How far it is, or what came of it, in one line."""
        tally = self.tally
        parts = [
            (tally.added, "added"),
            (tally.known, "known already"),
            (tally.copies, "copies of another"),
            (tally.unreadable, "could not be read"),
            (tally.coded, "coded"),
            (tally.failed, "could not be coded"),
            (tally.unsupported, "kept, not coded"),
            (tally.reports, "reports"),
            (tally.incidents, "incidents added or changed"),
        ]
        told = ", ".join(f"{number:,} {words}" for number, words in parts if number)
        return told or ("nothing new" if self.is_over else "")

    def complain(self, line: str) -> None:
        """Remember a line on what could not be read or coded."""
        if len(self.lines) < MOST_LINES:
            self.lines.append(line)
        else:
            self.more_lines += 1

    def tell(self, article: Article) -> None:
        """Remember an article that was read."""
        if len(self.articles) < MOST_ARTICLES:
            outlet = article.source.name if article.source else ""
            self.articles.append(Told(article.hash, article.title or article.id, outlet))

    def seen(self) -> Job:
        """The job as it is now, to show it while the worker goes on."""
        return replace(
            self, tally=replace(self.tally), lines=list(self.lines), articles=list(self.articles)
        )
