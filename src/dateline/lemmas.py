"""Lemmas of a spaCy pipeline, each asked for once.

spaCy runs 179 rules over every token before it looks a lemma up. All of them but a handful look at
one token alone (its form, tag and dependency), so the lemma of such a triple is asked for the first
time it is seen, and kept. Documents with the words of one of the others are left to spaCy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc

if TYPE_CHECKING:
    from spacy.language import Language

RULER, LEMMATIZER = "attribute_ruler", "lemmatizer"
Key = tuple[int, int, int]
"""Numbers of a token's form, tag and dependency in spaCy's string store."""

MOST_KEPT = 300_000
"""Past so many forms (some 60 MB) all are forgotten and asked for anew: names have no end."""
Token = Mapping[str, Any]
"""What a rule wants of one token, by attribute, as spaCy's matcher takes it."""
Several = tuple[Callable[[str], bool], ...]

_BETWEEN = (",", ",", "punct")
"""What keeps asked-for words apart, so that no pattern of two words sees them side by side."""


class Lemmas:
    """The lemmas of one pipeline's tokens, lower-cased; ``verbs`` (form -> lemma) go first.

    ``active`` is False where the pipeline finds its lemmas in another way: then spaCy's own stand.
    """

    def __init__(self, nlp: Language, verbs: Mapping[str, str]) -> None:
        self._nlp = nlp
        self._verbs = verbs
        self._known: dict[Key, str] = {}
        self._alike: dict[tuple[int, int, frozenset[int]], str] = {}
        self.active = _by_rules(nlp)
        if self.active:
            _index_as_sets(nlp)
        rules = _single_rules(nlp) if self.active else ()
        self._by_dep = tuple(_on_dep(token) for token in rules if "DEP" in token)
        self._lemma_rules = _several(nlp, setting="LEMMA") if self.active else ()
        self._all_rules = _several(nlp) if self.active else ()

    def of(self, keys: Collection[Key], words: Collection[str]) -> list[str] | None:
        """The lemmas of the tokens with these keys and lower-cased words.

        None where spaCy must find them: run `complete` and read the document's own.
        """
        if not self.active or _may_match(self._lemma_rules, words):
            return None
        known = self._known
        missing = {key: word for key, word in zip(keys, words, strict=True) if key not in known}
        if missing:
            self._learn(missing)
        found = [known[key] for key in keys]
        if len(known) > MOST_KEPT:
            known.clear()
            self._alike.clear()
        return found

    def complete(self, doc: Doc) -> None:
        """Let spaCy find the lemmas of a whole document."""
        if self.active:
            for name in (RULER, LEMMATIZER):
                doc = self._nlp.get_pipe(name)(doc)

    def _learn(self, missing: Mapping[Key, str]) -> None:
        """Keep the lemmas of new keys, asking spaCy where none is known of one just like it."""
        strings = self._nlp.vocab.strings
        asked: dict[tuple[int, int, frozenset[int]], Key] = {}
        alike = {}
        for key, word in missing.items():
            matched = self._matched(word, strings[key[1]], strings[key[2]])
            alike[key] = (key[0], key[1], matched)
            if alike[key] not in self._alike:
                asked.setdefault(alike[key], key)
        if asked:
            self._ask(asked, _may_match(self._all_rules, missing.values()))
        self._known |= {key: self._alike[same] for key, same in alike.items()}

    def _matched(self, word: str, tag: str, dep: str) -> frozenset[int]:
        """Which of the rules that look at dependencies hold for a token: all that it adds."""
        return frozenset(n for n, rule in enumerate(self._by_dep) if rule(word, tag, dep))

    def _ask(self, asked: Mapping[tuple[int, int, frozenset[int]], Key], apart: bool) -> None:
        strings = self._nlp.vocab.strings
        step = 2 if apart else 1
        rows: list[tuple[str, ...]] = []
        for key in asked.values():
            rows.append(tuple(strings[part] for part in key))
            rows += [_BETWEEN] * (step - 1)
        forms, tags, deps = (list(column) for column in zip(*rows, strict=True))
        doc = Doc(self._nlp.vocab, forms, tags=tags, deps=deps, heads=list(range(len(forms))))
        self.complete(doc)
        for same, token in zip(asked, list(doc)[::step], strict=True):
            self._alike[same] = mended(token.lower_, token.tag_, token.lemma_, self._verbs)


def mended(word: str, tag: str, lemma: str, verbs: Mapping[str, str]) -> str:
    """A lemma, lower-cased; that of a verb in ``verbs`` where it has the form."""
    found = lemma.lower()
    return verbs.get(word, found) if tag.startswith("VB") else found


def _by_rules(nlp: Language) -> bool:
    """Whether lemmas are found by spaCy's ruler and rules, after the parse and by nothing else."""
    names = nlp.pipe_names
    if RULER not in names or LEMMATIZER not in names or "parser" not in names:
        return False
    mode = getattr(nlp.get_pipe(LEMMATIZER), "mode", "")
    return mode == "rule" and names.index("parser") < names.index(RULER) < names.index(LEMMATIZER)


def _rules(nlp: Language) -> list[dict[str, Any]]:
    ruler: Any = nlp.get_pipe(RULER)
    found: list[dict[str, Any]] = ruler.patterns
    return found


def _index_as_sets(nlp: Language) -> None:
    """Let the lemmatizer look words up: it asks of each form whether it is in a list of 60,000."""
    lemmatizer: Any = nlp.get_pipe(LEMMATIZER)
    index = lemmatizer.lookups.get_table("lemma_index", {})
    for part_of_speech, known in list(index.items()):
        index[part_of_speech] = frozenset(known)


# -- rules that look at one token ------------------------------------------------------------


def _single_rules(nlp: Language) -> list[Token]:
    patterns = (pattern for rule in _rules(nlp) for pattern in rule["patterns"])
    return [pattern[0] for pattern in patterns if len(pattern) == 1]


def _on_dep(token: Token) -> Callable[[str, str, str], bool]:
    """Whether a rule holds for a word, tag and dependency."""
    tests = [_test(token.get(name)) for name in ("LOWER", "TAG", "DEP")]
    return lambda *values: all(test(value) for test, value in zip(tests, values, strict=True))


def _test(wanted: Any) -> Callable[[str], bool]:
    """Whether a value may be what one attribute of a rule wants; what is not known here may be."""
    if isinstance(wanted, str):
        return lambda value: value == wanted
    if isinstance(wanted, Mapping) and set(wanted) == {"IN"}:
        return lambda value: value in wanted["IN"]
    if isinstance(wanted, Mapping) and set(wanted) == {"NOT_IN"}:
        return lambda value: value not in wanted["NOT_IN"]
    if isinstance(wanted, Mapping) and set(wanted) == {"REGEX"}:
        shape = re.compile(wanted["REGEX"])
        return lambda value: shape.search(value) is not None
    return lambda value: True


# -- rules that look at several --------------------------------------------------------------


def _several(nlp: Language, *, setting: str = "") -> tuple[Several, ...]:
    """Of each rule over several tokens (that sets an attribute): tests of its tokens' forms."""
    return tuple(
        tuple(_test(token.get("LOWER")) for token in pattern)
        for rule in _rules(nlp)
        if not setting or setting in rule["attrs"]
        for pattern in rule["patterns"]
        if len(pattern) > 1
    )


def _may_match(rules: Iterable[Several], words: Iterable[str]) -> bool:
    """Whether a text of these words has, for one of the rules, a word for each of its tokens."""
    known = set(words)
    return any(all(any(map(test, known)) for test in rule) for rule in rules)
