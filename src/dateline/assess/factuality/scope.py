"""The way from the trigger up to the clause that is told, and what each word on it says.

The outermost word that bears on whether the act took place decides; what a word takes for granted
("condemned the raid") ends the way.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...lang.en.syntax import Syntax
from ...records.event import EventMention
from .beside import own_verdict
from .edges import Edge, edge
from .governors import Governors
from .modifiers import modified
from .outcomes import Outcomes
from .verdict import Verdict, possible

_STEPS = 14
_NOUNS = frozenset({"demanded", "threatened", "possible", "alleged", "denied", "planned"})
_CALLING = frozenset(
    {"call", "brand", "label", "term", "describe", "dismiss", "denounce", "reject"}
)
_ASKING = frozenset({"planned", "demanded", "threatened", "possible"})


@dataclass(frozen=True, slots=True)
class Climb:
    """The verdict at the end of the way, the words reached, and the last clause's verb."""

    verdict: Verdict
    reached: frozenset[int]
    trigger: int
    top: int
    told: bool
    """Whether the way ended at the told clause, not at what is taken for granted."""


def climb(syntax: Syntax, mention: EventMention, start: Verdict, table: Outcomes) -> Climb:
    """Go up from the trigger; ``start`` is what the cues beside it say."""
    way = _Way(syntax, table, mention.support)
    verdict, current = start, mention.trigger
    reached = {current}
    told = False
    for _ in range(_STEPS):
        if syntax.parsed.heads[current] == current:
            told = True
            break
        step = edge(syntax, current)
        if step is None:
            break
        after = way.step(verdict, current, step)
        if after is None:
            break
        verdict, current = after, step.head
        reached.add(current)
    return Climb(verdict, frozenset(reached), mention.trigger, current, told)


