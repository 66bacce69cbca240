"""What tells the encoder which sentences to leave unread."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dateline.model import load_model
from dateline.model.skim import BUCKETS, Skim, bucket


def skim(**weights: float) -> Skim:
    values = np.zeros(BUCKETS, dtype=np.float32)
    for hint, weight in weights.items():
        values[bucket(hint)] = weight
    return Skim(values, 1.0, "v1")


def test_hints_add_up_to_a_promise() -> None:
    made = skim(strike=0.75, held=0.5, never=-1.0)
    assert made.promises(["strike", "held"])
    assert not made.promises(["strike"])
    assert not made.promises(["strike", "held", "never"])
    assert not made.promises([])


def test_a_bucket_is_the_same_everywhere() -> None:
    assert (bucket("L=strike"), bucket("LK=hold|dobj=talk")) == (19002, 10252)


def test_it_is_kept_beside_its_model(tmp_path: Path) -> None:
    made = skim(strike=0.75)
    made.save(tmp_path / "skim.npz")
    read = Skim.read(tmp_path / "skim.npz", "v1")
    assert read is not None
    assert (read.weights == made.weights).all()
    assert read.threshold == made.threshold


def test_that_of_another_model_or_none_is_none(tmp_path: Path) -> None:
    skim().save(tmp_path / "skim.npz")
    assert Skim.read(tmp_path / "skim.npz", "v2") is None
    assert Skim.read(tmp_path / "nowhere.npz", "v1") is None


def test_a_damaged_one_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "skim.npz").write_bytes(b"no archive")
    with pytest.raises((ValueError, OSError)):
        Skim.read(tmp_path / "skim.npz", "v1")


def test_the_shipped_one_is_of_the_shipped_model() -> None:
    model = load_model()
    assert model.skim is not None
    assert model.skim.version == model.card["version"]
    assert np.isfinite(model.skim.weights).all()
