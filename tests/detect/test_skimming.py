"""Which sentences are read at all, and what is known of a word before."""

from __future__ import annotations

import pytest

from dateline.api import Coder
from dateline.detect.skimming import hints, tokens_inside
from dateline.model.event_model import EventModel
from dateline.parse import Parser
from tests.reading import parse


def test_the_hints_of_a_word(parser: Parser) -> None:
    parsed = parse(parser, "The old men held long talks.")
    found = set(hints(parsed, parsed.words.index("held")))
    assert {"L=hold", "W=held", "D=ROOT", "H=ROOT", "S=body", "N1=long", "LN1=hold|long"} <= found
    assert {"K=dobj=talk", "LK=hold|dobj=talk", "KD=nsubj"} <= found
    assert "N-2=old" in found


def test_neighbours_beyond_the_sentence_are_none_of_its_hints(parser: Parser) -> None:
    parsed = parse(parser, "Rain fell. They left. Snow fell.")
    found = set(hints(parsed, parsed.words.index("left")))
    assert not any("rain" in hint or "snow" in hint for hint in found)


def test_tokens_inside_a_mention_are_its_words_and_its_support(
    coder: Coder, parser: Parser
) -> None:
    parsed = parse(parser, "Nurses staged a sit-in on Monday.")
    syntax = coder._pipeline.resources
    from dateline.lang.en.syntax import Syntax

    detection = syntax.detector.detect(
        Syntax(parsed, syntax.lexicon, name_classes=syntax.name_classes)
    )
    inside = tokens_inside(parsed, detection.mentions)
    assert parsed.words.index("sit-in") in inside
    assert parsed.words.index("Monday") not in inside


def test_a_sentence_without_a_promise_is_not_read(
    full_coder: Coder, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    weigh = EventModel.weigh

    def noting(self: EventModel, text: str, words: object, proposed: object) -> object:
        read.append(text)
        return weigh(self, text, words, proposed)  # type: ignore[arg-type]

    monkeypatch.setattr(EventModel, "weigh", noting)
    dull = "He said that he liked the work of the company, which makes shoes."
    full_coder.code(f"{dull} Police arrested three students in Kampala.")
    assert any("arrested" in text for text in read)
    assert not any("shoes" in text for text in read)
