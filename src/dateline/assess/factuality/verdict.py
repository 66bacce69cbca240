"""What is known of an act's reality on the way from its trigger up to the told clause."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...records.claim import Factuality

TOLD = "told as a fact"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A value with its cue words and their scope, all as token indices."""

    value: Factuality = "asserted"
    cues: tuple[int, ...] = ()
    why: str = TOLD
    scope: int | None = None
    """The head of what the cue governs; None where the cue stands beside the trigger."""
    ahead: bool = False
    """The act, if it comes, lies ahead."""
    undone: bool = False
    """Negated by what kept it from happening ("foiled"), not by a plain "not"."""
    conditional: bool = False
    """A plan or threat that holds on a stated condition only."""
    negative: bool = False
    """What is demanded or threatened is that it does not happen ("do not attack")."""
    modal: str = ""
    """The modal verb that decided, lower case."""

    @property
    def asserted(self) -> bool:
        """Whether nothing so far speaks against the act."""
        return self.value == "asserted"

    def on(self, condition: int, words: str) -> Verdict:
        """The same, holding only on a condition whose cue is a token."""
        if self.value == "threatened":
            return replace(self, conditional=True, cues=(*self.cues, condition))
        return possible((condition,), f"only on a condition: {words!r}", ahead=True)


def possible(
    cues: tuple[int, ...], why: str, *, scope: int | None = None, ahead: bool = False
) -> Verdict:
    """A hypothetical verdict."""
    return Verdict("hypothetical", cues, why, scope=scope, ahead=ahead)
