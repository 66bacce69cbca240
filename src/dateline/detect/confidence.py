"""How sure it is that a word reports an event of a type, and one of the type's family.

Two logistic regressions over what the rules and the model say, fitted by ``training/decide.py``
on texts that the model was not fitted to. The first is a report's ``score``; by the second every
proposal is decided, whether a pattern codes it, a filter dropped it, or only its lemma is known.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from ..model import TriggerScores
from ..model.event_model import DROPPED, LOOSE

FEATURES = (
    "one", "kept", "dropped", "agreed", "type", "event", "family", "gist", "main", "kept_type",
)  # fmt: skip
_LEAST = 0.003
"""Chances are kept from 0 and 1: scores are rounded to 3 decimals."""


def features(
    state: str, kind: str, scores: TriggerScores, families: Mapping[str, str]
) -> tuple[float, ...]:
    """The values of `FEATURES` for a word taken as an event of type ``kind``.

    ``state`` is what the rules say of the word (see `Word`): whether they code it, whether they
    dropped it, and whether they say ``kind`` too. Chances are given as log odds.
    """
    loose = state == LOOSE
    dropped = state.startswith(DROPPED)
    kept = not loose and not dropped
    family = families.get(kind, kind)
    same = sum(p for name, p in scores.types if families.get(name, name) == family)
    of_type = _log_odds(scores.of(kind))
    return (
        1.0,
        float(kept),
        float(dropped),
        float(not loose and state.removeprefix(DROPPED) == kind),
        of_type,
        _log_odds(scores.event),
        _log_odds(same),
        _log_odds(dict(scores.gist).get(kind, 0.0)),
        scores.main,
        of_type if kept else 0.0,
    )


def chance(values: tuple[float, ...], weights: Mapping[str, float]) -> float:
    """The probability of the event, rounded to 3 decimals."""
    total = sum(weights[name] * x for name, x in zip(FEATURES, values, strict=True))
    return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total)))), 3)


def _log_odds(p: float) -> float:
    bounded = min(max(p, _LEAST), 1.0 - _LEAST)
    return math.log(bounded / (1.0 - bounded))
