"""Killed in the middle of writing; several processes at once."""

from __future__ import annotations

import random
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.errors import StoreConflict
from dateline.store import Filter, Store, open_store, walk

from . import postgres_server
from .backends import BACKENDS, NAMES
from .building import RUN, a_coding, a_report, an_article, an_incident
from .running import run_python, started

LAST = 20
"""Stories that the adder adds; three make one batch."""

ADDER = """
from tests.store.test_crashes import add_all
with open_store(place) as store:
    add_all(store, say=lambda number: print(number, flush=True))
"""


def add_all(store: Store, say: object = None) -> list[bool]:
    """Add all stories, as a program does that may have been cut off: from the beginning."""
    news = []
    run = store.open_run(RUN)
    for first in range(0, LAST, 3):
        batch = range(first, min(first + 3, LAST))
        with store.batch():
            news.extend(add(store, run, number) for number in batch)
            store.save_feed_state("feed", b"%d" % batch[-1])
        for number in batch if callable(say) else ():
            say(number)  # type: ignore[operator]
    return news


def add(store: Store, run: int, number: int) -> bool:
    article = an_article(number, text=f"{number} " + "word " * 1_000)
    reports = [a_report(article, n) for n in range(5)]
    news = store.add_article(article, page_info=b"x" * 5_000)
    assert store.save_coded(run, a_coding(article, *reports)) is news
    assert store.save_incidents(run, [an_incident(f"i{number}", *reports)]) == news
    return news


def contents(place: str) -> list[object]:
    """All that a store has."""
    with open_store(place) as store:
        run = store.open_run(RUN)
        store.articles_without(run, 1)
        incidents = list(walk(lambda after: store.incidents(after=after, order="oldest")))
        reports = list(walk(lambda after: store.reports(after=after, order="oldest", limit=500)))
        hashes = sorted({report.article.hash for report in reports})
        return [
            incidents,
            [report.report for report in reports],
            [(store.article(h), store.page_info(h), store.coded(h)) for h in hashes],
            store.feed_state("feed"),
            len(store.search("word", limit=1000)),
            store.count(Filter(text="word")),
        ]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    """What a store has after all was added without a break."""
    place = str(tmp_path_factory.mktemp("undisturbed") / "store.sqlite")
    with open_store(place) as store:
        assert all(add_all(store))
    return contents(place)


