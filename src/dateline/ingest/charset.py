"""Bytes of a page to its characters, by what the page and its server say and by what fits."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,300}?\bcharset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:+-]{1,40})"""
    rb"""|<\?xml[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}["']([\w.:+-]{1,40})""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096
# The encodings of the web. Python knows others that must never be chosen by a page: some run in
# squared time ("idna"), some are no encodings of text ("unicode_escape").
_WEB = frozenset(
    "utf-8 utf-16-le utf-16-be cp866 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 "
    "iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u mac-roman "
    "mac-cyrillic cp874 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 gbk "
    "gb18030 big5 big5hkscs euc_jp iso2022_jp cp932 cp949".split()
)
# What pages call one encoding and mean, as every browser knows, its larger sister.
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-16": "utf-8",
    "utf-8-sig": "utf-8",
}
_ALSO_CALLED = {
    "windows-31j": "cp932",
    "x-sjis": "cp932",
    "x-gbk": "gb18030",
    "windows-874": "cp874",
    "unicode-1-1-utf-8": "utf-8",
}
_JAPANESE = "iso2022_jp"
"""The one encoding whose every byte is an ASCII one."""
_FALLBACK = "cp1252"
_BROKEN = "\ufffd"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's characters, the encoding they were read in, and what had to be mended."""

    text: str
    charset: str
    notes: tuple[str, ...] = ()


def decode_page(body: bytes, declared: str | None = None) -> Decoded:
    """The characters of a page or feed; never fails.

    In this order: a byte order mark; UTF-8 if the bytes are valid UTF-8 beyond ASCII (no other
    encoding looks so by chance); ``declared`` (the charset of the Content-Type header); what a
    ``<meta>`` or XML declaration says; UTF-8 if it fits; else Windows-1252. A byte that the
    encoding does not have becomes U+FFFD, and a note says how many.
    """
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return _decoded(body[len(mark) :], charset, [])
    notes: list[str] = []
    stated = _known(declared, notes) or _known(_stated_inside(body), notes)
    if stated == _JAPANESE:
        return _decoded(body, stated, notes)
    if body.isascii():
        return Decoded(body.decode("ascii"), stated or "utf-8", tuple(notes))
    if _is_utf8(body):
        if stated not in (None, "utf-8"):
            notes.append(f"the page is declared as {stated} but written in utf-8")
        return Decoded(body.decode("utf-8"), "utf-8", tuple(notes))
    return _decoded(body, stated or _FALLBACK, notes)


def _decoded(body: bytes, charset: str, notes: list[str]) -> Decoded:
    text = body.decode(charset, "replace")
    if broken := text.count(_BROKEN):
        notes.append(f"{broken:,} characters are not valid {charset} and stand as {_BROKEN}")
    return Decoded(text, charset, tuple(notes))


def _known(label: str | None, notes: list[str]) -> str | None:
    """Python's name of a web encoding; None, with a note, for any other label."""
    if not label:
        return None
    called = label.strip().lower()[:40]
    try:
        name = codecs.lookup(_ALSO_CALLED.get(called, called)).name
    except (LookupError, ValueError):
        name = ""
    name = _MEANT.get(name, name)
    if name in _WEB:
        return name
    notes.append(f"the page names an unknown encoding ({called!r})")
    return None


def _stated_inside(body: bytes) -> str | None:
    found = _DECLARED.search(body[:_DECLARED_WITHIN])
    return None if found is None else (found[1] or found[2]).decode("ascii", "replace")


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
