"""Names compared without what spelling leaves open."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Small letters without accents, apostrophes and full stops."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in plain if c.isalnum() or c in " -").strip()
