"""What a corpus line teaches: the words it is made of, their labels, and what it is about."""

from __future__ import annotations

from training.examples import Example, Item, examples

from dateline.corpus import CorpusText
from dateline.corpus.markup import parse_line


def read(line: str, section: str = "none") -> list[Example]:
    """The examples of one corpus line, which stands in a section."""
    text = parse_line(line, where="a.txt:1", section=section)
    assert isinstance(text, CorpusText)
    return list(examples([text]))


def item(example: Example, word: str) -> Item:
    """What is taught of a word."""
    return next(i for i in example.items if example.text[slice(*example.words[i.word])] == word)


QUAKE = (
    "sasia wire | [T1:natural_disaster A strong earthquake] killed [P1,K1 nine people] "
    "in [L1 Quetta]."
)


def test_a_word_that_tells_the_marked_act_again_is_taught_as_that_act() -> None:
    (example,) = read(QUAKE, "natural_disaster")
    assert item(example, "killed").rule == "natural_disaster"
    assert item(example, "killed").type == "natural_disaster"
    assert item(example, "earthquake").type == "natural_disaster"


def test_a_word_that_the_rules_take_for_another_act_is_taught_as_none() -> None:
    (example,) = read("europe local film | Police arrested the plot in the first reel.")
    assert [i.type for i in example.items] == [""] * len(example.items)


def test_a_word_may_have_several_roles() -> None:
    (example,) = read(QUAKE, "natural_disaster")
    roles = item(example, "killed").roles
    people = next(i for i, s in enumerate(example.words) if example.text[slice(*s)] == "people")
    assert sorted(roles[people]) == ["K", "P"]


def test_the_gist_is_the_section_s_type_where_the_sentence_tells_it() -> None:
    line = (
        "ssa wire | [A1 Police] [T1:arrest arrested] [P1 the bishop] in [L1 Kano]. "
        "[A2 The minister] [T2:accuse accused] [P2 him] of plotting."
    )
    first, second = read(line, "arrest")
    assert (first.gist, second.gist) == ("arrest", None)
    (nothing,) = read("europe local film | Police arrested the plot in the first reel.")
    assert nothing.gist == ""
