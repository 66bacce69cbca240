"""Check a mention's actors and targets against the model's role scores."""

from __future__ import annotations

from dataclasses import replace

from ..lang.en.syntax import Syntax
from ..records.event import Binding, EventMention
from .proposals import bind

Roles = dict[tuple[int, str], float]
"""(token, role letter) -> probability, tokens of the whole article."""
SURE, LOW = 0.6, 0.2


def with_roles(syntax: Syntax, mention: EventMention, scores: Roles) -> EventMention:
    """The mention with what the model knows of its roles.

    The grammar's bindings stand unless the model is sure of the opposite role; what the grammar
    missed is added where the model is sure. The scores stay on the mention for the stages that
    choose among place, date and count phrases.
    """
    first = syntax.parsed.sentences[mention.sentence].first
    roles = {(i + first, letter): chance for (i, letter), chance in scores.items()}
    actors, targets = list(mention.actors), list(mention.targets)
    actors, moved = _parted(actors, roles, own="A", other="P")
    targets, back = _parted(targets, roles, own="P", other="A")
    targets += [b for b in moved if not _within(b, targets)]
    actors += [b for b in back if not _within(b, actors)]
    if not actors:
        actors += _missing(syntax, mention, roles, "A", taken=targets)
    if not targets:
        targets += _missing(syntax, mention, roles, "P", taken=actors)
    return replace(
        mention,
        actors=tuple(actors),
        targets=tuple(targets),
        roles=tuple((t, letter, chance) for (t, letter), chance in sorted(roles.items())),
    )


def _parted(
    bindings: list[Binding], roles: Roles, *, own: str, other: str
) -> tuple[list[Binding], list[Binding]]:
    """Bindings that keep their role, and those the model is sure have the other one."""
    stay: list[Binding] = []
    leave: list[Binding] = []
    for binding in bindings:
        against = roles.get((binding.head, other), 0.0) >= SURE
        wrong = against and roles.get((binding.head, own), 0.0) < LOW
        (leave if wrong else stay).append(binding)
    moved = [replace(b, how=f"{b.how}; model: {other}") for b in leave]
    return stay, moved


def _within(binding: Binding, others: list[Binding]) -> bool:
    return any(o.first <= binding.head < o.last for o in others)


def _missing(
    syntax: Syntax, mention: EventMention, roles: Roles, letter: str, *, taken: list[Binding]
) -> list[Binding]:
    """Noun phrases whose head the model is sure of."""
    p = syntax.parsed
    found: list[Binding] = []
    for (token, role), chance in sorted(roles.items()):
        if role != letter or chance < SURE or token == mention.trigger:
            continue
        if not (syntax.is_noun(token) or p.tags[token] in ("PRP", "CD", "JJ", "WP", "DT")):
            continue
        head = _phrase_head(syntax, token, roles, letter)
        binding = bind(syntax, head, f"model: {letter} {chance}")
        if not _within(binding, found) and not _within(binding, taken):
            found.append(binding)
    return found


def _phrase_head(syntax: Syntax, token: int, roles: Roles, letter: str) -> int:
    """The highest word of the run of words with this role that ``token`` stands in."""
    p = syntax.parsed
    while p.heads[token] != token and roles.get((p.heads[token], letter), 0.0) >= 0.5:
        if syntax.is_verb(p.heads[token]):
            break
        token = p.heads[token]
        if not syntax.is_noun(token) and p.deps[token] == "prep":
            break
    if p.deps[token] == "prep":
        objects = syntax.kids(token, "pobj")
        return objects[0] if objects else token
    return token
