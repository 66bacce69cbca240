"""Finds entries of the actor file by words of their names, and what other entries say of one."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice, takewhile
from typing import Literal

from rapidfuzz import fuzz, process

from .actor_file import DatedTie, Entry, Office
from .names import PARTICLES, fold, sound
from .noun_phrases import CountryNames
from .states import STATE_BODIES, state_body, state_of

How = Literal["name", "id", "other name", "short name", "words", "near spelling"]
_WHOLE: Mapping[How, float] = {"name": 1.0, "id": 0.98, "other name": 0.96, "short name": 0.94}
_SOUNDS = 0.04
"""What a name loses that only sounds the same."""
_WORDS = 0.6
_SHARE = 0.25
"""What a name gains, at most, that has few words beside those looked for."""
_NEAR = 0.5
_LEAST_LIKE = 82.0
_LEAST_LETTERS = 4
_LEAST_BEGUN = 3
"""How many letters of a word find those that begin so."""
_IDS = 3


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found: by which of its names, how, and how well (1 is its very name)."""

    entry: Entry
    name: str
    how: How
    score: float


@dataclass(frozen=True, slots=True)
class Incoming:
    """What another entry says of one: a tie, or an office that it has."""

    entry: Entry
    what: DatedTie | Office


def search(entries: Iterable[Entry], words: str) -> list[Match]:
    """Entries with a name that has all the words, then those spelled nearly so; likeliest first.

    Who searches the same entries again keeps an `ActorSearch`.
    """
    return ActorSearch(entries).named(words)


class ActorSearch:
    """Entries by the words, sounds and spellings of their names.

    Making one of the shipped file takes about as long as looking at each of its names once (a
    second); then a search takes milliseconds.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._names = [
            (entry, how, name) for entry in entries for how, name in _names(entry)
        ]  # fmt: skip
        self._folded = [fold(name) for _, _, name in self._names]
        self._by_sound: defaultdict[str, list[int]] = defaultdict(list)
        self._by_word: defaultdict[str, list[int]] = defaultdict(list)
        for number, folded in enumerate(self._folded):
            self._by_sound[sound(folded)].append(number)
            for word in folded.split():
                self._by_word[word].append(number)
        self._words = sorted(self._by_word)
        self._alike: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._words:
            self._alike[sound(word)].append(word)

    def named(self, words: str) -> list[Match]:
        """What `search` finds."""
        wanted = fold(words)
        if not wanted:
            return []
        query = _Query(wanted)
        best: dict[str, Match] = {}
        for number in sorted(self._near(query)):
            entry, how, name = self._names[number]
            match = query.match(entry, how, name)
            if match is not None and (
                entry.id not in best or match.score > best[entry.id].score
            ):  # fmt: skip
                best[entry.id] = match
        return sorted(best.values(), key=_likeliest)

    def _near(self, query: _Query) -> set[int]:
        """The names, by their numbers, of which one may match."""
        found = set(self._by_sound.get(query.sound, ()))
        found |= set.intersection(
            *(self._with_word(*one) for one in zip(query.words, query.sounds, strict=True))
        )
        spelled = process.extract(
            query.wanted, self._folded, scorer=fuzz.ratio, limit=None, score_cutoff=_LEAST_LIKE
        )
        return found.union(number for _, _, number in spelled)

    def _with_word(self, word: str, by_sound: str) -> set[int]:
        """The names that have a word, one that begins so, or one that sounds alike."""
        words = {word}
        if len(word) >= _LEAST_BEGUN:
            first = bisect_left(self._words, word)
            words.update(takewhile(lambda w: w.startswith(word), islice(self._words, first, None)))
        if len(by_sound) >= _LEAST_LETTERS:
            words.update(self._alike.get(by_sound, ()))
        return {number for one in words for number in self._by_word.get(one, ())}


def _likeliest(match: Match) -> tuple[object, ...]:
    """Of two that are found equally well, the one of which more is known."""
    entry = match.entry
    known = len(entry.aliases) + len(entry.ties) + len(entry.offices)
    return (-round(match.score, 3), -known, entry.id)


class _Query:
    """The words looked for, in the forms in which names are compared."""

    def __init__(self, wanted: str) -> None:
        self.wanted = wanted
        self.words = [w for w in wanted.split() if w not in PARTICLES] or wanted.split()
        self.sound = sound(wanted)
        self.sounds = [sound(w) for w in self.words]

    def match(self, entry: Entry, how: How, name: str) -> Match | None:
        """How one of an entry's names matches, None where it is not near."""
        folded = fold(name)
        if folded == self.wanted:
            return Match(entry, name, how, _WHOLE[how])
        if how != "id" and len(self.sound) >= _LEAST_LETTERS and sound(folded) == self.sound:
            return Match(entry, name, how, _WHOLE[how] - _SOUNDS)
        share = self._share(folded)
        if share:
            score = _WORDS + _SHARE * share * (_WHOLE[how] if how != "id" else 0.9)
            return Match(entry, name, "words", score)
        if how == "id" or min(len(folded), len(self.wanted)) < _LEAST_LETTERS:
            return None
        like = fuzz.ratio(self.wanted, folded, score_cutoff=_LEAST_LIKE)
        return Match(entry, name, "near spelling", _NEAR * like / 100) if like else None

    def _share(self, folded: str) -> float:
        """How much of a name the words are; 0 where one of them is not in it."""
        theirs = folded.split()
        exact = 0
        for word, by_sound in zip(self.words, self.sounds, strict=True):
            if word in theirs:
                exact += 1
            elif not any(self._is_in(word, by_sound, other) for other in theirs):
                return 0.0
        whole = (exact + len(self.words)) / (2 * len(self.words))
        return whole * min(1.0, len(self.words) / max(1, len(theirs)))

    @staticmethod
    def _is_in(word: str, by_sound: str, other: str) -> bool:
        if len(word) >= _LEAST_BEGUN and other.startswith(word):
            return True
        return len(by_sound) >= _LEAST_LETTERS and sound(other) == by_sound


