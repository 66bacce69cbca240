"""``dateline code``: read articles, code them, write the reports."""

from __future__ import annotations

import itertools
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import NamedTuple

from ..batch.checkpoints import (
    AGAIN,
    State,
    Written,
    checkpointed,
    forget,
    read_state,
    refuse_other,
    state_path,
)
from ..batch.feed import Done, Feed
from ..batch.shards import Shard
from ..config import MAX_TEXT_CHARS
from ..errors import InputError
from ..export.options import ExportOptions
from ..export.tables import EXPORTERS
from ..ingest import STDIN, count, read
from ..records.event import CodedArticle
from .batch_options import BatchOptions
from .coding import code_all, refuse_strict
from .options import CoderOptions, GivenOptions
from .request import coder_of, given_of
from .running import BAD_INPUT, FAILED, INTERRUPTED, OK, TERMINATED
from .screen import Screen
from .sink import sink
from .stopping import Terminated, terminated_as_interrupted

_PIPED_WIDTH = 120
_READ_SUFFIXES = (".txt", ".jsonl", ".ndjson")


def run(
    *,
    inputs: list[str],
    given: GivenOptions,
    output_format: str | None,
    output: str | None,
    with_text: bool,
    explain: bool,
    coder: CoderOptions,
    batch: BatchOptions,
) -> int:
    """Code ``inputs`` and return the exit code."""
    known = given_of(given)
    chosen = EXPORTERS[output_format or _format_of(output)]
    _refuse_own_input(inputs, output)
    refuse_strict(batch, strict=coder.strict)
    shard = Shard.parse(batch.shard)
    options = _options(output, with_text=with_text, explain=explain)
    place = _place(inputs, output, grows=chosen.grows, restart=batch.restart)
    total = count(inputs) if sys.stderr.isatty() else None
    size = None if total is None else shard.size(total)
    with terminated_as_interrupted(), Screen(size) as screen:
        found = read(inputs, known, max_chars=MAX_TEXT_CHARS, stdin=sys.stdin.buffer)
        feed = Feed(shard.part(found), screen.complain)
        articles = feed.articles()
        try:
            first = () if place.state else tuple(itertools.islice(articles, 1))
            if not place.state and not first:
                return _status(feed.finish())
            worker = coder_of(coder)
            written = Written(worker.resources.run, str(shard), with_text, explain)
            if place.state:
                _go_on(place.state, place, written, feed, screen)
            coded = code_all(worker, itertools.chain(first, articles), batch)
            with closing(coded), _opened(place, written, screen) as (write, commit):
                on_screen = output is None or output == STDIN
                for piece in chosen.write(_told(coded, feed, commit, screen), options):
                    with screen.aside() if on_screen else nullcontext():
                        write(piece)
        except KeyboardInterrupt as stopped:
            screen.complain(_interrupted(feed.done, place))
            return TERMINATED if isinstance(stopped, Terminated) else INTERRUPTED
        return _status(feed.finish())


def _told(
    coded: Iterable[CodedArticle], feed: Feed, commit: Callable[[Done], None], screen: Screen
) -> Iterator[CodedArticle]:
    """``coded``, with failures told, the bar moved on, and each counted when it is written."""
    for one in coded:
        feed.coded()
        for failure in one.failures:
            line = f"{one.article.id}: could not be coded: {failure.stage}: {failure.error}"
            screen.complain(line)
        yield one
        done = feed.written(one)
        commit(done)
        screen.step(f"coding, {done.reports:,} reports")


def _status(done: Done) -> int:
    return BAD_INPUT if done.unreadable else FAILED if done.failed else OK


# -- where it is written ---------------------------------------------------------------------


class _Place(NamedTuple):
    """Where the output goes.

    ``file`` is set where a run that is broken off can be gone on with, ``state`` where one was.
    """

    output: str | None
    grows: bool
    file: Path | None = None
    state: State | None = None


def _place(inputs: list[str], output: str | None, *, grows: bool, restart: bool) -> _Place:
    """Raises `InputError` where a run was broken off that this one would write over."""
    path = Path(output) if output is not None and output != STDIN else None
    if path is None or (path.exists() and not path.is_file()):
        return _Place(output, grows)
    if restart:
        forget(path)
    if grows and not any(_is_read_once(name) for name in inputs):
        return _Place(output, grows, path, read_state(path))
    if state_path(path).exists():
        raise InputError(f"{output}: a run that writes it was broken off; {AGAIN}")
    return _Place(output, grows)


def _is_read_once(name: str) -> bool:
    """Standard input, or a pipe: nobody can read it again."""
    path = Path(name)
    return name == STDIN or (path.exists() and not path.is_file() and not path.is_dir())


def _go_on(state: State, place: _Place, written: Written, feed: Feed, screen: Screen) -> None:
    """Pass over what was done. Raises `InputError` where that is not what this run would do."""
    refuse_other(place.output, state, written)
    articles = f"{state.done.articles:,} articles"
    if not feed.skip(state.done):
        raise InputError(
            f"{place.output}: the input does not begin with the {articles} coded so far; {AGAIN}"
        )
    screen.complain(f"{place.output}: going on after {articles}")
    screen.begin_after(state.done.items)


@contextmanager
def _opened(
    place: _Place, written: Written, screen: Screen
) -> Iterator[tuple[Callable[[str], None], Callable[[Done], None]]]:
    """What writes a piece, and what is told how far the run has come."""
    if place.file is not None:
        with checkpointed(place.file, place.state, written, screen.complain) as file:
            yield file.write, file.commit
    else:
        with sink(place.output, grows=place.grows) as write:
            yield write, lambda done: None


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


def _interrupted(done: Done, place: _Place) -> str:
    number = max(done.articles, place.state.done.articles if place.state else 0)
    articles = f"{number:,} articles"
    if place.output is None or place.output == STDIN:
        return f"interrupted after {articles}"
    if not place.grows:
        return f"interrupted: {place.output} was not written"
    on = "; the same command goes on from there" if place.file and number else ""
    return f"interrupted: {place.output} holds the {articles} coded so far{on}"
