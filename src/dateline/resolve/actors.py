"""Who a phrase names: `ActorResolver`, from noun phrase to `Coded` `Actor`.

The steps are tried in the order written in `ActorResolver._resolve`; the first that knows an
answer wins. They see the phrase taken apart (`noun_phrases`), the actor file by name (`actor_names`), the
role lexicon (`roles`) and the systematic layer of states (`states`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from ..records.article import Tie
from ..records.coded import Candidate, Coded, Reason
from ..records.entity import Actor
from .actor_cases import Case, Query, read_case, without_words
from .actor_file import Entry, load_actor_file
from .actor_names import Found, Hit, NameIndex
from .actor_records import Scene, agreed, entry_actor, holders
from .actor_roles import RoleReader
from .names import fold
from .noun_phrases import Compound, CountryNames, PhraseReader
from .outlets import outlet_entries
from .roles import Role, load_crowds, load_peoples, load_roles
from .states import STATE_BODIES, state_body, state_of, whole_state

_BY_RULE = "resolve.actors@1"
_STATED = "stated in the text"
_MAX_CANDIDATES = 5
_MAX_CACHED = 100_000
_MAX_DEPTH = 3
_OFFICES = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
_ARMED = frozenset({"REB", "PRM", "UAF", "MIL", "CRM", "COP"})


class ActorResolver:
    """Resolves noun phrases to actors; one instance serves a whole run."""

    version: str
    """Hash of the actor file."""

    def __init__(self, countries: CountryNames, *, extra: Path | None = None) -> None:
        file = load_actor_file(extra)
        self.version = file.version
        self._file = file
        self._countries = countries
        self._roles = load_roles()
        self._crowds = load_crowds()
        self._reader = PhraseReader(self._roles, countries, load_peoples())
        self._names = NameIndex(file, outlet_entries(), self._roles.words["generic"])
        self._generic = RoleReader(self._roles, self._crowds, countries)
        self._holders = holders(file.entries.values())
        self._by_file = f"actor file@{file.version}"
        self._cache: dict[tuple[object, ...], Coded[Actor]] = {}

    def resolve(
        self,
        phrase: str,
        *,
        head: str,
        on: date | None = None,
        country_hint: str | None = None,
        acronyms: Mapping[str, str] | None = None,
        event_type: str | None = None,
        target: bool = False,
    ) -> Coded[Actor]:
        """Who ``phrase`` names; ``head`` is its head noun's lemma, ``on`` the day told of.

        ``country_hint`` is the country of the context: it chooses between homonyms and gives
        "the police", "the government" a country, never a foreigner. ``acronyms`` are those
        that the article explains ("ELN" -> "National Liberation Army"). ACLED's type depends on
        ``event_type`` and on whether the phrase names who suffers the act (``target``). A
        pronoun, or nothing, is `Reason.UNRESOLVED`; a name nobody knows is a value without an id.
        """
        explained = tuple((k, v) for k, v in (acronyms or {}).items() if k in phrase)
        key = (phrase, head, on, country_hint, event_type, target, explained)
        known = self._cache.get(key)
        if known is None:
            scene = Scene(on, country_hint, event_type, target)
            known = self._explained(Query(phrase, head, scene), explained)
            if len(self._cache) >= _MAX_CACHED:
                self._cache.clear()
            self._cache[key] = known
        return known

    def _explained(self, query: Query, acronyms: tuple[tuple[str, str], ...]) -> Coded[Actor]:
        """Read the acronyms that the article explains as their long forms, where that helps."""
        for short, long in acronyms:
            phrase, count = re.subn(rf"(?<!\w){re.escape(short)}(?!\w)", long, query.phrase)
            if count:
                head = long.split()[-1] if fold(query.head) == fold(short) else query.head
                found = self._resolve(replace(query, phrase=phrase, head=head))
                if found.value is not None and (found.value.id or found.value.sectors):
                    return found
        return self._resolve(query)

    def _resolve(self, query: Query) -> Coded[Actor]:
        case = read_case(query, self._reader, self._roles)
        if case is None:
            return Coded.missing(Reason.UNRESOLVED, by=_BY_RULE)
        steps = (
            self._bare_name,
            self._whole_name,
            self._quantity,
            self._name_inside,
            self._holder,
            self._stem,
            self._role,
            self._nationals,
            self._alike,
        )
        for step in steps:
            found = step(case)
            if found is not None:
                return self._with_stated_ties(found, case)
        return self._with_stated_ties(self._unknown(case), case)

    # -- steps: each answers or passes ------------------------------------------------------

    def _bare_name(self, case: Case) -> Coded[Actor] | None:
        """A country, a capital or another name for a government, standing alone."""
        target = self._file.metonyms.get(case.bare)
        if target is not None:
            actor = self._by_id(target, case)
            if actor is not None:
                return self._coded(actor, self._by_file, f'"{case.bare}" means {actor.name}')
        only = case.only_mention
        if only is None or only.how in ("nationality", "people"):
            return None
        if only.how == "capital":
            actor = state_body("GOV", only.iso3, self._countries)
            return self._coded(actor, _BY_RULE, "a capital that stands for its government")
        return self._coded(whole_state(only.iso3, self._countries), _BY_RULE, "a country")

    def _whole_name(self, case: Case) -> Coded[Actor] | None:
        """A name of the actor file and nothing else."""
        words = case.phrase.words
        starts = sorted({0, case.article, case.phrase.first})
        for found in self._names.within(case.phrase, case.context):
            if found.first in starts and found.last == len(words):
                return self._of_hits(found.hits, case)
        return None

    def _quantity(self, case: Case) -> Coded[Actor] | None:
        """ "Dozens of teachers" are teachers; "a mob of villagers" is a mob all the same."""
        words = case.phrase.words
        after = case.phrase.head + 1
        if case.depth >= _MAX_DEPTH or after >= len(words) - 1 or words[after].fold != "of":
            return None
        lemma = words[case.phrase.head].lemma
        if lemma not in self._roles.quantities or (case.role and case.role.words != lemma):
            return None
        rest = self._resolve(case.deeper(after + 1))
        if rest.value is None:
            return None
        actor = rest.value
        if actor.id is None:
            actor = replace(actor, name=case.name)
        role = case.role
        if role is not None and "crowd" in role.flags and actor.acled_type is not None:
            kind = self._crowds.acled_type("crowd", case.scene.event_type, role.acled_type)
            actor = replace(actor, acled_type=kind)
        return replace(rest, value=actor)

    def _name_inside(self, case: Case) -> Coded[Actor] | None:
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
        return self._of_hits(hits, case) if hits else None

    def _holder(self, case: Case) -> Coded[Actor] | None:
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
        return Coded(value=actors[-1], candidates=candidates, by=self._by_file)

    def _stem(self, case: Case) -> Coded[Actor] | None:
        """An organisation's name with another generic noun: "the Hekmah group"."""
        phrase = case.phrase
        start = case.name_first
        if phrase.words[phrase.head].lemma not in self._roles.words["generic"]:
            return None
        if start >= phrase.head or not phrase.words[start].capital:
            return None
        hits = self._names.stem(phrase.folded(start, phrase.core_end), case.context)
        return self._of_hits(hits, case) if hits else None

    def _role(self, case: Case) -> Coded[Actor] | None:
        """A common noun: soldiers, teachers, the parliament."""
        role = case.role
        if role is None:
            return None
        owner = None
        takes = "weak" in role.flags or role.office is not None
        if takes and case.depth < _MAX_DEPTH and case.object_first is not None:
            if not case.object_is_country:
                owner = self._resolve(case.deeper(case.object_first)).value
        return self._generic.code(case, owner)

    def _nationals(self, case: Case) -> Coded[Actor] | None:
        """People by their nation or people: "Palestinians", "two Russians", "Kurds"."""
        mention = case.head_mention
        if mention is None or mention.how not in ("nationality", "people"):
            return None
        kind = self._crowds.acled_type(
            "people", case.scene.event_type, "Civilians", target=case.scene.target
        )
        actor = Actor(case.name, None, mention.iso3 or None, ("CVL",), kind)
        return self._coded(actor, _BY_RULE, "people by their nation")

    def _alike(self, case: Case) -> Coded[Actor] | None:
        """A name spelled nearly like one of the actor file."""
        phrase = case.phrase
        start = case.name_first
        if phrase.lower or start >= phrase.core_end or not phrase.words[start].capital:
            return None
        folded = phrase.folded(start, phrase.core_end)
        hits = self._names.stem(folded, case.context) or self._names.like(folded, case.context)
        return self._of_hits(hits, case) if hits else None

    def _unknown(self, case: Case) -> Coded[Actor]:
        """A name nobody knows: what its title and nationality say, and no id."""
        if case.title is not None:
            return self._generic.titled(case, case.title)
        actor = Actor(case.name, None, case.country)
        return self._coded(actor, _BY_RULE, "a name that is in no list")

    # -- named actors -----------------------------------------------------------------------

    def _of_hits(self, hits: tuple[Hit, ...], case: Case) -> Coded[Actor]:
        """The best hit; where several tie, only what they agree on."""
        former = "former" in case.changes
        top = hits[:_MAX_CANDIDATES]
        actors = [self._actor(h.entry, case, former=former) for h in top]
        candidates = tuple(
            Candidate(a, h.why, h.score) for a, h in zip(actors, top, strict=True)
        )
        tied = len(Found(0, 0, top).tied)
        value = actors[0] if tied == 1 else agreed(tuple(actors[:tied]), case.name)
        if tied == 1 and top[0].entry.is_person:
            value = self._with_title(value, case)
        return Coded(value=value, candidates=candidates, by=self._by_file)

    def _with_title(self, actor: Actor, case: Case) -> Actor:
        """An office that the words give a person counts, whatever the actor file's dates say."""
        title = case.title
        if title is None or "former" in case.changes or "weak" in title.flags:
            return actor
        main = title.sectors[0]
        if main not in _OFFICES or set(actor.sectors) & {*_OFFICES, "IGO"}:
            return actor
        kind = self._generic.titled(case, title).value
        return replace(
            actor, sectors=title.sectors, acled_type=kind.acled_type if kind else actor.acled_type
        )

    def _alone(self, found: Found, case: Case, named: frozenset[int]) -> bool:
        """Whether a name is not a part of a longer, unknown name ("Eric Trump")."""
        words = case.phrase.words
        text = case.phrase.between(found.first, found.last)
        acronym = text.replace(".", "").isupper()
        if found.first - 1 not in named and self._is_name_word(found.first - 1, case):
            if not acronym:
                return False
        if found.last - found.first > 1 or case.phrase.head >= found.last:
            return True
        return found.last >= len(words) or not self._is_name_word(found.last, case)

    def _is_name_word(self, index: int, case: Case) -> bool:
        """Whether a word in the core is written like a part of a name and is nothing else."""
        words = case.phrase.words
        if not 0 <= index < case.phrase.core_end or index in case.explained:
            return False
        word = words[index]
        known = word.lemma in self._roles.roles or case.phrase.is_modifier(index)
        return word.capital and not word.possessive and not known

    def _belongs(self, found: Found, case: Case) -> bool:
        """Whether a name after the role says whose it is: "members of the ELN"."""
        words = case.phrase.words
        at = case.role_last
        return (
            at < len(words)
            and words[at].fold in self._roles.words["member"]
            and all(not words[i].capital for i in range(at + 1, found.first))
            and found.first - at <= 3
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
                    return self._coded(actor, self._by_file, f"{role.office} of {entry.name}")
        if self._is_part(role, entry):
            return self._of_hits(found.hits, case)
        if entry.kind == "igo":
            actor = entry_actor(entry, case.scene, self._crowds)
            sectors = tuple(dict.fromkeys((*actor.sectors, *role.sectors)))
            actor = replace(actor, sectors=sectors)
            return self._coded(actor, self._by_file, f"{role.words} of {entry.name}")
        return self._affiliated(entry, case, role.sectors, "affiliated_with")

    def _is_part(self, role: Role, entry: Entry) -> bool:
        """Whether the role beside an organisation's name speaks of the organisation itself."""
        if "weak" in role.flags or role.office or role.words in self._roles.words["generic"]:
            return True
        if entry.kind == "party" and role.sectors[:1] in (("LAB",), ("CVL",), ("PTY",), ("OPP",)):
            return True
        if role.sectors[:1] == ("UNK",) and _ARMED.intersection(entry.sectors):
            return True
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
            return self._coded(actor, self._by_file, f"{role.words} of {entry.name}")
        if "weak" in role.flags:
            actor = entry_actor(entry, case.scene, self._crowds)
            return self._affiliated(entry, case, actor.sectors, "affiliated_with")
        return self._affiliated(entry, case, role.sectors, "affiliated_with")

    def _affiliated(
        self, entry: Entry, case: Case, sectors: tuple[str, ...], relation: str
    ) -> Coded[Actor]:
        """Somebody who is not the named actor, but its: no id, and the tie."""
        coded = self._generic.code(case, None) if case.role else None
        base = coded.value if coded and coded.value else Actor(case.name)
        kind = base.acled_type if case.role and case.role.sectors == sectors else None
        actor = replace(
            base,
            name=case.name,
            id=None,
            country=case.country or entry.country,
            sectors=sectors,
            acled_type=kind or self._generic.type_of(sectors, case),
            ties=(*base.ties, Tie(relation, entry.id, _STATED)),
        )
        return self._coded(actor, self._by_file, f"beside the name {entry.name}")

    # -- ties and records -------------------------------------------------------------------

    def _with_stated_ties(self, coded: Coded[Actor], case: Case) -> Coded[Actor]:
        """Add what the phrase itself says: "Iran-backed", "loyal to General Haftar"."""
        if coded.value is None or not case.phrase.compounds:
            return coded
        ties: list[Tie] = []
        for compound in case.phrase.compounds:
            if compound.relation == "country":
                continue
            other = self._longer_target(compound, case) or self._target(compound.name, case)
            if other is not None and other != coded.value.id:
                ties.append(Tie(compound.relation, other, _STATED))
        if not ties:
            return coded
        ties = [t for t in ties if t not in coded.value.ties]
        return replace(coded, value=replace(coded.value, ties=(*coded.value.ties, *ties)))

    def _longer_target(self, compound: Compound, case: Case) -> str | None:
        """The id of a name of several words in a compound: "Islamic State-linked"."""
        for first in range(max(compound.first - 3, 0), compound.first):
            words = case.phrase.between(first, compound.first)
            hits = self._names.exact(fold(f"{words} {compound.name}"), case.context)
            if hits:
                return hits[0].entry.id
        return None

    def _target(self, name: str, case: Case) -> str | None:
        """The id that a name in a compound means; a country means its government."""
        if fold(name) in ("government", "regime"):
            country = case.country or case.scene.hint
            return f"{country}_GOV" if country else None
        if case.depth >= _MAX_DEPTH:
            return None
        deeper = Query(name, name.split()[-1], case.scene, case.depth + 1)
        actor = self._resolve(deeper).value
        if actor is None:
            return None
        if actor.id is None and name == name.title() and actor.country and len(name.split()) == 1:
            return f"{actor.country}_GOV"
        if actor.id is not None and len(actor.id) == 3 and actor.id == actor.country:
            return f"{actor.id}_GOV"
        return actor.id

    def _actor(self, entry: Entry, case: Case, *, former: bool = False) -> Actor:
        """An entry on the day, a part of a state under its country's name."""
        actor = entry_actor(entry, case.scene, self._crowds, former=former)
        state = state_of(entry.id)
        if state is None:
            return actor
        return replace(actor, name=state_body(state[1], state[0], self._countries).name)

    def _by_id(self, identity: str, case: Case) -> Actor | None:
        state = state_of(identity)
        if state is not None:
            return state_body(state[1], state[0], self._countries)
        entry = self._file.entries.get(identity)
        return None if entry is None else entry_actor(entry, case.scene, self._crowds)

    def _coded(self, actor: Actor, by: str, why: str) -> Coded[Actor]:
        return Coded(value=actor, candidates=(Candidate(actor, why),), by=by)
