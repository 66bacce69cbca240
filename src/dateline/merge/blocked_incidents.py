"""The last step of a merge by blocks: an incident of every group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import msgspec

from ..records.incident import Incident
from .blocked_beside import GROUPS, GroupFile, ToldAt
from .blocked_copies import load_originals
from .blocked_reading import TOLD
from .blocked_work import Work
from .incidents import Told, incident_of
from .minting import minted

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class GroupAt:
    """A group and the id of its incident: where it stands in the file of its bundle."""

    id: str
    bundle: int
    start: int
    end: int


def in_order(files: Sequence[GroupFile]) -> list[GroupAt]:
    """All groups with the ids that a fresh store gives them, in order of these."""
    listed = sorted(
        (first, file.number, int(start), int(end))
        for file in files
        for first, start, end in zip(file.firsts, file.offsets[:-1], file.offsets[1:], strict=True)
    )
    ids = minted([(first,) for first, *_ in listed], {}).ids
    found = (GroupAt(id, *at) for id, (_, *at) in zip(ids, listed, strict=True))
    return sorted(found, key=lambda one: one.id)


def batches(groups: Sequence[GroupAt]) -> Iterator[Sequence[GroupAt]]:
    """The groups that are made incidents of in one task."""
    return (groups[start : start + _AT_ONCE] for start in range(0, len(groups), _AT_ONCE))


def make_incidents(groups: Sequence[GroupAt], *, work: Work) -> list[Incident]:
    """The incidents of some groups, in their order."""
    originals = load_originals(work)
    members = msgspec.msgpack.Decoder(list[ToldAt])
    report = msgspec.msgpack.Decoder(Told)
    made = []
    for group in groups:
        told = []
        for one in members.decode(work.read(f"{GROUPS}-{group.bundle}", group.start, group.end)):
            read = report.decode(work.read(f"{TOLD}-{one.block}", one.start, one.end))
            article = replace(read.article, copy_of=originals.get(read.article.hash))
            told.append(Told(read.report, article))
        made.append(incident_of(told, id=group.id))
    return made


def keys_of_groups(files: Sequence[GroupFile], *, work: Work) -> tuple[tuple[str, ...], ...]:
    """The keys of the reports of every group, as `engine.merged` gives them."""
    members = msgspec.msgpack.Decoder(list[ToldAt])
    groups = (
        tuple(one.key for one in members.decode(work.read(f"{GROUPS}-{file.number}", *span)))
        for file in files
        for span in zip(file.offsets[:-1].tolist(), file.offsets[1:].tolist(), strict=True)
    )
    return tuple(sorted(groups))
