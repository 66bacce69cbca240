"""Find the stretches of an article that somebody other than the outlet tells."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..lang.en.syntax import Syntax
from ..records.claim import Speech, Stance
from ..records.event import EventMention

_OPEN, _CLOSE, _STRAIGHT = "“", "”", '"'
_CITING = frozenset({"according", "per", "citing", "quoting"})
_STANCES: tuple[tuple[str, Stance], ...] = (
    ("deny", "denies"),
    ("confirm", "confirms"),
    ("doubt", "doubts"),
    ("claim", "claims"),
    ("say", "states"),
    ("think", "claims"),
    ("warn", "states"),
)


def find_speeches(syntax: Syntax) -> tuple[Speech, ...]:
    """All direct, indirect and reported speech of an article, in order of the cue."""
    found = _quotations(syntax)
    p = syntax.parsed
    for i, tag in enumerate(p.tags):
        if p.lower[i] in _CITING and p.deps[i] in ("prep", "advcl", "ROOT", "acl"):
            found += _according(syntax, i)
        elif tag.startswith("VB"):
            found += _indirect(syntax, i)
        elif tag.startswith("RB") and p.lower[i] in syntax.cue("reported"):
            found.append(Speech(_clause_of(syntax, i), None, i, _adverb_stance(p.lower[i])))
    return tuple(
        sorted(_unique(found, _insertions(syntax)), key=lambda s: (s.cue, -len(s.content)))
    )


def _unique(found: list[Speech], inserted: frozenset[int]) -> list[Speech]:
    """An indirect speech that a quotation already covers with the same cue is one speech."""
    kept: dict[tuple[int, int | None], Speech] = {}
    for speech in found:
        key = (speech.cue, speech.speaker)
        twin = kept.get(key)
        both = twin.content | speech.content - inserted if twin else speech.content
        kept[key] = replace(twin, content=both) if twin else speech
    return list(kept.values())


def _insertions(syntax: Syntax) -> frozenset[int]:
    """Tokens between square brackets: an editor's words inside somebody's quotation."""
    inside: list[int] = []
    depth = 0
    for i, word in enumerate(syntax.parsed.words):
        depth += word == "["
        if depth:
            inside.append(i)
        depth -= word == "]" and depth > 0
    return frozenset(inside)


def stance_of(syntax: Syntax, verb: int) -> Stance | None:
    """The stance of a speech verb, or None where the verb is no verb of telling."""
    lemma = syntax.parsed.lemmas[verb]
    if lemma in ("allege", "accuse"):
        return "alleges"
    for section, stance in _STANCES:
        if lemma in syntax.cue(section):
            return stance
    return "states" if lemma in syntax.cue("telling") else None


def _adverb_stance(word: str) -> Stance:
    return "alleges" if word.startswith(("alleg", "suppos", "purport")) else "claims"


# -- indirect speech ---------------------------------------------------------------------------


def _indirect(syntax: Syntax, verb: int) -> list[Speech]:
    p = syntax.parsed
    lemma = p.lemmas[verb]
    if lemma in ("accuse", "blame", "charge", "suspect"):
        return _accusation(syntax, verb)
    stance = stance_of(syntax, verb)
    if stance is None:
        return []
    content = _content(syntax, verb)
    if not content:
        return []
    clause = syntax.clause(verb)
    if clause.passive:
        speakers = [a.token for a in clause.subjects]
        if not clause.subjects and not content:
            return []
        return [Speech(content, speakers[0] if speakers else None, verb, _passive(stance))]
    speaker = clause.subjects[0].token if clause.subjects else None
    if speaker is None or not _may_speak(syntax, speaker):
        return []
    return [Speech(content, speaker, verb, stance)]


def _passive(stance: Stance) -> Stance:
    """ "is said to have": somebody claims it, the outlet does not."""
    return "claims" if stance == "states" else stance


def _may_speak(syntax: Syntax, token: int) -> bool:
    p = syntax.parsed
    speaking = frozenset(
        {
            "report",
            "statement",
            "source",
            "document",
            "letter",
            "post",
            "study",
            "communique",
            "communiqué",
            "editorial",
            "article",
            "witness",
            "data",
        }
    )
    if syntax.classes(token) & {"media", "org", "document"}:
        return True
    return syntax.can_act(token) or p.lemmas[token] in speaking or p.tags[token].startswith("NNP")


def _content(syntax: Syntax, verb: int) -> frozenset[int]:
    p = syntax.parsed
    tokens: set[int] = set()
    wanted = ("ccomp", "xcomp") if syntax.clause(verb).passive else ("ccomp",)
    denial = p.lemmas[verb] in syntax.cue("deny")
    for child in p.children[verb]:
        if p.deps[child] in wanted or (denial and p.deps[child] in ("xcomp", "dobj", "prep")):
            tokens.update(syntax.subtree(child))
            tokens.update(_conjoined_clauses(syntax, child))
        elif p.deps[child] == "prep" and p.lower[child] == "as" and syntax.clause(verb).passive:
            tokens.update(syntax.subtree(child))
    if not tokens and _is_tag(syntax, verb):
        head = p.heads[verb]
        tokens.update(set(syntax.subtree(head)) - set(syntax.subtree(verb)))
    if p.deps[verb] == "parataxis":
        tokens.update(set(syntax.subtree(p.heads[verb])) - set(syntax.subtree(verb)))
    return frozenset(tokens)


def _is_tag(syntax: Syntax, verb: int) -> bool:
    """ "..., a local official said on Monday": the telling hung behind what is told."""
    p = syntax.parsed
    subjects = syntax.kids(verb, "nsubj")
    if p.deps[verb] not in ("conj", "dep", "advcl") or not subjects or p.heads[verb] > verb:
        return False
    first = syntax.phrase(subjects[0])[0]
    joined = any(p.deps[c] == "cc" and c < verb for c in p.children[p.heads[verb]] if c > first - 2)
    return p.words[first - 1] == "," and not joined and not syntax.clause(verb).objects


def _conjoined_clauses(syntax: Syntax, clause: int) -> set[int]:
    return {t for c in syntax.kids(clause, "conj") for t in syntax.subtree(c)}


def _accusation(syntax: Syntax, verb: int) -> list[Speech]:
    """ "X accused Y of shelling Z": the shelling is X's allegation."""
    p = syntax.parsed
    tokens: set[int] = set()
    for child in p.children[verb]:
        if p.deps[child] == "prep" and p.lower[child] in ("of", "for", "with"):
            tokens.update(syntax.subtree(child))
    for obj in syntax.clause(verb).objects:
        for child in syntax.kids(obj.token, "prep"):
            if p.lower[child] in ("of", "for", "with") and obj.how == "object":
                tokens.update(syntax.subtree(child))
    subjects = syntax.clause(verb).subjects
    speaker = subjects[0].token if subjects else None
    tokens -= {verb}
    return [Speech(frozenset(tokens), speaker, verb, "alleges")] if tokens else []


