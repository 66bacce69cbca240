"""English clause structure over a parse: the arguments of verbs, voice and sharing undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ...records.article import ParsedArticle
from ..lexicon import Lexicon
from .noun_phrases import NameClasses, NounPhrases

_HUNG = frozenset({"acl", "advcl", "conj", "relcl", "dep"})
_OBJECT = ("dobj", "obj", "dative", "oprd", "attr")


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


class Syntax(NounPhrases):
    """Questions about one parsed article's grammar; answers are computed once and kept."""

    def __init__(
        self, parsed: ParsedArticle, lexicon: Lexicon, *, name_classes: NameClasses | None = None
    ) -> None:
        super().__init__(parsed, lexicon, name_classes=name_classes)
        self._clauses: dict[int, Clause] = {}

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
        return self.parsed.entity[i] in ("DATE", "TIME") or self.parsed.lemmas[i] in self.cue(
            "time_word"
        )

    def _is_passive(self, v: int) -> bool:
        p = self.parsed
        kids = [p.deps[c] for c in p.children[v]]
        if "auxpass" in kids or "nsubjpass" in kids:
            return True
        if self.modified_noun(v) is not None:
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
        return False

    def modified_noun(self, v: int) -> int | None:
        """The noun a bare participle right behind it modifies, wherever a parser hung it.

        "a woman activist assassinated last week", "Yolanda Pérez, gunned down by men": a past
        form with no subject, auxiliary or object of its own, next to a noun phrase (or a comma
        after one that names people). None where the form is no such participle.
        """
        p = self.parsed
        if p.tags[v] not in ("VBN", "VBD") or p.deps[v] not in _HUNG or v < 2:
            return None
        if self._is_clipped_relative(v):
            return v - 1
        kids = {p.deps[c] for c in p.children[v] if c > v or p.deps[c] not in ("dobj", "obj")}
        if kids & {"aux", "auxpass", "nsubj", "nsubjpass", "dobj", "obj", "ccomp"}:
            return None
        i = v - 2 if p.tags[v - 1].startswith("RB") else v - 1
        comma = p.words[i] == ","
        i -= comma
        if i < 0 or not self.is_noun(i) or self.is_time(i):
            return None
        noun = self._noun_before(i + 1)
        people = bool(self.classes(noun) & {"people", "person", "official", "name"})
        if comma or p.tags[v] == "VBD" or p.deps[v] == "advcl":
            return noun if people else None
        return noun if people or p.deps[v] != "acl" else p.heads[v]

    def _is_clipped_relative(self, v: int) -> bool:
        """A reduced relative whose noun the parser took for a subject.

        "... the parents of Elena Paz, a nurse and campaigner assassinated last week": a verb
        joined without "and", no object, and an indefinite noun phrase after a comma before it.
        """
        p = self.parsed
        if p.tags[v] not in ("VBD", "VBN") or p.deps[v] != "conj":
            return False
        subjects = self.kids(v, "nsubj")
        if (
            len(subjects) != 1
            or subjects[0] != v - 1
            or self.kids(v, "dobj", "ccomp", "xcomp", "aux")
        ):
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
        modified = self.modified_noun(v)
        if modified is not None:
            clause.objects = [Arg(modified, "participle")]
        elif clause.passive and not clause.objects:
            if dep in ("acl", "relcl", "amod"):
                clause.objects.append(Arg(head, "participle"))
            elif dep in ("conj", "xcomp", "advcl") and self.is_verb(head):
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
        while (
            p.heads[i] < v
            and p.deps[i] in ("compound", "nmod", "case", "punct")
            and p.heads[i] != i
        ):
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
            return [
                Arg(a.token, f"shared with: {p.lower[head]}") for a in self.surface_subject(head)
            ]
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
            return [
                Arg(a.token, f"shared with: {p.lower[head]}") for a in self.surface_subject(head)
            ]
        if self.is_noun(head):
            return self._controlled(prep, head) or self._owner_of_noun(head)
        return []

    def _controlled(self, prep: int, noun: int) -> list[Arg]:
        """ "accused the rebels of shelling X", the phrase hung on "rebels"."""
        p = self.parsed
        verb = p.heads[noun]
        taken = p.lower[prep] in ("of", "for", "from") and p.deps[noun] in ("dobj", "nsubjpass")
        if taken and p.lemmas[verb] in self.cue("object_control"):
            return [Arg(noun, f"control: {p.lower[verb]}")]
        return []

    def _owner_of_noun(self, noun: int) -> list[Arg]:
        p = self.parsed
        owners = self.kids(noun, "poss")
        if owners and p.lower[owners[0]] not in ("its", "their", "his", "her"):
            return [Arg(owners[0], "possessive")]
        for above in self.ancestors(noun):
            if self.is_verb(above):
                return [
                    Arg(a.token, f"shared with: {p.lower[above]}")
                    for a in self.surface_subject(above)
                ]
        return []

    def _shared_object(self, v: int, clause: Clause) -> list[Arg]:
        p = self.parsed
        if p.deps[v] == "relcl" and clause.own_subject and self.is_noun(p.heads[v]):
            subject = clause.subjects[0].token if clause.subjects else -1
            adverbial = any(p.tags[c] == "WRB" for c in p.children[v])
            if subject != p.heads[v] and not adverbial:
                return [Arg(p.heads[v], "relative clause")]
        if not self._takes_object(p.lemmas[v]):
            return []
        for other in self.kids(v, "conj"):
            gap = p.lower[v + 1 : other]
            if self.is_verb(other) and len(gap) <= 3 and {"and", "or", ","} & set(gap):
                return [Arg(o, "shared object") for o in self.kids(other, "dobj", "obj")]
        return []

    def _takes_object(self, lemma: str) -> bool:
        """Whether some trigger pattern gives the verb an object; unknown verbs may take one."""
        patterns = self.lexicon.verbs.get(lemma, ())
        return not patterns or any(q.obj is not None for q in patterns)

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