@pytest.fixture(params=NAMES)
def backend(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def place(backend: str, tmp_path: Path) -> Iterator[str]:
    """Where the test's own store is, which is there and empty or will be made."""
    yield BACKENDS[backend].place(tmp_path)
    BACKENDS[backend].forget(tmp_path)


def _kills() -> Iterator[object]:
    for name, seeds in (("sqlite", 30), ("postgres", 5)):
        for seed in range(seeds):
            times, slow = (3 if seed else 1), seed or name != "sqlite"
            marks = [pytest.mark.slow] if slow else []
            yield pytest.param(name, seed, times, marks=marks, id=f"{name}-{seed}")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
@pytest.mark.parametrize(("backend", "seed", "times"), list(_kills()))
def test_killed_while_it_writes(
    place: str, tmp_path: Path, undisturbed: list[object], backend: str, seed: int, times: int
) -> None:
    dice = random.Random(seed)
    for _ in range(times):
        said = _killed(tmp_path / "store.sqlite", place, dice)
        with open_store(place) as store:
            run = store.open_run(RUN)
            kept = {incident.id for incident in walk(lambda after: store.incidents(after=after))}
            assert {f"i{number}" for number in said} <= kept
            assert len(kept) in (*range(0, LAST, 3), LAST)
            assert store.articles_without(run, 100) == ()
            assert store.count_reports() == 5 * len(kept)
    with open_store(place) as store:
        news = add_all(store)
        assert news == sorted(news)
        assert not any(add_all(store))
    assert contents(place) == undisturbed
    if backend == "sqlite":
        with closing(sqlite3.connect(place)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def _killed(path: Path, place: str, dice: random.Random) -> list[int]:
    """Start the adder, kill it somewhere, and give what it reported as kept."""
    process = started(ADDER, path, place=place)
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(dice.randrange(LAST))]
    time.sleep(dice.random() * 0.05)
    process.send_signal(signal.SIGKILL)
    out, err = process.communicate(timeout=60)
    assert err == ""
    return [int(line) for line in ("".join(lines) + out).split("\n")[:-1]]


# -- at once -------------------------------------------------------------------------------

TOGETHER = """
from tests.store.test_crashes import add_to_shared
together(3)
add_to_shared(place, {first}, {last})
"""
READER = """
from tests.store.test_crashes import read_until
together(3)
print(read_until(place, {last}))
"""
SHARED = "shared"


def add_to_shared(place: str, first: int, last: int) -> None:
    """Add stories, each also to one incident that all adders share."""
    with open_store(place) as store:
        run = store.open_run(RUN)
        for number in range(first, last):
            article = an_article(number)
            report = a_report(article)
            store.add_article(article)
            store.save_coded(run, a_coding(article, report, a_report(article, 1)))
            while not _joined(store, run, report.key):
                pass


def _joined(store: Store, run: int, key: str) -> bool:
    """Whether a report could be put into the shared incident before somebody else changed it."""
    kept = store.incident(SHARED)
    if kept is None:
        article = an_article(0)
        store.add_article(article)
        store.save_coded(run, a_coding(article, a_report(article), a_report(article, 1)))
        kept = an_incident(SHARED, a_report(article), revision=0)
    if key in kept.reports and kept.revision:
        return True
    reports = (*kept.reports, key) if key not in kept.reports else kept.reports
    try:
        store.save_incidents(run, [replace(kept, reports=reports, revision=kept.revision + 1)])
    except StoreConflict:
        return False
    return True


def read_until(place: str, last: int) -> int:
    """Look again and again until all stories are there; how often, and nothing half there."""
    looked = seen = 0
    deadline = time.monotonic() + 100
    with open_store(place) as store:
        while seen < 2 * last:
            assert time.monotonic() < deadline
            now = store.count_reports()
            assert now >= seen
            assert now % 2 == 0
            seen, looked = now, looked + 1
            for row in store.reports(order="changed", limit=6).items:
                coded = store.coded(row.article.hash)
                assert coded is not None
                assert len(coded.reports) == 2
            incident = store.incident(SHARED)
            assert incident is None or all(store.report(key) for key in incident.reports)
    return looked


def test_two_adders_and_a_reader(place: str, tmp_path: Path) -> None:
    """The adders have stories in common, and one incident that both add to."""
    path = tmp_path / "store.sqlite"
    open_store(place).close()
    scripts = [
        TOGETHER.format(first=0, last=12),
        TOGETHER.format(first=6, last=18),
        READER.format(last=18),
    ]
    processes = [started(script, path, place=place) for script in scripts]
    said = [process.communicate(timeout=120) for process in processes]
    assert [err for _, err in said] == ["", "", ""]
    assert int(said[2][0]) > 1
    with open_store(place) as store:
        shared = store.incident(SHARED)
        assert shared is not None
        assert sorted(shared.reports) == sorted(a_report(an_article(n)).key for n in range(18))
        assert shared.revision in (17, 18)
        assert store.count_reports() == 36


def test_many_make_the_store_at_once(backend: str, tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    place = str(path) if backend == "sqlite" else _no_store_yet(tmp_path)
    script = """
from tests.store.building import an_article
together(4)
with open_store(place) as store:
    print(store.add_article(an_article()))
"""
    processes = [started(script, path, place=place) for _ in range(4)]
    said = [process.communicate(timeout=60) for process in processes]
    BACKENDS[backend].forget(tmp_path)
    assert [err for _, err in said] == [""] * 4
    assert sorted(out for out, _ in said) == ["False\n"] * 3 + ["True\n"]


def _no_store_yet(folder: Path) -> str:
    """A database without tables."""
    return postgres_server.server().empty(postgres_server.name_of(folder))


def test_a_store_is_there_after_the_program_ends(place: str, tmp_path: Path) -> None:
    """Without a close: the interpreter goes down with the store still open."""
    path = tmp_path / "store.sqlite"
    script = """
from tests.store.building import an_article
store = open_store(place)
store.add_article(an_article())
os._exit(0)
"""
    assert run_python(script, path, place=place).stderr == ""
    with open_store(place, create=False) as store:
        assert store.article(an_article().hash) == an_article()
