"""Which texts are the fixed test part: a matter of their words alone."""

from __future__ import annotations

import hashlib

from .markup import CorpusText

SNIPPET_SHARE = 0.15
REPORT_SHARE = 0.30


def is_test(text: CorpusText) -> bool:
    """Whether a text is never trained on; stable under changes of its markup."""
    digest = hashlib.sha256(" ".join(text.text.split()).encode()).digest()
    share = int.from_bytes(digest[:8], "big") / 2**64
    return share < (REPORT_SHARE if text.whole else SNIPPET_SHARE)
