"""Match noun patterns ("the killing of X by Y", "a rally", "clashes between A and B")."""

from __future__ import annotations

from ..lang.en.syntax import Arg, Syntax
from ..lang.patterns import Pattern, Slot
from .matching import Match, conditions_hold, slot_fit

_AGAINST = frozenset({"on", "against", "at", "upon", "toward", "towards", "targeting"})
_AMONG = frozenset({"between", "among", "amongst"})
_ACTING = frozenset(
    {
        "people",
        "crowd",
        "civilian",
        "armed",
        "military",
        "police",
        "militant",
        "state",
        "official",
        "org",
        "country",
        "media",
        "party",
        "court",
        "parliament",
    }
)


def match_noun(syntax: Syntax, pattern: Pattern, noun: int) -> Match | None:
    """Fit one noun pattern at token ``noun``; None where it does not fit."""
    p = syntax.parsed
    if p.deps[noun] in ("compound", "nmod") or not _words_before(syntax, pattern, noun):
        return None
    if not conditions_hold(syntax, pattern.conditions, p.sentence_of[noun]):
        return None
    support, supported = find_support(syntax, noun)
    args = _NounArguments(syntax, pattern, noun)
    args.read()
    if supported:
        args.add_supported(supported)
    actors, targets = args.actors, args.targets
    met = 0
    for slot in pattern.slots:
        bound = actors if slot.role == "A" else targets
        kept = [a for a in bound if slot_fit(syntax, slot, a.token) is not None]
        if bound and not kept or slot.required and not kept:
            return None
        met += any(slot_fit(syntax, slot, a.token) for a in kept)
        bound[:] = kept
    words = tuple(range(noun - len(pattern.before), noun))
    return Match(pattern, tuple(actors), tuple(targets), met=met, words=words, support=support)


def _words_before(syntax: Syntax, pattern: Pattern, noun: int) -> bool:
    p, size = syntax.parsed, len(pattern.before)
    if not size:
        return True
    if noun - size < 0:
        return False
    return all(
        p.lemmas[noun - size + k] in choices or p.lower[noun - size + k] in choices
        for k, choices in enumerate(pattern.before)
    )


def find_support(syntax: Syntax, noun: int) -> tuple[int | None, str]:
    """The support or occurrence verb of an event noun, and its kind.

    Kinds: "does" (its subject is the noun's actor), "suffers" (its subject is the target),
    "occurs" (the noun is its subject), "" (none found).
    """
    p = syntax.parsed
    top = syntax.parsed.heads[noun]
    chain = noun
    while p.deps[chain] == "conj" and syntax.is_noun(p.heads[chain]):
        chain = p.heads[chain]
        top = p.heads[chain]
    dep = p.deps[chain]
    if dep == "pobj" and syntax.is_verb(p.heads[top]):
        word = p.lower[top]
        verb = p.heads[top]
        if word in ("in", "with", "for", "to") and p.lemmas[verb] in (
            "take",
            "engage",
            "participate",
            "join",
            "go",
        ):
            return verb, "does"
        if p.lemmas[verb] in ("come",) and word == "under":
            return verb, "suffers"
        if word in ("in", "during") and p.lemmas[verb] in syntax.cue("caused"):
            return verb, "occurs"
        return None, ""
    if not syntax.is_verb(top) or top == noun:
        return None, ""
    lemma = p.lemmas[top]
    for child in syntax.kids(top, "prt"):
        if f"{lemma}_{p.lower[child]}" in syntax.cue("support"):
            lemma = f"{lemma}_{p.lower[child]}"
    if dep in ("dobj", "obj") or (dep in ("nsubjpass",)):
        if lemma in syntax.cue("suffer"):
            return top, "suffers"
        if lemma in syntax.cue("support") or (dep == "nsubjpass" and lemma == "report"):
            return top, "does"
    if dep in ("nsubj", "nsubjpass") and lemma in syntax.cue("occur"):
        return top, "occurs"
    if dep == "attr" and any(p.deps[c] == "expl" for c in p.children[top]):
        return top, "occurs"
    return None, ""


