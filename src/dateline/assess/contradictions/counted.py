"""Numbers of people to whom one thing is done, as the words of the text put them.

Read from the words and not from the parse: headlines have no report often enough, and hardly ever
a good parse.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ...lang.en.syntax import Syntax
from ...records.text import Quote
from .words import any_of, words

KINDS = ("killed", "injured", "arrested", "abducted", "freed", "participants")
_BOUNDS = {
    "at least": "low", "no fewer than": "low", "more than": "above", "over": "above",
    "some": "rough", "about": "rough", "around": "rough", "nearly": "rough", "almost": "rough",
    "roughly": "rough", "up to": "high", "as many as": "high", "exactly": "", "all": "",
    "fewer than": "high", "less than": "high",
}  # fmt: skip
_ROUGH_SHARE = 5
"""A rough figure may be off by a fifth."""
_MANY = 10**9
_NO_FIGURES = frozenset({"a", "an", "one", "both", "couple", "pair"})


@dataclass(frozen=True, slots=True)
class Counted:
    """``low`` to ``high`` of ``whom`` ("" for people at large) were killed, arrested ..."""

    kind: str
    low: int
    high: int
    exact: int
    whom: str
    sentence: int
    quote: Quote
    done: int
    """Where the word for what is done to them begins."""
    definite: bool
    """ "the nine victims": said of people told of before."""
    part: bool
    """One of several numbers in a row ("five soldiers and two guards")."""
    certain: bool
    """Said to be all of them ("exactly 30", "all six")."""

    def meets(self, other: Counted) -> bool:
        """Whether both figures can hold of the same people."""
        return self.low <= other.high and other.low <= self.high


@cache
def _numbers() -> dict[str, int]:
    text = resources.files("dateline.lang.en").joinpath("numbers.txt").read_text(encoding="utf-8")
    table: dict[str, int] = {}
    for raw in text.splitlines():
        name, _, value = raw.partition("#")[0].partition("=")
        low, _, high = value.strip().partition("-")
        if name.strip() and low == high and name.strip() not in _NO_FIGURES:
            table[name.strip()] = int(low)
    return table


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    word = rf"(?:{any_of(n for n in _numbers() if ' ' not in n)})"
    joint = r"(?:[ -]|(?<=hundred) and |(?<=thousand) and )"
    number = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|(?:a |{word}{joint}){{0,5}}{word})"
    bound = rf"(?:(?P<bound>{any_of(_BOUNDS)}) )?"
    refers = r"(?<![\w.,$€£-])(?P<the>the |these |those |all |in which )?"
    figure = rf"{refers}{bound}(?P<n>{number})(?!\w|[.,]\d|%|-\w)"
    stop = any_of(words("tolls")["no_noun"])
    noun = rf"(?P<noun>(?: (?!(?:{stop})\b)[\w’'-]+){{0,3}})"
    where = r"(?: (?:in|on|at|from) (?:the )?[\w’'-]+)?"
    aux = (
        r"(?: (?:who |that )?(?:were|was|are|have been|had been|has been|be)(?: (?:shot|found))?)?"
    )
    dead = r"(?:dead|(?:number|toll) (?:of dead|killed))"
    table = words("tolls")
    found: dict[str, tuple[re.Pattern[str], ...]] = {}
    for kind in KINDS:
        after, before = any_of(table[f"{kind}_after"]), any_of(table[f"{kind}_before"])
        found[kind] = tuple(
            re.compile(one, re.IGNORECASE)
            for one in (
                rf"{figure}{noun.replace('0,3}', '0,3}?')}{where}{aux} (?P<done>{after})\b",
                rf"\b(?P<done>{before}) {figure}{noun}(?=[\s.,;:)]|$)",
            )
        )
    found["killed"] += (
        re.compile(rf"\b(?P<done>counted) {figure}(?P<noun> bodies)\b", re.IGNORECASE),
        re.compile(rf"{figure}(?P<noun> (?P<done>victims))\b", re.IGNORECASE),
        re.compile(
            rf"\b(?P<done>put the {dead}(?: [^.;,]{{1,30}})?) at "
            rf"{figure}(?P<noun>)",
            re.IGNORECASE,
        ),
    )  # fmt: skip
    return found


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    """For each kind the words one of which every figure of it stands by."""
    table = words("tolls")
    found = {}
    for kind in KINDS:
        named = [*table[f"{kind}_after"], *table[f"{kind}_before"]]
        more = r"counted|victims|put the" if kind == "killed" else r"(?!)"
        found[kind] = re.compile(rf"\b(?:{any_of(named)}|{more})\b", re.IGNORECASE)
    return found


def find_counted(syntax: Syntax) -> tuple[Counted, ...]:
    """All figures of the headline and the body, in text order; one a kind and number."""
    found: dict[tuple[str, int], Counted] = {}
    text = syntax.parsed.article.text
    sentences = syntax.parsed.sentences
    for kind, patterns in _patterns().items():
        # Looking for what was done first is a tenth of the work of looking for any figure.
        if not _cues()[kind].search(text):
            continue
        for pattern in patterns:
            for match in pattern.finditer(text):
                at = bisect_right(sentences, match.start("n"), key=lambda s: s.span.start) - 1
                if at < 0 or match.end() > sentences[at].span.end:
                    continue
                one = _counted(kind, match, at, text)
                if one is not None:
                    found.setdefault((kind, match.start("n")), one)
    return tuple(sorted(found.values(), key=lambda c: c.quote.start))


def _counted(kind: str, match: re.Match[str], sentence: int, text: str) -> Counted | None:
    value = _value(match["n"])
    whom = _whom(match["noun"].split())
    if value is None or (kind == "participants" and not _is_crowd(match, whom)):
        return None
    low, high = _range(value, (match["bound"] or "").lower())
    anybody = whom in words("tolls")["anybody"] or kind == "participants"
    opening = "n" if match["bound"] is None else "bound"
    if match["the"] and not match["the"].lower().startswith("in"):
        opening = "the"
    quote = Quote.of(text, match.start(opening), match.end("noun"))
    return Counted(
        kind, low, high, value, "" if anybody else whom, sentence, quote, match.start("done"),
        definite=bool(match["the"]), part=_in_a_row(text, match),
        certain=(match["bound"] or match["the"] or "").strip().lower() in ("exactly", "all"),
    )  # fmt: skip


def _is_crowd(match: re.Match[str], whom: str) -> bool:
    return whom in words("tolls")["crowd"] or (
        whom == "people" and match["done"].lower() != "counted"
    )


def _in_a_row(text: str, match: re.Match[str]) -> bool:
    """Whether the number is one of several: "and two guards", "a cook and two guards"."""
    before, after = text[max(0, match.start("n") - 6) : match.start("n")], text[match.end() :]
    return bool(
        re.search(r"(?:\band|\bplus) $", before)
        or re.match(r",? (?:and|plus|as well as|along with)\b (?:a\b|an\b|the\b|\w+ \w+)", after)
        and not re.match(r",? and (?:\w+ed|injur|wound|hurt|was|were|left|more than|over)", after)
    )


def _value(figure: str) -> int | None:
    """The number that digits or words say."""
    plain = figure.lower().replace(",", "")
    if plain.isdigit():
        return int(plain) if len(plain) < 8 else None
    table, total, current = _numbers(), 0, 0
    for word in re.split(r"[ -]+(?:and )?", plain):
        number = 1 if word == "a" else table.get(word, 0)
        if number >= 100:
            current = max(current, 1) * number
            if number >= 1000:
                total, current = total + current, 0
        else:
            current += number
    return total + current or None


def _range(value: int, bound: str) -> tuple[int, int]:
    match _BOUNDS.get(bound):
        case "low":
            return value, _MANY
        case "above":
            return value + 1, _MANY
        case "high":
            return 0, value
        case "rough":
            return value - value // _ROUGH_SHARE, value + value // _ROUGH_SHARE
    return value, value


def _whom(noun: list[str]) -> str:
    """The noun that a number counts: the first plural behind it, else the last word."""
    lemmas = [(word.lower(), _lemma(word.lower())) for word in noun]
    plural = (lemma for word, lemma in lemmas if word != lemma or word == "people")
    return next(plural, lemmas[-1][1] if lemmas else "")


def _lemma(noun: str) -> str:
    plain = noun.removesuffix("’s").removesuffix("'s")
    if plain == "bodies":
        return "body"
    if plain.endswith("men"):
        return plain[:-3] + "man"
    return plain.removesuffix("s") if len(plain) > 3 and not plain.endswith("ss") else plain


def figures(text: str) -> Iterator[int]:
    """All numbers of a text, whatever they count."""
    word = rf"(?:{any_of(n for n in _numbers() if ' ' not in n)})"
    for match in re.finditer(
        rf"\b(?:\d{{1,3}}(?:,\d{{3}})+|\d+|(?:{word}[ -]){{0,5}}{word})\b", text, re.IGNORECASE
    ):
        value = _value(match[0])
        if value is not None:
            yield value
