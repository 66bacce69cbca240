"""Coded files on their way to `dateline.merge.blocked`: a file is a block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from ..errors import InputError
from ..merge.blocked_sheets import ArticleRead, of_coded
from .coded_files import SUFFIX, read_coded
from .ray_folder import MANIFEST, BlockFolder, Manifest


def coded_files_of(places: Iterable[str]) -> list[Path]:
    """The files of coded articles that are named, or lie in the folders that are, each once.

    Those of a folder that ``dateline code --ray`` wrote come in the order of its input, of any
    other folder in the order of their names. Raises `InputError` where there are none, or where a
    folder's coding is not finished.
    """
    found: dict[Path, None] = {}
    for place in places:
        path = Path(place)
        files = _in_folder(path) if path.is_dir() else [path]
        if not files:
            raise InputError(f"{place}: no coded articles there (no *{SUFFIX} file)")
        found.update((file.resolve(), None) for file in files)
    return list(found)


def read_file(path: Path) -> Iterator[ArticleRead]:
    """The articles of a file, ready for merging. Raises as `read_coded` does."""
    return map(of_coded, read_coded([path]))


def _in_folder(folder: Path) -> list[Path]:
    place = folder / MANIFEST
    try:
        text = place.read_bytes() if place.is_file() else None
        if text is None:
            files = folder.glob(f"*{SUFFIX}")
            return sorted(one for one in files if not one.name.startswith("."))
        manifest = msgspec.json.decode(text, type=Manifest)
    except OSError as error:
        raise InputError(f"{folder}: {error.strerror or error}") from error
    except (msgspec.MsgspecError, ValueError) as error:
        raise InputError(f"{place}: it cannot be read: {error}") from error
    blocks = [block for one in manifest.inputs for block in one.blocks]
    kept = BlockFolder(folder)
    missing = kept.missing(blocks)
    if missing:
        raise InputError(
            f"{folder}: {len(missing):,} of {len(blocks):,} blocks are not coded yet: finish that "
            "first, or name the files to merge"
        )
    return [kept.coded(block) for block in blocks]
