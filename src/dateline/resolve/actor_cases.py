"""One question to the resolver, read: the phrase, its role, its title and its country."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .actor_names import Context
from .actor_records import Scene
from .noun_phrases import Mention, NounPhrase, PhraseReader
from .roles import Role, RoleLexicon

_ARTICLES = frozenset({"a", "an", "the"})
_INDEFINITE = frozenset(
    "a an some any another other one two three several many few various every each".split()
)


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: a phrase and its head on a scene; ``depth`` counts phrases in phrases."""

    phrase: str
    head: str
    scene: Scene
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """A query read."""

    phrase: NounPhrase
    scene: Scene
    depth: int
    role: Role | None
    """The role at the head; None where the head is a name or an unknown noun."""
    role_first: int
    role_last: int
    """The role stands at words [role_first, role_last)."""
    title: Role | None
    """The role before a name at the head: "Interior Minister" of "Interior Minister Ali Khan"."""
    name_first: int
    """Where the name at the head starts: after titles, roles, nations and determiners."""
    explained: frozenset[int]
    """Words that are titles, roles, nations, determiners or compounds."""
    changes: frozenset[str]
    """Kinds of change that words before the role make: former, add, turn, arms."""
    changing: tuple[str, ...]
    """Those words, as keys of the role lexicon."""
    context: Context
    object_first: int | None
    """Where the object of "of", "from", "for" after the role starts."""
    object_is_country: bool
    local: bool = False
    """Whether the country is not named but that of a town or region beside the role."""

    @property
    def article(self) -> int:
        """The index after a leading article."""
        words = self.phrase.words
        return 1 if len(words) > 1 and words[0].fold in _ARTICLES else 0

    @property
    def has_article(self) -> bool:
        """Whether an article leads the phrase."""
        return self.article > 0

    @property
    def bare(self) -> str:
        """The folded phrase without its article."""
        return self.phrase.folded(self.article, len(self.phrase.words))

    @property
    def apposition(self) -> int | None:
        """Where an apposition starts after a name: "Reham Yaqoub, a doctor from Basra"."""
        words, end = self.phrase.words, self.phrase.core_end
        told = end < len(words) - 1 and end in self.phrase.commas and words[end].fold in _ARTICLES
        return end if told and words[self.phrase.head].capital else None

    @property
    def name(self) -> str:
        """The phrase as written, without its article, honorific and apposition."""
        words = self.phrase.words
        start = self.article
        while start < len(words) - 1 and words[start].fold in _HONORIFICS:
            if words[start].possessive:
                break
            start += 1
        last = self.apposition
        return self.phrase.text[words[start].start : last and words[last - 1].end]

    @property
    def country(self) -> str | None:
        """The one country that the words name."""
        named = self.context.countries
        return named[0] if len(named) == 1 else None

    @property
    def only_mention(self) -> Mention | None:
        """The country that is all the phrase says."""
        mentions = self.phrase.mentions
        if len(mentions) != 1:
            return None
        whole = mentions[0].first == self.article and mentions[0].last == len(self.phrase.words)
        return mentions[0] if whole or self._bare_again(mentions[0]) else None

    def _bare_again(self, mention: Mention) -> bool:
        return mention.first == 0 and mention.last == len(self.phrase.words)

    @property
    def head_mention(self) -> Mention | None:
        """The country or people that the head itself names."""
        head = self.phrase.head
        return next((m for m in self.phrase.mentions if m.first <= head < m.last), None)

    @property
    def is_definite(self) -> bool:
        """Whether one known person is meant: "the president", not "a president"."""
        words = self.phrase.words
        before = {w.fold for w in words[: self.role_first]}
        head = words[self.phrase.head]
        ends = self.role_last == self.phrase.core_end
        return (
            ends
            and head.lemma == head.fold
            and not before & _INDEFINITE
            and "former" not in self.changes
        )

    @property
    def is_one(self) -> bool:
        """Whether one person is meant, who is no crowd: "a man lynched by the mob"."""
        return self.phrase.words[0].fold in ("a", "an", "one")

    @property
    def owner_is_no_country(self) -> bool:
        """Whether "of" after the role names something else than a country."""
        return self.object_first is not None and not self.object_is_country

    def name_before(self, index: int) -> bool:
        """Whether a capitalised word that nothing explains stands right before a word."""
        before = index - 1
        known = before < self.article or before in self.explained
        return not known and self.phrase.words[before].capital

    def deeper(self, first: int) -> Query:
        """The phrase from word ``first`` on, as a query of its own."""
        text = self.phrase.text[self.phrase.words[first].start :]
        return Query(text, "", self.scene, self.depth + 1)


