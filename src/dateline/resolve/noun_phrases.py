"""A noun phrase taken apart: its words, its head, what its compounds say, its countries."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from .names import fold
from .roles import Peoples, RoleLexicon

_TOKEN = re.compile(r"[\w&.'’ʼ`ʿʾ]+(?:[-‐‑–][\w&.'’ʼ`ʿʾ]+)*|[,;:]")
_PARENTHESES = re.compile(r"[(\[](?![A-Z][a-z]+[)\]]|[A-Z]{1,2}[)\]])[^()\[\]]*[)\]]")
"""What is in parentheses, but not one word that belongs to a name: "CPI (Maoist)", "JD(U)"."""
_POSSESSIVE = re.compile(r"['’]s?$")
_NUMBER = re.compile(r"[\d.,]+(?:st|nd|rd|th|k|m|bn)?$")
_MAX_COUNTRY_WORDS = 5
_BEFORE_HYPHEN = frozenset({"ex", "non", "al", "el"})
_INSIDE_COUNTRIES = frozenset({"of", "the", "and", "new"})


class CountryNames(Protocol):
    """What the resolver must know of countries: names, nationality words and capitals."""

    def country(self, name: str) -> str | None:
        """ISO 3166-1 alpha-3 of a country's name."""

    def demonym(self, word: str) -> str | None:
        """ISO 3166-1 alpha-3 of a nationality word ("Nepalese", "Peruvian")."""

    def capital_of(self, name: str) -> str | None:
        """ISO 3166-1 alpha-3 of the country whose capital has this name."""

    def country_name(self, iso3: str) -> str:
        """The English name of a country."""

    def home_of(self, name: str, hint: str | None) -> str | None:
        """ISO 3166-1 alpha-3 of the country that a town's or region's name means by itself."""


class Word(NamedTuple):
    """One word; the parts of a hyphenated word are words with the same ``compound``."""

    text: str
    fold: str
    """Folded, a possessive ending dropped ("Iran's" -> "iran")."""
    full: str
    """Folded with its ending ("People's" -> "peoples"), as it stands inside names."""
    lemma: str
    possessive: bool
    compound: int
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it is written like a name."""
        return self.text[:1].isupper() or (self.text[:1].isdigit() and not self.text.isdigit())


@dataclass(frozen=True, slots=True)
class Compound:
    """A tie said by an adjective or after the noun: words [first, last) and whom it names."""

    first: int
    last: int
    relation: str
    name: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A country named by words [first, last): by its name, nationality word or capital."""

    first: int
    last: int
    iso3: str
    how: str


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A phrase read: ``core`` is the range of words before what only says more."""

    text: str
    words: tuple[Word, ...]
    commas: frozenset[int]
    """Indices of words before which a comma stands."""
    first: int
    head: int
    core_end: int
    compounds: tuple[Compound, ...]
    mentions: tuple[Mention, ...]
    lower: bool
    lemmas: tuple[str, ...]
    """The words in the singular, folded."""

    def folded(self, first: int, last: int) -> str:
        """Words [first, last) folded, as names are looked up: only the last without its 's."""
        inner = [w.full for w in self.words[first : last - 1]]
        return " ".join([*inner, self.words[last - 1].fold] if first < last else ())

    def between(self, first: int, last: int) -> str:
        """The text of words [first, last)."""
        if first >= last:
            return ""
        return self.text[self.words[first].start : self.words[last - 1].end]

    def is_cut(self, first: int, last: int) -> bool:
        """Whether words [first, last) are a part of a compound: "Iran" of "Iran-backed"."""
        words = self.words
        if any(
            c.first <= first and last <= c.last and (first, last) != (c.first, c.last)
            for c in self.compounds
        ):
            return True
        if last < len(words) and words[last].compound == words[last - 1].compound:
            return True
        joined = first > 0 and words[first - 1].compound == words[first].compound
        return joined and words[first - 1].fold not in _BEFORE_HYPHEN

    def is_modifier(self, index: int) -> bool:
        """Whether word ``index`` belongs to a compound that only says more ("Iran-backed")."""
        return any(c.first <= index < c.last for c in self.compounds)


