"""A small gold whose every count is known: one wrong type, one missed place, one false report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.evaluate.events import evaluate_events, score_text
from dateline.evaluate.figures import Evaluation, Tally

from .building import gold

ARREST = (
    "ssa wire | [A1 Police] [T1:arrest held] [P1 Obi] in [L1 Jos] and [A2 crowds] "
    "[T2:peaceful_protest marched]."
)
MEETING = "mena local | [A1 Elders] [T1:meet met] [P1 the mayor] in [L1 Basra]."
TRAP = "europe local sport | Rovers shot down United in a battle of nerves."
NOTHING = "latam wire | The market in Lima opens at nine."
DENIAL = "ssa wire denial | [S1 The army] denied [T1:shelling_missile~denied shelling] the camp."


@pytest.fixture(scope="module")
def found() -> Evaluation:
    arrest, words = gold(ARREST)
    coded = [
        words.coded(
            words.report("arrest", "held", actors=("Police",), targets=("Obi",), score=0.9),
            words.report("boycott", "marched", actors=("crowds",), score=0.6),
        )
    ]
    meeting, words = gold(MEETING)
    coded.append(
        words.coded(words.report("meet", "met", actors=("Elders",), place="Basra", score=0.8))
    )
    trap, words = gold(TRAP)
    coded.append(words.coded(words.report("armed_clash", "battle", score=0.5)))
    nothing, words = gold(NOTHING)
    coded.append(words.coded())
    denial, words = gold(DENIAL)
    coded.append(
        words.coded(words.report("shelling_missile", "shelling", factuality="denied", score=0.7))
    )
    return evaluate_events([arrest, meeting, trap, nothing, denial], coded, form="corpus")


def tally(found: Evaluation, name: str) -> Tally | None:
    return next(figure.tally for figure in found.figures if figure.name == name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("detection", Tally(4, 5, 4)),
        ("trigger", Tally(3, 5, 4)),  # the march is found and called a boycott
        ("event", Tally(3, 5, 4)),
        ("false report, trap", Tally(1, 2, 2)),  # of the sport and the denial, the sport
        ("false report, no event", Tally(1, 2, 2)),
        ("actor", Tally(2, 2, 2)),
        ("target", Tally(1, 1, 2)),
        ("place", Tally(1, 1, 2)),  # Jos is missed
        ("speaker", Tally(0, 0, 1)),
        ("factuality", Tally(3, 3, 3)),
        ("end to end: actor", Tally(2, 3, 3)),
        ("end to end: place", Tally(1, 1, 2)),
    ],
)
def test_figures(found: Evaluation, name: str, expected: Tally) -> None:
    assert tally(found, name) == expected


def test_the_headline_figure_comes_first(found: Evaluation) -> None:
    assert found.figures[0].name == "trigger"
    assert found.figures[0].value == pytest.approx(2 * 3 / 9)


def test_tables(found: Evaluation) -> None:
    tables = {table.name: table for table in found.tables}
    types = {row[0]: row[4:] for row in tables["by_type"].rows}
    assert types["arrest"] == (1, 1, 1)
    assert types["peaceful_protest"] == (0, 0, 1)
    assert types["boycott"] == (0, 1, 0)
    confused = {row[:2]: row[2] for row in tables["types"].rows}
    assert confused[("peaceful_protest", "boycott")] == 1
    assert confused[("(none)", "armed_clash")] == 1
    assert confused[("meet", "meet")] == 1
    regions = {row[0]: row[4:] for row in tables["by_region"].rows}
    assert regions["ssa"] == (2, 3, 3, 2)
    assert regions["europe"] == (0, 1, 0, 1)
    assert {row[0] for row in tables["by_register"].rows} == {"wire", "local"}
    assert {row[0] for row in tables["by_trap"].rows} == {"sport", "denial"}


def test_precision_at_thresholds(found: Evaluation) -> None:
    table = next(table for table in found.tables if table.name == "by_score")
    rows = {row[0]: row for row in table.rows}
    assert rows[0.0][4:] == (3, 5, 4)
    assert rows[0.7][1] == 1.0
    assert rows[0.7][4:] == (3, 3, 4)
    assert 0.95 not in rows


@pytest.mark.parametrize(
    ("tag", "value", "auxiliary", "right"),
    [
        ("", "asserted", (), 1),
        ("", "asserted", ("historical",), 0),
        ("~historical", "asserted", ("historical",), 1),
        ("~historical", "alleged", ("historical",), 1),
        ("~historical", "asserted", (), 0),
        ("~alleged", "alleged", ("historical",), 1),
        ("~planned", "asserted", (), 0),
    ],
)
def test_factuality(tag, value, auxiliary, right) -> None:  # type: ignore[no-untyped-def]
    text, words = gold(f"ssa wire | Police [T1:arrest{tag} held] Obi.")
    text = replace(text, published="2024-05-15")
    report = words.report("arrest", "held", factuality=value, auxiliary=auxiliary)
    scored = score_text(text, words.coded(report))
    assert scored.score.tallies["factuality"] == Tally(right, 1, 1)


def test_without_a_publication_day_nothing_is_too_old() -> None:
    text, words = gold("ssa wire | Police [T1:arrest held] Obi.")
    report = words.report("arrest", "held", auxiliary=("historical",))
    assert score_text(text, words.coded(report)).score.tallies["factuality"] == Tally(1, 1, 1)


def test_duplicates_are_neither_right_nor_wrong() -> None:
    text, words = gold("ssa wire | Troops [T1:arrest held] Obi. His [T1:arrest arrest] drew anger.")
    scored = score_text(
        text, words.coded(words.report("arrest", "held"), words.report("arrest", "arrest"))
    )
    assert scored.score.tallies["trigger"] == Tally(1, 1, 1)
    assert scored.duplicates == 1
    assert len(scored.reports) == 1
