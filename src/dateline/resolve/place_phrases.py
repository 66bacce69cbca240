"""The words around a place name: what it is called, what it lies in, whether only near it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..records.article import ParsedArticle
from .gazetteer import Gazetteer, GazetteerEntry
from .place_features import lies_inside

Modifier = Literal["near", "outskirts", "part", "between", ""]
Kind = Literal["town", "division", ""]
Spans = dict[int, int]
"""First token of a name -> the token after its last."""

_BEARINGS = {
    ("north",): 0.0, ("north", "east"): 45.0, ("east",): 90.0, ("south", "east"): 135.0,
    ("south",): 180.0, ("south", "west"): 225.0, ("west",): 270.0, ("north", "west"): 315.0,
}  # fmt: skip
_WORD = re.compile(r"[\w'’-]+")
_NUMBER = re.compile(r"\d{1,3}(\.\d)?")
_FARTHEST_KM = 500.0
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
HYPHENS = frozenset({"-", "‐", "‑", "–"})


@dataclass(frozen=True, slots=True)
class Offset:
    """ "20 km north-east of X": ``km`` from the place, at ``bearing`` degrees from north."""

    km: float
    bearing: float


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A name of a place in the text and what the text says beside it.

    ``phrase_start`` to ``phrase_end`` is the wider phrase ("the city of Nasiriyah, southern
    Iraq near Kuwait"); ``container`` the words that say in what it lies ("Iraq", "Iraqi",
    "Tex."), which stand at ``container_start`` to ``container_end``. ``kind`` says what the
    text calls it ("the town of X", "X province"); ``offset`` how far from it the words point.
    """

    start: int
    end: int
    text: str
    phrase_start: int
    phrase_end: int
    container: str | None = None
    container_start: int | None = None
    container_end: int | None = None
    modifier: Modifier = ""
    kind: Kind = ""
    offset: Offset | None = None


def with_stated(
    mentions: Sequence[PlaceMention],
    spans: list[tuple[int, int]],
    text: str,
    gazetteer: Gazetteer,
) -> list[PlaceMention]:
    """The mentions and, in text order, one for each stated span that overlaps none of them.

    Of "the bazaar of Musa Qala" the name that the gazetteer knows is the place.
    """
    found = list(mentions)
    for start, end in spans:
        if not any(m.start < end and start < m.end for m in found):
            first, last = _named_in(text, start, end, gazetteer)
            found.append(PlaceMention(first, last, text[first:last], start, end))
    return sorted(found, key=lambda m: m.start)


def _named_in(text: str, start: int, end: int, gazetteer: Gazetteer) -> tuple[int, int]:
    """The longest run of words in a span that is a known place, the last of equals.

    Where none is known, the last run of capitals after a small word ("the airstrip at Dolow").
    """
    words = [(start + w.start(), start + w.end()) for w in _WORD.finditer(text[start:end])]
    runs = [
        (a[0], b[1])
        for i, a in enumerate(words)
        for b in words[i:]
        if text[a[0]].isupper() and gazetteer.knows(text[a[0] : b[1]])
    ]
    if runs:
        return max(runs, key=lambda run: (run[1] - run[0], run[0]))
    first = len(words)
    while first and text[words[first - 1][0]].isupper():
        first -= 1
    named = 0 < first < len(words)
    return (words[first][0], words[-1][1]) if named else (start, end)


class Names:
    """One article's text and the words its place names are read by; shared by the two readers."""

    def __init__(self, parsed: ParsedArticle, gazetteer: Gazetteer) -> None:
        self.parsed = parsed
        self.gazetteer = gazetteer
        words = gazetteer.names.words
        self.admin = words["admin"]
        self.district = words["district"]
        self.town = words["town"]
        self.near = words["near"]
        self.between = words["between"]
        self.outskirts = words["outskirts"]
        self.direction = words["direction"]

    def text(self, first: int, last: int) -> str:
        """The words of tokens ``first`` (included) to ``last`` (excluded)."""
        p = self.parsed
        return p.article.text[p.starts[first] : p.ends[last - 1]]

    def known(self, first: int, last: int) -> tuple[GazetteerEntry, ...]:
        """What the gazetteer knows under these words."""
        return self.gazetteer.lookup(self.text(first, last))


