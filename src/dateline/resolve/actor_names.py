"""Named actors found by name: exact, shared, surname, and by the sound of the name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

from .actor_file import ActorFile, Entry
from .names import PARTICLES, bones, fold, initial, sound
from .noun_phrases import NounPhrase, Word

How = Literal["name", "shared name", "surname", "stem", "likeness"]
_BASE: Mapping[How, float] = {
    "name": 1.0, "shared name": 0.4, "surname": 0.6, "stem": 0.6, "likeness": 0.8,
}  # fmt: skip
_ACCEPTED = 0.55
_TIED = 0.05
_LIKE = 92.0
_SAME_BONES = 80.0
"""How alike two sounds are at least, in general and where they share every consonant."""
_MIN_BONES = 5
_MIN_LIKENESS_LETTERS = 6
_HOMELY = frozenset({"party", "union", "movement"})
_LONGEST_HOMELY = 4
_MIN_LOWER_LETTERS = 4
_SOUND_LETTERS = 4
_LONGEST_ACRONYM = 12
"""Six letters, and a dot after each."""


@dataclass(frozen=True, slots=True)
class Context:
    """What helps to choose between homonyms."""

    countries: tuple[str, ...] = ()
    """Countries that the phrase itself names."""
    hint: str | None = None
    on: date | None = None
    offices: frozenset[str] = frozenset()
    """Titles of offices that the phrase names ("president")."""
    adjacent: bool = False
    """Whether a country stands right before the name ("Kenyan National Assembly")."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that a name may mean: how it was found, and what speaks for it."""

    entry: Entry
    how: How
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """Words [first, last) name somebody: the hits, best first, or several that tie."""

    first: int
    last: int
    hits: tuple[Hit, ...]

    @property
    def best(self) -> Hit:
        """The hit that won."""
        return self.hits[0]

    @property
    def tied(self) -> tuple[Hit, ...]:
        """The hits that cannot be told apart, the best among them; one where it is clear."""
        return tuple(h for h in self.hits if self.hits[0].score - h.score < _TIED)


class _Name(NamedTuple):
    """One name of an entry."""

    entry: Entry
    how: How
    acronym: bool
    plain: bool = False
    """Whether other countries are likely to have one of the same name: "the Labour Party"."""
    own: bool = False
    """Whether a user's file gives the entry this name."""


Sounds = Mapping[str, Sequence[tuple[str, _Name]]]


