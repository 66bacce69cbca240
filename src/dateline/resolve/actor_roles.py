"""Actors named by a common noun: the sectors, country and ACLED type that roles give."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..records.coded import Candidate, Coded
from ..records.entity import Actor
from .actor_cases import Case
from .actor_records import CIVILIANS, abroad
from .noun_phrases import CountryNames
from .roles import Change, Crowds, Role, RoleLexicon
from .states import EXTERNAL_FORCES, state_body

BY_RULE = "resolve.actors@1"
_OFFICIAL = frozenset("GOV LEG JUD COP MIL SPY PTY OPP".split())
_SERVED = frozenset((sector,) for sector in "GOV LEG JUD COP MIL SPY".split())
_ARMED = frozenset("REB PRM UAF CRM".split())
_TURNED = frozenset("MIL UAF PRM REB UNK".split())
_ADD_TO = frozenset("CVL PTY OPP EDU LAB SOC LEG ELI REL AGR MED JRN BUS REF PRM".split())
_MOST_NATIONS = 4


@dataclass(frozen=True, slots=True)
class _Reading:
    """A role after all that its neighbours say."""

    sectors: tuple[str, ...]
    acled_type: str | None
    state: str | None
    flags: frozenset[str]
    country: str | None
    why: str


@dataclass(frozen=True, slots=True)
class RoleReader:
    """Codes roles: "soldiers", "the Nepalese police", "former Iraqi ministers"."""

    lexicon: RoleLexicon
    crowds: Crowds
    countries: CountryNames

    def code(self, case: Case, role: Role, owner: Actor | None) -> Coded[Actor]:
        """The actor of a case whose head is ``role``; ``owner`` is whom "of" names after it."""
        if owner is not None and owner.id is not None and "weak" in role.flags:
            why = f'role "{role.words}" of {owner.name}'
            return Coded(value=owner, candidates=(Candidate(owner, why),), by=BY_RULE)
        return self._coded(self._changed(self._read(role, case, owner), case), case)

    def titled(self, case: Case, title: Role) -> Coded[Actor]:
        """An unknown person with a title: "Interior Minister Ali Khan"."""
        reading = self._changed(self._read(title, case, None), case)
        return self._coded(replace(reading, state=None), case)

    def _read(self, role: Role, case: Case, owner: Actor | None) -> _Reading:
        """The role itself, or what a weak one takes from the role beside it."""
        reading = _Reading(
            role.sectors, role.acled_type, role.state, role.flags, case.country,
            f'role "{role.words}"',
        )  # fmt: skip
        left = self._left(case)
        if left is not None and self._is_staff(role, left, case):
            return replace(
                reading, sectors=left.sectors, acled_type=left.acled_type, state=left.state,
                flags=left.flags, why=f'role "{role.words}" of role "{left.words}"',
            )  # fmt: skip
        if "weak" in role.flags or role.office is not None:
            if owner is not None and owner.sectors:
                reading = replace(
                    reading,
                    sectors=owner.sectors,
                    acled_type=owner.acled_type,
                    state=None,
                    country=reading.country or owner.country,
                    why=f'role "{role.words}" of {owner.name}',
                )
            elif left is not None and not _is_of_government(role, left):
                reading = replace(
                    reading,
                    sectors=left.sectors,
                    acled_type=left.acled_type,
                    state=left.state,
                    flags=role.flags | left.flags,
                    why=f'role "{left.words} {role.words}"',
                )
        if reading.state is not None and self._is_regional(case):
            reading = replace(reading, state=None, flags=reading.flags - {"hint"})
        if reading.state is not None and self._is_ethnic(case):
            reading = replace(reading, state=None, flags=reading.flags - {"hint"})
            if reading.sectors[:1] == ("MIL",):
                reading = replace(reading, sectors=("UAF",), acled_type="Identity militias")
        return reading

    def _is_staff(self, role: Role, left: Role, case: Case) -> bool:
        """Whether the role is a trade followed in an institution's service: "army accountant"."""
        if left.sectors[:1] not in _SERVED:
            return False
        beside = case.phrase.lemmas[case.role_first - 1] == left.words.split()[-1]
        return beside and role.words in self.lexicon.words["staff"]

    def _left(self, case: Case) -> Role | None:
        """The nearest role before the case's role that says something by itself."""
        for index in range(case.role_first - 1, -1, -1):
            if not case.phrase.is_modifier(index):
                found = self.lexicon.ending_at(case.phrase.lemmas, index)
                if found is not None and "weak" not in found[0].flags:
                    return found[0]
        return None

    def _changed(self, reading: _Reading, case: Case) -> _Reading:
        """Apply "former", "armed", "rebel", "opposition" and the like."""
        for word in case.changing:
            for change in self.lexicon.changes[word]:
                reading = _apply(change, reading)
        return reading

    def _coded(self, reading: _Reading, case: Case) -> Coded[Actor]:
        named = case.context.countries
        country, why = reading.country, reading.why
        from_context = (
            country is None
            and not named
            and "hint" in reading.flags
            and case.scene.hint is not None
            and not self._is_foreign(case)
        )
        if from_context:
            country = case.scene.hint
            why = f"{why}, country from the context, not the words"
        kind = self._type(reading, case, country)
        actor = Actor(case.name, None, country, reading.sectors, kind)
        if reading.state is not None and country is not None:
            body = state_body(reading.state, country, self.countries, reading.sectors)
            actor = replace(body, acled_type=kind)
        candidates = [Candidate(actor, why)]
        if from_context:
            plain = Actor(case.name, None, None, reading.sectors, kind)
            candidates.append(Candidate(plain, f"{reading.why}, the words name no country"))
        if reading.state is not None and len(named) > 1:
            bodies = (
                state_body(reading.state, iso3, self.countries, reading.sectors)
                for iso3 in named[:_MOST_NATIONS]
            )
            candidates += [Candidate(b, "one of the countries that the words name") for b in bodies]
        return Coded(value=actor, candidates=tuple(candidates), by=BY_RULE)

    def _is_foreign(self, case: Case) -> bool:
        foreign = self.lexicon.words["foreign"]
        return any(w.fold in foreign for w in case.phrase.words[: case.role_first])

    def _type(self, reading: _Reading, case: Case, country: str | None) -> str | None:
        """ACLED's type: by the event for crowds, else by where the actor is at home."""
        scene = case.scene
        default = reading.acled_type
        for kind in ("crowd", "people", "party", "unarmed"):
            if kind in reading.flags:
                row = "one" if kind == "people" and case.is_one else kind
                return self.crowds.acled_type(row, scene.event_type, default, target=scene.target)
        if default == "Political militias" and self._is_ethnic(case):
            return "Identity militias"
        named = case.context.countries
        foreign = len(named) > 1 and scene.hint not in (None, *named)
        if reading.sectors[:1] in (("MIL",), ("COP",)) and (foreign or self._is_foreign(case)):
            return EXTERNAL_FORCES
        return abroad(default, reading.sectors, country, scene)

    def _is_regional(self, case: Case) -> bool:
        """Whether the role is a region's and no country's: "Puntland police", "Kano's council"."""
        if case.local:
            return bool(case.role and case.role.sectors[:1] in (("GOV",), ("LEG",), ("JUD",)))
        before = [m.how for m in case.phrase.mentions if m.first < case.role_first]
        return "region" in before and not {"name", "nationality"}.intersection(before)

    def _is_ethnic(self, case: Case) -> bool:
        return any(m.how == "people" and m.first < case.role_first for m in case.phrase.mentions)


