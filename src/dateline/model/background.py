"""What other news looks like to the event model: the counterweight of a user's few lines."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np

from ..errors import DataError
from .heads import Floats

NAME = "background.npz"
_DATA = "data"
_STEPS = 127


@dataclass(frozen=True, slots=True, eq=False)
class Background:
    """Words proposed at random from the training corpus, as a user's types see them.

    ``rows`` (n, features) and ``rivals`` (n,) are those of `own_types.Features`; ``model`` is the
    version of the event model that made them.
    """

    rows: Floats
    rivals: Floats
    model: str

    def save(self, folder: Path) -> None:
        """Write it beside the model of a folder, one byte a feature."""
        scale = np.maximum(np.abs(self.rows).max(axis=0), 1e-6) / _STEPS
        np.savez_compressed(
            folder / NAME,
            rows=np.round(self.rows / scale).astype(np.int8),
            scale=scale.astype("<f4"),
            rivals=self.rivals.astype("<f4"),
            model=np.array(self.model),
        )


def read_background(model: str, folder: Path | None = None) -> Background | None:
    """The background of the shipped model or of a folder's; None where ``model`` has none there.

    Raises `DataError` where the file is damaged.
    """
    if folder is None:
        with resources.as_file(resources.files("dateline.model").joinpath(_DATA)) as shipped:
            return read_background(model, shipped)
    path = folder / NAME
    if not path.is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as arrays:
            rows = arrays["rows"].astype(np.float32) * arrays["scale"].astype(np.float32)
            rivals = arrays["rivals"].astype(np.float32)
            found = Background(rows, rivals, str(arrays["model"]))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise DataError(f"{path}: cannot be read: {error}") from error
    return found if found.model == model else None
