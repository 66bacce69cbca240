"""Examples -> tensors: word pieces, labels, batches of similar length."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

import torch
from tokenizers import Tokenizer
from torch import Tensor

from dateline.model.event_model import DROPPED, LOOSE, UNKNOWN
from dateline.model.heads import ROLES
from dateline.model.pieces import pieces

from .examples import Example

LOOSE_SHARE = 0.1
"""Of the words that fit no pattern and report nothing, so many are shown marked."""
FACTUALITIES = (
    "asserted", "alleged", "denied", "negated", "planned", "demanded", "threatened",
    "hypothetical", "historical",
)  # fmt: skip


@dataclass(frozen=True)
class Labels:
    """Numbering of types and of rule states."""

    types: tuple[str, ...]
    families: dict[str, int] = field(default_factory=dict)
    """Type -> number of its codebook family, from 1 on."""

    @property
    def states(self) -> tuple[str, ...]:
        """Rule states: unknown, loose, kept types, dropped types."""
        named = [*self.types, *(f"{DROPPED}{t}" for t in self.types)]
        return (UNKNOWN, LOOSE, *named)


@dataclass
class Sample:
    """One sentence as numbers.

    ``items`` rows: first piece, last piece + 1, state, type, factuality, main, family;
    ``roles`` rows: item, word's first piece, distance, roles as bits (1 << index).
    """

    ids: list[int]
    items: list[tuple[int, ...]]
    roles: list[tuple[int, int, int, int]]
    known: list[list[int]]
    gist: int = -1
    """Number of the type the sentence is mainly about, 0 for none, -1 unknown."""
    mark: tuple[int, int] | None = None
    """Pieces of the one word asked about; None where all are asked about at once."""


def sample(tokenizer: Tokenizer, labels: Labels, example: Example) -> Sample:
    """Number one example."""
    ids, spans = pieces(tokenizer, example.text, example.words)
    state = {name: i for i, name in enumerate(labels.states)}
    type_ids = {name: i + 1 for i, name in enumerate(labels.types)}
    items, roles, known = [], [], []
    for item in example.items:
        span = spans[item.word]
        if span is None:
            continue
        items.append(
            (*span, state.get(item.rule, 0), type_ids.get(item.type, 0),
             FACTUALITIES.index(item.factuality), item.main,
             labels.families.get(item.type, 0))
        )  # fmt: skip
        known.append([type_ids[t] for t in item.lexicon if t in type_ids])
        if not item.type:
            continue
        for word, at in enumerate(spans):
            if at is not None:
                distance = max(-16, min(16, word - item.word)) + 16
                letters = item.roles.get(word, "")
                bits = sum(1 << n for n, letter in enumerate(ROLES) if letter in letters)
                roles.append((len(items) - 1, at[0], distance, bits))
    gist = -1 if example.gist is None else type_ids.get(example.gist, 0)
    return Sample(ids, items, roles, known, gist)


def marked(samples: list[Sample], labels: Labels, seed: int) -> list[Sample]:
    """Each sentence once for each word worth a second look, with that word marked.

    That are all words that report an event, all that the rules code or drop, and some of the
    rest, drawn with ``seed``.
    """
    rng = random.Random(seed)
    first_type = labels.states.index(labels.types[0])
    found = []
    for one in samples:
        for number, item in enumerate(one.items):
            worth = item[3] > 0 or item[2] >= first_type or rng.random() < LOOSE_SHARE
            if not worth:
                continue
            roles = [(0, *rest) for i, *rest in one.roles if i == number]
            mark = (item[0], item[1])
            found.append(Sample(one.ids, [item], roles, [one.known[number]], mark=mark))
    return found


@dataclass
class Batch:
    """Sentences padded to one length; item and role tables name their sentence."""

    ids: Tensor
    marks: Tensor
    mask: Tensor
    items: Tensor
    roles: Tensor
    known: Tensor
    gists: Tensor


def batches(
    samples: list[Sample], size: int, seed: int | None, labels: int = 72
) -> Iterator[Batch]:
    """Batches of sentences of like length, in random order where ``seed`` is given."""
    order = sorted(range(len(samples)), key=lambda i: len(samples[i].ids))
    if seed is not None:
        rng = random.Random(seed)
        order.sort(key=lambda i: len(samples[i].ids) + rng.uniform(0, 6))
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    if seed is not None:
        rng.shuffle(groups)
    for group in groups:
        yield _batch([samples[i] for i in group], labels)


def role_targets(batch: Batch) -> Tensor:
    """(role rows, roles) 1 where the word has the role."""
    return (batch.roles[:, 4:] >> torch.arange(len(ROLES)) & 1).float()


def _batch(chosen: list[Sample], labels: int) -> Batch:
    longest = max(len(s.ids) for s in chosen)
    ids = torch.zeros(len(chosen), longest, dtype=torch.long)
    mask = torch.zeros(len(chosen), longest, dtype=torch.bool)
    marks = torch.zeros(len(chosen), longest)
    items: list[tuple[int, ...]] = []
    roles: list[tuple[int, ...]] = []
    known = torch.zeros(sum(len(s.items) for s in chosen), labels)
    for row, s in enumerate(chosen):
        for i, columns in enumerate(s.known):
            known[len(items) + i, columns] = 1.0
        ids[row, : len(s.ids)] = torch.tensor(s.ids)
        mask[row, : len(s.ids)] = True
        if s.mark is not None:
            marks[row, s.mark[0] : s.mark[1]] = 1.0
        roles += [(len(items) + i, row, *rest) for i, *rest in s.roles]
        items += [(row, *item) for item in s.items]
    return Batch(
        ids, marks, mask,
        torch.tensor(items, dtype=torch.long).view(-1, 8),
        torch.tensor(roles, dtype=torch.long).view(-1, 5),
        known,
        torch.tensor([s.gist for s in chosen]),
    )  # fmt: skip
