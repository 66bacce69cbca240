"""Score coded reports against (text, expected reports) cases, each field apart.

``python -m tests.cases.scoring FILE...`` prints the figures, with ``-v`` every miss. A file is
JSON lines of cases beside this module, or the name of a whole article (``twin-1``).
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.api import Coder
from dateline.records.event import CodedArticle, Participant, Report

HERE = Path(__file__).parent
Case = dict[str, Any]
_SKIP = frozenset("the a an of and his her their its some at least".split())


@dataclass
class Score:
    """Counts of right, expected and given values by field, and every miss in words."""

    right: Counter[str] = field(default_factory=Counter)
    expected: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def recall(self, name: str) -> float:
        """Share of the expected values that were given."""
        return self.right[name] / self.expected[name] if self.expected[name] else 1.0

    def precision(self, name: str) -> float:
        """Share of the given values that were expected."""
        return self.right[name] / self.given[name] if self.given[name] else 1.0

    def add(self, name: str, *, right: int, expected: int, given: int) -> None:
        """Count one comparison."""
        self.right[name] += right
        self.expected[name] += expected
        self.given[name] += given

    def lines(self) -> list[str]:
        """One readable line a field."""
        return [
            f"{name:12} precision {self.precision(name):.3f}  recall {self.recall(name):.3f}  ("
            f"{self.right[name]} right, {self.expected[name]} expected, {self.given[name]} given)"
            for name in self.expected
        ]


def words(text: str) -> set[str]:
    """The words of a phrase that tell it apart."""
    plain = (w.strip(".,'’\"“”").lower() for w in text.split())
    return {w.removesuffix("’s").removesuffix("'s") for w in plain} - _SKIP


def names_match(given: Participant, expected: str) -> bool:
    """Whether a participant's words share the head, a capital word or most of a phrase."""
    mine = words(given.phrase.quote.text)
    if given.phrase.referent is not None:
        mine |= words(given.phrase.referent.text)
    wanted = words(expected)
    head = expected.split(" of ")[0].split(" in ")[0].split()[-1].strip(".,'’").lower()
    capitals = {w.lower() for w in expected.split() if w[:1].isupper()} & wanted
    most = bool(wanted) and len(wanted & mine) * 2 > len(wanted)
    return head in mine or bool(capitals & mine) or most


def pair(coded: CodedArticle, wanted: list[Case]) -> list[tuple[Case, Report]]:
    """Match expected reports with coded ones of the same type, overlapping triggers first."""
    free = list(coded.reports)
    pairs = []
    for item in wanted:
        trigger = words(item.get("trigger", ""))
        same = [r for r in free if r.event_type.value == item["type"]]
        if same:
            best = max(same, key=lambda r: len(trigger & words(r.trigger.text)))
            pairs.append((item, best))
            free.remove(best)
    return pairs


def add_case(score: Score, case: Case, coded: CodedArticle) -> None:
    """Add one coded case to a score."""
    wanted = case.get("expect", [])
    pairs = pair(coded, wanted)
    matched = {id(r) for _, r in pairs}
    also = set(case.get("also_ok", ()))
    loose = [r for r in coded.reports if id(r) not in matched]
    extra = [r for r in loose if r.event_type.value not in also]
    given = len(pairs) + len(extra)
    score.add("type", right=len(pairs), expected=len(wanted), given=given)
    _note_types(score, case, coded, pairs, extra)
    for item, report in pairs:
        where = f"{report.event_type.value} {report.trigger.text!r} | {case['text'][:300]}"
        _roles(score, item, report, where)
        _place(score, item, report, where)
        _values(score, item, report, where)
        _counts(score, item, report, where)
        _speaker(score, item, report, where)


def _note_types(
    score: Score,
    case: Case,
    coded: CodedArticle,
    pairs: list[tuple[Case, Report]],
    extra: list[Report],
) -> None:
    found = {id(w) for w, _ in pairs}
    got = [f"{r.event_type.value}:{r.trigger.text}" for r in coded.reports]
    for item in case.get("expect", []):
        if id(item) not in found:
            trigger = item.get("trigger")
            score.misses.append(
                f"MISSED {item['type']} {trigger!r} got {got} | {case['text'][:300]}"
            )
    for report in extra:
        rule = f"{report.factuality.value} [{report.rule[:90]}]"
        text = case["text"][:300]
        score.misses.append(
            f"EXTRA  {report.event_type.value} {report.trigger.text!r} {rule} | {text}"
        )


