"""Where a user's own files lie: by the rule of the system that Dateline runs on."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Literal

Kind = Literal["data", "cache"]

_FOLDERS = {
    "win32": (("APPDATA", "AppData/Roaming"), ("LOCALAPPDATA", "AppData/Local")),
    "darwin": (("", "Library/Application Support"), ("", "Library/Caches")),
}
"""Of data and of what can be made anew: the variable that names the folder, else where it is."""
_OTHER = (("XDG_DATA_HOME", ".local/share"), ("XDG_CACHE_HOME", ".cache"))


def user_file(kind: Kind, name: str) -> Path | None:
    """A file or folder of Dateline's in the user's folder; None for a user without a home."""
    variable, below = _FOLDERS.get(sys.platform, _OTHER)[kind == "cache"]
    folder = Path(os.environ.get(variable, ""))
    try:
        base = folder if folder.is_absolute() else Path.home() / below
    except RuntimeError:
        return None
    return base / "dateline" / name
