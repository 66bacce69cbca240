"""Fit what `dateline.detect.confidence` weighs, on texts that the encoder never saw."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from dateline.api import make_article
from dateline.config import Settings
from dateline.corpus import CorpusText
from dateline.detect import Detector
from dateline.detect.confidence import FEATURES, features
from dateline.detect.weighing import Sentence, Weighed, Weigher
from dateline.lang.en.syntax import Syntax
from dateline.model import load_model
from dateline.model.event_model import DROPPED, LOOSE
from dateline.records.event import EventMention
from dateline.resources import Resources

from .calibrate import binned_error

DECAY = 0.002
_WORTH = 0.05
"""Words that fit no pattern are fitted on where their best type has this chance."""


@dataclass
class Option:
    """A word taken as an event of one type: its features, and whether it is one."""

    values: tuple[float, ...]
    right: bool
    near: bool
    """Whether it is an event of the type's family at least."""


class _Recorder(Weigher):
    """Keeps what is said of every word of a text instead of deciding about it."""

    text: CorpusText
    options: list[Option]

    def weigh(
        self, syntax: Syntax, kept: list[EventMention], revivable: list[EventMention],
        settled: frozenset[int],
    ) -> list[Weighed]:  # fmt: skip
        for sentence in self._sentences(syntax, kept, revivable, settled):
            for token in sentence.options:
                self.options += _options(sentence, token, self.text)
        return []


def _options(sentence: Sentence, token: int, text: CorpusText) -> Iterator[Option]:
    """A word as an event of the type that the rules say, and of the model's likeliest."""
    state, scores = sentence.states[token], sentence.scores[token]
    for kind in sentence.options[token]:
        if state == LOOSE and scores.of(kind) < _WORTH:
            continue
        values = features(state, kind, scores, sentence.families)
        kinds = {n for n, f in sentence.families.items() if f == sentence.families.get(kind)}
        right = _is_event(sentence, token, frozenset({kind}), text)
        yield Option(values, right, _is_event(sentence, token, frozenset({kind, *kinds}), text))


def _is_event(sentence: Sentence, token: int, kinds: frozenset[str], text: CorpusText) -> bool:
    """Whether the word is marked as of such a type, or its sentence tells the rules' by another.

    The latter as in `examples`: "the quake killed nine" is one act.
    """
    p = sentence.syntax.parsed
    mention = sentence.ruled.get(token)
    start, end = p.starts[token], p.ends[token]
    if mention is not None:
        start, end = mention.quote.start, mention.quote.end
    here = p.sentences[p.sentence_of[token]].span
    echo = sentence.states[token].removeprefix(DROPPED) in kinds
    return any(
        event.type in kinds
        and any(
            (start < t.end and t.start < end) or (echo and here.start <= t.start < here.end)
            for t in event.triggers
        )
        for event in text.events
    )


def fit_confidence(folder: Path, texts: Iterable[CorpusText]) -> float:
    """Fit the weights on ``texts``, write them into the model's card; the error that remains.

    A logistic regression with a small penalty. Each word counts once, as its likeliest type.
    """
    options = _recorded(folder, texts)
    x = torch.tensor([o.values for o in options])
    truth = torch.tensor([float(o.right) for o in options])
    weights = _fitted(x, truth)
    near = _fitted(x, torch.tensor([float(o.near) for o in options]))
    card_file = folder / "card.json"
    card = json.loads(card_file.read_text(encoding="utf-8"))
    card["confidence"] = {n: round(float(w), 4) for n, w in zip(FEATURES, weights, strict=True)}
    card["category"] = {n: round(float(w), 4) for n, w in zip(FEATURES, near, strict=True)}
    chances = (x @ weights).sigmoid()
    shown = chances >= 0.5
    error = binned_error(chances[shown], truth[shown])
    card["held_out"]["calibration_error"] = round(error, 3)
    card_file.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    load_model.cache_clear()
    print(f"confidence: {len(options)} options, {card['confidence']}, error {error:.3f}")
    return error


def _fitted(x: Tensor, truth: Tensor) -> Tensor:
    weights = torch.zeros(x.shape[1], requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=200)

    def step() -> Tensor:
        optimiser.zero_grad()
        loss = F.binary_cross_entropy_with_logits(x @ weights, truth)
        loss = loss + DECAY * weights.square().sum()
        loss.backward()
        return loss

    optimiser.step(step)
    return weights.detach()


def _recorded(folder: Path, texts: Iterable[CorpusText]) -> list[Option]:
    resources = Resources(Settings(strict=True, model=folder))
    recorder = _Recorder(load_model(folder), resources.lexicon, resources.families)
    recorder.options = []
    detector = Detector(resources.lexicon, resources.families, weigher=recorder)
    kept = list(texts)
    articles = [make_article(t.text, published=t.published) for t in kept]
    for text, parsed in zip(kept, resources.parser.parse_many(articles), strict=True):
        recorder.text = text
        detector.detect(Syntax(parsed, resources.lexicon, name_classes=resources.name_classes))
    return recorder.options
