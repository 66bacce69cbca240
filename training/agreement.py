"""Agreement of two machine readers on 300 snippets (docs/annotation-guide.md).

``python -m training.agreement FIRST SECOND``: two files of `NNN | marked text`. Both readers are
language models; the figures say how far the guide settles things, not how humans would agree.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from dateline.corpus.markup import MarkedEvent, parse_markup
from dateline.records.text import Span


def main(argv: list[str]) -> int:
    """Print F1 between the readers: events, types, roles; kappa of event or not by line."""
    first, second = (_read(Path(name)) for name in argv[:2])
    found: Counter[str] = Counter()
    for number in sorted(first.keys() & second.keys()):
        _compare(first[number], second[number], found)
    for name in ("detection", "type", "factuality", *"APLDKINS"):
        both = found[f"{name} one"] + found[f"{name} two"]
        if both:
            print(f"{name:11} F1 {2 * found[f'{name} same'] / both:.3f}  (of {both // 2})")
    lines = found["lines"]
    agree = found["line same"] / lines
    one, two = found["line one"] / lines, found["line two"] / lines
    chance = one * two + (1 - one) * (1 - two)
    print(f"event or not, {lines} lines: {agree:.3f}, kappa {(agree - chance) / (1 - chance):.3f}")
    return 0


def _read(path: Path) -> dict[int, tuple[MarkedEvent, ...]]:
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        number, _, marked = line.partition(" | ")
        found[int(number)] = parse_markup(marked)[1]
    return found


def _compare(
    one: tuple[MarkedEvent, ...], two: tuple[MarkedEvent, ...], found: Counter[str]
) -> None:
    found["lines"] += 1
    found["line one"] += bool(one)
    found["line two"] += bool(two)
    found["line same"] += bool(one) == bool(two)
    found["detection one"] += len(one)
    found["detection two"] += len(two)
    found["type one"] += len(one)
    found["type two"] += len(two)
    free = list(two)
    for event in one:
        near = [e for e in free if _touch(e.triggers, event.triggers)]
        if not near:
            continue
        other = max(near, key=lambda e: e.type == event.type)
        free.remove(other)
        found["detection same"] += 1
        if other.type != event.type:
            continue
        found["type same"] += 1
        for side in ("one", "two"):
            found[f"factuality {side}"] += 1
        found["factuality same"] += other.factuality == event.factuality
        _roles(event, other, found)


def _roles(event: MarkedEvent, other: MarkedEvent, found: Counter[str]) -> None:
    for letter in "APLDKINS":
        mine, theirs = event.roles.get(letter, ()), other.roles.get(letter, ())
        found[f"{letter} one"] += len(mine)
        found[f"{letter} two"] += len(theirs)
        found[f"{letter} same"] += sum(any(_touch((m,), (t,)) for t in theirs) for m in mine)


def _touch(one: tuple[Span, ...], two: tuple[Span, ...]) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one for b in two)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
