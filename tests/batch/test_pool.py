"""Worker processes: the same records in the same order, and only what is bad is lost."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest

import dateline
from dateline.batch.chunks import chunked
from dateline.batch.one_by_one import code_each
from dateline.batch.pool import Workers, code_in_processes
from dateline.batch.wire import ARTICLES, CODED
from dateline.batch.worker import allowed
from dateline.config import Settings
from dateline.errors import DatelineError, InputError
from dateline.ingest import Given, read
from dateline.pipeline import Coder
from dateline.records.article import Article
from dateline.records.event import CodedArticle

from .fake_coder import FakeCoder, Unloadable, an_article

ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and signals")


@pytest.fixture
def fake() -> FakeCoder:
    return FakeCoder(Settings())


def plain(fake: FakeCoder, articles: list[Article]) -> list[CodedArticle]:
    return list(fake.code_many(articles))


# -- the same ------------------------------------------------------------------------------


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("many", [0, 1, 100])
def test_the_same_in_the_same_order(fake: FakeCoder, workers: int, many: int) -> None:
    texts = ["fail" if n % 7 == 3 else "slow" if n % 5 == 1 else "" for n in range(many)]
    articles = [an_article(n, text) for n, text in enumerate(texts)]
    assert list(code_in_processes(fake, articles, workers=workers)) == plain(fake, articles)


def test_each_worker_may_load_its_own(fake: FakeCoder) -> None:
    articles = [an_article(n) for n in range(30)]
    found = code_in_processes(fake, articles, workers=2, start="spawn")
    assert list(found) == plain(fake, articles)


def test_long_articles_and_odd_ones(fake: FakeCoder) -> None:
    long = [an_article(n, f"{n} " + "x" * 300_000) for n in range(6)]
    odd = an_article(6, "half \ud83d of a pair")
    articles = [*long, odd, an_article(7)]
    assert list(code_in_processes(fake, articles, workers=2)) == plain(fake, articles)


@pytest.mark.parametrize(
    "workers", [2, pytest.param(1, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)]
)
def test_the_real_coder_codes_the_same(real: Coder, workers: int) -> None:
    found = read([str(ROOT / "examples")], Given(), max_chars=100_000)
    articles = [one for one in found if isinstance(one, Article)][:8]
    expected = list(real.code_many(articles))
    assert any(coded.reports for coded in expected)
    assert list(code_in_processes(real, articles, workers=workers)) == expected
    assert list(code_each(real, articles)) == expected


@pytest.fixture(scope="module")
def real() -> Coder:
    """As users have it: rules and event model, and what fails is kept."""
    return Coder()


def test_the_public_coder_has_workers(fake: FakeCoder) -> None:
    public = dateline.Coder()
    public._pipeline = fake  # type: ignore[assignment]
    articles = [an_article(n) for n in range(20)]
    coded = list(public.code_many(articles, workers=2))
    assert coded == list(public.code_many(articles))
    assert isinstance(coded[0], dateline.Coded)


# -- no more than needed -----------------------------------------------------------------------


def test_input_is_read_as_it_is_needed(fake: FakeCoder) -> None:
    taken = 0

    def endless() -> Iterator[Article]:
        nonlocal taken
        while True:
            taken += 1
            yield an_article(taken)

    coded = code_in_processes(fake, endless(), workers=2)
    assert [one.article.id for one in islice(coded, 5)] == [f"a{n}" for n in range(1, 6)]
    time.sleep(0.1)
    assert taken <= 2 * 4 * 8 + 8
    coded.close()


def test_workers_for_several_streams(fake: FakeCoder) -> None:
    articles = [an_article(n) for n in range(60)]
    with Workers(fake, 2) as workers:
        before = children()
        assert list(workers.code([])) == []
        assert children() == before
        for many in (60, 3, 60):
            assert list(workers.code(articles[:many])) == plain(fake, articles[:many])
        first = children()
        assert next(workers.code(articles)).article == articles[0]
        assert list(workers.code(articles)) == plain(fake, articles)
        if before is not None:
            assert len(children() or ()) == len(first or ()) == len(before) + 2
            assert children() != first
    assert children() == before


def test_an_error_of_the_input_is_the_callers(fake: FakeCoder) -> None:
    def broken() -> Iterator[Article]:
        yield from (an_article(n) for n in range(3))
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        list(code_in_processes(fake, broken(), workers=2))


def test_nothing_is_left_behind(fake: FakeCoder) -> None:
    frozen, before = gc.get_freeze_count(), children()
    coded = code_in_processes(fake, (an_article(n) for n in range(1000)), workers=3)
    next(coded)
    if before is not None:
        assert len(children() or ()) == len(before) + 3
    coded.close()
    assert (children(), gc.get_freeze_count()) == (before, frozen)


def children() -> list[str] | None:
    """The processes that this one started, where the system tells."""
    path = Path(f"/proc/self/task/{os.getpid()}/children")
    return path.read_text().split() if path.exists() else None


@pytest.mark.parametrize(
    ("workers", "time_limit", "strict"), [(0, 0, False), (1, -1, False), (1, 0, True)]
)
def test_what_cannot_be_asked(workers: int, time_limit: float, strict: bool) -> None:
    with pytest.raises(InputError):
        code_in_processes(
            FakeCoder(Settings(strict=strict)), [], workers=workers, time_limit=time_limit
        )


# -- what is bad ---------------------------------------------------------------------------


def failures(coded: list[CodedArticle]) -> dict[str, tuple[str, str]]:
    return {c.article.id: (f.stage, f.error) for c in coded for f in c.failures}


@posix
@pytest.mark.parametrize("workers", [1, 2])
def test_only_the_article_that_kills_is_lost(fake: FakeCoder, workers: int) -> None:
    bad = {7: "crash", 8: "killed", 30: "leave", 60: "raise"}
    articles = [an_article(n, bad.get(n, "")) for n in range(70)]
    coded = list(code_in_processes(fake, articles, workers=workers))
    assert [one.article for one in coded] == articles
    died = "the process that coded it"
    assert failures(coded) == {
        "a7": ("worker", f"{died} was killed by signal 11 (SIGSEGV)"),
        "a8": ("worker", f"{died} was killed by signal 9 (SIGKILL)"),
        "a30": ("worker", f"{died} ended with exit code 3"),
        "a60": ("code", "ValueError: no parse"),
    }


@posix
def test_every_article_kills(fake: FakeCoder) -> None:
    articles = [an_article(n, "killed") for n in range(9)]
    coded = list(code_in_processes(fake, articles, workers=2))
    assert [one.article for one in coded] == articles
    assert len(failures(coded)) == 9


@posix
@pytest.mark.parametrize("how", ["sleep", "spin"])
def test_only_the_article_that_takes_too_long_is_lost(fake: FakeCoder, how: str) -> None:
    articles = [an_article(n, how if n == 5 else "") for n in range(40)]
    articles.append(an_article(40, "x" * 300_000))
    coded = list(code_in_processes(fake, articles, workers=2, time_limit=0.3))
    assert [one.article for one in coded] == articles
    assert failures(coded) == {"a5": ("time", "not done within 0.3 seconds")}


def test_a_slow_reader_is_no_slow_article(fake: FakeCoder) -> None:
    articles = [an_article(n, f"{n} " + "x" * 5_000) for n in range(100)]
    coded = []
    for one in code_in_processes(fake, articles, workers=2, time_limit=0.2):
        coded.append(one)
        if len(coded) in (1, 20):
            time.sleep(0.5)
    assert coded == plain(fake, articles)


@pytest.mark.slow
def test_a_worker_that_cannot_start() -> None:
    with pytest.raises(DatelineError, match="could not start: it ended with exit code 4"):
        list(code_in_processes(Unloadable(Settings()), [an_article(1)], workers=1, start="spawn"))


def test_without_processes_too(fake: FakeCoder) -> None:
    bad = {3: "raise", 17: "raise", 18: "fail"}
    articles = [an_article(n, bad.get(n, "")) for n in range(40)]
    coded = list(code_each(fake, articles))
    assert [one.article for one in coded] == articles
    no_parse = ("code", "ValueError: no parse")
    assert failures(coded) == {"a3": no_parse, "a17": no_parse, "a18": ("code", "no")}
    with pytest.raises(ValueError, match="no parse"):
        list(code_each(FakeCoder(Settings(strict=True)), articles))


def test_longer_texts_have_longer() -> None:
    assert allowed([an_article(1)], 60) == 60
    assert allowed([an_article(1, "x" * 50_000)], 60) == 150


# -- the parent is gone ----------------------------------------------------------------------

PARENT = """
import sys, threading
from dateline.batch.pool import Workers, code_in_processes
from dateline.config import Settings
from tests.batch.fake_coder import FakeCoder, an_article
def go():
    texts = ["", *[{text!r}] * 40]
    articles = [an_article(n, text) for n, text in enumerate(texts)]
    for one in code_in_processes(FakeCoder(Settings()), articles, workers=3, time_limit=0):
        print(one.article.id, flush=True)
