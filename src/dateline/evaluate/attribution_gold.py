"""Who says what (attribution_dev.jsonl, PolNeAR): content by token, source by head word.

A stretch of telling that the coder finds meets the gold attribution with which it shares most
tokens, one to one; of equals, the one by the same cue. Content: tokens shared by those pairs, of
all tokens of either side. Source: the head of the speaker's phrase lies in the gold source, or is
the noun that a gold "who" stands for. What is found inside the content of a gold attribution and
meets no gold is not counted: the set hardly marks telling within telling (docs/attribution.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..assess.speech import find_speeches
from ..errors import InputError
from ..lang.en.syntax import Syntax
from ..records.article import ParsedArticle
from ..records.claim import Speech
from ..records.text import Span
from .bootstrap import figures_of
from .coding import Coder, Step, article_of
from .figures import Evaluation, Tally, TextScore
from .rows import Row, list_of, named, text_of

FORM = "attribution"
_FIGURES = (
    "content, by token",
    "source head",
    "source head, where found",
    "attribution found",
)
_RELATIVE = frozenset({"who", "which", "that", "whom"})


@dataclass(frozen=True, slots=True)
class GoldTelling:
    """One gold attribution as token indices of the parse."""

    content: frozenset[int]
    source: frozenset[int]
    cue: frozenset[int]


def evaluate_attribution(rows: list[Row], coder: Coder, step: Step) -> Evaluation:
    """Find who says what in each article; no report is coded."""
    scores = tuple(_score(row, coder, step) for row in rows)
    return Evaluation(FORM, scores, figures_of(scores, _FIGURES))


def _score(row: Row, coder: Coder, step: Step) -> TextScore:
    id = text_of(row, "id")
    parsed = coder.resources.parser.parse(article_of(text_of(row, "text"), id=id))
    resources = coder.resources
    syntax = Syntax(parsed, resources.lexicon, name_classes=resources.name_classes)
    speeches = [speech for speech in find_speeches(syntax) if speech.content]
    golds = [_gold(one, parsed, row) for one in list_of(row, "attributions")]
    golds = [gold for gold in golds if gold.content]
    pairs = _paired(golds, speeches)
    met = frozenset(s for _, s in pairs)
    told = frozenset(token for gold in golds for token in gold.content)
    asked = [s for s in range(len(speeches)) if s in met or speeches[s].cue not in told]
    right = sum(speeches[s].speaker in golds[g].source for g, s in pairs)
    with_source = sum(bool(golds[g].source) for g, _ in pairs)
    step()
    return TextScore(
        id,
        {
            _FIGURES[0]: Tally(
                sum(len(golds[g].content & speeches[s].content) for g, s in pairs),
                sum(len(speeches[s].content) for s in asked),
                sum(len(gold.content) for gold in golds),
            ),
            _FIGURES[1]: Tally(
                right,
                sum(speeches[s].speaker is not None for s in asked),
                sum(bool(gold.source) for gold in golds),
            ),
            _FIGURES[2]: Tally(right, with_source, with_source),
            _FIGURES[3]: Tally(len(pairs), len(asked), len(golds)),
        },
    )


def _paired(golds: Sequence[GoldTelling], speeches: Sequence[Speech]) -> list[tuple[int, int]]:
    """Gold and found attributions that share most tokens, one to one, the largest share first."""
    shared = [
        (-len(gold.content & speech.content), speech.cue not in gold.cue, g, s)
        for g, gold in enumerate(golds)
        for s, speech in enumerate(speeches)
        if gold.content & speech.content
    ]
    pairs: list[tuple[int, int]] = []
    for _, _, g, s in sorted(shared):
        if all(g != other and s != used for other, used in pairs):
            pairs.append((g, s))
    return pairs


def _gold(row: Any, parsed: ParsedArticle, record: Row) -> GoldTelling:
    try:
        content, source, cue = (
            [Span(*span) for part in row[name] for span in part["spans"]]
            for name in ("content", "source", "cue")
        )
    except (TypeError, KeyError, ValueError) as error:
        raise InputError(f"gold record {named(record)}: an attribution without spans") from error
    return GoldTelling(
        _tokens(parsed, content),
        _with_antecedent(parsed, _tokens(parsed, source)),
        _tokens(parsed, cue),
    )


def _with_antecedent(parsed: ParsedArticle, source: frozenset[int]) -> frozenset[int]:
    """A source that is a relative pronoun alone, and the noun it stands for."""
    if len(source) != 1:
        return source
    (token,) = source
    verb = parsed.heads[token]
    if parsed.lower[token] not in _RELATIVE or parsed.deps[verb] != "relcl":
        return source
    return source | {parsed.heads[verb]}


def _tokens(parsed: ParsedArticle, spans: Sequence[Span]) -> frozenset[int]:
    """The tokens that begin within spans."""
    return frozenset(
        i
        for i, start in enumerate(parsed.starts)
        if any(span.start <= start < span.end for span in spans)
    )
