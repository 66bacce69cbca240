"""Who may speak, with what stance a verb tells, and which words belong to what is told."""

from __future__ import annotations

from collections.abc import Iterable

from ..lang.en.syntax import Syntax
from ..records.claim import Stance

_VERBS: tuple[tuple[str, Stance], ...] = (
    ("tell_denies", "denies"),
    ("tell_confirms", "confirms"),
    ("tell_doubts", "doubts"),
    ("tell_alleges", "alleges"),
    ("tell_claims", "claims"),
    ("tell_states", "states"),
)
_NOUNS: tuple[tuple[str, Stance], ...] = (
    ("noun_alleges", "alleges"),
    ("noun_claims", "claims"),
    ("noun_denies", "denies"),
    ("noun_confirms", "confirms"),
    ("noun_doubts", "doubts"),
    ("noun_states", "states"),
)
_EDGE = frozenset({",", ".", ":", ";", "-", "–", "—", "―", "--", "...", "…", "?", "!"})
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_TAG_REACH = 16
"""How many tokens a speaker's phrase may have in "..., a cousin of the dead boy said"."""


def stance_of(syntax: Syntax, verb: int) -> Stance | None:
    """The stance of a verb of telling, or None where the verb is none."""
    p = syntax.parsed
    lemma = p.lemmas[verb]
    for section, stance in _VERBS:
        if lemma in syntax.cue(section):
            return stance
    particles = syntax.cue("tell_particle")
    following = p.lower[verb + 1] if verb + 1 < len(p.words) else ""
    return "states" if f"{lemma}_{following}" in particles else None


def stance_of_noun(syntax: Syntax, noun: int) -> Stance | None:
    """The stance of a noun of telling ("claim", "denial"), or None where the noun is none."""
    lemma = syntax.parsed.lemmas[noun]
    return next((stance for section, stance in _NOUNS if lemma in syntax.cue(section)), None)


def speaker_of(syntax: Syntax, verb: int) -> int | None:
    """The head of the phrase that speaks by ``verb``: its subject, be it shared or inherited."""
    subjects = [a.token for a in syntax.clause(verb).subjects]
    for subject in subjects:
        if may_speak(syntax, subject):
            return subject
    return None


def may_speak(syntax: Syntax, token: int) -> bool:
    """Whether a phrase may be told of as telling: people, bodies, papers, figures, but no "it".

    A relative pronoun was undone before; a time is no teller.
    """
    p = syntax.parsed
    if p.lower[token] in syntax.cue("said_of_no_one"):
        return p.lower[token] == "it" and p.deps[token] == "nsubj" and not _expletive(syntax, token)
    if p.tags[token] in ("PRP", "PRP$", "WP", "CD", "DT", "JJ", "JJS"):
        return True
    if p.tags[token] in ("VBN", "VBG"):
        return bool(syntax.kids(token, "det"))  # "the accused"
    if syntax.is_noun(token) and not syntax.is_time(token):
        return True
    return bool(syntax.classes(token) & {"media", "org"})  # "the Kayhan daily", read as a date


def _expletive(syntax: Syntax, token: int) -> bool:
    """ "It goes without saying", "it was said that"."""
    p = syntax.parsed
    verb = p.heads[token]
    return syntax.clause(verb).passive or p.lemmas[verb] in ("go", "seem", "appear", "be")


def trimmed(syntax: Syntax, tokens: Iterable[int]) -> frozenset[int]:
    """Tokens without the commas, dashes and stops at their two ends."""
    kept = sorted(tokens)
    words = syntax.parsed.words
    while kept and words[kept[-1]] in _EDGE:
        kept.pop()
    first = 0
    while first < len(kept) and words[kept[first]] in _EDGE:
        first += 1
    return frozenset(kept[first:])


def sentence_range(syntax: Syntax, token: int) -> range:
    """The tokens of the sentence of ``token``."""
    sentence = syntax.parsed.sentences[syntax.parsed.sentence_of[token]]
    return range(sentence.first, sentence.last)


def insertions(syntax: Syntax) -> frozenset[int]:
    """Tokens between square brackets that add a fact: an editor's words inside a quotation.

    A bracket that fills a gap ("We will [strike] until ...") is part of what was said: a verb
    form right behind a modal, "to" or an auxiliary, or a noun right behind its article.
    """
    p = syntax.parsed
    inside: list[int] = []
    start: int | None = None
    for i, word in enumerate(p.words):
        if word == "[":
            start = i
        elif word == "]" and start is not None:
            if not _fills_a_gap(syntax, start, i):
                inside.extend(range(start, i + 1))
            start = None
    if start is not None:
        inside.extend(range(start, p.sentences[p.sentence_of[start]].last))
    return frozenset(inside)


def _fills_a_gap(syntax: Syntax, opened: int, closed: int) -> bool:
    p = syntax.parsed
    if opened == 0 or closed - opened > 4:
        return False
    return p.tags[opened - 1] in ("MD", "TO", "DT", "PRP$") or p.lower[opened - 1] in (
        "to",
        "not",
        "n't",
        "n’t",
    )


def tag_speaker(syntax: Syntax, verb: int) -> tuple[int, int] | None:
    """Speaker and first token of "..., a cousin of the dead boy told": by place, not by parse.

    The words between the last comma (or closing mark) and a finite verb of telling, where they
    are a noun phrase without a verb; None where they are not.
    """
    p = syntax.parsed
    if p.tags[verb] not in _FINITE:
        return None
    begin = p.sentences[p.sentence_of[verb]].first
    at = verb - 1
    while at >= begin and verb - at <= _TAG_REACH and p.words[at] not in (",", "”", '"', "''", ";"):
        at -= 1
    first = at + 1
    if at < begin or verb - at > _TAG_REACH or p.words[at] == ";":
        return None
    words = range(first, verb)
    if any(p.tags[i] in _FINITE or p.lower[i] in ("who", "which", "that", "and") for i in words):
        return None
    head = head_of(syntax, first, verb)
    if head is None and p.tags[first] == "DT" and verb - first == 2:
        head = verb - 1  # "the accused shouted"
        return head, first
    return None if head is None or not may_speak(syntax, head) else (head, first)


def head_of(syntax: Syntax, first: int, last: int) -> int | None:
    """The head of the first noun phrase of tokens [first, last): before "of", "in", a comma."""
    p = syntax.parsed
    head: int | None = None
    for i in range(first, last):
        nominal = syntax.is_noun(i) or p.tags[i] in ("PRP", "CD", "WP") or p.lower[i] in _HEADS
        if nominal and (head is None or i == head + 1 or p.tags[i - 1] in ("HYPH", "NNP")):
            head = i
        elif head is not None and p.tags[i] in ("IN", ",", "VBN", "VBG", "POS", ":", "-LRB-"):
            if p.tags[i] == "POS":
                head = None
                continue
            break
    return head


_HEADS = frozenset({"several", "many", "some", "others", "both", "one", "another", "few"})
