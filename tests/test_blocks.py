"""The parts of an article told apart by lines."""

from __future__ import annotations

import pytest

from dateline.blocks import find_blocks


def kinds(text: str) -> list[tuple[str, str]]:
    return [(b.kind, text[b.span.start : b.span.end]) for b in find_blocks(text)]


def test_every_part_of_a_whole_article() -> None:
    text = (
        "Rebels seize port\n"
        "Government vows to retake it\n"
        "By Ana Torres\n\n"
        "LAGOS, May 3, 2024 (Reuters) - Rebels seized the port.\n"
        "File photo: the port in March\n"
        "What comes next\n"
        "Talks are due.\n"
    )
    assert kinds(text) == [
        ("headline", "Rebels seize port"),
        ("deck", "Government vows to retake it"),
        ("byline", "By Ana Torres"),
        ("dateline", "LAGOS, May 3, 2024 (Reuters) -"),
        ("body", "Rebels seized the port."),
        ("caption", "File photo: the port in March"),
        ("heading", "What comes next"),
        ("body", "Talks are due."),
    ]


@pytest.mark.parametrize(
    "line", ["By Ana Torres", "Reporting by Kofi Mensah; editing by Li Na", "Staff writer"]
)
def test_bylines(line: str) -> None:
    assert kinds(f"{line}\n\nRebels seized the port.")[0] == ("byline", line)


def test_a_sentence_that_begins_with_by_is_no_byline() -> None:
    assert kinds("Rebels won.\nBy the evening the port had fallen.")[1][0] == "body"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("KYIV, Ukraine (AP) — Shells fell.", "KYIV, Ukraine (AP) —"),
        ("NAIROBI: Police fired tear gas.", "NAIROBI:"),
        ("Peru, March 4, 2023—Miners marched.", "Peru, March 4, 2023—"),
    ],
)
def test_datelines_are_cut_from_their_sentence(text: str, line: str) -> None:
    assert [k for k, _ in kinds(text)] == ["dateline", "body"]
    assert kinds(text)[0][1] == line


@pytest.mark.parametrize(
    "line",
    [
        "Asuncion, 12 Aug (EFE).-",
        "San Pedro de Macoris, 3 Nov (ACN).-",
        "TASHKENT, Feb 9.",
        "TASHKENT, Feb. 9, 2015.",
        "COTONOU, Feb. 9 (ABP) --",
        "KUNDUZ (Khaama):",
        "SYLHET, Jan 2 (BSS) -",
        "Muscat, 9 February (ONA)-",
        "Tabriz, Feb 9, ISNA –",
        "BAKU. July 3 (Turan)",
    ],
)
@pytest.mark.parametrize("above", ["", "Two held after blast\n", "Two held after blast\n\n"])
def test_the_forms_of_agencies(line: str, above: str) -> None:
    found = kinds(f"{above}{line} Police held two men.")
    assert found[-2:] == [("dateline", line), ("body", "Police held two men.")]
    assert [kind for kind, _ in found[:-2]] == ["headline"] * bool(above)


def test_a_dateline_may_have_its_line_to_itself() -> None:
    text = "Two held after blast\nTASHKENT, Feb 9\nPolice held two men."
    assert [kind for kind, _ in kinds(text)] == ["headline", "dateline", "body"]


@pytest.mark.parametrize(
    "text",
    [
        "Paris, May 4. Police said so.",
        "The minister came on Feb 9. Police held two men.",
        "He flew to London (UK). Police held two men.",
    ],
)
def test_a_sentence_with_a_day_is_no_dateline(text: str) -> None:
    assert [kind for kind, _ in kinds(text)] == ["body"]


@pytest.mark.parametrize("text", ["Nairobi: police fired.", "Rebels - a few - came."])
def test_other_lines_with_colons_and_dashes_are_body(text: str) -> None:
    assert kinds(text) == [("body", text)]


@pytest.mark.parametrize(
    "line", ["(Photo: Ana Torres)", "A crowd in Lima (Photo by John Doe/Getty)", "Image: the bay"]
)
def test_captions(line: str) -> None:
    assert kinds(f"{line}\nThey came.")[0] == ("caption", line)


def test_a_heading_stands_between_bodies_and_a_quoted_line_is_none() -> None:
    assert kinds("Rain fell.\n\nA long wait\n\nIt stopped.")[1] == ("heading", "A long wait")
    assert kinds('Rain fell.\n\n"We will fight"\n\nIt stopped.')[1] == ("body", '"We will fight"')


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "Rebels seized the port on Monday, officials in the coastal town\n"
        "said, and the governor fled with his guards to the hills above\n"
        "the bay."
    )
    assert kinds(text) == [("body", text)]


def test_short_lines_are_not_joined() -> None:
    assert len(kinds("Rebels seized a port.\nthe governor fled.\nthe bay is calm.")) == 3


def test_a_lone_line_is_body_and_blank_text_has_no_blocks() -> None:
    assert kinds("Rebels seize port") == [("body", "Rebels seize port")]
    assert find_blocks("  \n\r\n \t") == ()


def test_blocks_cover_all_but_white_space_with_windows_line_ends() -> None:
    text = "\r\n Rebels seize port \r\n\r\n  They came.\r\nThey saw.\r\n"
    assert [w for _, words in kinds(text) for w in words.split()] == text.split()
    assert [k for k, _ in kinds(text)] == ["headline", "body", "body"]
