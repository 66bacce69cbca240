"""Who a phrase names: `ActorResolver`, from noun phrase to `Coded` `Actor`.

The steps are tried in the order of `ActorResolver._STEPS`; the first that knows an answer
wins. They see the phrase taken apart (`phrases`), the actor file by name (`named`), the role
lexicon (`roles`) and the systematic layer of states (`states`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ..records.article import Tie
from ..records.coded import Candidate, Coded, Reason
from ..records.entity import Actor
from .actor_file import Entry, Office, load_actor_file
from .named import Context, Found, Hit, NameIndex
from .names import fold
from .phrases import Compound, CountryNames, Mention, NounPhrase, PhraseReader
from .roles import Role, load_crowds, load_peoples, load_roles
from .states import (
    ARMED_SECTORS,
    EXTERNAL_FORCES,
    STATE_FORCES,
    state_body,
    state_of,
    whole_state,
)

_BY_RULE = "resolve.actors@1"
_STATED = "stated in the text"
_MAX_CANDIDATES = 5
_MAX_CACHED = 100_000
_MAX_DEPTH = 3
_TYPE_OF_SECTOR = {
    "GOV": STATE_FORCES, "MIL": STATE_FORCES, "COP": STATE_FORCES, "LEG": STATE_FORCES,
    "JUD": STATE_FORCES, "SPY": STATE_FORCES, "PRE": STATE_FORCES, "REB": "Rebel groups",
    "PRM": "Political militias", "UAF": "Political militias", "CRM": "Political militias",
    "IGO": EXTERNAL_FORCES,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Case:
    """One question, read: the phrase, its role and what is known around it."""

    phrase: NounPhrase
    context: Context
    role: Role | None
    role_first: int
    role_last: int
    """The role stands at words [role_first, role_last); both the head where there is none."""
    changes: frozenset[str]
    """Words before the role that change it, as keys of the role lexicon's changes."""
    event_type: str | None
    depth: int
    acronyms: tuple[tuple[str, str], ...] = ()

    @property
    def former(self) -> bool:
        """Whether the phrase says "former", "ex-", "retired"."""
        return "former" in self.changes

    @property
    def country(self) -> str | None:
        """The one country that the words name."""
        named = self.context.countries
        return named[0] if len(named) == 1 else None


class ActorResolver:
    """Resolves noun phrases to actors; one instance serves a whole run."""

    def __init__(self, countries: CountryNames, *, extra: Path | None = None) -> None:
        self._countries = countries
        self._file = load_actor_file(extra)
        self._roles = load_roles()
        self._crowds = load_crowds()
        self._reader = PhraseReader(self._roles, countries, load_peoples())
        self._names = NameIndex(self._file, self._roles.words["generic"])
        self._by_file = f"actor file@{self._file.version}"
        self._holders = _holders(self._file.entries.values())
        self._cache: dict[tuple[object, ...], Coded[Actor]] = {}

    @property
    def version(self) -> str:
        """Hash of the actor file."""
        return self._file.version

    def resolve(
        self,
        phrase: str,
        *,
        head: str,
        on: date | None = None,
        country_hint: str | None = None,
        acronyms: Mapping[str, str] | None = None,
        event_type: str | None = None,
    ) -> Coded[Actor]:
        """Who ``phrase`` names; ``head`` is its head noun's lemma, ``on`` the day told of.

        ``country_hint`` is the country of the context: it chooses between homonyms and gives
        "the police", "the government" a country, never a foreigner. ``acronyms`` are those
        that the article explains ("ELN" -> "National Liberation Army"). A pronoun, or nothing,
        is `Reason.UNRESOLVED`; a name nobody knows is a value without an id.
        """
        explained = tuple((k, v) for k, v in (acronyms or {}).items() if k in phrase)
        key = (phrase, head, on, country_hint, event_type, explained)
        known = self._cache.get(key)
        if known is None:
            context = Context(hint=country_hint, on=on)
            known = self._resolve(phrase, head, context, event_type, explained)
            if len(self._cache) >= _MAX_CACHED:
                self._cache.clear()
            self._cache[key] = known
        return known
