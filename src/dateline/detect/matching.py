"""Match verb patterns against a clause: which arguments fill which slots, and how well."""

from __future__ import annotations

from dataclasses import dataclass

from ..lang.en.syntax import Arg, Clause, Syntax
from ..lang.patterns import Condition, Link, Pattern, Slot

_FIXED_REACH = 9
_COMPLEMENT = frozenset(
    {
        "dobj",
        "obj",
        "nsubj",
        "nsubjpass",
        "attr",
        "oprd",
        "acomp",
        "xcomp",
        "ccomp",
        "prt",
        "advmod",
        "npadvmod",
        "dative",
        "conj",
        "appos",
        "pobj",
        "advcl",
        "acl",
        "dep",
    }
)
_INSIDE = frozenset({"in", "near", "around", "along", "through", "across", "inside", "throughout"})
_BESIDE = frozenset({"at", "outside", "by"})
_SOMEBODY = frozenset(
    {
        "people",
        "org",
        "state",
        "armed",
        "party",
        "country",
        "official",
        "name",
        "pronoun",
        "site",
        "position",
        "vehicle",
        "property",
        "person",
    }
)
_PEOPLE = frozenset(
    {
        "people",
        "civilian",
        "person",
        "crowd",
        "armed",
        "police",
        "military",
        "militant",
        "protester",
        "child",
        "criminal",
        "suspect",
    }
)
_UNKNOWN = frozenset({"pronoun", "name"})
_STATE_LIKE = frozenset({"state", "military", "police", "armed", "org", "official"})


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern that fits at a trigger, with its bindings and how specific the fit is."""

    pattern: Pattern
    actors: tuple[Arg, ...] = ()
    targets: tuple[Arg, ...] = ()
    met: int = 0
    unsure: int = 0
    """Slots with noun classes that are filled by names of unknown kind, or not at all."""
    words: tuple[int, ...] = ()
    """Tokens of the trigger besides its head (fixed words, particles)."""
    support: int | None = None

    @property
    def rank(self) -> tuple[bool, int, int, int, int, int]:
        """Sort key: a user's own pattern, fixed words, classes met, unsure, arguments, order."""
        bound = bool(self.actors) + bool(self.targets)
        own = self.pattern.order < 0
        return (own, self.pattern.weight, self.met, -self.unsure, bound, -self.pattern.order)


def slot_fit(syntax: Syntax, slot: Slot, token: int) -> int | None:
    """How well a phrase fits a slot: None refused, 0 allowed, 1 or more by its class."""
    classes = syntax.classes(token)
    if slot.refused & classes:
        return None
    if not slot.classes:
        if slot.role == "A" and not slot.anything and not syntax.can_act(token):
            return None
        known = classes or not syntax.is_noun(token) or syntax.parsed.entity[token]
        return None if slot.refused and slot.role == "P" and not known else 0
    if slot.classes & classes:
        return 1
    if slot.required:
        return None
    return 0 if _may_be(classes, slot.classes) else None


def _may_be(classes: frozenset[str], wanted: frozenset[str]) -> bool:
    """Whether a name of unknown kind could be of a wanted class."""
    if classes & _UNKNOWN and not classes - _UNKNOWN:
        return True
    if classes == {"number"}:
        return bool(wanted & _PEOPLE)
    if classes == {"org"}:
        return bool(wanted & (_STATE_LIKE | {"militant", "party", "crowd", "site", "media"}))
    if classes <= {"place", "country"} and classes:
        return bool(wanted & (_STATE_LIKE | {"country"}))
    return False


def conditions_hold(syntax: Syntax, conditions: tuple[Condition, ...], sentence: int) -> bool:
    """Whether the sentence holds the wanted lemmas and none of the refused ones."""
    if not conditions:
        return True
    lemmas = syntax.sentence_lemmas(sentence)
    return all(bool(c.lemmas & lemmas) is c.wanted for c in conditions)


def match_verb(syntax: Syntax, pattern: Pattern, verb: int) -> Match | None:
    """Fit one verb pattern at token ``verb``; None where it does not fit."""
    parsed = syntax.parsed
    if not conditions_hold(syntax, pattern.conditions, parsed.sentence_of[verb]):
        return None
    if pattern.infinitive and not _has_infinitive(syntax, verb):
        return None
    clause = syntax.clause(verb)
    fixed = _fixed_words(syntax, pattern, verb)
    if fixed is None:
        return None
    fit = _Fit(syntax, pattern, clause, fixed)
    return fit.run()


