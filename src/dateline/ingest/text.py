"""Plain text: bytes to the characters of one article."""

from __future__ import annotations

from typing import Protocol

from ..errors import InputError, TextTooLarge
from ..records.article import Article
from .article import Given, make_article

_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_BYTES_A_CHARACTER = 4


class ByteStream(Protocol):
    """What this package asks of a file: bytes by size and by line."""

    def read(self, size: int, /) -> bytes: ...

    def readline(self, size: int, /) -> bytes: ...


def read_text(
    stream: ByteStream, name: str, given: Given, *, max_chars: int
) -> Article | InputError:
    """The one article of a text file (as it stands: no line end is changed), or why not."""
    limit = max_chars * _BYTES_A_CHARACTER + len(_UTF8_BOM)
    data = stream.read(limit + 1)
    try:
        if len(data) > limit:
            raise TextTooLarge(f"the text is past the limit of {max_chars:,} characters an article")
        return make_article(decode(data), given, max_chars=max_chars)
    except InputError as error:
        return type(error)(f"{name}: {error}")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return InputError(f"{name}:{line}: {not_utf8(error)}")


def decode(data: bytes) -> str:
    """The characters of UTF-8 bytes, with or without a byte order mark."""
    if not data:
        raise InputError("the file is empty")
    if data.startswith(_UTF16_BOMS):
        raise InputError("this looks like UTF-16; save it as UTF-8")
    if b"\0" in data:
        raise InputError("this is a binary file, not text")
    return data.removeprefix(_UTF8_BOM).decode("utf-8")


def not_utf8(error: UnicodeDecodeError) -> str:
    """Say which byte is wrong."""
    return f"not valid UTF-8: byte 0x{error.object[error.start]:02x} at offset {error.start}"
