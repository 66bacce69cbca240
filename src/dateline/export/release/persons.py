"""Which words of an article name private persons, as far as rules can tell: a heuristic.

A person is private where the actor file does not know them by name (likeness is not enough). Names
are found by the parser's entities, by titles before capitalised words, in bylines, and among the
phrases that were coded. A name that is missed stays; what only looks like a name is replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby, islice

from ...lang.lexicon import load_lexicon
from ...records.article import Article, ParsedArticle
from ...records.entity import Actor
from ...records.event import CodedArticle, Participant
from ...resolve.names import PARTICLES, fold
from ...resolve.roles import load_roles
from ...resources import Resources

SOMEBODY = "person"
_ROLES = {
    "COP": "police officer",
    "MIL": "member of the military",
    "SPY": "intelligence officer",
    "GOV": "official",
    "LEG": "legislator",
    "JUD": "judicial officer",
    "PTY": "party member",
    "OPP": "member of the opposition",
    "REB": "rebel",
    "PRM": "militia member",
    "UAF": "armed person",
    "CRM": "suspect",
    "CVL": "civilian",
    "REF": "refugee",
    "LAB": "worker",
    "EDU": "teacher or student",
    "AGR": "farmer",
    "BUS": "business person",
    "MED": "health worker",
    "REL": "cleric",
    "JRN": "journalist",
    "ELI": "public figure",
    "SOC": "activist",
}
"""PLOVER's main sector -> what is written in place of a name."""
_JOURNALIST = _ROLES["JRN"]
_BY = re.compile(r"^\W*(?:by|reporting by|written by)\s+", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|&|/|\band\b)\s*")
_LONGEST = 5
_NO_PLACE = ("", "PERSON", "ORG")
_LIKENESS = "likeness"
_SHORTEST = 3
_AT_ONCE = 64
_OLDEST = 120


@dataclass(frozen=True, slots=True)
class _Mention:
    """A name where it stands, without titles before it."""

    words: tuple[str, ...]
    role: str = SOMEBODY
    is_sure: bool = False
    """Whether a title before it or an age behind it says that it is a person's."""


@dataclass(frozen=True, slots=True)
class Names:
    """What is to be replaced in an article and all that was coded from it."""

    roles: Mapping[str, str]
    """A name, or a surname alone -> the role written in its place."""
    persons: int = 0
    """How many persons these are."""