def _names(entry: Entry) -> Iterator[tuple[How, str]]:
    yield "name", entry.name
    yield "id", entry.id
    yield from (("other name", name) for name in entry.aliases)
    yield from (("short name", name) for name in (*entry.shorts, *entry.called))


def near_ids(entries: Mapping[str, Entry], identity: str) -> list[str]:
    """The ids that somebody may have meant who wrote one that is none."""
    found = [m.entry.id for m in search(entries.values(), identity.replace("_", " "))]
    like = sorted(
        ((fuzz.ratio(identity, one), one) for one in entries), key=lambda p: (-p[0], p[1])
    )
    found += [one for score, one in like[:_IDS] if score >= _LEAST_LIKE]
    return list(dict.fromkeys(found))[:_IDS]


def state_named(words: str, countries: CountryNames) -> str | None:
    """The id of a state's body named by its words or id: "police of Nepal", "NPL_COP"."""
    wanted = words.strip().upper().replace(" ", "_")
    state = state_of(wanted)
    if state is not None:
        return wanted if countries.country_name(state[0]) != state[0] else None
    left = [w for w in fold(words).split() if w not in ("of", "the")]
    for body, form in STATE_BODIES.items():
        noun = [w for w in fold(form.format("")).split() if w != "of"]
        if all(w in left for w in noun):
            rest = [w for w in words.replace("'s", "").split() if fold(w) not in (*noun, "of")]
            name = " ".join(w for w in rest if fold(w) != "the")
            country = countries.country(name) or countries.country(name.title())
            if country:
                return f"{country}_{body}"
    return None


def shown_entry(entry: Entry, countries: CountryNames) -> Entry:
    """An entry as it is shown: a part of a state under its country's name."""
    state = state_of(entry.id)
    if state is None or entry.kind != "state":
        return entry
    actor = state_body(state[1], state[0], countries)
    return Entry(
        id=entry.id,
        name=actor.name,
        country=actor.country,
        sectors=actor.sectors,
        kind="state",
        aliases=entry.aliases,
        shorts=entry.shorts,
        ties=entry.ties,
    )


def state_entry(identity: str, countries: CountryNames) -> Entry | None:
    """The entry of a state's body or of a state, which the actor file need not list."""
    state = state_of(identity)
    if state is not None and countries.country_name(state[0]) != state[0]:
        return shown_entry(Entry(identity, identity, state[0], (state[1],), "state"), countries)
    name = countries.country_name(identity)
    known = len(identity) == 3 and identity.isupper() and name != identity
    return Entry(identity, name, identity, (), "state") if known else None


def incoming(entries: Iterable[Entry], identity: str) -> list[Incoming]:
    """The ties of others to an id, and the offices that people have in it, in time's order."""
    owners = {identity}
    state = state_of(identity)
    if state is not None:
        owners.add(state[0])
    found = [
        Incoming(entry, tie) for entry in entries for tie in entry.ties if tie.other == identity
    ]
    found += [
        Incoming(entry, office)
        for entry in entries
        for office in entry.offices
        if office.owner in owners and (state is None or state[1] in office.sectors[:1])
    ]
    return sorted(found, key=lambda i: (i.what.period.start or date.min, i.entry.id))
