"""The role lexicon: what a common noun says of who somebody is (``lang/en/roles.txt``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources

from ..errors import DataError
from .names import fold

_KIND_OF_SECTOR = {
    **dict.fromkeys(("GOV", "MIL", "COP", "LEG", "JUD", "SPY"), "State forces"),
    **dict.fromkeys(("PRM", "UAF", "CRM"), "Political militias"),
    "REB": "Rebel groups",
    "IGO": "External/other forces",
}
_FLAGS = frozenset("hint weak of crowd people party unarmed person apart".split())


@dataclass(frozen=True, slots=True)
class Role:
    """A noun or noun phrase with what it says; ``roles.txt`` explains the flags."""

    words: str
    sectors: tuple[str, ...]
    acled_type: str | None
    state: str | None = None
    office: str | None = None
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """What a word before a role does to it: ``turn`` it into other sectors, ``arms``, ``add``."""

    kind: str
    sectors: tuple[str, ...]
    acled_type: str | None = None


@dataclass(frozen=True, slots=True)
class RoleLexicon:
    """The roles of a language by their words in the singular, and the words around them."""

    roles: Mapping[str, Role]
    quantities: frozenset[str]
    changes: Mapping[str, tuple[Change, ...]]
    relations: Mapping[tuple[str, str], str]
    """(``suffix``, ``prefix`` or ``after``; words) -> relation."""
    words: Mapping[str, frozenset[str]]
    """The plain lists: stop, whose, member, determiner, title, pronoun, generic, foreign."""
    plurals: Mapping[str, str]
    longest: int

    def singular(self, word: str) -> str:
        """The singular of a folded word, by rule and the list of irregular plurals."""
        known = self.plurals.get(word)
        return known if known is not None else _singular(word)

    def ending_at(self, lemmas: Sequence[str], last: int) -> tuple[Role, int] | None:
        """The longest role that ends with word ``last``, and where it starts."""
        for start in range(max(0, last + 1 - self.longest), last + 1):
            role = self.roles.get(" ".join(lemmas[start : last + 1]))
            if role is not None:
                return role, start
        return None

    def around(self, lemmas: Sequence[str], head: int) -> tuple[Role, int, int] | None:
        """The longest role that holds word ``head``: where it starts and ends (excluded).

        A role may run on past the head: "ministry of defence", "members of parliament".
        """
        best: tuple[Role, int, int] | None = None
        for end in range(min(len(lemmas), head + self.longest), head, -1):
            if end > head + 1 and lemmas[end - 1] in self.words["stop"]:
                continue
            found = self.ending_at(lemmas, end - 1)
            if found and found[1] <= head and (best is None or end - found[1] > best[2] - best[1]):
                best = (found[0], found[1], end)
        return best


def with_roles(lexicon: RoleLexicon, own: Mapping[str, tuple[str, ...]]) -> RoleLexicon:
    """The lexicon with a user's common nouns (words -> PLOVER sectors), which outrank its own.

    A word that the lexicon has with the same main sector stays as it is: it says more there.
    """
    if not own:
        return lexicon
    added: dict[str, Role] = {}
    for words, sectors in own.items():
        key = _key(words, lexicon.plurals)
        known = lexicon.roles.get(key)
        if known is not None and known.sectors[:1] == sectors[:1]:
            continue
        kind = _KIND_OF_SECTOR.get(sectors[0], "Civilians") if sectors else None
        flags = frozenset({"people"}) if kind == "Civilians" else frozenset[str]()
        added[key] = Role(key, sectors, kind, flags=flags)
    longest = max([lexicon.longest, *(len(key.split()) for key in added)])
    return replace(lexicon, roles={**lexicon.roles, **added}, longest=longest)


@cache
def load_roles(language: str = "en") -> RoleLexicon:
    """The shipped roles of a language. Raises `DataError` naming the line."""
    path = resources.files("dateline.lang").joinpath(language, "roles.txt")
    return read_roles(path.read_text(encoding="utf-8"))


def read_roles(text: str) -> RoleLexicon:
    """Read the text of a role file; the first section that lists a word keeps it."""
    sections = list(_sections(text))
    plurals: dict[str, str] = {}
    for _, header, words in sections:
        if header == "=plural":
            plurals.update((p, s) for p, _, s in (w.partition("=") for w in words))
    roles: dict[str, Role] = {}
    quantities: set[str] = set()
    changes: dict[str, tuple[Change, ...]] = {}
    relations: dict[tuple[str, str], str] = {}
    plain: dict[str, frozenset[str]] = {}
    for number, header, words in sections:
        if not header.startswith("="):
            model = _role(number, header)
            for word in words:
                key = _key(word, plurals)
                if "of" in model.flags:
                    quantities.add(key)
                else:
                    roles.setdefault(key, _with_words(model, key))
            continue
        kind, _, value = header[1:].partition(" ")
        folded = frozenset(fold(w) for w in words)
        if kind in ("add", "turn", "arms", "former"):
            sectors, _, acled = value.partition("|")
            change = Change(kind, tuple(sectors.split()), acled.strip() or None)
            for word in folded:
                changes[word] = (*changes.get(word, ()), change)
        elif kind in ("suffix", "prefix", "after"):
            relations.update(((kind, word), value) for word in folded)
        elif kind != "plural":
            plain[kind] = folded
    return RoleLexicon(
        roles=roles,
        quantities=frozenset(quantities),
        changes=changes,
        relations=relations,
        words=plain,
        plurals=plurals,
        longest=max(len(r.split()) for r in roles),
    )


def _sections(text: str) -> Iterator[tuple[int, str, list[str]]]:
    """(line number, header, items) of each section."""
    number_of_header, header, items = 0, "", list[str]()
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.partition("#")[0].strip()
        if line.startswith("["):
            if header:
                yield number_of_header, header, items
            number_of_header, header, items = number, line.strip("[]").strip(), []
        elif line:
            if not header:
                raise DataError(f"roles.txt:{number}: words before any [section]")
            items += [w.strip() for w in line.split(",") if w.strip()]
    if header:
        yield number_of_header, header, items


def _role(number: int, header: str) -> Role:
    sectors, acled, flags, *_ = [*(p.strip() for p in header.split("|")), "", ""]
    values: dict[str, str] = {}
    rest = flags
    if "office=" in flags:
        rest, _, values["office"] = flags.partition("office=")
    plain = [f for f in rest.split() if "=" not in f]
    for flag in rest.split():
        key, equals, value = flag.partition("=")
        if equals:
            values[key] = value
    if not _FLAGS.issuperset(plain) or not {"id", "office"}.issuperset(values):
        raise DataError(f"roles.txt:{number}: not flags: {flags!r}")
    return Role(
        words="",
        sectors=() if sectors == "-" else tuple(sectors.split()),
        acled_type=None if acled in ("", "-") else acled,
        state=values.get("id"),
        office=values.get("office"),
        flags=frozenset(plain),
    )


def _with_words(role: Role, words: str) -> Role:
    return Role(words, role.sectors, role.acled_type, role.state, role.office, role.flags)


def _key(phrase: str, plurals: Mapping[str, str]) -> str:
    """The form in which words are looked up: folded, possessives dropped, singular."""
    plain = fold(phrase.replace("'s ", " ").replace("s' ", "s ") if "'" in phrase else phrase)
    return " ".join(plurals.get(w) or _singular(w) for w in plain.split())


def _singular(word: str) -> str:
    if len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word


@dataclass(frozen=True, slots=True)
class Crowds:
    """ACLED's actor type by class of role and event type (``data/crowds.txt``)."""

    table: Mapping[str, Mapping[str, str | None]]

    def acled_type(
        self, kind: str, event_type: str | None, default: str | None, *, target: bool = False
    ) -> str | None:
        """The type of a ``kind`` of people in an event; ``default`` where the table has none."""
        row = self.table.get(f"{kind} target" if target else kind, self.table[kind])
        found = row.get(event_type or "*", row.get("*"))
        return found if found is not None else default


