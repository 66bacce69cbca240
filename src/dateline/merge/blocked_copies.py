"""Which articles are copies, decided in the order of the blocks as `dateline add` would decide it.

The join has found which articles are copies with each other; who is whose original depends on which
came first, and is settled in one go: it takes no more than a few words of each article.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from .blocked_joining import Edges
from .blocked_work import Work
from .copies import Printed, link
from .pairs import numbered

_FILE = "originals"


def originals(printed: Sequence[Printed], alike: Iterable[Edges]) -> Mapping[str, str]:
    """Hash of every copy -> hash of its original; those that were given as copies among them."""
    before: defaultdict[int, list[tuple[Printed, float]]] = defaultdict(list)
    for edges in alike:
        for one, other, share in edges.tolist():
            if printed[one].order < printed[other].order:
                before[other].append((printed[one], share))
            else:
                before[one].append((printed[other], share))
    found = {one.hash: one.copy_of for one in printed if one.copy_of is not None}
    for number in sorted(before, key=lambda number: printed[number].order):
        pair = link(printed[number], before[number])
        if pair is not None:
            found[pair[0]] = pair[1]
    return found


def keep_originals(work: Work, printed: Sequence[Printed], found: Mapping[str, str]) -> None:
    """Keep them: ``articles.original`` has the same number for copies of one text."""
    work.save("articles.original", numbered(found.get(one.hash, one.hash) for one in printed))
    work.write(_FILE, [msgspec.msgpack.encode(found)])


def load_originals(work: Work) -> Mapping[str, str]:
    """What was kept."""
    return msgspec.msgpack.decode(work.mapped(_FILE).data, type=dict[str, str])
