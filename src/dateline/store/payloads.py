"""Records as bytes, and the very same records back.

A record is kept as the JSON of its fields, deflated: with their candidates and evidence reports
repeat themselves, and take a third of the room so. A record of an older Dateline is read where
fields have since been added that have a default, or were dropped.
"""

from __future__ import annotations

import zlib
from dataclasses import fields, replace
from typing import Generic, TypeVar

import msgspec

from ..errors import InputError, StoreError
from ..records.article import Article, Source
from ..records.event import CodedArticle, CodingRun, Report
from ..records.incident import Incident

T = TypeVar("T")

_LEVEL = 6


class Codec(Generic[T]):
    """Packs records of one type; ``what`` names them in messages."""

    def __init__(self, kind: type[T], what: str) -> None:
        self.what = what
        self._decoder = msgspec.json.Decoder(kind)

    def text(self, record: T) -> str:
        """The record as JSON. Raises `InputError` where it holds what no text can hold."""
        try:
            return msgspec.json.encode(record).decode("utf-8")
        except UnicodeEncodeError:
            raise InputError(f"{self.what} holds half of a surrogate pair: not text") from None

    def of_text(self, text: str | bytes, name: object) -> T:
        """The record again. Raises `StoreError`, with the record's ``name``, where it is none."""
        try:
            return self._decoder.decode(text)
        except (msgspec.MsgspecError, ValueError) as error:
            raise StoreError(f"{self.what} {name} cannot be read: {error}") from error

    def pack(self, record: T) -> bytes:
        """The record as bytes. Raises `InputError` as `text` does."""
        return deflate(self.text(record).encode("utf-8"))

    def unpack(self, packed: bytes, name: object) -> T:
        """The record again. Raises `StoreError` as `of_text` does."""
        return self.of_text(inflate(packed, f"{self.what} {name}"), name)


def deflate(content: bytes) -> bytes:
    """Any bytes, smaller."""
    return zlib.compress(content, _LEVEL)


def inflate(packed: bytes, what: str) -> bytes:
    """The bytes again. Raises `StoreError` where they are damaged."""
    try:
        return zlib.decompress(packed)
    except zlib.error as error:
        raise StoreError(f"{what} is damaged: {error}") from error


ARTICLES = Codec(Article, "article")
CODED = Codec(CodedArticle, "the coding of article")
REPORTS = Codec(Report, "report")
INCIDENTS = Codec(Incident, "incident")
RUNS = Codec(CodingRun, "run")
SOURCES = Codec(Source, "outlet")


def without_text(article: Article) -> Article:
    """What is kept as an article's record: its text and what it copies have their own columns."""
    return replace(article, text="", copy_of=None)


def without_reports(coded: CodedArticle) -> CodedArticle:
    """What is kept as a coding's record: reports have rows of their own, the text is kept once."""
    given = {field.name: getattr(coded, field.name) for field in fields(CodedArticle)}
    return CodedArticle(**given | {"article": without_text(coded.article), "reports": ()})