@dataclass(frozen=True, slots=True)
class PhraseReader:
    """Reads phrases with a role lexicon, country names and the words for peoples."""

    roles: RoleLexicon
    countries: CountryNames
    peoples: Peoples
    cache: dict[str, tuple[str, str] | None] = field(default_factory=dict)

    def read(self, phrase: str, head: str) -> NounPhrase:
        """Take a phrase apart; ``head`` is its head noun's lemma, as the parser has it."""
        text = " ".join(_PARENTHESES.sub(" ", phrase).strip(" \t\n\"“”„«»'’‘,;:-").split())
        words, commas = self._words(text)
        lower = text == text.lower()
        first = self._first(words)
        position = self._head(words, fold(head), first)
        end = self._core_end(words, commas, position)
        compounds = (*self._compounds(words), *self._after(words, end))
        return NounPhrase(
            text=text,
            words=words,
            commas=commas,
            first=first,
            head=position,
            core_end=end,
            compounds=compounds,
            mentions=self._mentions(words, compounds, lower),
            lower=lower,
            lemmas=tuple(w.lemma for w in words),
        )

    def _words(self, text: str) -> tuple[tuple[Word, ...], frozenset[int]]:
        words: list[Word] = []
        commas: set[int] = set()
        for number, match in enumerate(_TOKEN.finditer(text)):
            token = match.group()
            if token in ",;:":
                commas.add(len(words))
                continue
            at = match.start()
            for part in re.split(r"[-‐‑–]", token):
                plain = part.strip(".") if part.count(".") == 1 and len(part) > 2 else part
                bare = _POSSESSIVE.sub("", plain)
                folded = fold(bare)
                if folded:
                    words.append(
                        Word(
                            text=bare,
                            fold=folded,
                            full=fold(plain),
                            lemma="0" if folded.isdigit() else self.roles.singular(folded),
                            possessive=bare != plain,
                            compound=number,
                            start=at,
                            end=at + len(bare),
                        )
                    )
                at += len(part) + 1
        return tuple(words), frozenset(commas)

    def _first(self, words: tuple[Word, ...]) -> int:
        """The first word that is no determiner, number or "senior", "suspected" and the like."""
        determiners = self.roles.words["determiner"]
        at = 0
        while at < len(words) - 1:
            if _NUMBER.match(words[at].text):
                at += 1
                continue
            for length in (4, 3, 2, 1):
                if at + length < len(words):
                    if " ".join(w.fold for w in words[at : at + length]) in determiners:
                        at += length
                        break
            else:
                break
        return at

    def _head(self, words: tuple[Word, ...], head: str, first: int) -> int:
        """Where the head noun stands: at best before the end, a comma or a word that adds."""
        stops = self.roles.words["stop"]
        wanted = self.roles.singular(head.split()[-1]) if head else ""
        found = [i for i in range(first, len(words)) if wanted in (words[i].lemma, words[i].fold)]
        ended = [i for i in found if i + 1 == len(words) or _is_one_of(words, i + 1, stops)]
        if found:
            return (ended or found)[0]
        for index in range(first + 1, len(words)):
            if _is_one_of(words, index, stops):
                return index - 1
        last = len(words) - 1
        return last - 1 if last > first and words[last].text.isdigit() else last

    def _core_end(self, words: tuple[Word, ...], commas: frozenset[int], head: int) -> int:
        stops = self.roles.words["stop"]
        for index in range(head + 1, len(words)):
            if index in commas or _is_one_of(words, index, stops):
                return index
        return len(words)

    def _compounds(self, words: tuple[Word, ...]) -> list[Compound]:
        relations = self.roles.relations
        found: list[Compound] = []
        index = 0
        while index < len(words):
            last = index + 1
            while last < len(words) and words[last].compound == words[index].compound:
                last += 1
            if last - index > 1:
                suffix = relations.get(("suffix", words[last - 1].fold))
                prefix = relations.get(("prefix", words[index].fold))
                if suffix:
                    name = " ".join(w.text for w in words[index : last - 1])
                    found.append(Compound(index, last, suffix, name))
                elif prefix:
                    name = " ".join(w.text for w in words[index + 1 : last])
                    found.append(Compound(index, last, prefix, name))
            elif last + 1 < len(words) and words[index].capital and words[last].text.islower():
                suffix = relations.get(("suffix", words[last].fold))
                if suffix and suffix != "country" and words[last].fold.endswith("ed"):
                    found.append(Compound(index, last + 1, suffix, words[index].text))
                    last += 1
            index = last
        return found

    def _after(self, words: tuple[Word, ...], end: int) -> list[Compound]:
        """What is said after the noun: "backed by Iran", "loyal to General Haftar"."""
        relations = self.roles.relations
        determiners = self.roles.words["determiner"]
        for length in (4, 3, 2):
            cue = " ".join(w.fold for w in words[end : end + length])
            relation = relations.get(("after", cue))
            if relation is not None and end + length < len(words):
                start = end + length
                while start < len(words) - 1 and words[start].fold in determiners:
                    start += 1
                name = " ".join(w.text for w in words[start:])
                return [Compound(end, len(words), relation, name)]
        return []

    def _mentions(
        self, words: tuple[Word, ...], compounds: tuple[Compound, ...], lower: bool
    ) -> tuple[Mention, ...]:
        hidden = {i for c in compounds if c.relation != "country" for i in range(c.first, c.last)}
        found: list[Mention] = []
        index = 0
        while index < len(words):
            mention = None
            if index not in hidden and (lower or words[index].text[:1].isupper()):
                mention = self._mention_at(words, index, hidden, lower)
            if mention is None:
                index += 1
            else:
                found.append(mention)
                index = mention.last
        return tuple(found)

    def _mention_at(
        self, words: tuple[Word, ...], index: int, hidden: set[int], lower: bool
    ) -> Mention | None:
        end = index + 1
        while (
            end < min(len(words), index + _MAX_COUNTRY_WORDS)
            and end not in hidden
            and not words[end - 1].possessive
            and (lower or words[end].capital or words[end].fold in _INSIDE_COUNTRIES)
        ):
            end += 1
        for last in range(end, index, -1):
            text = " ".join(w.text for w in words[index:last])
            if lower and len(text) < 4:
                continue
            if text not in self.cache:
                lemmas = " ".join(w.lemma for w in words[index:last])
                self.cache[text] = self._find_country(text, lemmas)
            found = self.cache[text]
            if found is not None:
                return Mention(index, last, *found)
        return None

    def _find_country(self, text: str, lemmas: str) -> tuple[str, str] | None:
        """(ISO 3166-1 alpha-3, how) of a name; the code is "" for a people of several countries."""
        names = self.countries
        iso3 = names.demonym(text) or names.demonym(text.removesuffix("s"))
        if iso3 is not None:
            return iso3, "nationality"
        iso3 = names.country(text)
        if iso3 is not None:
            return iso3, "name"
        for how, listed in (("people", self.peoples.peoples), ("region", self.peoples.regions)):
            if lemmas in listed:
                return listed[lemmas], how
        iso3 = names.capital_of(text)
        return None if iso3 is None else (iso3, "capital")


def _is_one_of(words: tuple[Word, ...], index: int, listed: frozenset[str]) -> bool:
    """Whether a word is in a list and no part of a hyphenated one ("Kurdish-led")."""
    word = words[index]
    around = words[max(index - 1, 0) : index] + words[index + 1 : index + 2]
    pair = f"{word.fold} {words[index + 1].fold}" if index + 1 < len(words) else ""
    known = word.fold in listed or pair in listed
    return known and all(w.compound != word.compound for w in around)
