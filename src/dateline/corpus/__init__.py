"""The open corpus: its markup, its checks, and its fixed test part."""

from .markup import CorpusText, MarkedEvent, MarkupError, parse_line, parse_report
from .reading import read_corpus, read_file
from .split import is_test

__all__ = [
    "CorpusText",
    "MarkedEvent",
    "MarkupError",
    "is_test",
    "parse_line",
    "parse_report",
    "read_corpus",
    "read_file",
]
