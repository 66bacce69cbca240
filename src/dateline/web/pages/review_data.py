"""A report under review as plain data: the JSON and CSV twins of its page."""

from __future__ import annotations

from typing import Any

import msgspec

from ...export.columns import Column
from ...review import choices, to_json, value_of
from .review_work import Item, Row

ROWS: tuple[Column[Row], ...] = (
    Column("field", "text", lambda row: row.field.name, "the field"),
    Column("value", "text", lambda row: None if row.blank else row.value, "what it says"),
    Column("before", "text", lambda row: row.old, "what it said before the draft"),
    Column("wrong", "yes", lambda row: row.wrong, "whether the draft says it is wrong"),
)


def item_json(item: Item) -> dict[str, Any]:
    """A screen as plain data."""
    report, head = item.shown, item.stored.article
    return {
        "report": item.key,
        "queue": item.queue.name,
        "position": item.position,
        "state": item.state,
        "article": {"hash": head.hash, "title": head.title, "published": head.published,
                    "outlet": head.source.name if head.source else None},
        "sentence": report.sentence.text,
        "score": report.score,
        "flags": report.flags,
        "doubts": item.doubts,
        "fields": [
            {
                "field": row.field.name,
                "value": msgspec.Raw(to_json(value_of(report, row.field.name)).encode()),
                "words": None if row.blank else row.value,
                "choices": [
                    {"value": msgspec.Raw(one.value.encode()), "label": one.label, "why": one.why,
                     "score": one.score}
                    for one in choices(report, row.field.name)
                ],
            }
            for row in item.rows
        ],
        "progress": item.progress,
        "next": item.following,
    }  # fmt: skip
