"""What became of incidents: added, changed, withdrawn; for reading and as JSON."""

from __future__ import annotations

from ..records.incident import Incident
from ..store.contract import Change
from . import wording
from .json_values import Json
from .value_words import people, said

_LONGEST = 60


def change_json(change: Change) -> Json:
    """A change as a plain dict; ``into`` is the incident that took a withdrawn one over."""
    return {
        "kind": change.kind,
        "id": change.id,
        "revision": change.revision,
        "at": change.at.isoformat(),
        "into": change.into,
    }


def change_line(change: Change, incident: Incident | None) -> str:
    """A change on one line; of an incident that is still there what it is."""
    parts = [f"{change.at:%Y-%m-%d %H:%M:%S}", f"{change.kind:<9}", wording.plain(change.id)]
    if change.kind == "withdrawn":
        parts.append("for none" if change.into is None else f"→ {wording.plain(change.into)}")
    elif incident is not None:
        parts.append(f"{incident_line(incident)}; revision {change.revision}")
    return "  ".join(parts)


def incident_line(incident: Incident) -> str:
    """What, who, where and when, as far as it is known."""
    who, whom = (people(side.leading or ()) for side in (incident.actors, incident.targets))
    parts = [
        said("event_type", incident.event_type.leading),
        wording.clip(f"{who or 'not stated'} → {whom}" if whom else who, _LONGEST),
        wording.clip(_known("place", incident.place.leading), _LONGEST),
        _known("date", incident.date.leading),
    ]
    return "; ".join(part for part in parts if part)


def _known(field: str, value: object) -> str:
    return "" if value is None else said(field, value)
