"""Fit the model and measure it on held-out examples."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from .data import Batch, Sample, batches, role_targets
from .encoder import Model

ROLE_WEIGHT, FACTUALITY_WEIGHT, MAIN_WEIGHT = 0.6, 0.3, 0.2
FAMILY_WEIGHT, GIST_WEIGHT = 0.3, 0.5
RULE_DROPOUT, LEXICON_DROPOUT = 0.25, 0.15


@dataclass(frozen=True)
class Scores:
    """Logits of a batch's items (types, families, factuality, main), role rows and sentences."""

    types: Tensor
    families: Tensor
    factuality: Tensor
    main: Tensor
    roles: Tensor
    gists: Tensor


def forward(model: Model, batch: Batch, *, drop_rules: bool) -> Scores:
    """Every head's scores."""
    hidden = model.encoder(batch.ids, batch.marks, batch.mask)
    row, first, last, state = (batch.items[:, i] for i in range(4))
    sums = F.pad(hidden.cumsum(1), (0, 0, 1, 0))
    spans = (sums[row, last] - sums[row, first]) / (last - first)[:, None]
    if drop_rules:
        state = state * (torch.rand(len(state)) >= RULE_DROPOUT)
    trigger = model.heads.triggers(spans, hidden[row, 0], state)
    known = batch.known
    if drop_rules:
        known = known * (torch.rand(len(known), 1) >= LEXICON_DROPOUT)
    types = model.heads.kinds(trigger, state, known)
    factuality = model.heads.factuality(trigger)
    item, sentence, piece, distance = (batch.roles[:, i] for i in range(4))
    roles = model.heads.roles(hidden[sentence, piece], trigger[item], distance)
    families, main = model.heads.family(trigger), model.heads.main(trigger)[:, 0]
    gists = model.heads.gist(model.heads.drop(hidden[:, 0]))
    return Scores(types, families, factuality, main, roles, gists)


def loss_of(model: Model, batch: Batch) -> Tensor:
    """The weighted sum of the heads' cross entropies."""
    scores = forward(model, batch, drop_rules=True)
    truth = batch.items[:, 4]
    total = F.cross_entropy(scores.types, truth, label_smoothing=0.05)
    total = total + FAMILY_WEIGHT * F.cross_entropy(scores.families, batch.items[:, 7])
    if (told := truth > 0).any():
        total = total + FACTUALITY_WEIGHT * F.cross_entropy(
            scores.factuality[told], batch.items[told, 5]
        )
    if (known := batch.items[:, 6] >= 0).any():
        total = total + MAIN_WEIGHT * F.binary_cross_entropy_with_logits(
            scores.main[known], batch.items[known, 6].float()
        )
    if len(scores.roles):
        each = F.binary_cross_entropy_with_logits(
            scores.roles, role_targets(batch), reduction="none"
        )
        total = total + ROLE_WEIGHT * each.sum(-1).mean()
    if (stated := batch.gists >= 0).any():
        gist = F.cross_entropy(scores.gists[stated], batch.gists[stated], label_smoothing=0.05)
        total = total + GIST_WEIGHT * gist
    return total


@dataclass(frozen=True)
class Plan:
    """How long and how fast to fit."""

    epochs: int
    rate: float
    seed: int
    size: int = 16


def fit(
    model: Model, samples: list[Sample], plan: Plan, *, held: list[Sample] | None = None
) -> None:
    """Train with AdamW, a linear warm-up and decay; prints a line an epoch."""
    torch.manual_seed(plan.seed)
    model.encoder.words.weight.requires_grad_(False)  # half of all weights; they overfit
    optimiser = torch.optim.AdamW(
        [
            {"params": [p for p in model.encoder.parameters() if p.requires_grad], "lr": plan.rate},
            {"params": model.heads.parameters(), "lr": plan.rate * 10},
        ],
        weight_decay=0.01,
    )
    steps = plan.epochs * (len(samples) // plan.size + 1)
    warm = steps // 10 + 1
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.02, (steps - s) / (steps - warm)))
    )
    average = _Average(model)
    for epoch in range(plan.epochs):
        begun, total, count = time.perf_counter(), 0.0, 0
        model.train()
        for batch in batches(samples, plan.size, plan.seed * 1000 + epoch):
            optimiser.zero_grad()
            loss = loss_of(model, batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            average.add(model)
            total, count = total + float(loss.detach()), count + 1
        line = f"epoch {epoch + 1}: loss {total / count:.3f}, {time.perf_counter() - begun:.0f} s"
        if epoch == plan.epochs - 1:
            average.put(model)
        if held and (epoch % 2 == 1 or epoch == plan.epochs - 1):
            line += "; " + ", ".join(f"{k} {v:.3f}" for k, v in measure(model, held).items())
        print(line, flush=True)


class _Average:
    """A running mean of the weights: steadier than the last step's, and better calibrated."""

    def __init__(self, model: Model, decay: float = 0.997) -> None:
        self.decay = decay
        self.kept = {n: p.detach().clone() for n, p in model.named_parameters() if p.requires_grad}

    @torch.no_grad()
    def add(self, model: Model) -> None:
        for name, value in model.named_parameters():
            if name in self.kept:
                self.kept[name].lerp_(value, 1.0 - self.decay)

    @torch.no_grad()
    def put(self, model: Model) -> None:
        for name, value in model.named_parameters():
            if name in self.kept:
                value.copy_(self.kept[name])


@torch.no_grad()
def measure(model: Model, samples: list[Sample]) -> dict[str, float]:
    """Word-level figures: type F1 of events, event-or-not F1, factuality, role F1."""
    model.eval()
    c: Counter[str] = Counter()
    for batch in batches(samples, 32, None):
        scores = forward(model, batch, drop_rules=False)
        types = scores.types
        truth, given = batch.items[:, 4], types.argmax(-1)
        c["given"] += int((given > 0).sum())
        c["truth"] += int((truth > 0).sum())
        c["right"] += int(((given == truth) & (truth > 0)).sum())
        c["event"] += int(((given > 0) & (truth > 0)).sum())
        told = truth > 0
        c["fact"] += int((scores.factuality.argmax(-1) == batch.items[:, 5])[told].sum())
        r, g = role_targets(batch) > 0, scores.roles > 0
        stated = batch.gists >= 0
        c["gist"] += int((scores.gists.argmax(-1) == batch.gists)[stated].sum())
        c["stated"] += int(stated.sum())
        known = batch.items[:, 6] >= 0
        c["main"] += int(((scores.main > 0) == batch.items[:, 6])[known].sum())
        c["known"] += int(known.sum())
        c["r_given"] += int(g.sum())
        c["r_truth"] += int(r.sum())
        c["r_right"] += int((g & r).sum())
    both, rboth = c["given"] + c["truth"], c["r_given"] + c["r_truth"]
    return {
        "type F1": 2 * c["right"] / max(1, both),
        "event F1": 2 * c["event"] / max(1, both),
        "factuality": c["fact"] / max(1, c["truth"]),
        "main": c["main"] / max(1, c["known"]),
        "gist": c["gist"] / max(1, c["stated"]),
        "role F1": 2 * c["r_right"] / max(1, rboth),
    }
