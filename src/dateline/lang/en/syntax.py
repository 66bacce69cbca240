"""English clause structure over a parse: the arguments of verbs, the extent of noun phrases.

Reads the ClearNLP labels of spaCy's English models. Nothing here knows event types.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ...records.article import ParsedArticle
from ..lexicon import Lexicon

NameClasses = Callable[[str], frozenset[str]]

_SUBJECT = ("nsubj", "csubj", "nsubjpass", "csubjpass")
_OBJECT = ("dobj", "obj", "dative", "oprd", "attr")
_LEFT = frozenset(
    {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "npadvmod", "case",
     "advmod", "neg", "punct"}
)
_VERBAL = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD")
_CLAUSE_DEPS = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis"})


@dataclass(frozen=True, slots=True)
class Arg:
    """An argument: its head token and the construction that gave it."""

    token: int
    how: str


@dataclass(slots=True)
class Clause:
    """A verb with its arguments, voice undone: ``subjects`` act, ``objects`` undergo."""

    verb: int
    passive: bool = False
    subjects: list[Arg] = field(default_factory=list)
    objects: list[Arg] = field(default_factory=list)
    own_subject: bool = False


class Syntax:
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
        self._clauses: dict[int, Clause] = {}
        self._classes: dict[int, frozenset[str]] = {}
        self._lemma_sets: dict[int, frozenset[str]] = {}

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
            self._lemma_sets[sentence] = frozenset(
                self.parsed.lemmas[s.first : s.last] + self.parsed.lower[s.first : s.last]
            )
        return self._lemma_sets[sentence]

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
        """The noun phrase of head ``i`` as tokens [first, last), without clauses and appositions."""
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
            elif child == last + 1 and p.deps[child] in ("nummod", "npadvmod") and p.tags[child] == "CD":
                last = child
        entity = self._entity_at(i)
        if entity is not None:
            first, last = min(first, entity[0]), max(last, entity[1] - 1)
        opened = [k for k in range(first, last + 1) if p.words[k] == "("]
        if opened and opened[-1] > i and ")" not in p.words[opened[-1] : last + 1]:
            last = opened[-1] - 1
        while last > i and p.tags[last] in ("POS", "''", ","):
            last -= 1
        while first < i and (p.tags[first] in ("CC", ",", ":", "IN", "-LRB-", "``", "''")):
            first += 1
        return first, last + 1

    def _leftmost(self, i: int) -> int:
        first = i
        for child in self.parsed.children[i]:
            if child < i:
                first = min(first, self._leftmost(child))
        return first

    def _entity_at(self, i: int) -> tuple[int, int] | None:
        if not self.parsed.entity[i]:
            return None
        for first, last, label in self.parsed.ents:
            if first <= i < last:
                return (first, last) if label in ("PERSON", "ORG", "GPE", "NORP", "FAC") else None
        return None

    def conjuncts(self, i: int) -> list[int]:
        """``i`` and the noun phrases joined to it ("X, Y and Z"), in text order."""
        p = self.parsed
        found, todo = [i], [i]
        while todo:
            current = todo.pop()
            for child in self.kids(current, "conj"):
                if child not in found and (self.is_noun(child) or p.tags[child] in ("CD", "JJ", "PRP")):
                    found.append(child)
                    todo.append(child)
            for child in self.kids(current, "appos"):
                # lists are often parsed as appositions: "the Badr Corps, the Haq, the group and ..."
                if child not in found and self._is_list_member(child):
                    found.append(child)
                    todo.append(child)
        return sorted(found)

    def _is_list_member(self, i: int) -> bool:
        """An apposition that a conjunction continues is a member of a list."""
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
        if p.lower[i] in self.cue("pronoun"):
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
                found |= own & {"military", "police", "militant", "armed", "state", "official",
                                "crowd", "media", "court", "parliament", "party", "people"}
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

    # -- clauses ---------------------------------------------------------------------------

    def clause(self, verb: int) -> Clause:
        """The arguments of ``verb``, with what it shares with or inherits from other verbs."""
        if verb not in self._clauses:
            self._clauses[verb] = Clause(verb)  # guards against cycles of bad parses
            self._clauses[verb] = self._find_clause(verb)
        return self._clauses[verb]

    def _find_clause(self, v: int) -> Clause:
        p = self.parsed
        clause = Clause(v, passive=self._is_passive(v))
        for child in p.children[v]:
            dep = p.deps[child]
            if dep in ("nsubjpass", "csubjpass"):
                clause.objects.append(Arg(self._antecedent(child, v), "passive subject"))
                clause.own_subject = True
            elif dep in ("nsubj", "csubj"):
                target = clause.objects if clause.passive else clause.subjects
                how = "passive subject" if clause.passive else "subject"
                target.append(Arg(self._antecedent(child, v), how))
                clause.own_subject = True
            elif dep == "agent" or (dep == "prep" and clause.passive and p.lower[child] == "by"):
                clause.subjects.extend(
                    Arg(o, "by") for o in self.kids(child, "pobj") if not self.is_time(o)
                )
            elif dep in _OBJECT and self._is_nominal(child, dep):
                clause.objects.append(Arg(self._antecedent(child, v), "object"))
        self._inherit(v, clause)
        return clause

    def _is_nominal(self, i: int, dep: str) -> bool:
        tag = self.parsed.tags[i]
        if tag == "JJ":  # "shot dead" has no object, "wounded many" has
            return dep not in ("oprd", "attr") and self.parsed.lower[i] in self.cue("quantity")
        return self.is_noun(i) or tag in ("PRP", "CD", "DT", "WP", "WDT", "VBG")

    def is_time(self, i: int) -> bool:
        """Whether a phrase's head is a date or time word."""
        return self.parsed.entity[i] in ("DATE", "TIME") or self.parsed.lemmas[i] in self.cue("time_word")

    def _is_passive(self, v: int) -> bool:
        p = self.parsed
        kids = [p.deps[c] for c in p.children[v]]
        if "auxpass" in kids or "nsubjpass" in kids:
            return True
        if self._is_clipped_relative(v):
            return True
        if p.tags[v] not in ("VBN", "VBD") or "aux" in kids or "nsubj" in kids:
            return False
        dep = p.deps[v]
        if p.tags[v] == "VBN" and dep in ("acl", "advcl", "amod", "relcl", "xcomp"):
            return True
        if dep == "acl":
            return True
        if dep == "conj" and p.tags[v] == "VBN":
            return self.clause(p.heads[v]).passive
        return self.is_reduced_relative(v)

    def is_reduced_relative(self, v: int) -> bool:
        """A participle right after a noun phrase that a small parser hung elsewhere.

        "... a woman activist assassinated last week": no subject, no object, no conjunction
        or comma between it and the noun before it.
        """
        p = self.parsed
        if p.tags[v] not in ("VBN", "VBD") or v == 0 or p.deps[v] not in ("conj", "ROOT", "dep"):
            return False
        if p.deps[v] == "ROOT" or not self.is_noun(v - 1):
            return False
        if any(p.deps[c] in (*_SUBJECT, "aux", "auxpass") for c in p.children[v]):
            return False
        has_object = any(p.deps[c] in ("dobj", "obj") and c > v for c in p.children[v])
        return not has_object

    def _is_clipped_relative(self, v: int) -> bool:
        """A reduced relative whose noun the parser took for a subject.

        "... the parents of Elena Paz, a nurse and campaigner assassinated last week": a verb
        joined without "and", no object, and an indefinite noun phrase after a comma before it.
        """
        p = self.parsed
        if p.tags[v] not in ("VBD", "VBN") or p.deps[v] != "conj":
            return False
        subjects = self.kids(v, "nsubj")
        if len(subjects) != 1 or subjects[0] != v - 1 or self.kids(v, "dobj", "ccomp", "xcomp", "aux"):
            return False
        first = self._leftmost(subjects[0])
        return first > 0 and p.lower[first] in ("a", "an") and p.words[first - 1] == ","

    def _antecedent(self, child: int, verb: int) -> int:
        """The noun a relative pronoun stands for."""
        p = self.parsed
        if p.tags[child] in ("WDT", "WP") and p.deps[verb] == "relcl":
            return p.heads[verb]
        return child

    def _inherit(self, v: int, clause: Clause) -> None:
        p = self.parsed
        dep, head = p.deps[v], p.heads[v]
        if clause.passive and not clause.objects:
            if dep in ("acl", "relcl", "amod"):
                clause.objects.append(Arg(head, "participle"))
            elif self.is_reduced_relative(v):
                clause.objects.append(Arg(self._noun_before(v), "participle"))
            elif dep in ("conj", "xcomp") and self.is_verb(head):
                clause.objects.extend(self.surface_subject(head))
            elif dep == "advcl" and self.is_verb(head):
                clause.objects.extend(self.surface_subject(head))
        if p.tags[v] == "VBD" and dep == "amod":
            # "The army on Monday liberated X": a finite verb that the parser made a modifier
            clause.subjects.extend(Arg(s, "subject") for s in self.kids(head, "nsubj"))
            clause.objects.append(Arg(head, "object"))
            return
        if not clause.passive and not clause.subjects:
            clause.subjects.extend(self._inherited_subject(v))
        if not clause.objects and not clause.passive:
            clause.objects.extend(self._shared_object(v, clause))

    def _noun_before(self, v: int) -> int:
        """Head of the noun phrase that ends right before token ``v``."""
        p, i = self.parsed, v - 1
        while p.heads[i] < v and p.deps[i] in ("compound", "nmod", "case", "punct") and p.heads[i] != i:
            i = p.heads[i]
        return i

    def surface_subject(self, v: int) -> list[Arg]:
        """What stands as subject in the sentence, be the verb active or passive."""
        clause = self.clause(v)
        if clause.passive:
            return [a for a in clause.objects if a.how != "object"] or clause.objects[:1]
        return clause.subjects

    def _inherited_subject(self, v: int) -> list[Arg]:
        p = self.parsed
        dep, head = p.deps[v], p.heads[v]
        if dep in ("acl", "relcl") and self.is_noun(head):
            if any(p.tags[c] == "TO" for c in p.children[v]):
                return self._owner_of_noun(head)
            return [Arg(head, "participle")]
        if dep in ("xcomp", "ccomp", "advcl", "conj", "prep") and self.is_verb(head):
            return self._from_governor(v, head, dep)
        if dep == "pcomp":
            return self._from_preposition(head)
        return []

    def _from_governor(self, v: int, head: int, dep: str) -> list[Arg]:
        p = self.parsed
        governor = self.clause(head)
        if dep in ("xcomp", "ccomp") and p.lemmas[head] in self.cue("object_control"):
            if governor.objects:
                return [Arg(a.token, f"control: {p.lower[head]}") for a in governor.objects[:1]]
        if dep in ("xcomp", "advcl", "conj", "prep") or not governor.own_subject:
            return [Arg(a.token, f"shared with: {p.lower[head]}") for a in self.surface_subject(head)]
        return []

    def _from_preposition(self, prep: int) -> list[Arg]:
        """Subject of a gerund after a preposition: "accused X of attacking", "after storming"."""
        p = self.parsed
        head = p.heads[prep]
        if self.is_verb(head):
            clause = self.clause(head)
            taken = p.lower[prep] in ("of", "for", "from", "with", "as", "into")
            if taken and clause.objects and p.lemmas[head] in self.cue("object_control"):
                return [Arg(a.token, f"control: {p.lower[head]}") for a in clause.objects[:1]]
            return [Arg(a.token, f"shared with: {p.lower[head]}") for a in self.surface_subject(head)]
        if self.is_noun(head):
            return self._owner_of_noun(head)
        return []

    def _owner_of_noun(self, noun: int) -> list[Arg]:
        p = self.parsed
        owners = self.kids(noun, "poss")
        if owners and p.lower[owners[0]] not in ("its", "their", "his", "her"):
            return [Arg(owners[0], "possessive")]
        for above in self.ancestors(noun):
            if self.is_verb(above):
                return [Arg(a.token, f"shared with: {p.lower[above]}")
                        for a in self.surface_subject(above)]
        return []

    def _shared_object(self, v: int, clause: Clause) -> list[Arg]:
        p = self.parsed
        if p.deps[v] == "relcl" and clause.own_subject and self.is_noun(p.heads[v]):
            subject = clause.subjects[0].token if clause.subjects else -1
            adverbial = any(p.tags[c] == "WRB" for c in p.children[v])
            if subject != p.heads[v] and not adverbial:
                return [Arg(p.heads[v], "relative clause")]
        for other in self.kids(v, "conj"):
            gap = p.lower[v + 1 : other]
            if self.is_verb(other) and len(gap) <= 3 and {"and", "or", ","} & set(gap):
                return [Arg(a.token, "shared object")
                        for a in self.clause(other).objects if a.how == "object"]
        return []

    def prepositions(self, i: int) -> Iterator[tuple[str, int]]:
        """(preposition, its object's head) below token ``i``; stacked ones too ("out of")."""
        p = self.parsed
        for child in p.children[i]:
            dep = p.deps[child]
            if dep in ("prep", "agent", "dative") and not self.is_noun(child):
                yield from self._preposition(child, p.lower[child])
            elif dep in ("prt", "advmod") and p.deps[child] == "prt":
                yield from ((w, o) for w, o in self.prepositions(child))

    def _preposition(self, prep: int, word: str) -> Iterator[tuple[str, int]]:
        p = self.parsed
        for child in p.children[prep]:
            if p.deps[child] in ("pobj", "pcomp"):
                yield word, child
            elif p.deps[child] == "prep":
                yield from self._preposition(child, p.lower[child])

    def governing_verb(self, i: int) -> int | None:
        """The nearest verb above token ``i`` in its clause, or None at a verbless root."""
        for above in self.ancestors(i):
            if self.is_verb(above):
                return above
        return None
