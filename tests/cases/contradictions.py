"""Score contradictions on ``contradictions.jsonl`` (``CONTRADICTIONS.md`` says what is found).

    python -m tests.cases.contradictions [-v] [--together]

Each report is coded with its headline above it; the reports of a case are merged as `dateline add`
does, and those contradictions count that the article or an incident carries. ``-v`` prints misses
and false alarms, but nothing of the unread quarter. ``--together`` puts the main reports of each
case's articles into one incident, whatever merging says: then only recall means something.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.api import Coder
from dateline.evaluate.clusters_gold import with_copies
from dateline.merge.engine import merged
from dateline.merge.incidents import Told, incident_of
from dateline.merge.likeness import load_weights
from dateline.merge.tellings import tellings_of
from dateline.records.event import CodedArticle

CASES = Path(__file__).with_name("contradictions.jsonl")


@dataclass(frozen=True)
class Given:
    """A contradiction that was found: its spans in articles, numbered as in the case."""

    kind: str
    sentence: str
    spans: tuple[tuple[int, int, int], ...]


def texts(case: dict[str, Any]) -> list[str]:
    """The case's texts, each with its headline above it."""
    reports = case.get("reports", [case])
    return [f"{r['headline']}\n\n{r['text']}" if r["headline"] else r["text"] for r in reports]


def given(case: dict[str, Any], coder: Coder, *, together: bool = False) -> list[Given]:
    """All that the case's articles, and the incidents they make, carry."""
    coded: list[CodedArticle] = [
        coder.code(text, published=report["published"], source=report.get("source"))
        for text, report in zip(texts(case), case.get("reports", [case]), strict=True)
    ]
    found = [
        Given(c.kind, c.explanation, tuple((n, q.start, q.end) for q in c.evidence))
        for n, one in enumerate(coded)
        for c in one.contradictions
    ]
    return found + list(_between(coded, together=together)) if len(coded) > 1 else found


def _between(coded: list[CodedArticle], *, together: bool) -> Iterator[Given]:
    told = {
        report.key: (number, Told(report, one.article))
        for number, one in enumerate(with_copies(coded))
        for report in one.reports
    }
    tellings = [telling for one in coded for telling in tellings_of(one)]
    groups = merged(tellings, load_weights())
    if together:
        groups = (tuple(telling.key for telling in tellings if telling.main),)
    for number, keys in enumerate(groups):
        incident = incident_of([told[key][1] for key in keys], id=f"i{number}")
        for c in incident.contradictions:
            spans = tuple((told[w.report][0], w.quote.start, w.quote.end) for w in c.evidence)
            yield Given(c.kind, c.explanation, spans)


def judged(case: dict[str, Any], found: Iterable[Given]) -> tuple[str, list[Given]]:
    """``found``, ``kind`` (the quotes, but another kind) or ``missed``; and what is given besides.

    Of a look-alike all is besides.
    """
    listed = list(found)
    if not case["contradiction"]:
        return "", listed
    hits = [one for one in listed if _holds(case, one)]
    besides = [one for one in listed if one not in hits]
    if any(one.kind in case["accept"] for one in hits):
        return "found", besides
    return ("kind" if hits else "missed"), besides


def _holds(case: dict[str, Any], one: Given) -> bool:
    """Whether every quote of the case shares letters with a span."""
    return all(
        any(
            at < span[2] and span[1] < at + len(quote)
            for number, text in enumerate(texts(case))
            for at in _places(text, quote)
            for span in one.spans
            if span[0] == number
        )
        for quote in case["quotes"]
    )


def _places(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def cases() -> list[dict[str, Any]]:
    """All cases of the table."""
    return [json.loads(line) for line in CASES.read_text("utf-8").splitlines() if line.strip()]


def kept(case: dict[str, Any]) -> bool:
    """Whether a case belongs to the unread quarter."""
    return int(case["id"].split("-")[1]) % 4 == 0


class Tally:
    """The figures: by kind, of all cases and of the unread quarter, within and between."""

    def __init__(self) -> None:
        self.n = Counter[tuple[str, str]]()

    def add(self, case: dict[str, Any], verdict: str, besides: list[Given]) -> None:
        """Count one judged case."""
        side = "between" if "reports" in case else "within"
        groups = [f"{side} {case['kind']}", f"{side}, all"]
        groups += [f"{side}, unread quarter"] if kept(case) else []
        for group in groups:
            if case["contradiction"]:
                self.n[group, "contradictions"] += 1
                self.n[group, verdict] += 1
                self.n[group, "besides"] += len(besides)
            else:
                self.n[group, "look-alikes"] += 1
                self.n[group, "false"] += bool(besides)

    def recall(self, group: str) -> float:
        """Share of the contradictions that are found."""
        return self.n[group, "found"] / max(1, self.n[group, "contradictions"])

    def false_share(self, group: str) -> float:
        """Share of the look-alikes that give a contradiction."""
        return self.n[group, "false"] / max(1, self.n[group, "look-alikes"])

    def lines(self) -> list[str]:
        """The table."""
        columns = ("contradictions", "found", "kind", "missed", "besides", "look-alikes", "false")
        rows = [f"{'':28}" + "".join(f"{c:>15}" for c in columns)]
        groups = sorted({group for group, _ in self.n})
        return rows + [
            f"{group:28}" + "".join(f"{self.n[group, c]:>15}" for c in columns) for group in groups
        ]


def score(coder: Coder, *, told: bool = False, together: bool = False) -> Tally:
    """Judge all cases; ``told`` prints what is wrong outside the unread quarter."""
    tally = Tally()
    for case in cases():
        verdict, besides = judged(case, given(case, coder, together=together))
        tally.add(case, verdict, besides)
        if told and not kept(case):
            if verdict in ("missed", "kind"):
                print(f"{case['id']} {case['kind']} {verdict}: {case['quotes']} {case['why']}")
            for one in besides:
                print(
                    f"{case['id']} {case['kind']} {verdict or 'FALSE'}: {one.kind}: {one.sentence}"
                )
    return tally


def main() -> int:
    """Print the figures."""
    tally = score(Coder(strict=True), told="-v" in sys.argv, together="--together" in sys.argv)
    print("\n".join(tally.lines()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
