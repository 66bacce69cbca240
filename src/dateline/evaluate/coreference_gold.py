"""Mentions of events with the event each names, over several articles (ECB+).

Only mentions that a report's trigger bears are put into incidents; all others stand alone, so the
figure over all gold mentions says mostly how many of them are events that the codebook knows.
Beside it stand those over the mentions that are coded: what merging is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..merge.engine import merged
from ..merge.likeness import load_weights
from ..merge.tellings import tellings_of
from ..records.article import Article
from ..records.event import CodedArticle
from .clusters_gold import bcubed, wrong_merges
from .coding import Coder, Step, article_of, code_articles, failure_notes
from .figures import Evaluation, Figure, Table, TextScore
from .rows import Row, list_of, text_of

FORM = "event coreference"

_CLOSING = frozenset(".,;:!?)]}%")
_OPENING = frozenset("([{$#")


@dataclass(frozen=True, slots=True)
class GoldMention:
    """Words that name an event: their article (by number), character span and event."""

    article: int
    start: int
    end: int
    chain: str


def evaluate_coreference(rows: list[Row], coder: Coder, step: Step) -> Evaluation:
    """Code and merge all articles at once; compare the mentions' incidents with their events."""
    articles: list[Article] = []
    mentions: list[GoldMention] = []
    for number, row in enumerate(rows):
        text, named = _read(row, number)
        articles.append(article_of(text, id=text_of(row, "id")))
        mentions.extend(named)
    coded = list(code_articles(coder, articles, step))
    found = _incidents(mentions, coded)
    wanted = [mention.chain for mention in mentions]
    alone = [label or f"alone {n}" for n, label in enumerate(found)]
    known = [n for n, label in enumerate(found) if label is not None]
    table, figures = [], []
    for name, numbers in (("all mentions", range(len(mentions))), ("coded mentions", known)):
        if not numbers:
            continue
        gold, got = [wanted[n] for n in numbers], [alone[n] for n in numbers]
        precision, recall, f1 = bcubed(gold, got)
        wrong, together = wrong_merges(gold, got)
        figures.append(Figure(f"{name}, B-cubed", f1))
        table.append((name, len(gold), precision, recall, f1, wrong, together))
    columns = ("of", "mentions", "precision", "recall", "F1", "wrong pairs", "pairs together")
    return Evaluation(
        form=FORM,
        texts=tuple(TextScore(article.id, {}) for article in articles),
        figures=tuple(figures),
        tables=(Table("b_cubed", "B-cubed over mentions", columns, tuple(table)),),
        notes=failure_notes(coded),
    )


def _incidents(mentions: Sequence[GoldMention], coded: Sequence[CodedArticle]) -> list[str | None]:
    """The incident of the report whose trigger a mention overlaps; None where there is none."""
    tellings = [telling for one in coded for telling in tellings_of(one)]
    groups = merged(tellings, load_weights())
    incident = {key: str(number) for number, group in enumerate(groups) for key in group}
    found: list[str | None] = []
    for mention in mentions:
        keys = [
            report.key
            for report in coded[mention.article].reports
            if report.trigger.start < mention.end and mention.start < report.trigger.end
        ]
        found.append(next((incident[key] for key in keys if key in incident), None))
    return found


def _read(row: Row, number: int) -> tuple[str, list[GoldMention]]:
    """The annotated sentences of a record as text, and its event mentions."""
    text, starts = "", {}
    for name, tokens in row["sentences"].items():
        text += "\n" if text else ""
        starts[int(name)] = _spans(text, tokens.split(" "))
        text += _joined(tokens.split(" "))
    mentions = []
    for mention in list_of(row, "mentions"):
        spans = starts.get(mention["sent"], [])
        where = [spans[token] for token in mention["tokens"] if token < len(spans)]
        if mention["kind"] == "event" and where:
            chain = text_of(mention, "chain")
            mentions.append(GoldMention(number, where[0][0], where[-1][1], chain))
    return text, mentions


def _joined(tokens: Sequence[str]) -> str:
    spans = _spans("", tokens)
    out = ""
    for (start, _), token in zip(spans, tokens, strict=True):
        out += " " * (start - len(out)) + token
    return out


def _spans(before: str, tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Where each token stands when they are written as text, without blanks before "," or "'s"."""
    at, last, spans = len(before), "", []
    for token in tokens:
        glued = not last or last[-1] in _OPENING or token[:1] in _CLOSING
        glued = glued or re.fullmatch(r"['’](?:s|re|ve|ll|d|m|t)?|n['’]t", token) is not None
        at += 0 if glued else 1
        spans.append((at, at + len(token)))
        at += len(token)
        last = token
    return spans
