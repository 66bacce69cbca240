"""File names given as options, checked before anything slow is loaded."""

from __future__ import annotations

from pathlib import Path

from ..errors import InputError


def codebook_file(given: str | None) -> Path | None:
    """The user's codebook file, if one is given; an `InputError` where it is not there."""
    if given is None:
        return None
    path = Path(given)
    if not path.is_file():
        raise InputError(f"--codebook: {given}: no such file")
    return path
