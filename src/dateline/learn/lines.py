"""A user's marked lines, read whole or refused with the first line that is wrong."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from pathlib import Path

from ..corpus import CorpusText, MarkupError, read_file
from ..errors import InputError


def read_lines(files: Iterable[Path], types: Collection[str]) -> tuple[CorpusText, ...]:
    """The lines of all files.

    Raises `InputError`, which names file and line, for markup that cannot be read and for a
    type that is not among ``types``.
    """
    found: list[CorpusText] = []
    for path in files:
        for one in read_file(path, tagged=False):
            if isinstance(one, MarkupError):
                raise one
            for event in one.events:
                if event.type not in types:
                    raise InputError(
                        f"{one.where}: unknown type {event.type!r}{_hint(event.type, types)}"
                    )
            found.append(one)
    return tuple(found)


def own_names(
    texts: Iterable[CorpusText], types: Iterable[str], shipped: Collection[str]
) -> tuple[str, ...]:
    """The types that some line marks and the shipped model does not know, as ``types`` has them.

    Raises `InputError` where there is none.
    """
    marked = {event.type for text in texts for event in text.events}
    names = tuple(name for name in types if name in marked and name not in shipped)
    if not names:
        raise InputError(
            "no line marks a type of your own: `--codebook` names the types, see "
            "`dateline codebook new`"
        )
    return names


def _hint(name: str, types: Collection[str]) -> str:
    near = difflib.get_close_matches(name, types, n=1)
    return f"; did you mean {near[0]}?" if near else "; is it in the codebook?"
