"""The first step of a merge by blocks: each block of articles is read once, and put on sheets.

A block leaves three kinds of files in the work folder: the sheets (`blocked_sheets.Sheet`), the
reports, and for each of the three joins the keys of what it has, in `PARTS` parts by key.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from ..errors import InputError
from ..records.entity import EventDate
from ..records.event import CodingRun
from .blocked_sheets import ArticleRead, Sheet, bare
from .blocked_work import Offsets, Work
from .copies import Printed, bands_of, is_long
from .incidents import Told
from .pairs import day_number, keys_of, kind_number, week_of
from .stories import rare_words
from .tellings import Telling

B = TypeVar("B")
Read = Callable[[B], Iterable[ArticleRead]]

PARTS = 128
SHEETS, TOLD = "sheets", "told"
MAINS, STORIES, COPIES = "mains", "stories", "copies"


@dataclass(frozen=True, slots=True)
class MainIndex:
    """A main report as the process that drives knows it."""

    key: str
    article: int
    """The place of its article in the block."""
    place: int
    """Its place among the tellings of the article."""
    kind: int
    published: int
    when: EventDate | None
    week: int


@dataclass(frozen=True, slots=True)
class BlockIndex:
    """What the process that drives knows of a block: no text, and no report but its key."""

    printed: tuple[Printed, ...]
    """The articles in their order."""
    telling: tuple[bool, ...]
    """Whether each of them tells anything."""
    sheets: Offsets
    mains: tuple[MainIndex, ...]
    runs: tuple[CodingRun, ...]


@dataclass(frozen=True, slots=True)
class Block(Generic[B]):
    """A block of articles and its number."""

    number: int
    content: B

    @property
    def name(self) -> str:
        """What it is called in messages."""
        return str(self.content) if isinstance(self.content, Path) else f"block {self.number + 1}"


def read_block(block: Block[B], *, work: Work, read: Read[B], asked: frozenset[str]) -> BlockIndex:
    """Read a block and write its files. ``asked`` are the keys of reports that are judged."""
    gathering = _Gathering(asked)
    files = (work.writer(f"{name}-{block.number}") for name in (SHEETS, TOLD))
    with next(files) as sheets, next(files) as told:
        for article in read(block.content):
            spans = tuple(told.add(_packed(one, article)) for one in article.told)
            gathering.add(article)
            sheets.add(_packed(_sheet(article, spans), article))
    for name, parts in gathering.keys.items():
        offsets = work.write(f"{name}-keys-{block.number}", map(_encode, parts))
        work.save(f"{name}-keys-{block.number}.at", offsets)
    return gathering.index(sheets.offsets())


def _sheet(article: ArticleRead, told: tuple[tuple[int, int], ...]) -> Sheet:
    runs = b"" if article.runs is None else article.runs.tobytes()
    return Sheet(article.setting, tuple(map(bare, article.tellings)), told, runs)


_encode = msgspec.msgpack.Encoder().encode


def _packed(record: Sheet | Told, article: ArticleRead) -> bytes:
    try:
        return _encode(record)
    except UnicodeEncodeError as error:
        name = article.setting.article
        raise InputError(f"article {name} holds half of a surrogate pair: not text") from error


class _Gathering:
    """What is known of a block so far."""

    def __init__(self, asked: frozenset[str]) -> None:
        self._asked = asked
        self._printed: list[Printed] = []
        self._telling: list[bool] = []
        self._mains: list[MainIndex] = []
        self._runs: dict[CodingRun, None] = {}
        self.keys: dict[str, list[dict[str | bytes, list[int]]]] = {
            name: [{} for _ in range(PARTS)] for name in (MAINS, STORIES, COPIES)
        }

    def add(self, article: ArticleRead) -> None:
        setting, number = article.setting, len(self._printed)
        printed = article.printed or Printed(
            setting.article, setting.published, wire=False, copy_of=setting.copy_of, order=0
        )
        self._printed.append(printed)
        self._telling.append(bool(article.tellings))
        if article.run is not None:
            self._runs[article.run] = None
        if article.runs is not None and is_long(article.runs):
            self._share(COPIES, bands_of(article.runs), number)
        if article.tellings:
            self._share(STORIES, rare_words(setting.text), number)
        for place, telling in enumerate(article.tellings):
            if telling.chief or telling.key in self._asked:
                self._share(MAINS, sorted(keys_of(telling)), len(self._mains))
                self._mains.append(_main(telling, number, place))

    def _share(self, name: str, keys: Iterable[str | bytes], number: int) -> None:
        parts = self.keys[name]
        for key in keys:
            held = key.encode("utf-8", "surrogatepass") if isinstance(key, str) else key
            parts[zlib.crc32(held) % PARTS].setdefault(key, []).append(number)

    def index(self, sheets: Offsets) -> BlockIndex:
        return BlockIndex(
            tuple(self._printed), tuple(self._telling), sheets, tuple(self._mains),
            tuple(self._runs),
        )  # fmt: skip


def _main(telling: Telling, article: int, place: int) -> MainIndex:
    return MainIndex(
        key=telling.key,
        article=article,
        place=place,
        kind=kind_number(telling),
        published=day_number(telling.setting.published),
        when=telling.when,
        week=week_of(telling),
    )
