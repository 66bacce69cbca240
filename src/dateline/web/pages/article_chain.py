"""Who tells what in an article: one tree of all its chains of telling, the outlet outermost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...records.claim import Attribution
from ...records.event import CodedArticle
from .article_cards import title_of
from .article_marks import line

_OUTLET = "the outlet (not known)"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A report that a teller gives."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Cue:
    """The word that shows somebody speaking, and the key of where it stands."""

    text: str
    key: str


@dataclass(slots=True)
class Teller:
    """Somebody who tells: how they stand to it, by which words, what, and who tells it to them."""

    name: str
    stance: str
    key: str = ""
    cues: list[Cue] = field(default_factory=list)
    reports: list[Leaf] = field(default_factory=list)
    tellers: list[Teller] = field(default_factory=list)

    def listens_to(self, link: Attribution, key: str, cue_key: str) -> Teller:
        """The teller of one link of a chain below this one; the same for the same words."""
        name = "unnamed" if link.speaker is None else line(link.speaker.name, 80)
        found = next(
            (one for one in self.tellers if (one.name, one.stance) == (name, link.stance)), None
        )
        if found is None:
            found = Teller(name, link.stance, key)
            self.tellers.append(found)
        cue = line(link.cue.text, 40)
        if all(one.text.casefold() != cue.casefold() for one in found.cues):
            found.cues.append(Cue(cue, cue_key))
        return found


def telling(coded: CodedArticle) -> Teller:
    """The tree; at its root the outlet with what it says in its own name."""
    source = coded.article.source
    root = Teller(line(source.name, 80) if source else _OUTLET, "states")
    for number, report in enumerate(coded.reports, start=1):
        _under(root, report.attribution, number).reports.append(Leaf(number, title_of(report)))
    return root


def _under(root: Teller, chain: Sequence[Attribution], number: int) -> Teller:
    teller = root
    for index, link in enumerate(chain, start=1):
        cue = f"r{number}-cue{index}"
        key = cue if link.speaker is None else f"r{number}-speaker{index}"
        teller = teller.listens_to(link, key, cue)
    return teller
