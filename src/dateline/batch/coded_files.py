"""Coded articles in Parquet files: flat columns for people, and the whole record in ``payload``.

A file holds a block of a batch, up to some ten thousand articles: it is written from memory, in
one go. It is read some hundred records at a time.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from ..errors import DatelineError, InputError
from ..records.event import CodedArticle
from ..store.payloads import CODED, RUNS

SUFFIX = ".parquet"
_SCHEMA: Mapping[str, Any] = {
    "hash": pl.String,
    "id": pl.String,
    "title": pl.String,
    "source": pl.String,
    "url": pl.String,
    "published": pl.Date,
    "language": pl.String,
    "text": pl.String,
    "reports": pl.Int64,
    "failures": pl.List(pl.String),
    "run": pl.String,
    "payload": pl.Binary,
}
_KEY, _PAYLOAD = "hash", "payload"
_ROWS_A_GROUP = 500
"""So many records are in memory while a file is read."""


def write_coded(path: Path, coded: Iterable[CodedArticle]) -> None:
    """Write coded articles to a Parquet file, in their order; the same records, the same bytes.

    The file is written beside its place and moved there, over an older one, when it is whole.
    Raises `InputError`, with the file's name, where it cannot be written or where an article
    holds half of a surrogate pair, which is not text.
    """
    rows = [_row(one, path) for one in coded]
    write_frame(path, pl.DataFrame(rows, schema=_SCHEMA, orient="row"))


def write_frame(path: Path, frame: pl.DataFrame, *, rows_a_group: int = _ROWS_A_GROUP) -> None:
    """Write any table beside its place, and move it there when it is whole.

    Raises `InputError`, with the file's name, where it cannot be written.
    """
    try:
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name}.", suffix=".part", delete=False
        ) as beside:
            whole = Path(beside.name)
            try:
                frame.write_parquet(
                    beside, compression="zstd", row_group_size=rows_a_group, statistics=False
                )
                beside.close()
                whole.chmod(0o644)
                whole.replace(path)
            finally:
                whole.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error


def read_coded(paths: Iterable[Path]) -> Iterator[CodedArticle]:
    """The coded articles of files that `write_coded` wrote, file by file, in their order.

    Raises `InputError` or `StoreError`, in one line that names the file, where one is missing,
    damaged, or no file of coded articles.
    """
    for path in paths:
        for digest, packed in _packed(path):
            try:
                yield CODED.unpack(packed, digest)
            except DatelineError as error:
                raise type(error)(f"{path}: {error}") from error


def count_coded(path: Path) -> int:
    """How many articles a file holds. Raises as `read_coded` does."""
    return _opened(path)[1]


def _packed(path: Path) -> Iterator[tuple[str, bytes]]:
    """The hash and the payload of each record."""
    table, rows = _opened(path)
    for start in range(0, rows, _ROWS_A_GROUP):
        try:
            frame = table.slice(start, _ROWS_A_GROUP).collect()
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
            raise InputError(_damaged(path, error)) from error
        if frame.null_count().sum_horizontal().item():
            raise InputError(f"{path}: a record without {_KEY} or {_PAYLOAD}: the file is damaged")
        yield from frame.iter_rows()


def _opened(path: Path) -> tuple[pl.LazyFrame, int]:
    """The two columns that are read, unread, and how many rows there are."""
    if not path.is_file():
        raise InputError(f"{path}: no such file")
    try:
        table = pl.scan_parquet(path, glob=False)
        schema = table.collect_schema()
        if schema.get(_KEY) != pl.String or schema.get(_PAYLOAD) != pl.Binary:
            raise InputError(f"{path}: not a file of coded articles as `dateline code` writes them")
        rows: int = table.select(pl.len()).collect().item()
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise InputError(_damaged(path, error)) from error
    return table.select(_KEY, _PAYLOAD), rows


def _damaged(path: Path, error: BaseException) -> str:
    said = str(error).split("\n", 1)[0] or type(error).__name__
    return f"{path}: not a Parquet file, or a damaged one: {said}"


def _row(coded: CodedArticle, path: Path) -> tuple[object, ...]:
    article = coded.article
    try:
        payload, run = CODED.pack(coded), RUNS.text(coded.run)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None
    return (
        article.hash,
        article.id,
        article.title,
        article.source.name if article.source else None,
        article.url,
        article.published,
        article.language,
        article.text,
        len(coded.reports),
        [f"{failure.stage}: {failure.error}" for failure in coded.failures],
        run,
        payload,
    )
