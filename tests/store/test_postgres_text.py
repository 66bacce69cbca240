"""Words, phrases and snippets as PostgreSQL keeps them: the same as SQLite's, without a server."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.store import postgres_text
from dateline.store.postgres_text import indexed, snippet, words_of
from dateline.store.words import phrases

Terms = Callable[[str], list[str]]

TEXTS = [
    ("", []),
    ("Al-Kadhimi's São Paulo", ["al", "kadhimi", "s", "sao", "paulo"]),
    ("tear\0gas\x01x", ["tear", "gas", "x"]),
    ("STRAßE ﷺ 2020-08-24", ["straße", "ﷺ", "2020", "08", "24"]),
    ("Se\u0301bastien İstanbul", ["sebastien", "istanbul"]),
    ("Йод и Ёж", ["йод", "и", "ёж"]),
    ("Ὀδυσσεύς", ["ὀδυσσεύσ"]),
    ("الشرطة، أطلقت", ["الشرطة", "أطلقت"]),
    ("नमस्ते", ["नमस", "त"]),
    ("警察 👩\u200d🚒 a\u0301", ["警察", "a"]),
    ("http://a.b/c_d?e=1.5", ["http", "a", "b", "c", "d", "e", "1", "5"]),
]


@pytest.fixture(scope="module")
def terms() -> Iterator[Terms]:
    """What SQLite's text index makes of a text."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            'CREATE VIRTUAL TABLE t USING fts5(x, tokenize="unicode61 remove_diacritics 2")'
        )
        connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, 'instance')")

        def terms(text: str) -> list[str]:
            connection.execute("DELETE FROM t")
            connection.execute("INSERT INTO t VALUES (?)", (text,))
            rows = connection.execute("SELECT term FROM v ORDER BY offset")
            return [row[0] for row in rows]

        yield terms


@pytest.mark.parametrize(("text", "words"), TEXTS)
def test_words(text: str, words: list[str], terms: Terms) -> None:
    assert words_of(text) == words
    assert terms(text) == words


_LETTERS = "".join(
    chr(code)
    for first, last in ((0x20, 0x17F), (0x390, 0x45F), (0x5D0, 0x5EA), (0x620, 0x64A),
                        (0x1E00, 0x1E9A), (0x1EA0, 0x1EF9), (0x2010, 0x2030), (0x4E00, 0x4E80),
                        (0xAC00, 0xAC40))
    for code in range(first, last)
    if unicodedata.category(chr(code)) != "Cn"
)  # fmt: skip


def test_every_letter_of_many_languages(terms: Terms) -> None:
    for start in range(0, len(_LETTERS), 50):
        text = "".join(f"x{letter}y{letter} " for letter in _LETTERS[start : start + 50])
        assert words_of(text) == terms(text)


@given(text=st.text(st.sampled_from(_LETTERS + " \n\0\u0301.,\"'-"), max_size=60))
@settings(deadline=None, derandomize=True)
def test_any_text_of_them(text: str, terms: Terms) -> None:
    assert words_of(text) == terms(text)


# -- kept ----------------------------------------------------------------------------------


def test_what_is_kept() -> None:
    row = indexed(7, ("Tear gas", "Gas, in Basra"), with_places=True)
    assert row == {
        "number": 7,
        "folded": " tear gas | gas in basra ",
        "lexemes": "'tear':1 'gas':2,3 'in':4 'basra':5",
    }
    assert indexed(7, ("a b a",), with_places=False)["lexemes"] == "'a' 'b'"
    assert indexed(7, ("", "…"), with_places=False) == {
        "number": 7, "folded": "  |  ", "lexemes": ""}  # fmt: skip


def test_a_word_of_any_length_has_a_short_name() -> None:
    (word,) = words_of("x" * 300_000)
    assert len(word) == 64
    assert words_of("X" * 300_000) == [word]


def test_as_many_words_as_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(f"w{n}" for n in range(10_000)) + " w0" * 500
    lexemes = str(indexed(1, (text,), with_places=True)["lexemes"]).split(" ")
    assert len(lexemes) == 10_000
    assert lexemes[0].count(",") == 254
    assert lexemes[-1] == "'w9999':10000"
    monkeypatch.setattr(postgres_text, "_MOST_BYTES", 5_000)
    assert 300 < len(str(indexed(1, (text,), with_places=False)["lexemes"]).split(" ")) < 1_000


# -- shown ---------------------------------------------------------------------------------

MANY = " ".join(f"w{n}" for n in range(100))

SNIPPETS = [
    ("", "Police fired tear gas.", '"tear gas"', "Police fired [tear gas]."),
    ("", "Police fired tear gas.", "tear gas", "Police fired [tear] [gas]."),
    ("", "São Paulo; SAO paulo", "sao", "[São] Paulo; [SAO] paulo"),
    ("", "a b c d", '"a b c" "b c d"', "[a b c d]"),
    ("Tear gas", "Police came.", "tear", "[Tear] gas"),
    ("Tear gas", "Tear down", "tear", "[Tear] down"),
    ("Tear gas", "Tear down", "tear gas", "[Tear] [gas]"),
    ("", MANY, "w50", "…" + " ".join(f"w{n}" for n in range(45, 50)) + " [w50] "
     + " ".join(f"w{n}" for n in range(51, 69)) + "…"),
    ("", MANY + " (end).", "end", "…" + " ".join(f"w{n}" for n in range(77, 100)) + " ([end])."),
    ("", "«" + MANY, "w0", "«[w0] " + " ".join(f"w{n}" for n in range(1, 24)) + "…"),
    ("", MANY, "w3 w90 w91", "…" + " ".join(f"w{n}" for n in range(76, 90)) + " [w90] [w91] "
     + " ".join(f"w{n}" for n in range(92, 100))),
    ("", "", "nothing", ""),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "asked", "shown"), SNIPPETS)
def test_snippets(title: str, text: str, asked: str, shown: str) -> None:
    assert snippet(title, text, phrases(asked)) == shown


@given(text=st.text(), asked=st.text())
@settings(deadline=None)
def test_a_snippet_is_of_the_text(text: str, asked: str) -> None:
    plain = text.replace("[", "(").replace("]", ")").replace("…", ".")
    shown = snippet("", plain, phrases(asked))
    assert shown.strip("…").replace("[", "").replace("]", "") in plain
    assert len(shown) <= len(plain) + 2 * len(plain) + 2
