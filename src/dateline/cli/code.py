"""``dateline code``: read articles, code them, write the reports."""

from __future__ import annotations

import itertools
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..config import MAX_TEXT_CHARS
from ..errors import InputError
from ..export.options import ExportOptions
from ..export.tables import EXPORTERS
from ..ingest import STDIN, count, read
from ..records.article import Article
from ..records.event import CodedArticle
from .options import CoderOptions, GivenOptions
from .request import coder_of, given_of
from .running import BAD_INPUT, FAILED, INTERRUPTED, OK
from .screen import Screen
from .sink import sink

_PIPED_WIDTH = 120
_READ_SUFFIXES = (".txt", ".jsonl", ".ndjson")


class _Tally:
    """What went wrong and how far it went, across the lazy steps of one run."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.unreadable = 0
        self.failed = 0
        self.done = 0
        self.reports = 0

    def readable(self, found: Iterable[Article | InputError]) -> Iterator[Article]:
        """The articles among ``found``; a line on standard error for each of the others."""
        for one in found:
            if isinstance(one, InputError):
                self.unreadable += 1
                self.screen.complain(str(one))
            else:
                yield one

    def counted(self, coded: Iterable[CodedArticle]) -> Iterator[CodedArticle]:
        """``coded``, with the bar moved on and failures told."""
        for one in coded:
            self.failed += bool(one.failures)
            self.reports += len(one.reports)
            for failure in one.failures:
                line = f"{one.article.id}: could not be coded: {failure.stage}: {failure.error}"
                self.screen.complain(line)
            yield one
            self.done += 1
            self.screen.step(f"coding, {self.reports:,} reports")

    @property
    def status(self) -> int:
        return BAD_INPUT if self.unreadable else FAILED if self.failed else OK


def run(
    *,
    inputs: list[str],
    given: GivenOptions,
    output_format: str | None,
    output: str | None,
    with_text: bool,
    explain: bool,
    coder: CoderOptions,
) -> int:
    """Code ``inputs`` and return the exit code."""
    known = given_of(given)
    chosen = EXPORTERS[output_format or _format_of(output)]
    _refuse_own_input(inputs, output)
    options = _options(output, with_text=with_text, explain=explain)
    total = count(inputs) if sys.stderr.isatty() else None
    with Screen(total) as screen:
        tally = _Tally(screen)
        found = read(inputs, known, max_chars=MAX_TEXT_CHARS, stdin=sys.stdin.buffer)
        articles = tally.readable(found)
        first = next(articles, None)
        if first is None:
            return tally.status
        worker = coder_of(coder)
        try:
            with sink(output, grows=chosen.grows) as write:
                coded = tally.counted(worker.code_many(itertools.chain([first], articles)))
                for piece in chosen.write(coded, options):
                    with screen.aside():
                        write(piece)
        except KeyboardInterrupt:
            screen.complain(_interrupted(tally.done, output, grows=chosen.grows))
            return INTERRUPTED
        return tally.status


def _format_of(output: str | None) -> str:
    suffix = Path(output).suffix.lower() if output else ""
    return next((name for name, fmt in EXPORTERS.items() if fmt.suffix == suffix), "table")


def _refuse_own_input(inputs: list[str], output: str | None) -> None:
    """Writing over what is being read would lose it."""
    if output is None or output == STDIN:
        return
    target = Path(output).resolve()
    for name in inputs:
        path = Path(name).resolve()
        inside = path.is_dir() and path in target.parents and target.suffix in _READ_SUFFIXES
        if name != STDIN and (path == target or inside):
            raise InputError(f"{output}: this would be written into the input; choose another file")


def _options(output: str | None, *, with_text: bool, explain: bool) -> ExportOptions:
    on_terminal = output is None and sys.stdout.isatty()
    plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    return ExportOptions(
        with_text=with_text,
        explain=explain,
        width=shutil.get_terminal_size((_PIPED_WIDTH, 24)).columns
        if output is None
        else _PIPED_WIDTH,
        colour=on_terminal and not plain,
    )


def _interrupted(done: int, output: str | None, *, grows: bool) -> str:
    if output is None:
        return f"interrupted after {done:,} articles"
    if grows:
        return f"interrupted: {output} holds the {done:,} articles coded so far"
    return f"interrupted: {output} was not written"
