"""Which phrases name the same thing: pronouns, short names, "the group", "the city".

Every link is made for a stated reason; where two antecedents fit equally none is chosen.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from .lang.en.syntax import Syntax
from .records.claim import Speech
from .records.coded import Via
from .records.event import EventMention
from .speakers import named_before

_SINGULAR = frozenset({"he", "she", "him", "her", "himself", "herself"})
_PLURAL = frozenset({"they", "them", "themselves"})
_FIRST = frozenset({"i", "we", "me", "us"})
_BARE = frozenset(
    {
        "many",
        "some",
        "others",
        "several",
        "most",
        "all",
        "both",
        "few",
        "dozens",
        "hundreds",
        "thousands",
        "scores",
    }
)
_REACH = 2
_BODIES = frozenset({"org", "party", "state", "country", "group", "media", "court", "parliament"})
_FORCES = frozenset({"military", "militant", "armed"})
_SORTS = frozenset({"crowd", "militant", "military", "police", "assailant"})
"""Noun classes by which "the crowd" may go on from "residents", "the gunmen" from "rebels"."""


@dataclass(frozen=True, slots=True)
class Link:
    """An antecedent (head token) and the reason for the link."""

    token: int
    via: Via
    why: str


class Linker:
    """Answers what a phrase of one article refers back to."""

    def __init__(self, syntax: Syntax, speeches: tuple[Speech, ...]) -> None:
        self.syntax = syntax
        self.speeches = speeches
        self._people = self._person_names()
        self._speaking = frozenset(s.speaker for s in speeches if not s.attitude)

    def antecedent(self, token: int) -> Link | None:
        """What the phrase headed by ``token`` takes up, or None where it stands for itself."""
        link = self._antecedent(token)
        if link is None and token in self._speaking:
            named = named_before(self.syntax, token)
            if named is not None:
                words = self.syntax.parsed.words[token]
                return Link(named, Via.COREFERENCE, f"the speaker {words!r} was named before")
        return link

    def _antecedent(self, token: int) -> Link | None:
        p = self.syntax.parsed
        word = p.lower[token]
        if word in _FIRST:
            return self._speaker(token)
        if word in _SINGULAR:
            return self._person_before(token)
        if word in _PLURAL:
            return self._group_before(token, pronoun=True)
        if word == "it":
            return self._speaking_body(token) or self._organisation_before(token)
        if word in _BARE and not self.syntax.kids(token, "prep"):
            return self._group_before(token, pronoun=False)
        if p.entity[token] == "PERSON" or p.tags[token] == "NNP":
            return self._full_name(token)
        if self._is_definite(token) and p.lemmas[token] in self.syntax.cue("group_noun"):
            return self._organisation_before(token)
        return self._apposition(token) or self._demonstrative(token)

    def _apposition(self, token: int) -> Link | None:
        """ "Reham Yaqoub, an activist": the name says who the activist is."""
        p = self.syntax.parsed
        if p.tags[token] not in ("NN", "NNP"):
            return None
        while p.deps[token] == "conj" and self.syntax.is_noun(p.heads[token]):
            token = p.heads[token]
        head = p.heads[token]
        named = p.entity[head] == "PERSON" and p.deps[token] == "appos" and head != token
        if not named:
            names = [c for c in self.syntax.kids(token, "appos") if p.entity[c] == "PERSON"]
            names = names or self._name_before(token)
            if not names:
                return None
            head = names[0]
        return Link(head, Via.COREFERENCE, "in apposition to the name")

    def _name_before(self, token: int) -> list[int]:
        """ "Elena Paz, a nurse and campaigner": the name right before an indefinite phrase."""
        p = self.syntax.parsed
        first = self.syntax.phrase(token)[0]
        if first < 2 or p.lower[first] not in ("a", "an") or p.words[first - 1] != ",":
            return []
        return [first - 2] if p.entity[first - 2] == "PERSON" else []

    def _demonstrative(self, token: int) -> Link | None:
        """ "these forces": the last phrase before with the same noun."""
        p = self.syntax.parsed
        if not any(
            p.lower[c] in ("these", "those", "this") for c in self.syntax.kids(token, "det")
        ):
            return None
        here = p.sentence_of[token]
        first = p.sentences[max(0, here - 1)].first
        for i in range(token - 1, first - 1, -1):
            if p.lemmas[i] == p.lemmas[token] and self.syntax.is_noun(i):
                return Link(i, Via.COREFERENCE, f"{p.words[token]!r} was named just before")
        return None

    def _is_definite(self, token: int) -> bool:
        p = self.syntax.parsed
        modifiers = [c for c in p.children[token] if c < token]
        return len(modifiers) == 1 and p.lower[modifiers[0]] in ("the", "this", "that")

    def _speaker(self, token: int) -> Link | None:
        inside = [s for s in self.speeches if s.direct and token in s.content]
        speakers = [s.speaker for s in inside if s.speaker is not None]
        if not speakers:
            return None
        above = self.antecedent(speakers[-1])
        target = above.token if above is not None else speakers[-1]
        return Link(target, Via.COREFERENCE, "the speaker of the quotation")

    # -- persons ---------------------------------------------------------------------------

    def _person_names(self) -> dict[str, list[tuple[int, int]]]:
        """Names of persons (tokens [first, last)) by their last word."""
        p = self.syntax.parsed
        found: dict[str, list[tuple[int, int]]] = {}
        for first, last, label in p.ents:
            if label == "PERSON":
                end = last - 1 if p.tags[last - 1] == "POS" and last - first > 1 else last
                found.setdefault(p.lower[end - 1], []).append((first, end))
        return found

    def _person_before(self, token: int) -> Link | None:
        """The nearest person named before, those in subject position first."""
        p = self.syntax.parsed
        here = p.sentence_of[token]
        for back in range(here, max(-1, here - _REACH - 1), -1):
            sentence = p.sentences[back]
            found = [
                i
                for i in range(sentence.first, min(sentence.last, token))
                if self._is_person(i) and i not in self._own_clause(token)
            ]
            subjects = [i for i in found if p.deps[i] in ("nsubj", "nsubjpass")]
            pool = subjects or found
            if pool:
                full = self._full_name(pool[-1])
                return Link(
                    full.token if full else pool[-1],
                    Via.COREFERENCE,
                    f"{p.words[token]!r} takes up the person named last",
                )
            if p.sentences[here].block != sentence.block:
                break
        return None

    def _own_clause(self, token: int) -> set[int]:
        """Heads of the same clause's other arguments, which a pronoun cannot mean."""
        head = self.syntax.parsed.heads[token]
        return set(self.syntax.parsed.children[head]) if self.syntax.is_verb(head) else set()

    def _is_person(self, i: int) -> bool:
        p = self.syntax.parsed
        if p.deps[i] in ("compound", "nmod", "poss") and p.entity[i] == "PERSON":
            return p.deps[i] == "poss"
        classes = self.syntax.classes(i)
        if "place" in classes and p.entity[i - 1] != "PERSON":
            return False  # a town that the parser took for a person
        return p.entity[i] == "PERSON" or bool(
            self.syntax.is_noun(i)
            and p.tags[i] in ("NN", "NNP")
            and classes & {"official", "person"}
        )

    def _full_name(self, token: int) -> Link | None:
        """A surname stands for the longer name given before it."""
        first, last = self.syntax.phrase(token)
        short = self._text(first, last)
        if len(short) < 3 or short[:1].islower():
            return None
        for a, b in self._people.get(short.split("-")[-1].split()[-1].lower(), ()):
            full = self._text(a, b)
            if b <= first and len(full) > len(short) and full.endswith((" " + short, "-" + short)):
                return Link(b - 1, Via.COREFERENCE, "a surname for the full name given before")
        return None

    def _text(self, first: int, last: int) -> str:
        p = self.syntax.parsed
        words = p.article.text[p.starts[first] : p.ends[last - 1]]
        return words.removesuffix("'s").removesuffix("’s")

    # -- groups ----------------------------------------------------------------------------

    def _group_before(self, token: int, *, pronoun: bool) -> Link | None:
        p = self.syntax.parsed
        here = p.sentence_of[token]
        for back in range(here if pronoun else here - 1, max(-1, here - _REACH - 1), -1):
            if not self._within_reach(here, back):
                break
            sentence = p.sentences[back]
            found = [
                i
                for i in range(sentence.first, min(sentence.last, token))
                if p.deps[i] in ("nsubj", "nsubjpass")
                and self._is_group(i)
                and i not in self._own_clause(token)
            ]
            if found:
                why = f"{p.words[token]!r} takes up the group that is the subject before"
                return Link(found[-1 if back == here else 0], Via.COREFERENCE, why)
        return None

    def _is_group(self, i: int) -> bool:
        p = self.syntax.parsed
        if p.tags[i] not in ("NNS", "NNPS", "NN", "CD", "NNP", "JJ"):
            return False
        if p.lemmas[i] in self.syntax.lexicon.nouns:
            return False  # an act, not a group: "Protests in ..."
        classes = self.syntax.classes(i)
        plural = p.tags[i] in ("NNS", "NNPS", "CD") or bool(self.syntax.kids(i, "conj"))
        if classes & {"place", "country"} and not classes & {"people", "crowd", "armed"}:
            return False
        return (
            plural
            and bool(classes & {"people", "armed", "crowd", "org", "state"})
            or bool(classes & {"police", "crowd"})
        )

    def _speaking_body(self, token: int) -> Link | None:
        """ "The Iraqi military says it has seized": who says it, where that is one body."""
        p = self.syntax.parsed
        verb = p.heads[token]
        if p.deps[token] not in ("nsubj", "nsubjpass") or p.deps[verb] != "ccomp":
            return None
        for subject in self.syntax.kids(p.heads[verb], "nsubj"):
            classes = self.syntax.classes(subject)
            single = p.tags[subject] in ("NN", "NNP") and not self.syntax.kids(subject, "conj")
            if single and classes & (_BODIES | _FORCES) and "person" not in classes:
                return Link(subject, Via.COREFERENCE, "'it' takes up the body that says so")
        return None

    def _organisation_before(self, token: int) -> Link | None:
        """The body that is the subject of the sentence before, else the one named last."""
        p = self.syntax.parsed
        here = p.sentence_of[token]
        why = f"{p.words[token]!r} takes up the organisation named last"
        for back in range(here, max(-1, here - _REACH - 1), -1):
            if not self._within_reach(here, back):
                break
            sentence = p.sentences[back]
            span = range(sentence.first, min(sentence.last, token))
            subjects = [
                i
                for i in span
                if p.deps[i] in ("nsubj", "nsubjpass")
                and self.syntax.classes(i) & _BODIES
                and i not in self._own_clause(token)
            ]
            if subjects and back < here:
                return Link(subjects[0], Via.COREFERENCE, why)
            named = [
                last - 1
                for first, last, label in self._names_in(span)
                if label in ("ORG", "NORP")
                if p.tags[last - 1].startswith("NNP")
            ]
            if named or subjects:
                return Link((named or subjects)[-1], Via.COREFERENCE, why)
        return None

    def _names_in(self, span: range) -> Iterator[tuple[int, int, str]]:
        """The entities that lie in a range of tokens."""
        ents = self.syntax.parsed.ents
        for i in range(bisect_left(ents, span.start, key=lambda e: e[0]), len(ents)):
            if ents[i][0] >= span.stop:
                return
            if ents[i][1] <= span.stop:
                yield ents[i]

    def _within_reach(self, here: int, back: int) -> bool:
        """The same paragraph, or the last sentence of the one before for a paragraph's first."""
        sentences = self.syntax.parsed.sentences
        if sentences[back].block == sentences[here].block:
            return True
        first = here == 0 or sentences[here - 1].block != sentences[here].block
        return first and back == here - 1


