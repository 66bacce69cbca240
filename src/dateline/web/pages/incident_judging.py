"""Judgements on pairs of reports, and the merging that makes them hold."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLong

from ...errors import DatelineError, InputError, StoreConflict
from ...merge.updating import Merger
from ...records.decision import Judgement, Verdict
from ..context import Workbench
from ..security.visitors import Visitor

WAIT = 8.0
"""Seconds that a form waits for the merging before it says that it goes on."""
MOST_PAIRS = 1000


class Merging:
    """Merges the latest run anew on the worker; asked for while one waits, that one is enough."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._lock = threading.Lock()
        self._waiting: Future[int] | None = None
        self._last: Future[int] | None = None
        self._mergers: dict[int, Merger] = {}

    @property
    def is_running(self) -> bool:
        """Whether incidents are about to change."""
        with self._lock:
            return self._last is not None and not self._last.done()

    def start(self, who: str) -> Future[int]:
        """How many incidents will have changed, once it is done; errors come with the result."""
        with self._lock:
            if self._waiting is None:
                self._waiting = self._last = self._bench.worker.submit(self._merge, who)
            return self._waiting

    def _merge(self, who: str) -> int:
        with self._lock:
            self._waiting = None  # what is judged from now on needs another one
        run = self._bench.store.runs()[-1].number
        merger = self._mergers.setdefault(run, Merger(self._bench.store, run))
        try:
            changed = merger.update()
        except StoreConflict:  # another process merged meanwhile: look again, once
            changed = merger.update()
        if changed:
            self._bench.log(who, "merged", f"run {run}", f"{changed} incidents changed")
        return changed


def pairs_of(reports: Sequence[str], one: str, other: str) -> list[tuple[str, str]]:
    """The pairs that a form judges: two reports, or one with every other of an incident.

    Raises `InputError` for reports that cannot be a pair.
    """
    if one == other:
        raise InputError("choose two different reports")
    if other:
        return [(one, other)]
    found = [(one, key) for key in reports if key != one]
    if not found:
        raise InputError("the incident has no other report")
    return _checked(found)


def pairs_between(reports: Sequence[str], others: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs that hold two whole incidents together, or apart.

    The first report of each is judged with all of the other: a single pair would tear its two
    reports out of their incidents where these are otherwise unlike.
    Raises `InputError` where the two have a report in common.
    """
    if set(reports) & set(others):
        raise InputError("that is this very incident: it was merged meanwhile")
    across = [(reports[0], other) for other in others]
    return _checked(across + [(own, others[0]) for own in reports[1:]])


def _checked(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    if len(pairs) > MOST_PAIRS:
        raise InputError(f"more than {MOST_PAIRS:,} reports: judge pairs of them instead")
    return pairs


def judge(
    bench: Workbench,
    who: Visitor,
    pairs: Iterable[tuple[str, str]],
    verdict: Verdict,
    reason: str,
) -> None:
    """Keep a judgement for each pair, with a line in the log. Raises `InputError`, keeping none."""
    store, now = bench.store, bench.now()
    with store.batch():
        for one, other in pairs:
            for key in (one, other):
                if store.report(key) is None:
                    raise InputError("there is no such report; was its article taken out?")
            said = reason.strip() or None
            store.add_judgement(
                Judgement.of(one, other, verdict, reviewer=who.name, at=now, reason=said)
            )
            bench.log(who, f"judged {verdict}", f"{one} {other}", reason)


def merged_anew(bench: Workbench, who: Visitor) -> str:
    """Merge, wait a little, and say in one line how it went; empty where it is done."""
    try:
        bench.part(Merging).start(who.name).result(WAIT)
    except TooLong:
        return "The incidents are being merged anew; that takes a while. Load the page again."
    except DatelineError as error:
        return f"The incidents could not be merged anew: {error}"
    return ""
