"""Unpack a body (gzip, deflate, brotli) piece by piece, and stop where it grows past a limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli

from ..errors import FetchFailed

ACCEPTED = "gzip, deflate, br"
_PIECE = 65_536
_FREE_BYTES = 1_000_000
"""Up to here a body may be as well packed as it likes."""
_MOST_TIMES = 100
"""Past that, one that unpacks to more than this many times its size is a bomb. HTML of news pages
shrinks to a tenth, long tables to a thirtieth."""
_GZIP_HEAD = b"\x1f\x8b"
_GZIP = 31
_ZLIB = 15
_RAW = -15


class Unpacker:
    """Takes a body's pieces as they come and holds what they unpack to.

    ``coding`` is the Content-Encoding header, ``limit`` how many bytes it may become.
    `feed` and `finish` raise `FetchFailed` with the reason alone, without the URL.
    """

    def __init__(self, coding: str, limit: int) -> None:
        self._codec = _codec(coding.strip().lower())
        self._limit = limit
        self._taken = 0
        self._size = 0
        self._parts: list[bytes] = []

    def feed(self, data: bytes) -> None:
        """Unpack one piece."""
        self._taken += len(data)
        try:
            for part in self._codec.unpack(data):
                self._size += len(part)
                self._check_size()
                self._parts.append(part)
        except (zlib.error, brotli.error):
            raise FetchFailed("its compression is damaged") from None

    def finish(self) -> bytes:
        """All of it, once the last piece is in."""
        if self._taken and not self._codec.complete:
            raise FetchFailed("it ends in the middle", transient=True)
        return b"".join(self._parts)

    def _check_size(self) -> None:
        if self._size > self._limit:
            raise FetchFailed(f"it is larger than {self._limit:,} bytes")
        if self._size > _FREE_BYTES and self._size > _MOST_TIMES * self._taken:
            raise FetchFailed(f"it unpacks to more than {_MOST_TIMES} times its size")


class _Codec(Protocol):
    @property
    def complete(self) -> bool: ...

    def unpack(self, data: bytes) -> Iterator[bytes]: ...


class _Plain:
    complete = True

    def unpack(self, data: bytes) -> Iterator[bytes]:
        yield data


class _Deflate:
    """gzip (of several members too), and deflate with or without its header."""

    def __init__(self, window: int | None) -> None:
        self._window = window
        self._stream = None if window is None else zlib.decompressobj(window)
        self.complete = False

    def unpack(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self.complete:
                if self._window != _GZIP or not data.startswith(_GZIP_HEAD):
                    return  # what stands behind the end is no part of it
                self._stream = zlib.decompressobj(_GZIP)
                self.complete = False
            stream = self._started(data)
            yield stream.decompress(data, _PIECE)
            data = stream.unused_data if stream.eof else stream.unconsumed_tail
            while not stream.eof and not data and (rest := stream.decompress(b"", _PIECE)):
                yield rest
            self.complete = stream.eof

    def _started(self, data: bytes) -> zlib._Decompress:
        if self._stream is None:
            # Servers say "deflate" and mean either; a zlib header's low half byte is 8.
            self._window = _ZLIB if data[0] & 0x0F == 8 else _RAW
            self._stream = zlib.decompressobj(self._window)
        return self._stream


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    @property
    def complete(self) -> bool:
        return bool(self._stream.is_finished())

    def unpack(self, data: bytes) -> Iterator[bytes]:
        while part := self._stream.process(data, output_buffer_limit=_PIECE):
            yield part
            data = b""  # it holds what it has not yet unpacked


def _codec(coding: str) -> _Codec:
    if coding in ("", "identity"):
        return _Plain()
    if coding in ("gzip", "x-gzip"):
        return _Deflate(_GZIP)
    if coding == "deflate":
        return _Deflate(None)
    if coding == "br":
        return _Brotli()
    raise FetchFailed(f"it is packed in a way that was not asked for ({coding[:40]!r})")
