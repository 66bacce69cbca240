"""Own types: learnt from a few lines, found in new sentences, and nothing else disturbed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from dateline.api import make_article
from dateline.codebook.scaffold import lines_scaffold, type_scaffold
from dateline.config import Settings
from dateline.corpus import CorpusText
from dateline.corpus.markup import parse_own_line
from dateline.errors import DataError, InputError
from dateline.learn import Learned, learn
from dateline.model import load_model, read_own_types
from dateline.pipeline import Coder

EXAMPLE = Path(__file__).parents[1] / "docs" / "own-types"
if not EXAMPLE.is_dir():
    pytest.skip("docs/ is not beside the tests", allow_module_level=True)

CODEBOOK = EXAMPLE / "land_grab.toml"
LINES = EXAMPLE / "land_grab.txt"
SETTINGS = Settings(codebook=CODEBOOK, strict=True)

NEW = [
    "An investor close to the palace has grabbed the terraces above Ibb.",
    "A banana exporter seized peasants' plots along the Aguan river in May.",
    "The district officer fenced off a communal meadow in Naryn for his brother.",
    "A new land grab by a timber trader was reported from Sarawak.",
    "Soldiers took over the orchards of displaced families outside Nyala.",
    "A cement plant expropriated herders near Taxila without a court order.",
]
NOT = [
    "Villagers gathered in Loliondo to celebrate the harvest.",
    "The striker grabbed a late winner for Naryn.",
    "The insurer took over a rival in Nairobi for 40 million dollars.",
    "Farmers near Taxila sold grazing land to a cement plant.",
    "Police seized a lorry of weapons outside Beni.",
]
SHIPPED = [
    "Police arrested nine students in Kano on Monday.",
    "Rebels shelled the market of Idlib, killing four people, and burned a truck.",
    "Thousands marched through Lima to demand higher wages.",
    "Gunmen abducted two aid workers near Maiduguri on Tuesday.",
    "The foreign ministers met in Doha and signed a ceasefire agreement.",
    "Nurses went on strike across Lisbon on Friday.",
]


@dataclass(frozen=True)
class Lesson:
    """What was learnt, how long it took, and where it was written."""

    learned: Learned
    seconds: float
    path: Path


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Lesson:
    path = tmp_path_factory.mktemp("own") / "my.npz"
    start = time.perf_counter()
    learned = learn([LINES], SETTINGS)
    seconds = time.perf_counter() - start
    learned.own.save(path)
    return Lesson(learned, seconds, path)


@pytest.fixture(scope="module")
def taught(lesson: Lesson) -> Coder:
    return Coder(replace(SETTINGS, own_types=lesson.path))


@pytest.fixture(scope="module")
def untaught() -> Coder:
    return Coder(SETTINGS)


def types(coder: Coder, text: str) -> list[str | None]:
    return [r.event_type.value for r in coder.code(make_article(text)).reports]


def test_a_learnt_type_is_found_in_new_sentences(taught: Coder) -> None:
    found = [text for text in NEW if "land_grab" in types(taught, text)]
    assert len(found) >= 4, found


def test_a_learnt_type_is_not_found_everywhere(taught: Coder) -> None:
    found = [text for text in (*NOT, *SHIPPED) if "land_grab" in types(taught, text)]
    assert len(found) <= 1, found


def test_shipped_types_stay_as_they_are(taught: Coder, untaught: Coder) -> None:
    def reports(coder: Coder) -> Iterator[tuple[str | None, str, float]]:
        for text in SHIPPED:
            for r in coder.code(make_article(text)).reports:
                yield r.event_type.value, r.trigger.text, r.score

    before, after = list(reports(untaught)), list(reports(taught))
    assert before
    assert [one[:2] for one in after] == [one[:2] for one in before]
    moved = [abs(a[2] - b[2]) for a, b in zip(after, before, strict=True)]
    assert max(moved) <= 0.05


def test_the_report_names_what_decided(taught: Coder, lesson: Lesson) -> None:
    coded = taught.code(make_article(NEW[0]))
    assert coded.run.model == f"events@{load_model().version}+{lesson.learned.own.version}"


def test_learning_takes_less_than_two_minutes(lesson: Lesson) -> None:
    assert lesson.seconds < 120


def test_the_figures_are_of_lines_held_out(lesson: Lesson) -> None:
    (result,) = lesson.learned.trial.results
    assert (result.name, result.lines, result.expected) == ("land_grab", 19, 19)
    assert result.right <= result.given
    assert result.recall >= 0.25


def test_the_same_lines_teach_the_same(lesson: Lesson, tmp_path: Path) -> None:
    again = learn([LINES], SETTINGS)
    again.own.save(tmp_path / "again.npz")
    assert again.own.version == lesson.learned.own.version
    assert again.trial == lesson.learned.trial
    assert (tmp_path / "again.npz").read_bytes() == lesson.path.read_bytes()


def test_few_lines_are_warned_of(tmp_path: Path) -> None:
    few = tmp_path / "few.txt"
    few.write_text("Soldiers [T1:land_grab seized] the farms of two villages near Hakha.\n")
    warnings = learn([few], SETTINGS).warnings
    assert any("land_grab: only 1 of your lines" in line for line in warnings)


def test_without_a_background_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.learn.learning.read_background", lambda *_: None)
    learned = learn([LINES], SETTINGS)
    assert learned.background == 0
    assert any("no background of other news" in line for line in learned.warnings)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("# a note\nA [T1:land_grab grab of land.\n", "lines.txt:2: stray or nested bracket"),
        ("A [T1:land_grap grab].\n", "lines.txt:1: unknown type 'land_grap'; did you mean"),
        ("A [A1 firm] grew.\n", "lines.txt:1: event 1 has roles and no trigger"),
        ("Police [T1:arrest arrested] him.\n", "no line marks a type of your own"),
        ("", "no line marks a type of your own"),
    ],
)
def test_a_bad_file_is_one_clear_line(tmp_path: Path, lines: str, says: str) -> None:
    path = tmp_path / "lines.txt"
    path.write_text(lines)
    with pytest.raises(InputError, match=says.replace("[", r"\[")) as caught:
        learn([path], SETTINGS)
    assert "\n" not in str(caught.value)


def test_a_prefix_may_stand_before_a_line() -> None:
    bare = "Soldiers [T1:land_grab seized] farms."
    plain, tagged = parse_own_line(bare), parse_own_line(f"ssa wire | {bare}")
    assert (plain.text, plain.events) == (tagged.text, tagged.events)
    assert parse_own_line("Farms seized | The Star").text == "Farms seized | The Star"


def test_own_types_are_read_as_written(lesson: Lesson) -> None:
    own, read = lesson.learned.own, read_own_types(lesson.path)
    assert (read.names, read.lemmas, read.model) == (own.names, own.lemmas, own.model)
    assert np.array_equal(read.weights, own.weights)
    assert read.version == own.version


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 half a zip"])
def test_a_damaged_file_is_one_clear_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "my.npz"
    path.write_bytes(content)
    with pytest.raises(DataError, match="not made by `dateline train`, or damaged"):
        read_own_types(path)


def test_a_cut_file_is_one_clear_error(lesson: Lesson, tmp_path: Path) -> None:
    path = tmp_path / "my.npz"
    path.write_bytes(lesson.path.read_bytes()[:-200])
    with pytest.raises(DataError, match="not made by `dateline train`, or damaged"):
        read_own_types(path)


def test_types_of_another_model_are_refused(lesson: Lesson) -> None:
    other = replace(lesson.learned.own, model="00000000")
    with pytest.raises(DataError, match="were fitted to event model 00000000"):
        load_model().with_own(other)


def test_types_need_their_codebook(lesson: Lesson) -> None:
    coder = Coder(Settings(own_types=lesson.path))
    with pytest.raises(InputError, match="the codebook has no type 'land_grab'"):
        coder.code(make_article(NEW[0]))


def test_own_types_are_part_of_the_settings_hash(lesson: Lesson) -> None:
    assert replace(SETTINGS, own_types=lesson.path).hash != SETTINGS.hash


def test_a_scaffold_holds_as_it_stands(tmp_path: Path) -> None:
    codebook = tmp_path / "port_closure.toml"
    codebook.write_text(type_scaffold("port_closure", ("battle", "coercion")))
    book = Coder(Settings(codebook=codebook)).resources.codebook
    assert book["port_closure"].family == "coercion"
    examples = [
        parse_own_line(line.removeprefix("# "))
        for line in lines_scaffold("port_closure").splitlines()
        if "] " in line and line.endswith(".") and not line.startswith("#  ")
    ]
    assert len(examples) == 2
    assert all(isinstance(e, CorpusText) and e.events[0].type == "port_closure" for e in examples)