class NameIndex:
    """Finds entries of an actor file by the words of a phrase."""

    def __init__(
        self,
        actors: ActorFile,
        more: Mapping[str, Entry],
        *,
        generic: Iterable[str],
        plain: Iterable[str],
    ) -> None:
        self._plain = frozenset(plain)
        self._common = actors.common
        self._capital = actors.capital
        self._generic = frozenset(generic)
        names: defaultdict[str, list[_Name]] = defaultdict(list)
        surnames: defaultdict[str, list[_Name]] = defaultdict(list)
        for entry in (*actors.entries.values(), *more.values()):
            own = () if entry.kind in ("state", "media") else (entry.name,)
            folded = []
            for name in (*own, *entry.aliases):
                folded.append(fold(name))
                short = _is_acronym(name)
                mine = entry.id in actors.own.get(folded[-1], ())
                common = not mine and self._is_plain(folded[-1], entry, acronym=short)
                names[folded[-1]].append(_Name(entry, "name", short, common, mine))
            for name in entry.shorts:
                names[fold(name)].append(_Name(entry, "shared name", _is_acronym(name)))
            if entry.is_person:
                for surname in _surnames(entry, folded):
                    surnames[surname].append(_Name(entry, "surname", False))
        self._sounded: dict[str, Sounds] = {}
        self._names = dict(names)
        self._surnames = dict(surnames)
        longest: defaultdict[str, int] = defaultdict(int)
        for name in names:
            words = name.split()
            longest[words[0]] = max(longest[words[0]], len(words))
        self._longest = dict(longest)

    @cached_property
    def _stems(self) -> dict[str, list[_Name]]:
        """Organisations by the sound of their names without "party", "movement" and the like."""
        found: defaultdict[str, list[_Name]] = defaultdict(list)
        for name, listed in self._names.items():
            stem = self._stem(name)
            if stem != name and stem:
                for item in listed:
                    if not item.entry.is_person:
                        found[sound(stem)].append(_Name(item.entry, "stem", False))
        return dict(found)

    @cached_property
    def _by_initial(self) -> dict[str, list[str]]:
        """Names of six letters or more, by what their first letter may sound like."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name in self._names:
            if len(name) >= _MIN_LIKENESS_LETTERS:
                found[initial(name)].append(name)
        return dict(found)

    def _sounds(self, folded: str) -> Sounds:
        """Names that may sound like one, by the start of their sound, and by its consonants.

        Made when first asked for, the names of one initial at a time.
        """
        first = initial(folded)
        known = self._sounded.get(first)
        if known is not None:
            return known
        found: defaultdict[str, list[tuple[str, _Name]]] = defaultdict(list)
        for name in self._by_initial.get(first, ()):
            key = sound(name)
            spelled = [(key, item) for item in self._names[name] if not item.acronym]
            found[key[:_SOUND_LETTERS]] += spelled
            found[bones(key)] += spelled
        return self._sounded.setdefault(first, dict(found))

    def exact(self, folded: str, context: Context) -> tuple[Hit, ...]:
        """Entries that have this very name, the best first."""
        return self._ranked(self._names.get(folded, ()), context)

    def within(self, phrase: NounPhrase, context: Context) -> list[Found]:
        """Names that stand anywhere in the phrase, the longest at each place."""
        found: list[Found] = []
        index = 0
        while index < len(phrase.words):
            hit = self._at(phrase, index, context)
            if hit is None:
                index += 1
            else:
                found.append(hit)
                index = hit.last
        return found

    def _at(self, phrase: NounPhrase, index: int, context: Context) -> Found | None:
        word = phrase.words[index]
        longest = max(self._longest.get(word.fold, 0), self._longest.get(word.full, 0))
        for last in range(min(len(phrase.words), index + longest), index, -1):
            folded = phrase.folded(index, last)
            listed = self._names.get(folded)
            if not listed or phrase.is_cut(index, last):
                continue
            if phrase.lower and folded in self._capital:
                continue
            words = phrase.words[index:last]
            usable = [n for n in listed if _written_as_name(n, words, phrase)]
            beside = any(m.last == index for m in phrase.mentions)
            hits = self._ranked(usable, replace(context, adjacent=beside))
            if hits:
                return Found(index, last, hits)
        return None

    def surname(self, folded: str, context: Context) -> tuple[Hit, ...]:
        """Persons of this surname ("al maliki", "maduro")."""
        return self._ranked(self._surnames.get(folded, ()), context, common=folded in self._common)

    def stem(self, folded: str, context: Context) -> tuple[Hit, ...]:
        """Organisations by a name that carries a generic noun: "hekmah group"."""
        stem = self._stem(folded)
        if not stem or stem == folded or len(stem) < _MIN_LOWER_LETTERS:
            return ()
        return self._ranked(self._stems.get(sound(stem), ()), context)

    def like(self, folded: str, context: Context) -> tuple[Hit, ...]:
        """Entries whose name is spelled nearly so: likeness of the sounds of 92 and more."""
        if len(folded) < _MIN_LIKENESS_LETTERS:
            return ()
        key = sound(folded)
        letter = folded[0]
        sounds = self._sounds(folded)
        near = [(_LIKE, one) for one in sounds.get(key[:_SOUND_LETTERS], ())]
        if len(frame := bones(key)) >= _MIN_BONES:
            near += [(_SAME_BONES, one) for one in sounds.get(frame, ())]
        alike = [
            (score, item)
            for least, (other, item) in near
            if abs(len(other) - len(key)) <= 3
            and (score := 100 * Indel.normalized_similarity(key, other)) >= least
        ]
        if not alike:
            return ()
        best = max(score for score, _ in alike)
        names = [
            _Name(item.entry, "likeness" if item.how == "name" else item.how, False)
            for score, item in alike
            if score == best and (score == 100 or fold(item.entry.name)[:1] == letter)
        ]
        return self._ranked(names, context)

    def _is_plain(self, folded: str, entry: Entry, *, acronym: bool) -> bool:
        """Whether a name is made of words that any country's bodies have, or a party's initials."""
        if entry.is_person or entry.kind == "igo":
            return False
        if acronym and entry.kind in _HOMELY and len(folded) <= _LONGEST_HOMELY:
            return True
        return all(word in self._plain for word in folded.split())

    def _stem(self, folded: str) -> str:
        words = folded.split()
        while len(words) > 1 and words[-1] in self._generic:
            words.pop()
        return " ".join(words)

    def _ranked(
        self, listed: Iterable[_Name], context: Context, *, common: bool = False
    ) -> tuple[Hit, ...]:
        """The hits, best first; where a user's file gives the name, its entries come alone."""
        listed = tuple(listed)
        mine = tuple(name for name in listed if name.own)
        if mine and len(mine) < len(listed):
            found = self._ranked(mine, context, common=common)
            if found:
                return found
        best: dict[str, Hit] = {}
        for name in listed:
            hit = _hit(name, context, common=common)
            old = best.get(hit.entry.id)
            if old is None or hit.score > old.score:
                best[hit.entry.id] = hit
        ranked = sorted(best.values(), key=lambda h: (-h.score, h.entry.id))
        return tuple(ranked) if ranked and ranked[0].score >= _ACCEPTED else ()


