"""PLOVER categories between two named phrases (plover_pairs_dev.jsonl).

Of a sentence's reports the one between the pair is taken: its actor is the source and its
target the target; else one that has one of them right; else the text's main report. Both phrases
are looked for in that one report, and a phrase more than twice as long as the gold's is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..merge.main_report import foremost
from ..records.event import CodedArticle, Participant, Report
from ..records.text import Quote
from .bootstrap import figures_of, interval_of
from .coding import Coder, Step, article_of, code_articles, failure_notes
from .figures import Evaluation, Figure, Tally, TextScore
from .labels import Labelled, confusion_table, label_table, macro_f1
from .overlap import touch
from .rows import Row, text_of

FORM = "plover pairs"
_YIELD = frozenset(("CONCEDE", "RETREAT"))
"""The two categories that the set, like earlier PLOVER versions, calls YIELD."""
_MOST_TIMES = 2
"""A phrase so many times as long as the gold's still names it."""
_SHARES = (
    "category", "category of any report", "source phrase", "target phrase", "both phrases",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """Where the source and the target stand in the text, and the category between them."""

    source: tuple[Quote, ...]
    target: tuple[Quote, ...]
    category: str


def evaluate_plover(rows: list[Row], coder: Coder, step: Step) -> Evaluation:
    """Code the sentences and score the category and the phrases of each pair."""
    articles = [article_of(text_of(row, "text"), id=text_of(row, "id")) for row in rows]
    coded = list(code_articles(coder, articles, step))
    pairs = [_pair(row) for row in rows]
    labels = [
        Labelled(pair.category, category_of(between(pair, one)))
        for pair, one in zip(pairs, coded, strict=True)
    ]
    scores = tuple(
        TextScore(article.id, _tallies(pair, one, label))
        for article, pair, one, label in zip(articles, pairs, coded, labels, strict=True)
    )
    return Evaluation(
        form=FORM,
        texts=scores,
        figures=(
            *figures_of(scores, _SHARES, shares=frozenset(_SHARES)),
            Figure("macro F1", macro_f1(labels), interval_of(labels, macro_f1, rounds=300)),
        ),
        tables=(
            label_table(labels, name="by_category", title="By category", what="category"),
            confusion_table(labels, name="categories", title="Categories confused"),
        ),
        notes=failure_notes(coded),
    )


def between(pair: Pair, coded: CodedArticle) -> Report | None:
    """The report between the pair, or the next best (see the top of this file)."""
    sides = [(_has(r.actors, pair.source), _has(r.targets, pair.target)) for r in coded.reports]
    for wanted in (2, 1, 0):
        found = [r for r, side in zip(coded.reports, sides, strict=True) if sum(side) == wanted]
        if found:
            return foremost(found)
    return None


def category_of(report: Report | None) -> str | None:
    """The set's category of a report; None where PLOVER has none."""
    if report is None or report.codes.plover is None:
        return None
    return "YIELD" if report.codes.plover in _YIELD else report.codes.plover


def _tallies(pair: Pair, coded: CodedArticle, label: Labelled) -> dict[str, Tally]:
    reports, report = coded.reports, between(pair, coded)
    source = report is not None and _has(report.actors, pair.source)
    target = report is not None and _has(report.targets, pair.target)
    found = (
        label.gold == label.given,
        any(category_of(report) == pair.category for report in reports),
        source,
        target,
        source and target,
    )
    return {name: Tally.share(one) for name, one in zip(_SHARES, found, strict=True)}


def _has(participants: Sequence[Participant], wanted: tuple[Quote, ...]) -> bool:
    """Whether one of the participants, or what it stands for, is the phrase and not much more."""
    return any(
        touch(quote, gold) and len(quote.text) <= _MOST_TIMES * len(gold.text)
        for gold in wanted
        for one in participants
        for quote in (one.phrase.quote, one.phrase.referent)
        if quote is not None
    )


def _pair(row: Row) -> Pair:
    text = text_of(row, "text")
    return Pair(
        _places(text, text_of(row, "source")),
        _places(text, text_of(row, "target")),
        text_of(row, "plover_root"),
    )


def _places(text: str, phrase: str) -> tuple[Quote, ...]:
    """Everywhere a phrase stands, as a word of its own; the set gives no offsets."""
    words = r"\s+".join(re.escape(word) for word in phrase.split())
    found = re.finditer(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE) if words else ()
    return tuple(Quote(m.start(), m.end(), m[0]) for m in found)