_HONORIFICS = frozenset("mr mrs ms miss dr sir lord lady dame prof mister madam hon".split())


def without_words(case: Case, first: int, roles: RoleLexicon) -> Case:
    """The case with a role that starts at word ``first`` at the earliest (a name ends there)."""
    if case.role is None or case.role_first >= first:
        return case
    lemmas = case.phrase.lemmas
    for start in range(first, case.role_last):
        role = roles.roles.get(" ".join(lemmas[start : case.role_last]))
        if role is not None:
            return replace(case, role=role, role_first=start)
    return replace(case, role=None)


def read_case(query: Query, reader: PhraseReader, roles: RoleLexicon) -> Case | None:
    """Read a query; None where the phrase is empty or a pronoun."""
    phrase = reader.read(query.phrase, query.head)
    words = phrase.words
    if not words or _says_nobody(phrase, roles):
        return None
    found = roles.around(phrase.lemmas, phrase.head)
    if found is not None and _is_proper(phrase, found[1], found[2]):
        found = None
    role, first, last = found or (None, phrase.head, phrase.head + 1)
    explained, title, name_first = _explained(phrase, roles)
    changing = _changing(phrase, roles, first if role else name_first)
    at = max(last, 1)
    object_first = None
    if role is not None and at < len(words) - 1 and words[at].fold in roles.words["member"]:
        object_first = at + 1
    return Case(
        phrase=phrase,
        scene=query.scene,
        depth=query.depth,
        role=role,
        role_first=first,
        role_last=last,
        title=None if role is not None else title,
        name_first=name_first,
        explained=explained,
        changes=frozenset(c.kind for w in changing for c in roles.changes[w]),
        changing=changing,
        context=Context(
            countries=_countries(phrase, roles, role, first, last),
            hint=query.scene.hint,
            on=query.scene.on,
            offices=_offices(phrase, roles),
        ),
        object_first=object_first,
        object_is_country=object_first is not None and _is_country(phrase, object_first, roles),
    )


def _says_nobody(phrase: NounPhrase, roles: RoleLexicon) -> bool:
    """Whether the phrase is a pronoun or a determiner: "they", "each other", "the"."""
    words = phrase.words
    folded = phrase.folded(0, len(words))
    if folded in roles.words["pronoun"]:
        acronym = len(words) == 1 and len(words[0].text) > 1 and words[0].text.isupper()
        return not acronym  # "US", "WHO"
    bare = len(words) == 1 and folded in roles.words["determiner"]
    return bare and phrase.lemmas[0] not in roles.roles


def _is_country(phrase: NounPhrase, first: int, roles: RoleLexicon) -> bool:
    """Whether the words from ``first`` on name a country or capital, and nothing but it."""
    words = phrase.words
    mention = next((m for m in phrase.mentions if m.first >= first), None)
    if mention is None or mention.how not in ("name", "capital"):
        return False
    last = mention.last
    ends = last == len(words) or words[last].fold in roles.words["stop"] or last in phrase.commas
    return ends and all(not w.capital for w in words[first : mention.first])


def _is_proper(phrase: NounPhrase, first: int, last: int) -> bool:
    """Whether a one-word role at the head is in truth a surname: "Stephen King", "Mark Judge"."""
    words = phrase.words
    if last - first > 1 or not words[first].capital or first == 0 or phrase.lower:
        return False
    before = words[first - 1]
    titled = before.capital and not before.possessive and words[first].lemma == words[first].fold
    return titled and words[first].fold in _SURNAME_LIKE and _unknown_before(phrase, first)


_SURNAME_LIKE = frozenset(
    "king judge major general bishop pope marshal baker miller smith cook butcher taylor priest "
    "abbot fisher shepherd minister parson pilot sergeant knight".split()
)


def _unknown_before(phrase: NounPhrase, first: int) -> bool:
    return not any(m.last == first for m in phrase.mentions)


