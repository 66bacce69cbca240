"""From an event type and the words that stand there to codes in PLOVER, CAMEO and ACLED."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..records.event import Codes
from .loader import Case, EventType
from .schemes import NO_CUES, Schemes, load_contexts, load_modes, load_schemes

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """What the words say that bears on an event's codes. All lemmas are in lower case."""

    lemmas: frozenset[str] = frozenset()
    """Lemmas of the trigger's clause and its arguments: for modes and conditions."""
    sentence_lemmas: frozenset[str] = frozenset()
    """Lemmas of the whole sentence: for contexts."""
    weapon: str | None = None
    """The weapon phrase."""
    actor_sectors: tuple[str, ...] = ()
    actor_acled: str | None = None
    target_sectors: tuple[str, ...] = ()
    target_acled: str | None = None
    fixed: tuple[tuple[str, str], ...] = ()
    """Codes that a trigger pattern settles, e.g. ``("mode", "hunger")``; see `check_code`."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """The facts as sets, with the category and the modes once they are known."""

    words: frozenset[str]
    actor: frozenset[str]
    target: frozenset[str]
    fixed_modes: tuple[str, ...]
    category: str | None = None
    modes: frozenset[str] = frozenset()


_COOPERATIVE = (1, 2)
"""Quad classes of verbal and of material cooperation."""


def derive_codes(event: EventType, facts: CodeFacts) -> Codes:
    """The codes of one event; nothing is given that neither the type nor the words state."""
    schemes = load_schemes()
    fixed = dict(facts.fixed)
    weapon = _weapon_words(facts.weapon)
    scene = _Scene(
        words=facts.lemmas | weapon,
        actor=_actor_set(facts.actor_sectors, facts.actor_acled),
        target=_actor_set(facts.target_sectors, facts.target_acled),
        fixed_modes=tuple(value for kind, value in facts.fixed if kind == "mode"),
    )
    case = _plover_case(event, scene, schemes, fixed.get("plover"))
    modes = _modes(event, case, scene, schemes)
    scene = replace(scene, category=case.code, modes=frozenset(modes))
    cameo = _settled(fixed.get("cameo")) if "cameo" in fixed else _first(event.cameo, scene)
    acled = _settled(fixed.get("acled")) if "acled" in fixed else _first(event.acled, scene)
    category = schemes.categories[case.code] if case.code else None
    return Codes(
        plover=case.code,
        plover_modes=modes,
        plover_contexts=_contexts(facts, weapon),
        intensity=category.score if category else None,
        cameo=cameo,
        acled_event_type=schemes.acled[acled] if acled else None,
        acled_sub_event_type=acled,
        quad_class=_quad_class(event, case.code, cameo, schemes),
    )


def as_intended(codes: Codes, factuality: str) -> Codes:
    """The codes of an act that is only planned or threatened.

    Cooperation still to come is the readiness for it, AGREE, and harm that somebody threatens is
    THREATEN (PLOVER manual on both categories: "future meeting -> AGREE"; CAMEO 03 and 13).
    ``factuality`` is the report's.
    """
    schemes = load_schemes()
    known = schemes.categories.get(codes.plover or "")
    if known is None:
        return codes
    cooperative = known.quad_class in _COOPERATIVE
    if factuality == "planned" and cooperative and codes.plover != "AGREE":
        return _intention(codes, "AGREE", "030", schemes)
    if factuality == "threatened" and not cooperative and codes.plover != "THREATEN":
        return _intention(codes, "THREATEN", "130", schemes)
    return codes


def _intention(codes: Codes, category: str, cameo: str, schemes: Schemes) -> Codes:
    known = schemes.categories[category]
    modes = tuple(mode for mode in codes.plover_modes if mode in known.modes)
    return replace(
        codes,
        plover=category,
        plover_modes=modes,
        intensity=known.score,
        cameo=cameo,
        quad_class=known.quad_class,
    )


def _plover_case(event: EventType, scene: _Scene, schemes: Schemes, fixed: str | None) -> Case:
    """The case that gives the category: a settled one, else the first that holds."""
    cases = event.plover
    if fixed is not None:
        code = None if fixed == "-" else fixed
        cases = tuple(case for case in cases if case.code == code)
        held = next((case for case in cases if _holds(case, scene)), None)
        return held or (cases[-1] if cases else Case(code))
    if scene.fixed_modes:
        # A settled mode speaks for the cases whose category has it.
        fitting = tuple(
            case
            for case in cases
            if case.code
            and set(scene.fixed_modes) & {*schemes.categories[case.code].modes, *case.modes}
        )
        held = next((case for case in fitting if _holds(case, scene)), None)
        if fitting:
            return held or fitting[-1]
    return next((case for case in cases if _holds(case, scene)), Case(None))


def _holds(case: Case, scene: _Scene) -> bool:
    """Whether every condition of the case holds."""
    if case.words != NO_CUES and not case.words.stated(scene.words):
        return False
    if case.also != NO_CUES and not case.also.stated(scene.words):
        return False
    if case.without.stated(scene.words):
        return False
    if case.actor and case.actor.isdisjoint(scene.actor):
        return False
    if case.target and case.target.isdisjoint(scene.target):
        return False
    if case.mode and case.mode.isdisjoint(scene.modes):
        return False
    if case.plover and scene.category not in case.plover:
        return False
    return not case.cue or any(_mode_stated(case.code, mode, scene) for mode in case.cue)


def _mode_stated(category: str | None, mode: str, scene: _Scene) -> bool:
    if mode in scene.fixed_modes:
        return True
    cues = load_modes().get((category or "", mode))
    return cues is not None and cues.stated(scene.words)


def _modes(event: EventType, case: Case, scene: _Scene, schemes: Schemes) -> tuple[str, ...]:
    """The case's modes, those the words state, and settled ones, in the category's order."""
    if case.code is None:
        return ()
    order = schemes.categories[case.code].modes
    given = set(case.modes)
    settled = {mode for mode in scene.fixed_modes if mode in order or mode in case.modes}
    if settled and not given & settled:
        given = set()  # the pattern knows better than the type's default
    given |= settled
    for mode in (*event.stated, *case.cue):
        if mode in order and _mode_stated(case.code, mode, scene):
            given.add(mode)
    return (*(mode for mode in order if mode in given), *sorted(given - set(order)))


def _first(cases: tuple[Case, ...], scene: _Scene) -> str | None:
    return next((case.code for case in cases if _holds(case, scene)), None)


def _settled(value: str | None) -> str | None:
    """A settled CAMEO or ACLED code; patterns write blanks as ``_``."""
    return None if value is None or value == "-" else value.replace("_", " ")


def _contexts(facts: CodeFacts, weapon: frozenset[str]) -> tuple[str, ...]:
    words = facts.sentence_lemmas | facts.lemmas | weapon
    settled = {value for kind, value in facts.fixed if kind == "context"}
    return tuple(
        name for name, cues in load_contexts().items() if name in settled or cues.stated(words)
    )


def _quad_class(
    event: EventType, category: str | None, cameo: str | None, schemes: Schemes
) -> int | None:
    """From the category, else the CAMEO root; a type with neither keeps its own."""
    if category:
        return schemes.categories[category].quad_class
    if cameo:
        return schemes.cameo_quad[cameo[:2]]
    if any(case.code for case in event.plover + event.cameo):
        return None
    return event.quad_class


def _actor_set(sectors: tuple[str, ...], acled: str | None) -> frozenset[str]:
    return frozenset((*sectors, acled.replace(" ", "_"))) if acled else frozenset(sectors)


def _weapon_words(weapon: str | None) -> frozenset[str]:
    """Words of the weapon phrase, with the singular of what looks like a plural."""
    words = set(_WORD.findall(weapon.lower())) if weapon else set()
    for word in tuple(words):
        words.update(word.split("-"))
    words |= {word[:-1] for word in words if len(word) > 3 and word.endswith("s")}
    return frozenset(words)