def _has_infinitive(syntax: Syntax, verb: int) -> bool:
    """Whether an infinitive with "to" hangs from the verb or one of its objects."""
    p = syntax.parsed
    last = min(p.sentences[p.sentence_of[verb]].last, verb + 14)
    for i in range(verb + 1, last):
        if p.tags[i] == "TO" and syntax.is_verb(p.heads[i]):
            return any(a == verb for a in list(syntax.ancestors(p.heads[i]))[:4])
    return False


def _fixed_words(syntax: Syntax, pattern: Pattern, verb: int) -> tuple[int, ...] | None:
    found: list[int] = []
    for choices in pattern.fixed:
        token = _find_fixed(syntax, choices, verb)
        if token is None:
            return None
        found.append(token)
    return tuple(found)


def _find_fixed(syntax: Syntax, choices: frozenset[str], verb: int) -> int | None:
    p = syntax.parsed
    sentence = p.sentences[p.sentence_of[verb]]
    after = range(verb + 1, min(sentence.last, verb + 1 + _FIXED_REACH))
    for i in after:
        if p.entity[i] == "DATE" and p.lower[i] in ("march", "may"):
            continue
        if p.deps[i] not in _COMPLEMENT and not (p.deps[i] == "amod" and i > p.heads[i]):
            continue
        if (p.lemmas[i] in choices or p.lower[i] in choices) and _hangs_from(syntax, i, verb):
            return i
    for i in syntax.kids(verb, "nsubjpass", "nsubj"):
        if p.lemmas[i] in choices and (syntax.clause(verb).passive or p.deps[verb] == "acl"):
            return i
    if p.deps[verb] in ("acl", "relcl") and p.lemmas[p.heads[verb]] in choices:
        return p.heads[verb]
    return None


def _hangs_from(syntax: Syntax, i: int, verb: int) -> bool:
    for steps, above in enumerate(syntax.ancestors(i)):
        if above == verb:
            return True
        if steps >= 6 or (syntax.is_verb(above) and steps < 2):
            return False
    return False