def _according(syntax: Syntax, i: int) -> list[Speech]:
    speaker: int | None = None
    own = set(syntax.subtree(i))
    for word, obj in syntax.prepositions(i):
        if word in ("to", "by"):
            speaker = obj
    if speaker is None:
        objects = syntax.kids(i, "pobj", "dobj")
        speaker = objects[0] if objects else None
    if speaker is None:
        return []
    governor = syntax.governing_verb(i)
    content = set(syntax.subtree(governor)) if governor is not None else set(_sentence(syntax, i))
    return [Speech(frozenset(content - own), speaker, i, "states")]


def _clause_of(syntax: Syntax, adverb: int) -> frozenset[int]:
    return frozenset(syntax.subtree(syntax.parsed.heads[adverb]))


def _sentence(syntax: Syntax, i: int) -> range:
    s = syntax.parsed.sentences[syntax.parsed.sentence_of[i]]
    return range(s.first, s.last)


# -- direct speech -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Quotation:
    first: int
    last: int
    """Tokens [first, last) between the marks."""
    closed: bool


def _marks(syntax: Syntax) -> list[_Quotation]:
    """Quotations by their marks; a paragraph's unclosed quotation ends with the paragraph."""
    p = syntax.parsed
    found: list[_Quotation] = []
    start: int | None = None
    block = -1
    for i, word in enumerate(p.words):
        here = p.sentences[p.sentence_of[i]].block
        if start is not None and here != block:
            found.append(_Quotation(start, i, False))
            start = None
        if word == _OPEN or (word in (_STRAIGHT, "``") and start is None):
            if start is None:
                start, block = i + 1, here
        elif word in (_CLOSE, _STRAIGHT, "''") and start is not None:
            found.append(_Quotation(start, i, True))
            start = None
    if start is not None:
        found.append(_Quotation(start, len(p.words), False))
    return [q for q in found if q.last > q.first]


def _quotations(syntax: Syntax) -> list[Speech]:
    found: list[Speech] = []
    previous: Speech | None = None
    previous_closed = True
    for quotation in _marks(syntax):
        speech = _speaker_of(syntax, quotation)
        if speech is None and quotation.last - quotation.first >= 4:
            if previous is not None and not previous_closed:
                speech = replace(previous, content=_tokens(syntax, quotation))
            else:
                speech = _carried_speaker(syntax, quotation, previous)
        if speech is not None:
            found.append(speech)
            previous, previous_closed = speech, quotation.closed
        elif quotation.last - quotation.first >= 4:
            previous, previous_closed = None, True
    return found


