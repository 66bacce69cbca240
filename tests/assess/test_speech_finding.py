"""Who tells what: (sentence, [(speaker, cue, stance, a word told)]), one rule a case."""

from __future__ import annotations

import time

import pytest

from dateline.assess.speech import find_speeches
from dateline.link import Linker
from dateline.parse import Parser
from dateline.records.claim import Speech
from tests.reading import syntax_of

Told = tuple[str | None, str, str, str]


def tellings(parser: Parser, text: str) -> list[tuple[str | None, str, str, Speech]]:
    """Speaker's phrase, cue and stance of every telling, attitudes left out."""
    syntax = syntax_of(parser, text)
    parsed = syntax.parsed
    return [
        (
            parsed.quote(*syntax.phrase(s.speaker)).text if s.speaker is not None else None,
            parsed.words[s.cue],
            s.stance,
            s,
        )
        for s in find_speeches(syntax)
        if not s.attitude
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # tags, inversions, parentheses
        (
            "Shelling hit two clinics, the local health office told AFP by telephone.",
            [("the local health office", "told", "states", "hit")],
        ),
        (
            "The deal would, said the White House, end the blockade.",
            [("the White House", "said", "states", "end")],
        ),
        ("The law, critics say, led to nine arrests.", [("critics", "say", "states", "arrests")]),
        (
            '"Four men," said police, "were arrested in the square."',
            [("police", "said", "states", "arrested")],
        ),
        # names of what is told; two tellers
        (
            "The army denied the rebels' claim that it bombed a market.",
            [("The army", "denied", "denies", "bombed"), ("the rebels", "claim", "claims", "it")],
        ),
        (
            "The ministry rejected as baseless reports that police shot a pedlar.",
            [("The ministry", "rejected", "denies", "shot")],
        ),
        (
            "Hezbollah dismissed Israel's claims that it bombed a depot.",
            [("Hezbollah", "dismissed", "denies", "bombed"), ("Israel", "claims", "claims", "it")],
        ),
        (
            "Israel's foreign minister repeated the accusation that Iran armed the raiders.",
            [("Israel's foreign minister", "repeated", "states", "armed")],
        ),
        (
            "Local media quoted the mayor as saying that rioters burned the archive.",
            [
                ("Local media", "quoted", "states", "burned"),
                ("the mayor", "saying", "states", "burned"),
            ],
        ),
        # sources
        (
            "Rebels took the airfield, state television reported, quoting an army spokesman.",
            [
                ("state television", "reported", "states", "took"),
                ("an army spokesman", "quoting", "states", "took"),
            ],
        ),
        ("Fees rose by five euros per student.", []),
        ("Under the accord, and according to plan, the refugees returned.", []),
        # nobody named
        (
            "The consul is understood to have defected.",
            [(None, "understood", "claims", "defected")],
        ),
        ("It is alleged that the consul took bribes.", [(None, "alleged", "alleges", "took")]),
        ("Rumours spread that the consul had fled.", [(None, "Rumours", "claims", "fled")]),
        # the teller's own act, an accusation, a responsibility claimed
        (
            "Amnesty accused the army of bombing a school.",
            [("Amnesty", "accused", "alleges", "bombing")],
        ),
        (
            "The Islamic State group claimed responsibility for the bombing of the mosque.",
            [("The Islamic State group", "claimed", "claims", "bombing")],
        ),
        # headings
        ("Putin: We did not bomb hospital", [("Putin", ":", "states", "bomb")]),
        ("Rebels shelled village well: army", [("army", ":", "states", "shelled")]),
        ("US troops killed farmers — report", [("report", "—", "states", "killed")]),
        ("Brazilian Grand Prix: Lewis Hamilton wins", []),
        # not told
        ("It goes without saying that the paymaster left.", []),
        ("The spokesman refused to say whether guards had strangled prisoners.", []),
        ("The director of “They Said It Would Rain” was shot in Lahore.", []),
        ("Kenya denied the singer a visa.", []),
    ],
)
def test_telling(parser: Parser, text: str, wanted: list[Told]) -> None:
    found = tellings(parser, text)
    assert sorted(map(str, (f[:3] for f in found))) == sorted(map(str, (w[:3] for w in wanted)))
    words = syntax_of(parser, text).parsed.words
    for speaker, cue, _, word in wanted:
        speech = next(f[3] for f in found if f[:2] == (speaker, cue))
        assert word in {words[i] for i in speech.content}


