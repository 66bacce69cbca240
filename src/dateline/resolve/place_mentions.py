"""Find the names of places in a parsed article, each with the words that say where it is."""

from __future__ import annotations

from collections.abc import Iterator

from ..records.article import ParsedArticle
from .gazetteer import Gazetteer, GazetteerEntry
from .place_phrases import HYPHENS, POSSESSIVE, Names, PhraseReader, PlaceMention, Spans, lies_in

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_WEAK = frozenset({"", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "LANGUAGE"})
_PROPER = frozenset({"NNP", "NNPS"})
_LONGEST = 6
_LONGEST_CODE = 7
_BIG = 100_000
_MIDDLING = 20_000
_PEOPLED = 1_000_000
"""A town or division of so many people is taken for a place without a word that says so."""
_LOWER_CASED = 0.02
"""Below this share of capitalised words a text counts as lower-cased."""


def find_place_mentions(parsed: ParsedArticle, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """Every name of a place in the text, in text order; they do not overlap.

    The parser's GPE, LOC and FAC entities count, and names it missed or took for something
    else where the gazetteer knows them and the words around point to a place.
    """
    return _Finder(parsed, gazetteer).find()


class _Finder(Names):
    """One article's names: first their token spans, then the phrase around each."""

    def __init__(self, parsed: ParsedArticle, gazetteer: Gazetteer) -> None:
        super().__init__(parsed, gazetteer)
        words = gazetteer.names.words
        self.strong = words["strong_preposition"]
        self.taking_verb = words["taking_verb"]
        self.taking_noun = words["taking_noun"]
        self.title = words["title"]
        self.not_place = words["not_place"]
        self.particle = words["particle"]
        self.size = len(parsed.words)
        self.persons = self._persons()
        self.lower_cased = self._tell_lower_cased()
        self.spans: Spans = {}
        self.taken: set[int] = set()
        self.countries: set[str] = set()

    def find(self) -> tuple[PlaceMention, ...]:
        for first, last, label in self.parsed.ents:
            if label == "NORP":
                self._count(self.gazetteer.country(self.text(first, last)))
        for first, last in self._entity_spans():
            self._take(first, last)
        for first, last in self._dateline_spans():
            if self.taken.isdisjoint(range(first, last)):
                self._take(first, last)
        for first, last in self._runs():
            if self._run_is_place(first, last):
                self._take(first, last)
        if self.lower_cased:
            for first, last in self._lower_cased():
                self._take(first, last)
        spans = self.spans
        return tuple(PhraseReader(self, i, spans[i], spans).mention() for i in sorted(spans))

    def _take(self, first: int, last: int) -> None:
        """Keep a name; where its country is beyond doubt, the text is about that country."""
        self.spans[first] = last
        self.taken.update(range(first, last))
        entries = self.known(first, last)
        if entries and (entries[0].is_country or len({e.country for e in entries}) == 1):
            self._count(entries[0].country)

    def _count(self, country: str | None) -> None:
        if country is not None:
            self.countries.add(country)

    # -- names -----------------------------------------------------------------------------

    def _persons(self) -> frozenset[str]:
        """Words of people's names, so that a surname is not taken for a town."""
        p = self.parsed
        found: set[str] = set()
        for first, last, label in p.ents:
            if label != "PERSON":
                continue
            if p.lower[last - 1] in POSSESSIVE:
                last -= 1
            if last - first > 1 and not self._is_famous(first, last):
                found.update(p.lower[i] for i in range(first, last) if len(p.words[i]) > 2)
        return frozenset(found)

    def _is_famous(self, first: int, last: int) -> bool:
        """Whether the parser took a country or large town for a person ("Sri Lanka")."""
        best = next(iter(self.known(first, last)), None)
        return best is not None and (best.is_country or best.population >= _BIG)

    def _entity_spans(self) -> Iterator[tuple[int, int]]:
        for first, last, label in self.parsed.ents:
            if label in _PLACES:
                for a, b in self._parts(first, last):
                    a, b = self._trimmed(*self._whole(a, b))
                    if a < b and self._entity_is_place(a, b, label):
                        yield a, b

    def _whole(self, first: int, last: int) -> tuple[int, int]:
        """With what belongs to the name: "-i-Sharif" after "Mazar", "river" after "Niger"."""
        p = self.parsed
        end = last
        while (
            end + 1 < self.size
            and p.words[end] in HYPHENS
            and p.ends[end - 1] == p.starts[end]
            and p.ends[end] == p.starts[end + 1]
        ):
            end += 2
        if end > last and self.known(first, end):
            return first, end
        called = last < self.size and p.lower[last] in self.gazetteer.names.words["water"]
        return first, last + 1 if called and self._exact(first, last + 1) else last

    def _parts(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """An entity cut at commas and "and", unless it is one name ("Trinidad and Tobago")."""
        cuts = [i for i in range(first, last) if self.parsed.lower[i] in (",", "and", "/", "&")]
        if not cuts or self.known(first, last):
            yield first, last
            return
        start = first
        for cut in (*cuts, last):
            if start < cut:
                yield start, cut
            start = cut + 1

    def _trimmed(self, first: int, last: int) -> tuple[int, int]:
        """Without "the", direction words, 's and "province", where the name is known without."""
        lower = self.parsed.lower
        while last > first and (lower[last - 1] in POSSESSIVE or not lower[last - 1][0].isalnum()):
            if lower[last - 1] == "." and self.known(first, last):
                break
            last -= 1
        for i in range(first + 1, last):
            if lower[i] in POSSESSIVE:
                first = i + 1
        while first < last and lower[first] in ("the", "a", "an"):
            first += 1
        while last - first > 1 and lower[first] in self.direction and not self._exact(first, last):
            first += 2 if lower[first + 1] in HYPHENS and last - first > 3 else 1
        if last - first > 1 and not self._exact(first, last):
            tail = lower[last - 1]
            if tail in self.admin or tail in self.town or tail in self.district:
                last -= 1
        return first, last

    def _exact(self, first: int, last: int) -> bool:
        """Whether the whole is a name, not a name and "province" or "city"."""
        return self.gazetteer.knows(self.text(first, last))

    def _entity_is_place(self, first: int, last: int, label: str) -> bool:
        lower = self.parsed.lower
        text = self.text(first, last)
        if last - first == 1 and lower[first] in self.not_place | self.admin | self.town:
            return False
        if lower[first - 1] in self.title and first:
            return False
        entries = self.known(first, last)
        if self._is_fragment(first, last, entries):
            return False
        if text.islower() and not self.lower_cased:
            return False
        if not entries:
            if label == "FAC" or _is_code(text):
                return False
            return self.gazetteer.country(text) is None and not self._is_person(first, last)
        if self._is_person(first, last) and not self._placed(first):
            return any(e.is_country for e in entries)
        return label == "GPE" or self.gazetteer.demonym(text) is None

    def _is_fragment(self, first: int, last: int, entries: tuple[GazetteerEntry, ...]) -> bool:
        """Whether a capitalised word before it belongs to the name: "Hai" of "Wan Hai"."""
        p = self.parsed
        before = first - 1
        if before < 0 or p.sentence_of[before] != p.sentence_of[first]:
            return False
        if p.tags[before] not in _PROPER or not p.words[before][0].isupper():
            return False
        if p.deps[before] != "compound" or not first <= p.heads[before] < last:
            return False
        if p.lower[before] in self.direction or p.entity[before]:
            return False
        return not any(e.is_country or e.population >= _MIDDLING for e in entries)

    def _is_person(self, first: int, last: int) -> bool:
        return all(self.parsed.lower[i] in self.persons for i in range(first, last))

    def _dateline_spans(self) -> Iterator[tuple[int, int]]:
        line = self.parsed.dateline
        if line is None or line.place is None:
            return
        p, place = self.parsed, line.place
        first = None
        for i in range(self.size):
            inside = p.starts[i] >= place.start and p.ends[i] <= place.end
            part = inside and p.words[i][0].isalnum() or inside and p.words[i] in HYPHENS
            if part and first is None:
                first = i
            elif not part and first is not None:
                yield first, i
                first = None
            if p.starts[i] > place.end:
                return

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Runs of proper nouns outside the places found, hyphenated parts kept together."""
        p = self.parsed
        i = 0
        while i < self.size:
            if i in self.taken or p.tags[i] not in _PROPER or not p.words[i][0].isupper():
                i += 1
                continue
            last = i + 1
            while last < self.size and last not in self.taken and self._continues(last):
                last += 1
            while last > i + 1 and p.words[last - 1] in HYPHENS:
                last -= 1
            last = self._with_particles(i, last)
            yield i, last
            i = last

    def _with_particles(self, first: int, last: int) -> int:
        """The end of a known name that goes on after "da", "de", "al" ("Mocímboa da Praia")."""
        p = self.parsed
        end = last
        while end < self.size and p.lower[end] in self.particle and end - last < 2:
            end += 1
        if end == last or end >= self.size or end in self.taken or not p.words[end][0].isupper():
            return last
        return end + 1 if self.gazetteer.knows(self.text(first, end + 1)) else last

    def _continues(self, i: int) -> bool:
        p = self.parsed
        if p.sentence_of[i] != p.sentence_of[i - 1]:
            return False
        glued = p.starts[i] == p.ends[i - 1]
        if p.words[i] in HYPHENS:
            return glued and i + 1 < self.size and p.starts[i + 1] == p.ends[i]
        if glued and p.words[i - 1] in HYPHENS:
            return True
        return p.tags[i] in _PROPER and p.words[i][0].isupper()

    def _run_is_place(self, first: int, last: int) -> bool:
        p = self.parsed
        if last - first > _LONGEST or first and p.lower[first - 1] in self.title:
            return False
        labels = {p.entity[i] for i in range(first, last)}
        entries = self.known(first, last)
        if last - first == 1 and (p.lower[first] in self.not_place or len(p.words[first]) < 3):
            return False
        if self._called_town(first):
            return True
        if not entries or self.gazetteer.demonym(self.text(first, last)) is not None:
            return False
        if self._is_person(first, last):
            return False
        if self._held(entries, last) and self._labelled_whole(first, last):
            return True
        best = entries[0]
        placed = self._placed(first) or self._listed(first, last) or self._taken(last)
        if labels <= _WEAK:
            if best.is_country or best.feature == "ADM1" and best.country in self.countries:
                return True
            return (
                placed
                or self._called_division(last)
                or self._chained(last)
                or best.match == "name"
                and best.population >= (_BIG if best.is_town else _PEOPLED)
            )
        if not self._labelled_whole(first, last):
            return False
        if best.is_country or self._called_division(last) or self._chained(last):
            return True
        if best.match != "name":
            return placed and "PERSON" in labels and best.population >= 1000
        if best.feature == "PPLC" and "ORG" in labels or placed and best.population >= 1000:
            return True
        if p.deps[last - 1] in ("nsubj", "nsubjpass") and p.lower[last : last + 1] != ("'s",):
            return False
        return any(
            e.population >= _MIDDLING and e.match == "name" and e.country in self.countries
            for e in entries[:5]
        )

    def _held(self, entries: tuple[GazetteerEntry, ...], last: int) -> bool:
        """Whether ", Y" or "in Y" follows and the gazetteer has the name in Y."""
        lower = self.parsed.lower
        if lower[last : last + 1] not in ((",",), ("in",)):
            return False
        i = last + 1
        while i < self.size and i not in self.spans and lower[i] in self.direction | {"the"}:
            i += 1
        if i not in self.spans:
            return False
        holders = self.gazetteer.holders(self.text(i, self.spans[i]))
        return any(lies_in(entry, holder) for entry in entries for holder in holders)

    def _listed(self, first: int, last: int) -> bool:
        """Whether a place stands beside it in a list: "Hyderabad and Sukkur"."""
        lower = self.parsed.lower
        joints = (",", "and", "or")
        before = first >= 2 and lower[first - 1] in joints and first - 2 in self.taken
        after = last + 1 < self.size and lower[last] in joints and last + 1 in self.taken
        return before or after

    def _labelled_whole(self, first: int, last: int) -> bool:
        """Whether the entity at ``first`` ends with the run: no "University of Basra"."""
        entity = self.parsed.entity
        before = first and entity[first - 1] == entity[first] and entity[first]
        after = last < self.size and entity[last] == entity[last - 1] and entity[last - 1]
        return not before and (not after or self.parsed.lower[last] in POSSESSIVE)

    def _placed(self, first: int) -> bool:
        """Whether "in", "near" and so on stand before the name, an article or direction between."""
        lower = self.parsed.lower
        i = first - 1
        while i >= 0 and (lower[i] in self.direction or lower[i] in HYPHENS or lower[i] == "the"):
            i -= 1
        if i < 0:
            return False
        if lower[i] == "of" and i and lower[i - 1] in self.gazetteer.names.words["dweller"]:
            return True
        return lower[i] in self.strong or self._called_town(first)

    def _taken(self, last: int) -> bool:
        """Whether the name is what is taken, shelled or entered: "retook X", "control of X"."""
        p = self.parsed
        token = last - 1
        head = p.heads[token]
        if p.deps[token] in ("dobj", "nsubjpass"):
            return p.lemmas[head] in self.taking_verb
        if p.deps[token] != "pobj" or p.lower[head] != "of":
            return False
        return p.lemmas[p.heads[head]] in self.taking_noun

    def _called_town(self, first: int) -> bool:
        lower = self.parsed.lower
        return (
            first >= 2
            and lower[first - 1] == "of"
            and (lower[first - 2] in self.town or lower[first - 2] in self.district)
            and self.parsed.words[first][0].isupper()
            and lower[first - 2] not in ("block", "zone", "camp")
        )

    def _called_division(self, last: int) -> bool:
        if last >= self.size:
            return False
        word = self.parsed.lower[last]
        if word in POSSESSIVE:
            after = self.parsed.lower[last + 1 : last + 3]
            return bool(after) and (after[0] in self.direction or after[0] in self.outskirts)
        return word in self.admin or word in self.district or word in ("city", "town", "village")

    def _chained(self, last: int) -> bool:
        """Whether ", Texas" or ", southern Iraq" follows."""
        p = self.parsed
        if last + 1 >= self.size or p.words[last] != ",":
            return False
        i = last + 1
        while i < self.size - 1 and (p.lower[i] in self.direction or p.lower[i] == "the"):
            i += 1
        return p.words[i] in self.gazetteer.names.states or (
            p.words[i][0].isupper()
            and any(e.is_country or e.feature == "ADM1" for e in self.known(i, i + 1)[:1])
        )

    # -- lower-cased text ------------------------------------------------------------------

    def _tell_lower_cased(self) -> bool:
        words = [word for word in self.parsed.words if word[0].isalpha()]
        capitals = sum(word[0].isupper() for word in words)
        return bool(words) and capitals < _LOWER_CASED * len(words)

    def _lower_cased(self) -> Iterator[tuple[int, int]]:
        p = self.parsed
        i = 0
        while i < self.size:
            step = 1
            if i not in self.taken and p.words[i].isalpha() and len(p.words[i]) > 2:
                for last in range(min(i + 4, self.size), i, -1):
                    if self.taken.isdisjoint(range(i, last)) and self._lower_is_place(i, last):
                        yield i, last
                        step = last - i
                        break
            i += step

    def _lower_is_place(self, first: int, last: int) -> bool:
        p = self.parsed
        if any(not p.words[i].isalpha() for i in range(first, last)):
            return False
        skipped = self.not_place | self.direction | self.town | self.admin | self.title
        if p.lower[first] in skipped or p.lower[last - 1] in skipped:
            return False
        best = next(iter(self.known(first, last)), None)
        if best is None or best.match != "name":
            return False
        if best.is_country:
            return True
        if not self._placed(first) and not self._called_division(last):
            return False
        return best.population >= _BIG or not best.is_town


def _is_code(text: str) -> bool:
    """Whether an unknown name looks like a group's or a road's short name ("M23", "SPLA-IO")."""
    return any(c.isdigit() for c in text) or (text.isupper() and len(text) <= _LONGEST_CODE)
