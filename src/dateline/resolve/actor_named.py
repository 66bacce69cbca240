"""Named actors beside other words: "M23 rebels", "the Maduro government", "the Iraqi premier"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from ..records.article import Tie
from ..records.coded import Candidate, Coded
from ..records.entity import Actor
from .actor_cases import Case, without_words
from .actor_file import ActorFile, Entry
from .actor_names import Found, Hit, NameIndex
from .actor_records import agreed, entry_actor, holders, sector_type
from .actor_roles import RoleReader
from .names import PARTICLES, fold
from .outlets import outlet_entries
from .roles import Role
from .states import STATE_BODIES, state_body, state_of

STATED = "stated in the text"
_MAX_CANDIDATES = 5
_OFFICES = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
_HOUSES = frozenset({"body", "company", "court", "place"})
_LEEWAY = timedelta(days=90)
"""News and the actor file may put the change of an office some weeks apart."""
_JOINS = PARTICLES - {"and", "of", "the"}
_ARMED = frozenset({"REB", "PRM", "UAF", "MIL", "CRM", "COP"})


class NamedActors:
    """Codes phrases by the names of the actor file, and of the outlets beside it."""

    by: str
    """Who decides here, as `Coded.by` has it."""

    def __init__(self, file: ActorFile, roles: RoleReader) -> None:
        self._file = file
        self._reader = roles
        self._roles = roles.lexicon
        self._crowds = roles.crowds
        self._countries = roles.countries
        self._names = NameIndex(
            file,
            outlet_entries(),
            generic=self._roles.words["generic"],
            plain=self._roles.words["plain"],
        )
        self._holders = holders(file.entries.values())
        self.by = f"actor file@{file.version}"

    # -- steps: each answers or passes ------------------------------------------------------

    def whole_name(self, case: Case) -> Coded[Actor] | None:
        """A name of the actor file and nothing else."""
        words = case.phrase.words
        starts = sorted({0, case.article, case.phrase.first})
        for found in self._names.within(case.phrase, case.context):
            if found.first in starts and found.last == len(words):
                return self._of_hits(found.hits, case)
        return None

    def name_inside(self, case: Case) -> Coded[Actor] | None:
        """A name of the actor file with more words: "M23 rebels", "President Maduro"."""
        phrase = case.phrase
        within = self._names.within(phrase, case.context)
        named = frozenset(i for f in within for i in range(f.first, f.last))
        founds = [f for f in within if self._alone(f, case, named)]
        for found in founds:
            if found.first <= phrase.head < found.last:
                return self._of_hits(found.hits, case)
        surname = self._surname(case)
        if surname is not None:
            return surname
        before = [f for f in founds if f.last <= phrase.head]
        if before:
            return self._beside(before[-1], without_words(case, before[-1].last, self._roles))
        owner = self._owner(case)
        if owner is not None:
            return self._beside(owner, case)
        after = [f for f in founds if f.first >= case.role_last]
        if after and case.role and self._belongs(after[0], case):
            return self._beside(after[0], case)
        return None

    def _owner(self, case: Case) -> Found | None:
        """A surname right before the role: "the Maduro government", "Assad's forces"."""
        last = case.role_first
        if case.role is None or last == 0 or case.phrase.lower:
            return None
        first = last - 1
        if first in case.explained or not case.phrase.words[first].capital:
            return None
        hits = self._names.surname(case.phrase.folded(first, last), case.context)
        found = Found(first, last, hits) if hits else None
        return found if found and self._alone(found, case, frozenset()) else None

    def _surname(self, case: Case) -> Coded[Actor] | None:
        """A surname after nothing but titles: "Mr Maduro", "Iraqi Prime Minister Kadhimi"."""
        phrase = case.phrase
        if case.name_first >= phrase.core_end or case.has_article or phrase.lower:
            return None
        folded = phrase.folded(case.name_first, phrase.core_end)
        hits = self._names.surname(folded, case.context)
        title = case.title
        if hits and title is not None and "people" in title.flags:  # "his nephew Zarif"
            hits = tuple(h for h in hits if set(title.sectors) & set(h.entry.sectors))
        return self._of_hits(hits, case) if hits else None

    def holder(self, case: Case) -> Coded[Actor] | None:
        """Who held the office that the phrase names: "the Iraqi Prime Minister"."""
        role, on = case.role, case.scene.on
        if role is None or role.office is None or on is None or not case.is_definite:
            return None
        country = case.country or (case.scene.hint if not case.context.countries else None)
        if case.owner_is_no_country or country is None:
            return None
        held = [e for o, e in self._holders.get((country, role.office), ()) if o.period.holds(on)]
        if not held:
            return None
        found = "the words" if case.country else "the context"
        why = f"{role.office} on {on}, country from {found}"
        actors = [entry_actor(e, case.scene, self._crowds) for e in held[:_MAX_CANDIDATES]]
        candidates = tuple(Candidate(a, why) for a in actors)
        return Coded(value=actors[-1], candidates=candidates, by=self.by)

    def stem(self, case: Case) -> Coded[Actor] | None:
        """An organisation's name with another generic noun: "the Hekmah group"."""
        phrase = case.phrase
        start = case.name_first
        if phrase.words[phrase.head].lemma not in self._roles.words["generic"]:
            return None
        if start >= phrase.head or not phrase.words[start].capital:
            return None
        hits = self._names.stem(phrase.folded(start, phrase.core_end), case.context)
        return self._of_hits(hits, case) if hits else None

    def alike(self, case: Case) -> Coded[Actor] | None:
        """A name spelled nearly like one of the actor file."""
        phrase = case.phrase
        start = case.name_first
        if phrase.lower or start >= phrase.core_end or not phrase.words[start].capital:
            return None
        folded = phrase.folded(start, phrase.core_end)
        hits = self._names.stem(folded, case.context) or self._names.like(folded, case.context)
        return self._of_hits(hits, case) if hits else None

    def is_person(self, identity: str) -> bool:
        """Whether an id is a person's."""
        entry = self._file.entries.get(identity)
        return entry is not None and entry.is_person

    def disputed_office(self, case: Case) -> str | None:
        """A sentence where the words give a person an office that another held on the day."""
        on, title, country = case.scene.on, case.title, case.country
        if on is None or title is None or title.office is None or country is None or case.changes:
            return None
        coded = self.name_inside(case)
        person = coded.value if coded is not None and len(coded.candidates) == 1 else None
        entry = self._file.entries.get(person.id) if person is not None and person.id else None
        if entry is None or not entry.is_person or _about_then(entry, title.office, on):
            return None
        held = self._holders.get((country, title.office), ())
        others = [holder.name for office, holder in held if office.period.holds(on)]
        if not others or entry.name in others:
            return None
        return (
            f"The text calls {entry.name} {title.office} of {self._countries.country_name(country)}"
            f", which on {on} was {' or '.join(others)} by the actor file."
        )

    def proper(self, case: Case) -> Coded[Actor] | None:
        """A name that ends in a role, spelled nearly like a known one: "the Mehdi Army"."""
        phrase, role = case.phrase, case.role
        if role is None or phrase.lower or not phrase.words[phrase.head].capital:
            return None
        first = case.role_first
        while case.name_before(first) and first - 1 not in case.explained:
            first -= 1
        if first == case.role_first or case.role_last < phrase.core_end:
            return None
        hits = self._names.like(phrase.folded(first, phrase.core_end), case.context)
        return self._of_hits(hits, case) if hits else None

    def identity(self, name: str, case: Case) -> str | None:
        """The id of the entry that has this very name."""
        hits = self._names.exact(fold(name), case.context)
        return hits[0].entry.id if hits else None

    def meant_by(self, case: Case) -> Coded[Actor] | None:
        """What a metonym means that stands alone: "Moscow"."""
        target = self._file.metonyms.get(case.bare)
        state = None if target is None else state_of(target)
        if target is None:
            return None
        if state is not None:
            actor = state_body(state[1], state[0], self._countries)
        else:
            actor = entry_actor(self._file.entries[target], case.scene, self._crowds)
        return self._coded(actor, f'"{case.bare}" means {actor.name}')

    # -- inside -----------------------------------------------------------------------------

    def _of_hits(self, hits: tuple[Hit, ...], case: Case) -> Coded[Actor]:
        """The best hit; where several tie, only what they agree on."""
        former = "former" in case.changes
        top = hits[:_MAX_CANDIDATES]
        actors = [self._actor(h.entry, case, former=former) for h in top]
        candidates = tuple(Candidate(a, h.why, h.score) for a, h in zip(actors, top, strict=True))
        tied = len(Found(0, 0, top).tied)
        value = actors[0] if tied == 1 else agreed(tuple(actors[:tied]), case.name)
        if tied == 1 and top[0].entry.is_person:
            value = self._with_title(value, case)
        return Coded(value=value, candidates=candidates, by=self.by)

    def _with_title(self, actor: Actor, case: Case) -> Actor:
        """An office that the words give a person counts, whatever the actor file's dates say."""
        title = case.title
        if title is None or case.changes & {"former", "turn"} or "weak" in title.flags:
            return actor  # "rebel general" is the rebels'

        main = title.sectors[0]
        if main not in _OFFICES or set(actor.sectors) & {*_OFFICES, "IGO"}:
            return actor
        kind = self._reader.titled(case, title).value
        return replace(
            actor, sectors=title.sectors, acled_type=kind.acled_type if kind else actor.acled_type
        )

    def _alone(self, found: Found, case: Case, named: frozenset[int]) -> bool:
        """Whether a name is not a part of a longer, unknown name ("Eric Trump")."""
        words = case.phrase.words
        text = case.phrase.between(found.first, found.last)
        acronym = text.replace(".", "").isupper()
        if self._ends_a_name(found, case) and not acronym:
            return False
        if found.first - 1 not in named and self._is_name_word(found.first - 1, case):
            if not acronym:
                return False
        if found.last - found.first > 1 or case.phrase.head >= found.last:
            return True
        return found.last >= len(words) or not self._is_name_word(found.last, case)

    def _ends_a_name(self, found: Found, case: Case) -> bool:
        """Whether a particle joins it to an unknown name before: "Muqtada al-Sadr"."""
        before, words = found.first - 1, case.phrase.words
        while before > 0 and words[before].fold in _JOINS and before not in case.explained:
            before -= 1
        return before < found.first - 1 and self._is_name_word(before, case)

    def _is_name_word(self, index: int, case: Case) -> bool:
        """Whether a word in the core is written like a part of a name and is nothing else."""
        in_core = 0 <= index < case.phrase.core_end
        return in_core and index not in case.explained and self._is_a_name(index, case)

    def _is_a_name(self, index: int, case: Case) -> bool:
        word = case.phrase.words[index]
        known = word.lemma in self._roles.roles or case.phrase.is_modifier(index)
        return word.capital and not word.possessive and not known

    def _belongs(self, found: Found, case: Case) -> bool:
        """Whether a name after the role says whose it is: "members of the ELN"."""
        words = case.phrase.words
        at = case.role_last
        return (
            at < len(words)
            and words[at].fold in self._roles.words["member"]
            and found.first - at <= 4
            and not any(self._is_a_name(i, case) for i in range(at + 1, found.first))
        )

    def _beside(self, found: Found, case: Case) -> Coded[Actor] | None:
        """A role or an unknown name beside a known one: "Hamas police", "Trump supporters"."""
        entry = found.best.entry
        role = case.role
        if len(found.tied) > 1:
            return None
        if entry.is_person:
            return self._beside_person(entry, case)
        if role is None:
            if not case.phrase.words[case.phrase.head].capital:
                return self._affiliated(entry, case, (), "affiliated_with")
            title = case.title
            strong = title is not None and not title.flags & {"weak", "apart"}
            sectors = title.sectors if title is not None and strong else entry.sectors
            return self._affiliated(entry, case, sectors, "member_of")
        if "former" in case.changes and "apart" not in role.flags:
            left = ("CVL",) if _ARMED.intersection(entry.sectors[:1]) else ("ELI",)
            return self._affiliated(entry, case, left, "affiliated_with")
        if "apart" in role.flags:
            return self._affiliated(entry, case, role.sectors, "affiliated_with")
        if found.first >= case.role_last and case.country is not None and "weak" not in role.flags:
            return None
        if role.office is not None and case.is_definite and case.scene.on is not None:
            for office, holder in self._holders.get((entry.id, role.office), ()):
                if office.period.holds(case.scene.on):
                    actor = entry_actor(holder, case.scene, self._crowds)
                    return self._coded(actor, f"{role.office} of {entry.name}")
        if entry.kind == "media" and role.sectors == ("JRN",):  # its reporters are not it
            reporters = replace(entry, country=None)
            return self._affiliated(reporters, case, role.sectors, "affiliated_with")
        if self._is_part(role, entry):
            return self._of_hits(found.hits, case)
        if entry.kind == "igo":
            actor = entry_actor(entry, case.scene, self._crowds)
            sectors = tuple(dict.fromkeys((*actor.sectors, *role.sectors)))
            actor = replace(actor, sectors=sectors)
            return self._coded(actor, f"{role.words} of {entry.name}")
        return self._affiliated(entry, case, role.sectors, "affiliated_with")

    def _is_part(self, role: Role, entry: Entry) -> bool:
        """Whether the role beside an organisation's name speaks of the organisation itself."""
        if "weak" in role.flags or role.office or role.words in self._roles.words["generic"]:
            return True
        if entry.kind == "party" and role.sectors[:1] in (("LAB",), ("CVL",), ("PTY",), ("OPP",)):
            return True
        if role.sectors[:1] == ("UNK",) and _ARMED.intersection(entry.sectors):
            return True
        if "people" in role.flags and entry.kind in _HOUSES:
            return False  # students are not their university, nor doctors their hospital
        if set(role.sectors) <= set(entry.sectors):
            return True
        armed = _ARMED.intersection(entry.sectors) and _ARMED.intersection(role.sectors)
        return bool(armed) and "COP" not in role.sectors

    def _beside_person(self, entry: Entry, case: Case) -> Coded[Actor] | None:
        """ "The Maduro government", "Assad's forces", "Trump supporters"."""
        role = case.role
        if role is None:
            return None
        held = entry.offices_on(case.scene.on) or entry.offices
        owner = next((o.owner for o in held if len(o.owner) == 3), None)
        if role.state in STATE_BODIES and owner is not None and "weak" not in role.flags:
            actor = state_body(role.state, owner, self._countries)
            return self._coded(actor, f"{role.words} of {entry.name}")
        if "weak" in role.flags:
            actor = entry_actor(entry, case.scene, self._crowds)
            return self._affiliated(entry, case, actor.sectors, "affiliated_with")
        return self._affiliated(entry, case, role.sectors, "affiliated_with")

    def _affiliated(
        self, entry: Entry, case: Case, sectors: tuple[str, ...], relation: str
    ) -> Coded[Actor]:
        """Somebody who is not the named actor, but its: no id, and the tie."""
        by_role = self._reader.code(case, case.role, None).value if case.role else None
        kind = sector_type(sectors)
        if by_role is not None and case.role is not None and case.role.sectors == sectors:
            kind = by_role.acled_type or kind
        actor = Actor(
            name=case.name,
            country=case.country or entry.country,
            sectors=sectors,
            acled_type=kind,
            ties=(Tie(relation, entry.id, STATED),),
        )
        return self._coded(actor, f"beside the name {entry.name}")

    def _actor(self, entry: Entry, case: Case, *, former: bool = False) -> Actor:
        """An entry on the day, a part of a state under its country's name."""
        actor = entry_actor(entry, case.scene, self._crowds, former=former)
        state = state_of(entry.id)
        if state is None:
            return actor
        return replace(actor, name=state_body(state[1], state[0], self._countries).name)

    def _coded(self, actor: Actor, why: str) -> Coded[Actor]:
        return Coded(value=actor, candidates=(Candidate(actor, why),), by=self.by)


def _about_then(entry: Entry, title: str, on: date) -> bool:
    """Whether a person held an office of that title, of any owner, on a day or near it."""
    near = (on - _LEEWAY, on, on + _LEEWAY)
    return any(
        title in office.title and any(office.period.holds(day) for day in near)
        for office in entry.offices
    )