class PersonFinder:
    """Finds the private persons of articles; one instance serves a whole release."""

    def __init__(self, resources: Resources) -> None:
        self._parser = resources.parser
        self._actors = resources.actors
        self._gazetteer = resources.gazetteer
        self._roles = load_roles()
        self._classes = load_lexicon().classes

    def find_all(self, coded: Iterable[CodedArticle]) -> Iterator[tuple[CodedArticle, Names]]:
        """The private persons of articles, one article after the other."""
        waiting = iter(coded)
        while batch := list(islice(waiting, _AT_ONCE)):
            texts = self._parser.parse_many([one.article for one in batch])
            titles = self._parser.parse_many([_title_of(one.article) for one in batch])
            for one, text, title in zip(batch, texts, titles, strict=True):
                yield one, self._find(one, text, title)

    def find(self, coded: CodedArticle) -> Names:
        """The private persons of an article, each with all the forms its name takes there."""
        return next(self.find_all([coded]))[1]

    def _find(self, coded: CodedArticle, text: ParsedArticle, title: ParsedArticle) -> Names:
        known = set(_known_words(coded))
        mentions: list[_Mention] = []
        for mention in self._mentions(coded, text, title):
            if self._is_known(mention, coded):
                known.update(fold(word) for word in mention.words)
            else:
                mentions.append(mention)
        return self._names(mentions, known, _roles_told(coded))

    # -- where names stand -----------------------------------------------------------------

    def _mentions(
        self, coded: CodedArticle, text: ParsedArticle, title: ParsedArticle
    ) -> Iterator[_Mention]:
        yield from self._in_text(text)
        if text.byline is not None:
            yield from _of_byline(text.byline.text)
        yield from self._in_text(title)
        elsewhere = {fold(words) for words, label in _entities(text) if label != "PERSON"}
        yield from self._coded(coded, elsewhere)

    def _in_text(self, parsed: ParsedArticle) -> Iterator[_Mention]:
        for first, last, label in parsed.ents:
            if label == "PERSON":
                yield from self._mention(parsed, first, last)
        for first, last in self._runs(parsed):
            if (
                _has_age(parsed, last)
                or self._has_title(parsed, first, last)
                or (last - first > 1 and self._says_who(parsed, last - 1))
            ):
                yield from self._mention(parsed, first, last)

    def _has_title(self, parsed: ParsedArticle, first: int, last: int) -> bool:
        """Whether a run follows a title, or a role and is itself of several words."""
        if first == 0 or any(parsed.entity[first:last]):
            return False
        before = parsed.lower[first - 1].rstrip(".")
        is_role = last - first > 1 and before in self._roles.roles and self._is_person(before)
        return before in self._roles.words["title"] or is_role

    def _says_who(self, parsed: ParsedArticle, head: int) -> bool:
        """Whether it stands beside what a person is: "a spokesman of it, Al Doe", "Al Doe, a vet".

        ``head`` is the last word of the name.
        """
        beside = [i for i in parsed.children[head] if parsed.deps[i] == "appos"]
        at = head
        for _ in range(_LONGEST if parsed.deps[head] == "appos" else 0):
            at = parsed.heads[at]
            beside.append(at)
        found = (i for i in beside if self._is_person(parsed.lemmas[i]))
        return any(parsed.tags[i] == "NN" for i in found)

    def _is_person(self, lemma: str) -> bool:
        return "people" in self._classes.get(lemma, ())

    def _runs(self, parsed: ParsedArticle) -> Iterator[tuple[int, int]]:
        """Words side by side in a sentence that are written like names, and name no place."""
        like = [
            parsed.entity[i] in _NO_PLACE
            and tag.startswith("NNP")
            and self._is_bare(parsed.words[i])
            for i, tag in enumerate(parsed.tags)
        ]
        numbers = enumerate(zip(like, parsed.sentence_of, strict=True))
        for (is_like, _), run in groupby(numbers, key=lambda pair: pair[1]):
            places = [number for number, _ in run]
            if is_like and len(places) < _LONGEST:
                yield places[0], places[-1] + 1

    def _mention(self, parsed: ParsedArticle, first: int, last: int) -> Iterator[_Mention]:
        """The name among tokens, its titles and whatever is no name taken off."""
        while first < last and not self._is_bare(parsed.words[first]):
            first += 1
        while first < last and not parsed.words[last - 1][:1].isupper():
            last -= 1
        if first < last and parsed.lower[last - 1] not in self._roles.words["generic"]:
            start, end = parsed.starts[first], parsed.ends[last - 1]
            words = parsed.article.text[start:end].split()
            before = [word.rstrip(".") for word in parsed.lower[max(0, first - _LONGEST) : first]]
            title = self._roles.ending_at(before, len(before) - 1) if before else None
            honorific = bool(before) and before[-1] in self._roles.words["title"]
            is_sure = title is not None or honorific or _has_age(parsed, last)
            yield _Mention(tuple(words), _role(title[0].sectors if title else ()), is_sure)

    def _coded(self, coded: CodedArticle, elsewhere: set[str]) -> Iterator[_Mention]:
        """Phrases coded as somebody whom no list knows, and written like a person's name.

        ``elsewhere`` are names that the parser takes for something else than persons.
        """
        for words, actor in _unknown(coded):
            parts = words.split()
            while parts and not self._is_bare(parts[0]):
                parts = parts[1:]
            name = " ".join(parts)
            like = all(self._is_bare(part) or fold(part) in PARTICLES for part in parts)
            if 1 < len(parts) < _LONGEST and like and fold(name) not in elsewhere:
                if not self._gazetteer.knows(name):
                    yield _Mention(tuple(parts), _role(actor.sectors if actor else ()))

    def _is_bare(self, word: str) -> bool:
        """Whether a word is written like a name and is no title, role or other common noun."""
        plain = fold(word).removesuffix("s") if word.isupper() else fold(word)
        if not word[:1].isupper() or (word.isupper() and len(word) <= _SHORTEST):
            return False
        common = plain in self._roles.roles or plain in self._roles.words["title"]
        return not common and plain not in self._classes

    # -- whose they are --------------------------------------------------------------------

    def _is_known(self, mention: _Mention, coded: CodedArticle) -> bool:
        """Whether the actor file, or the gazetteer, has the name itself."""
        name = " ".join(mention.words)
        head = fold(mention.words[-1])
        found = self._actors.resolve(name, head=head, on=coded.article.published)
        if found.value is not None and found.value.id is not None:
            return not any(one.why.startswith(_LIKENESS) for one in found.candidates[:1])
        if len(mention.words) > 1 or mention.is_sure:
            return False
        return self._gazetteer.knows(name) or self._gazetteer.country(name) is not None

    def _names(
        self, mentions: Iterable[_Mention], known: set[str], told: Mapping[str, str]
    ) -> Names:
        listed = sorted(mentions, key=lambda mention: mention.words)
        roles: dict[str, str] = {}
        persons: set[str] = set()
        part_of: dict[str, str] = {}
        for mention in listed:
            if len(mention.words) > 1:
                folded = [fold(word) for word in mention.words]
                role = told.get(folded[-1], mention.role)
                persons.add(" ".join(folded))
                part_of.update(dict.fromkeys(set(folded) - PARTICLES, role))
                roles[" ".join(mention.words)] = role
                for word in mention.words[2:] + mention.words[-1:]:  # surnames; some have two
                    if fold(word) not in known and self._stands_alone(word):
                        roles[word] = role
        for mention in listed:
            if len(mention.words) == 1:
                word, folded_word = mention.words[0], fold(mention.words[0])
                if folded_word in part_of:
                    roles[word] = part_of[folded_word]
                elif folded_word not in known:
                    persons.add(folded_word)
                    roles[word] = told.get(folded_word, mention.role)
        return Names(roles, len(persons))

    def _stands_alone(self, surname: str) -> bool:
        """Whether a surname, written alone, can hardly mean anything else."""
        return len(surname) >= _SHORTEST and self._is_bare(surname)