class _NounArguments:
    """The actor and target of an event noun, read by the pattern's frame."""

    def __init__(self, syntax: Syntax, pattern: Pattern, noun: int) -> None:
        self.syntax, self.pattern, self.noun = syntax, pattern, noun
        self.actors: list[Arg] = []
        self.targets: list[Arg] = []

    def read(self) -> None:
        frame = self.pattern.frame
        if frame == "-":
            return
        prepositions = self._prepositions()
        against = [Arg(o, w) for w, o in prepositions if w in _AGAINST and self._is_participant(o)]
        by = [Arg(o, w) for w, o in prepositions if w == "by" and self.syntax.can_act(o)]
        of = [Arg(o, w) for w, o in prepositions if w == "of" and not self.syntax.is_time(o)]
        owner = [Arg(i, "possessive") for i in self.syntax.kids(self.noun, "poss")]
        owner = [a for a in owner if not self.syntax.is_time(a.token)]
        modifiers = self._modifiers()
        if frame == "AA":
            self._mutual(prepositions, of, by, owner, modifiers)
        elif frame == "P":
            self._undergone(of, by, owner, modifiers)
        elif frame == "A":
            self.actors += by or owner or of or modifiers
        else:
            self.actors += by or owner or modifiers
            self.targets += against or (of if self._is_target(of) else [])
            if not self.actors and of and not self._is_target(of):
                self.actors += [a for a in of if self.syntax.can_act(a.token)]
        self.actors = [a for a in self.actors if self.syntax.can_act(a.token)]
        if frame in ("A", "AP"):
            self.targets += [
                Arg(o, w)
                for w, o in prepositions
                if w == "to" and frame == "A" and self._target_slot() and self._is_participant(o)
            ]

    def _target_slot(self) -> Slot | None:
        return next((s for s in self.pattern.slots if s.role == "P"), None)

    def _prepositions(self) -> list[tuple[str, int]]:
        """The noun's own prepositional phrases, and those a parser hung on its verb."""
        syntax, p = self.syntax, self.syntax.parsed
        found = list(syntax.prepositions(self.noun))
        head = p.heads[self.noun]
        if p.deps[self.noun] in ("dobj", "nsubj", "nsubjpass", "attr") and syntax.is_verb(head):
            wanted = _AGAINST | _AMONG | {"with"}
            found += [po for po in syntax.prepositions(head) if po[0] in wanted]
        if self.pattern.frame == "AA" and not any(w in _AMONG for w, _ in found):
            found += self._between_after()
        for child in syntax.kids(self.noun, "acl"):
            if p.lower[child] in ("involving", "targeting", "pitting"):
                word = "between" if p.lower[child] != "targeting" else "against"
                found += [(word, a.token) for a in syntax.clause(child).objects]
        return found

    def _between_after(self) -> list[tuple[str, int]]:
        """ "Battles erupted in the hills above X between A and B": wherever "between" was hung."""
        syntax, p = self.syntax, self.syntax.parsed
        last = p.sentences[p.sentence_of[self.noun]].last
        for i in range(self.noun + 1, min(last, self.noun + 16)):
            if p.lower[i] == "between" and p.deps[i] == "prep":
                sides = syntax.kids(i, "pobj")
                return [("between", s) for s in sides if len(syntax.conjuncts(s)) > 1]
        return []

    def _modifiers(self) -> list[Arg]:
        """Nouns and nationality words before the noun that can act: "police raid"."""
        syntax, p = self.syntax, self.syntax.parsed
        found = []
        for i in syntax.kids(self.noun, "compound", "amod", "nmod"):
            classes = syntax.classes(i)
            if self.pattern.event_type == "visit" and p.entity[i] in ("GPE", "LOC"):
                continue  # "the Berlin visit" went there
            if p.deps[i] == "amod" and p.entity[i] not in ("NORP", "GPE", "ORG"):
                continue
            if classes & _ACTING or p.entity[i] in ("NORP", "GPE", "ORG"):
                found.append(Arg(i, "modifier"))
        for i in syntax.kids(self.noun, "amod"):
            if p.lower[i] == "led":  # "a Saudi-led strike"
                leaders = [c for c in syntax.kids(i, "npadvmod", "nmod", "compound") if p.entity[c]]
                found += [Arg(c, "modifier") for c in leaders]
        return found[:1]

    def _is_participant(self, token: int) -> bool:
        return not self.syntax.is_time(token) and self.syntax.parsed.tags[token] != "CD"

    def _is_target(self, args: list[Arg]) -> bool:
        classes = frozenset(c for a in args for c in self.syntax.classes(a.token))
        return bool(classes & {"site", "property", "position", "vehicle", "town", "document"})

    def _undergone(
        self, of: list[Arg], by: list[Arg], owner: list[Arg], modifiers: list[Arg]
    ) -> None:
        self.actors += by
        self.targets += of
        if of:
            self.actors += owner if not by else []
        else:
            self.targets += owner
            people = [
                a
                for a in modifiers
                if self.syntax.parsed.deps[a.token] == "compound"
                and self.syntax.classes(a.token) & {"people", "person", "armed", "official"}
            ]
            self.targets += people if not owner else []

    def _mutual(
        self,
        prepositions: list[tuple[str, int]],
        of: list[Arg],
        by: list[Arg],
        owner: list[Arg],
        modifiers: list[Arg],
    ) -> None:
        """Both sides of a mutual act: the first named is the actor, the others targets."""
        for word, token in prepositions:
            if word in _AMONG and self._is_participant(token):
                sides = self.syntax.conjuncts(token)
                self.actors.append(Arg(sides[0], f"{word} (first)"))
                self.targets += [Arg(s, f"{word} (other)") for s in sides[1:]]
                return
        self.actors += by or owner or [a for a in of if self.syntax.can_act(a.token)] or modifiers
        self.targets += [
            Arg(o, w)
            for w, o in prepositions
            if w in ("with", "against") and self._is_participant(o)
        ]

    def add_supported(self, kind: str) -> None:
        """Take the subject of the support verb as actor or target."""
        support, _ = find_support(self.syntax, self.noun)
        if support is None or self.pattern.frame == "-" or kind == "occurs":
            return
        clause = self.syntax.clause(support)
        if kind == "suffers":
            if self.pattern.frame != "A" and not self.targets:
                self.targets += [a for a in clause.subjects if a.token != self.noun]
            return
        if not self.actors:
            self.actors += [
                Arg(a.token, f"subject of {self.syntax.parsed.lower[support]}")
                for a in clause.subjects
                if a.token != self.noun and self.syntax.can_act(a.token)
            ]
