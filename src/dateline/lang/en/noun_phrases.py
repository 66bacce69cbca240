"""English words and noun phrases over a parse: extent, lists, heads, noun classes.

Reads the ClearNLP labels of spaCy's English models. Nothing here knows event types.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...records.article import ParsedArticle
from ..lexicon import Lexicon

NameClasses = Callable[[str], frozenset[str]]

_LEFT = frozenset(
    "det amod compound nummod poss nmod quantmod predet npadvmod case advmod neg punct".split()
)
_VERBAL = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD")


class NounPhrases:
    """Questions about one parsed article's grammar; answers are computed once and kept.

    ``name_classes`` gives the noun classes of a proper name ("the IDF" -> military), an
    empty set where the name is not known.
    """

    def __init__(
        self, parsed: ParsedArticle, lexicon: Lexicon, *, name_classes: NameClasses | None = None
    ) -> None:
        self.parsed = parsed
        self.lexicon = lexicon
        self.cues = lexicon.cues
        self._name_classes = name_classes
        self._classes: dict[int, frozenset[str]] = {}
        self._lemma_sets: dict[int, frozenset[str]] = {}
        self._ents: dict[int, tuple[int, int]] | None = None

    # -- words -----------------------------------------------------------------------------

    def is_verb(self, i: int) -> bool:
        """Whether token ``i`` is tagged as a verb form."""
        return self.parsed.tags[i] in _VERBAL

    def is_noun(self, i: int) -> bool:
        """Whether token ``i`` is tagged as a noun or proper noun."""
        return self.parsed.tags[i].startswith("NN")

    def cue(self, section: str) -> frozenset[str]:
        """The words of a section of ``cues.txt`` or ``grammar.txt``; empty if there is none."""
        return self.cues.get(section, frozenset())

    def kids(self, i: int, *deps: str) -> list[int]:
        """Dependents of ``i`` with one of the labels, left to right."""
        labels = self.parsed.deps
        return [c for c in self.parsed.children[i] if labels[c] in deps]

    def ancestors(self, i: int) -> Iterator[int]:
        """Heads above ``i``, nearest first."""
        heads = self.parsed.heads
        while heads[i] != i:
            i = heads[i]
            yield i

    def sentence_lemmas(self, sentence: int) -> frozenset[str]:
        """The lemmas and lower-case forms of a sentence."""
        if sentence not in self._lemma_sets:
            s = self.parsed.sentences[sentence]
            kept = [i for i in range(s.first, s.last) if not self._is_month(i)]
            self._lemma_sets[sentence] = frozenset(
                w for i in kept for w in (self.parsed.lemmas[i], self.parsed.lower[i])
            )
        return self._lemma_sets[sentence]

    def _is_month(self, i: int) -> bool:
        """ "in March" is no march."""
        return self.parsed.lower[i] == "march" and self.parsed.words[i] == "March" and i > 0

    def subtree(self, i: int) -> list[int]:
        """Token ``i`` and all below it, in text order."""
        found, todo = [], [i]
        while todo:
            current = todo.pop()
            found.append(current)
            todo.extend(self.parsed.children[current])
        return sorted(found)

    # -- noun phrases ----------------------------------------------------------------------

    def phrase(self, i: int) -> tuple[int, int]:
        """The noun phrase of head ``i``, tokens [first, last), without clauses and appositions."""
        p = self.parsed
        first = last = i
        for child in p.children[i]:
            if child < i and p.deps[child] in _LEFT and p.lower[child] not in (",", "“", '"', "—"):
                first = min(first, self._leftmost(child))
        for child in p.children[i]:
            if child > i and p.deps[child] == "prep" and p.lower[child] == "of":
                objects = self.kids(child, "pobj")
                if objects and child == last + 1:
                    last = max(last, self.phrase(objects[0])[1] - 1)
            elif (
                child == last + 1
                and p.deps[child] in ("nummod", "npadvmod")
                and p.tags[child] == "CD"
            ):
                last = child
        entity = self._entity_at(i)
        if entity is not None:
            first, last = min(first, entity[0]), max(last, entity[1] - 1)
        opened = [k for k in range(first, last + 1) if p.words[k] == "("]
        if opened and opened[-1] > i and ")" not in p.words[opened[-1] : last + 1]:
            last = opened[-1] - 1
        while last > i and p.tags[last] in ("POS", "''", ","):
            last -= 1
        while first < i and self._is_no_beginning(first):
            first += 1
        return first, last + 1

    def _is_no_beginning(self, i: int) -> bool:
        """Words that cannot open a noun phrase, unless they belong to its number ("up to 20")."""
        p = self.parsed
        return p.tags[i] in ("CC", ",", ":", "IN", "-LRB-", "``", "''") and (
            p.deps[i] != "quantmod" and p.lower[i] not in ("about", "over", "up", "at", "around")
        )

    def _leftmost(self, i: int) -> int:
        first = i
        for child in self.parsed.children[i]:
            if child < i:
                first = min(first, self._leftmost(child))
        return first

    def _entity_at(self, i: int) -> tuple[int, int] | None:
        if not self.parsed.entity[i]:
            return None
        if self._ents is None:
            self._ents = {
                token: (first, last)
                for first, last, label in self.parsed.ents
                if label in ("PERSON", "ORG", "GPE", "NORP", "FAC")
                for token in range(first, last)
            }
        return self._ents.get(i)

    def conjuncts(self, i: int) -> list[int]:
        """``i`` and the noun phrases joined to it ("X, Y and Z"), in text order."""
        p = self.parsed
        found, todo = [i], [i]
        while todo:
            current = todo.pop()
            for child in self.kids(current, "conj"):
                if child not in found and (
                    self.is_noun(child) or p.tags[child] in ("CD", "JJ", "PRP")
                ):
                    found.append(child)
                    todo.append(child)
            for child in self._stray_members(current):
                if child not in found:
                    found.append(child)
                    todo.append(child)
            for child in self.kids(current, "appos"):
                # lists are often parsed as appositions: "the Front, the League, the group and ..."
                if child not in found and self._is_list_member(child):
                    found.append(child)
                    todo.append(child)
        return sorted(found)

    def _stray_members(self, i: int) -> list[int]:
        """ "the Sons of Ruzizi and the Renewal Party": a member hung inside the one before it."""
        p = self.parsed
        if not p.tags[i].startswith("NNP") or not self.kids(i, "det"):
            return []
        inner = [
            o for c in self.kids(i, "prep") if p.lower[c] == "of" for o in self.kids(c, "pobj")
        ]
        return [
            c
            for o in inner
            if not self.kids(o, "det")
            for c in self.kids(o, "conj")
            if p.tags[c].startswith("NNP") and self.kids(c, "det")
        ]

    def _is_list_member(self, i: int) -> bool:
        """An apposition that a conjunction continues is a member of a list."""
        if self.kids(i, "det") and self.parsed.lower[self.kids(i, "det")[0]] in ("a", "an"):
            return False  # "Elena Paz, a nurse and campaigner"
        return bool(self.kids(i, "conj")) and any(
            self.parsed.deps[c] == "cc" for j in self.conj_chain(i) for c in self.parsed.children[j]
        )

    def conj_chain(self, i: int) -> list[int]:
        """``i`` and what hangs from it by ``conj`` alone."""
        found = [i]
        for j in found:
            found.extend(c for c in self.kids(j, "conj") if c not in found)
        return found

    def meaning_head(self, i: int) -> int:
        """The noun meant: "dozens of protesters" -> protesters, "a group of men" -> men."""
        p = self.parsed
        quantity = self.cue("quantity")
        for _ in range(4):
            if p.lemmas[i] not in quantity and p.lower[i] not in quantity and p.tags[i] != "CD":
                return i
            of = [c for c in self.kids(i, "prep") if p.lower[c] == "of"]
            objects = self.kids(of[0], "pobj") if of else []
            if not objects:
                return i
            i = objects[0]
        return i

    # -- noun classes ----------------------------------------------------------------------

    def classes(self, i: int) -> frozenset[str]:
        """Noun classes of the phrase headed by ``i``; empty where nothing is known of it."""
        if i not in self._classes:
            self._classes[i] = self._find_classes(self.meaning_head(i))
        return self._classes[i]

    def _find_classes(self, i: int) -> frozenset[str]:
        p, table = self.parsed, self.lexicon.classes
        found: set[str] = set()
        if p.lower[i] in self.cue("pronoun") and p.tags[i] in ("PRP", "WP", "PRP$"):
            return frozenset({"pronoun"})
        if p.tags[i] == "CD":
            return frozenset({"number"})
        proper = p.tags[i].startswith("NNP")
        label = p.entity[i]
        if not (proper and label == "PERSON"):
            found |= table.get(p.lemmas[i], frozenset()) | table.get(p.lower[i], frozenset())
        for child in self.kids(i, "compound", "amod", "nmod", "poss"):
            found |= table.get(f"{p.lemmas[child]}_{p.lemmas[i]}", frozenset())
            if found & {"org", "people"} or proper:
                own = table.get(p.lemmas[child], frozenset())
                found |= own & {
                    "military",
                    "police",
                    "militant",
                    "armed",
                    "state",
                    "official",
                    "crowd",
                    "media",
                    "court",
                    "parliament",
                    "party",
                    "people",
                }
        if label == "PERSON":
            found |= {"person", "people"}
        elif label == "NORP":
            found |= {"people"}
        elif label == "ORG":
            found |= {"org"}
        elif label in ("GPE", "LOC"):
            found |= {"place"}
        elif label == "FAC":
            found |= {"site"}
        if self._name_classes is not None:
            if proper or label:
                first, last = self.phrase(i)
                found |= self._name_classes(p.article.text[p.starts[first] : p.ends[last - 1]])
            elif not found and self.is_noun(i):
                found |= self._name_classes(p.lemmas[i])
        if proper and not found:
            found.add("name")
        if not found and self._looks_like_people(i):
            found.add("people")
        return frozenset(found)

    def _looks_like_people(self, i: int) -> bool:
        word = self.parsed.lower[i]
        return len(word) > 5 and word.endswith(("ists", "ist", "ians", "men", "women", "ees"))

    def can_act(self, i: int) -> bool:
        """Whether the phrase may name somebody who acts (people, organisations, states, names)."""
        found = self.classes(i)
        if found == {"number"}:
            return self.parsed.lower[i] != "one"
        if found & self.cue("agentive") or found & {"name", "pronoun", "place"}:
            return not (found & {"place"} and self.parsed.entity[i] == "LOC")
        p = self.parsed
        plural = p.lower[i] in self.cue("quantity") and p.lower[i] not in ("one", "each", "any")
        return p.tags[i] in ("CD", "JJ", "DT") and plural
