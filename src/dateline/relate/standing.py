"""What may stand in a tie: actors, named bodies, people; no towns, sites or weapons."""

from __future__ import annotations

from collections.abc import Mapping

from ..lang.en.syntax import Syntax

_ADVERSE = frozenset({"strike_event", "event_word", "assembly", "election_word", "weapon"})
_GROUND = frozenset({"site", "building", "place", "road", "property", "vehicle"})
_IDENTIFIED = frozenset({"state", "parliament", "court"})


class Standing:
    """Which noun phrases of one article can be an end of a tie."""

    def __init__(self, syntax: Syntax, lists: Mapping[str, frozenset[str]]) -> None:
        self.syntax = syntax
        self.lists = lists

    def is_subject(self, i: int) -> bool:
        p = self.syntax.parsed
        if not self.syntax.is_noun(i) or p.lemmas[i] in self.lists["not_subjects"]:
            return False
        return self.is_actor(i)

    def is_actor(self, i: int) -> bool:
        p, classes = self.syntax.parsed, self.syntax.classes(i)
        if (
            classes & _ADVERSE and not classes & {"militant", "party", "state"}
        ) or "pronoun" in classes:
            return False
        common = not p.tags[i].startswith("NNP")
        if common and classes & _GROUND and not classes & {"state", "armed", "media"}:
            return False
        if p.words[i][:-1].isupper() and p.words[i].endswith("s"):  # "MPs"
            classes = classes | self.syntax.lexicon.classes.get(p.lower[i][:-1], frozenset())
        if p.entity[i] in ("LOC", "FAC", "EVENT", "TIME", "MONEY", "PERCENT"):
            return bool(classes & {"org", "armed", "state"}) and p.entity[i] == "FAC"
        return bool(
            classes & self.syntax.cue("agentive")
            or classes & {"name"}
            or p.entity[i] in ("GPE", "NORP")
        )

    def is_object(self, i: int) -> bool:
        """An actor whom the words identify: a name, a nationality, a government."""
        p = self.syntax.parsed
        if not (self.syntax.is_noun(i) or p.entity[i] in ("GPE", "NORP", "ORG", "PERSON")):
            return False
        if not self.is_actor(i):
            return False
        first, last = self.syntax.phrase(i)
        named = any(
            p.tags[t].startswith("NNP") or p.entity[t] in ("GPE", "NORP", "ORG", "PERSON")
            for t in range(first, last)
        )
        return named or bool(self.syntax.classes(i) & _IDENTIFIED)

    def objects(self, i: int) -> list[int]:
        """``i`` and the actors joined to it; none where the first is no known actor."""
        if not self.is_object(i):
            return []
        return [c for c in self.syntax.conjuncts(i) if c == i or self.is_object(c)]

    def is_place(self, i: int) -> bool:
        return self.syntax.parsed.entity[i] in ("GPE", "LOC")

    def lies(self, subject: int, one: int) -> bool:
        """Whether a thing beside a place is told of rather than two actors."""
        said = self.syntax.classes(subject)
        place = self.syntax.classes(one)
        if not said & {"people", "org", "state"} or (said & _GROUND and not said & {"state"}):
            return True
        return bool(place & _GROUND) and "country" not in place and not place & {"state", "armed"}

    def is_town(self, i: int) -> bool:
        classes = self.syntax.classes(i)
        return (
            self.is_place(i)
            and "country" not in classes
            and not classes & {"org", "armed"}
            and (self.syntax.parsed.lower[self.syntax.phrase(i)[0]] != "the")
            and bool(self.syntax.kids(i, "compound", "amod", "appos") or classes & {"town"})
        )

    def is_person(self, i: int) -> bool:
        p = self.syntax.parsed
        return (p.tags[i].startswith("NNP") and p.entity[i] in ("PERSON", "")) or p.entity[
            i
        ] == "PERSON"

    def is_organisation(self, i: int) -> bool:
        p, classes = self.syntax.parsed, self.syntax.classes(i)
        if not self.is_subject(i) or p.entity[i] == "GPE":
            return False
        if p.entity[i] == "PERSON" and p.lower[self.syntax.phrase(i)[0]] != "the":
            return False
        return bool(
            classes & {"org", "armed", "militant", "military", "state", "party"}
            or p.tags[i].startswith("NNP")
        )

    def is_named_body(self, i: int) -> bool:
        p = self.syntax.parsed
        if not self.is_object(i) or p.entity[i] in ("GPE", "NORP", "LOC"):
            return False
        if "country" in self.syntax.classes(i):
            return False
        first, last = self.syntax.phrase(i)
        return any(p.tags[t].startswith("NNP") for t in range(first, last))