@cache
def load_crowds() -> Crowds:
    """The shipped table of ACLED types by event."""
    text = resources.files("dateline.data").joinpath("crowds.txt").read_text(encoding="utf-8")
    table: dict[str, dict[str, str | None]] = {}
    row: dict[str, str | None] = {}
    for raw in text.splitlines():
        line = raw.partition("#")[0].strip()
        if line.startswith("["):
            row = table.setdefault(line.strip("[]"), {})
        elif line:
            acled, _, types = line.partition(":")
            row.update((t, None if acled == "-" else acled) for t in types.split())
    return Crowds(table)


@dataclass(frozen=True, slots=True)
class Peoples:
    """Words for peoples and regions -> country, "" where a people lives in several.

    ``shared`` are nationality words that several countries share -> their codes.
    """

    peoples: Mapping[str, str]
    regions: Mapping[str, str]
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@cache
def load_peoples(language: str = "en") -> Peoples:
    """The shipped words for peoples and regions of a language."""
    path = resources.files("dateline.lang").joinpath(language, "peoples.txt")
    plurals = load_roles(language).plurals
    peoples: dict[str, str] = {}
    regions: dict[str, str] = {}
    shared: dict[str, tuple[str, ...]] = {}
    for raw in path.read_text(encoding="utf-8").splitlines():
        country, _, words = raw.partition("#")[0].partition(":")
        if country.startswith("&"):
            codes = tuple(country[1:].split())
            shared.update((_key(w.strip(), plurals), codes) for w in words.split(","))
            continue
        listed = regions if country.startswith("@") else peoples
        iso3 = country.strip("@- ")
        listed.update((_key(w.strip(), plurals), iso3) for w in words.split(",") if w.strip())
    return Peoples(peoples, regions, shared)
