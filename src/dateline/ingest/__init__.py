"""Read what the user gives (files, folders, JSON lines, standard input) into `Article`s.

`read` never raises for bad input: it yields an `InputError` in the place of the article that
could not be read, so that one bad line does not cost the good ones.

Web pages, feeds, tables and WARC files are read by `dateline.ingest.sources` (once) and
`dateline.ingest.watch` (again and again); they are imported from there, because what they need
takes half a second to load.
"""

from .article import Given, content_hash, make_article, parse_day
from .jsonl import read_jsonl
from .read import STDIN, count, read
from .text import read_text

__all__ = [
    "STDIN",
    "Given",
    "content_hash",
    "count",
    "make_article",
    "parse_day",
    "read",
    "read_jsonl",
    "read_text",
]
