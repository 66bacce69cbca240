"""File names given as options, checked before anything slow is loaded."""

from __future__ import annotations

from pathlib import Path

from ..errors import InputError
from ..user_folders import user_file
from .options import GazetteerOptions


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


def gazetteer_file(given: GazetteerOptions) -> Path | None:
    """Another gazetteer than the shipped one; an `InputError` where it is not there."""
    return _file("--gazetteer", given.gazetteer)


def places_file(given: GazetteerOptions) -> Path | None:
    """The user's places: the file given, else the one that `dateline gazetteer add` keeps."""
    if given.no_places:
        if given.places is not None:
            raise InputError("--places and --no-places: give one of them")
        return None
    if given.places is not None:
        return _file("--places", given.places)
    own = own_places()
    return own if own is not None and own.is_file() else None


def own_places() -> Path | None:
    """Where the places that the user has added are kept; None for a user without a home."""
    return user_file("data", "places.csv")


def full_gazetteer() -> Path | None:
    """Where `dateline gazetteer build` writes; None for a user without a home."""
    return user_file("cache", "gazetteer-full.sqlite")


def _file(option: str, given: str | None) -> Path | None:
    if given is None:
        return None
    path = Path(given)
    if not path.is_file():
        raise InputError(f"{option}: {given}: no such file")
    return path