# -- what the coded article says ---------------------------------------------------------------


def _participants(coded: CodedArticle) -> Iterator[Participant]:
    for report in coded.reports:
        yield from report.actors
        yield from report.targets


def _unknown(coded: CodedArticle) -> Iterator[tuple[str, Actor | None]]:
    """Phrases, and who they are, of participants and speakers that no list knows."""
    for one in _participants(coded):
        actor = one.actor.value
        if actor is None or actor.id is None:
            yield (actor.name if actor else one.phrase.quote.text), actor
    for report in coded.reports:
        for link in report.attribution:
            if link.speaker is not None and link.speaker.id is None:
                yield link.speaker.name, None


def _known_words(coded: CodedArticle) -> Iterator[str]:
    """Words of the names of those that are known, folded: a surname of theirs is theirs."""
    for one in _participants(coded):
        if one.actor.value is not None and one.actor.value.id is not None:
            by_likeness = any(c.why.startswith(_LIKENESS) for c in one.actor.candidates[:1])
            if not by_likeness:
                yield from fold(one.actor.value.name).split()


def _roles_told(coded: CodedArticle) -> Mapping[str, str]:
    """The last word of each unknown participant's name -> what its sector makes of it."""
    found: dict[str, str] = {}
    for words, actor in _unknown(coded):
        if actor is not None and actor.sectors and words.split():
            found.setdefault(fold(words.split()[-1]), _role(actor.sectors))
    return found


def _has_age(parsed: ParsedArticle, last: int) -> bool:
    """Whether a name that ends before ``last`` is followed by an age: ", 12," """
    after = parsed.words[last : last + 3]
    return (
        len(after) == 3
        and after[0] == ","
        and len(after[1]) <= _SHORTEST
        and after[1].isdecimal()
        and int(after[1]) <= _OLDEST
        and after[2] in (",", ".")
    )


def _role(sectors: Iterable[str]) -> str:
    return next((_ROLES[sector] for sector in sectors if sector in _ROLES), SOMEBODY)


def _title_of(article: Article) -> Article:
    """The title as an article of its own."""
    return replace(article, text=article.title or "")


def _entities(parsed: ParsedArticle) -> Iterator[tuple[str, str]]:
    for first, last, label in parsed.ents:
        yield " ".join(parsed.words[first:last]), label


def _of_byline(line: str) -> Iterator[_Mention]:
    """The names of a byline: "By Jane Roe and John Doe"."""
    started = _BY.sub("", line)
    for part in _BETWEEN_NAMES.split(started):
        words = tuple(part.split())
        if 1 < len(words) < _LONGEST and all(word[:1].isupper() for word in words):
            yield _Mention(words, _JOURNALIST)