if {in_thread}:
    threading.Thread(target=go).start()
else:
    go()
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize(
    ("text", "in_thread"), [("slow", True), ("slow", False), ("sleep", False), ("spin", False)]
)
def test_workers_leave_when_their_parent_is_killed(text: str, in_thread: bool) -> None:
    code = PARENT.format(text=text, in_thread=in_thread)
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"a0\n"
        workers = [
            Path("/proc", pid)
            for task in Path(f"/proc/{parent.pid}/task").iterdir()
            for pid in (task / "children").read_text().split()
        ]
        assert len(workers) == 3
        parent.send_signal(signal.SIGKILL)
    eventually(lambda: not any(is_running(worker) for worker in workers))


def is_running(process: Path) -> bool:
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def eventually(holds: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


# -- chunks and bytes ------------------------------------------------------------------------


def test_chunks_cover_the_input() -> None:
    articles = [an_article(n, "x" * (40_000 if n % 10 == 0 else 10)) for n in range(100)]
    articles[50] = an_article(50, "x" * 2_000_000)
    chunks = list(chunked(articles, workers=2))
    assert [a for chunk in chunks for a in chunk.articles] == articles
    assert [chunk.first for chunk in chunks] == [
        sum(len(before.articles) for before in chunks[:n]) for n in range(len(chunks))
    ]
    for chunk in chunks:
        assert sum(len(a.text) for a in chunk.articles) <= 60_000 or len(chunk.articles) == 1
        assert len(chunk.articles) <= 8
    assert [len(chunk.articles) for chunk in chunks[:4]] == [2] * 4


def test_records_are_the_same_after_their_journey(real: Coder) -> None:
    text = "BAGHDAD (Reuters) - Police arrested 12 protesters in Basra on Monday, officials said."
    article = Article(text, "1" * 16, "x")
    coded = real.code(article)
    assert coded.reports
    assert CODED.unpack(CODED.pack(coded)) == coded
    odd = an_article(1, "\ud83d")
    assert ARTICLES.unpack(ARTICLES.pack((article, odd))) == (article, odd)