def _tokens(syntax: Syntax, quotation: _Quotation) -> frozenset[int]:
    """The quotation's tokens without an editor's insertion in square brackets."""
    inside: list[int] = []
    depth = 0
    for i in range(quotation.first, quotation.last):
        word = syntax.parsed.words[i]
        depth += word == "["
        if not depth:
            inside.append(i)
        depth -= word == "]" and depth > 0
    return frozenset(inside)


def _speaker_of(syntax: Syntax, quotation: _Quotation) -> Speech | None:
    """A speech verb outside the marks in the quotation's last or first sentence, or before it."""
    p = syntax.parsed
    sentences = [p.sentence_of[quotation.last - 1], p.sentence_of[quotation.first]]
    after = min(quotation.last + 1, len(p.words) - 1)
    if p.sentences[p.sentence_of[after]].block == p.sentences[sentences[0]].block:
        sentences.insert(1, p.sentence_of[after])
    for index in dict.fromkeys(sentences):
        sentence = p.sentences[index]
        outside = [
            i
            for i in range(sentence.first, sentence.last)
            if not quotation.first <= i < quotation.last
        ]
        verbs = [i for i in outside if p.tags[i].startswith("VB") and _quoting(syntax, i)]
        verbs.sort(key=lambda i: min(abs(i - quotation.first), abs(i - quotation.last)))
        for verb in verbs:
            speech = _speech_by(syntax, verb, quotation)
            if speech is not None:
                return speech
    return _introduced(syntax, quotation)


def _quoting(syntax: Syntax, verb: int) -> bool:
    return stance_of(syntax, verb) is not None or syntax.parsed.lemmas[verb] in syntax.cue(
        "quoting"
    )


def _speech_by(syntax: Syntax, verb: int, quotation: _Quotation) -> Speech | None:
    subjects = syntax.clause(verb).subjects
    outside = [a.token for a in subjects if not quotation.first <= a.token < quotation.last]
    if not outside or not _may_speak(syntax, outside[0]):
        return None
    if min(abs(verb - quotation.first), abs(verb - quotation.last)) > 25:
        return None
    stance = stance_of(syntax, verb) or "states"
    return Speech(_tokens(syntax, quotation), outside[0], verb, stance, direct=True)


def _introduced(syntax: Syntax, quotation: _Quotation) -> Speech | None:
    """ "The minister added: " in the sentence before the quotation."""
    p = syntax.parsed
    index = p.sentence_of[quotation.first]
    if index == 0 or quotation.first - 1 > p.sentences[index].first:
        return None
    before = p.sentences[index - 1]
    if p.words[before.last - 1] != ":":
        return None
    verbs = [
        i
        for i in range(before.first, before.last)
        if p.tags[i].startswith("VB") and _quoting(syntax, i)
    ]
    return _speech_by(syntax, verbs[-1], quotation) if verbs else None


def _carried_speaker(
    syntax: Syntax, quotation: _Quotation, previous: Speech | None
) -> Speech | None:
    """A quotation that fills its sentences goes on from the last speaker or published piece."""
    p = syntax.parsed
    index = p.sentence_of[quotation.first]
    if quotation.first - 1 > p.sentences[index].first or index == 0:
        return None
    for back in range(index - 1, max(-1, index - 3), -1):
        sentence = p.sentences[back]
        if sentence.kind != "body":
            return None
        for i in range(sentence.last - 1, sentence.first - 1, -1):
            if p.tags[i].startswith("VB") and p.lemmas[i] in syntax.cue("publishing"):
                speech = _speech_by_publisher(syntax, i, quotation)
                if speech is not None:
                    return speech
    if previous is not None and previous.direct and previous.speaker is not None:
        last = max(previous.content, default=-1)
        if 0 <= p.sentence_of[quotation.first] - p.sentence_of[max(last, 0)] <= 2:
            return replace(previous, content=_tokens(syntax, quotation))
    return None


def _speech_by_publisher(syntax: Syntax, verb: int, quotation: _Quotation) -> Speech | None:
    subjects = syntax.clause(verb).subjects
    if not subjects or not _may_speak(syntax, subjects[0].token):
        return None
    return Speech(_tokens(syntax, quotation), subjects[0].token, verb, "states", direct=True)


def without_echoes(
    mentions: tuple[EventMention, ...], speeches: tuple[Speech, ...]
) -> tuple[EventMention, ...]:
    """Leave out a verbal act inside a quotation that the quoting verb tells as well.

    "I swear that ...," she vowed: one pledge, told by the verb outside the quotation.
    """
    by_trigger = {m.trigger: m for m in mentions}
    echoes = {
        token
        for speech in speeches
        if speech.direct and (outer := by_trigger.get(speech.cue)) is not None
        for token in speech.content
        if token in by_trigger and by_trigger[token].event_type == outer.event_type
    }
    return tuple(m for m in mentions if m.trigger not in echoes)
