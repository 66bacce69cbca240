"""Where a text says that a town lies: "X, northern Y", "X, in Y's north", "X, Y province"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import get_args

from ..errors import DataError
from .place_phrases import PlaceMention
from .place_sides import Side

SIDES: tuple[Side, ...] = get_args(Side)
_WINDOW = 120
_POSSESSIVE = r"['’]s"


@dataclass(frozen=True, slots=True)
class Stated:
    """The text puts ``town`` in ``holder``, or in a side of it, by the words at ``start``.

    ``holder`` is a name or nationality word; "" stands for the land of the town itself.
    ``loose`` marks "northern X": the side may be where X lies and not a part of X. ``divided``
    says that the text calls the holder a province or the like.
    """

    town: PlaceMention
    holder: str
    compass: str
    start: int
    end: int
    loose: bool = False
    divided: bool = False


@cache
def load_compass(language: str = "en") -> Mapping[str, frozenset[str]]:
    """The words of ``compass.txt``. Raises `DataError` naming the line."""
    path = resources.files("dateline.lang").joinpath(language, "compass.txt")
    words: dict[str, frozenset[str]] = {}
    for number, raw in enumerate(path.read_text("utf-8").splitlines(), start=1):
        line = raw.partition("#")[0].strip()
        kind, colon, members = line.partition(":")
        if line and not colon:
            raise DataError(f"compass.txt:{number}: no colon: {line!r}")
        if line:
            words[kind] = frozenset(word.replace("_", " ") for word in members.split())
    return words


def sides_of(compass: str, words: Mapping[str, frozenset[str]]) -> tuple[Side, ...]:
    """The sides that a word names: one, or two for "south-western"."""
    return tuple(side for side in SIDES if compass.lower() in words[side])


class StatedReader:
    """Reads one text; ``admin`` are the words for a province."""

    def __init__(
        self,
        text: str,
        mentions: Sequence[PlaceMention],
        admin: frozenset[str],
        words: Mapping[str, frozenset[str]],
    ) -> None:
        self.text = text
        self.words = words
        self._by_start = {m.start: m for m in mentions}
        self._by_end = {m.end: m for m in mentions}
        self._patterns = _patterns(admin, words)

    def read(self, town: PlaceMention) -> Iterator[Stated]:
        """All that the words right beside ``town`` say of where it lies."""
        yield from self._after(town)
        yield from self._before(town)

    # -- after the name ----------------------------------------------------------------------

    def _after(self, town: PlaceMention) -> Iterator[Stated]:
        p = self._patterns
        lead = p["lead"].match(self.text, town.end)
        if lead is None or self._set_apart(town, lead.group()):
            return
        comma = not re.search(r"\w|\(", lead.group()) or lead.group().strip(" ,") == "in"
        at = lead.end()
        compass = p["compass"].match(self.text, at)
        if compass is not None and compass["of"] and not (compass["the"] or compass["region"]):
            return  # "X, north of Y"
        inside = at if compass is None else compass.end()
        holder = self._by_start.get(inside)
        land = p["land"].match(self.text, inside) if compass is not None else None
        if compass is not None and compass["of"] and land is not None:
            if self._closed(town, land.end(), comma=comma):
                yield Stated(town, "", compass["side"], compass.start(), land.end())
        elif compass is not None and holder is not None:
            named = p["admin"].match(self.text, holder.end)
            end = named.end() if named else holder.end
            if self._closed(town, end, comma=comma):
                loose = not compass["of"]
                yield Stated(
                    town, holder.text, compass["side"], compass.start(), end, loose, bool(named)
                )
        elif compass is None:
            yield from self._owned(town, lead.group(), at, comma=comma)

    def _owned(self, town: PlaceMention, lead: str, at: int, *, comma: bool) -> Iterator[Stated]:
        """ "X, in Y's north", "X, in the country's far north", "X, Y province"."""
        p = self._patterns
        plain = p["of"].match(self.text, at)
        first = plain.end() if plain else at
        holder = self._by_start.get(first)
        land = p["land"].match(self.text, first)
        end = holder.end if holder else land.end() if land else None
        if end is None:
            return
        part = p["part"].match(self.text, end)
        if part is not None and self._closed(town, part.end(), comma=comma):
            name = holder.text if holder else ""
            yield Stated(town, name, part["side"], first if holder else at, part.end())
        elif part is None and holder is not None:
            named = p["admin"].match(self.text, end)
            end = named.end() if named else end
            if lead.strip() == "in" and not self._is_within(town):
                return  # "they beat X in Y"
            if self._closed(town, end, comma=comma):
                divided = bool(named or (plain and plain["admin"]))
                yield Stated(town, holder.text, "", at, end, divided=divided)

    def _set_apart(self, town: PlaceMention, lead: str) -> bool:
        """Whether what stands before the town breaks its tie to what follows."""
        before = self._clause(town)
        words = re.findall(r"[\w’'-]+", before.lower())[-6:]
        if self.words["apart"] & set(words[-3:]) - {"from"}:
            return True
        bare = lead.strip() == "in"  # "police from X in northern Y held ..."
        return bare and "from" in words

    def _is_within(self, town: PlaceMention) -> bool:
        """Whether "in", "near", "to the city of" and so on stand before the town."""
        words = re.findall(r"[\w’'-]+", self._clause(town).lower())
        return bool(set(words[-3:]) & self.words["within"])

    def _clause(self, town: PlaceMention) -> str:
        """What the sentence has before the town, up to a full stop."""
        return re.split(r"[.;:!?\n]", self.text[max(0, town.start - _WINDOW) : town.start])[-1]

    def _closed(self, town: PlaceMention, end: int, *, comma: bool) -> bool:
        """Whether the phrase ends there, and no list goes on or another noun follows."""
        text, p = self.text, self._patterns
        if re.match(rf"{_POSSESSIVE}|[-‐‑–/]\w|['’]\s", text[end : end + 4]):
            return False
        if not comma:
            return not re.match(r"\s+[A-Z]", text[end : end + 8]) or end in self._by_start
        joined = p["and"].match(text, end)
        if joined is not None and self._names_more(joined.end()):
            return False
        listed = re.compile(r"\s*,\s*(?:in\s+)?(?:the\s+)?").match(text, end)
        following = self._by_start.get(listed.end()) if listed else None
        if following is not None and not re.match(
            r"\s*(?:[,.;:)\n—–]|$|\s(?:on|at|after|when)\b)",
            text[following.end : following.end + 9],
        ):
            return False
        if following is not None and p["and"].match(text, following.end):
            return False
        if p["then"].match(text, end):
            return True
        return self._is_within(town) and len(self._clause(town).split()) >= 4

    def _names_more(self, start: int) -> bool:
        """Whether a list goes on with a place: "northern X and parts of Y"."""
        stretch = re.compile(r"[^.,;:\n]*").match(self.text, start)
        last = min(stretch.end() if stretch else start, start + 40)
        return any(at in self._by_start for at in range(start, last))

    # -- before the name ---------------------------------------------------------------------

    def _before(self, town: PlaceMention) -> Iterator[Stated]:
        p = self._patterns
        window = max(0, town.start - _WINDOW)
        before = self.text[window : town.start]
        if found := p["nationality"].search(before):
            start, end = window + found.start("side"), window + found.end("town")
            yield Stated(town, found["nation"], found["side"], start, end)
        elif found := p["city"].search(before):
            start, end = window + found.start("side"), window + found.end("town")
            owner = self._by_end.get(window + found.start())
            if found["owned"] and owner is not None:
                yield Stated(town, owner.text, found["side"], owner.start, end)
            elif not found["owned"]:
                yield Stated(town, "", found["side"], start, end, loose=True)
        elif found := p["owner"].search(before):
            owner = self._by_end.get(window + found.start())
            if owner is not None:
                side = p["before"].search(self.text[max(0, owner.start - 30) : owner.start])
                if side is not None:
                    start = max(0, owner.start - 30) + side.start()
                    yield Stated(town, owner.text, side["side"], start, owner.end, loose=True)


def _patterns(
    admin: frozenset[str], words: Mapping[str, frozenset[str]]
) -> Mapping[str, re.Pattern[str]]:
    return _compiled(admin, tuple(sorted(words.items())))


@cache
def _compiled(
    admin: frozenset[str], words: tuple[tuple[str, frozenset[str]], ...]
) -> Mapping[str, re.Pattern[str]]:
    table = dict(words)

    def any_of(kind: frozenset[str]) -> str:
        return "|".join(sorted(map(re.escape, kind), key=lambda w: (-len(w), w)))

    sides = any_of(frozenset().union(*(table[side] for side in SIDES)))
    side = rf"(?P<side>{sides})(?![-\s]+central\b)"
    degree = rf"(?:(?:{any_of(table['degree'])})[\s-]+)*"
    region = rf"(?:\s+(?:{any_of(table['region'])}))?"
    lies = r"(?:,?\s+which)?\s+(?:is|lies|sits|stands)\s+(?:located\s+|situated\s+)?in\s+"
    located = r",?\s+(?:located|situated)\s+in\s+"
    called = rf"(?:[a-z-]+\s+){{0,3}}?(?:{any_of(table['town'])})"
    apposed = rf",\s+(?:an?|the)\s+{called}\s+(?:located\s+|situated\s+)?in\s+"
    town = rf"(?:[a-z-]+\s+){{0,2}}?(?P<town>{any_of(table['town'])})"
    parts = any_of(table["part"])
    closing = r"[,.;:)\]—–!?\"”\n]"
    found = {
        "lead": rf"{lies}|{located}|{apposed}|\s*\((?:in\s)?|,?\s+in\s+|,\s+",
        "compass": rf"(?P<the>the\s+)?{degree}{side}(?P<of>(?P<region>{region})\s+of)?"
        r"\s+(?:the\s+(?!country))?",
        "land": rf"(?:the\s+)?(?:{any_of(table['land'])})\b",
        "part": rf"{_POSSESSIVE}\s+{degree}(?P<side>{parts})\b(?![-‐]|\s+(?-i:[A-Z]))",
        "of": rf"(?:the\s+)?(?:(?P<admin>{any_of(admin)})\s+of\s+)?(?:the\s+(?!country))?",
        "admin": rf"\s+(?:{any_of(admin)})\b",
        "and": r"\s*,?\s*(?:and|or|&)\s",
        "then": rf"\s*(?:{closing}|--|$)|\s+(?:{any_of(table['then'])})\b|\s+\(",
        "nationality": rf"\b{side}\s+(?P<nation>[A-Z][\w-]+)\s+{town}\s+of\s+$",
        "city": rf"(?:(?P<owned>{_POSSESSIVE})|\b[Tt]he)\s+{degree}{side}\s+{town}\s+(?:of\s+)?$",
        "owner": rf"{_POSSESSIVE}\s+(?:(?:{any_of(table['town'])})\s+of\s+)?$",
        "before": rf"(?<![-\w]){side}\s+$",
    }
    cased = {"nationality", "city"}
    return {k: re.compile(v, 0 if k in cased else re.IGNORECASE) for k, v in found.items()}
