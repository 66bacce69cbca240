"""Actors named by a common noun: the sectors, country and ACLED type that roles give."""

from __future__ import annotations

from dataclasses import dataclass

from ..records.coded import Candidate, Coded
from ..records.entity import Actor
from .actor_cases import Case
from .actor_records import CIVILIANS, abroad, sector_type
from .noun_phrases import CountryNames
from .roles import Change, Crowds, Role, RoleLexicon
from .states import EXTERNAL_FORCES, state_body

_BY = "resolve.actors@1"
_OFFICIAL = frozenset("GOV LEG JUD COP MIL SPY PTY OPP".split())
_ARMED = frozenset("REB PRM UAF CRM".split())
_TURNED = frozenset("MIL UAF PRM REB UNK".split())


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

    def code(self, case: Case, owner: Actor | None) -> Coded[Actor]:
        """The actor of a case whose head is a role; ``owner`` is whom "of" names after it."""
        role = case.role
        assert role is not None
        if owner is not None and owner.id is not None and "weak" in role.flags:
            return Coded(value=owner, candidates=(Candidate(owner, f"{role.words} of"),), by=_BY)
        return self._coded(self._changed(self._read(role, case, owner), case), case)

    def titled(self, case: Case, title: Role) -> Coded[Actor]:
        """An unknown person with a title: "Interior Minister Ali Khan"."""
        reading = self._changed(self._read(title, case, None), case)
        coded = self._coded(_without_state(reading), case)
        return coded

    def type_of(self, sectors: tuple[str, ...], case: Case) -> str | None:
        """ACLED's type by the sectors alone."""
        return sector_type(sectors)

    def _read(self, role: Role, case: Case, owner: Actor | None) -> _Reading:
        """The role itself, or what a weak one takes from the role beside it."""
        why = f'role "{role.words}"'
        sectors, acled, state, flags = role.sectors, role.acled_type, role.state, role.flags
        country = case.country
        if "weak" in flags or role.office is not None:
            left = self._left(case)
            if owner is not None and owner.sectors:
                sectors, acled, state = owner.sectors, owner.acled_type, None
                country = country or owner.country
                why += f" of {owner.name}"
            elif left is not None and not (sectors == ("MIL",) and left.sectors[:1] == ("GOV",)):
                sectors, acled, state = left.sectors, left.acled_type, left.state
                flags = flags | left.flags
                why = f'role "{left.words} {role.words}"'
        if self._is_ethnic(case) and state is not None:
            state, flags = None, flags - {"hint"}
            if sectors[:1] == ("MIL",):
                sectors, acled = ("UAF",), "Identity militias"
        return _Reading(sectors, acled, state, flags, country, why)

    def _left(self, case: Case) -> Role | None:
        """The nearest role before the case's role that says something by itself."""
        for index in range(case.role_first - 1, -1, -1):
            if case.phrase.is_modifier(index):
                continue
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
        foreign = self._is_foreign(case)
        scene = case.scene
        country = reading.country
        candidates: list[Candidate[Actor]] = []
        why = reading.why
        from_context = (
            country is None
            and not case.context.countries
            and "hint" in reading.flags
            and scene.hint is not None
            and not foreign
        )
        if from_context:
            country = scene.hint
        kind = self._type(reading, case, country, foreign)
        if reading.state is not None and country is not None:
            body = state_body(reading.state, country, self.countries, reading.sectors)
            actor = Actor(body.name, body.id, country, reading.sectors, kind)
        else:
            actor = Actor(case.name, None, country, reading.sectors, kind)
        if from_context:
            candidates.append(Candidate(actor, f"{why}, country from the context, not the words"))
            plain = Actor(case.name, None, None, reading.sectors, kind)
            candidates.append(Candidate(plain, f"{why}, the words name no country"))
        else:
            candidates.append(Candidate(actor, why))
        if reading.state is not None:
            for iso3 in case.context.countries[: 4 if len(case.context.countries) > 1 else 0]:
                body = state_body(reading.state, iso3, self.countries, reading.sectors)
                candidates.append(Candidate(body, "one of the countries that the words name"))
        return Coded(value=actor, candidates=tuple(candidates), by=_BY)

    def _is_foreign(self, case: Case) -> bool:
        foreign = self.lexicon.words["foreign"]
        return any(w.fold in foreign for w in case.phrase.words[: case.role_first])

    def _type(
        self, reading: _Reading, case: Case, country: str | None, foreign: bool
    ) -> str | None:
        event_type = case.scene.event_type
        default = reading.acled_type
        for kind in ("crowd", "people", "party", "unarmed"):
            if kind in reading.flags:
                if kind == "people" and self._is_one(case):
                    kind = "one"
                return self.crowds.acled_type(
                    kind, event_type, default, target=case.scene.target
                )
        if default == "Political militias" and self._is_ethnic(case):
            return "Identity militias"
        named = case.context.countries
        foreign = foreign or (len(named) > 1 and case.scene.hint not in (None, *named))
        if foreign and reading.sectors[:1] in (("MIL",), ("COP",)):
            return EXTERNAL_FORCES
        return abroad(default, reading.sectors, country, case.scene)

    def _is_one(self, case: Case) -> bool:
        """Whether one person is meant, who is no crowd: "a man lynched by the mob"."""
        words = case.phrase.words
        return words[0].fold in ("a", "an", "one")

    def _is_ethnic(self, case: Case) -> bool:
        return any(m.how == "people" and m.first < case.role_first for m in case.phrase.mentions)


def _without_state(reading: _Reading) -> _Reading:
    return _Reading(
        reading.sectors, reading.acled_type, None, reading.flags, reading.country, reading.why
    )


def _apply(change: Change, reading: _Reading) -> _Reading:
    """One word's change of a role; it passes where it cannot mean this role."""
    main = reading.sectors[0] if reading.sectors else "UNK"
    sectors, acled = reading.sectors, reading.acled_type
    plain = reading.flags - {"people", "crowd", "party", "hint", "unarmed"}
    apart = "apart" in reading.flags
    if change.kind == "former" and main in _OFFICIAL:
        return _Reading(
            change.sectors, CIVILIANS, None, frozenset(), reading.country, f"former {reading.why}"
        )
    if change.kind == "former" and main in _ARMED:
        return _Reading(
            ("CVL",), CIVILIANS, None, frozenset(), reading.country, f"former {reading.why}"
        )
    if change.kind == "arms" and reading.flags & {"people"} and not apart:
        acled = "Identity militias" if main == "AGR" else change.acled_type
        return _Reading(change.sectors, acled, None, plain, reading.country, reading.why)
    if change.kind == "turn" and not apart and (main in _TURNED or "weak" in reading.flags):
        if main != change.sectors[0]:
            acled = change.acled_type
        return _Reading(change.sectors, acled, None, plain, reading.country, reading.why)
    if change.kind == "add" and main not in {"MIL", "COP", "GOV", "SPY", "JUD", "REB", "UAF"}:
        sectors = tuple(dict.fromkeys((*sectors, *change.sectors)))
    return _Reading(sectors, acled, reading.state, reading.flags, reading.country, reading.why)
