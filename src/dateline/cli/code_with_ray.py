"""``dateline code --ray``: code large files on a cluster, block by block, into a folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer

from ..batch.pool import TIME_LIMIT
from ..batch.ray_blocks import Block, InputFile, find_files
from ..batch.ray_coding import LOCAL, LOG, Cluster, check_answers, cluster
from ..batch.ray_folder import BlockFolder, split_known, with_inputs
from ..batch.ray_worker import Done, Work
from ..config import Settings
from ..errors import InputError
from ..ingest import STDIN
from ..pipeline import Coder
from .batch_options import BatchOptions
from .options import CoderOptions, GivenOptions
from .request import given_of, settings_of
from .running import BAD_INPUT, FAILED, INTERRUPTED, OK, TERMINATED
from .screen import Screen
from .stopping import Terminated, terminated_as_interrupted

_MOST_SAID = 20


class _Tally:
    """What became of the blocks so far."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.blocks = 0
        self.articles = 0
        self.reports = 0
        self.failed = 0
        self.unreadable = 0
        self.lost = 0
        self._said = 0

    def add(self, done: Done) -> None:
        """A block is finished, or has been given up."""
        self.blocks += done.error is None
        self.lost += done.error is not None
        self.articles += done.articles
        self.reports += done.reports
        self.failed += done.failed
        self.unreadable += done.unreadable
        for line in [*done.said, *filter(None, [done.error])]:
            self._said += 1
            if self._said <= _MOST_SAID:
                self.screen.complain(line)
        self.screen.step(f"coding, {self.articles:,} articles, {self.reports:,} reports")

    def summary(self, output: str) -> str:
        """What was done, in one line."""
        line = f"{output}: {self.articles:,} articles in {self.blocks:,} blocks"
        parts = (
            (self.failed, "articles that could not be coded"),
            (self.unreadable, "records that could not be read (failures-*.jsonl)"),
            (self.lost, "blocks that were not done, which the same command tries again"),
        )
        return "; ".join([line, *(f"{what}: {many:,}" for many, what in parts if many)])

    @property
    def status(self) -> int:
        return BAD_INPUT if self.unreadable else FAILED if self.failed or self.lost else OK


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
    """Code the files that ``inputs`` name into the folder ``output`` and return the exit code."""
    _refuse_others(
        (output_format, "--format"),
        (not with_text, "--no-text"),
        (explain, "--explain"),
        (batch.shard, "--shard"),
        (batch.restart, "--restart"),
        (coder.strict, "--strict"),
    )
    if output is None or output == STDIN:
        raise InputError("--ray: give a folder that all machines share, with -o DIR")
    if STDIN in inputs:
        raise InputError("--ray: standard input cannot be read from many machines")
    ray = batch.ray or LOCAL
    limit = TIME_LIMIT if batch.time_limit is None else batch.time_limit
    check_answers(ray)
    folder = BlockFolder(Path(output).absolute())
    files = find_files(inputs, but=folder.path)
    settings = _seen_from_anywhere(settings_of(coder))
    made_by = Coder(settings).resources.run
    manifest = folder.open(made_by, given_of(given), today=datetime.now(tz=UTC).date())
    known, new = split_known(manifest, files)
    if not new and not folder.missing(_blocks(known)):
        typer.echo(f"{output}: all {len(_blocks(known)):,} blocks are coded already", err=True)
        return OK
    folder.save(manifest)
    with (
        terminated_as_interrupted(),
        cluster(ray, workers=batch.workers, log=folder.path / LOG) as there,
    ):
        added = list(there.cut(new))
        manifest = with_inputs(manifest, added)
        folder.save(manifest)
        blocks = folder.missing(_blocks([*known, *added]))
        work = Work(settings, made_by, folder.path, manifest.reading, limit)
        return _code(there, blocks, work, output)


def _code(there: Cluster, blocks: list[Block], work: Work, output: str) -> int:
    with Screen(len(blocks)) as screen:
        tally = _Tally(screen)
        try:
            for done in there.code(blocks, work):
                tally.add(done)
        except KeyboardInterrupt as stopped:
            screen.complain(
                f"interrupted: {output} holds {tally.blocks:,} of {len(blocks):,} blocks more "
                "than before; the same command codes the rest"
            )
            return TERMINATED if isinstance(stopped, Terminated) else INTERRUPTED
        screen.complain(tally.summary(output))
        return tally.status


def _refuse_others(*given: tuple[object, str]) -> None:
    """The options that mean nothing here."""
    for value, name in given:
        if value:
            raise InputError(f"{name}: cannot be had together with --ray")


def _blocks(files: Iterable[InputFile]) -> list[Block]:
    return [block for file in files for block in file.blocks]


def _seen_from_anywhere(settings: Settings) -> Settings:
    """The settings with absolute paths: workers have other working folders."""
    paths: dict[str, Any] = {}
    for field in fields(settings):
        value = getattr(settings, field.name)
        if isinstance(value, Path):
            paths[field.name] = value.absolute()
    return replace(settings, **paths)
