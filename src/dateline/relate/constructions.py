"""The constructions that state a tie, one method each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..lang.en.syntax import Syntax
from ..records.event import RelationKind
from .described import Described
from .doubt import Doubt
from .names import HYPHENS, name_before_hyphen
from .standing import Standing
from .words import TieCue, TieWords


@dataclass(frozen=True, slots=True)
class Tie:
    """Two head tokens and the cue between them, before anybody is resolved."""

    subject: int
    relation: RelationKind
    object: int
    cue: int
    how: str


class TieFinder:
    """Finds ties in one article, construction by construction."""

    def __init__(self, syntax: Syntax, words: TieWords) -> None:
        self.syntax = syntax
        self.forms = words.forms
        self.lists = words.lists
        self.standing = Standing(syntax, words.lists)
        self.doubt = Doubt(syntax, words.lists)
        self.described = Described(syntax, words.lists, self.standing, self.doubt)

    def ties(self) -> Iterator[Tie]:
        """All ties, some of them perhaps twice."""
        lower, lemmas = self.syntax.parsed.lower, self.syntax.parsed.lemmas
        for i, word in enumerate(lower):
            yield from self._hyphen(i, self.forms["hyphen"].get(word, ()))
            yield from self._after(i, self.forms["after"].get(word, ()))
            if self.syntax.is_verb(i):
                yield from self._active(i, self.forms["active"].get(lemmas[i], ()))
                yield from self._designated(i)
            elif self.syntax.is_noun(i):
                for form in ("noun", "self"):
                    cues = self.forms[form].get(word) or self.forms[form].get(lemmas[i], ())
                    yield from self._noun(i, cues, alone=form == "self")
                yield from self._title(i, self.forms["title"].get(lemmas[i], ()))
                yield from self._having(i, self.forms["having"].get(lemmas[i], ()))

    # -- constructions ---------------------------------------------------------------------

    def _hyphen(self, i: int, cues: tuple[TieCue, ...]) -> Iterator[Tie]:
        """ "Iran-backed militias", "al-Qaeda-linked fighters", "Iran's state-owned Press TV"."""
        p = self.syntax.parsed
        if not cues or i < 2 or p.words[i - 1] not in HYPHENS or p.starts[i] != p.ends[i - 1]:
            return
        name, noun = i - 2, self._noun_after(i)
        if noun is None or not self.standing.is_subject(noun) or self.doubt.hedged_beside(i):
            return
        for cue in cues:
            state = p.lower[name] in self.lists["owner_state"]
            if p.words[name][:1].isupper() and not (
                state and name_before_hyphen(self.syntax, name) == name
            ):
                yield Tie(noun, cue.relation, name, i, "hyphen")
            elif state and cue.relation in ("owned_by", "backed_by", "led_by"):
                # "state-run" is as near to ownership as the relations go
                relation: RelationKind = "owned_by" if cue.relation == "led_by" else cue.relation
                owners = [o for o in self.syntax.kids(noun, "poss") if o < name]
                if owners and p.entity[owners[0]] == "GPE":
                    yield Tie(noun, relation, owners[0], i, "possessive")
                elif relation == "owned_by" or p.lower[name] == "government":
                    yield Tie(noun, relation, name, i, "hyphen")

    def _noun_after(self, i: int) -> int | None:
        """Head of the noun phrase that the hyphenated word ``i`` belongs to."""
        p = self.syntax.parsed
        for above in self.syntax.ancestors(i):
            if above > i and self.syntax.is_noun(above) and p.deps[above] != "compound":
                between = p.tags[i + 1 : above]
                if all(
                    t[:2] in ("NN", "JJ", "HY", "VB", "CD") or t in (",", "``", "''", "-LRB-")
                    for t in between
                ):
                    return above
            if above < i or (self.syntax.is_verb(above) and p.deps[above] != "amod"):
                break
        return None

    def _after(self, i: int, cues: tuple[TieCue, ...]) -> Iterator[Tie]:
        """ "troops led by X", "fighters loyal to X", "the party that is associated to X"."""
        p = self.syntax.parsed
        if not cues or p.tags[i] not in ("VBN", "VBD", "JJ", "RB") or self.doubt.hedged(i):
            return
        placeless = p.lower[i] in self.lists["not_places"]
        for cue in cues:
            objects = [o for w, o in self.syntax.prepositions(i) if w in cue.preps]
            for obj in objects:
                for one in self.standing.objects(obj):
                    if placeless and self.standing.is_town(one):
                        continue
                    for subject in map(self.described.bearer, self.described.nouns(i)):
                        if not self.standing.is_subject(subject) or subject == one:
                            continue
                        if placeless and (
                            self.standing.is_place(subject) or self.standing.lies(subject, one)
                        ):
                            continue
                        yield Tie(subject, cue.relation, one, i, p.lower[i])

    def _active(self, v: int, cues: tuple[TieCue, ...]) -> Iterator[Tie]:
        """ "X, who leads Y", "Iran, which backs the Houthis": a lasting state, not one deed."""
        p = self.syntax.parsed
        if not cues or not self._lasting(v) or self.doubt.hedged(v):
            return
        clause = self.syntax.clause(v)
        if clause.passive:
            return
        for cue in cues:
            for led in (a.token for a in clause.objects if a.how in ("object", "relative clause")):
                if not self.standing.is_organisation(led):
                    continue
                for leader in clause.subjects:
                    if leader.how in ("subject", "participle") and self.standing.is_object(
                        leader.token
                    ):
                        if leader.token != led:
                            yield Tie(led, cue.relation, leader.token, v, p.lower[v])

    def _lasting(self, v: int) -> bool:
        p = self.syntax.parsed
        aux = {p.lower[c] for c in p.children[v] if p.deps[c] == "aux"}
        if aux - {"has", "have"} or p.sentences[p.sentence_of[v]].kind == "headline":
            return False
        return (
            p.tags[v] in ("VBZ", "VBP")
            or bool(aux)
            or (
                p.deps[v] == "relcl"
                and p.tags[v] == "VBD"
                and not self.syntax.kids(v, "prep", "prt")
            )
        )

    def _designated(self, v: int) -> Iterator[Tie]:
        """ "designated as a terrorist organisation by X", "which X has blacklisted"."""
        p = self.syntax.parsed
        plain = p.lower[v] in self.lists["proscribing"] or p.lemmas[v] in self.lists["proscribing"]
        if not plain:
            if not {p.lower[v], p.lemmas[v]} & self.lists["designating"]:
                return
            if not self.lists["terror"] & {p.lower[t] for t in self.syntax.subtree(v)}:
                return
        if self.doubt.hedged(v) or any(
            p.deps[c] == "aux" and p.tags[c] == "MD" for c in p.children[v]
        ):
            return
        clause = self.syntax.clause(v)
        if clause.passive or (p.tags[v] == "VBN" and not clause.own_subject):
            by = [
                o
                for t in self.syntax.subtree(v)
                if p.lower[t] == "by" and t > v
                for o in self.syntax.kids(t, "pobj")
            ]
            subjects = self.described.nouns(v)
        else:
            by = [a.token for a in clause.subjects if a.how == "subject"]
            subjects = [a.token for a in clause.objects if a.how in ("object", "relative clause")]
            subjects = [s for s in subjects if p.lemmas[s] not in ("organisation", "organization")]
        for subject in subjects:
            for one in (o for b in by for o in self.standing.objects(b)):
                if self.standing.is_subject(subject) and subject != one:
                    yield Tie(subject, "designated_by", one, v, p.lower[v])

    def _noun(self, n: int, cues: tuple[TieCue, ...], *, alone: bool) -> Iterator[Tie]:
        """ "Y, the armed wing of X"; "Y is an ally of X"; "X's proxies" where ``alone``."""
        fitting = [c for c in cues if c.modifier and self.doubt.modified(n, c.modifier)]
        for cue in fitting or [c for c in cues if not c.modifier]:
            if self.doubt.hedged(n) or self.doubt.hedged_beside(n):
                continue
            bodies = self.described.whose(n, cue.preps) or self.described.compound_body(n)
            objects = [o for b in bodies for o in self.standing.objects(b)]
            subjects = [s for s in self.described.called(n) if self.standing.is_subject(s)]
            for one in objects:
                mine = [s for s in subjects if s != one] or ([n] if alone else [])
                for subject in mine:
                    yield Tie(subject, cue.relation, one, n, self.syntax.parsed.lower[n])

    def _title(self, n: int, cues: tuple[TieCue, ...]) -> Iterator[Tie]:
        """ "X, the leader of Y", "Y leader X": X is a named person, Y no country."""
        p = self.syntax.parsed
        beside = {p.lower[c] for c in p.children[n] if c < n}
        for cue in cues[:1]:
            if beside & self.lists["past"] or self.doubt.hedged(n) or self.doubt.hedged_beside(n):
                continue
            bodies = self.described.whose(n, cue.preps) or self.described.compound_body(n)
            people = [s for s in self.described.called(n) if self.standing.is_person(s)]
            if not self.described.whose(n, cue.preps):
                people = [s for s in people if p.entity[s] == "PERSON"]
            lower = bool(beside & self.lists["lower"])
            for body in bodies[:1]:
                if not self.standing.is_named_body(body):
                    continue
                for person in people:
                    if p.deps[n] in ("compound", "nmod") and self.doubt.past_before(person, n):
                        continue
                    ranked = p.lemmas[n] in self.lists["rank"] and n < person
                    if cue.relation == "led_by" and not lower and not ranked:
                        yield Tie(body, "led_by", person, n, p.lower[n])
                    else:
                        yield Tie(person, "member_of", body, n, p.lower[n])

    def _having(self, n: int, cues: tuple[TieCue, ...]) -> Iterator[Tie]:
        """ "MPs with known affiliations to X", "X has close ties to Y"."""
        p = self.syntax.parsed
        if not cues or self.doubt.hedged_beside(n):
            return
        beside = {p.lower[t] for t in self.syntax.subtree(n) if t < n}
        if p.lemmas[n] in ("relation", "relationship") and not beside & self.lists["close"]:
            return
        for cue in cues:
            objects = [
                o
                for w, b in self.syntax.prepositions(n)
                if w in cue.preps
                for o in self.standing.objects(b)
            ]
            for one in objects:
                for subject in self.described.havers(n):
                    if (
                        self.standing.is_subject(subject)
                        and not self.standing.is_place(subject)
                        and subject != one
                    ):
                        yield Tie(subject, cue.relation, one, n, p.lemmas[n])
