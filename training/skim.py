"""Fit what tells the encoder which sentences to leave unread (`dateline.model.skim`).

    python -m training.skim [--texts ../shared/dev/places_train.jsonl]

Each word that only looks like a trigger is shown to the event model in the corpus's training part
and in news of nobody's marking; two linear models learn from its hints, one the model's chance of
an event, one whether it was reported in the end, and what both say is added up. Fixed seeds.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from dateline.api import make_article
from dateline.config import MAX_TEXT_CHARS, Settings
from dateline.detect import Detector
from dateline.detect.skimming import hints
from dateline.detect.weighing import Sentence, Weighed, Weigher
from dateline.ingest import Given, read
from dateline.lang.en.syntax import Syntax
from dateline.model import EventModel, load_model
from dateline.model.event_model import LOOSE, SKIM
from dateline.model.skim import BUCKETS, Skim, bucket
from dateline.records.article import Article
from dateline.records.event import EventMention
from dateline.resources import Resources

from .train import ROOT, training_texts

NEWS = ROOT.parent / "shared" / "dev" / "places_train.jsonl"
PASSED = 0.5
"""Share of the news's sentences without a word of the rules that are read: half of them hold 94 of
100 of the reports that such sentences make."""
_EPOCHS, _BATCH, _RATE, _DECAY = 8, 2048, 0.02, 2.0
_REPORTED, _LIKELY = 0.9, 0.6
"""What the second model is to say of a reported word; of others, for each chance past a half."""


@dataclass(frozen=True)
class Seen:
    """A word that only looks like a trigger: its sentence, its hints, what the model made of it."""

    sentence: int
    alone: bool
    """Whether its sentence holds no word of the rules."""
    news: bool
    buckets: tuple[int, ...]
    event: float
    reported: bool


class _Watcher(Weigher):
    """Notes what the model says of loose words, and decides as ever."""

    def __init__(self, model: EventModel, resources: Resources) -> None:
        super().__init__(model, resources.lexicon, resources.families)
        self.seen: list[Seen] = []
        self.sentences = 0
        self.news = False

    def weigh(
        self, syntax: Syntax, kept: list[EventMention], revivable: list[EventMention],
        settled: frozenset[int],
    ) -> list[Weighed]:  # fmt: skip
        decided: list[Weighed] = []
        for sentence in self._sentences(syntax, kept, revivable, settled):
            found = sentence.decide()
            decided += found
            told = {one.mention.trigger for one in found if not one.against}
            self.seen += self._noted(sentence, told)
            self.sentences += 1
        return decided

    def _noted(self, sentence: Sentence, told: set[int]) -> Iterator[Seen]:
        alone = all(state == LOOSE for state in sentence.states.values())
        for token, scores in sentence.scores.items():
            if sentence.states[token] == LOOSE:
                numbers = tuple(bucket(hint) for hint in hints(sentence.syntax.parsed, token))
                yield Seen(self.sentences, alone, self.news, numbers, scores.event, token in told)


def main() -> None:
    """Watch, fit, and write ``skim.npz`` beside the shipped model."""
    options = argparse.ArgumentParser(prog="python -m training.skim", description=__doc__)
    options.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    options.add_argument("--texts", type=Path, default=NEWS)
    options.add_argument("--out", type=Path, default=ROOT / "src/dateline/model/data")
    given = options.parse_args()
    fit_skim(given.out, given.corpus, given.texts)


def fit_skim(folder: Path, corpus: Path, texts: Path) -> None:
    """Fit to the event model of ``folder`` and write ``skim.npz`` there."""
    (folder / SKIM).unlink(missing_ok=True)
    load_model.cache_clear()
    model = load_model(folder)
    own = [make_article(text.text) for text in training_texts(corpus, None)]
    given = [one for one in read([str(texts)], Given(), max_chars=MAX_TEXT_CHARS)
             if isinstance(one, Article)]  # fmt: skip
    seen = watched(model, own, given)
    torch.manual_seed(13)
    chances = [one.event for one in seen]
    reported = [_REPORTED if one.reported else max(0.0, one.event - 0.5) * _LIKELY for one in seen]
    weights = (_fitted(seen, chances) + _fitted(seen, reported)) / 2
    skim = Skim(weights.astype(np.float16).astype(np.float32), 0.0, model.version)
    promise = promises(skim, (one for one in seen if one.alone and one.news))
    skim = Skim(skim.weights, float(np.quantile(list(promise.values()), 1 - PASSED)), skim.version)
    skim.save(folder / SKIM)
    for news in (True, False):
        _tell(skim, [one for one in seen if one.alone and one.news == news], news)


def watched(model: EventModel, own: list[Article], news: list[Article]) -> list[Seen]:
    """Every loose word of the corpus's texts and of the news."""
    resources = Resources(Settings())
    watcher = _Watcher(model, resources)
    detector = Detector(resources.lexicon, resources.families, weigher=watcher)
    for articles, is_news in ((own, False), (news, True)):
        watcher.news = is_news
        for parsed in resources.parser.parse_many(articles):
            syntax = Syntax(parsed, resources.lexicon, name_classes=resources.name_classes)
            detector.detect(syntax)
    return watcher.seen


def promises(skim: Skim, seen: Iterable[Seen]) -> dict[int, float]:
    """The most that a word of each sentence promises."""
    found: dict[int, float] = {}
    for one in seen:
        value = float(skim.weights[list(one.buckets)].sum())
        found[one.sentence] = max(value, found.get(one.sentence, value))
    return found


def _fitted(seen: list[Seen], targets: list[float]) -> np.ndarray:
    """(`BUCKETS`,) weights of a logistic regression; "S=" hints stand for its constant."""
    bag = nn.EmbeddingBag(BUCKETS, 1, mode="sum")
    nn.init.zeros_(bag.weight)
    optimizer = torch.optim.Adam(bag.parameters(), lr=_RATE)
    wanted = torch.tensor(targets)
    for _ in range(_EPOCHS):
        for part in torch.randperm(len(seen)).split(_BATCH):
            chosen = [seen[i].buckets for i in part.tolist()]
            loss = F.binary_cross_entropy_with_logits(_said(bag, chosen), wanted[part])
            loss = loss + _DECAY * bag.weight.square().sum() / len(seen)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    weights: np.ndarray = bag.weight.detach().numpy()[:, 0]
    return weights


def _said(bag: nn.EmbeddingBag, chosen: list[tuple[int, ...]]) -> Tensor:
    lengths = torch.tensor([0, *[len(one) for one in chosen[:-1]]])
    flat = torch.tensor([number for one in chosen for number in one])
    said: Tensor = bag(flat, lengths.cumsum(0))[:, 0]
    return said


def _tell(skim: Skim, seen: list[Seen], news: bool) -> None:
    """Print how many sentences are read, and how many of their reports are kept."""
    promise = promises(skim, seen)
    passed = {sentence for sentence, value in promise.items() if value >= skim.threshold}
    told = [one for one in seen if one.reported]
    kept = sum(one.sentence in passed for one in told)
    print(
        f"{'news' if news else 'corpus'}: {len(passed)} of {len(promise)} sentences read, "
        f"{kept} of {len(told)} reports kept (of the texts fitted on)", flush=True,
    )  # fmt: skip


if __name__ == "__main__":
    main()