def _roles(score: Score, item: Case, report: Report, where: str) -> None:
    for name, given in (("actors", report.actors), ("targets", report.targets)):
        if name not in item:
            continue
        wanted = item[name]
        hits = [w for w in wanted if any(names_match(g, w) for g in given)]
        strays = [g for g in given if not any(names_match(g, w) for w in wanted)]
        score.add(name, right=len(hits), expected=len(wanted), given=len(hits) + len(strays))
        if len(hits) < len(wanted) or strays:
            got = [g.phrase.quote.text for g in given]
            score.misses.append(f"{name.upper()} want {wanted} got {got} {where}")


def _place(score: Score, item: Case, report: Report, where: str) -> None:
    if "place" not in item:
        return
    place = report.place.value
    wanted = item["place"]
    got = report.place.evidence[0].text if place and report.place.evidence else None
    mine = words(got or "") | words(place.name if place else "")
    right = bool(wanted and got and words(wanted) & mine)
    score.add("place", right=right, expected=wanted is not None, given=got is not None)
    if not right and (wanted or got):
        score.misses.append(f"PLACE want {wanted} got {got} {where}")


def _values(score: Score, item: Case, report: Report, where: str) -> None:
    place, when = report.place.value, report.date.value
    given: dict[str, Any] = {
        "country": place.country if place else None,
        "date": [when.start.isoformat(), when.end.isoformat()] if when else None,
        "factuality": report.factuality.value,
    }
    for name, value in given.items():
        if name in item:
            wanted = item[name]
            right = wanted is not None and wanted == value
            score.add(name, right=right, expected=wanted is not None, given=value is not None)
            if wanted != value:
                score.misses.append(f"{name.upper()} want {wanted} got {value} {where}")


def _counts(score: Score, item: Case, report: Report, where: str) -> None:
    if "counts" not in item:
        return
    got = {c.kind: [c.value.low, c.value.high] for c in report.counts}
    wanted = item["counts"]
    right = sum(got.get(kind) == value for kind, value in wanted.items())
    score.add("counts", right=right, expected=len(wanted), given=len(got))
    if got != wanted:
        score.misses.append(f"COUNTS want {wanted} got {got} {where}")


def _speaker(score: Score, item: Case, report: Report, where: str) -> None:
    if "speaker" not in item:
        return
    said = [a.speaker.quote.text for a in report.attribution if a.speaker]
    wanted = item["speaker"]
    right = bool(wanted and any(words(wanted) & words(s) for s in said))
    score.add("speaker", right=right, expected=wanted is not None, given=bool(said))
    if not right and (wanted or said):
        score.misses.append(f"SPEAKER want {wanted} got {said} {where}")


def load(name: str) -> list[Case]:
    """The cases of a JSON lines file, or the one case of a whole article."""
    path = Path(name) if "/" in name else HERE / name
    if path.suffix == ".jsonl":
        lines = path.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.strip()]
    case = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return [case | {"text": path.with_suffix(".txt").read_text(encoding="utf-8")}]


def score_cases(cases: Iterable[Case], coder: Coder) -> Score:
    """Code every case and add it up."""
    score = Score()
    for case in cases:
        coded = coder.code(case["text"], published=case.get("published"), source=case.get("source"))
        add_case(score, case, coded)
    return score


def false_reports(cases: Iterable[Case], coder: Coder) -> list[tuple[Case, tuple[Report, ...]]]:
    """The cases that must give nothing and gave something."""
    coded = ((case, coder.code(case["text"]).reports) for case in cases)
    return [(case, reports) for case, reports in coded if reports]


def main(argv: list[str]) -> None:
    """Print the figures of the named files."""
    coder = Coder(strict=True)
    for name in (a for a in argv if not a.startswith("-")):
        cases = load(name)
        print(f"== {name}: {len(cases)} cases")
        if "nothing" in name:
            wrong = false_reports(cases, coder)
            print(f"{len(wrong)} of {len(cases)} give a false report")
            told = [(c["why"], r[0].event_type.value, r[0].trigger.text) for c, r in wrong]
            print("\n".join(map(str, told)) if "-v" in argv else "")
            continue
        score = score_cases(cases, coder)
        print("\n".join(score.lines() + (score.misses if "-v" in argv else [])))


if __name__ == "__main__":
    main(sys.argv[1:])
