"""What the words of ``outcomes.txt`` make of the act that they govern."""

from __future__ import annotations

from dataclasses import replace

from ...lang.en.syntax import Syntax
from .beside import beside, own_verdict
from .edges import Edge, tells
from .outcomes import Outcome, Outcomes
from .verdict import Verdict, possible

_SELF = frozenset({"it", "they", "he", "she", "we", "i"})
_OWN = frozenset({"its", "their", "his", "her", "our", "my"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", *_OWN})
_LEAD = frozenset({"planned", "demanded", "threatened", "denied", "alleged"})


class Governors:
    """Questions about one parse: what a word says of the act below it."""

    def __init__(self, syntax: Syntax, table: Outcomes, support: int | None) -> None:
        self.syntax = syntax
        self.table = table
        self.support = support

    def outcome(self, head: int, link: str) -> Outcome | None:
        """What the table says of a word, with its particle if it has one, for a link."""
        p = self.syntax.parsed
        for child in self.syntax.kids(head, "prt", "advmod"):
            found = self.table.get((f"{p.lemmas[head]}_{p.lower[child]}", link))
            if found is not None:
                return found
        return self.table.get((p.lemmas[head], link)) or self.table.get((p.lower[head], link))

    def _active_wish(self, head: int) -> Outcome | None:
        """ "expect him to come", "likes to come" are no plans; "is expected to come" is one."""
        p = self.syntax.parsed
        if p.lemmas[head] not in ("expect", "like", "prefer", "await"):
            return None
        passive = p.tags[head] == "VBN" and not self.syntax.kids(head, "nsubj")
        return None if passive else "possible"

    def governed(
        self, verdict: Verdict, current: int, step: Edge, outcome: Outcome
    ) -> Verdict | None:
        """The verdict above a word of the table."""
        head = step.head
        if outcome == "done":
            return self.passed_on(verdict, head)
        if outcome == "undone":
            unhesitating = self._unhesitating(current, head)
            if unhesitating is not None:
                return unhesitating
            return self.passed_on(self.undone(verdict, current, head), head)
        if outcome == "rejected":
            return self._rejected(verdict, current, step)
        if outcome == "invented":
            return possible((head,), f"only in a {self.word(head)}", scope=current)
        if outcome == "alleged" and not verdict.asserted:
            return self.content(verdict, current, head) if step.link == "that" else verdict
        if outcome == "planned" and step.link == "that" and self.behind(current):
            return self.content(verdict, current, head)
        return self.negated_above(self.new(outcome, current, head, verdict), head, step.link)

    def new(self, outcome: Outcome, current: int, head: int, inner: Verdict) -> Verdict:
        word = self.syntax.parsed.words[head]
        cues = self.cue(head)
        if outcome == "denied" and inner.ahead and self.outcome(head, "obj") == "undone":
            return Verdict("negated", cues, self._by(head), current, ahead=True, undone=True)
        if inner.value == "negated" and outcome in ("planned", "possible"):
            if inner.undone:
                return possible(cues, f"governed by {word!r}", scope=current, ahead=True)
            return replace(inner, ahead=inner.ahead or outcome == "planned")
        if outcome == "possible":
            ahead = not self.behind(current)
            return possible(cues, f"governed by {word!r}", scope=current, ahead=ahead)
        if outcome == "planned" and self._vow_of_harm(head, current):
            return Verdict("threatened", cues, f"a vow of harm: {word!r}", current, ahead=True)
        ahead = outcome in ("planned", "demanded", "threatened")
        value = outcome if outcome in _LEAD else "alleged"
        return Verdict(
            value,  # type: ignore[arg-type]
            cues,
            f"governed by {word!r}",
            scope=current,
            ahead=ahead,
            negative=inner.value == "negated" and not inner.undone and value != "denied",
            conditional=value == "threatened" and inner.value == "hypothetical",
        )

    def undone(self, verdict: Verdict, current: int, head: int) -> Verdict:
        if verdict.value == "negated" and verdict.undone:
            return Verdict()
        if not verdict.asserted and verdict.value != "planned":
            return Verdict("negated", self.cue(head), self._by(head), current, undone=True)
        ahead = self.syntax.parsed.lemmas[head] in ("rule", "veto")
        return Verdict("negated", self.cue(head), self._by(head), current, ahead=ahead, undone=True)

    def _unhesitating(self, current: int, head: int) -> Verdict | None:
        """ "would not hesitate to open fire"."""
        found = beside(self.syntax, head)
        if self.syntax.parsed.lemmas[head] != "hesitate" or found.negation is None:
            return None
        if found.modal is None:
            return None
        cues = (found.modal, found.negation, head)
        return Verdict(
            "threatened", cues, "what they would not hesitate to do", current, ahead=True
        )

    def _rejected(self, verdict: Verdict, current: int, step: Edge) -> Verdict | None:
        told = step.link in ("that", "as", "at") or verdict.value == "alleged"
        if not told and verdict.asserted and self.definite(current):
            return None
        value: Outcome = "denied" if told else "undone"
        if value == "denied":
            return self.new("denied", current, step.head, verdict)
        return Verdict("negated", self.cue(step.head), self._by(step.head), current)

    def negated_above(self, verdict: Verdict, head: int, link: str) -> Verdict:
        """A negation of the governing word: "has no plans to", "do not believe that"."""
        found = beside(self.syntax, head)
        negation = found.negation
        if negation is None or verdict.value == "negated":
            return verdict
        cues = (negation, *verdict.cues)
        why = f"{verdict.why}, negated by {self.syntax.parsed.words[negation]!r}"
        if verdict.value == "denied":
            if found.modal is not None:
                return possible(cues, why, scope=verdict.scope)
            return Verdict()
        if verdict.value == "hypothetical" and link == "that" and self.syntax.is_verb(head):
            return Verdict("denied", cues, why, verdict.scope)
        if verdict.value == "hypothetical":
            return replace(verdict, cues=cues, why=why)
        if verdict.value == "alleged" and link == "to":
            return possible(cues, why, scope=verdict.scope)
        if verdict.value == "alleged":
            return Verdict("denied", cues, why, verdict.scope)
        return Verdict("negated", cues, why, verdict.scope, ahead=False)

    def passed_on(self, verdict: Verdict, head: int) -> Verdict:
        """Negation and modals beside a word whose act came about where it did."""
        above = own_verdict(self.syntax, head)
        if above is None or (above.asserted and not verdict.asserted):
            return verdict
        if verdict.asserted:
            return above
        if verdict.value == "negated":
            if above.value == "negated":
                return Verdict() if verdict.undone else above
            if above.value == "hypothetical" and verdict.undone and above.modal in ("could", "can"):
                return replace(verdict, ahead=True) if above.ahead else verdict
            if verdict.undone:
                return possible((*verdict.cues, *above.cues), above.why, ahead=above.ahead)
            return verdict
        may = above.modal in ("may", "might", "could")
        return above if above.value == "negated" or may else verdict

    def content(self, verdict: Verdict, current: int, head: int) -> Verdict:
        """What a verb of saying says; a denial of one's own act, a warning of one's own."""
        p = self.syntax.parsed
        if p.lemmas[head] == "be":
            for said in self.syntax.kids(head, "acomp", "attr"):
                outcome = self.outcome(said, "that") or self.outcome(said, "is")
                if outcome in ("alleged", "denied", "possible"):
                    new = self.new(outcome, current, said, verdict)
                    return self.negated_above(new, head, "that")
        own = self._speaks_of_itself(current, head)
        plain = verdict.value == "negated" and not verdict.undone and not verdict.ahead
        if plain and own and tells_fact(self.syntax, head):
            cues = (head, *verdict.cues)
            return Verdict("denied", cues, f"{p.words[head]!r} of the speaker's own act", current)
        if p.lemmas[head] in self.syntax.cue("warn") and verdict.modal:
            future = verdict.modal in ("will", "'ll", "’ll", "would", "shall")
            if future and own and verdict.value in ("planned", "hypothetical"):
                why = f"a warning of one's own act: {p.words[head]!r}"
                return Verdict("threatened", (head, *verdict.cues), why, current, ahead=True)
            if verdict.value == "planned":
                return possible((head, *verdict.cues), f"warned of: {p.words[head]!r}", ahead=True)
        return verdict

    def _speaks_of_itself(self, current: int, head: int) -> bool:
        """Whether the clause's subject is a pronoun or possessive that can be the speaker."""
        p = self.syntax.parsed
        speakers = self.syntax.kids(head, "nsubj")
        for subject in self.syntax.kids(current, "nsubj", "nsubjpass"):
            if p.lower[subject] in _SELF or p.lower[subject] in ("none", "neither"):
                return True
            if any(p.lower[c] in _OWN for c in self.syntax.kids(subject, "poss")):
                return True
            if speakers and p.lemmas[subject] == p.lemmas[speakers[0]]:
                return True
        return False

    def _by(self, head: int) -> str:
        return f"governed by {self.syntax.parsed.words[head]!r}"

    def cue(self, head: int) -> tuple[int, ...]:
        return (head, *self.syntax.kids(head, "prt"))

    def word(self, token: int) -> str:
        return self.syntax.parsed.lower[token]

    def definite(self, token: int) -> bool:
        p = self.syntax.parsed
        return any(
            p.lower[c] in _DEFINITE or p.deps[c] == "poss"
            for c in self.syntax.kids(token, "det", "poss")
        )

    def behind(self, token: int) -> bool:
        """Whether the clause of a word lies in the past."""
        p = self.syntax.parsed
        auxes = [p.lower[c] for c in self.syntax.kids(token, "aux", "auxpass")]
        if "have" in auxes or "had" in auxes or "was" in auxes or "were" in auxes:
            return True
        return p.tags[token] == "VBD"

    def _vow_of_harm(self, head: int, current: int) -> bool:
        vow = self.syntax.parsed.lemmas[head] in ("vow", "swear", "promise", "pledge")
        return vow and is_harm(self.syntax, current, self.table)


def is_harm(syntax: Syntax, token: int, table: Outcomes) -> bool:
    """Whether a word names an act of harm: one that makes a vow a threat."""
    p = syntax.parsed
    particles = syntax.kids(token, "prt", "advmod")
    words = [p.lemmas[token], *(f"{p.lemmas[token]}_{p.lower[c]}" for c in particles)]
    return any((word, "act") in table for word in words)


def tells_fact(syntax: Syntax, head: int) -> bool:
    """Whether a word tells what is so: "said", "insisted", "was adamant that"."""
    p = syntax.parsed
    return tells(syntax, head) or p.lemmas[head] in ("swear", "adamant", "certain", "vow")
