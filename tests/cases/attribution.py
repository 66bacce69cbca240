"""Score the chain of telling on ``attribution_cases.jsonl`` (``SAYING.md`` says what is right).

    python -m tests.cases.attribution [-v]

Each text is parsed and the chain around the event's words is asked for, as the coder asks for that
of a trigger. ``chain``: every link has the right speaker, a cue that shares a word with the one
expected, and a stance that is accepted. ``speakers``: the speakers alone, in order. ``names``: of
the links with a pronoun or description whose name stands in the text, the share that gives it.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dateline.assess.attribution import chain_of
from dateline.assess.speech import find_speeches
from dateline.config import Settings
from dateline.evaluate.coding import article_of
from dateline.lang.en.syntax import Syntax
from dateline.link import Linker
from dateline.records.claim import Attribution, Speaker
from dateline.records.text import Quote
from dateline.resources import Resources

CASES = Path(__file__).with_name("attribution_cases.jsonl")
FIELDS = ("chain", "speakers", "names")
_SKIP = frozenset("the a an of and his her their its ’s 's".split())
_MARKS = ".,;:'’\"“”()[]—–-"


def given(case: dict[str, Any], resources: Resources) -> tuple[Attribution, ...]:
    """The chain around the case's event; a speaker's ``name`` is what the phrase takes up."""
    text = case["text"]
    parsed = resources.parser.parse(article_of(text, id=case["id"]))
    syntax = Syntax(parsed, resources.lexicon, name_classes=resources.name_classes)
    speeches = find_speeches(syntax)
    linker = Linker(syntax, speeches)

    def name(token: int) -> Speaker:
        quote = parsed.quote(*syntax.phrase(token))
        linked = linker.antecedent(token)
        words = parsed.quote(*syntax.phrase(linked.token)).text if linked else quote.text
        return Speaker(quote, words)

    at = text.index(case["event"])
    inside = [i for i, start in enumerate(parsed.starts) if at <= start < at + len(case["event"])]
    heads = [i for i in inside if parsed.heads[i] not in inside or parsed.heads[i] == i]
    return chain_of(syntax, (heads or inside)[0], speeches, name)


def judged(case: dict[str, Any], found: Sequence[Attribution]) -> dict[str, tuple[int, int]]:
    """Field -> (right, of), for the one of the accepted chains that ``found`` meets best."""
    chains = [case["chain"], *case.get("accept", [])]
    whole = any(
        len(chain) == len(found)
        and all(_link(case, w, g) for w, g in zip(chain, found, strict=True))
        for chain in chains
    )
    speakers = any(
        len(chain) == len(found)
        and all(_speaker(case, w, g) for w, g in zip(chain, found, strict=True))
        for chain in chains
    )
    named = [w for w in case["chain"] if w["names"] is not None]
    hits = sum(
        any(g.speaker is not None and _alike(g.speaker.name, w["names"]) for g in found)
        for w in named
    )
    return {"chain": (whole, 1), "speakers": (speakers, 1), "names": (hits, len(named))}


def _link(case: dict[str, Any], wanted: dict[str, Any], found: Attribution) -> bool:
    stances = (wanted["stance"], *wanted.get("stance_accept", ()))
    shared = set(wanted["cue"].lower().split()) & set(found.cue.text.lower().split())
    marks = wanted["cue"] == found.cue.text
    return _speaker(case, wanted, found) and bool(shared or marks) and found.stance in stances


def _speaker(case: dict[str, Any], wanted: dict[str, Any], found: Attribution) -> bool:
    """The same phrase: within the words expected (or the name beside them), and its head or most.

    The coder gives phrases short, without what stands behind their head ("a source" for "a source
    close to the marshal"): a phrase that begins where the expected one does counts, unless it is a
    possessor there ("Oslo" is not "Oslo's police chief").
    """
    if wanted["speaker"] is None or found.speaker is None:
        return wanted["speaker"] is None and found.speaker is None
    phrases = [p for p in (wanted["speaker"], wanted["names"]) if p is not None]
    quote = found.speaker.quote
    return any(
        _stands_in(case["text"], phrase, quote)
        and (_alike(quote.text, phrase) or _begins(case["text"], phrase, quote))
        for phrase in phrases
    )


def _begins(text: str, phrase: str, quote: Quote) -> bool:
    """Whether a phrase is the beginning of the expected one, and no possessor in it."""
    return phrase.startswith(quote.text + " ") and text.startswith(phrase, quote.start)


def _stands_in(text: str, phrase: str, quote: Quote) -> bool:
    at = text.find(phrase)
    while at >= 0:
        if at < quote.end and quote.start < at + len(phrase):
            return True
        at = text.find(phrase, at + 1)
    return False


def _alike(given: str, wanted: str) -> bool:
    mine, core = words(given), words(wanted)
    for preposition in (" of ", " by ", " in ", " at ", " from ", " on ", " for "):
        core = min(core, words(wanted.split(preposition)[0]) or core, key=len)
    return 2 * len(mine & core) >= len(core)


def words(text: str) -> set[str]:
    """The words of a phrase that tell it apart, without the possessive's ending."""
    plain = (w.strip(_MARKS).lower() for w in text.replace("-", " ").split())
    bare = {w.removesuffix("’s").removesuffix("'s") for w in plain} - {""}
    return bare - _SKIP or bare


def cases() -> list[dict[str, Any]]:
    """All cases of the table."""
    return [json.loads(line) for line in CASES.read_text("utf-8").splitlines() if line.strip()]


def _shown(chain: Sequence[Attribution]) -> str:
    return " > ".join(
        f"{s.speaker.quote.text if s.speaker else None} / {s.cue.text} / {s.stance}" for s in chain
    )


def _expected(chain: Sequence[dict[str, Any]]) -> str:
    return " > ".join(f"{s['speaker']} / {s['cue']} / {s['stance']}" for s in chain)


def main() -> int:
    """Print the shares right by kind, of all cases and of those whose number 4 divides."""
    resources = Resources(Settings())
    right, of = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for case in cases():
        found = given(case, resources)
        kept = int(case["id"].split("-")[1]) % 4 == 0
        scores = judged(case, found)
        for kind in (case["kind"], "all", "unread quarter" if kept else "read"):
            for field, (good, asked) in scores.items():
                right[kind, field] += good
                of[kind, field] += asked
        if "-v" in sys.argv and not kept and any(g < a for g, a in scores.values()):
            wrong = ", ".join(f for f, (g, a) in scores.items() if g < a)
            names = [s.speaker.name for s in found if s.speaker]
            print(
                f"{case['id']} {case['kind']} [{wrong}] {case['event']!r} | {case['text']}\n"
                f"    want {_expected(case['chain'])}\n    got  {_shown(found)}"
                + (f"\n    names {names}" if "names" in wrong else "")
            )
    for kind in sorted({kind for kind, _ in of}):
        shares = [
            f"{right[kind, f] / of[kind, f]:.3f} of {of[kind, f]}" if of[kind, f] else "-"
            for f in FIELDS
        ]
        print(f"{kind:24}" + "".join(f"{f} {s:16}" for f, s in zip(FIELDS, shares, strict=True)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
