"""``python -m dateline.web.basemap WHEEL``: see `dateline.web.basemap.building`."""

from __future__ import annotations

import sys
from pathlib import Path

from ...errors import InputError
from .building import build
from .reading import DATA


def main() -> int:
    """The exit code."""
    if len(sys.argv) != 2:
        sys.stderr.write("usage: python -m dateline.web.basemap WHEEL\n")
        return 2
    try:
        written = build(Path(sys.argv[1]), DATA)
    except InputError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for path in written:
        sys.stdout.write(f"{path}: {path.stat().st_size:,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
