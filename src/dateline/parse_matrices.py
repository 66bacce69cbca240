"""Matrix products for spaCy's networks by NumPy's BLAS, one row at a time the same as in a batch.

spaCy multiplies with BLIS, which has no kernel for many newer processors and then falls back to
its plain reference one, six times slower than OpenBLAS. A product's row must not depend on the
rows beside it, or an article would be coded differently in another batch: OpenBLAS keeps to that
for more than a few rows (below, it has kernels of their own, which round otherwise), so that
smaller matrices are filled up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from thinc.backends.numpy_ops import NumpyOps

if TYPE_CHECKING:
    from thinc.api import Model

Floats = NDArray[np.float32]

LEAST_ROWS = 16
"""OpenBLAS 0.3 takes its kernels for small matrices up to 4 rows; this keeps well clear of them."""


class RowwiseOps(NumpyOps):  # type: ignore[misc]  # thinc's compiled module has no types
    """thinc's NumPy backend, with products whose rows stand for themselves."""

    def __init__(self) -> None:
        super().__init__(use_blis=False)

    def gemm(
        self, x: Floats, y: Floats, out: Floats | None = None, trans1: bool = False,
        trans2: bool = False,
    ) -> Floats:  # fmt: skip
        """``x @ y``, each transposed if asked for, into ``out`` where given."""
        left = x.T if trans1 else x
        right = y.T if trans2 else y
        product = _product(left, right)
        if out is None:
            return product
        out[:] = product
        return out


def _product(left: Floats, right: Floats) -> Floats:
    rows = left.shape[0]
    if rows >= LEAST_ROWS:
        result: Floats = left @ right
        return result
    filled = np.zeros((LEAST_ROWS, left.shape[1]), dtype=left.dtype)
    filled[:rows] = left
    return np.ascontiguousarray((filled @ right)[:rows])


def use_rowwise(model: Model[Any, Any]) -> None:
    """Let every layer of a spaCy component's network that runs on the processor multiply so."""
    ops = RowwiseOps()
    for layer in model.walk():
        if isinstance(layer.ops, NumpyOps):
            layer.ops = ops
