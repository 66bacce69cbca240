"""An article on one sheet: all that merging looks at, as the steps of a merge by blocks keep it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ..records.event import CodedArticle, CodingRun
from .copies import Printed, Runs, runs_of
from .incidents import Told
from .openings import Opening
from .tellings import Setting, Telling, setting_of, tellings_of
from .updating import told_by
from .words import Vector

_NOTHING: frozenset[str] = frozenset()
_OPENING = Opening.of(title=_NOTHING, lead=_NOTHING, words=_NOTHING, everything=_NOTHING)


@dataclass(frozen=True, slots=True)
class ArticleRead:
    """An article as it is given to a merge by blocks.

    ``told`` are the reports of its tellings, one each; without them no incidents can be made.
    Without ``runs`` it is not looked at whether it is a copy.
    """

    setting: Setting
    tellings: tuple[Telling, ...]
    told: tuple[Told, ...] = ()
    printed: Printed | None = None
    runs: Runs | None = None
    run: CodingRun | None = None


def of_coded(coded: CodedArticle) -> ArticleRead:
    """A coded article."""
    tellings = tellings_of(coded)
    told = told_by(coded)
    return ArticleRead(
        tellings[0].setting if tellings else setting_of(coded),
        tellings,
        tuple(told[telling.key] for telling in tellings),
        Printed.of(coded.article, 0),
        runs_of(coded.article.text),
        coded.run,
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is kept of an article; the settings of its ``tellings`` are empty but for the hash."""

    setting: Setting
    tellings: tuple[Telling, ...]
    told: tuple[tuple[int, int], ...]
    """Where the reports of the tellings begin and end in the file of reports."""
    runs: bytes

    def whole(self) -> tuple[Telling, ...]:
        """Its tellings with their setting."""
        return tuple(replace(telling, setting=self.setting) for telling in self.tellings)


@dataclass(frozen=True, slots=True)
class TellingSheet:
    """As much of a `Sheet` as it takes to put reports beside others."""

    tellings: tuple[Telling, ...]
    told: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class WholeText:
    """As much of a `Setting` as stories look at."""

    published: date | None
    text: Vector


@dataclass(frozen=True, slots=True)
class TextSheet:
    """As much of a `Sheet` as stories look at."""

    setting: WholeText


@dataclass(frozen=True, slots=True)
class RunSheet:
    """As much of a `Sheet` as copies look at."""

    runs: bytes


def bare(telling: Telling) -> Telling:
    """A telling without its setting, of which only the article's hash is left."""
    return replace(telling, setting=_bare_setting(telling.setting.article))


def _bare_setting(article: str) -> Setting:
    return Setting(
        article=article, published=None, text={}, lead={}, title={}, names=_NOTHING,
        numbers=_NOTHING, quotes=_NOTHING, towns=(), days=(), again=False, copy_of=None,
        opening=_OPENING, day=None, town=None,
    )  # fmt: skip
