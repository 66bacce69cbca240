"""Score coded reports against (sentence, expected) cases, field by field.

Run as ``python -m tests.cases.scoring FILE...`` for the figures and, with ``-v``, the misses.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.api import Coder
from dateline.records.event import CodedArticle, Participant, Report

HERE = Path(__file__).parent
_SKIP = {"the", "a", "an", "of", "and", "his", "her", "their", "its", "some", "at", "least"}


@dataclass
class Score:
    """Counts of right, expected and given values by field."""

    right: Counter[str] = field(default_factory=Counter)
    expected: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def recall(self, name: str) -> float:
        return self.right[name] / self.expected[name] if self.expected[name] else 1.0

    def precision(self, name: str) -> float:
        return self.right[name] / self.given[name] if self.given[name] else 1.0

    def lines(self) -> list[str]:
        return [
            f"{name:12} precision {self.precision(name):.3f}  recall {self.recall(name):.3f}"
            f"  ({self.right[name]} right, {self.expected[name]} expected, {self.given[name]} given)"
            for name in self.expected
        ]


def words(text: str) -> set[str]:
    return {w.strip(".,'’\"“”").lower().removesuffix("’s").removesuffix("'s") for w in text.split()} - _SKIP


def names_match(given: Participant, expected: str) -> bool:
    """Whether a participant's words and an expected phrase share their last or a capital word."""
    mine = words(given.phrase.quote.text)
    if given.phrase.referent is not None:
        mine |= words(given.phrase.referent.text)
    wanted = words(expected)
    head = expected.split(" of ")[0].split(" in ")[0].split()[-1].strip(".,'’").lower()
    capitals = {w.lower() for w in expected.split() if w[:1].isupper()} & wanted
    return head in mine or bool(capitals & mine) or (bool(wanted) and len(wanted & mine) * 2 > len(wanted))


def expected_here(report: Report, wanted: dict[str, Any], *, also: list[str]) -> bool:
    return report.event_type.value == wanted["type"] or report.event_type.value in wanted.get("also", also)


def pair(coded: CodedArticle, wanted: list[dict[str, Any]]) -> list[tuple[dict[str, Any], Report]]:
    """Match expected reports with coded ones of the same type, overlapping triggers first."""
    free = list(coded.reports)
    pairs = []
    for item in wanted:
        same = [r for r in free if r.event_type.value == item["type"]]
        if not same:
            continue
        trigger = words(item.get("trigger", ""))
        same.sort(key=lambda r: -len(trigger & words(r.trigger.text)))
        pairs.append((item, same[0]))
        free.remove(same[0])
    return pairs


def add_case(score: Score, case: dict[str, Any], coded: CodedArticle) -> None:
    wanted = case.get("expect", [])
    pairs = pair(coded, wanted)
    matched = {id(r) for _, r in pairs}
    also = set(case.get("also_ok", ()))
    extra = [r for r in coded.reports if id(r) not in matched and r.event_type.value not in also]
    score.expected["type"] += len(wanted)
    score.right["type"] += len(pairs)
    score.given["type"] += len(pairs) + len(extra)
    found = {id(w) for w, _ in pairs}
    for item in wanted:
        if id(item) not in found:
            got = [f"{r.event_type.value}:{r.trigger.text}" for r in coded.reports]
            score.misses.append(f"MISSED {item['type']} {item.get('trigger')!r} got {got} | {case['text'][:300]}")
    for report in extra:
        score.misses.append(
            f"EXTRA  {report.event_type.value} {report.trigger.text!r} {report.factuality.value} [{report.rule[:90]}] | {case['text'][:300]}"
        )
    for item, report in pairs:
        _add_roles(score, item, report, case)
        _add_values(score, item, report, case)


def _add_roles(score: Score, item: dict[str, Any], report: Report, case: dict[str, Any]) -> None:
    for name, given in (("actors", report.actors), ("targets", report.targets)):
        if name not in item:
            continue
        wanted = item[name]
        hits = [w for w in wanted if any(names_match(g, w) for g in given)]
        good = [g for g in given if any(names_match(g, w) for w in wanted)]
        score.expected[name] += len(wanted)
        score.right[name] += len(hits)
        score.given[name] += len(hits) + len(given) - len(good)
        if len(hits) < len(wanted) or len(good) < len(given):
            got = [g.phrase.quote.text for g in given]
            score.misses.append(f"{name.upper()} {report.event_type.value} {report.trigger.text!r} want {wanted} got {got} | {case['text'][:300]}")


def _add_values(score: Score, item: dict[str, Any], report: Report, case: dict[str, Any]) -> None:
    place, when = report.place.value, report.date.value
    given: dict[str, Any] = {
        "country": place.country if place else None,
        "date": [when.start.isoformat(), when.end.isoformat()] if when else None,
        "factuality": report.factuality.value,
    }
    if "place" in item:
        wanted, got = item["place"], (report.place.evidence[0].text if report.place.evidence and place else None)
        score.expected["place"] += wanted is not None
        score.given["place"] += got is not None
        ok = bool(wanted and got and (words(wanted) & words(got) or (place and words(place.name) & words(wanted))))
        score.right["place"] += ok
        if not ok and (wanted or got):
            score.misses.append(f"PLACE {report.trigger.text!r} want {wanted} got {got} | {case['text'][:300]}")
    for name, value in given.items():
        if name not in item:
            continue
        score.expected[name] += item[name] is not None
        score.given[name] += value is not None
        score.right[name] += item[name] is not None and item[name] == value
        if item[name] != value:
            score.misses.append(f"{name.upper()} {report.trigger.text!r} want {item[name]} got {value} | {case['text'][:300]}")
    counts = {c.kind: [c.value.low, c.value.high] for c in report.counts}
    for kind, value in item.get("counts", {}).items():
        score.expected["counts"] += 1
        score.right["counts"] += counts.get(kind) == value
        if counts.get(kind) != value:
            score.misses.append(f"COUNT {kind} {report.trigger.text!r} want {value} got {counts} | {case['text'][:300]}")
    if "counts" in item:
        score.given["counts"] += len(counts)
        for kind in counts:
            if kind not in item["counts"]:
                score.misses.append(f"COUNT+ {kind} {counts[kind]} {report.trigger.text!r} | {case['text'][:300]}")
    if "speaker" in item:
        said = [a.speaker.quote.text for a in report.attribution if a.speaker]
        wanted = item["speaker"]
        score.expected["speaker"] += wanted is not None
        score.given["speaker"] += bool(said)
        ok = bool(wanted and said and any(words(wanted) & words(s) for s in said))
        score.right["speaker"] += ok
        if not ok and (wanted or said):
            score.misses.append(f"SPEAKER {report.trigger.text!r} want {wanted} got {said} | {case['text'][:300]}")


def load(name: str) -> list[dict[str, Any]]:
    """The cases of a file beside this one."""
    path = Path(name) if "/" in name else HERE / name
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def score_cases(cases: list[dict[str, Any]], coder: Coder | None = None) -> Score:
    """Code every case and add it up."""
    coder = coder or Coder(strict=True)
    score = Score()
    for case in cases:
        coded = coder.code(case["text"], published=case.get("published"), source=case.get("source"))
        add_case(score, case, coded)
    return score


def main(argv: list[str]) -> None:
    verbose = "-v" in argv
    coder = Coder(strict=True)
    for name in (a for a in argv if not a.startswith("-")):
        cases = load(name)
        score = score_cases(cases, coder)
        print(f"== {name}: {len(cases)} cases")
        print("\n".join(score.lines()))
        if verbose:
            print("\n".join(score.misses))


if __name__ == "__main__":
    main(sys.argv[1:])
