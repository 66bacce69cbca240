"""Did it happen (factuality_dev.jsonl: MEANTIME and UDS-IH2), the two sets apart.

The set's words are any event words, few of them of a codebook type, so the factuality rules
are asked directly. Gold on its scale of -3 to +3: up to -1 did not happen, below 1 uncertain,
else happened. Which of the three each of our values answers to is data, a table a set
(``data/factuality_labels.toml``): the sets do not ask the same of what lies ahead.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ..assess.attribution import chain_of
from ..assess.factuality import judge
from ..assess.speech import find_speeches
from ..errors import InputError
from ..lang.en.syntax import Syntax
from ..records.claim import FactualityJudgement, Speaker, Speech
from ..records.event import EventMention
from .bootstrap import figures_of, interval_of
from .coding import Coder, Step, article_of
from .figures import Evaluation, Figure, Table, Tally, TextScore
from .label_files import has_table, table
from .labels import Labelled, confusion_table, label_table, macro_f1
from .rows import Row, list_of, number_of, text_of

FORM = "factuality"
HAPPENED, UNCERTAIN, NOT = "happened", "uncertain", "did not happen"
_FILE = "factuality_labels"


def evaluate_factuality(rows: list[Row], coder: Coder, step: Step) -> Evaluation:
    """Judge each event word; no report is coded."""
    labels: dict[str, list[Labelled]] = {}
    scores: list[TextScore] = []
    for text, same in groupby(rows, key=lambda row: text_of(row, "text")):
        reader = _Judge(text, coder)
        for row in same:
            name = text_of(row, "dataset")
            label = Labelled(_gold(number_of(row, "factuality")), reader.label(_token(row), name))
            labels.setdefault(name, []).append(label)
            tally = Tally.share(label.gold == label.given)
            scores.append(TextScore(str(len(scores)), {f"accuracy, {name}": tally}))
            step()
    names = [f"accuracy, {name}" for name in labels]
    return Evaluation(
        form=FORM,
        texts=tuple(scores),
        figures=(*_macro(labels), *figures_of(scores, names, shares=frozenset(names))),
        tables=tuple(_tables(labels)),
    )


def _macro(labels: dict[str, list[Labelled]]) -> Iterator[Figure]:
    for name, pairs in labels.items():
        interval = interval_of(pairs, macro_f1, rounds=200)
        yield Figure(f"macro F1, {name}", macro_f1(pairs), interval)


def _tables(labels: dict[str, list[Labelled]]) -> Iterator[Table]:
    for name, pairs in labels.items():
        yield label_table(pairs, name=f"by_label_{name}", title=f"{name}, by label", what="label")
        yield confusion_table(pairs, name=f"labels_{name}", title=f"{name}, labels confused")


class _Judge:
    """The factuality of any word of one sentence."""

    def __init__(self, text: str, coder: Coder) -> None:
        resources = coder.resources
        self.text = text
        parsed = resources.parser.parse(article_of(text, id="sentence"))
        self.syntax = Syntax(parsed, resources.lexicon, name_classes=resources.name_classes)
        self.speeches = find_speeches(self.syntax)

    def label(self, word: int, dataset: str) -> str | None:
        """The label of the word at an index of the blank-separated text; None if it is lost."""
        token = self._at(word)
        if token is None:
            return None
        mention = self._mention(token)
        around: tuple[Speech, ...] = tuple(s for s in self.speeches if token in s.content)
        chain = chain_of(self.syntax, token, around, self._speaker)
        judged = judge(self.syntax, mention, chain, when=None, published=None)
        return label_of(judged, dataset)

    def _at(self, word: int) -> int | None:
        words = self.text.split(" ")
        start = sum(len(one) + 1 for one in words[:word])
        end = start + len(words[word]) if word < len(words) else start
        starts = self.syntax.parsed.starts
        return next((i for i, at in enumerate(starts) if start <= at < end), None)

    def _mention(self, token: int) -> EventMention:
        parsed = self.syntax.parsed
        return EventMention(
            trigger=token,
            quote=parsed.quote(token, token + 1),
            sentence=parsed.sentence_of[token],
            event_type="",
            score=0.0,
            rule="",
            is_noun=parsed.tags[token].startswith("NN"),
            actors=(),
            targets=(),
        )

    def _speaker(self, token: int) -> Speaker:
        quote = self.syntax.parsed.quote(token, token + 1)
        return Speaker(quote, quote.text)


def label_of(judged: FactualityJudgement, dataset: str) -> str:
    """The label that a judgement answers to in a set, by the set's own table if it has one."""
    labels = table(_FILE, dataset if has_table(_FILE, dataset) else "other")
    ahead = f"{judged.value} ahead"
    if "future" in judged.auxiliary and ahead in labels:
        return labels[ahead]
    return labels[judged.value]


def _gold(value: float) -> str:
    return NOT if value <= -1 else UNCERTAIN if value < 1 else HAPPENED


def _token(row: Row) -> int:
    span = list_of(row, "span")
    if not span or not isinstance(span[0], int):
        raise InputError("a gold record of factuality has no token span")
    return span[0]
