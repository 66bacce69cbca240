"""The words of a language that merging looks for (``lang/en/merging.toml``)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ..errors import DataError


@dataclass(frozen=True, slots=True)
class MergeWords:
    """What the file has, ready for use."""

    again: re.Pattern[str]
    """Title or lead speak of one act after another."""
    said: re.Pattern[str]
    """A verb of saying, and nothing after it but words of the same clause."""
    no_names: frozenset[str]
    empty: frozenset[str]


@cache
def load_merge_words(language: str = "en") -> MergeWords:
    """The words of a language. Raises `DataError` where the file lacks some."""
    path = resources.files("dateline.lang").joinpath(language, "merging.toml")
    try:
        found = tomllib.loads(path.read_text("utf-8"))
        return MergeWords(
            again=re.compile(rf"\b(?:{_either(found['again'])})\b", re.IGNORECASE),
            said=re.compile(rf"\b(?:{_either(found['said'])})\b[^.;:]*$"),
            no_names=frozenset(found["no_names"]),
            empty=frozenset(found["empty"]),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise DataError(f"{language}/merging.toml: {error}") from None


def _either(listed: list[str]) -> str:
    return "|".join(re.escape(one).replace(r"\*", r"\w+") for one in listed)