def _is_of_government(role: Role, left: Role) -> bool:
    """Whether a role is its government's: "the junta's light infantry division" is military."""
    own = role.office is not None or role.sectors == ("MIL",)
    return own and left.sectors[:1] == ("GOV",)


def _apply(change: Change, reading: _Reading) -> _Reading:
    """One word's change of a role; it passes where it cannot mean this role."""
    main = reading.sectors[0] if reading.sectors else "UNK"
    if "apart" in reading.flags:
        return reading
    if change.kind == "former" and main in _OFFICIAL | _ARMED:
        sectors = change.sectors if main in _OFFICIAL else ("CVL",)
        return _Reading(
            sectors, CIVILIANS, None, frozenset(), reading.country, f"former {reading.why}"
        )
    armed = replace(reading, sectors=change.sectors, state=None, flags=frozenset())
    if change.kind == "arms" and "people" in reading.flags:
        kind = "Identity militias" if main == "AGR" else change.acled_type
        return replace(armed, acled_type=kind)
    turns = main in _TURNED or "weak" in reading.flags
    if change.kind == "turn" and turns and main != "REB":
        same = main == change.sectors[0]
        return replace(armed, acled_type=reading.acled_type if same else change.acled_type)
    if change.kind == "add" and main in _ADD_TO:
        sectors = tuple(dict.fromkeys((*reading.sectors, *change.sectors)))
        return replace(reading, sectors=sectors, state=None)
    return reading
