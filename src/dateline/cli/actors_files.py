"""Where a user's own actors are: the folder of what has been imported, or a file given."""

from __future__ import annotations

from pathlib import Path

from ..errors import InputError
from ..user_folders import user_file
from .options import ActorOptions

_FOLDER = "actors"


def actors_path(given: ActorOptions) -> Path | None:
    """The file given, else the folder that `dateline actors import` keeps, None without either.

    Raises `InputError` where the file is not there.
    """
    if given.no_actors:
        if given.actors is not None:
            raise InputError("--actors and --no-actors: give one of them")
        return None
    if given.actors is not None:
        path = Path(given.actors)
        if not path.exists():
            raise InputError(f"--actors: {given.actors}: no such file")
        return path
    own = own_actors()
    return own if own is not None and any(own.glob("*.txt")) else None


def own_actors() -> Path | None:
    """The folder of the actors that the user has imported; None for a user without a home."""
    return user_file("data", _FOLDER)