class _Way(Governors):
    """One step after the other; None ends the way with the verdict so far."""

    def step(self, verdict: Verdict, current: int, step: Edge) -> Verdict | None:
        """The verdict one word further up."""
        p = self.syntax.parsed
        if step.link == "conj":
            return self._joined(verdict, current, step.head)
        if step.link == "same":
            return own_verdict(self.syntax, step.head) or verdict
        special = self._special(verdict, current, step)
        if special is not None:
            return special
        if step.link in ("relative", "before"):
            return None
        if step.via is not None:
            step = self._noun_beside(step)
        outcome = self.outcome(step.head, step.link)
        if step.link in ("obj", "pred") and self._called_a_lie(step.head, current):
            return self.new("denied", current, step.head, verdict)
        if self.syntax.is_noun(step.head) and step.link in ("to", "of", "that", "noun"):
            called_off = modified(self.syntax, step.head, self.table)
            if called_off is not None and called_off.value == "negated":
                return called_off
        if step.link == "subj":
            return self._subject(verdict, current, step.head)
        if outcome is None:
            return self._unlisted(verdict, current, step)
        if outcome in ("fact", "ongoing"):
            return None
        if step.link == "to" and p.deps[current] == "xcomp" and outcome == "planned":
            outcome = self._active_wish(step.head) or outcome
        if outcome == "done" and step.link == "to" and p.tags[step.head] == "VBG":
            outcome = "planned" if p.lemmas[step.head] == "go" else outcome
        return self.governed(verdict, current, step, outcome)

    def _noun_beside(self, step: Edge) -> Edge:
        """ "calls are growing for a truce", "issued an appeal to send help": nouns that govern."""
        if not self.syntax.is_verb(step.head):
            return step
        listed = self.outcome(step.head, step.link) is not None
        for noun in self.syntax.kids(step.head, "dobj", "nsubj", "nsubjpass"):
            outcome = self.outcome(noun, "to" if step.link == "purpose" else step.link)
            strong = outcome in ("demanded", "threatened")
            if outcome in _NOUNS and self.syntax.is_noun(noun) and (strong or not listed):
                return Edge(noun, "to" if step.link == "purpose" else step.link, step.via)
        return step

    def _called_a_lie(self, verb: int, current: int) -> bool:
        """ "called the massacre a fabrication", "dismissed the report as a lie"."""
        p = self.syntax.parsed
        said = [*self.syntax.kids(verb, "oprd", "dobj", "acomp"), *(
            o for word, o in self.syntax.prepositions(verb) if word == "as"
        )]  # fmt: skip
        below = set(self.syntax.subtree(current))
        return p.lemmas[verb] in _CALLING and any(
            self.outcome(word, "is") == "denied" for word in said if word not in below
        )

    def _unlisted(self, verdict: Verdict, current: int, step: Edge) -> Verdict | None:
        p, link, head = self.syntax.parsed, step.link, step.head
        if head == self.support:
            return self.passed_on(verdict, head)
        if link == "to":
            return self._infinitive(verdict, current, step)
        if link == "that":
            return self.content(verdict, current, head)
        if link == "ing":
            return self.passed_on(verdict, head)
        if link == "obj":
            light = p.lemmas[head] in self.syntax.cue("support") or p.lemmas[head] in ("be", "have")
            if light or not self.definite(current) or not verdict.asserted:
                return self.passed_on(verdict, head)
            return None
        if link == "noun":
            return verdict
        if link == "of" and self.syntax.is_noun(head):
            return verdict
        return None

    def _infinitive(self, verdict: Verdict, current: int, step: Edge) -> Verdict:
        """An infinitive under a word that the table does not have: not told as done."""
        p, head = self.syntax.parsed, step.head
        why = f"an infinitive under {p.words[head]!r}, not told as done"
        cues = (head,) if step.via is None else (head, step.via)
        if p.lower[head] in ("nothing", "little"):
            done = verdict.value == "negated" and verdict.undone
            return Verdict() if done else Verdict("negated", (head,), "nothing done", current)
        if p.lemmas[head] == "have":
            return self._have_to(verdict, current, head)
        if verdict.value == "negated":
            return possible(verdict.cues, why, ahead=True) if verdict.undone else verdict
        if p.tags[head].startswith("JJ") or p.tags[head].startswith("RB"):
            return possible(cues, why, scope=current, ahead=True)
        return Verdict("planned", cues, why, current, ahead=True)

    def _have_to(self, verdict: Verdict, current: int, head: int) -> Verdict:
        """ "had to flee" (they fled), "have to go" (a duty), "have yet to be released"."""
        p = self.syntax.parsed
        yet = [c for c in p.children[head] if p.lower[c] == "yet"]
        if yet:
            return Verdict("negated", (yet[0],), "not done yet", current)
        if p.tags[head] == "VBD":
            return self.passed_on(verdict, head)
        return Verdict("demanded", (head,), f"a duty: {p.words[head]!r}", current, ahead=True)

    def _subject(self, verdict: Verdict, current: int, head: int) -> Verdict | None:
        """The act is a subject: "the ambush is a lie", "clashes may erupt"."""
        p = self.syntax.parsed
        if not self.syntax.is_noun(current) and p.tags[current] != "VBG":
            return None
        for said in self.syntax.kids(head, "attr", "acomp", "advmod", "oprd"):
            outcome = self.outcome(said, "is")
            if outcome == "done":
                return self.passed_on(verdict, head)
            if outcome is not None:
                new = self.new(outcome, current, said, verdict)
                return self.negated_above(new, head, "is")
        clipped = self._clipped_passive(verdict, current, head)
        if clipped is not None:
            return clipped
        outcome = self.outcome(head, "to")
        if outcome in ("planned", "possible", "alleged") and self.syntax.kids(head, "xcomp"):
            if verdict.value == "negated":
                return verdict
            return self.new(outcome, current, head, verdict)
        if (
            head == self.support
            or p.lemmas[head] in self.syntax.cue("occur")
            or (p.lemmas[head] in ("be", "have"))
        ):
            return self.passed_on(verdict, head)
        if not verdict.asserted:
            return verdict
        above = None if self.definite(current) else own_verdict(self.syntax, head)
        return above if above is not None and above.value == "hypothetical" else None

    def _clipped_passive(self, verdict: Verdict, current: int, head: int) -> Verdict | None:
        """A headline's passive: "Probe wanted into deaths", "Attack foiled"."""
        bare = not self.syntax.kids(head, "dobj", "aux", "auxpass")
        if self.syntax.parsed.tags[head] not in ("VBN", "VBD") or not bare:
            return None
        outcome = self.outcome(head, "mod")
        if outcome == "undone":
            return self.undone(verdict, current, head)
        return None if outcome is None else self.new(outcome, current, head, verdict)

    def _special(self, verdict: Verdict, current: int, step: Edge) -> Verdict | None:
        via = () if step.via is None else (step.via,)
        shown = "" if step.via is None else repr(self.syntax.parsed.words[step.via])
        ahead = not self.behind(current)
        if step.link == "relative":
            return self._relative(verdict, current, step.head)
        if step.link == "condition":
            return possible(via, f"a condition: {shown}", ahead=ahead)
        if step.link == "as if":
            return possible(via, "only as if", scope=current)
        if step.link == "before" and own_verdict(self.syntax, current) is not None:
            return Verdict("negated", via, f"not yet, or instead: {shown}", current)
        if step.link == "without":
            return Verdict("negated", via, f"negated by {shown}", current)
        if step.link == "how to":
            return possible(via, "how to do it, not that it is done", scope=current, ahead=True)
        if step.link == "purpose":
            return self._purpose(verdict, current, step)
        if step.link == "if":
            outcome = self.outcome(step.head, "if")
            cues = (*via, step.head) if outcome is None else (step.head, *via)
            return possible(cues, f"a question: {shown}", scope=current, ahead=ahead)
        if step.link == "subjunctive":
            return self._subjunctive(verdict, current, step)
        return None

    def _relative(self, verdict: Verdict, current: int, noun: int) -> Verdict | None:
        """A relative clause is taken for granted, unless it tells what a film or drill is about.

        "his denial that he spied": parsers take many a noun's content clause for a relative one.
        """
        p = self.syntax.parsed
        content = self.outcome(noun, "that")
        that = [c for c in p.children[current] if p.lower[c] == "that"]
        subjects = self.syntax.kids(current, "nsubj", "nsubjpass")
        if content not in (None, "fact") and that and subjects and that[0] not in subjects:
            return self.governed(verdict, current, Edge(noun, "that"), content)
        if self.outcome(noun, "of") == "invented" or self.outcome(noun, "noun") == "invented":
            return possible((noun,), f"only in a {self.word(noun)}", scope=current)
        return None

    def _purpose(self, verdict: Verdict, current: int, step: Edge) -> Verdict | None:
        """ "fired to disperse them": meant; "gathered to protest": done."""
        p = self.syntax.parsed
        outcome = self.outcome(step.head, "to")
        if outcome in _ASKING:
            return self.governed(verdict, current, Edge(step.head, "to", step.via), outcome)
        if outcome == "done" and not self.syntax.kids(step.head, "dobj"):
            return self.passed_on(verdict, step.head)
        to = () if step.via is None else (step.via,)
        term = self._term(step.head) if p.lemmas[step.head] == "give" else None
        if term is not None:
            return Verdict("demanded", (step.head, term), "an ultimatum", current, ahead=True)
        if verdict.value == "negated" and verdict.undone:
            cues = (*to, *verdict.cues)
            return possible(cues, "what is to be kept from happening", scope=current, ahead=True)
        if not verdict.asserted:
            return verdict
        return Verdict("planned", to, "a purpose, not told as done", current, ahead=True)

    def _term(self, give: int) -> int | None:
        """ "gave the doctors until noon to hand him over", "gave them seven days to leave"."""
        until = [c for c in self.syntax.kids(give, "prep") if self.word(c) in ("until", "till")]
        objects = self.syntax.kids(give, "dobj", "npadvmod", "oprd", "attr")
        times = [o for o in objects if self.syntax.is_time(o)]
        found = [*until, *times]
        return found[0] if found else None

    def _subjunctive(self, verdict: Verdict, current: int, step: Edge) -> Verdict:
        word = self.syntax.parsed.words[step.head]
        negative = verdict.value == "negated" and not verdict.undone
        why = f"asked for by {word!r}"
        return Verdict("demanded", (step.head,), why, current, ahead=True, negative=negative)

    def _joined(self, verdict: Verdict, current: int, first: int) -> Verdict | None:
        """A conjunct shares the first one's cues only where it has no tense of its own."""
        p = self.syntax.parsed
        otherwise = self._or_else(current, first)
        if otherwise is not None and verdict.modal and verdict.value in ("planned", "hypothetical"):
            cues = (otherwise, *verdict.cues)
            return Verdict("threatened", cues, "or else", ahead=True, conditional=True)
        if self.syntax.is_noun(current) or not self.syntax.is_verb(current):
            return verdict
        finite = p.tags[current] in ("VBD", "VBZ", "VBP") or self.syntax.kids(
            current, "aux", "auxpass"
        )
        first_to = any(p.tags[c] == "TO" for c in p.children[first])
        if finite or self.syntax.kids(current, "nsubj", "nsubjpass"):
            return None if first_to and p.tags[current] == "VBD" else verdict
        shared = own_verdict(self.syntax, first)
        if shared is None or not verdict.asserted:
            return verdict
        if shared.value == "negated" and self._but(current, first):
            return verdict
        return shared

    def _or_else(self, current: int, first: int) -> int | None:
        p = self.syntax.parsed
        joints = [c for c in self.syntax.kids(first, "cc") if c < current and p.lower[c] == "or"]
        others = [c for c in p.children[current] if p.lower[c] == "otherwise"]
        if joints and self.syntax.kids(current, "nsubj", "nsubjpass"):
            return joints[-1]
        return others[0] if others else None

    def _but(self, current: int, first: int) -> bool:
        p = self.syntax.parsed
        return any(p.lower[c] == "but" and c < current for c in self.syntax.kids(first, "cc"))
