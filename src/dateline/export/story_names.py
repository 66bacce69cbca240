"""Which of a report's names are people's and which are organisations', as the actor file has it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records.event import Report
from ..resolve.actor_loading import load_actor_file

_BODY = re.compile(r"[A-Z]{3}_(?:GOV|MIL|COP|LEG|JUD|SPY)")
"""Ids of states' bodies, which the file does not list one by one."""


def people(report: Report) -> tuple[str, ...]:
    """Names of people whom the actor file knows, each once."""
    file = load_actor_file()
    return tuple(
        name for name, id in _known(report) if id in file.entries and file.entries[id].is_person
    )


def organisations(report: Report) -> tuple[str, ...]:
    """Names of organisations that the actor file knows and of states' bodies, each once."""
    file = load_actor_file()
    return tuple(
        name
        for name, id in _known(report)
        if (id in file.entries and not file.entries[id].is_person) or _BODY.fullmatch(id)
    )


def _known(report: Report) -> Iterator[tuple[str, str]]:
    """Name and id of those who act, are acted upon and speak, each once."""
    actors = [one.actor.value for one in (*report.actors, *report.targets)]
    speakers = [link.speaker for link in report.attribution]
    found = {one.id: one.name for one in (*actors, *speakers) if one is not None and one.id}
    return ((name, id) for id, name in found.items())
