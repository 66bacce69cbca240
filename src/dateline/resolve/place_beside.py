"""In which country a text puts a place by what stands behind its name, beyond "X, Y".

"Ventspils, in the west of Estonia", "Cotonou, Benin's largest city", "Kandahar, the second city of
Pakistan", "Ventspils, the Latvian port", "Yala market in Malaysia".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .gazetteer import Gazetteer
from .place_phrases import PlaceMention

_WINDOW = 100
_SIDE = (
    r"(?:far |deep |extreme )?(?:north|south|east|west|centre|center|heart|interior)"
    r"(?:[ -]?(?:east|west))?"
)
_TOWN = r"(?:city|port|town|capital|village|resort|settlement|metropolis)"
_IN = re.compile(
    rf",? (?:in|on) (?:the )?(?:{_SIDE} of (?:the )?|{_SIDE}ern )|"
    rf", (?:the|a) (?:[\w-]+ ){{0,4}}?{_TOWN} (?:of|in) (?:the )?(?:{_SIDE}ern )?|"
    r" (?:airport|market|prison|camp|station|hospital|university|stadium) in (?:the )?"
    rf"(?:{_SIDE}ern )?",
    re.IGNORECASE,
)
_OF = re.compile(
    r", (?:on the outskirts of |outside |close to )?(?:the|a|an|one of the) "
    rf"(?:[a-z][\w-]+ ){{0,3}}?(?P<of>[A-Z][\w-]+(?: [A-Z][\w-]+)?) "
    rf"(?:[a-z][\w-]+ ){{0,3}}?{_TOWN}\b|"
    rf", (?P<own>[A-Z][\w-]+(?: [A-Z][\w-]+)?)['’]s (?:[\w-]+ ){{0,3}}?{_TOWN}\b"
)


def with_words_behind(
    mentions: Sequence[PlaceMention], text: str, gazetteer: Gazetteer
) -> list[PlaceMention]:
    """The mentions; where one has no container, with the country that the words behind it name."""
    by_start = {m.start: m for m in mentions}
    return [_with(m, by_start, text, gazetteer) for m in mentions]


def _with(
    mention: PlaceMention, by_start: dict[int, PlaceMention], text: str, gazetteer: Gazetteer
) -> PlaceMention:
    if mention.container is not None or gazetteer.country(mention.text):
        return mention
    behind = text[mention.end : mention.end + _WINDOW]
    inside = _IN.match(behind)
    if inside is not None:
        holder = by_start.get(mention.end + inside.end())
        if holder is not None and gazetteer.country(holder.text):
            return _placed(mention, holder.text, holder.start)
    owned = _OF.match(behind)
    if owned is not None:
        group = "of" if owned["of"] else "own"
        name = owned[group]
        known = gazetteer.demonym(name) if group == "of" else gazetteer.country(name)
        if known:
            return _placed(mention, name, mention.end + owned.start(group))
    return mention


def _placed(mention: PlaceMention, name: str, start: int) -> PlaceMention:
    return replace(mention, container=name, container_start=start, container_end=start + len(name))