def _explained(phrase: NounPhrase, roles: RoleLexicon) -> tuple[frozenset[int], Role | None, int]:
    """The words before a name that are titles, roles and the like; the last such role."""
    words = phrase.words
    known: set[int] = set(range(phrase.first))
    for mention in phrase.mentions:
        known.update(range(mention.first, mention.last))
    for compound in phrase.compounds:
        known.update(range(compound.first, compound.last))
    title: Role | None = None
    name_first = 0
    index = 0
    while index < phrase.core_end:
        length = _known_length(phrase, roles, index)
        if length:
            last = index + length
            role = roles.ending_at(phrase.lemmas[:last], last - 1)
            ends_it = last >= phrase.core_end
            if role is not None and not ends_it:
                title = role[0]
            known.update(range(index, last))
            index = last
        elif index in known:
            index += 1
        else:
            if words[index].capital or words[index].fold not in roles.words["determiner"]:
                break
            known.add(index)
            index += 1
        name_first = index
    for index in range(phrase.head, name_first, -1):
        found = roles.ending_at(phrase.lemmas, index - 1)
        if found is not None and words[index].capital:  # a title after an unknown word
            return frozenset(known), found[0], index
    return frozenset(known), title, name_first


def _known_length(phrase: NounPhrase, roles: RoleLexicon, index: int) -> int:
    """How many words from ``index`` on are a role, a title or a word that changes one."""
    lemmas, words = phrase.lemmas, phrase.words
    for length in range(min(roles.longest, phrase.core_end - index), 0, -1):
        if " ".join(lemmas[index : index + length]) in roles.roles:
            return length
        plain = " ".join(w.fold for w in words[index : index + length])
        if plain in roles.words["title"] or plain in roles.changes:
            return length
    return 0


def _changing(phrase: NounPhrase, roles: RoleLexicon, end: int) -> tuple[str, ...]:
    """Words before ``end`` that change a role: "former", "heavily armed", "anti-government"."""
    found: list[str] = []
    index = 0
    while index < end:
        for length in (2, 1):
            key = phrase.folded(index, min(index + length, end))
            if key in roles.changes:
                found.append(key)
                index += length
                break
        else:
            index += 1
    return tuple(found)


def _offices(phrase: NounPhrase, roles: RoleLexicon) -> frozenset[str]:
    """Titles of offices that the words name, whether or not they are the head."""
    found = set()
    for index in range(phrase.core_end):
        ending = roles.ending_at(phrase.lemmas, index)
        if ending is not None and ending[0].office is not None:
            found.add(ending[0].office)
    return frozenset(found)


def _countries(
    phrase: NounPhrase, roles: RoleLexicon, role: Role | None, first: int, last: int
) -> tuple[str, ...]:
    """The countries that the words give the actor: before the head, else after "of" or "in"."""
    before = [m for m in phrase.mentions if m.first < max(last, phrase.head + 1) and m.iso3]
    if before:
        owners = [m for m in before if phrase.words[m.last - 1].possessive]
        if owners:
            return (owners[0].iso3,)
        joined = [before[-1]]
        for mention in reversed(before[:-1]):
            if not _joined(phrase, mention.last, joined[0].first):
                break
            joined.insert(0, mention)
        return tuple(dict.fromkeys(m.iso3 for m in joined))
    allowed = whose(role, roles)
    at = phrase.core_end if role is None else max(last, 1)
    if at < len(phrase.words) and phrase.words[at].fold in allowed:
        for mention in phrase.mentions:
            if mention.first <= at or not mention.iso3:
                continue
            between = [w.fold for w in phrase.words[at + 1 : mention.first]]
            if all(w not in roles.words["stop"] or w in ("of", "in") for w in between):
                return (mention.iso3,)
    return ()


def whose(role: Role | None, roles: RoleLexicon) -> frozenset[str]:
    """The words after a role whose object is its home: soldiers "in" a country may be others'."""
    if role is not None and role.state == "MIL":
        return roles.words["whose"] - {"in", "within", "inside"}
    return roles.words["whose"]


def _joined(phrase: NounPhrase, last: int, first: int) -> bool:
    """Whether two nations are joined: "US and British", "French, German"."""
    between = [w.fold for w in phrase.words[last:first]]
    return between == ["and"] or (not between and first in phrase.commas)
