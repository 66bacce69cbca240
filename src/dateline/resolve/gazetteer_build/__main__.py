"""``python -m dateline.resolve.gazetteer_build``: build the file into the package."""

from __future__ import annotations

import sys

from .layout import VERSION
from .writing import build


def main() -> int:
    """Build the file and say what came of it."""
    path = build()
    sys.stdout.write(f"{path}: {VERSION}, {path.stat().st_size / 1e6:.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
