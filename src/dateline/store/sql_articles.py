"""Articles: kept once by their hash, whatever run codes them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, exists, select, update

from ..errors import StoreError
from ..records.article import Article, Source
from . import schema
from .backend import Backend
from .contract import ArticleHead, ArticleHit
from .paging import few_at_once
from .payloads import ARTICLES, deflate, inflate, without_text
from .rows import Row as Values
from .rows import day_number
from .words import fold, phrases

_article = schema.article.c
_info = schema.page_info.c
_WHOLE = (_article.number, _article.hash, _article.copy_of, _article.record, _article.text)


def add(
    connection: Connection, backend: Backend, article: Article, page_info: bytes | None
) -> bool:
    """See `Store.add_article`."""
    if not add_many(connection, backend, [article]):
        return False
    if page_info is not None:
        number = number_of(connection, article.hash)
        content = deflate(page_info)
        connection.execute(schema.page_info.insert().values(article=number, content=content))
    return True


def add_many(connection: Connection, backend: Backend, articles: Sequence[Article]) -> int:
    """Keep those that are not there yet; how many."""
    known = numbers_of(connection, [article.hash for article in articles])
    new: dict[str, Article] = {}
    for article in articles:
        if article.hash not in known:
            new.setdefault(article.hash, article)
    if not new:
        return 0
    backend.insert(connection, schema.article, [_row(article) for article in new.values()])
    numbers = numbers_of(connection, new)
    backend.index(connection, "article", [
        (row.number, (new[hash].title or "", new[hash].text)) for hash, row in numbers.items()
    ])  # fmt: skip
    return len(new)


def _row(article: Article) -> Values:
    return {
        "hash": article.hash,
        "copy_of": article.copy_of,
        "record": ARTICLES.pack(without_text(article)),
        "title": article.title or "",
        "text": article.text,
        "published": day_number(article.published),
        "outlet": fold(article.source.name) if article.source else None,
    }


def numbers_of(connection: Connection, hashes: Iterable[str]) -> dict[str, Any]:
    """Rows with ``number`` and ``copy_of`` of those articles that are there, by their hashes."""
    asked = select(_article.hash, _article.number, _article.copy_of)
    return {
        row.hash: row
        for some in few_at_once(hashes)
        for row in connection.execute(asked.where(_article.hash.in_(some)))
    }


def number_of(connection: Connection, article: str) -> int:
    """The number of an article. Raises `StoreError` where there is none of this hash."""
    number = connection.execute(select(_article.number).where(_article.hash == article)).scalar()
    if number is None:
        raise StoreError(f"there is no article {article} in the store")
    return int(number)


def mark_copy(connection: Connection, article: str, copy_of: str | None) -> bool:
    """See `Store.mark_copy`."""
    number = number_of(connection, article)
    mine = _article.number == number
    if connection.execute(select(_article.copy_of).where(mine)).scalar() == copy_of:
        return False
    connection.execute(update(schema.article).where(mine).values(copy_of=copy_of))
    reports = update(schema.report).where(schema.report.c.article == number)
    connection.execute(reports.values(is_copy=copy_of is not None))
    return True


def article(connection: Connection, hash: str) -> Article | None:
    """See `Store.article`."""
    row = connection.execute(select(*_WHOLE).where(_article.hash == hash)).first()
    return None if row is None else _whole(row)


def articles_of(connection: Connection, hashes: Collection[str]) -> dict[str, Article]:
    """See `Store.articles_of`."""
    asked = select(*_WHOLE)
    return {
        row.hash: _whole(row)
        for some in few_at_once(hashes)
        for row in connection.execute(asked.where(_article.hash.in_(some)))
    }


def page_info(connection: Connection, hash: str) -> bytes | None:
    """See `Store.page_info`."""
    asked = select(_info.content).join(schema.article).where(_article.hash == hash)
    packed = connection.execute(asked).scalar()
    return None if packed is None else inflate(packed, f"the page of article {hash}")


def listed(connection: Connection, after: str | None, limit: int) -> tuple[Article, ...]:
    """See `Store.articles`."""
    asked = select(*_WHOLE).order_by(_article.number).limit(limit)
    if after is not None:
        asked = asked.where(_article.number > number_of(connection, after))
    return tuple(_whole(row) for row in connection.execute(asked))


def without(connection: Connection, run: int, limit: int, after: str | None) -> tuple[Article, ...]:
    """See `Store.articles_without`."""
    done = exists().where(schema.coded.c.run == run, schema.coded.c.article == _article.number)
    asked = select(*_WHOLE).where(~done).order_by(_article.number).limit(limit)
    if after is not None:
        asked = asked.where(_article.number > number_of(connection, after))
    return tuple(_whole(row) for row in connection.execute(asked))


def search(
    connection: Connection, backend: Backend, text: str, limit: int
) -> tuple[ArticleHit, ...]:
    """See `Store.search`."""
    words = phrases(text)
    if not words:
        return ()
    snippets = backend.best(connection, words, limit)
    numbers = [number for number, _ in snippets]
    asked = select(_article.number, _article.record, _article.copy_of)
    rows = connection.execute(asked.where(_article.number.in_(numbers))).all()
    heads = {row.number: head(row.record, row.copy_of, row.number) for row in rows}
    return tuple(ArticleHit(heads[number], snippet) for number, snippet in snippets)


def head(record: bytes, copy_of: str | None, name: object) -> ArticleHead:
    """An article's head as the article was given."""
    given = ARTICLES.unpack(record, name)
    return ArticleHead(
        given.hash,
        given.id,
        given.title,
        given.source,
        given.url,
        given.published,
        given.language,
        copy_of,
    )


def with_source(one: ArticleHead, source: Source | None) -> ArticleHead:
    """The same, with the outlet as a run knew it."""
    return one if source is None else replace(one, source=source)


def _whole(row: Row[int, str, str | None, bytes, str]) -> Article:
    given = ARTICLES.unpack(row.record, row.hash)
    return replace(given, text=row.text, copy_of=row.copy_of)
