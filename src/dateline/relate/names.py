"""The words of a participant, and the name before a hyphen."""

from __future__ import annotations

from ..lang.en.syntax import Syntax

HYPHENS = frozenset("-‐‑–")


def extent(syntax: Syntax, token: int, *, hyphenated: bool = False) -> tuple[int, int]:
    """The words of a participant; "Guards (IRGC) Quds Force" is one name."""
    p = syntax.parsed
    if hyphenated:
        return name_before_hyphen(syntax, token), token + 1
    first, last = syntax.phrase(token)
    if p.lower[first] in ("both", "either") and first < token:
        first += 1
    if last - 1 > token and p.tags[last - 1] == "POS":
        last -= 1
    named = next((c for c in syntax.kids(token, "appos") if p.tags[c].startswith("NNP")), None)
    if (
        named is not None
        and not p.tags[token].startswith("NNP")
        and syntax.phrase(named)[0] == last
    ):
        return first, syntax.phrase(named)[1]
    if last + 2 < len(p.words) and p.words[last] == "(" and p.words[last + 2] == ")":
        after = last + 3
        while after < len(p.words) and p.tags[after].startswith("NNP"):
            after += 1
        if after > last + 3:
            last = after
    return first, last


def name_before_hyphen(syntax: Syntax, token: int) -> int:
    """First token of the name that ends at ``token``: "al-Qaeda", "Islamic State"."""
    p, first = syntax.parsed, token
    while first > p.sentences[p.sentence_of[token]].first:
        before = first - 1
        if p.words[before] in HYPHENS and before > 0 and p.ends[before] == p.starts[first]:
            first = before - 1
        elif (p.words[before][:1].isupper() or p.words[before][:1].isdigit()) and _same_name(
            syntax, before, first
        ):
            first = before
        else:
            break
    return first


def _same_name(syntax: Syntax, before: int, token: int) -> bool:
    p = syntax.parsed
    if any(first <= before and token < last for first, last, _ in p.ents):
        return True
    if p.words[token] == "State" and p.words[before] == "Islamic":
        return True
    return (
        (p.tags[before].startswith("NNP") or p.words[before][:1].isdigit())
        and p.entity[before] != "NORP"
        and (p.words[token][:1].isupper())
    )
