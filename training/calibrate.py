"""How much the rules' word weighs beside the model's, and the calibration error it leaves."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from .data import Sample, batches
from .encoder import Model, column_of
from .fit import forward


@torch.no_grad()
def type_scores(model: Model, samples: list[Sample]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Of every proposal: logits (n, labels), true label, rule state, types of its lemma."""
    model.eval()
    logits, truth, states, known = [], [], [], []
    for batch in batches(samples, 32, None):
        logits.append(forward(model, batch, drop_rules=False).types)
        truth.append(batch.items[:, 4])
        states.append(batch.items[:, 3])
        known.append(batch.known)
    return torch.cat(logits), torch.cat(truth), torch.cat(states), torch.cat(known)


def fit_priors(model: Model, samples: list[Sample]) -> tuple[float, float]:
    """Temperature and what the rules' word is worth, by the least cross entropy.

    Fitted on sentences the encoder never saw (temperature scaling, Guo et al. 2017, with three
    weights more): one for a rule that codes the word, one for a rule that dropped it, one for
    the type of each pattern its lemma heads. They are written into the
    model's heads. Returns the temperature and the expected calibration error that remains.
    """
    logits, truth, states, known = type_scores(model, samples)
    columns = column_of(states, logits.shape[1])
    types = logits.shape[1] - 1
    said = F.one_hot(columns, logits.shape[1]).float()
    kept = (states >= 2) & (states < 2 + types)
    dropped = states >= 2 + types
    scale = torch.zeros(4, requires_grad=True)
    optimiser = torch.optim.LBFGS([scale], max_iter=100)

    def mixed() -> Tensor:
        cold = logits * scale[0].exp()
        cold = cold + said * (kept[:, None] * scale[1] + dropped[:, None] * scale[2])
        return cold + known * scale[3]

    def step() -> Tensor:
        optimiser.zero_grad()
        loss = F.cross_entropy(mixed(), truth) + 0.001 * scale.square().sum()
        loss.backward()
        return loss

    optimiser.step(step)
    with torch.no_grad():
        temperature = float((-scale[0]).exp())
        model.heads.trust.zero_()
        model.heads.trust[2 : 2 + types] = scale[1] * temperature
        model.heads.trust[2 + types :] = scale[2] * temperature
        model.heads.known.fill_(float(scale[3] * temperature))
        error = calibration_error(mixed().softmax(-1), truth)
    print(f"weights of kept, dropped, known: {[round(float(x), 2) for x in scale[1:4]]}")
    return temperature, error


def calibration_error(chances: Tensor, truth: Tensor, bins: int = 10) -> float:
    """Expected calibration error of the best event type, over bins of equal size.

    Only proposals whose best label is an event count: nobody sees the others' scores.
    """
    best, label = chances.max(-1)
    shown = label > 0
    return binned_error(best[shown], (label == truth)[shown].float(), bins)


def binned_error(chances: Tensor, right: Tensor, bins: int = 10) -> float:
    """Mean distance of (n,) chances from (n,) shares right, over bins of equally many."""
    error = 0.0
    for part in chances.argsort().chunk(bins):
        share = len(part) / len(chances)
        error += share * abs(float(chances[part].mean() - right[part].mean()))
    return error
