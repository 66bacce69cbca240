"""Did it happen? Cues on the way from the trigger up to the clause that is asserted.

PLOVER's auxiliary flags (historical, future, hypothetical, negation) follow from the value
and from the date; see the PLOVER manual, section on auxiliary modes.
"""

from __future__ import annotations

from datetime import date, timedelta

from ..lang.en.syntax import Syntax
from ..records.claim import Attribution, Auxiliary, Factuality, FactualityJudgement
from ..records.entity import EventDate
from ..records.event import EventMention

_HISTORICAL_AFTER = timedelta(days=365)
_FUTURE_MODALS = frozenset({"will", "'ll", "’ll", "shall", "wo"})
_UNREAL_MODALS = frozenset({"may", "might", "could", "would", "can", "'d", "’d"})
_DUTY_MODALS = frozenset({"should", "must", "ought"})
_CONDITION = frozenset({"if", "unless", "whether", "lest"})
_NEGATIVES = frozenset({"no", "neither", "nor", "nobody", "none", "without", "never"})
_FLAGS: dict[Factuality, Auxiliary] = {
    "planned": "future",
    "hypothetical": "hypothetical",
    "threatened": "hypothetical",
    "demanded": "hypothetical",
    "negated": "negation",
    "denied": "negation",
}
_SECTIONS: tuple[tuple[str, Factuality], ...] = (
    ("prevent", "negated"),
    ("threaten", "threatened"),
    ("demand", "demanded"),
    ("pledge", "planned"),
    ("plan", "planned"),
    ("think", "hypothetical"),
)
_EVIDENTIAL = {"alleges": "alleged", "claims": "alleged", "doubts": "alleged"}
_SELECTED = frozenset(
    {"from", "to", "of", "for", "against", "about", "on", "into", "as", "without"}
)
_GATHER = frozenset({"gather", "rally", "assemble", "march", "take", "turn", "go", "come", "flock"})


def judge(
    syntax: Syntax,
    mention: EventMention,
    attribution: tuple[Attribution, ...],
    *,
    when: EventDate | None,
    published: date | None,
) -> FactualityJudgement:
    """The factuality of one mention with the words that say so.

    A denial by the nearest teller wins, then the first cue met on the way up from the
    trigger, then the tellers' stance; else the act is asserted.
    """
    value, cues, why = _decide(syntax, mention, attribution)
    quotes = tuple(syntax.parsed.quote(c, c + 1) for c in cues)
    flags: list[Auxiliary] = [_FLAGS[value]] if value in _FLAGS else []
    if _is_historical(when, published) and value in ("asserted", "alleged"):
        flags.append("historical")
    return FactualityJudgement(value, quotes, tuple(flags), why)


def _is_historical(when: EventDate | None, published: date | None) -> bool:
    if when is None or published is None:
        return False
    return published - when.end > _HISTORICAL_AFTER


def _decide(
    syntax: Syntax, mention: EventMention, attribution: tuple[Attribution, ...]
) -> tuple[Factuality, tuple[int, ...], str]:
    if attribution and attribution[-1].stance == "denies":
        return "denied", (), f"denied: {attribution[-1].cue.text!r}"
    for token in _starts(mention):
        own = _own_clause(syntax, token)
        if own is not None:
            governed = _above(syntax, mention) if own[0] == "hypothetical" else None
            told = governed is not None and governed[0] in ("threatened", "demanded", "planned")
            return governed if governed is not None and told else own
    above = _above(syntax, mention)
    if above is not None:
        return above
    for link in reversed(attribution):
        if link.stance in _EVIDENTIAL:
            return "alleged", (), f"{link.stance}: {link.cue.text!r}"
    return "asserted", (), "told as a fact"


def _starts(mention: EventMention) -> list[int]:
    found = [mention.trigger]
    if mention.support is not None:
        found.append(mention.support)
    return found


def _own_clause(syntax: Syntax, token: int) -> tuple[Factuality, tuple[int, ...], str] | None:
    """Negation, modals and conditions beside one word."""
    p = syntax.parsed
    for child in p.children[token]:
        word = p.lower[child]
        if p.deps[child] == "neg" or (
            p.deps[child] in ("det", "preconj", "advmod") and word in _NEGATIVES
        ):
            return "negated", (child,), f"negated by {p.words[child]!r}"
    found = _negative_argument(syntax, token)
    if found is not None:
        return found
    if p.tags[token] == "VBG" and _verbless(syntax, token):
        return "hypothetical", (token,), "no finite verb says that it took place"
    for child in p.children[token]:
        word, dep = p.lower[child], p.deps[child]
        if dep == "mark" and word in _CONDITION:
            return "hypothetical", (child,), f"a condition: {p.words[child]!r}"
        if dep != "aux":
            continue
        if word in _FUTURE_MODALS:
            return "planned", (child,), f"future: {p.words[child]!r}"
        if word in _DUTY_MODALS:
            return "demanded", (child,), f"a duty: {p.words[child]!r}"
        if word in _UNREAL_MODALS:
            return "hypothetical", (child,), f"possible only: {p.words[child]!r}"
    return None


