"""The actor file of this run: the package's texts, with a user's own laid over them."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

from ..bulk import uncollected
from .actor_cache import digest_of, keep, kept
from .actor_file import ActorFile, read_actor_texts


@cache
def load_actor_file(extra: Path | None = None) -> ActorFile:
    """The package's actor file, with the entries of ``extra`` (a file or folder) added.

    Raises `DataError` naming file and line.
    """
    folder = resources.files("dateline.data").joinpath("actors")
    shipped = sorted((f for f in folder.iterdir() if f.name.endswith(".txt")), key=lambda f: f.name)
    own = [] if extra is None else sorted(extra.glob("*.txt")) if extra.is_dir() else [extra]
    texts = [(f.name, f.read_text(encoding="utf-8")) for f in shipped]
    laid_over = [(str(p), p.read_text(encoding="utf-8")) for p in own]
    digest = digest_of([*texts, ("", ""), *laid_over])
    with uncollected():
        file = kept(digest)
        if file is None:
            file = read_actor_texts(texts, own=laid_over)
            keep(digest, file)
    return file
