"""Articles: kept once by their hash, whatever run codes them."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, Row, exists, select, update

from ..errors import StoreError
from ..records.article import Article, Source
from . import schema
from .backend import Backend
from .contract import ArticleHead, ArticleHit
from .payloads import ARTICLES, deflate, inflate, without_text
from .rows import day_number
from .words import fold, phrases

_article = schema.article.c
_info = schema.page_info.c
_WHOLE = (_article.number, _article.hash, _article.copy_of, _article.record, _article.text)


def add(
    connection: Connection, backend: Backend, article: Article, page_info: bytes | None
) -> bool:
    """See `Store.add_article`."""
    row: dict[str, str | bytes | int | None] = {
        "hash": article.hash,
        "copy_of": article.copy_of,
        "record": ARTICLES.pack(without_text(article)),
        "title": article.title or "",
        "text": article.text,
        "published": day_number(article.published),
        "outlet": fold(article.source.name) if article.source else None,
    }
    if not connection.execute(backend.insert_new(schema.article).values(row)).rowcount:
        return False
    if page_info is not None:
        number = number_of(connection, article.hash)
        content = deflate(page_info)
        connection.execute(schema.page_info.insert().values(article=number, content=content))
    return True


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
    snippets = connection.execute(backend.best(words).limit(limit)).all()
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
