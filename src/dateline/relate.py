"""Ties between actors that the text states: "Iran-backed militias", "X, the armed wing of Y".

What counts as a cue is data (``lang/en/ties.txt``); here stands only which construction
makes which noun phrase the subject and which the object of a tie.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources
from typing import Protocol, cast, get_args

from .errors import CodebookError
from .lang.en.syntax import Syntax
from .records.coded import Coded
from .records.entity import Actor
from .records.event import Participant, Phrase, Relation, RelationKind

_FORMS = ("hyphen", "after", "active", "noun", "self", "title", "having")
_RELATIONS: tuple[str, ...] = get_args(RelationKind)
_HYPHENS = frozenset("-‐‑–")
_ADVERSE = frozenset({"strike_event", "event_word", "assembly", "election_word", "weapon"})
_GROUND = frozenset({"site", "building", "place", "road", "property", "vehicle"})
_IDENTIFIED = frozenset({"state", "parliament", "court"})
_COPULA = frozenset({"be", "become", "remain"})
_INNER = frozenset({"acomp", "attr", "xcomp", "ccomp", "pcomp", "oprd", "auxpass", "conj"})


class ActorNames(Protocol):
    """The one thing asked of an actor resolver."""

    def resolve(
        self,
        phrase: str,
        *,
        head: str,
        on: date | None = None,
        country_hint: str | None = None,
        acronyms: Mapping[str, str] | None = None,
        event_type: str | None = None,
    ) -> Coded[Actor]:
        """Who a phrase names."""


@dataclass(frozen=True, slots=True)
class TieCue:
    """A relation that a word can state in one form, with the prepositions it takes."""

    relation: RelationKind
    preps: frozenset[str]
    modifier: str = ""


@dataclass(frozen=True, slots=True)
class TieWords:
    """``ties.txt`` read: form -> word -> cues, and the lists of words."""

    forms: Mapping[str, Mapping[str, tuple[TieCue, ...]]]
    lists: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Tie:
    """Two head tokens and the cue between them, before anybody is resolved."""

    subject: int
    relation: RelationKind
    object: int
    cue: int
    how: str


@cache
def load_tie_words(language: str = "en") -> TieWords:
    """Load the shipped cue words. Raises `CodebookError` naming the line."""
    path = resources.files("dateline.lang").joinpath(language, "ties.txt")
    return read_tie_words(path.read_text(encoding="utf-8"))


def read_tie_words(text: str) -> TieWords:
    """Read the format that heads ``ties.txt``."""
    forms: dict[str, dict[str, tuple[TieCue, ...]]] = {form: {} for form in _FORMS}
    lists: dict[str, frozenset[str]] = {}
    section = ""
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.partition("#")[0].strip()
        if line.startswith("["):
            section = line.strip("[]")
        elif line and section in _RELATIONS:
            head, colon, words = line.partition(":")
            form, *preps = head.split() or [""]
            if not colon or form not in forms:
                raise CodebookError(f"ties.txt:{number}: not a line of a relation: {line!r}")
            for word in words.split():
                modifier, _, noun = word.rpartition("_")
                cue = TieCue(cast(RelationKind, section), frozenset(preps), modifier)
                forms[form][noun] = (*forms[form].get(noun, ()), cue)
        elif line:
            lists[section] = lists.get(section, frozenset()) | frozenset(line.lower().split())
    return TieWords(forms, lists)


def find_relations(syntax: Syntax, actors: ActorNames) -> tuple[Relation, ...]:
    """The ties the article states, in text order, each once with the words that state it.

    ``attribution`` is left empty. Negated, alleged and former ties are left out.
    """
    finder = TieFinder(syntax, load_tie_words())
    found: dict[tuple[str, str, str], Relation] = {}
    for tie in sorted(finder.ties(), key=lambda t: (t.cue, t.subject, t.object)):
        relation = _relation(syntax, tie, actors)
        one, other = relation.subject.actor.value, relation.object.actor.value
        if one is not None and other is not None and one.id is not None and one.id == other.id:
            continue
        key = (
            relation.subject.phrase.quote.text.lower(),
            relation.relation,
            relation.object.phrase.quote.text.lower(),
        )
        found.setdefault(key, relation)
    return tuple(found.values())


def _relation(syntax: Syntax, tie: Tie, actors: ActorNames) -> Relation:
    p = syntax.parsed
    ranges = []
    participants = []
    for token in (tie.subject, tie.object):
        first, last = extent(syntax, token, hyphenated=token == tie.object and tie.how == "hyphen")
        if first <= tie.cue < token and p.deps[tie.cue] in ("compound", "nmod"):
            first = tie.cue + 1  # "Hezbollah leader Hassan Nasrallah": the name alone
        elif token == tie.cue - 1 and p.tags[token].startswith("NNP"):
            first = _name_before_hyphen(syntax, token)
        if token == tie.cue and syntax.kids(token, "poss"):
            last = token + 1  # "its proxies", whatever a preposition after it belongs to
        quote = p.quote(first, last)
        head = last - 1 if last - 1 > token and p.tags[last - 1].startswith("NNP") else token
        lemma = p.lemmas[syntax.meaning_head(head)]
        coded = _who(
            quote.text, lemma, actors, p.article.published, tie=tie if token == tie.object else None
        )
        participants.append(
            Participant(Phrase(quote, token, how=tie.how), replace(coded, evidence=(quote,)))
        )
        ranges.append((first, last))
    first = min(tie.cue, *(r[0] for r in ranges))
    last = max(tie.cue + 1, *(r[1] for r in ranges))
    return Relation(participants[0], tie.relation, participants[1], p.quote(first, last))


def _who(
    words: str, head: str, actors: ActorNames, on: date | None, *, tie: Tie | None
) -> Coded[Actor]:
    """Who the words name; at the other end of ``tie`` a country is its government.

    So is a nationality before a hyphen ("Turkish-backed"), but "Afghan-owned" says less.
    """
    coded = actors.resolve(words, head=head, on=on)
    actor = coded.value
    if tie is None or actor is None or not actor.country or len(words.split()) > 3:
        return coded
    nationality = tie.how == "hyphen" and tie.relation != "owned_by" and actor.sectors == ("CVL",)
    if actor.id not in (None, actor.country) or (actor.sectors and not nationality):
        return coded
    rule = actors.resolve(f"{words} government", head="government", on=on)
    same = rule.value is not None and rule.value.id and rule.value.country == actor.country
    return rule if same else coded


def extent(syntax: Syntax, token: int, *, hyphenated: bool = False) -> tuple[int, int]:
    """The words of a participant; "Guards (IRGC) Quds Force" is one name."""
    p = syntax.parsed
    if hyphenated:
        return _name_before_hyphen(syntax, token), token + 1
    first, last = syntax.phrase(token)
    if p.lower[first] in ("both", "either") and first < token:
        first += 1
    if last - 1 > token and p.tags[last - 1] == "POS":
        last -= 1
    named = next((c for c in syntax.kids(token, "appos") if p.tags[c].startswith("NNP")), None)
    if (
        named is not None
        and not p.tags[token].startswith("NNP")
        and syntax.phrase(named)[0] == last
    ):
        return first, syntax.phrase(named)[1]
    if last + 2 < len(p.words) and p.words[last] == "(" and p.words[last + 2] == ")":
        after = last + 3
        while after < len(p.words) and p.tags[after].startswith("NNP"):
            after += 1
        if after > last + 3:
            last = after
    return first, last


def _name_before_hyphen(syntax: Syntax, token: int) -> int:
    """First token of the name that ends at ``token``: "al-Qaeda", "Islamic State"."""
    p, first = syntax.parsed, token
    while first > p.sentences[p.sentence_of[token]].first:
        before = first - 1
        if p.words[before] in _HYPHENS and before > 0 and p.ends[before] == p.starts[first]:
            first = before - 1
        elif (p.words[before][:1].isupper() or p.words[before][:1].isdigit()) and _same_name(
            syntax, before, first
        ):
            first = before
        else:
            break
    return first


def _same_name(syntax: Syntax, before: int, token: int) -> bool:
    p = syntax.parsed
    if any(first <= before and token < last for first, last, _ in p.ents):
        return True
    if p.words[token] == "State" and p.words[before] == "Islamic":
        return True
    return (
        (p.tags[before].startswith("NNP") or p.words[before][:1].isdigit())
        and p.entity[before] != "NORP"
        and (p.words[token][:1].isupper())
    )


class TieFinder:
    """Finds ties in one article, construction by construction."""

    def __init__(self, syntax: Syntax, words: TieWords) -> None:
        self.syntax = syntax
        self.forms = words.forms
        self.lists = words.lists

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
        if not cues or i < 2 or p.words[i - 1] not in _HYPHENS or p.starts[i] != p.ends[i - 1]:
            return
        name, noun = i - 2, self._noun_after(i)
        if noun is None or not self._is_subject(noun) or self._hedged_beside(i):
            return
        for cue in cues:
            state = p.lower[name] in self.lists["owner_state"]
            if p.words[name][:1].isupper() and not (
                state and _name_before_hyphen(self.syntax, name) == name
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
        if not cues or p.tags[i] not in ("VBN", "VBD", "JJ", "RB") or self._hedged(i):
            return
        placeless = p.lower[i] in self.lists["not_places"]
        for cue in cues:
            objects = [o for w, o in self.syntax.prepositions(i) if w in cue.preps]
            for obj in objects:
                for one in self._objects(obj):
                    if placeless and self._is_town(one):
                        continue
                    for subject in map(self._bearer, self._described(i)):
                        if not self._is_subject(subject) or subject == one:
                            continue
                        if placeless and (self._is_place(subject) or self._lies(subject, one)):
                            continue
                        yield Tie(subject, cue.relation, one, i, p.lower[i])

    def _active(self, v: int, cues: tuple[TieCue, ...]) -> Iterator[Tie]:
        """ "X, who leads Y", "Iran, which backs the Houthis": a lasting state, not one deed."""
        p = self.syntax.parsed
        if not cues or not self._lasting(v) or self._hedged(v):
            return
        clause = self.syntax.clause(v)
        if clause.passive:
            return
        for cue in cues:
            for led in (a.token for a in clause.objects if a.how in ("object", "relative clause")):
                if not self._is_organisation(led):
                    continue
                for leader in clause.subjects:
                    if leader.how in ("subject", "participle") and self._is_object(leader.token):
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
        if self._hedged(v) or any(p.deps[c] == "aux" and p.tags[c] == "MD" for c in p.children[v]):
            return
        clause = self.syntax.clause(v)
        if clause.passive or (p.tags[v] == "VBN" and not clause.own_subject):
            by = [
                o
                for t in self.syntax.subtree(v)
                if p.lower[t] == "by" and t > v
                for o in self.syntax.kids(t, "pobj")
            ]
            subjects = self._described(v)
        else:
            by = [a.token for a in clause.subjects if a.how == "subject"]
            subjects = [a.token for a in clause.objects if a.how in ("object", "relative clause")]
            subjects = [s for s in subjects if p.lemmas[s] not in ("organisation", "organization")]
        for subject in subjects:
            for one in (o for b in by for o in self._objects(b)):
                if self._is_subject(subject) and subject != one:
                    yield Tie(subject, "designated_by", one, v, p.lower[v])

    def _noun(self, n: int, cues: tuple[TieCue, ...], *, alone: bool) -> Iterator[Tie]:
        """ "Y, the armed wing of X"; "Y is an ally of X"; "X's proxies" where ``alone``."""
        fitting = [c for c in cues if c.modifier and self._modified(n, c.modifier)]
        for cue in fitting or [c for c in cues if not c.modifier]:
            if self._hedged(n) or self._hedged_beside(n):
                continue
            bodies = self._whose(n, cue.preps) or self._compound_body(n)
            objects = [o for b in bodies for o in self._objects(b)]
            subjects = [s for s in self._called(n) if self._is_subject(s)]
            for one in objects:
                mine = [s for s in subjects if s != one] or ([n] if alone else [])
                for subject in mine:
                    yield Tie(subject, cue.relation, one, n, self.syntax.parsed.lower[n])

    def _title(self, n: int, cues: tuple[TieCue, ...]) -> Iterator[Tie]:
        """ "X, the leader of Y", "Y leader X": X is a named person, Y no country."""
        p = self.syntax.parsed
        beside = {p.lower[c] for c in p.children[n] if c < n}
        for cue in cues[:1]:
            if beside & self.lists["past"] or self._hedged(n) or self._hedged_beside(n):
                continue
            bodies = self._whose(n, cue.preps) or self._compound_body(n)
            people = [s for s in self._called(n) if self._is_person(s)]
            if not self._whose(n, cue.preps):
                people = [s for s in people if p.entity[s] == "PERSON"]
            lower = bool(beside & self.lists["lower"])
            for body in bodies[:1]:
                if not self._is_named_body(body):
                    continue
                for person in people:
                    if p.deps[n] in ("compound", "nmod") and self._past_before(person, n):
                        continue
                    ranked = p.lemmas[n] in self.lists["rank"] and n < person
                    if cue.relation == "led_by" and not lower and not ranked:
                        yield Tie(body, "led_by", person, n, p.lower[n])
                    else:
                        yield Tie(person, "member_of", body, n, p.lower[n])

    def _having(self, n: int, cues: tuple[TieCue, ...]) -> Iterator[Tie]:
        """ "MPs with known affiliations to X", "X has close ties to Y"."""
        p = self.syntax.parsed
        if not cues or self._hedged_beside(n):
            return
        beside = {p.lower[t] for t in self.syntax.subtree(n) if t < n}
        if p.lemmas[n] in ("relation", "relationship") and not beside & self.lists["close"]:
            return
        for cue in cues:
            objects = [
                o
                for w, b in self.syntax.prepositions(n)
                if w in cue.preps
                for o in self._objects(b)
            ]
            for one in objects:
                for subject in self._havers(n):
                    if self._is_subject(subject) and not self._is_place(subject) and subject != one:
                        yield Tie(subject, cue.relation, one, n, p.lemmas[n])

    def _havers(self, n: int) -> list[int]:
        p = self.syntax.parsed
        above = p.heads[n]
        if p.deps[n] == "dobj" and p.lemmas[above] in self.lists["keeping"]:
            return (
                [] if self._hedged(above) else [a.token for a in self.syntax.surface_subject(above)]
            )
        if p.deps[n] != "pobj":
            return []
        owner = p.heads[above]
        if p.lower[above] == "with" and self.syntax.is_noun(owner) and owner < n:
            return [owner]
        if (
            p.lower[above] == "for"
            and p.lower[owner] in self.lists["known"]
            and not self._hedged(owner)
        ):
            return self._described(owner)
        return []

    # -- whom a cue describes --------------------------------------------------------------

    def _bearer(self, i: int) -> int:
        """ "The Forces, an umbrella group that is backed by X": the name is meant."""
        p = self.syntax.parsed
        first = self.syntax.phrase(i)[0]
        if (
            p.deps[i] == "appos"
            and p.lower[first] in ("a", "an")
            and self.syntax.is_noun(p.heads[i])
        ):
            return p.heads[i]
        return i

    def _described(self, i: int) -> list[int]:
        """The nouns that participle or adjective ``i`` is said of."""
        p, syntax = self.syntax.parsed, self.syntax
        if p.deps[i] in ("acomp", "oprd") and syntax.is_verb(p.heads[i]):
            verb = p.heads[i]
            return self._of_clause([a.token for a in syntax.surface_subject(verb)], verb)
        if syntax.is_verb(i):
            clause = syntax.clause(i)
            tokens = [a.token for a in clause.objects if a.how != "object"]
            if not tokens and p.deps[i] in ("acl", "relcl", "amod") and syntax.is_noun(p.heads[i]):
                tokens = [p.heads[i]]
            if not tokens and not any(a.how == "object" for a in clause.objects):
                # "Gunmen linked to X killed five": a participle taken for the verb
                aux = syntax.kids(i, "aux")
                tokens = [] if aux else [t for t in syntax.kids(i, "nsubj") if t < i]
            return self._of_clause(tokens, i)
        if (
            p.deps[i] in ("amod", "acl", "appos", "advmod")
            and p.heads[i] < i
            and syntax.is_noun(p.heads[i])
        ):
            return self._of_list(p.heads[i], i, every=None)
        return []

    def _of_clause(self, tokens: list[int], verb: int) -> list[int]:
        """Whom a clause is about; a relative clause's verb says how many of a list it means."""
        p = self.syntax.parsed
        found: list[int] = []
        for token in tokens:
            if p.tags[token] in ("WDT", "WP"):
                above = [
                    a
                    for a in self.syntax.ancestors(token)
                    if p.deps[a] == "relcl" and self.syntax.is_noun(p.heads[a])
                ]
                if not above:
                    continue
                token = p.heads[above[0]]
            before = verb
            every: bool | None = None
            if token < verb and p.deps[verb] not in ("ROOT", "conj", "ccomp"):
                pronouns = [t for t in range(token, verb) if p.tags[t] in ("WDT", "WP")]
                before = pronouns[-1] if pronouns else verb
                words = {p.lower[c] for c in p.children[verb] if p.deps[c] in ("aux", "auxpass")}
                words |= {p.lower[verb]}
                if pronouns:
                    every = bool(words & self.lists["plural"])
                found += self._of_list(token, before, every=every)
            else:
                found += [c for c in self.syntax.conjuncts(token) if c < before]
        return list(dict.fromkeys(found))

    def _of_list(self, token: int, before: int, *, every: bool | None) -> list[int]:
        """Members of the list around ``token``: all, the last, or as their articles suggest."""
        p, root = self.syntax.parsed, token
        while p.deps[root] in ("conj", "appos") and self.syntax.is_noun(p.heads[root]):
            if root not in self.syntax.conjuncts(p.heads[root]):
                break
            root = p.heads[root]
        members = [m for m in self.syntax.conjuncts(root) if m < before]
        if token not in members:
            return [token]
        if len(members) < 2:
            return members
        if every is None:
            last = members[-1]
            first = self.syntax.phrase(last)[0]
            every = p.tags[first] not in ("DT", "PRP$") and not p.tags[last].startswith("NNP")
        return members if every else [max(m for m in members)]

    def _called(self, n: int) -> list[int]:
        """Who is called ``n``: by apposition, copula, "known as", or a name right after."""
        p, syntax = self.syntax.parsed, self.syntax
        dep, above = p.deps[n], p.heads[n]
        if dep == "appos":
            return [above] if syntax.is_noun(above) else []
        if dep == "attr" and p.lemmas[above] in _COPULA:
            if any(p.deps[c] in ("aux",) and p.tags[c] == "MD" for c in p.children[above]):
                return []
            return (
                []
                if self._hedged(above)
                else self._of_clause([a.token for a in syntax.surface_subject(above)], above)
            )
        if (
            dep == "pobj"
            and p.lower[above] == "as"
            and p.lower[p.heads[above]] in self.lists["known"]
        ):
            verb = p.heads[above]
            if p.tags[verb] == "VBN":
                return self._described(verb)
            return [a.token for a in syntax.surface_subject(verb)]
        if dep in ("compound", "nmod") and above > n:
            return [above] if p.tags[above].startswith("NNP") or p.words[above].isupper() else []
        return [a for a in syntax.kids(n, "appos") if a > n and p.tags[a].startswith("NNP")]

    def _whose(self, n: int, preps: frozenset[str]) -> list[int]:
        """Of whom ``n`` is: its possessor, "their" resolved, or the object of its preposition."""
        p, syntax = self.syntax.parsed, self.syntax
        named = p.deps[n] in ("compound", "nmod") and p.heads[n] > n
        owners = syntax.kids(n, "poss") or (syntax.kids(p.heads[n], "poss") if named else [])
        for owner in owners:
            if p.tags[owner] != "PRP$":
                return [owner]
            if p.lower[owner] in ("their", "its"):
                return self._possessor(n)
        if named:
            return []
        return [o for w, o in syntax.prepositions(n) if w in preps and o > n][:1]

    def _possessor(self, n: int) -> list[int]:
        """ "the regime and their proxies": the member of the list before, else the subject."""
        p = self.syntax.parsed
        if p.deps[n] == "conj" and self.syntax.is_noun(p.heads[n]):
            return [p.heads[n]]
        verb = self.syntax.governing_verb(n)
        if verb is None or p.deps[n] in ("nsubj", "nsubjpass"):
            return []
        subjects = [a.token for a in self.syntax.surface_subject(verb) if a.how == "subject"]
        return [s for s in subjects if s < n and self._is_object(s)][:1]

    def _compound_body(self, n: int) -> list[int]:
        """ "Hezbollah leader": the name right before the title."""
        p = self.syntax.parsed
        before = n - 1
        if before < 0 or p.sentence_of[before] != p.sentence_of[n]:
            return []
        named = p.tags[before].startswith("NNP") and p.lower[before] not in self.lists["not_bodies"]
        return [before] if named else []

    # -- what may stand in a tie -----------------------------------------------------------

    def _is_subject(self, i: int) -> bool:
        p = self.syntax.parsed
        if not self.syntax.is_noun(i) or p.lemmas[i] in self.lists["not_subjects"]:
            return False
        return self._is_actor(i)

    def _is_actor(self, i: int) -> bool:
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

    def _is_object(self, i: int) -> bool:
        """An actor whom the words identify: a name, a nationality, a government."""
        p = self.syntax.parsed
        if not (self.syntax.is_noun(i) or p.entity[i] in ("GPE", "NORP", "ORG", "PERSON")):
            return False
        if not self._is_actor(i):
            return False
        first, last = self.syntax.phrase(i)
        named = any(
            p.tags[t].startswith("NNP") or p.entity[t] in ("GPE", "NORP", "ORG", "PERSON")
            for t in range(first, last)
        )
        return named or bool(self.syntax.classes(i) & _IDENTIFIED)

    def _objects(self, i: int) -> list[int]:
        """``i`` and the actors joined to it; none where the first is no known actor."""
        if not self._is_object(i):
            return []
        return [c for c in self.syntax.conjuncts(i) if c == i or self._is_object(c)]

    def _is_place(self, i: int) -> bool:
        return self.syntax.parsed.entity[i] in ("GPE", "LOC")

    def _lies(self, subject: int, one: int) -> bool:
        """Whether a thing beside a place is told of rather than two actors."""
        said = self.syntax.classes(subject)
        place = self.syntax.classes(one)
        if not said & {"people", "org", "state"} or (said & _GROUND and not said & {"state"}):
            return True
        return bool(place & _GROUND) and "country" not in place and not place & {"state", "armed"}

    def _is_town(self, i: int) -> bool:
        classes = self.syntax.classes(i)
        return (
            self._is_place(i)
            and "country" not in classes
            and not classes & {"org", "armed"}
            and (self.syntax.parsed.lower[self.syntax.phrase(i)[0]] != "the")
            and bool(self.syntax.kids(i, "compound", "amod", "appos") or classes & {"town"})
        )

    def _is_person(self, i: int) -> bool:
        p = self.syntax.parsed
        return (p.tags[i].startswith("NNP") and p.entity[i] in ("PERSON", "")) or p.entity[
            i
        ] == "PERSON"

    def _is_organisation(self, i: int) -> bool:
        p, classes = self.syntax.parsed, self.syntax.classes(i)
        if not self._is_subject(i) or p.entity[i] == "GPE":
            return False
        if p.entity[i] == "PERSON" and p.lower[self.syntax.phrase(i)[0]] != "the":
            return False
        return bool(
            classes & {"org", "armed", "militant", "military", "state", "party"}
            or p.tags[i].startswith("NNP")
        )

    def _is_named_body(self, i: int) -> bool:
        p = self.syntax.parsed
        if not self._is_object(i) or p.entity[i] in ("GPE", "NORP", "LOC"):
            return False
        if "country" in self.syntax.classes(i):
            return False
        first, last = self.syntax.phrase(i)
        return any(p.tags[t].startswith("NNP") for t in range(first, last))

    # -- doubt -----------------------------------------------------------------------------

    def _modified(self, n: int, modifier: str) -> bool:
        p = self.syntax.parsed
        return any(p.lower[c] == modifier for c in p.children[n] if c < n) or (
            n > 0 and p.lower[n - 1] == modifier
        )

    def _past_before(self, person: int, n: int) -> bool:
        p = self.syntax.parsed
        first = self.syntax.phrase(person)[0]
        return any(p.lower[t] in self.lists["past"] for t in range(first, n))

    def _hedged_beside(self, i: int) -> bool:
        p = self.syntax.parsed
        return any(p.lower[c] in self.lists["hedge"] or p.deps[c] == "neg" for c in p.children[i])

    def _hedged(self, i: int) -> bool:
        """Whether ``i``, or what governs it in its own clause, is negated or left open."""
        p = self.syntax.parsed
        for _ in range(6):
            for child in p.children[i]:
                if p.deps[child] == "neg" or p.lower[child] in self.lists["hedge"]:
                    return True
                if p.deps[child] == "mark" and p.lower[child] in ("if", "whether", "unless"):
                    return True
                if p.deps[child] == "aux" and p.tags[child] == "MD":
                    return True
            dep, above = p.deps[i], p.heads[i]
            through = dep in _INNER or (dep == "prep" and self.syntax.is_verb(above))
            if not through or above == i or (dep == "conj" and not self.syntax.is_verb(above)):
                return False
            if (
                p.lemmas[above] in self.lists["hedging"]
                and dep != "conj"
                and not (p.lemmas[above] in ("say", "believe", "claim") and dep == "ccomp")
            ):
                return True
            i = above
        return False
