"""One name spelled two ways."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import OSA

from ...lang.en.syntax import Syntax
from ...records.claim import Contradiction
from ...records.text import Quote
from .asked import M, PlaceNames, Places
from .spelling import fold

_KINDS = {"GPE": "place", "LOC": "place", "FAC": "place", "PERSON": "person", "ORG": "organisation"}
_MIN_LETTERS = 6
_SURE_LETTERS = 7
"""Letters of a word that stands for one name even where the parser has two kinds for it."""
_PART_LETTERS = 3
"""Letters of a part ("Jin-guang") where at least two other parts are the same."""
_ALIKE = 2
_LONG_LETTERS = 10
"""Letters of a word in which two may differ."""
_DERIVED = frozenset(
    "s es i is n ns an ans ian ians ean ese ish ic er ers k ks te tes ite ites ist ists ism "
    "y e a".split()
)
_WORDLIKE = re.compile(
    r"(?:tion|tions|ment|ments|ing|ings|ence|ense|ist|ists|ism|ity|ary|ery|ory|ian|ians|ial|"
    r"ional|ure|ers?|ors?|ed|ly|ship|ness|ies|ern|ic|ics|ive|able|ance|ward|wards)$"
)


@dataclass(frozen=True, slots=True)
class _Name:
    """A proper name of the text as it stands there first."""

    kind: str
    words: tuple[str, ...]
    quote: Quote


def name_contradictions(
    syntax: Syntax, places: Places[M], gazetteer: PlaceNames
) -> Iterator[Contradiction]:
    """Pairs of names that look like two spellings of one, each pair once."""
    names = list(_proper_names(syntax, places))
    surnames = _surnames(names)
    said: set[frozenset[str]] = set()
    for first, second in combinations(names, 2):
        pair = _differing(first, second)
        if pair is None or frozenset(pair) in said:
            continue
        shared = len(first.words) == len(second.words) > _ALIKE
        least = _PART_LETTERS if shared else _MIN_LETTERS
        if not _misspelled(syntax, *pair, least=least) or _two_people(first, second, surnames):
            continue
        if _both_known(gazetteer, *pair) or _both_known(
            gazetteer, first.quote.text, second.quote.text
        ):
            continue
        said.add(frozenset(pair))
        whose = "name" if first.kind == "name" else f"{first.kind}'s name"
        sentence = (
            f"What looks like one {whose} is spelled two ways: "
            f"{first.quote.text} and {second.quote.text}."
        )
        yield Contradiction("name", sentence, (first.quote, second.quote))


def _proper_names(syntax: Syntax, places: Places[M]) -> Iterator[_Name]:
    """Each name once a kind, places from the resolver, people and organisations from the parse."""
    p = syntax.parsed
    text = p.article.text
    found: list[tuple[str, Quote]] = [
        ("place", Quote.of(text, m.start, m.end)) for m in places.mentions
    ]
    taken = sorted((q.start, q.end) for _, q in found)
    for first, last, label in p.ents:
        if label not in _KINDS:
            continue
        while first < last and p.tags[first] in ("DT", "POS", "PRP$"):
            first += 1
        while last > first and (p.tags[last - 1] == "POS" or not p.words[last - 1][0].isalnum()):
            last -= 1
        if first == last or not all(_is_name_token(syntax, i) for i in range(first, last)):
            continue
        quote = p.quote(first, last)
        i = bisect_right(taken, quote.start, key=lambda span: span[1])
        if i < len(taken) and taken[i][0] < quote.end:
            continue
        found.append((_KINDS[label], quote))
    found += _unlabelled(syntax, [(q.start, q.end) for _, q in found])
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for kind, quote in sorted(found, key=lambda f: f[1].start):
        named = [w for w in re.split(r"[\s\-‐‑–]+", quote.text) if w]
        while len(named) > 1 and named[-1].islower():
            named.pop()  # "the Sambisa forest"
        words = tuple(w for w in map(fold, named) if w)
        if words and (kind, words) not in seen and quote.text[:1].isupper():
            seen.add((kind, words))
            yield _Name(kind, words, quote)


def _unlabelled(syntax: Syntax, taken: list[tuple[int, int]]) -> Iterator[tuple[str, Quote]]:
    """Long words with a capital that the parser takes for a name, but for no entity."""
    p = syntax.parsed
    spans = sorted(taken)
    for i, tag in enumerate(p.tags):
        if tag != "NNP" or p.entity[i] or len(p.words[i]) < _SURE_LETTERS:
            continue
        at = bisect_right(spans, p.starts[i], key=lambda span: span[1])
        if at < len(spans) and spans[at][0] < p.ends[i]:
            continue
        if p.words[i].isalpha() and not p.words[i].isupper():
            yield "name", p.quote(i, i + 1)


def _is_name_token(syntax: Syntax, i: int) -> bool:
    p = syntax.parsed
    return (
        p.tags[i].startswith("NNP")
        or not p.words[i][0].isalpha()
        or p.lower[i]
        in (
            "al",
            "el",
            "ul",
            "bin",
            "ibn",
            "de",
            "la",
            "of",
            "the",
            "and",
            "da",
            "dos",
            "van",
            "von",
        )
    )


def _differing(first: _Name, second: _Name) -> tuple[str, str] | None:
    """The one word in which two names of a kind differ."""
    if first.words == second.words:
        return None
    if first.kind != second.kind and not _one_sure_word(first, second):
        return None
    if "".join(first.words) == "".join(second.words):
        return None
    a, b = first.words, second.words
    if first.kind == "person" and len(a) != len(b) and 1 in (len(a), len(b)):
        a, b = a[-1:], b[-1:]
    if len(a) != len(b):
        return None
    pairs = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return pairs[0] if len(pairs) == 1 else None


def _one_sure_word(first: _Name, second: _Name) -> bool:
    """Whether two names of different kinds are long single words, or share most of their words."""
    if len(first.words) != len(second.words):
        return False
    if len(first.words) > _ALIKE:
        return True
    (a, *rest), (b, *other) = first.words, second.words
    return not rest and not other and min(len(a), len(b)) >= _SURE_LETTERS and _near(a, b)


def _near(a: str, b: str) -> bool:
    return OSA.distance(a, b) == 1


def _misspelled(syntax: Syntax, a: str, b: str, *, least: int = _MIN_LETTERS) -> bool:
    """Whether two words look like spellings of one name, and no word or derived form."""
    short, long = sorted((a, b), key=len)
    if len(short) < least or short[0] != long[0]:
        return False
    if not (a.isalpha() and b.isalpha()):
        return False
    distance = OSA.distance(a, b)
    if distance > (2 if len(short) >= _LONG_LETTERS else 1):
        return False
    common = len(short) - next((n for n in range(3) if long.startswith(short[: len(short) - n])), 3)
    if common >= len(short) - 2 and {short[common:], long[common:]} <= _DERIVED | {""}:
        return False
    if least == _PART_LETTERS:
        return True  # "Jing-guang" is no "-ing"
    return not any(_is_word(syntax, w) for w in (a, b))


def _is_word(syntax: Syntax, word: str) -> bool:
    """Whether a name's word is a common word of English too."""
    table = syntax.lexicon.classes
    if word in table or word.removesuffix("s") in table or _WORDLIKE.search(word):
        return True
    return word in syntax.parsed.words  # written small somewhere in the text


def _surnames(names: Sequence[_Name]) -> dict[str, set[str]]:
    """Surname -> the given names that stand before it."""
    found: dict[str, set[str]] = {}
    for name in names:
        if name.kind == "person" and len(name.words) > 1:
            found.setdefault(name.words[-1], set()).add(name.words[0])
    return found


def _two_people(first: _Name, second: _Name, surnames: dict[str, set[str]]) -> bool:
    """Two surnames, each with a given name of its own, are two people."""
    if first.kind != "person":
        return False
    given = [surnames.get(n.words[-1], set()) for n in (first, second)]
    if first.words[-1] == second.words[-1] or not (given[0] and given[1]):
        return (
            first.words[-1] == second.words[-1]
            and first.words[0] != second.words[0]
            and (len(first.words[0]) < _MIN_LETTERS)
        )
    return not given[0] & given[1]


def _both_known(gazetteer: PlaceNames, a: str, b: str) -> bool:
    """Whether the gazetteer has both names: two places, or two accepted names of one."""
    countries = gazetteer.country(a), gazetteer.country(b)
    if countries[0] and countries[1]:
        return True
    return bool(gazetteer.lookup(a)) and bool(gazetteer.lookup(b))
