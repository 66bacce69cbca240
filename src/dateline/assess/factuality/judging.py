"""One act's factuality: cues beside it, cues above it, the clause's mood, and who tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ...lang.en.syntax import Syntax
from ...records.claim import Attribution, Auxiliary, FactualityJudgement
from ...records.entity import EventDate
from ...records.event import EventMention
from ...records.text import Quote
from .beside import beside, condition_of, own_verdict
from .edges import edge
from .governors import is_harm
from .history import is_historical
from .modifiers import modified
from .mood import mood_of
from .outcomes import load_outcomes
from .scope import Climb, climb
from .verdict import Verdict

_EVIDENTIAL = ("alleges", "claims", "doubts")
_LIES_AHEAD = ("planned", "demanded", "threatened")
_WILL = frozenset({"will", "'ll", "’ll", "shall", "would", "'d", "’d"})
_GOVERNING = ("planned", "demanded", "threatened", "possible")
_SHOWN = 60
"""Characters of a scope that are shown."""


def judge(
    syntax: Syntax,
    mention: EventMention,
    attribution: tuple[Attribution, ...],
    *,
    when: EventDate | None,
    published: date | None,
) -> FactualityJudgement:
    """The factuality of one mention with the words that say so and what they govern.

    The outermost cue that bears on whether the act took place decides; where there is none, a
    teller who denies or only alleges it does; else the act is asserted.
    """
    table = load_outcomes()
    beside_it = own_verdict(syntax, mention.trigger) or modified(syntax, mention.trigger, table)
    way = climb(syntax, mention, beside_it or Verdict(), table)
    verdict = _of_the_clause(syntax, way, way.verdict) if way.told else way.verdict
    by_teller = _teller(syntax, way, verdict, attribution)
    verdict, extra = by_teller or (verdict, ())
    flags = tuple(_flags(syntax, way, verdict, (when, published)))
    quotes = (*_quotes(syntax, verdict.cues), *extra)
    return FactualityJudgement(verdict.value, quotes, flags, _why(syntax, verdict))


def told_act(syntax: Syntax, mention: EventMention) -> EventMention:
    """The mention with the act itself for its trigger, where the trigger's head only governs it.

    "threatened to bomb" as a report of a bombing: its first word says that none took place.
    """
    table = load_outcomes()
    p = syntax.parsed
    head, link = mention.trigger, p.lemmas[mention.trigger]
    for token in range(head + 1, len(p.words)):
        if p.starts[token] >= mention.quote.end:
            break
        step = edge(syntax, token)
        if step is None or step.head != head:
            continue
        outcome = table.get((link, step.link))
        if outcome == "threatened" or (outcome in _GOVERNING and step.link == "to"):
            return replace(mention, trigger=token, support=None)
        if link == "propose" and step.link == "obj":
            return replace(mention, trigger=token, support=None)
    return mention


def _of_the_clause(syntax: Syntax, way: Climb, verdict: Verdict) -> Verdict:
    """Conditions, questions and stories over the clause that the way ends in."""
    p = syntax.parsed
    for verb in sorted(way.reached):
        if (
            verdict.value in _LIES_AHEAD
            or verdict.value == "hypothetical"
            or _timeless(syntax, verb)
        ):
            mark = condition_of(syntax, verb)
            if mark is not None and _is_threat(syntax, verb, verdict, mark):
                why = f"a threat on a condition: {p.words[mark]!r}"
                cues = (*verdict.cues, mark)
                return Verdict("threatened", cues, why, ahead=True, conditional=True)
            if mark is not None and verdict.value != "hypothetical":
                return verdict.on(mark, p.words[mark])
    return mood_of(syntax, way, verdict, load_outcomes())


def _is_threat(syntax: Syntax, verb: int, verdict: Verdict, mark: int) -> bool:
    """ "will burn them if ...", "will walk out unless ...": a plan that is held over somebody."""
    if verdict.modal not in _WILL or not verdict.ahead or verdict.value == "negated":
        return False
    unless = syntax.parsed.lower[mark] == "unless" and verdict.value == "planned"
    return unless or is_harm(syntax, verb, load_outcomes())


def _timeless(syntax: Syntax, verb: int) -> bool:
    return syntax.parsed.tags[verb] in ("VBP", "VBZ", "VB")


def _teller(
    syntax: Syntax, way: Climb, verdict: Verdict, attribution: tuple[Attribution, ...]
) -> tuple[Verdict, tuple[Quote, ...]] | None:
    """What the tellers make of it: the outermost that bears on it decides."""
    bearing = [link for link in attribution if _bears(syntax, way, link)]
    for link in bearing:
        passed = _token_at(syntax, link.cue) in way.reached
        if link.stance == "denies" and verdict.value != "denied" and not passed:
            return Verdict("denied", (), f"denied: {link.cue.text!r}"), (link.cue,)
    if attribution and verdict.asserted and way.told:
        unverified = _unverified(syntax, way.top)
        if unverified:
            return Verdict("alleged", unverified, "told by somebody, and not verified"), ()
    for link in reversed(bearing):
        if link.stance in _EVIDENTIAL and verdict.asserted:
            return Verdict("alleged", (), f"{link.stance}: {link.cue.text!r}"), (link.cue,)
    return None


def _bears(syntax: Syntax, way: Climb, link: Attribution) -> bool:
    """Whether a teller vouches for the act, and does not only speak of what is granted."""
    cue = _token_at(syntax, link.cue)
    if cue is None or cue in way.reached or syntax.parsed.heads[cue] in way.reached:
        return True
    return way.told and cue not in set(syntax.ancestors(way.trigger))


def _unverified(syntax: Syntax, top: int) -> tuple[int, ...]:
    """ "..., an account that could not be verified", in the sentence or the one after it."""
    p = syntax.parsed
    index = p.sentence_of[top]
    last = p.sentences[min(index + 1, len(p.sentences) - 1)].last
    for i in range(p.sentences[index].first, last):
        same = p.sentence_of[i] == index
        if p.lower[i] in ("unverified", "unconfirmed", "uncorroborated") and same:
            return (i,)
        no = [c for c in syntax.kids(i, "det") if p.lower[c] == "no"]
        if p.lemmas[i] in ("confirmation", "verification") and no:
            return (no[0], i)
        if p.lemmas[i] in ("verify", "confirm", "corroborate") and p.tags[i].startswith("VB"):
            found = beside(syntax, i)
            if found.negation is not None and (found.modal is not None or same):
                return (found.negation, i)
    return ()


def _token_at(syntax: Syntax, quote: Quote) -> int | None:
    starts = syntax.parsed.starts
    return next((i for i, at in enumerate(starts) if at == quote.start), None)


def _flags(
    syntax: Syntax, way: Climb, verdict: Verdict, days: tuple[EventDate | None, date | None]
) -> Iterator[Auxiliary]:
    """PLOVER's flags (its manual, section on auxiliary modes)."""
    historical = is_historical(syntax, way.trigger, way.reached, *days)
    if historical:
        yield "historical"
    if verdict.ahead and not historical:
        yield "future"
    if verdict.value == "hypothetical" or verdict.conditional:
        yield "hypothetical"
    if verdict.value in ("negated", "denied") or verdict.negative:
        yield "negation"


def _quotes(syntax: Syntax, cues: tuple[int, ...]) -> Iterator[Quote]:
    """The cue words; neighbours make one quote."""
    ordered = sorted(set(cues))
    while ordered:
        first = last = ordered.pop(0)
        while ordered and ordered[0] == last + 1:
            last = ordered.pop(0)
        yield syntax.parsed.quote(first, last + 1)


def _why(syntax: Syntax, verdict: Verdict) -> str:
    """The reason with the words that the cue governs."""
    if verdict.scope is None:
        return verdict.why
    inside = syntax.subtree(verdict.scope)
    text = syntax.parsed.quote(inside[0], inside[-1] + 1).text
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1].rsplit(" ", 1)[0] + " …"
    return f"{verdict.why}, over {shown!r}"
