"""What one article says that cannot both hold: places, dates, tolls, spellings of a name.

A false alarm costs more trust than a missed contradiction, so each check asks for more
than the difference alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Protocol, TypeVar

from rapidfuzz.distance import OSA

from ..lang.en.syntax import Syntax
from ..records.claim import Contradiction
from ..records.coded import Coded
from ..records.entity import Place
from ..records.event import CountPhrase, Report
from ..records.text import Quote

# -- what is asked of the resolvers ------------------------------------------------------------


class PlaceWords(Protocol):
    """A place name in the text and the words that say where it lies."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def container_start(self) -> int | None: ...
    @property
    def container_end(self) -> int | None: ...


class Conflict(Protocol):
    """A name put in a country where there is no such place."""

    @property
    def mention(self) -> PlaceWords: ...
    @property
    def stated(self) -> str: ...
    @property
    def known(self) -> tuple[str, ...]: ...
    @property
    def explanation(self) -> str: ...
    @property
    def other(self) -> PlaceWords | None: ...


class KnownPlace(Protocol):
    """A place of the gazetteer."""

    @property
    def name(self) -> str: ...
    @property
    def country(self) -> str | None: ...
    @property
    def population(self) -> int: ...


class PlaceNames(Protocol):
    """The gazetteer."""

    def lookup(self, name: str) -> Sequence[KnownPlace]: ...
    def country(self, name: str, /) -> str | None: ...


M_contra = TypeVar("M_contra", bound=PlaceWords, contravariant=True)
M_co = TypeVar("M_co", bound=PlaceWords, covariant=True)


class Places(Protocol[M_co]):
    """An article's place mentions and what each resolves to, in the same order."""

    @property
    def mentions(self) -> tuple[M_co, ...]: ...
    @property
    def coded(self) -> tuple[Coded[Place], ...]: ...


class Resolver(Protocol[M_contra]):
    """The place resolver, with its gazetteer."""

    @property
    def gazetteer(self) -> PlaceNames: ...
    def conflicts(
        self, mentions: Sequence[M_contra], coded: Sequence[Coded[Place]]
    ) -> Sequence[Conflict]: ...