class PhraseReader:
    """The words around one name: what they add is kept in the fields of the mention."""

    def __init__(self, names: Names, first: int, last: int, spans: Spans) -> None:
        self.names = names
        self.parsed = names.parsed
        self.lower = names.parsed.lower
        self.first, self.last = first, last
        self.spans = spans
        self.begin, self.end = first, last
        self.container: tuple[int, int] | None = None
        self.modifier: Modifier = ""
        self.kind: Kind = ""
        self.offset: Offset | None = None

    def mention(self) -> PlaceMention:
        p = self.parsed
        self._right()
        self._left()
        where = self.container
        return PlaceMention(
            start=p.starts[self.first],
            end=p.ends[self.last - 1],
            text=self.names.text(self.first, self.last),
            phrase_start=p.starts[self.begin],
            phrase_end=p.ends[self.end - 1],
            container=self.names.text(*where) if where else None,
            container_start=p.starts[where[0]] if where else None,
            container_end=p.ends[where[1] - 1] if where else None,
            modifier=self.modifier,
            kind=self.kind,
            offset=self.offset,
        )

    def _word(self, i: int) -> str:
        if not 0 <= i < len(self.lower):
            return ""
        same = self.parsed.sentence_of[i] == self.parsed.sentence_of[self.first]
        return self.lower[i] if same else ""

    # -- after the name --------------------------------------------------------------------

    def _right(self) -> None:
        names = self.names
        i = self.last
        if self._word(i) in names.admin or self._word(i) in names.district:
            self.kind = "division"
            i = self.end = i + 1
        elif self._word(i) in ("city", "town", "village"):
            self.kind = "town"
            i = self.end = i + 1
        elif self._word(i) in POSSESSIVE:
            self._possessed(i + 1)
        holder = self._holder(i)
        if holder is None and self._word(i) == "," and i + 1 in self.spans:
            holder = self._holder(self.spans[i + 1])
        if holder is not None:
            self.container = holder
            self.end = holder[1]
            self._extend()

    def _possessed(self, i: int) -> None:
        """ "Basra's south", "Baghdad's outskirts", "Karachi's Lyari district"."""
        names = self.names
        if self._word(i) in names.outskirts:
            self.modifier = "outskirts"
            self.end = i + 1
        elif self._word(i) in names.direction and self._word(i + 1) in names.outskirts:
            self.modifier = "outskirts"
            self.end = i + 2
        elif self._word(i) in names.direction and self._word(i + 1) not in names.town:
            self.modifier = "part"
            self.end = i + 1

    def _holder(self, i: int) -> tuple[int, int] | None:
        """The place that ``i`` says the name lies in: ", Iraq", "in southern Iraq", "(Iraq)"."""
        opener = self._word(i)
        if opener not in (",", "in", "("):
            return None
        i += 1
        sure = opener != ","
        while i not in self.spans and self._word(i) in self.names.direction | {"the", "-"}:
            sure = sure or self._word(i) in self.names.direction
            i += 1
        if self._word(i) in self.names.admin and self._word(i + 1) == "of":
            sure, i = True, i + 2
            while self._word(i) == "the":
                i += 1
        last = self.spans.get(i)
        if last is None:
            short = (
                i < len(self.lower) and self.parsed.words[i] in self.names.gazetteer.names.states
            )
            return (
                (i, i + 1) if short and opener != "in" and self._fits(i, i + 1, sure=True) else None
            )
        sure = sure or self._word(last) in self.names.admin
        return (i, last) if self._fits(i, last, sure=sure) else None

    def _fits(self, first: int, last: int, *, sure: bool) -> bool:
        """Whether the place at ``first`` can hold this name, and is not the next of a list."""
        names = self.names
        holders = names.gazetteer.holders(names.text(first, last))
        if not holders:
            return False
        own = names.known(self.first, self.last)
        if own and own[0].is_country:
            return False
        if sure or any(lies_in(entry, holder) for entry in own for holder in holders):
            return True
        listed = self._word(last) in ("and", "or") or (
            self._word(last) == "," and self._begins_list(last + 1)
        )
        best = names.known(first, last)
        return not listed and (not best or not best[0].is_town)

    def _begins_list(self, i: int) -> bool:
        return i in self.spans or self._word(i) in ("and", "or") and i + 1 in self.spans

    def _extend(self) -> None:
        """Take in "province", the next holder of a chain, and "near Kuwait"."""
        while True:
            i = self.end
            if self._word(i) in self.names.admin:
                self.end = i + 1
            elif i + 1 in self.spans and self._goes_on(i):
                self.end = self.spans[i + 1]
            else:
                return

    def _goes_on(self, i: int) -> bool:
        return self._word(i) == "near" or self._word(i) == "," and self._held(i + 1)

    def _held(self, i: int) -> bool:
        holders = self.names.gazetteer.holders(self.names.text(i, self.spans[i]))
        return bool(holders) and holders[0].is_country and not self._begins_list(self.spans[i] + 1)

    # -- before the name -------------------------------------------------------------------

    def _left(self) -> None:
        i = self.begin - 1
        if self._word(i) == "of":
            i = self._of(i - 1)
        i = self._adjectives(i)
        if self._word(i) in ("the", "a", "an"):
            if self.begin < self.first:
                self.begin = i
            i -= 1
        if not self.modifier and self._nearby(i):
            self.modifier = "near"
        elif self._word(i) in self.names.between and self._joined():
            self.modifier = "between"

    def _joined(self) -> bool:
        """Whether "and Y" follows."""
        return self._word(self.end) == "and" and (
            self.end + 1 in self.spans
            or self._word(self.end + 1) == "the"
            and self.end + 2 in self.spans
        )

    def _of(self, i: int) -> int:
        """ "the city of X", "the outskirts of X", "the south of X", "north of X"."""
        names = self.names
        word = self._word(i)
        if word in names.town or word in names.district or word in names.admin:
            if word in names.outskirts and self._word(i - 1) not in names.direction:
                self.modifier = "outskirts"
            else:
                self.kind = "town" if word in names.town else "division"
            self.begin = i
            if self._word(i - 1) == "of":
                return self._of(i - 2)
            return i - 1
        if word in names.outskirts:
            self.modifier = "outskirts"
            self.begin = i
            return i - 1
        if word in names.direction:
            first = i
            while self._word(first - 1) in HYPHENS and self._word(first - 2) in names.direction:
                first -= 2
            whole = self._word(first - 1) in ("the", "of")
            self.modifier = "part" if whole and self._word(first - 2) != "just" else "near"
            if whole:
                self.begin = first
                return first - 1
            self._set_off(first, i)
        elif word == "vicinity":
            self.modifier = "near"
        return self.begin - 1

    def _set_off(self, first: int, last: int) -> None:
        """ "some 20 km north of X": the point meant lies off the place."""
        p = self.parsed
        words = "".join(self.lower[first : last + 1])
        sides = tuple(side for side in ("north", "south", "east", "west") if side in words)
        bearing = _BEARINGS.get(sides)
        names = self.names.gazetteer.names
        unit = names.measures.get(self._word(first - 1))
        if unit is not None and self._word(first - 2) == "nautical":
            unit, first = names.measures["nautical"], first - 1
        if bearing is None or unit is None:
            return
        at = first - 2
        while self._word(at) in HYPHENS:
            at -= 1
        number = p.words[at].replace(",", "") if self._word(at) else ""
        value = float(number) if _NUMBER.fullmatch(number) else names.numbers.get(number.lower())
        if value is not None and value * unit <= _FARTHEST_KM:
            self.offset = Offset(value * unit, bearing)

    def _adjectives(self, i: int) -> int:
        """ "southern", "Iraqi", "Iraq's", "port" between the article and the name."""
        names = self.names
        while i >= 0:
            word = self._word(i)
            if word in names.direction:
                if not self.modifier and self.begin == i + 1 and not self.kind:
                    self.modifier = "part"
            elif word in names.town:
                self.kind = "town"
            elif word in HYPHENS and self._word(i - 1) in names.direction:
                pass
            elif word in POSSESSIVE or self._nationality(i):
                return self._owner(i)
            else:
                return i
            self.begin = i
            i -= 1
        return i

    def _nationality(self, i: int) -> bool:
        word = self.parsed.words[i] if self._word(i) else ""
        return bool(word) and word[0].isupper() and self.names.gazetteer.demonym(word) is not None

    def _owner(self, i: int) -> int:
        """The country that "Iraqi" or "Iraq's" names, where nothing nearer holds the name."""
        names = self.names
        if self._word(i) in POSSESSIVE:
            first = next((a for a, b in self.spans.items() if b == i), None)
            if first is None:
                return i
            holders = names.gazetteer.holders(names.text(first, i))
            if not holders or not self._can_hold(holders):
                return i
            owner = (first, i)
        else:
            if not self.kind and self.begin == i + 1:
                return i
            owner = (i, i + 1)
        if self.container is None:
            self.container = owner
        self.begin = owner[0]
        i = owner[0] - 1
        while self._word(i) in names.direction or self._word(i) in HYPHENS:
            self.begin = i
            i -= 1
        return i

    def _can_hold(self, holders: tuple[GazetteerEntry, ...]) -> bool:
        own = self.names.known(self.first, self.last)
        return any(h.is_country for h in holders[:1]) or any(
            lies_in(entry, holder) for entry in own for holder in holders
        )

    def _nearby(self, i: int) -> bool:
        names = self.names
        word, two = self._word(i), f"{self._word(i - 1)} {self._word(i)}"
        return word in names.near or two in names.near


def lies_in(entry: GazetteerEntry, holder: GazetteerEntry) -> bool:
    """Whether the gazetteer has the place in the country, unit or region."""
    return entry is not holder and lies_inside(entry, holder)
