"""What one worker of a cluster does: load the models once, then code block after block.

Nothing of Ray is in here; `ray_coding` hands the class to Ray Data.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import msgspec

from ..config import Settings
from ..errors import DatelineError, InputError
from ..pipeline import Coder
from ..records.article import Article
from ..records.event import CodedArticle, CodingRun
from .one_by_one import CodesMany, code_each, not_coded
from .pool import TIME_LIMIT
from .ray_attempts import Attempt, Watch
from .ray_blocks import Block
from .ray_folder import BlockFolder
from .ray_reading import Found, Reading, read_block
from .worker import allowed

CODED_LANGUAGES = frozenset({"en", "und"})
"""Pages of other languages are kept, not coded; what a file of articles holds is coded as it is."""
_MOST_SAID = 3
_AT_ONCE = 16
_LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Work:
    """What all workers of a batch are told.

    ``run`` is what each must code with; ``seconds`` how long one article may take,
    as in `dateline.batch.pool` (0: any time).
    """

    settings: Settings
    run: CodingRun
    folder: Path
    reading: Reading
    seconds: float = TIME_LIMIT
    load: Callable[[Settings], CodesMany] = Coder


@dataclass(slots=True)
class Done:
    """What became of a block: how many articles, and of these how many failed.

    ``said`` are the first lines about what could not be read or coded; ``error`` is why the
    block as a whole could not be done. ``host`` is the machine, ``process`` the worker's id there.
    """

    block: str
    articles: int = 0
    reports: int = 0
    failed: int = 0
    unreadable: int = 0
    said: list[str] = field(default_factory=list)
    error: str | None = None
    host: str = ""
    process: int = 0


class BlockCoder:
    """Codes blocks and writes them; made once a worker."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._folder = BlockFolder(work.folder)
        self._coder: CodesMany | None = None

    def __call__(self, batch: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        """What Ray Data calls: blocks as JSON in, what became of them as JSON out."""
        blocks = [msgspec.json.decode(one, type=Block) for one in batch["block"]]
        return {"done": [msgspec.json.encode(self.code(one)).decode() for one in blocks]}

    def code(self, block: Block) -> Done:
        """Code one block; what stands in the way of the whole of it is the answer's ``error``."""
        done = Done(block.id, host=os.uname().nodename, process=os.getpid())
        try:
            if self._folder.missing([block]):
                self._code(block, done)
        except DatelineError as error:
            done.error = str(error)
        return done

    def _code(self, block: Block, done: Done) -> None:
        attempt = Attempt(self._folder.trying(block))
        try:
            if attempt.is_vain:
                raise InputError(
                    f"{block.path}: workers died again and again before they came to an article of "
                    f"bytes or rows {block.start:,} to {block.stop:,} (is there memory enough?)"
                )
            self._write(block, done, self._loaded(), attempt)
        except DatelineError:
            attempt.end()  # nobody died
            raise
        attempt.end()

    def _write(self, block: Block, done: Done, coder: CodesMany, attempt: Attempt) -> None:
        failures: list[str] = []
        with Watch(attempt, self._work.seconds) as watch:
            found = self._readable(block, attempt, watch, failures)
            coded = self._coded(coder, found, attempt, watch)
            self._folder.write(block, _counted(coded, done), failures)
        done.unreadable = len(failures)
        done.said = [*failures, *done.said][:_MOST_SAID]

    def _loaded(self) -> CodesMany:
        if self._coder is None:
            coder = self._work.load(self._work.settings)
            run = coder.resources.run
            for one in fields(run):
                here, there = getattr(run, one.name), getattr(self._work.run, one.name)
                if here != there:
                    raise InputError(
                        f"{os.uname().nodename} codes with {one.name} {here}, not {there}: "
                        "every machine needs the same Dateline and the same files"
                    )
            self._coder = coder
        return self._coder

    def _readable(
        self, block: Block, attempt: Attempt, watch: Watch, failures: list[str]
    ) -> Iterator[_Numbered]:
        """The articles, those with a reason that are not to be coded; failures of reading aside."""
        found = read_block(block, self._work.reading)
        number = 0
        while True:
            if not attempt.may_read(number):
                failures.append(
                    f"{block.path}: workers died while reading bytes or rows {block.start:,} to "
                    f"{block.stop:,}: what follows article {number:,} of these is left out"
                )
                return
            watch.allow()
            one: Found | None = next(found, None)
            if one is None:
                return
            if isinstance(one, InputError):
                failures.append(str(one))
            else:
                yield _Numbered(number, one, _why_not(block, one))
            number += 1

    def _coded(
        self, coder: CodesMany, found: Iterator[_Numbered], attempt: Attempt, watch: Watch
    ) -> Iterator[CodedArticle]:
        while chunk := list(islice(found, 1 if attempt.is_careful else _AT_ONCE)):
            chunk = [self._without_deadly(one, attempt) for one in chunk]
            articles = [one.article for one in chunk if one.why_not is None]
            seconds = allowed(articles, self._work.seconds)
            coded = code_each(coder, articles)
            for one in chunk:
                watch.allow(seconds)
                why = one.why_not
                yield next(coded) if why is None else not_coded(coder, one.article, *why)

    def _without_deadly(self, one: _Numbered, attempt: Attempt) -> _Numbered:
        if one.why_not is not None or attempt.may_code(one.number):
            return one
        seconds = allowed([one.article], self._work.seconds)
        late = f", or it was not done within {seconds:g} seconds" if seconds else ""
        return one._replace(why_not=("worker", f"two workers died while they coded it{late}"))


class _Numbered(NamedTuple):
    """An article with its number in the block; stage and reason where it is not to be coded."""

    number: int
    article: Article
    why_not: tuple[str, str] | None


def _why_not(block: Block, article: Article) -> tuple[str, str] | None:
    language = article.language.partition("-")[0].lower()
    if block.kind != "warc" or language in CODED_LANGUAGES:
        return None
    return _LANGUAGE, f"unsupported language: {article.language}"


def _counted(coded: Iterable[CodedArticle], done: Done) -> Iterator[CodedArticle]:
    for one in coded:
        done.articles += 1
        done.reports += len(one.reports)
        for failure in one.failures:
            if failure.stage != _LANGUAGE:
                done.failed += 1
                done.said.append(f"{one.article.id}: could not be coded: {failure.error}")
        yield one
