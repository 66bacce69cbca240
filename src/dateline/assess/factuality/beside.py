"""Cues beside one word: negation, modal verbs, conditions, commands, and the time that is ahead."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...lang.en.syntax import Syntax
from .verdict import Verdict, possible

_WILL = frozenset({"will", "'ll", "’ll", "shall", "wo"})
_DUTY = frozenset({"should", "must", "ought"})
_MAY = frozenset({"may", "might", "could", "can", "ca"})
_WOULD = frozenset({"would", "'d", "’d"})
_CONDITION = frozenset({"if", "unless", "whether", "lest"})
_NO = frozenset({"no", "neither", "nor", "nobody", "none", "never", "nowhere"})
_NO_ONE = frozenset({"nobody", "none", "neither", "nothing"})
_NOT_ALL = frozenset(
    {
        "only",
        "just",
        "merely",
        "simply",
        "until",
        "all",
        "every",
        "sooner",
        "before",
        "fewer",
        "less",
        "least",
        "matter",
        "doubt",
    }
)
_VERBAL = frozenset({"MD", "VB", "VBD", "VBP", "VBZ", "VBN", "VBG", "TO"})
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_AHEAD = frozenset({"tomorrow", "tonight", "next", "soon", "shortly"})
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_OCCASION = frozenset("point time way circumstance account stage moment case condition".split())
_NEARLY = frozenset({"nearly", "almost", "narrowly"})
_FIRST_PERSON = frozenset("hope love appreciate recommend thank think need want wish guess".split())
"""Base forms that stand for "I hope", "we recommend", no commands."""
_HABIT = frozenset({"every", "each"})


@dataclass(frozen=True, slots=True)
class Beside:
    """The cues beside one word, as tokens."""

    negation: int | None = None
    modal: int | None = None
    condition: int | None = None
    perfect: bool = False
    """The modal goes with "have": what is spoken of lies behind."""


def beside(syntax: Syntax, token: int) -> Beside:
    """What stands beside a word in its own clause."""
    p = syntax.parsed
    negation = modal = condition = None
    perfect = False
    for child in p.children[token]:
        word, dep = p.lower[child], p.deps[child]
        if negation is None and _negates(syntax, child):
            negation = child
        if dep == "mark" and word in _CONDITION:
            condition = child
        elif dep == "aux" and word in _WILL | _DUTY | _MAY | _WOULD:
            modal = modal if modal is not None else child
            condition = child if word == "should" and _inverted(syntax, child) else condition
        elif dep == "aux" and p.lemmas[child] == "have":
            perfect = True
            condition = child if word == "had" and _inverted(syntax, child) else condition
    if p.tags[token] == "VB" and p.lower[token] == "were" and _inverted(syntax, token):
        condition = token
    if negation is None:
        negation = _negative_argument(syntax, token)
    if negation is None:
        negation = _at_no_point(syntax, token)
    if negation is None:
        negation = _almost(syntax, token)
    return Beside(negation, modal, condition, perfect)


def _negates(syntax: Syntax, child: int) -> bool:
    p = syntax.parsed
    word, dep = p.lower[child], p.deps[child]
    after = _next(syntax, child)
    tag = p.tags[child + 1] if after else ""
    fronted = child == 0 or p.tags[child - 1] not in _VERBAL
    if after in _NOT_ALL or (word in ("not", "never") and tag == "IN" and fronted):
        return False  # "not only did they loot it", "never before", "not for the first time"
    if dep == "neg":
        return True
    if word == "not" and after == "once":
        return True
    return dep in ("det", "preconj", "advmod", "cc") and word in _NO


def _next(syntax: Syntax, token: int) -> str:
    words = syntax.parsed.lower
    return words[token + 1] if token + 1 < len(words) else ""


def _inverted(syntax: Syntax, aux: int) -> bool:
    """ "Had they not lain down", "should a boat be touched": a condition without "if"."""
    p = syntax.parsed
    verb = p.heads[aux] if p.deps[aux] == "aux" else aux
    if p.deps[verb] != "advcl":
        return False
    subjects = syntax.kids(verb, *_SUBJECTS)
    return bool(subjects) and aux < subjects[0]


def _negative_argument(syntax: Syntax, token: int) -> int | None:
    """ "No one was killed", "none of them has been arrested", "made no arrests"."""
    p = syntax.parsed
    for argument in syntax.kids(token, "nsubj", "nsubjpass", "dobj", "attr"):
        if p.lower[argument] in _NO_ONE:
            infinitive = any(
                p.tags[c] == "TO"
                for below in syntax.kids(argument, "acl", "relcl")
                for c in p.children[below]
            )
            return None if infinitive else argument  # "did nothing to prevent it"
        for child in p.children[argument]:
            counted = _next(syntax, child) in _NOT_ALL  # "no fewer than thirty were arrested"
            kind = p.deps[child] in ("det", "neg", "preconj", "cc")
            if kind and p.lower[child] in _NO and not counted:
                return child
    return _nor(syntax, token)


def _at_no_point(syntax: Syntax, token: int) -> int | None:
    """ "at no point had they opened fire", "under no circumstances"."""
    p = syntax.parsed
    for prep in syntax.kids(token, "prep"):
        for noun in syntax.kids(prep, "pobj"):
            no = [c for c in syntax.kids(noun, "det") if p.lower[c] == "no"]
            if no and p.lemmas[noun] in _OCCASION:
                return no[0]
    return None


def _almost(syntax: Syntax, token: int) -> int | None:
    """ "nearly broke the record"."""
    near = [c for c in syntax.kids(token, "advmod") if syntax.parsed.lower[c] in _NEARLY]
    return near[0] if near and near[0] == token - 1 else None


def _nor(syntax: Syntax, token: int) -> int | None:
    """ "..., nor was anyone hurt": the conjunction hangs on the clause before."""
    p = syntax.parsed
    near = [i for i in range(max(0, token - 3), token) if p.lower[i] == "nor"]
    if near:
        return near[0]
    if p.deps[token] != "conj":
        return None
    joint = [c for c in syntax.kids(p.heads[token], "cc") if c < token and p.lower[c] == "nor"]
    return joint[-1] if joint else None


def own_verdict(syntax: Syntax, token: int) -> Verdict | None:
    """What the cues beside a word say of the act that it tells; None if nothing."""
    p = syntax.parsed
    found = beside(syntax, token)
    if found.condition is not None:
        shown = p.words[found.condition]
        ahead = p.tags[token] not in ("VBD", "VBN") and not found.perfect
        return possible((found.condition,), f"a condition: {shown!r}", ahead=ahead)
    command = _command(syntax, token, found)
    if command is not None:
        return command
    if found.negation is not None:
        return _negated(syntax, found)
    if found.modal is not None:
        return _modal(syntax, token, found)
    return _headline_plan(syntax, token) or _time_ahead(syntax, token)


def _headline_plan(syntax: Syntax, token: int) -> Verdict | None:
    """ "Oslo to send field hospital": a plan where nothing finite stands above."""
    p = syntax.parsed
    to = [c for c in p.children[token] if p.tags[c] == "TO"]
    if p.deps[token] != "ROOT" or p.tags[token] != "VB" or not to:
        return None
    if not syntax.kids(token, *_SUBJECTS):
        return None
    return Verdict("planned", (to[0],), "an infinitive that stands for a plan", ahead=True)


def _negated(syntax: Syntax, found: Beside) -> Verdict:
    p = syntax.parsed
    assert found.negation is not None
    shown = p.words[found.negation]
    if found.modal is None:
        return Verdict("negated", (found.negation,), f"negated by {shown!r}")
    word, modal = p.lower[found.modal], p.words[found.modal]
    cues = (found.modal, found.negation)
    if word in _DUTY:
        return Verdict("demanded", cues, f"a duty: {modal!r} with {shown!r}", negative=True)
    if word in ("may", "might"):
        return possible(cues, f"possible only: {modal!r}", ahead=not found.perfect)
    if found.perfect and word in _WOULD:
        return possible(cues, f"not real: {modal!r}")
    ahead = word in _WILL | _WOULD and not found.perfect
    return Verdict("negated", cues, f"negated by {shown!r}", ahead=ahead, modal=word)


def _modal(syntax: Syntax, token: int, found: Beside) -> Verdict:
    p = syntax.parsed
    assert found.modal is not None
    word, shown = p.lower[found.modal], p.words[found.modal]
    cues: tuple[int, ...] = (found.modal,)
    otherwise = [c for c in syntax.kids(token, "advmod") if p.lower[c] == "otherwise"]
    if otherwise and word in _WILL | _WOULD and not found.perfect:
        cues = (*otherwise, *cues)
        return Verdict("threatened", cues, "or else", ahead=True, conditional=True, modal=word)
    if word in _WILL:
        return Verdict("planned", cues, f"future: {shown!r}", ahead=True, modal=word)
    if found.modal == p.sentences[p.sentence_of[token]].first and p.deps[token] == "ccomp":
        return possible(cues, f"a question: {shown!r}", ahead=True)  # "Would they, he wondered"
    if word in _DUTY:
        return Verdict("demanded", cues, f"a duty: {shown!r}", ahead=True, modal=word)
    if word in _WOULD:
        if found.perfect:
            return replace(possible(cues, f"not real: {shown!r}"), modal=word)
        if _habitual(syntax, token) or _later(syntax, token):
            return Verdict()
        if _told_as_plan(syntax, token):
            return Verdict("planned", cues, f"future as told: {shown!r}", ahead=True, modal=word)
    return replace(possible(cues, f"possible only: {shown!r}", ahead=not found.perfect), modal=word)


def _habitual(syntax: Syntax, token: int) -> bool:
    """ "Every evening the gunners would shell the queue"."""
    p = syntax.parsed
    return any(
        p.lower[c] in _HABIT
        for time in syntax.kids(token, "npadvmod")
        for c in syntax.kids(time, "det")
    )


def _later(syntax: Syntax, token: int) -> bool:
    """ "he would later rule the country", "would go on to kill six"."""
    p = syntax.parsed
    after = [p.lower[c] for c in syntax.kids(token, "advmod", "prt")]
    return bool({"later", "eventually", "subsequently"} & set(after)) or (
        p.lemmas[token] == "go" and "on" in after and bool(syntax.kids(token, "xcomp", "advcl"))
    )


def _told_as_plan(syntax: Syntax, token: int) -> bool:
    """ "said that it would withdraw": a future seen from the past, unless a condition stands by."""
    p = syntax.parsed
    verb = p.heads[token] if p.deps[token] == "conj" else token
    if verb != token and p.lemmas[verb] in syntax.cue("content_verb"):
        return True  # "..., the prince said, and would dissolve the chamber"
    above = p.heads[verb]
    if p.deps[verb] != "ccomp" or p.tags[above] not in ("VBD", "VBN", "VBZ"):
        return False
    telling = (p.lemmas[above] in syntax.cue(s) for s in ("say", "content_verb", "confirm", "warn"))
    return any(telling)


def condition_of(syntax: Syntax, verb: int) -> int | None:
    """The cue of a condition that a clause hangs on: "if", "unless", "provided", "only after"."""
    p = syntax.parsed
    for child in p.children[verb]:
        dep, word = p.deps[child], p.lower[child]
        if dep == "advcl":
            mark = beside(syntax, child).condition
            if mark is not None and not _as_if(syntax, mark):
                return mark
            if word in ("provided", "providing", "assuming", "suppose"):
                return child
        if dep in ("prep", "advcl", "mark") and word in ("provided", "providing"):
            return child
        if word in ("after", "once", "when") and _only_before(syntax, child):
            return child
    return None


def _only_before(syntax: Syntax, token: int) -> bool:
    return token > 0 and syntax.parsed.lower[token - 1] == "only"


def _as_if(syntax: Syntax, mark: int) -> bool:
    return mark > 0 and syntax.parsed.lower[mark - 1] in ("as", "even")


def _command(syntax: Syntax, token: int, found: Beside) -> Verdict | None:
    """An imperative: "Lay down your guns", "Do not attack the convoy", "please help"."""
    p = syntax.parsed
    please = [c for c in syntax.kids(token, "intj", "advmod") if p.lower[c] in ("please", "pls")]
    if p.tags[token] not in ("VB", "VBP") or (p.tags[token] == "VBP" and not please):
        return None
    called = token > 0 and p.words[token - 1] == ","
    if found.modal is not None or (syntax.kids(token, *_SUBJECTS) and not called):
        return None  # "residents of the island, leave now" is one all the same
    if p.lemmas[token] in _FIRST_PERSON or any(p.tags[c] == "TO" for c in p.children[token]):
        return None
    auxes = [c for c in syntax.kids(token, "aux") if p.lower[c] not in ("do", "don't")]
    if auxes or not (please or _opens_clause(syntax, token)):
        return None
    cues = (token,) if found.negation is None else (found.negation,)
    why = f"a command: {p.words[token]!r}"
    return Verdict("demanded", cues, why, ahead=True, negative=found.negation is not None)


def _opens_clause(syntax: Syntax, token: int) -> bool:
    """Whether a base form heads a sentence or a quotation, or is joined to one that does."""
    p = syntax.parsed
    if p.deps[token] == "conj" and p.tags[p.heads[token]] == "VB":
        return own_command(syntax, p.heads[token])
    if (
        p.deps[token] == "ROOT"
        or p.tags[token] == "VB"
        and token == p.sentences[p.sentence_of[token]].first
    ):
        return True
    before = p.lower[token - 1] if token else ""
    return before in ('"', "“", "``", ":", "'", "‘", "please", "not")


def own_command(syntax: Syntax, token: int) -> bool:
    """Whether a word is an imperative."""
    return _command(syntax, token, beside(syntax, token)) is not None


def _time_ahead(syntax: Syntax, token: int) -> Verdict | None:
    """ "The truce begins tomorrow", "on Tuesday the abbot goes on trial": a present for a plan."""
    p = syntax.parsed
    sentence = p.sentences[p.sentence_of[token]]
    progressive = p.tags[token] == "VBG" and any(
        p.tags[c] in ("VBZ", "VBP") for c in syntax.kids(token, "aux")
    )
    if p.tags[token] not in ("VBZ", "VBP") and not progressive:
        return None
    for child in p.children[token]:
        inner = (child, *p.children[child])
        if p.deps[child] not in ("npadvmod", "advmod", "prep", "prt"):
            continue
        if any(p.lower[i] in _AHEAD for i in inner):
            return Verdict("planned", (child,), f"time ahead: {p.words[child]!r}", ahead=True)
        days = [i for i in inner if p.lower[i] in _DAYS]
        if days and sentence.kind == "body" and p.words[sentence.last - 1] in (".", "!", '"'):
            return Verdict("planned", (days[0],), f"time ahead: {p.words[days[0]]!r}", ahead=True)
    return None
