"""`python -m dateline.corpus PATH...`: check corpus folders or files and print their counts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from ..codebook import load_codebook
from .check import check
from .markup import CorpusText, MarkupError
from .reading import read_corpus, read_file


def main(arguments: list[str]) -> int:
    """Print findings; 2 if a text breaks a rule of the guide."""
    types = frozenset(load_codebook().types)
    found = check(_items(arguments or ["corpus"]), types)
    for error in found.errors:
        print(error, file=sys.stderr)
    for name, counts in found.counts.items():
        row = ", ".join(f"{key} {number}" for key, number in counts.most_common())
        print(f"{name}: {row}")
    print(
        f"{found.texts} texts; {found.nothing:.1%} without an event or with a trap; "
        f"{found.distinct_openings:.1%} distinct openings; {len(found.errors)} errors"
    )
    return 2 if found.errors else 0


def _items(arguments: list[str]) -> Iterator[CorpusText | MarkupError]:
    for name in arguments:
        path = Path(name)
        if path.is_dir():
            yield from read_corpus(path)
        else:
            yield from read_file(path, whole=path.parent.name == "reports")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
