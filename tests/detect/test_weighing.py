"""What the event model's scores do to the rules' mentions, with scores given by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import cast

import pytest

from dateline.codebook import load_codebook
from dateline.detect import Detector
from dateline.detect.confidence import FEATURES
from dateline.detect.mentions import Detection
from dateline.detect.weighing import Weigher
from dateline.lang.lexicon import load_lexicon
from dateline.model import EventModel, TriggerScores, Word
from dateline.parse import Parser
from tests.reading import syntax_of

FAMILIES = {name: t.family for name, t in load_codebook().types.items()}
NOTHING = TriggerScores(0.02, (("statement", 0.02),), (), 0.0, {})


def says(event_type: str, chance: float, **roles: float) -> TriggerScores:
    """Scores of one type; ``A3=0.9`` is word 3 of the sentence as actor."""
    pairs = {(int(name[1:]), name[0]): value for name, value in roles.items()}
    return TriggerScores(chance, ((event_type, chance),), (("asserted", 1.0),), 0.5, pairs)


def detect(
    parser: Parser, text: str, scores: Mapping[str, TriggerScores],
    weights: Mapping[str, float] | None = None,
) -> Detection:  # fmt: skip
    """Detect with a model that scores words by how they are written, all others as nothing.

    Without ``weights`` a type's score is the model's own chance.
    """

    def weigh(
        sentence: str, spans: Sequence[tuple[int, int]], words: Sequence[Word]
    ) -> list[TriggerScores]:
        written = [sentence[slice(*spans[w.index])] for w in words]
        return [scores.get(word, NOTHING) for word in written]

    model = SimpleNamespace(
        weigh=weigh,
        own=None,
        skim=None,
        version="test",
        types=tuple(FAMILIES),
        confidence=weights or {},
        category={},
        knows=FAMILIES.__contains__,
        ships=FAMILIES.__contains__,
    )
    lexicon = load_lexicon()
    weigher = Weigher(cast(EventModel, model), lexicon, FAMILIES)
    return Detector(lexicon, FAMILIES, weigher=weigher).detect(syntax_of(parser, text))


def kinds(found: Detection) -> list[tuple[str, str]]:
    return [(m.event_type, m.quote.text) for m in found.mentions]


def test_what_the_model_holds_for_nothing_is_dropped_with_its_reason(parser: Parser) -> None:
    found = detect(parser, "Police arrested three men in Kano.", {})
    assert kinds(found) == []
    (dropped,) = (d for d in found.dropped if d.rule == "model")
    assert dropped.why == "model: an event with probability 0.02"


def test_a_type_is_changed_and_its_pattern_codes_go_with_it(parser: Parser) -> None:
    scores = {"arrested": says("abduction", 0.9)}
    found = detect(parser, "Militiamen arrested three men in Kano.", scores)
    assert kinds(found) == [("abduction", "arrested")]
    assert found.mentions[0].score == 0.9
    assert found.mentions[0].decided == "model@test"
    assert found.mentions[0].candidates[0].why == "model: probability 0.9"


@pytest.mark.parametrize(("chance", "given"), [(0.9, 1), (0.3, 0)])
def test_a_word_that_fits_no_pattern_is_added_where_the_model_is_sure(
    parser: Parser, chance: float, given: int
) -> None:
    text = "Gunmen bundled the mayor into a car in Kano."
    found = detect(parser, text, {"bundled": says("abduction", chance)})
    assert len(found.mentions) == given
    for mention in found.mentions:
        assert mention.event_type == "abduction"
        assert [found_word(parser, text, b.head) for b in mention.actors] == ["Gunmen"]
        assert [found_word(parser, text, b.head) for b in mention.targets] == ["mayor"]


def found_word(parser: Parser, text: str, token: int) -> str:
    return syntax_of(parser, text).parsed.words[token]


def test_near_types_share_their_doubt(parser: Parser) -> None:
    split = TriggerScores(0.9, (("assassination", 0.4), ("attack_on_civilians", 0.35)), (), 0.0, {})
    text, scores = "Gunmen killed the mayor of Kano.", {"killed": split}
    assert kinds(detect(parser, text, scores)) == []
    shared = dict.fromkeys(FEATURES, 0.0) | {"family": 1.0, "type": 0.2}
    assert kinds(detect(parser, text, scores, shared)) == [("assassination", "killed")]


def test_neighbours_of_one_type_are_one_act(parser: Parser) -> None:
    text = "The crowd opened fire on the guards."
    sure = says("attack_on_civilians", 0.9)
    found = detect(parser, text, {"opened": sure, "fire": sure})
    assert len(found.mentions) == 1


def test_roles_that_the_grammar_missed_are_added(parser: Parser) -> None:
    text = "Soldiers stood there in Kano when the arrest of students came."
    scores = {"arrest": says("arrest", 0.9, A0=0.9, P9=0.9)}
    (mention,) = detect(parser, text, scores).mentions
    assert [found_word(parser, text, b.head) for b in mention.actors] == ["Soldiers"]
    assert [found_word(parser, text, b.head) for b in mention.targets] == ["students"]


def test_a_role_the_model_is_sure_is_the_other_one_changes_sides(parser: Parser) -> None:
    text = "Protesters met police in Kano."
    scores = {"met": says("protest_with_intervention", 0.9, P0=0.9, A2=0.9)}
    (mention,) = detect(parser, text, scores).mentions
    assert [found_word(parser, text, b.head) for b in mention.targets] == ["Protesters"]
    assert [found_word(parser, text, b.head) for b in mention.actors] == ["police"]
    assert "model: P" in mention.targets[0].how
