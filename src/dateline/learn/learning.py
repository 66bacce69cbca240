"""From a user's marked lines to rows of the type head, with what is known of their worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..config import Settings
from ..errors import InputError
from ..model import Background, EventModel, OwnTypes, load_model, read_background
from ..resources import Resources
from .fitting import Examples, fit
from .lines import own_names, read_lines
from .studying import Line, study
from .trying import Trial, try_out

FEW_LINES = 8
"""Below so many lines of a type, what is learnt of it is little to go by."""


@dataclass(frozen=True, slots=True)
class Learned:
    """The types learnt, how they did in lines held out, and warnings for the user.

    ``lines`` is the number of lines read, ``background`` that of words of other news beside them.
    """

    own: OwnTypes
    trial: Trial
    lines: int
    background: int
    warnings: tuple[str, ...]


def learn(files: Sequence[Path], settings: Settings) -> Learned:
    """Fit the own types of ``settings.codebook`` that the files' lines mark.

    The same files and settings give the same types. Raises `InputError` where a line cannot be
    read or has an unknown type, and where no line marks a type of the user's own.
    """
    resources = Resources(replace(settings, detector="rules", own_types=None, strict=True))
    texts = read_lines(files, resources.codebook.types)
    model = load_model(settings.model)
    names = own_names(texts, resources.codebook.types, model.types)
    background = read_background(model.version, settings.model)
    lines = study(texts, names, resources, model)
    if not any(item.label >= 0 for line in lines for item in line.items):
        raise InputError("no trigger of an own type is a verb, noun or adjective that can be found")

    def fitted(some: Sequence[Line], kept: NDArray[np.bool_] | None) -> OwnTypes:
        return _fitted(some, names, model, background, kept)

    trial = try_out(lines, names, fitted, resources, model, background)
    codebook = [name for name in resources.codebook.types if name not in model.types]
    warnings = tuple(_warnings(lines, trial, codebook, background))
    size = 0 if background is None else len(background.rows)
    return Learned(fitted(lines, None), trial, len(lines), size, warnings)


def _fitted(
    lines: Sequence[Line], names: tuple[str, ...], model: EventModel,
    background: Background | None, kept: NDArray[np.bool_] | None,
) -> OwnTypes:  # fmt: skip
    examples = Examples(lines, background, kept)
    weights, bias = fit(examples, len(names), model.temperature)
    lemmas = frozenset(lemma for line in lines for lemma in line.lemmas)
    return OwnTypes(names, weights, bias, lemmas, model.version)


def _warnings(
    lines: Sequence[Line], trial: Trial, codebook: Sequence[str], background: Background | None
) -> Iterator[str]:
    for result in trial.results:
        if result.lines < FEW_LINES:
            yield (
                f"{result.name}: only {result.lines} of your lines mark it; with fewer than "
                f"{FEW_LINES}, expect it to be missed and mistaken often"
            )
    learnt = {result.name for result in trial.results}
    for name in codebook:
        if name not in learnt:
            yield f"{name}: no line marks it, so it is not learnt"
    unseen = [line for line in lines if line.own and not any(i.label >= 0 for i in line.items)]
    if unseen:
        yield (
            f"{len(unseen)} lines teach nothing, because no marked word in them can head a "
            f"trigger; first: {unseen[0].text.where}"
        )
    if background is None:
        yield (
            "this event model has no background of other news: fitted to your lines alone, "
            "own types may be found where they are not told"
        )
