"""A sentence as word pieces, and which pieces make up which word."""

from __future__ import annotations

from collections.abc import Sequence

from tokenizers import Tokenizer

MAX_PIECES = 192
"""Longer sentences are cut; the words past it have no pieces, and the rules decide alone."""

Spans = list[tuple[int, int] | None]


def pieces(
    tokenizer: Tokenizer, text: str, words: Sequence[tuple[int, int]]
) -> tuple[list[int], Spans]:
    """Piece ids with [CLS] and [SEP]; for each word its (first, past last) piece or None.

    ``words`` are character spans (start, past end) in ``text``, in order.
    """
    encoded = tokenizer.encode(text, add_special_tokens=False)
    ids = encoded.ids[: MAX_PIECES - 2]
    spans: Spans = [None] * len(words)
    at = 0
    for number, (start, end) in enumerate(encoded.offsets[: MAX_PIECES - 2], start=1):
        while at < len(words) and words[at][1] <= start:
            at += 1
        if at < len(words) and words[at][0] < end and start < words[at][1]:
            known = spans[at]
            spans[at] = (known[0] if known else number, number + 1)
    opening, closing = (tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]"))
    assert opening is not None
    assert closing is not None
    return [opening, *ids, closing], spans
