"""Codes of a corrected report, derived anew from what it now says."""

from __future__ import annotations

import re
from dataclasses import replace

from ..codebook import Codebook, load_schemes
from ..codebook.codes import CodeFacts, as_intended, derive_codes
from ..records.entity import Actor
from ..records.event import Codes, Participant, Report

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_ENDINGS = ("ies", "es", "s", "ed", "d", "ing")
_SHORTEST = 3
_NO_CODES = Codes(None, (), (), None, None, None, None, None)


def recoded(before: Report, after: Report, codebook: Codebook) -> Report:
    """``after`` with codes of its own, where it differs from ``before`` in what codes depend on.

    Where the type is the same, modes and contexts that the words gave stay as far as the category
    has them: the pipeline read them from the parse, which is not at hand here.
    """
    if _grounds(before) == _grounds(after):
        return after
    event = codebook.types.get(after.event_type.value or "")
    if event is None:
        return replace(after, codes=_NO_CODES)
    codes = derive_codes(event, _facts(after))
    if before.event_type.value == after.event_type.value:
        codes = _with_modes(codes, before.codes)
    return replace(after, codes=as_intended(codes, after.factuality.value))


def _grounds(report: Report) -> tuple[object, ...]:
    """What a report's codes depend on, beside its words."""
    parties = [_first(report.actors), _first(report.targets)]
    coded = [(one.sectors, one.acled_type) if one else None for one in parties]
    return report.event_type.value, *coded, report.factuality.value, report.weapon


def _facts(report: Report) -> CodeFacts:
    actor, target = _first(report.actors), _first(report.targets)
    words = _lemmas(report.sentence.text)
    return CodeFacts(
        lemmas=words,
        sentence_lemmas=words,
        weapon=report.weapon.text.lower() if report.weapon else None,
        actor_sectors=actor.sectors if actor else (),
        actor_acled=actor.acled_type if actor else None,
        target_sectors=target.sectors if target else (),
        target_acled=target.acled_type if target else None,
    )


def _first(participants: tuple[Participant, ...]) -> Actor | None:
    return participants[0].actor.value if participants else None


def _with_modes(codes: Codes, before: Codes) -> Codes:
    category = load_schemes().categories.get(codes.plover or "")
    if category is None or codes.plover != before.plover:
        return replace(codes, plover_contexts=before.plover_contexts)
    return replace(
        codes, plover_modes=before.plover_modes, plover_contexts=before.plover_contexts
    )  # fmt: skip


def _lemmas(sentence: str) -> frozenset[str]:
    """Every word of a sentence in the forms that its lemma may have.

    No parse says which it is; a form that is no word at all meets no cue either.
    """
    found = set()
    for word in _WORD.findall(sentence.lower()):
        found.add(word)
        for ending in _ENDINGS:
            stem = word.removesuffix(ending)
            if stem != word and len(stem) >= _SHORTEST:
                found |= {stem, f"{stem}e", f"{stem}y"}
                if stem[-1] == stem[-2]:
                    found.add(stem[:-1])
    return frozenset(found)
