"""Who a phrase names: `ActorResolver`, from noun phrase to `Coded` `Actor`.

The steps are tried in the order written in `ActorResolver._resolve`; the first that knows an
answer wins. They see the phrase taken apart (`noun_phrases`, `actor_cases`), the names of the
actor file (`actor_named`), the roles that common nouns say (`actor_roles`) and the systematic
layer of states (`states`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from ..bulk import uncollected
from ..records.article import Tie
from ..records.coded import Candidate, Coded, Reason
from ..records.entity import Actor
from .actor_cases import Case, Query, read_case
from .actor_file import ActorFile
from .actor_homes import in_scene, with_home
from .actor_loading import load_actor_file
from .actor_named import STATED, NamedActors
from .actor_records import CIVILIANS, Scene
from .actor_roles import BY_RULE, RoleReader
from .known_ties import KnownTies
from .names import fold
from .noun_phrases import Compound, CountryNames, PhraseReader
from .roles import load_crowds, load_peoples, load_roles, with_roles
from .states import state_body, whole_state

_MAX_CACHED = 100_000
_MAX_DEPTH = 3
_LONGEST_LEFT = 3


class ActorResolver:
    """Resolves noun phrases to actors; one instance serves a whole run."""

    version: str
    """Hash of the actor file."""
    ties: KnownTies
    """What the actor file knows of how its actors stand to each other."""

    def __init__(self, countries: CountryNames, *, extra: Path | None = None) -> None:
        with uncollected():
            self._load(countries, load_actor_file(extra))

    def _load(self, countries: CountryNames, file: ActorFile) -> None:
        self.version = file.version
        self._countries = countries
        self._lexicon = with_roles(load_roles(), file.roles)
        self._crowds = load_crowds()
        self._peoples = load_peoples()
        self._reader = PhraseReader(self._lexicon, countries, self._peoples)
        self._roles = RoleReader(self._lexicon, self._crowds, countries)
        self._named = NamedActors(file, self._roles)
        self._cache: dict[tuple[object, ...], Coded[Actor]] = {}
        self.ties = KnownTies(file.entries, countries)

    def resolve(  # noqa: PLR0913 (all by name; the last says on which side of the act it stands)
        self,
        phrase: str,
        *,
        head: str,
        on: date | None = None,
        country_hint: str | None = None,
        acronyms: Mapping[str, str] | None = None,
        event_type: str | None = None,
        target: bool = False,
        places: tuple[tuple[str, str], ...] = (),
    ) -> Coded[Actor]:
        """Who ``phrase`` names; ``head`` is its head noun's lemma, ``on`` the day told of.

        ``country_hint`` is the country of the context: it chooses between homonyms and gives
        "the police", "the government" a country, never a foreigner. ``acronyms`` are those
        that the article explains ("ELN" -> "National Liberation Army"). ACLED's type depends on
        ``event_type`` and on whether the phrase names who suffers the act (``target``).
        ``places`` are names of places in the phrase with the country that the article means. A
        pronoun, or nothing, is `Reason.UNRESOLVED`; a name nobody knows is a value without an id.
        """
        explained = tuple((k, v) for k, v in (acronyms or {}).items() if k in phrase)
        key = (phrase, head, on, country_hint, event_type, target, explained, places)
        known = self._cache.get(key)
        if known is None:
            scene = Scene(on, country_hint, event_type, target, places)
            known = self._explained(Query(phrase, head, scene), explained)
            if len(self._cache) >= _MAX_CACHED:
                self._cache.clear()
            self._cache[key] = known
        return known

    def disputed_office(self, phrase: str, *, head: str, on: date | None) -> str | None:
        """What is odd in a known person's title, as a sentence: the file has another holder then.

        "Iraqi Prime Minister Nouri al-Maliki", said of a day in 2020. None where nothing is.
        """
        case = read_case(Query(phrase, head, Scene(on)), self._reader, self._lexicon)
        return None if case is None else self._named.disputed_office(case)

    def is_person(self, identity: str) -> bool:
        """Whether an id is a person's of the actor file."""
        return self._named.is_person(identity)

    def _explained(self, query: Query, acronyms: tuple[tuple[str, str], ...]) -> Coded[Actor]:
        """Read the acronyms that the article explains as their long forms, where that helps."""
        for short, long in acronyms:
            parts = re.split(rf"(?<!\w){re.escape(short)}(?!\w)", query.phrase)
            phrase = long.join(parts)
            if len(parts) > 1 and long.split():
                head = long.split()[-1] if fold(query.head) == fold(short) else query.head
                found = self._resolve(replace(query, phrase=phrase, head=head))
                if found.value is not None and (found.value.id or found.value.sectors):
                    return found
        return self._resolve(query)

    def _resolve(self, query: Query) -> Coded[Actor]:
        case = read_case(query, self._reader, self._lexicon)
        if case is None:
            return Coded.missing(Reason.UNRESOLVED, by=BY_RULE)
        case = in_scene(case, self._peoples.shared)
        steps = (
            self._named.meant_by,
            self._bare_country,
            self._named.whole_name,
            self._quantity,
            self._named.name_inside,
            self._named.holder,
            self._named.stem,
            self._named.proper,
            self._role,
            self._nationals,
            self._named.alike,
        )
        for step in steps:
            found = step(case)
            if found is not None:
                return self._with_stated_ties(found, case)
        return self._with_stated_ties(self._unknown(case), case)

    # -- steps: each answers or passes ------------------------------------------------------

    def _bare_country(self, case: Case) -> Coded[Actor] | None:
        """A country or a capital, standing alone."""
        only = case.only_mention
        if only is None or only.how not in ("name", "capital"):
            return None
        if only.how == "capital":
            actor = state_body("GOV", only.iso3, self._countries)
            return _coded(actor, "a capital that stands for its government")
        return _coded(whole_state(only.iso3, self._countries), "a country")

    def _quantity(self, case: Case) -> Coded[Actor] | None:
        """ "Dozens of teachers" are teachers; "a mob of villagers" is a mob all the same."""
        words = case.phrase.words
        after = case.phrase.head + 1
        if case.depth >= _MAX_DEPTH or after >= len(words) - 1 or words[after].fold != "of":
            return None
        lemma = words[case.phrase.head].lemma
        if lemma not in self._lexicon.quantities or (case.role and case.role.words != lemma):
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

    def _role(self, case: Case) -> Coded[Actor] | None:
        """A common noun: soldiers, teachers, the parliament."""
        role = case.role
        if role is None:
            return None
        case = with_home(case, self._countries, self._lexicon)
        owner = None
        takes = "weak" in role.flags or role.office is not None
        if takes and case.owner_is_no_country and case.depth < _MAX_DEPTH:
            owner = self._resolve(case.deeper(case.object_first or 0)).value
        return self._roles.code(case, role, owner)

    def _nationals(self, case: Case) -> Coded[Actor] | None:
        """People by their nation or people: "Palestinians", "two Russians", "Kurds"."""
        mention = case.head_mention
        if mention is None or mention.how not in ("nationality", "people"):
            return None
        if mention.how == "people" and case.name_before(mention.first):
            return None  # "Baitullah Mehsud": the Mehsud are a people
        kind = self._crowds.acled_type(
            "people", case.scene.event_type, CIVILIANS, target=case.scene.target
        )
        actor = Actor(case.name, None, mention.iso3 or None, ("CVL",), kind)
        return _coded(actor, "people by their nation")

    def _unknown(self, case: Case) -> Coded[Actor]:
        """A name nobody knows: what its title and nationality say, and no id."""
        if case.title is not None:
            return self._roles.titled(case, case.title)
        if case.apposition is not None and case.depth < _MAX_DEPTH:
            told = self._resolve(case.deeper(case.apposition)).value
            if told is not None and told.id is None and told.sectors:
                return _coded(replace(told, name=case.name), f"an apposition: {told.name}")
        country = None if _is_named_after_a_capital(case) else case.country
        return _coded(Actor(case.name, None, country), "a name that is in no list")

    # -- ties that the phrase states --------------------------------------------------------

    def _with_stated_ties(self, coded: Coded[Actor], case: Case) -> Coded[Actor]:
        """Add what the phrase itself says: "Iran-backed", "loyal to General Haftar"."""
        actor = coded.value
        if actor is None or not case.phrase.compounds:
            return coded
        ties = list(actor.ties)
        for compound in case.phrase.compounds:
            if compound.relation == "country":
                continue
            other = self._longer_target(compound, case) or self._target(compound.name, case)
            known = {(t.relation, t.other) for t in ties}
            if other is not None and other != actor.id and (compound.relation, other) not in known:
                ties.append(Tie(compound.relation, other, STATED))
        return replace(coded, value=replace(actor, ties=tuple(ties)))

    def _longer_target(self, compound: Compound, case: Case) -> str | None:
        """The id of a name of several words in a compound: "Islamic State-linked"."""
        for first in range(max(compound.first - _LONGEST_LEFT, 0), compound.first):
            words = case.phrase.between(first, compound.first)
            found = self._named.identity(f"{words} {compound.name}", case)
            if found is not None:
                return found
        return None

    def _target(self, name: str, case: Case) -> str | None:
        """The id that a name in a compound means; a country means its government."""
        if fold(name) in ("government", "regime"):
            country = case.country or case.scene.hint
            return f"{country}_GOV" if country else None
        if case.depth >= _MAX_DEPTH:
            return None
        actor = self._resolve(Query(name, name.split()[-1], case.scene, case.depth + 1)).value
        if actor is None:
            return None
        is_country = actor.id is not None and actor.id == actor.country
        is_nation = actor.id is None and actor.country is not None and " " not in name
        return f"{actor.country}_GOV" if is_country or is_nation else actor.id


def _is_named_after_a_capital(case: Case) -> bool:
    """Whether the only country is that of a capital inside a longer name: "Paris Hilton"."""
    words = case.phrase.words
    return all(
        m.how == "capital" and m.last < len(words) and not words[m.last - 1].possessive
        for m in case.phrase.mentions
    )


def _coded(actor: Actor, why: str) -> Coded[Actor]:
    return Coded(value=actor, candidates=(Candidate(actor, why),), by=BY_RULE)
