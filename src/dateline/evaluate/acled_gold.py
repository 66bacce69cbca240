"""ACLED sub-event types: snippets with one label each (acled_subtypes_dev.jsonl).

The label given is that of the text's main report (`main_report`), by ``data/acled_labels.toml``.
"""

from __future__ import annotations

from ..merge.main_report import main_report
from ..records.event import Report
from .bootstrap import figures_of, interval_of
from .coding import Coder, Step, article_of, code_articles, failure_notes
from .figures import Evaluation, Figure, Tally, TextScore
from .label_files import table
from .labels import Labelled, confusion_table, label_table, macro_f1, weighted_f1
from .rows import Row, text_of

FORM = "acled sub-event types"
_FILE = "acled_labels"
_LEFT_OPEN = "Other"


def evaluate_acled(rows: list[Row], coder: Coder, step: Step) -> Evaluation:
    """Code the snippets and score the label of each main report."""
    articles = [article_of(text_of(row, "text"), id=text_of(row, "id")) for row in rows]
    coded = list(code_articles(coder, articles, step))
    pairs = [
        Labelled(text_of(row, "label"), label_of(main_report(one)))
        for row, one in zip(rows, coded, strict=True)
    ]
    anywhere = [
        pair.gold in {label_of(report) for report in one.reports}
        for pair, one in zip(pairs, coded, strict=True)
    ]
    scores = tuple(
        TextScore(
            article.id,
            {
                "accuracy": Tally.share(pair.gold == pair.given),
                "label of any report": Tally.share(found),
            },
        )
        for article, pair, found in zip(articles, pairs, anywhere, strict=True)
    )
    return Evaluation(
        form=FORM,
        texts=scores,
        figures=(
            Figure("weighted F1", weighted_f1(pairs), interval_of(pairs, weighted_f1)),
            Figure("macro F1", macro_f1(pairs), interval_of(pairs, macro_f1)),
            *figures_of(scores, shared := ("accuracy", "label of any report"),
                        shares=frozenset(shared)),
        ),
        tables=(
            label_table(pairs, name="by_label", title="By label", what="label"),
            confusion_table(pairs, name="labels", title="Labels confused"),
        ),
        notes=failure_notes(coded),
    )  # fmt: skip


def label_of(report: Report | None) -> str | None:
    """The set's label of a report; None without a report or where the tables have none."""
    if report is None:
        return None
    sub_event = report.codes.acled_sub_event_type
    by_code = table(_FILE, "sub_event").get(sub_event or "")
    if sub_event is not None and sub_event != _LEFT_OPEN:
        return by_code
    return table(_FILE, "type").get(report.event_type.value or "", by_code)