class DateWords(Protocol):
    """A date expression of the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


M = TypeVar("M", bound=PlaceWords)
D = TypeVar("D", bound=DateWords)


class WeekdayCheck(Protocol[D]):
    """Finds dates whose weekday does not fit, each with a sentence that says so."""

    def __call__(
        self, phrases: Sequence[D], /, *, published: date | None
    ) -> Sequence[tuple[D, str]]: ...


def find_contradictions(
    syntax: Syntax,
    places: Places[M],
    reports: Sequence[Report],
    dates: Sequence[D],
    place_resolver: Resolver[M],
    *,
    weekday_conflicts: WeekdayCheck[D] | None = None,
) -> tuple[Contradiction, ...]:
    """What the article says that cannot both hold, in text order of the first quote.

    ``weekday_conflicts`` is `resolve.dates.weekday_conflicts`; without it no dates are checked.
    """
    found = [
        *_places(syntax, places, place_resolver),
        *_dates(syntax, dates, weekday_conflicts),
        *_counts(syntax, reports),
        *_names(syntax, places, place_resolver.gazetteer),
    ]
    return tuple(sorted(found, key=lambda c: (c.evidence[0].start, c.kind)))


_METROPOLIS = 1_000_000
_TOWN = 50_000

# -- places ------------------------------------------------------------------------------------


def _places(syntax: Syntax, places: Places[M], resolver: Resolver[M]) -> Iterator[Contradiction]:
    text = syntax.parsed.article.text
    said: set[tuple[str, str]] = set()
    for conflict in resolver.conflicts(places.mentions, places.coded):
        mention = conflict.mention
        key = (_fold(mention.text), conflict.stated)
        if key in said:
            continue
        said.add(key)
        evidence = _where(text, mention)
        sentence = conflict.explanation
        if conflict.other is not None:
            evidence += _where(text, conflict.other)
        else:
            elsewhere = _elsewhere(places, conflict)
            if elsewhere is None and not _surely_elsewhere(
                text, places, conflict, resolver.gazetteer
            ):
                continue
            if elsewhere is not None:
                evidence += _where(text, elsewhere)
                if _fold(elsewhere.text) != _fold(mention.text):
                    sentence = f"{sentence.rstrip('.')}; elsewhere it writes {elsewhere.text}."
        yield Contradiction("place", sentence, tuple(dict.fromkeys(evidence)))


def _where(text: str, mention: PlaceWords) -> list[Quote]:
    """The name, and the words that say where it lies with their direction: "southern Iran"."""
    quotes = [Quote.of(text, mention.start, mention.end)]
    start, end = mention.container_start, mention.container_end
    if start is not None and end is not None:
        if mention.end <= start:
            between = text[mention.end : start]
            if len(between) <= 30 and not re.search(r"[.;\n]", between):
                skipped = re.match(r"(?:[\s,(]|\b(?:in|of|the)\b)*", between)
                start = mention.end + (skipped.end() if skipped else 0)
        quotes.append(Quote.of(text, start, end))
    return quotes


def _elsewhere(places: Places[M], conflict: Conflict) -> PlaceWords | None:
    """Where the text has nearly the same name, or says where it lies, in the right country."""
    name = _fold(conflict.mention.text)
    best: PlaceWords | None = None
    for mention, coded in zip(places.mentions, places.coded, strict=True):
        if mention.start == conflict.mention.start or coded.value is None:
            continue
        if coded.value.country not in conflict.known or coded.value.country == conflict.stated:
            continue
        other = _fold(mention.text)
        if other == name and mention.container_start is None:
            continue
        if other != name and (min(len(other), len(name)) < 5 or OSA.distance(other, name) > 1):
            continue
        if best is None or (best.container_start is None and mention.container_start is not None):
            best = mention
    return best


def _surely_elsewhere(
    text: str, places: Places[M], conflict: Conflict, gazetteer: PlaceNames
) -> bool:
    """Whether the name can hardly be one that the gazetteer lacks: a county, a hamlet.

    It is a metropolis, or a town of a country that the text speaks of by another name.
    """
    name = _fold(conflict.mention.text)
    size = max(
        (
            e.population
            for e in gazetteer.lookup(conflict.mention.text)
            if e.country in conflict.known
        ),
        default=0,
    )
    spoken_of = any(
        coded.value is not None
        and coded.value.country in conflict.known
        and _fold(mention.text) != name
        for mention, coded in zip(places.mentions, places.coded, strict=True)
    )
    start = conflict.mention.container_start
    between = text[conflict.mention.end : start] if start is not None else ""
    if any(c.isupper() for c in between):
        return False  # "Halden, Manitoba, Canada": who is so exact knows of another place
    return size >= _METROPOLIS or (spoken_of and size >= _TOWN)


# -- dates -------------------------------------------------------------------------------------


def _dates(
    syntax: Syntax, dates: Sequence[D], check: WeekdayCheck[D] | None
) -> Iterator[Contradiction]:
    if check is None:
        return
    parsed = syntax.parsed
    day = parsed.dateline.day if parsed.dateline else None
    for phrase, sentence in check(dates, published=parsed.article.published or day):
        quote = Quote.of(parsed.article.text, phrase.start, phrase.end)
        yield Contradiction("date", sentence, (quote,))


# -- tolls -------------------------------------------------------------------------------------

_OTHER_ACT = re.compile(
    r"\b(?:another|others?|more|further|additional(?:ly)?|separate(?:ly)?|second|third|earlier|"
    r"previous(?:ly)?|last|also|since|so far|total|overall|altogether|combined|elsewhere|in all|"
    r"including|among|initial(?:ly)?|later|rose|risen|climbed|revised|then|followed|"
    r"bringing|brings|brought|each|record|annual|average|worst|deadliest|similar)\b",
    re.IGNORECASE,
)
_ROUGH = re.compile(
    r"\b(?:about|around|nearly|almost|some|roughly|approximately|close to|estimated)\b"
)
_BOUND = re.compile(
    r"(?:\b(?:at least|more than|over|upwards of|no fewer than|up to|as many as|less than|"
    r"fewer than|under|at most|between|or more|plus)\b|\d\+)",
    re.IGNORECASE,
)
_ANYBODY = frozenset({"people", "person", "dead", "one", "soul", "individual"})
_TOLD = frozenset({"asserted", "alleged"})
_KIND_WORDS = {
    "killed": "killed",
    "injured": "injured",
    "arrested": "arrested",
    "abducted": "abducted",
    "participants": "taking part",
}


@dataclass(frozen=True, slots=True)
class _Toll:
    """A count of a report with where it stands and whom it counts."""

    report: Report
    count: CountPhrase
    sentence: int
    top: bool
    whom: str


def _counts(syntax: Syntax, reports: Sequence[Report]) -> Iterator[Contradiction]:
    tolls = [t for r in reports for t in _tolls(syntax, r)]
    said: set[tuple[str, str]] = set()
    for first, second in combinations(tolls, 2):
        if not _one_act(first, second, tolls) or _both_hold(syntax, first, second):
            continue
        key = (first.count.kind, first.report.event_type.value or "")
        if key in said:
            continue
        said.add(key)
        a, b = first.count.quote, second.count.quote
        sentence = (
            f"The text gives the number {_KIND_WORDS[first.count.kind]} as “{a.text}” at the top "
            f"and as “{b.text}” further down."
        )
        yield Contradiction("count", sentence, (a, b))


def _tolls(syntax: Syntax, report: Report) -> Iterator[_Toll]:
    p = syntax.parsed
    if report.factuality.value not in _TOLD or "historical" in report.factuality.auxiliary:
        return
    body = [s for s in p.sentences if s.kind == "body"]
    for count in report.counts:
        if count.quote.field != "text":
            continue
        index = next(
            (s.index for s in p.sentences if s.span.start <= count.quote.start < s.span.end), None
        )
        if index is None or p.sentences[index].kind not in ("headline", "deck", "body"):
            continue
        sentence = p.sentences[index]
        top = sentence.kind != "body" or (bool(body) and sentence.index == body[0].index)
        yield _Toll(report, count, index, top, _whom(syntax, count.quote))


def _whom(syntax: Syntax, quote: Quote) -> str:
    """The noun counted, "" for people at large or a bare number."""
    p = syntax.parsed
    inside = [i for i in range(len(p.words)) if quote.start <= p.starts[i] < quote.end]
    nouns = [i for i in inside if syntax.is_noun(i) and p.lemmas[i] not in syntax.cue("quantity")]
    if not nouns:
        return ""
    lemma = p.lemmas[nouns[-1]]
    return "" if lemma in _ANYBODY else lemma


def _one_act(first: _Toll, second: _Toll, tolls: Sequence[_Toll]) -> bool:
    """Whether two tolls are surely of one act: top of the text and below, nothing set apart."""
    a, b = first.report, second.report
    if not first.top or first.sentence == second.sentence:
        return False
    if a.event_type.value != b.event_type.value or first.count.kind != second.count.kind:
        return False
    if first.whom != second.whom or _differ(a, b):
        return False
    if _tellers(a) and _tellers(b) and _tellers(a) != _tellers(b):
        return False
    for toll in (first, second):
        if _OTHER_ACT.search(toll.report.sentence.text):
            return False
    same_place = a.place.value is not None and b.place.value is not None
    if not second.top and not same_place:
        return False
    mine = [
        t
        for t in tolls
        if t.count.kind == first.count.kind and t.report.event_type.value == a.event_type.value
    ]
    acts = {t.report.trigger.start for t in mine if t.sentence == second.sentence}
    return len(acts) == 1 and sum(t.sentence == first.sentence for t in mine) == 1


def _tellers(report: Report) -> tuple[str, ...]:
    return tuple(a.speaker.name for a in report.attribution if a.speaker is not None)


def _differ(a: Report, b: Report) -> bool:
    """Whether place, day, weapon or parties tell two reports apart."""
    if a.place.value is not None and b.place.value is not None:
        one, other = a.place.value, b.place.value
        if (one.name, one.country) != (other.name, other.country):
            return True
    if a.date.value is not None and b.date.value is not None:
        if a.date.value.end < b.date.value.start or b.date.value.end < a.date.value.start:
            return True
    elif b.date.value is not None and b.date.value.precision not in ("day", "range"):
        return True
    if (
        a.weapon is not None
        and b.weapon is not None
        and a.weapon.text.lower() != b.weapon.text.lower()
    ):
        return True
    ids = [
        {p.actor.value.id for p in r.actors if p.actor.value is not None and p.actor.value.id}
        for r in (a, b)
    ]
    return bool(ids[0] and ids[1] and not ids[0] & ids[1])


def _both_hold(syntax: Syntax, first: _Toll, second: _Toll) -> bool:
    a, b = first.count.value, second.count.value
    top = [a.high if a.high is not None else 10**9, b.high if b.high is not None else 10**9]
    if a.low <= top[1] and b.low <= top[0]:
        return True
    below, above = (a, b) if a.low < b.low else (b, a)
    text = syntax.parsed.article.text
    quotes = (first.count.quote, second.count.quote)
    if any(_ROUGH.search(text[max(0, q.start - 15) : q.end].lower()) for q in quotes):
        return (below.high or below.low) * 5 >= above.low * 4
    lower = first if below is a else second
    if lower is second and not second.top:
        return True  # fewer further down may be a part of those at the top
    return any(_BOUND.search(text[max(0, q.start - 15) : q.start]) for q in quotes)


# -- names -------------------------------------------------------------------------------------

_KINDS = {"GPE": "place", "LOC": "place", "FAC": "place", "PERSON": "person", "ORG": "organisation"}
_MIN_LETTERS = 6
_DERIVED = frozenset(
    [
        "s",
        "es",
        "i",
        "is",
        "n",
        "ns",
        "an",
        "ans",
        "ian",
        "ians",
        "ean",
        "ese",
        "ish",
        "ic",
        "er",
        "ers",
        "k",
        "ks",
        "te",
        "tes",
        "ite",
        "ites",
        "ist",
        "ists",
        "ism",
        "y",
        "e",
        "a",
    ]
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


def _names(syntax: Syntax, places: Places[M], gazetteer: PlaceNames) -> Iterator[Contradiction]:
    names = list(_proper_names(syntax, places))
    surnames = _surnames(names)
    said: set[frozenset[str]] = set()
    for first, second in combinations(names, 2):
        pair = _differing(first, second)
        if pair is None or frozenset(pair) in said:
            continue
        if not _misspelled(syntax, *pair) or _two_people(first, second, surnames):
            continue
        if _both_known(gazetteer, *pair) or _both_known(
            gazetteer, first.quote.text, second.quote.text
        ):
            continue
        said.add(frozenset(pair))
        sentence = (
            f"What looks like one {first.kind}'s name is spelled two ways: "
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
    taken = [(q.start, q.end) for _, q in found]
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
        if any(start < quote.end and quote.start < end for start, end in taken):
            continue
        found.append((_KINDS[label], quote))
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for kind, quote in sorted(found, key=lambda f: f[1].start):
        words = tuple(w for w in (_fold(w) for w in re.split(r"[\s\-‐‑–]+", quote.text)) if w)
        if words and (kind, words) not in seen and quote.text[:1].isupper():
            seen.add((kind, words))
            yield _Name(kind, words, quote)


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
    if first.kind != second.kind or first.words == second.words:
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


def _misspelled(syntax: Syntax, a: str, b: str) -> bool:
    """Whether two words look like spellings of one name, and no word or derived form."""
    short, long = sorted((a, b), key=len)
    if len(short) < _MIN_LETTERS or short[0] != long[0]:
        return False
    if not (a.isalpha() and b.isalpha()):
        return False
    distance = OSA.distance(a, b)
    if distance > (2 if len(short) >= 8 else 1):
        return False
    common = len(short) - next((n for n in range(3) if long.startswith(short[: len(short) - n])), 3)
    if common >= len(short) - 2 and {short[common:], long[common:]} <= _DERIVED | {""}:
        return False
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


def _fold(text: str) -> str:
    """Small letters without accents, apostrophes and full stops."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in plain if c.isalnum() or c in " -").strip()
