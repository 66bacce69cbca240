"""Bytes to characters: what is declared, what fits, and what is broken."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.ingest.charset import decode_page

META = '<meta charset="{}">'


@pytest.mark.parametrize(
    ("body", "declared", "text", "charset", "notes"),
    [
        (b"plain", None, "plain", "utf-8", ()),
        (b"plain", "iso-8859-1", "plain", "cp1252", ()),
        ("café".encode(), None, "café", "utf-8", ()),
        (b"\xef\xbb\xbfcaf\xc3\xa9", "latin-1", "café", "utf-8", ()),
        ("café".encode("utf-16"), None, "café", "utf-16-le", ()),
        (b"\xfe\xff" + "café".encode("utf-16-be"), "utf-8", "café", "utf-16-be", ()),
        (b"caf\xe9 \x93x\x94", None, "café “x”", "cp1252", ()),
        (b"caf\xe9 \x93x\x94", "ISO-8859-1", "café “x”", "cp1252", ()),
        ("Москва".encode("cp1251"), "windows-1251", "Москва", "cp1251", ()),
        ("东京 北京".encode("gb18030"), "gb2312", "东京 北京", "gb18030", ()),
        ("東京".encode("cp932"), "Shift_JIS", "東京", "cp932", ()),
        ("東京".encode("iso2022_jp"), "iso-2022-jp", "東京", "iso2022_jp", ()),
        (
            "café".encode(),
            "latin-1",
            "café",
            "utf-8",
            ("the page is declared as cp1252 but written in utf-8",),
        ),
        (
            b"caf\xe9 and caf\xc3\xa9",
            "utf-8",
            "caf� and café",
            "utf-8",
            ("1 characters are not valid utf-8 and stand as �",),
        ),
        (
            b"caf\xe9",
            "no-such-thing",
            "café",
            "cp1252",
            ("the page names an unknown encoding ('no-such-thing')",),
        ),
        (
            b"caf\xe9",
            "unicode_escape",
            "café",
            "cp1252",
            ("the page names an unknown encoding ('unicode_escape')",),
        ),
        (b"caf\xe9", "utf-7", "café", "cp1252", ("the page names an unknown encoding ('utf-7')",)),
        (b"caf\xe9", "idna", "café", "cp1252", ("the page names an unknown encoding ('idna')",)),
        (b"caf\xe9", "a\0b", "café", "cp1252", ("the page names an unknown encoding ('a\\x00b')",)),
        (b"", None, "", "utf-8", ()),
    ],
)
def test_decoding(
    body: bytes, declared: str | None, text: str, charset: str, notes: tuple[str, ...]
) -> None:
    decoded = decode_page(body, declared)
    assert (decoded.text, decoded.charset, decoded.notes) == (text, charset, notes)


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="windows-1251">',
        "<META CHARSET = 'windows-1251' >",
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        '<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_what_the_page_says_of_itself(head: str) -> None:
    body = f"{head}<p>Москва".encode("cp1251")
    assert decode_page(body).text == f"{head}<p>Москва"
    assert decode_page(body, "koi8-r").charset == "koi8-r", "the header goes before it"


def test_only_the_beginning_is_asked() -> None:
    body = b" " * 5_000 + b'<meta charset="koi8-r">caf\xe9'
    assert decode_page(body).charset == "cp1252"


@settings(deadline=None, derandomize=True)
@given(st.binary(max_size=300), st.none() | st.text(max_size=20))
def test_never_fails(body: bytes, declared: str | None) -> None:
    decoded = decode_page(body, declared)
    decoded.text.encode("utf-8")
    assert all("\n" not in note for note in decoded.notes)
