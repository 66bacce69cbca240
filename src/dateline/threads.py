"""One thread for NumPy's products: several cost more than they bring with matrices of this size,
and take the cores of other workers."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache

from threadpoolctl import ThreadpoolController


@cache
def _controller() -> ThreadpoolController:
    """The libraries loaded by now: NumPy's among them, for whoever asks has imported it."""
    return ThreadpoolController()


def one_thread() -> AbstractContextManager[object]:
    """Hold BLAS to one thread inside the block, and give it back its own number after."""
    limit: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return limit
