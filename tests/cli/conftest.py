"""A coder that needs no model, so that the command line is tested for what it does itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest

from dateline.cli import main
from dateline.records.article import Article
from dateline.records.event import CodedArticle, CodingRun, Failure

RUN = CodingRun("0", "p", "m", "c", "g", "a", "s")


@dataclass
class FakeCoder:
    """Finds no report in anything; fails on "fail", is interrupted at "interrupt"."""

    settings: object = None
    resources: object = field(default_factory=lambda: SimpleNamespace(run=RUN))
    seen: list[Article] = field(default_factory=list)

    def code_many(self, articles: Iterable[Article]) -> Iterator[CodedArticle]:
        for article in articles:
            self.seen.append(article)
            if "interrupt" in article.text:
                raise KeyboardInterrupt
            failures = (Failure("code", "ValueError: no"),) if "fail" in article.text else ()
            yield CodedArticle(article, RUN, (), failures=failures)


@dataclass(frozen=True)
class Result:
    """What a command left behind."""

    status: int
    out: str
    err: str
    coder: FakeCoder

    @property
    def complaints(self) -> list[str]:
        return self.err.splitlines()


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user without places of their own, whoever runs the tests."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    monkeypatch.setenv("COLUMNS", "120")  # whatever runs the tests has its own
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    # The actor file takes half a second to read: all these homes share what is kept of it.
    shared = tmp_path_factory.getbasetemp() / "actors"
    monkeypatch.setattr("dateline.resolve.actor_cache._path", lambda digest: shared / digest)
    return folder


@pytest.fixture
def dateline(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], home: Path
) -> Callable[..., Result]:
    """Run ``dateline ARGS`` in this process with the fake coder."""
    coder = FakeCoder()

    def build(settings: object) -> FakeCoder:
        coder.settings = settings
        return coder

    monkeypatch.setattr("dateline.cli.request.Coder", build)

    def run(*args: object) -> Result:
        monkeypatch.setattr("sys.argv", ["dateline", *map(str, args)])
        with pytest.raises(SystemExit) as left:
            main.run()
        out, err = capsysbinary.readouterr()
        code = left.value.code
        return Result(code if isinstance(code, int) else 0, out.decode(), err.decode(), coder)

    return run
