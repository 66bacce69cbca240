"""File names given as options, checked before anything slow is loaded."""

from __future__ import annotations

from pathlib import Path

from ..errors import InputError


def codebook_file(given: str | None) -> Path | None:
    """The user's codebook file, if one is given; an `InputError` where it is not there."""
    return _file("--codebook", given)


def model_folder(given: str | None) -> Path | None:
    """The folder of another event model; an `InputError` where it holds none."""
    if given is None:
        return None
    folder = Path(given)
    if not (folder / "card.json").is_file():
        raise InputError(f"--model: {given}: no event model there (no card.json)")
    return folder


def own_types_file(given: str | None) -> Path | None:
    """The file of the user's own types; an `InputError` where it is not there."""
    return _file("--own-types", given)


def _file(option: str, given: str | None) -> Path | None:
    if given is None:
        return None
    path = Path(given)
    if not path.is_file():
        raise InputError(f"{option}: {given}: no such file")
    return path
