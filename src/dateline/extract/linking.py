"""What extraction asks of the linker; stated here because stages do not import each other."""

from __future__ import annotations

from typing import Protocol

from ..records.coded import Via


class Antecedent(Protocol):
    """What a phrase refers back to: a head token and the link's name."""

    @property
    def token(self) -> int: ...
    @property
    def via(self) -> Via: ...


class Antecedents(Protocol):
    """Finds what a phrase refers back to."""

    def antecedent(self, token: int) -> Antecedent | None:
        """The antecedent of the phrase headed by ``token``, or None."""