def _verbless(syntax: Syntax, token: int) -> bool:
    """A gerund in a stretch without any finite verb above it ("one being ..., reaching ...")."""
    p = syntax.parsed
    chain = [token, *syntax.ancestors(token)]
    verbal = [i for i in chain if p.tags[i].startswith("VB") or p.tags[i] == "MD"]
    if p.sentences[p.sentence_of[token]].kind != "body" or len(verbal) < 2:
        return False
    return all(
        p.tags[i] == "VBG" and not any(p.deps[c] in ("aux",) for c in p.children[i]) for i in verbal
    )


def _negative_argument(
    syntax: Syntax, token: int
) -> tuple[Factuality, tuple[int, ...], str] | None:
    """ "No one was killed", "nobody was arrested"."""
    p = syntax.parsed
    for subject in syntax.kids(token, "nsubj", "nsubjpass", "dobj"):
        if p.lower[subject] in ("nobody", "none"):
            return "negated", (subject,), f"negated by {p.words[subject]!r}"
        for child in syntax.kids(subject, "det", "neg", "preconj", "cc"):
            if p.lower[child] in ("no", "neither"):
                return "negated", (child,), f"negated by {p.words[child]!r}"
    return None


def _above(syntax: Syntax, mention: EventMention) -> tuple[Factuality, tuple[int, ...], str] | None:
    """Cues on words that govern the trigger, up to the clause that is told."""
    p = syntax.parsed
    current = mention.trigger
    for steps, above in enumerate(syntax.ancestors(mention.trigger)):
        if steps > 6:
            break
        dep = p.deps[current]
        if above == mention.support or dep == "conj" and not _shares_modal(syntax, current, above):
            current = above
            continue
        if dep == "relcl" and any(p.tags[c] == "TO" for c in p.children[current]):
            return "planned", (above,), f"what {p.words[above]!r} is for"
        if dep in ("relcl", "parataxis") or dep == "nsubj" and syntax.is_verb(above):
            break
        if dep == "ccomp" and current < above and not _tells(syntax, above):
            break  # two sentences joined by a semicolon
        if dep == "advcl":
            return _purpose(syntax, current, above)
        if dep == "prep" and p.lower[current] not in _SELECTED:
            break
        verdict = _governed(syntax, current, above, mention)
        if verdict is not None:
            return verdict
        if dep == "ccomp" and p.lemmas[above] in syntax.cue("content_verb"):
            break
        current = above
    return None


def _tells(syntax: Syntax, verb: int) -> bool:
    """Whether a verb is one of saying or thinking, whose clause may stand before it."""
    lemma = syntax.parsed.lemmas[verb]
    return any(lemma in syntax.cue(s) for s in ("content_verb", "say", "claim", "deny", "think"))


def _shares_modal(syntax: Syntax, current: int, above: int) -> bool:
    """ "will march and strike": the second verb shares the first's modal."""
    p = syntax.parsed
    return p.tags[current] == "VB" and not any(p.deps[c] == "aux" for c in p.children[current])


def _purpose(
    syntax: Syntax, current: int, above: int
) -> tuple[Factuality, tuple[int, ...], str] | None:
    p = syntax.parsed
    to = [c for c in p.children[current] if p.tags[c] == "TO"]
    if to and p.lemmas[above] not in _GATHER:
        return "planned", (to[0],), "a purpose, not told as done"
    marks = [c for c in p.children[current] if p.deps[c] == "mark" and p.lower[c] in _CONDITION]
    if marks:
        return "hypothetical", (marks[0],), f"a condition: {p.words[marks[0]]!r}"
    return None


def _governed(
    syntax: Syntax, current: int, above: int, mention: EventMention
) -> tuple[Factuality, tuple[int, ...], str] | None:
    p = syntax.parsed
    lemma, word = p.lemmas[above], p.lower[above]
    if p.deps[current] == "conj":
        return _own_clause(syntax, above)
    for section, value in _SECTIONS:
        cues = syntax.cue(section)
        if lemma in cues or word in cues or _phrase(syntax, above) in cues:
            if (
                section == "prevent"
                and lemma in ("fail", "refuse", "decline")
                and p.deps[current] == "dobj"
            ):
                continue
            if value == "negated" and syntax.kids(above, "neg"):
                return None  # "could not stop rioters from burning it"
            return value, (above,), f"governed by {p.words[above]!r}"
    if syntax.is_verb(above) and p.deps[current] in (
        "xcomp",
        "dobj",
        "pobj",
        "attr",
        "nsubjpass",
        "prep",
    ):
        return _own_clause(syntax, above) if p.deps[current] != "prep" else None
    if p.deps[current] == "pobj" and word == "without":
        return "negated", (above,), "negated by 'without'"
    if p.deps[current] in ("xcomp", "ccomp", "acl") and any(
        p.tags[c] == "TO" for c in p.children[current]
    ):
        if lemma in syntax.cue("implicative"):
            return None
        return "planned", (above,), f"an infinitive under {p.words[above]!r}, not told as done"
    return None


def _phrase(syntax: Syntax, token: int) -> str:
    p = syntax.parsed
    return f"{p.lemmas[token]}_{p.lower[token + 1]}" if token + 1 < len(p.words) else ""
