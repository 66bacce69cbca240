"""Score the resolution of phrases to actors on ``actor_cases.jsonl``.

    python -m tests.cases.actors [-v]

Each case is a phrase with a day and a country of context. Name, country, sector and ACLED type are
counted apart, each over the cases that say what is expected; a list of accepted values counts where
any of them is given, of a compound ("US and British activists") the first member.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from dateline.config import Settings
from dateline.records.entity import Actor
from dateline.resolve.gazetteer_build import fold
from dateline.resources import Resources

CASES = Path(__file__).with_name("actor_cases.jsonl")
ACLED = (
    "State forces",
    "Rebel groups",
    "Political militias",
    "Identity militias",
    "Rioters",
    "Protesters",
    "Civilians",
    "External/other forces",
)


def judged(case: dict[str, Any], actor: Actor | None) -> dict[str, bool]:
    """Field -> whether it is right, for the fields that the case expects."""
    country = actor.country if actor else None
    sectors = set(actor.sectors) if actor else set()
    kind = ACLED.index(actor.acled_type) + 1 if actor and actor.acled_type in ACLED else None
    found = {
        "country": country in {*_listed(case["country"]), *_listed(case.get("country_accept"))},
        "sector": bool(sectors & set(_listed(case["sector"])))
        or (not sectors and None in _listed(case["sector"])),
        "acled": kind in _listed(case["acled"]),
    }
    if case.get("name"):
        names = {fold(str(name)) for name in _listed(case["name"])}
        found["name"] = actor is not None and fold(actor.name) in names
    return found


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def main() -> int:
    """Print the shares right by kind and field; with -v each wrong name, country and sector."""
    resources = Resources(Settings())
    right, of = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for line in filter(None, CASES.read_text("utf-8").split("\n")):
        case = json.loads(line)
        head = case["phrase"].split(" of ")[0].split()[-1].lower()
        coded = resources.actors.resolve(
            case["phrase"],
            head=head,
            on=date.fromisoformat(case["date"]) if case["date"] else None,
            country_hint=case["context"],
        )
        for field, good in judged(case, coded.value).items():
            for kind in (case["kind"], "all"):
                of[kind, field] += 1
                right[kind, field] += good
            if not good and "-v" in sys.argv and field != "acled":
                given = coded.value
                shown = (given.name, given.country, given.sectors) if given else str(coded.reason)
                print(f"{case['id']} {field} {case['phrase']!r}: {case[field]} not {shown}")
    fields = ("country", "sector", "acled", "name")
    for kind in dict.fromkeys(kind for kind, _ in of):
        shares = [
            f"{right[kind, f] / of[kind, f]:.3f} of {of[kind, f]}" if of[kind, f] else "-"
            for f in fields
        ]
        print(f"{kind:15}" + "".join(f"{f} {s:16}" for f, s in zip(fields, shares, strict=True)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