_ACRONYM = re.compile(
    r"((?:[A-Z][\w'’.-]*\s+(?:(?:of|for|the|and|in|de|del|la)\s+)*){1,8}[A-Z][\w'’.-]*)\s+\(([A-Z]{2,8})\)"
)


def acronyms_of(text: str) -> dict[str, str]:
    """Acronyms that the text introduces: "Popular Mobilization Forces (PMF)" -> {"PMF": ...}."""
    return {short: long for long, short in _ACRONYM.findall(text)}


def continues(
    syntax: Syntax, mention: EventMention, earlier: EventMention, *, same_kind: bool
) -> int | None:
    """The actor phrase (head token) by which ``mention`` goes on telling of ``earlier``.

    "Protesters stormed ... . The protesters targeted ...": the same kind of act, the next
    sentence, and an actor that takes up the earlier one (definite noun or pronoun).
    """
    p = syntax.parsed
    if not same_kind or not 0 < mention.sentence - earlier.sentence <= 1:
        return None
    before = {p.lemmas[syntax.meaning_head(b.head)] for b in earlier.actors}
    sorts = frozenset(c for b in earlier.actors for c in syntax.classes(b.head))
    near = syntax.parsed.sentences[mention.sentence].block == p.sentences[earlier.sentence].block
    if not mention.actors and near and mention.targets and not mention.is_noun:
        return (
            mention.trigger
        )  # "Eleven were killed and four captured, he said", in the next sentence
    for binding in mention.actors:
        head = syntax.meaning_head(binding.head)
        definite = any(p.lower[c] in ("the", "these", "those") for c in p.children[head])
        if p.lower[binding.head] in (_PLURAL | _SINGULAR | _BARE | {"it"}):
            return binding.head
        same_sort = syntax.classes(head) & sorts & _SORTS
        if definite and (p.lemmas[head] in before or same_sort):
            return binding.head
    return None
