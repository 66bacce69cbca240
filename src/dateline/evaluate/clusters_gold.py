"""Articles with the story that each tells (clusters.jsonl, story_clusters_dev.jsonl).

B-cubed (Bagga and Baldwin 1998): for each article the share of its cluster that is of its story
(precision) and the share of its story that is in its cluster (recall), averaged over articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..merge.copies import CopyFinder
from ..merge.engine import merged
from ..merge.likeness import Weights, load_weights
from ..merge.main_report import main_report
from ..merge.stories import stories
from ..merge.tellings import setting_of, tellings_of
from ..records.event import CodedArticle, Report
from .coding import Coder, Step, article_of, code_articles, failure_notes
from .figures import Evaluation, Figure, Table, TextScore
from .rows import Row, text_of

FORM = "stories"


@dataclass(frozen=True, slots=True)
class GoldStory:
    """A coded article and the story it belongs to; type and place are its main act's, if given."""

    id: str
    story: str
    coded: CodedArticle
    event_type: str | None = None
    place: str | None = None
    near_miss_of: str | None = None
    copy_of: str | None = None

    @classmethod
    def of(cls, row: Row, coded: CodedArticle) -> GoldStory:
        """From a record of the file."""
        return cls(
            id=text_of(row, "id"),
            story=text_of(row, "story") if "story" in row else text_of(row, "event_id"),
            coded=coded,
            event_type=row.get("event_type"),
            place=row.get("place"),
            near_miss_of=row.get("near_miss_of"),
            copy_of=row.get("copy_of"),
        )


def evaluate_stories(rows: list[Row], coder: Coder, step: Step) -> Evaluation:
    """Code and merge all articles at once, and compare what they were put into with the stories."""
    articles = [
        article_of(
            text_of(row, "text"),
            id=text_of(row, "id"),
            published=row.get("published") or row.get("date"),
            outlet=row.get("outlet"),
            title=row.get("title"),
        )
        for row in rows
    ]
    coded = with_copies(code_articles(coder, articles, step))
    golds = [GoldStory.of(row, one) for row, one in zip(rows, coded, strict=True)]
    wanted = [gold.story for gold in golds]
    found = {"main incident": incident_labels(golds), "story": story_labels(golds)}
    figures, table = [], []
    for name, labels in found.items():
        precision, recall, f1 = bcubed(wanted, labels)
        wrong, together = wrong_merges(wanted, labels)
        figures.append(Figure(f"{name}, B-cubed", f1))
        table.append((name, precision, recall, f1, wrong, together))
    columns = ("by", "precision", "recall", "F1", "wrong pairs", "pairs together")
    return Evaluation(
        form=FORM,
        texts=tuple(TextScore(gold.id, {}) for gold in golds),
        figures=tuple(figures),
        tables=(Table("b_cubed", "B-cubed over articles", columns, tuple(table)),),
        notes=(
            *failure_notes(coded),
            f"{sum(not one.reports for one in coded)} articles without a report stand alone as "
            "incidents",
        ),
    )


def with_copies(coded: Iterable[CodedArticle]) -> list[CodedArticle]:
    """The coded articles with copies marked, as `dateline add` marks them."""
    listed = list(coded)
    finder = CopyFinder()
    copies = dict(filter(None, (finder.add(one.article) for one in listed)))
    return [
        replace(one, article=replace(one.article, copy_of=copies.get(one.article.hash)))
        for one in listed
    ]


def incident_labels(golds: Sequence[GoldStory], weights: Weights | None = None) -> list[str]:
    """The incident that each article's main act went into; an article without reports is alone."""
    tellings = [telling for gold in golds for telling in tellings_of(gold.coded)]
    groups = merged(tellings, weights or load_weights())
    incident = {key: str(number) for number, group in enumerate(groups) for key in group}
    return [incident.get(main_act(gold) or "", f"alone {gold.id}") for gold in golds]


def story_labels(golds: Sequence[GoldStory]) -> list[str]:
    """The story that each article was put into."""
    found = stories([setting_of(gold.coded) for gold in golds])
    return [str(found[gold.coded.article.hash]) for gold in golds]


def main_act(gold: GoldStory) -> str | None:
    """The key of the report that stands for the article: nearest to the gold act, else the main.

    Which of an article's reports tells the act that its story is named after is not what merging
    is asked, so the gold's type and place choose among them where there are any.
    """
    if gold.event_type is None:
        found = main_report(gold.coded)
        return None if found is None else found.key
    best = max(gold.coded.reports, key=lambda r: _fits(r, gold), default=None)
    return None if best is None else best.key


def _fits(report: Report, gold: GoldStory) -> tuple[int, float, int]:
    place = report.place.value
    named = place is not None and gold.place is not None and place.name in gold.place
    right = 2 * (report.event_type.value == gold.event_type) + named
    return right, report.score * (report.salience + 0.5), -report.trigger.start


def bcubed(gold: Sequence[str], found: Sequence[str]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 of labels ``found`` against ``gold``."""
    stories, clusters = _groups(gold), _groups(found)
    precision = recall = 0.0
    for story, cluster in zip(gold, found, strict=True):
        both = len(stories[story] & clusters[cluster])
        precision += both / len(clusters[cluster])
        recall += both / len(stories[story])
    precision, recall = precision / len(gold), recall / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def wrong_merges(gold: Sequence[str], found: Sequence[str]) -> tuple[int, int]:
    """How many pairs that were put together are of two stories, of how many put together."""
    wrong = together = 0
    for members in _groups(found).values():
        listed = sorted(members)
        for place, one in enumerate(listed):
            for other in listed[place + 1 :]:
                together += 1
                wrong += gold[one] != gold[other]
    return wrong, together


def _groups(labels: Sequence[str]) -> dict[str, set[int]]:
    groups: defaultdict[str, set[int]] = defaultdict(set)
    for number, label in enumerate(labels):
        groups[label].add(number)
    return dict(groups)
