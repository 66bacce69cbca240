"""A user's own event types: rows of the type head beside the shipped ones, in one small file."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ..errors import DataError
from .heads import Floats

_FORM = 1


class Features(NamedTuple):
    """A proposed word as a user's types see it.

    ``row`` is its row of `joined`; ``rivals`` the logarithm of the summed exponentials of what
    the shipped model has for it (no event, and each shipped type), at the model's temperature.
    """

    row: Floats
    rivals: float


@dataclass(frozen=True, slots=True, eq=False)
class OwnTypes:
    """Types that `dateline train` fitted to a user's lines.

    ``weights`` (types, features) and ``bias`` (types,) give a proposed word's logits for ``names``
    beside those of the shipped types; the features are those of `joined`. ``lemmas`` head the
    trigger words of the user's lines: wherever they stand, they are proposed. ``model`` is the
    version of the event model that the rows were fitted to and mean anything beside.
    """

    names: tuple[str, ...]
    weights: Floats
    bias: Floats
    lemmas: frozenset[str]
    model: str

    @property
    def version(self) -> str:
        """8 hex digits of all that is in it."""
        told = "\0".join([*self.names, "", *sorted(self.lemmas), "", self.model])
        digest = hashlib.sha256(told.encode())
        digest.update(self.weights.astype("<f4").tobytes())
        digest.update(self.bias.astype("<f4").tobytes())
        return digest.hexdigest()[:8]

    def logits(self, features: Floats) -> Floats:
        """(n, features) of proposed words -> (n, types)."""
        result: Floats = features @ self.weights.T + self.bias
        return result

    def save(self, path: Path) -> None:
        """Write the file that `read_own_types` reads; the same types give the same bytes.

        Raises `OSError` where it cannot be written.
        """
        with path.open("wb") as stream:
            np.savez(
                stream,
                form=np.array(_FORM),
                names=np.array(self.names),
                lemmas=np.array(sorted(self.lemmas)),
                model=np.array(self.model),
                weights=self.weights.astype("<f4"),
                bias=self.bias.astype("<f4"),
            )


def joined(trigger: Floats, means: Floats, first: Floats) -> Floats:
    """(n, hidden) features of the shipped heads, (n, width) word vectors and [CLS] in one row.

    The shipped types' features alone have forgotten much of what they never needed to tell
    apart; the encoder's own vectors of the word and its sentence still hold it.
    """
    return np.concatenate([trigger, means, np.broadcast_to(first, means.shape)], axis=1)


def read_own_types(path: Path) -> OwnTypes:
    """The types of a file that `OwnTypes.save` wrote. Raises `DataError` for anything else."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            if int(arrays["form"]) != _FORM:
                raise DataError(f"{path}: made by another version of `dateline train`")
            found = OwnTypes(
                tuple(str(name) for name in arrays["names"]),
                arrays["weights"].astype(np.float32),
                arrays["bias"].astype(np.float32),
                frozenset(str(lemma) for lemma in arrays["lemmas"]),
                str(arrays["model"]),
            )
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (
        ValueError, KeyError, TypeError, IndexError, AttributeError, EOFError, zipfile.BadZipFile
    ) as error:  # fmt: skip
        raise DataError(f"{path}: not made by `dateline train`, or damaged") from error
    whole = found.bias.shape == (len(found.names),) and found.weights.ndim == 2
    if not (whole and found.names and len(found.weights) == len(found.names)):
        raise DataError(f"{path}: not made by `dateline train`, or damaged")
    return found
