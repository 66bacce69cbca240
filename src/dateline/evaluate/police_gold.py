"""What police did, by sentence and by document (police_actions_dev.jsonl).

A document's sentences are coded as one article; a report whose actor is the police gives its
labels to the sentence of its trigger (``data/police_labels.toml``). A passive without an agent
gives none, unless extraction implies the police from the text around it (`extract.implied`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from ..records.event import Participant, Report
from .bootstrap import figures_of
from .coding import Coder, Step, article_of, code_articles, failure_notes
from .figures import Evaluation, Tally, TextScore, total
from .label_files import names
from .rows import Row, list_of, text_of

FORM = "police actions"
LABELS = ("KILL", "ARREST", "FAIL", "FORCE", "ANY_ACTION")
_FILE = "police_labels"


@dataclass(frozen=True, slots=True)
class PoliceDocument:
    """A document: its text, where each sentence starts in it, and each sentence's labels."""

    id: str
    text: str
    starts: tuple[int, ...]
    labels: tuple[frozenset[str], ...]

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that an offset lies in."""
        return max(i for i, start in enumerate(self.starts) if start <= offset)


def evaluate_police(rows: list[Row], coder: Coder, step: Step) -> Evaluation:
    """Code the documents and score each label by sentence and by document."""
    documents = [one for one in documents_of(rows) if one.text.strip()]
    articles = [article_of(one.text, id=one.id) for one in documents]
    coded = list(code_articles(coder, articles, step))
    scores = tuple(
        TextScore(one.id, _tallies(one, given_labels(one, found.reports)))
        for one, found in zip(documents, coded, strict=True)
    )
    figures = [f"{level}: {label}" for level in ("sentence", "document") for label in LABELS]
    averages = [
        f"{level}: mean F1 of the labels {_mean(scores, level):.3f}"
        for level in ("sentence", "document")
    ]
    return Evaluation(
        form=FORM,
        texts=scores,
        figures=figures_of(scores, figures),
        notes=(f"{len(documents)} documents", *averages, *failure_notes(coded)),
    )


def documents_of(rows: Iterable[Row]) -> list[PoliceDocument]:
    """The documents of sentence records, which stand in document order."""
    parts: dict[str, list[Row]] = {}
    for row in rows:
        parts.setdefault(str(row.get("doc_id")), []).append(row)
    return [_document(name, sentences) for name, sentences in parts.items()]


def given_labels(document: PoliceDocument, reports: Iterable[Report]) -> list[set[str]]:
    """The labels that reports give each sentence."""
    given: list[set[str]] = [set() for _ in document.starts]
    for report in reports:
        if is_police(report.actors) and _happened(report):
            given[document.sentence_at(report.trigger.start)] |= labels_of(report)
    return given


def labels_of(report: Report) -> set[str]:
    """The labels of a report whose actor is the police."""
    kinds = {count.kind for count in report.counts if count.value.high != 0}
    return {
        label
        for label in LABELS
        if report.event_type.value in names(_FILE, label, "types")
        or kinds & names(_FILE, label, "counts")
    }


def is_police(actors: Sequence[Participant]) -> bool:
    """Whether one of the actors is the police, by PLOVER sector or by its words."""
    sectors = names(_FILE, "police", "sectors")
    for one in actors:
        if one.actor.value is not None and sectors & set(one.actor.value.sectors):
            return True
        if _police_words().search((one.phrase.referent or one.phrase.quote).text):
            return True
    return False


@cache
def _police_words() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(names(_FILE, "police", "words"))))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def _happened(report: Report) -> bool:
    return report.factuality.value in names(_FILE, "police", "factuality")


def _document(name: str, sentences: list[Row]) -> PoliceDocument:
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for row in sentences:
        piece = text_of(row, "sent_text")
        piece = piece if piece.endswith("\n") else piece + " "
        starts.append(length)
        pieces.append(piece)
        length += len(piece)
    labels = tuple(frozenset(map(str, list_of(row, "sent_labels"))) for row in sentences)
    return PoliceDocument(name, "".join(pieces), tuple(starts), labels)


def _tallies(document: PoliceDocument, given: list[set[str]]) -> dict[str, Tally]:
    found: dict[str, Tally] = {}
    for label in LABELS:
        wanted = [label in labels for labels in document.labels]
        got = [label in labels for labels in given]
        found[f"sentence: {label}"] = total(map(_tally, wanted, got))
        found[f"document: {label}"] = _tally(any(wanted), any(got))
    return found


def _tally(wanted: bool, got: bool) -> Tally:
    return Tally(wanted and got, got, wanted)


def _mean(scores: Sequence[TextScore], level: str) -> float:
    tallies = [total(score.tallies[f"{level}: {label}"] for score in scores) for label in LABELS]
    return sum(tally.f1 or 0.0 for tally in tallies) / len(tallies)
