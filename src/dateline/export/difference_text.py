"""How two runs differ, for reading and as JSON: each report, then a count by kind and field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..records.event import Codes, Report
from ..store.contract import Difference, FieldChange
from . import wording
from .json_incidents import value_json
from .json_records import encode
from .json_values import Json
from .report_lines import sentence, wrapped
from .value_words import said

KINDS = ("gained", "lost", "changed")
_CODES = {
    "PLOVER": "plover",
    "modes": "plover_modes",
    "contexts": "plover_contexts",
    "CAMEO": "cameo",
    "ACLED": "acled_sub_event_type",
    "intensity": "intensity",
    "quad class": "quad_class",
}


@dataclass(slots=True)
class Tally:
    """How many reports differ, by kind; and how many of those changed, by field."""

    kinds: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)

    def add(self, found: Difference) -> None:
        """Count one difference."""
        self.kinds[found.kind] += 1
        self.fields.update(change.field for change in found.fields)

    def to_json(self) -> Json:
        """The counts as a plain dict, the field most often changed first."""
        kinds: Json = {kind: self.kinds[kind] for kind in KINDS}
        return kinds | {"fields": dict(self._ordered())}

    def lines(self) -> Iterator[str]:
        """The counts in lines."""
        yield ", ".join(f"{self.kinds[kind]:,} {kind}" for kind in KINDS)
        for name, many in self._ordered():
            yield f"  {many:>6,}  {wording.words(name)}"

    def _ordered(self) -> list[tuple[str, int]]:
        return sorted(self.fields.items(), key=lambda item: (-item[1], item[0]))


def difference_json(found: Difference) -> Json:
    """A difference as plain dicts."""
    return {
        "kind": found.kind,
        "key": found.key,
        "event_type": _either(found).event_type.value,
        "fields": [
            {
                "field": change.field,
                "old": value_json(change.field, change.old),
                "new": value_json(change.field, change.new),
            }
            for change in found.fields
        ],
    }


def difference_lines(found: Difference) -> Iterator[str]:
    """The report, its sentence, and each field: old → new."""
    report = _either(found)
    what = said("event_type", report.event_type.value)
    yield f"{found.kind:<9} {what}  {wording.plain(found.key)}"
    yield from wrapped("", f"“{sentence(report)}”")
    for change in found.fields:
        if isinstance(change.old, Codes) and isinstance(change.new, Codes):
            yield from _codes(change.old, change.new)
        else:
            yield from wrapped(wording.words(change.field), _turned(change))


def _turned(change: FieldChange) -> str:
    old, new = said(change.field, change.old), said(change.field, change.new)
    if old == new:  # what differs is not in the words: an id, a unit, coordinates
        old, new = (encode(value_json(change.field, one)) for one in (change.old, change.new))
    return f"{old} → {new}"


def _codes(old: Codes, new: Codes) -> Iterator[str]:
    """Only the codes that differ."""
    for label, name in _CODES.items():
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield from wrapped(label, f"{_code(before)} → {_code(after)}")


def _code(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return "none" if value is None else str(value)


def _either(found: Difference) -> Report:
    """The report as the new run has it, else as the old one had it."""
    report = found.new or found.old
    assert report is not None  # a difference is of at least one
    return report