def _hit(name: _Name, context: Context, *, common: bool) -> Hit:
    """Weigh one entry against the context."""
    entry = name.entry
    score = _BASE[name.how] - (0.3 if common else 0.0)
    reasons: list[str] = [name.how]
    places = {entry.country, *entry.where} - {None}
    if context.countries:
        if places.intersection(context.countries):
            score += 1.0
            reasons.append("country in the words")
        elif entry.country is not None:
            score -= 1.0 if context.adjacent and not entry.is_person else 0.4
            reasons.append("another country in the words")
    elif context.hint is not None and places:
        agrees = context.hint in places
        score += 0.7 if agrees else -0.6 if name.plain else -0.1
        reasons.append("country of the context" if agrees else "another country than the context")
    if context.on is not None and not entry.active.holds(context.on):
        early = entry.active.start is not None and context.on < entry.active.start
        score -= 0.6 if early else 0.3
        reasons.append(f"not in being on {context.on}")
    if entry.is_person:
        held = entry.offices_on(context.on)
        if held:
            score += 0.3
            reasons.append(f"{held[0].title} then")
        titles = {o.title for o in held} & context.offices
        ever = {o.title for o in entry.offices} & context.offices
        score += 0.5 if titles else 0.2 if ever else 0.0
    return Hit(entry, name.how, round(score, 3), ", ".join(reasons))


def _is_acronym(name: str) -> bool:
    if len(name) > _LONGEST_ACRONYM:
        return False
    letters = name.replace(".", "").replace("-", "")
    return len(letters) <= 6 and letters.isupper()


def _written_as_name(name: _Name, words: tuple[Word, ...], phrase: NounPhrase) -> bool:
    """Whether the words look like this name, not like common words."""
    if name.acronym:
        text = words[0].text.replace(".", "")
        if text.isupper() or (len(text) >= _MIN_LOWER_LETTERS and text[0].isupper()):
            return True
        return phrase.lower and len(text) >= 3 and name.entry.kind != "media"
    if any(w.capital for w in words):
        return True
    if not phrase.lower or name.entry.kind == "media":
        return phrase.lower and len(words) > 1
    return len(words) > 1 or len(words[0].fold) >= _MIN_LOWER_LETTERS


def _surnames(entry: Entry, folded: list[str]) -> set[str]:
    """What a person may be called for short: the last word of a name, with its particles."""
    found = set(map(fold, entry.called))
    for name in folded:
        words = name.split()
        if len(words) < 2:
            continue
        start = len(words) - 1
        if words[start] in ("jr", "sr", "ii", "iii", "iv", "vi") and start > 1:
            start -= 1
        found.add(" ".join(words[start:]))
        while start > 1 and words[start - 1] in PARTICLES:
            start -= 1
            found.add(" ".join(words[start:]))
    return found
