"""The table ``lang/en/outcomes.txt``: what a word says of the outcome of what it governs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Literal, get_args

from ...errors import DataError

Outcome = Literal[
    "undone", "done", "fact", "ongoing", "planned", "demanded", "threatened", "possible",
    "alleged", "denied", "rejected", "invented", "harm", "consequence",
]  # fmt: skip
Outcomes = Mapping[tuple[str, str], Outcome]
"""(word, link) -> outcome."""

_NAMES: Mapping[str, Outcome] = {name: name for name in get_args(Outcome)}


@cache
def load_outcomes(language: str = "en") -> Outcomes:
    """The shipped table of a language. Raises `DataError` naming the line."""
    path = resources.files("dateline.lang").joinpath(language, "outcomes.txt")
    return read_outcomes(path.read_text(encoding="utf-8"))


def read_outcomes(text: str) -> Outcomes:
    """Read the format that heads ``outcomes.txt``. Raises `DataError` naming the line."""
    found: dict[tuple[str, str], Outcome] = {}
    outcome: Outcome | None = None
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.partition("#")[0].strip()
        if line.startswith("["):
            outcome = _NAMES.get(line.strip("[]"))
            if outcome is None:
                raise DataError(f"outcomes.txt:{number}: there is no outcome {line}")
        elif line:
            links, colon, words = line.partition(":")
            if outcome is None or not colon:
                raise DataError(
                    f"outcomes.txt:{number}: a line is 'link: word ...', under [outcome]"
                )
            for key in ((word, link) for link in links.split() for word in words.split()):
                if found.setdefault(key, outcome) != outcome:
                    raise DataError(
                        f"outcomes.txt:{number}: {key[0]!r} with {key[1]!r} is {found[key]} above"
                    )
    return found
