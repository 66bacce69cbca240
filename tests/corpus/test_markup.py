"""The corpus's markup: what is read, and what is refused in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.corpus import CorpusText, MarkupError, is_test, parse_line, parse_report, read_file

LINE = (
    "ssa wire | [A1,A2 Police] [T1:arrest arrested] [P1,N1 three men] in [L1 Lagos] [D1 on Monday] "
    "and [T2:raid_seizure~alleged took] [P2 a van], [S1,S2 the union] said."
)


def test_a_line_gives_plain_text_and_events_that_quote_it() -> None:
    text = parse_line(LINE)
    assert text.text == (
        "Police arrested three men in Lagos on Monday and took a van, the union said."
    )
    assert (text.region, text.register, text.trap) == ("ssa", "wire", "")
    first, second = text.events
    assert (first.type, first.factuality) == ("arrest", "asserted")
    assert (second.type, second.factuality) == ("raid_seizure", "alleged")
    assert [text.words(s) for s in first.triggers] == ["arrested"]
    assert [text.words(s) for s in first.roles["P"]] == ["three men"]
    assert [text.words(s) for s in first.roles["N"]] == ["three men"]
    assert [text.words(s) for s in second.roles["A"]] == ["Police"]
    assert "L" not in second.roles


def test_one_act_told_twice_keeps_one_number() -> None:
    text = parse_line("mena ngo | [T1:ceasefire Truce] holds; the [T1:ceasefire ceasefire] began.")
    assert len(text.events) == 1
    assert len(text.events[0].triggers) == 2


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("no bar here", "no ' | '"),
        ("mars wire | Nothing.", "unknown tag 'mars'"),
        ("ssa wire gossip | Nothing.", "unknown tag 'gossip'"),
        ("ssa wire | [A1 Police] slept.", "event 1 has roles and no trigger"),
        ("ssa wire | [T1:arrest [A1 x]] y", "stray or nested bracket"),
        ("ssa wire | a [stray bracket", "stray or nested bracket"),
        ("ssa wire | [Q1 x] y", "cannot read"),
        ("ssa wire | [T1:arrest~maybe held] y", "unknown factuality 'maybe'"),
        ("ssa wire | [T1:arrest held] [T1:abduction taken]", "both arrest and abduction"),
    ],
)
def test_a_broken_line_is_refused_with_its_reason(line: str, says: str) -> None:
    with pytest.raises(MarkupError, match=says.replace("|", r"\|").replace("[", r"\[")):
        parse_line(line)


def test_a_broken_line_does_not_lose_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"# arrest\n{LINE}\nbroken\n\n{LINE}\n", encoding="utf-8")
    found = list(read_file(path))
    assert [isinstance(f, CorpusText) for f in found] == [True, False, True]
    assert str(found[1]) == f"{path}:3: no ' | ' after the region and register"
    assert isinstance(found[0], CorpusText)
    assert found[0].section == "arrest"


def test_a_report_has_a_header() -> None:
    report = parse_report(
        "outlet: Delta Post\npublished: 2022-03-04\nregion: ssa\nregister: local\n\n"
        "Headline\n\n[A1 Police] [T1:arrest arrested] a man."
    )
    assert report.whole
    assert (report.outlet, report.published) == ("Delta Post", "2022-03-04")
    assert report.text.startswith("Headline\n\nPolice arrested")
    with pytest.raises(MarkupError, match="header lacks published"):
        parse_report("outlet: X\nregion: ssa\nregister: local\n\nText.")


def test_the_test_part_depends_on_the_words_alone() -> None:
    marked, bare = (
        parse_line(LINE),
        parse_line(
            "mena local | Police arrested three men in Lagos on Monday "
            "and took a van, the union said."
        ),
    )
    assert is_test(marked) == is_test(bare)
    many = [parse_line(f"ssa wire | Line number {i} of many.") for i in range(2000)]
    assert 0.12 < sum(map(is_test, many)) / len(many) < 0.18
