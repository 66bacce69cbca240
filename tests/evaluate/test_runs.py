"""Saved runs, corpus files and the command."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.cli.main import Part
from dateline.errors import InputError
from dateline.evaluate import PARTS, against, read_gold, read_run, save_run
from dateline.evaluate.figures import Evaluation, Figure, Tally, TextScore

from ..cli.conftest import Result
from .building import StandIn, Words

Dateline = Callable[..., Result]
SNIPPETS = """\
# arrest
ssa wire | [A1 Police] [T1:arrest held] [P1 Obi] in [L1 Jos].
mena wire | [A1 Troops] [T1:arrest seized] [P1 Amir] in [L1 Basra].
# none
europe local sport | Rovers shot down United.
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "corpus" / "snippets").mkdir(parents=True)
    (tmp_path / "corpus" / "snippets" / "a.txt").write_text(SNIPPETS)
    return tmp_path / "corpus"


def evaluation(**errors: int) -> Evaluation:
    """Texts by name with so many values missed of two."""
    texts = tuple(
        TextScore(name, {"trigger": Tally(2 - wrong, 2 - wrong, 2)}, f"{name}:1")
        for name, wrong in errors.items()
    )
    return Evaluation("corpus", texts, (Figure("trigger", 0.5),))


def test_gained_and_lost_texts(tmp_path: Path) -> None:
    save_run(evaluation(a=1, b=0, c=2), tmp_path / "run.json")
    before = read_run(tmp_path / "run.json")
    changes, moved = against(evaluation(a=0, b=1, c=2, d=0), before)
    assert changes.rows == (("trigger", 0.5, 0.5, 0.0, 1, 1),)
    assert moved.rows == (("trigger", "gained", "a", "a:1"), ("trigger", "lost", "b", "b:1"))


def test_a_run_of_another_form_cannot_be_compared(tmp_path: Path) -> None:
    save_run(evaluation(a=1), tmp_path / "run.json")
    other = Evaluation("dates", (), ())
    with pytest.raises(InputError, match="form"):
        against(other, read_run(tmp_path / "run.json"))


@pytest.mark.parametrize("content", ["", "[]", '{"version": 99}', '{"version": 1}'])
def test_what_is_no_saved_run_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "run.json").write_text(content)
    with pytest.raises(InputError, match=r"run\.json"):
        read_run(tmp_path / "run.json")


def test_corpus_texts_keep_their_id_when_lines_move(corpus: Path) -> None:
    before = ids(corpus)
    (corpus / "snippets" / "a.txt").write_text("# a new section\n\n" + SNIPPETS)
    assert ids(corpus) == before


def ids(corpus: Path) -> list[str]:
    coder = StandIn({})
    return [text.id for text in read_gold(corpus).evaluate(coder, lambda: None).texts]


def test_corpus_parts_make_up_the_whole(corpus: Path) -> None:
    def size(part: str) -> int:
        try:
            return read_gold(corpus, part=part).size
        except InputError:  # no text of three falls in this part
            return 0

    assert size("all") == 3
    assert size("test") + size("training") == 3


def test_limit_and_a_single_file(corpus: Path) -> None:
    assert read_gold(corpus / "snippets" / "a.txt", limit=2).size == 2


def test_texts_that_cannot_be_read_are_told_of(corpus: Path) -> None:
    (corpus / "snippets" / "b.txt").write_text("ssa wire | A [stray bracket.\n")
    found = read_gold(corpus).evaluate(StandIn({}), lambda: None)
    assert "1 texts cannot be read" in found.notes[-1]
    assert "b.txt:1" in found.notes[-1]


def test_texts_that_cannot_be_coded_are_told_of(corpus: Path, dateline: Dateline) -> None:
    text = SNIPPETS.replace("Obi", "fail")
    (corpus / "snippets" / "a.txt").write_text(text)
    assert "1 texts could not be coded" in dateline("evaluate", corpus).out


def test_whole_reports_are_coded_as_of_their_day(corpus: Path) -> None:
    (corpus / "reports").mkdir()
    header = "outlet: The Jos Post\npublished: 2023-02-01\nregion: ssa\nregister: local\n\n"
    (corpus / "reports" / "r.txt").write_text(header + "[A1 Police] [T1:arrest held] [P1 Obi].\n")
    coder = StandIn({"Police held Obi.": lambda w: (w.report("arrest", "held"),)})
    found = read_gold(corpus / "reports" / "r.txt").evaluate(coder, lambda: None)
    assert found.texts[0].tallies["trigger"] == Tally(1, 1, 1)


# ---- the command ---------------------------------------------------------------------------


def test_parts_are_those_of_the_package() -> None:
    assert tuple(part.value for part in Part) == PARTS


def test_tables_on_the_screen(corpus: Path, dateline: Dateline) -> None:
    result = dateline("evaluate", corpus)
    assert result.status == 0
    assert "trigger" in result.out
    assert "0 right, 0 given, 2 expected" in result.out
    assert "3 texts, 2 gold events, 0 reports" in result.out


def test_json_for_machines(corpus: Path, dateline: Dateline) -> None:
    record = json.loads(dateline("evaluate", corpus, "--format", "json").out)
    assert record["form"] == "corpus"
    assert record["figures"]["trigger"]["expected"] == 2
    assert {"by_type", "types", "curve", "calibration"} <= record["tables"].keys()


def test_save_and_compare(corpus: Path, tmp_path: Path, dateline: Dateline) -> None:
    run = tmp_path / "run.json"
    assert dateline("evaluate", corpus, "--save", run).status == 0
    assert "Against the saved run" in dateline("evaluate", corpus, "--against", run).out


@pytest.mark.parametrize("options", [["--part", "test"], ["--against", "missing.json"]])
def test_what_cannot_be_done_is_one_line(
    tmp_path: Path,
    dateline: Dateline,
    options: list[str],
) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text('{"id": "1", "text": "t", "label": "ARREST"}\n')
    result = dateline("evaluate", file, *options)
    assert result.status == 2
    assert len(result.complaints) == 1


def test_a_reports_words_may_be_built(corpus: Path) -> None:
    coder = StandIn({"Police held Obi in Jos.": lambda w: (w.report("arrest", "held"),)})
    found = read_gold(corpus).evaluate(coder, lambda: None)
    assert found.figures[0].tally == Tally(1, 1, 2)
    assert Words("a b").quote("b").start == 2
