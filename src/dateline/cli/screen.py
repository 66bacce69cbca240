"""Standard error: the progress bar (only on a terminal) and the lines about what went wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.text import Text

from ..export.wording import plain


class _Rate(ProgressColumn):
    """Articles a second, of late."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:.1f}/s")


class Screen:
    """A progress bar that makes way for what is printed while it is up."""

    def __init__(self, total: int | None, *, in_bytes: bool = False) -> None:
        console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            DownloadColumn() if in_bytes else MofNCompleteColumn(),
            TransferSpeedColumn() if in_bytes else _Rate(),
            TimeElapsedColumn(),
            *([] if total is None else [TextColumn("left"), TimeRemainingColumn()]),
            console=console,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
            disable=not sys.stderr.isatty(),
        )
        self._total = total
        self._task: TaskID | None = None
        self._both_terminals = sys.stderr.isatty() and sys.stdout.isatty()

    def __enter__(self) -> Screen:
        self._progress.start()
        self._task = self._progress.add_task("loading", total=self._total)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def step(self, description: str, amount: int = 1) -> None:
        """One more article is done, or so many bytes."""
        if self._task is not None:
            self._progress.update(self._task, advance=amount, description=description)

    def begin_after(self, amount: int) -> None:
        """So much was done by an earlier run; as the first step, it does not count for the rate."""
        if self._task is not None:
            self._progress.update(self._task, completed=amount)

    def complain(self, line: str) -> None:
        """One line on standard error, above the bar."""
        self._progress.console.print(Text(plain(line)))

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Take the bar down while standard output is written to the same terminal."""
        if self._both_terminals:
            self._progress.stop()
        yield
        if self._both_terminals:
            self._progress.start()
