"""A coder that takes no time and does what an article's text tells it to."""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import re
import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace

from dateline.batch.one_by_one import Loaded
from dateline.config import Settings
from dateline.records.article import Article
from dateline.records.event import CodedArticle, CodingRun, Failure

RUN = CodingRun("0", "p", "m", "c", "g", "a", "s")


def an_article(number: int, text: str = "") -> Article:
    return Article(text or f"Article {number}.", f"{number:016x}", f"a{number}")


@dataclass
class FakeCoder:
    """Finds nothing; what it does instead of coding stands in `code_many`."""

    settings: Settings

    @property
    def resources(self) -> Loaded:
        return SimpleNamespace(run=RUN)

    def code_many(self, articles: Iterable[Article]) -> Iterator[CodedArticle]:
        batch = list(articles)
        if any(article.text == "raise" for article in batch):
            raise ValueError("no parse")
        for article in batch:
            _act(article.text)
            failures = (Failure("code", "no"),) if article.text == "fail" else ()
            yield CodedArticle(article, RUN, (), failures=failures)


@dataclass
class Unloadable(FakeCoder):
    """Loaded once, and never again in another process."""

    def __post_init__(self) -> None:
        if multiprocessing.parent_process() is not None:
            os._exit(4)


def _act(text: str) -> None:
    if text == "crash":
        faulthandler.disable()
        os.kill(os.getpid(), signal.SIGSEGV)
    if text == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if text == "leave":
        os._exit(3)
    if text == "slow":
        time.sleep(0.01)
    if text == "sleep":
        time.sleep(600)
    if text == "spin":  # never ends, and never lets another thread run
        re.match(r"(a+)+$", "a" * 60 + "b")