def test_a_quotation_over_paragraphs_told_at_its_end(parser: Parser) -> None:
    text = '"They burned the barns.\n\n"They shot my son.\n\n"Then they left," the farmer said.'
    ((speaker, _, _, speech),) = tellings(parser, text)
    words = syntax_of(parser, text).parsed.words
    assert speaker == "the farmer"
    assert {"burned", "shot", "left"} <= {words[i] for i in speech.content}


def test_turns_of_a_transcript(parser: Parser) -> None:
    text = "WALLACE: Will she come?\n\nPENCE: She will not.\n\nWALLACE: Why?\n\nPENCE: Ask her."
    assert [f[0] for f in tellings(parser, text)] == ["WALLACE", "PENCE", "WALLACE", "PENCE"]


def test_a_story_is_its_owners(parser: Parser) -> None:
    text = "The mayor was adamant. There had been no shots in the square."
    ((speaker, cue, stance, speech),) = tellings(parser, text)
    assert (speaker, cue, stance) == ("The mayor", "adamant", "claims")
    assert "shots" in {syntax_of(parser, text).parsed.words[i] for i in speech.content}


def test_wishes_are_attributed_but_tell_nothing(parser: Parser) -> None:
    syntax = syntax_of(parser, "The governor wants to visit the camp.")
    (speech,) = find_speeches(syntax)
    assert speech.attitude
    assert syntax.parsed.words[speech.cue] == "wants"


def test_what_somebody_wants_by_anothers_word_is_that_ones(parser: Parser) -> None:
    syntax = syntax_of(parser, "The aide said that the governor wants to visit the camp.")
    assert [syntax.parsed.words[s.cue] for s in find_speeches(syntax)] == ["said"]


@pytest.mark.parametrize(
    ("text", "speaker", "name"),
    [
        (
            "Interior Minister Samuel Okoro opened the barracks. The minister said rebels left.",
            "minister",
            "Samuel Okoro",
        ),
        (
            "Accounts were blocked, the Central Bank of Cyprus confirmed. The bank said more "
            "would follow.",
            "bank",
            "Central Bank",
        ),
        (
            "Marisol Paz met this reporter in a bakery. The nurse said that rebels had left.",
            "nurse",
            "Marisol Paz",
        ),
        ("Mayor Ivan Dinev left early. The governor said rebels had left.", "governor", None),
        (
            "Ivan Dinev met the press. Petar Kolev waited outside. The tailor said it rained.",
            "tailor",
            None,
        ),
    ],
)
def test_a_speaker_takes_up_a_name(
    parser: Parser, text: str, speaker: str, name: str | None
) -> None:
    syntax = syntax_of(parser, text)
    linker = Linker(syntax, find_speeches(syntax))
    token = max(i for i, word in enumerate(syntax.parsed.words) if word == speaker)
    link = linker.antecedent(token)
    if name is None:
        assert link is None
    else:
        assert link is not None
        assert name in syntax.parsed.quote(*syntax.phrase(link.token)).text


@pytest.mark.parametrize(
    "text",
    [
        "He said it was so and " * 1000,
        '"He said so," he said. ' * 1000,
        "[ " * 4000,
        "A: " * 4000,
        "citing him, " * 1500,
        "He speaks. " * 2000,
        '" ' * 4001,
        "- " * 4000,
    ],
    ids=lambda text: text[:12],
)
def test_hostile_text_takes_no_long_time(parser: Parser, text: str) -> None:
    syntax = syntax_of(parser, text)
    start = time.perf_counter()
    find_speeches(syntax)
    assert time.perf_counter() - start < 10
