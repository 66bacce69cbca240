"""Lemmas asked for once are spaCy's own, whatever the text and the order of asking."""

from __future__ import annotations

import pytest
import spacy

from dateline.config import Settings
from dateline.lang.lexicon import load_lexicon
from dateline.lemmas import LEMMATIZER, RULER, Lemmas, mended
from dateline.parse import Parser
from tests.reading import parse

TEXTS = (
    "Police shot at the crowds, killing two men who had been standing near parked cars.",
    "It ain't over, we gotta leave and y'all let's go: c'mon, they're gonna charge us.",
    "There's a man who does what he did; there were better leaves, and he has left.",
    "But for him nobody came. He is but a boy. That was the boy that cried. You saw it, I saw you.",
    "The worst of the strikes struck Axes Street; buses and oxen were stuck, wolves' dens burnt.",
    "Rebels overran the bases on Monday, seizing 12 tanks, said Col. Bases' spokesman.",
)


@pytest.fixture(scope="module")
def plain() -> spacy.language.Language:
    return spacy.load(Settings().parser)


@pytest.mark.parametrize("text", TEXTS)
def test_as_spacy_finds_them(parser: Parser, plain: spacy.language.Language, text: str) -> None:
    verbs = load_lexicon().verb_lemmas
    expected = [mended(t.lower_, t.tag_, t.lemma_, verbs) for t in plain(text) if not t.is_space]
    parsed = parse(parser, text)
    by_word = dict(zip(parsed.words, parsed.lemmas, strict=True))
    whole = [t.text for t in plain(text) if not t.is_space]
    if list(parsed.words) == whole:
        assert list(parsed.lemmas) == expected
    else:  # the parser keeps some words whole that spaCy cuts
        shared = [(w, lemma) for w, lemma in zip(whole, expected, strict=True) if w in by_word]
        assert all(by_word[word] == lemma for word, lemma in shared)


def test_asking_again_gives_the_same(parser: Parser) -> None:
    first = [parse(parser, text).lemmas for text in TEXTS]
    again = [parse(parser, text).lemmas for text in reversed(TEXTS)]
    assert first == again[::-1]


def test_what_is_kept_has_an_end(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.lemmas.MOST_KEPT", 3)
    assert [parse(parser, text).lemmas for text in TEXTS] == [
        parse(parser, text).lemmas for text in TEXTS
    ]


def test_words_of_a_rule_over_several_tokens_are_left_to_spacy(
    plain: spacy.language.Language,
) -> None:
    lemmas = Lemmas(plain, {})
    doc = plain("We gotta go.")
    keys = [(t.orth, t.tag, t.dep) for t in doc]
    assert lemmas.active
    assert lemmas.of(keys, [t.lower_ for t in doc]) is None


def test_a_pipeline_with_other_lemmas_keeps_them() -> None:
    blank = spacy.blank("en")
    assert not Lemmas(blank, {}).active
    assert Lemmas(blank, {}).of([], []) is None


def test_the_parser_leaves_out_what_lemmas_replace(parser: Parser) -> None:
    assert {RULER, LEMMATIZER} <= set(parser.nlp.pipe_names)
    assert parse(parser, "Troops fired.").lemmas == ("troop", "fire", ".")


def test_a_verb_of_the_lexicon_goes_first() -> None:
    assert mended("left", "VBD", "leave", {"left": "left!"}) == "left!"
    assert mended("left", "NN", "Left", {"left": "left!"}) == "left"