class _Fit:
    """One attempt at binding a pattern's slots."""

    def __init__(
        self, syntax: Syntax, pattern: Pattern, clause: Clause, fixed: tuple[int, ...]
    ) -> None:
        self.syntax, self.pattern, self.clause, self.fixed = syntax, pattern, clause, fixed
        self.bound: dict[str, list[Arg]] = {"A": [], "P": [], "X": []}
        self.met = 0
        self.unsure = 0
        self.words = list(fixed)

    def run(self) -> Match | None:
        if not (self._subject() and self._object() and self._links()):
            return None
        return Match(
            self.pattern,
            actors=tuple(self.bound["A"]),
            targets=tuple(self.bound["P"]),
            met=self.met,
            unsure=self.unsure,
            words=tuple(sorted(set(self.words))),
        )

    def _bind(self, slot: Slot, args: list[Arg]) -> bool:
        """Bind the arguments that fit; False where one is there and none fits."""
        if not args:
            self.unsure += bool(slot.classes)
            return not (slot.required or (slot.role == "X" and slot.classes))
        fits = [(a, slot_fit(self.syntax, slot, a.token)) for a in args]
        good = [a for a, fit in fits if fit is not None]
        if not good and slot.role == "P":
            fits = [
                (o, slot_fit(self.syntax, slot, o.token)) for a in args for o in self._owners(a)
            ]
            good = [a for a, fit in fits if fit is not None]
        if not good:
            return False
        best = max(fit for _, fit in fits if fit is not None)
        self.met += best
        self.unsure += bool(slot.classes) and not best
        self.bound[slot.role].extend(good)
        return True

    def _owners(self, arg: Arg) -> list[Arg]:
        """Whose plan, policy or decision the object is: "defended Brazil's policies"."""
        p = self.syntax.parsed
        return [
            Arg(child, f"owner of {p.lower[arg.token]!r}")
            for child in self.syntax.kids(arg.token, "poss")
            if p.tags[child] != "PRP$" and self.syntax.can_act(child)
        ]

    def _subject(self) -> bool:
        pattern, clause = self.pattern, self.clause
        if pattern.subject is None:
            return True
        args = [a for a in clause.subjects if a.token not in self.fixed]
        if clause.passive and pattern.obj is None and not self.fixed:
            if self._has_auxiliary():
                return False  # "were rallied" is no rally of theirs
            args = args or clause.objects  # "men skirmished with ...", taken for a participle
        if self._headline_passive():
            return not pattern.subject.required
        return self._bind(pattern.subject, args)

    def _has_auxiliary(self) -> bool:
        return bool(self.syntax.kids(self.clause.verb, "auxpass", "nsubjpass"))

    def _headline_passive(self) -> bool:
        """ "Two gunned down": headline English leaves out the "were" of a passive."""
        pattern, clause, p = self.pattern, self.clause, self.syntax.parsed
        if pattern.obj is None or pattern.obj_optional or clause.objects or clause.passive:
            return False
        if p.tags[clause.verb] not in ("VBD", "VBN") or not clause.own_subject:
            return False
        sentence = p.sentences[p.sentence_of[clause.verb]]
        return p.words[sentence.last - 1] not in (".", "”", '"', "!", "?")

    def _object(self) -> bool:
        pattern, clause = self.pattern, self.clause
        if pattern.obj is None:
            return True
        source = clause.subjects if self._headline_passive() else clause.objects
        args = [a for a in source if a.token not in self.fixed]
        args = [a for a in args if not self._is_measure(a.token)]
        if not args:
            if pattern.obj_optional:
                return True
            return self._object_by_link()
        before = (self.met, len(self.bound[pattern.obj.role]))
        if self._bind(pattern.obj, args):
            return True
        self.met = before[0]
        return pattern.obj_optional

    def _object_by_link(self) -> bool:
        """A parser may take a particle for a preposition: "gunned | down two men"."""
        particles = frozenset(
            w for link in self.pattern.links if link.slot is None for w in link.words
        )
        assert self.pattern.obj is not None
        args = [
            Arg(o, f"after {w}")
            for w, o in self.syntax.prepositions(self.clause.verb)
            if w in particles
        ]
        return bool(args) and self._bind(self.pattern.obj, args)

    def _is_measure(self, token: int) -> bool:
        return self.syntax.is_time(token)

    def _links(self) -> bool:
        return all(self._link(link) for link in self.pattern.links)

    def _link(self, link: Link) -> bool:
        found = self._candidates(link)
        if link.slot is not None:
            args = [Arg(o, w) for w, o in found if not self.syntax.is_time(o)]
            if not args and self._particle(link):
                args = [a for a in self.clause.objects if not self.syntax.is_time(a.token)]
            if link.slot.role == "P":
                args = [a for a in args if not self._only_where(a)]
            if not args:
                return link.optional
            return self._bind(link.slot, args[:1]) or link.optional
        if link.fixed:
            for _, o in found:
                p = self.syntax.parsed
                if p.lemmas[o] in link.fixed or p.lower[o] in link.fixed:
                    self.words.append(o)
                    return True
            return link.optional
        return self._particle(link) or link.optional

    def _only_where(self, arg: Arg) -> bool:
        """ "rallied in a square": a place that is nobody is where, not whom."""
        if arg.how in _INSIDE:
            return True
        return arg.how in _BESIDE and not self.syntax.classes(arg.token) & _SOMEBODY

    def _candidates(self, link: Link) -> list[tuple[str, int]]:
        """(preposition, object) below the verb, its fixed words or, failing these, its object."""
        syntax, verb = self.syntax, self.clause.verb
        found = [po for po in syntax.prepositions(verb) if po[0] in link.words]
        for token in self.fixed:
            found += [po for po in syntax.prepositions(token) if po[0] in link.words]
        if not found:
            for arg in self.clause.objects:
                if arg.token > verb:
                    found += [po for po in syntax.prepositions(arg.token) if po[0] in link.words]
        if not found:
            for child in syntax.kids(verb, "acomp", "advmod", "prt", "xcomp"):
                found += [po for po in syntax.prepositions(child) if po[0] in link.words]
        return found

    def _particle(self, link: Link) -> bool:
        p, verb = self.syntax.parsed, self.clause.verb
        for child in self.syntax.kids(
            verb, "prt", "advmod", "prep", "acomp", "oprd", "ccomp", "npadvmod"
        ):
            own = p.deps[child] == "prep" and self.syntax.kids(child, "pobj", "pcomp")
            if p.lower[child] in link.words and not own:
                self.words.append(child)
                return True
        end = min(len(p.words), verb + 6)
        for i in range(verb + 1, end):
            if p.lower[i] in link.words and p.deps[i] in ("prt", "advmod"):
                self.words.append(i)
                return True
        return False
