"""Which reports tell one event: the articles' main reports first, then what they tell beside.

Most of what says that two reports are of one event is said by the whole articles (names, words,
days); it speaks for what both are mainly about. So main reports are compared by weighed features
and clustered. Any other report joins an event only where the two articles tell one story
(`stories`) or are mainly about one event, and nothing but the telling differs
(`within.same_act`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ..records.decision import Judgement, Verdict
from .clusters import Pair, clusters
from .likeness import Weights, likeness
from .pairs import pairs
from .stories import stories
from .tellings import Telling
from .within import same_act

LEAST = 0.02
"""A pair less likely than this is not kept: its weight in a mean is as good as none."""
CERTAIN = 1e6
"""A judgement "same" outweighs whatever else a cluster holds."""

Judged = Mapping[tuple[str, str], Verdict]
Group = tuple[str, ...]


def merged(
    tellings: Sequence[Telling], weights: Weights, judgements: Iterable[Judgement] = ()
) -> tuple[Group, ...]:
    """The keys of the reports, event by event; a pure function of reports and judgements.

    The last judgement on a pair holds: "same" puts two reports together, whatever else speaks
    against it but another judgement; "different" keeps their events apart.
    """
    ordered = sorted(tellings, key=lambda telling: telling.key)
    judged: Judged = {one.pair: one.verdict for one in judgements}
    asked = {key for pair in judged for key in pair}
    mains = [telling for telling in ordered if telling.chief or telling.key in asked]
    groups = _main_groups(mains, weights, judged)
    taken = {key for group in groups for key in group}
    beside = [telling for telling in ordered if telling.key not in taken]
    settings = {telling.setting.article: telling.setting for telling in ordered}
    return tuple(sorted(with_beside(groups, beside, ordered, stories(list(settings.values())))))


def _main_groups(
    mains: Sequence[Telling], weights: Weights, judged: Judged
) -> list[tuple[str, ...]]:
    found = {
        pair: value
        for pair in pairs(mains)
        if (value := main_likeness(mains[pair[0]], mains[pair[1]], weights)) >= LEAST
    }
    number = {telling.key: place for place, telling in enumerate(mains)}
    apart: list[Pair] = []
    for (first, second), verdict in judged.items():
        if first in number and second in number:
            pair = (number[first], number[second])
            if verdict == "same":
                found[pair] = CERTAIN
            else:
                found.pop(pair, None)
                apart.append(pair)
    grouped = clusters(len(mains), found, threshold=weights.threshold, apart=apart)
    return [tuple(mains[member].key for member in group) for group in grouped]


def main_likeness(one: Telling, other: Telling, weights: Weights) -> float:
    """The likeness of two main reports; copies of one text are mainly about the same."""
    if _original(one) == _original(other):
        return 1.0
    return likeness(one, other, weights)


def _original(telling: Telling) -> str:
    return telling.setting.copy_of or telling.setting.article


def with_beside(
    groups: Sequence[Group],
    beside: Sequence[Telling],
    ordered: Sequence[Telling],
    story_of: Mapping[str, int],
) -> list[Group]:
    """The groups with every other report in one of them, or in a group of its own.

    ``story_of`` says of which story each article is. Nothing reaches beyond what is connected by
    stories and groups: that can be done by itself, with its groups and reports in the same order.
    """
    by_key = {telling.key: telling for telling in ordered}
    events = [list(group) for group in groups]
    linked = _links(groups, by_key, story_of)
    of_article: defaultdict[str, set[int]] = defaultdict(set)
    for number, event in enumerate(events):
        for key in event:
            of_article[by_key[key].setting.article].add(number)
    for telling in beside:
        found = _event_of(telling, events, by_key, linked, of_article)
        number = len(events) if found is None else found
        if found is None:
            events.append([])
        events[number].append(telling.key)
        of_article[telling.setting.article].add(number)
    return [tuple(sorted(event)) for event in events]


def _links(
    groups: Sequence[Group], by_key: Mapping[str, Telling], story_of: Mapping[str, int]
) -> Mapping[str, set[str]]:
    """Article -> the articles of its story, and those whose main report tells the same event."""
    together = [{by_key[key].setting.article for key in group} for group in groups]
    told: defaultdict[int, set[str]] = defaultdict(set)
    for article, story in story_of.items():
        told[story].add(article)
    linked: defaultdict[str, set[str]] = defaultdict(set)
    for articles in (*together, *told.values()):
        for article in articles:
            linked[article] |= articles
    return linked


def _event_of(
    telling: Telling,
    events: Sequence[Sequence[str]],
    by_key: Mapping[str, Telling],
    linked: Mapping[str, set[str]],
    of_article: Mapping[str, set[int]],
) -> int | None:
    """The event that most reports tell which tell the same as this one; None where none does."""
    own = telling.setting.article
    articles = linked.get(own, set()) | {own}
    near = sorted({number for article in articles for number in of_article.get(article, ())})
    votes = []
    for number in near:
        members = [by_key[key] for key in events[number]]
        if any(m.setting.article == own and not same_act(m, telling) for m in members):
            continue
        same = sum(
            same_act(member, telling) for member in members if member.setting.article in articles
        )
        votes.append((same, -number))
    best = max(votes, default=(0, 0))
    return -best[1] if best[0] else None
