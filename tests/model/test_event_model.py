"""The event model: scores that depend on the sentence alone, and what stands in the package."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from dateline.api import make_article
from dateline.config import Settings
from dateline.errors import DataError
from dateline.model import Word, load_model
from dateline.pipeline import Coder

TEXTS = [
    "Police arrested the bishop in Kano on Monday.",
    "Rebels shelled the market of Idlib, killing four people, and burned a truck.",
    "The minister criticised the court's ruling and promised a new law.",
    "Thousands marched through Lima to demand higher wages.",
    "The striker shot wide and the visitors were booed off.",
]
MEBIBYTE = 2**20


def test_no_score_depends_on_what_is_coded_beside_it() -> None:
    coder = Coder(Settings(strict=True))
    articles = [make_article(text, published="2024-03-04") for text in TEXTS]

    def scores(size: int) -> list[object]:
        found: list[object] = []
        many = [articles[i % len(articles)] for i in range(64)]
        for start in range(0, 64, size):
            found += (
                [(r.event_type.value, r.score, r.trigger) for r in coded.reports]
                for coded in coder.code_many(many[start : start + size])
            )
        return found

    alone = scores(1)
    assert any(alone)
    assert scores(8) == alone
    assert scores(64) == alone


def test_scores_are_probabilities_with_three_decimals() -> None:
    model = load_model()
    text = TEXTS[0]
    words = [(0, 6), (7, 15), (16, 19), (20, 26), (27, 29), (30, 34)]
    (scores,) = model.weigh(text, words, [Word(1, "arrest")])
    assert scores is not None
    assert scores.types[0][0] == "arrest"
    values = [scores.event, *(p for _, p in scores.types), *scores.roles.values()]
    assert all(0.0 <= v <= 1.0 and round(v, 3) == v for v in values)
    assert scores.roles[0, "A"] > 0.5
    assert scores.roles[3, "P"] > 0.5


def test_a_word_past_the_length_limit_has_no_scores() -> None:
    model = load_model()
    words = ["word"] * 400
    text = " ".join(words)
    spans = [(5 * i, 5 * i + 4) for i in range(400)]
    first, last = model.weigh(text, spans, [Word(0, "<loose>"), Word(399, "<loose>")])
    assert first is not None
    assert last is None


def test_the_model_fits_into_the_package() -> None:
    folder = resources.files("dateline.model").joinpath("data")
    size = sum(len(f.read_bytes()) for f in folder.iterdir() if f.is_file())
    assert size <= 25 * MEBIBYTE


def test_a_damaged_model_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "card.json").write_text("{}", encoding="utf-8")
    with pytest.raises(DataError, match="the event model cannot be read"):
        load_model(tmp_path)


def test_rules_alone_still_code() -> None:
    coder = Coder(Settings(strict=True, detector="rules"))
    coded = coder.code(make_article(TEXTS[0]))
    assert [r.event_type.value for r in coded.reports] == ["arrest"]
    assert coded.run.model == "rules"
    assert (coded.reports[0].event_type.by or "").startswith("rule:")


def test_what_decided_is_in_the_evidence() -> None:
    coded = Coder(Settings(strict=True)).code(make_article(TEXTS[0]))
    (report,) = coded.reports
    version = load_model().version
    assert coded.run.model == f"events@{version}"
    assert report.event_type.by.startswith(f"model@{version} on rule:")
    assert report.type_candidates[0].why.startswith("model: probability")
