"""The actor file as it was read last, kept in the user's cache folder: reading it takes longer.

What is kept goes by a hash of the texts and of the modules that read them; anything that does not
fit, or cannot be read or written, is as if nothing were kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

import msgspec

from ..user_folders import user_file
from . import actor_file, names, periods
from .actor_file import ActorFile

_MOST_KEPT = 4
"""So many files are kept: of several versions of Dateline, or of a user's own actors."""


def digest_of(texts: Iterable[tuple[str, str]]) -> str:
    """32 hex digits for (name, content) texts in their order."""
    digest = hashlib.sha256()
    for module in (actor_file, names, periods):
        digest.update(Path(str(module.__file__)).read_bytes())
    for name, text in texts:
        digest.update(f"\0{name}\0{len(text)}\0".encode())
        digest.update(text.encode())
    return digest.hexdigest()[:32]


def kept(digest: str) -> ActorFile | None:
    """What was kept of the texts of a digest; None where nothing was."""
    path = _path(digest)
    if path is None:
        return None
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=ActorFile)
    except (OSError, msgspec.MsgspecError, ValueError):
        return None


def keep(digest: str, file: ActorFile) -> None:
    """Keep what was read; where that cannot be, the next run reads the texts again."""
    path = _path(digest)
    if path is None:
        return
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(msgspec.msgpack.encode(file))
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
        _forget_old(path.parent)


def _forget_old(folder: Path) -> None:
    found = sorted(folder.glob("actors-*.msgpack"), key=lambda path: path.stat().st_mtime)
    for path in found[:-_MOST_KEPT]:
        path.unlink(missing_ok=True)


def _path(digest: str) -> Path | None:
    return user_file("cache", f"actors-{digest}.msgpack")
