"""What an evaluation consists of: tallies per text, figures over them, and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many values were right, given and expected; all three can be added up.

    A share (how many of n were right) is a tally with n given and n expected, so that its
    precision, recall and F1 are one number.
    """

    right: int = 0
    given: int = 0
    expected: int = 0

    @classmethod
    def share(cls, right: int, of: int = 1) -> Tally:
        """``right`` of ``of``."""
        return cls(right, of, of)

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.right + other.right, self.given + other.given, self.expected + other.expected
        )

    @property
    def precision(self) -> float | None:
        """Share of the given values that are right, 0-1; None where none was given."""
        return self.right / self.given if self.given else None

    @property
    def recall(self) -> float | None:
        """Share of the expected values that were given, 0-1; None where none was expected."""
        return self.right / self.expected if self.expected else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall, 0-1; None where nothing was asked or said."""
        both = self.given + self.expected
        return 2 * self.right / both if both else None

    @property
    def errors(self) -> int:
        """Values given wrongly and values missed, together."""
        return self.given + self.expected - 2 * self.right


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with its 95% bootstrap interval.

    ``value`` is the F1 of the tally or, where ``share`` is set, the share; a figure that is
    no sum over texts (a macro average, say) has no tally.
    """

    name: str
    value: float | None
    interval: tuple[float, float] | None = None
    tally: Tally | None = None
    share: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of results, for the screen and for machines alike."""

    name: str
    """A key for machines, such as ``by_type``."""
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shown: bool = True
    """Whether the screen shows it; data of a curve, say, is for machines only."""


@dataclass(frozen=True, slots=True)
class TextScore:
    """One text's tallies by figure; what gains and losses are found from."""

    id: str
    """What the text is known by across runs: a hash of its words, or the gold file's own id."""
    tallies: Mapping[str, Tally]
    where: str = ""
    """Where the gold stands, for people to look it up."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that an evaluation found."""

    form: str
    texts: tuple[TextScore, ...]
    figures: tuple[Figure, ...]
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = field(default=())
    """Plain lines: what was left out, how many texts failed."""


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum of tallies."""
    right = given = expected = 0
    for tally in tallies:
        right += tally.right
        given += tally.given
        expected += tally.expected
    return Tally(right, given, expected)


def tally_row(name: Cell, tally: Tally) -> tuple[Cell, ...]:
    """A table row: name, precision, recall, F1, right, given, expected (see `TALLY_COLUMNS`)."""
    return (
        name, tally.precision, tally.recall, tally.f1, tally.right, tally.given, tally.expected,
    )  # fmt: skip


TALLY_COLUMNS = ("precision", "recall", "F1", "right", "given", "expected")
