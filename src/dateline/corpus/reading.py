"""Corpus files -> texts, with one error line for each that cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from .markup import CorpusText, MarkupError, parse_line, parse_own_line, parse_report


def read_corpus(folder: Path) -> Iterator[CorpusText | MarkupError]:
    """Every text of `snippets/*.txt` and `reports/*.txt` under a folder, in name order."""
    for path in sorted((folder / "snippets").glob("*.txt")):
        yield from read_file(path)
    for path in sorted((folder / "reports").glob("*.txt")):
        yield from read_file(path, whole=True)


def read_file(
    path: Path, *, whole: bool = False, tagged: bool = True
) -> Iterator[CorpusText | MarkupError]:
    """The texts of one file: lines, or one whole report; a bad one comes as its error.

    In files that are not ``tagged``, lines may do without `region register | ` before them.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        said = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        yield MarkupError(f"{path}: cannot be read: {said}")
        return
    if whole:
        yield _safely(partial(parse_report, content, where=str(path)), str(path))
        return
    parse = parse_line if tagged else parse_own_line
    section = ""
    for number, line in enumerate(content.splitlines(), start=1):
        if line.startswith("#"):
            section = line[1:].strip()
        elif line.strip():
            where = f"{path}:{number}"
            yield _safely(partial(parse, line, section=section, where=where), where)


def _safely(parse: Callable[[], CorpusText], where: str) -> CorpusText | MarkupError:
    try:
        return parse()
    except MarkupError as error:
        return MarkupError(f"{where}: {error}")
