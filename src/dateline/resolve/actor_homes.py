"""Whose somebody is by the place beside the role: "Shanghai police", "Congolese villagers"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from .actor_cases import Case, whose
from .noun_phrases import CountryNames, Mention, NounPhrase
from .roles import RoleLexicon

_UNITS = frozenset(
    "state province provincial city county district municipal regional region governorate "
    "oblast prefecture town village area metropolitan local".split()
)


def in_scene(case: Case, shared: Mapping[str, tuple[str, ...]]) -> Case:
    """The case with the countries that its scene means by words that may mean several.

    "Congolese" is of the country of the context; "Georgia" what the article's places say.
    """
    told = dict(case.scene.places)
    words = case.phrase.words
    meant: dict[str, str] = {}
    mentions: list[Mention] = []
    local = case.local
    for mention in case.phrase.mentions:
        iso3 = mention.iso3
        if case.scene.hint in shared.get(words[mention.first].fold.removesuffix("s"), ()):
            iso3 = case.scene.hint or iso3
        elif mention.how == "name":
            iso3 = told.get(case.phrase.between(mention.first, mention.last), iso3)
            local = local or iso3 != mention.iso3
        meant[mention.iso3] = iso3
        mentions.append(replace(mention, iso3=iso3))
    if all(old == new for old, new in meant.items()):
        return case
    countries = tuple(meant.get(iso3, iso3) for iso3 in case.context.countries)
    return replace(
        case,
        phrase=replace(case.phrase, mentions=tuple(mentions)),
        context=replace(case.context, countries=countries),
        local=local,
    )


def with_home(case: Case, countries: CountryNames, roles: RoleLexicon) -> Case:
    """The case with the country of the town or region it names: "Shanghai police".

    Only beside a role, and where the words name no country: a bare name may be a person's.
    """
    role = case.role
    if role is None or case.context.countries or case.phrase.lower or "apart" in role.flags:
        return case
    told = dict(case.scene.places)
    for first, last in _towns(case, roles):
        name = case.phrase.between(first, last)
        iso3 = told.get(name) or countries.home_of(name, case.scene.hint)
        if iso3 is not None:
            context = replace(case.context, countries=(iso3,))
            return replace(case, context=context, local=True)
    return case


def _towns(case: Case, roles: RoleLexicon) -> Iterator[tuple[int, int]]:
    """Word ranges that may be a town: before the role, or after "in" and "of" behind it."""
    words, phrase = case.phrase.words, case.phrase
    last = case.role_first
    while last > case.article and words[last - 1].fold in _UNITS:
        last -= 1
    least = case.article
    # "Seven soldiers" and "Young soldiers" are nobody's of Seven or Young.
    while least < last and words[least].fold in roles.words["determiner"]:
        least += 1
    yield from _ending_at(phrase, last, least=least)
    at = case.role_last
    if at < len(words) - 1 and words[at].fold in whose(case.role, roles):
        first = at + 1
        while first < len(words) - 1 and words[first].fold in roles.words["determiner"]:
            first += 1
        last = first
        while last < len(words) and words[last].capital and last not in phrase.commas - {first}:
            last += 1
        yield from ((first, end) for end in range(last, first, -1))


def _ending_at(phrase: NounPhrase, last: int, *, least: int) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words that end before ``last``, the longest first."""
    first = last
    while first > least and phrase.words[first - 1].capital and not phrase.is_modifier(first - 1):
        first -= 1
    yield from ((start, last) for start in range(first, last))
