"""Articles that a search found, for reading: head, snippet and hash of each."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from ..store.contract import ArticleHead, ArticleHit
from . import wording
from .options import ExportOptions

_INDENT = "    "
_WIDEST = 100


def hit_texts(hits: Iterable[ArticleHit], options: ExportOptions) -> Iterator[str]:
    """A few lines for each article."""
    for hit in hits:
        lines = [head_line(hit.article), *_wrapped(hit.snippet, options.width)]
        yield "\n".join([*lines, f"{_INDENT}{hit.article.hash}", "", ""])


def head_line(head: ArticleHead) -> str:
    """Outlet, day and title, as far as they are known, and whether it is a copy."""
    known = [
        wording.clip(head.source.name, 40) if head.source else "outlet not stated",
        str(head.published) if head.published else "no publication date",
        wording.clip(head.title, 120) if head.title else "",
        f"copy of {wording.plain(head.copy_of)}" if head.copy_of else "",
    ]
    return " · ".join(part for part in known if part)


def _wrapped(snippet: str, width: int) -> list[str]:
    line = wording.plain(snippet)
    width = min(max(width, 60), _WIDEST)
    return textwrap.wrap(line, width, initial_indent=_INDENT, subsequent_indent=_INDENT)
