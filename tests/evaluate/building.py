"""Reports and gold built by hand from the words of a text, so that each count is foreseen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from dateline.corpus.markup import parse_line
from dateline.evaluate.figures import Evaluation, Tally
from dateline.evaluate.gold import GoldText, gold_of
from dateline.records.article import Article
from dateline.records.claim import (
    Attribution,
    Auxiliary,
    Factuality,
    FactualityJudgement,
    Speaker,
)
from dateline.records.coded import Coded, Reason
from dateline.records.entity import Actor, CountRange, EventDate, Place
from dateline.records.event import (
    CodedArticle,
    Codes,
    CodingRun,
    CountKind,
    CountPhrase,
    Participant,
    Phrase,
    Report,
)
from dateline.records.text import Quote
from dateline.resources import Resources

RUN = CodingRun("0", "p", "m", "c", "g", "a", "s")
DAY = EventDate(date(2024, 5, 14), date(2024, 5, 14), "day")


@dataclass
class Words:
    """A text whose words are asked for as quotes; ``report`` builds a report of it."""

    text: str

    def quote(self, words: str, *, nth: int = 0) -> Quote:
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return Quote(start, start + len(words), words)

    def phrase(self, words: str) -> Phrase:
        """``words``, or "he -> Obi" for a pronoun and what it stands for."""
        here, _, referent = words.partition(" -> ")
        return Phrase(self.quote(here), 0, referent=self.quote(referent) if referent else None)

    def participants(
        self, words: Iterable[str], sectors: tuple[str, ...]
    ) -> tuple[Participant, ...]:
        return tuple(
            Participant(self.phrase(one), Coded(Actor(one, sectors=sectors))) for one in words
        )

    def report(
        self,
        event_type: str,
        trigger: str,
        *,
        nth: int = 0,
        score: float = 0.7,
        actors: tuple[str, ...] = (),
        targets: tuple[str, ...] = (),
        sectors: tuple[str, ...] = (),
        place: str | None = None,
        unresolved: str | None = None,
        day: str | None = None,
        counts: Mapping[CountKind, tuple[str, int, int | None]] | None = None,
        weapon: str | None = None,
        speaker: str | None = None,
        factuality: Factuality = "asserted",
        auxiliary: tuple[Auxiliary, ...] = (),
        plover: str | None = None,
        acled: str | None = None,
    ) -> Report:
        quote = self.quote(trigger, nth=nth)
        return Report(
            key=f"{quote.start}",
            event_type=Coded(event_type),
            score=score,
            codes=Codes(plover, (), (), None, None, None, acled, None),
            trigger=quote,
            sentence=self._sentence(quote),
            actors=self.participants(actors, sectors),
            targets=self.participants(targets, ()),
            place=self._place(place, unresolved),
            date=Coded(DAY, evidence=(self.quote(day),)) if day else _nothing(),
            counts=tuple(
                CountPhrase(kind, CountRange(low, high), self.quote(words))
                for kind, (words, low, high) in (counts or {}).items()
            ),
            weapon=self.quote(weapon) if weapon else None,
            attribution=self._attribution(speaker),
            factuality=FactualityJudgement(factuality, auxiliary=auxiliary),
        )

    def coded(self, *reports: Report) -> CodedArticle:
        return CodedArticle(Article(self.text, "0" * 16, "t"), RUN, reports)

    def _place(self, words: str | None, unresolved: str | None) -> Coded[Place]:
        if words:
            return Coded(Place(words, "NGA"), evidence=(self.quote(words),))
        if unresolved:
            return Coded.missing(Reason.UNRESOLVED, evidence=(self.quote(unresolved),))
        return _nothing()

    def _attribution(self, speaker: str | None) -> tuple[Attribution, ...]:
        if speaker is None:
            return ()
        quote = self.quote(speaker)
        return (Attribution(Speaker(quote, speaker), quote, "states"),)

    def _sentence(self, quote: Quote) -> Quote:
        start = self.text.rfind(". ", 0, quote.start) + 1
        end = self.text.find(". ", quote.end)
        return Quote.of(self.text, start, len(self.text) if end < 0 else end)


def _nothing() -> Coded[object]:  # type: ignore[type-var]
    return Coded.missing(Reason.NOT_STATED)


def gold(line: str) -> tuple[GoldText, Words]:
    """A corpus line as gold, and its plain text to build reports of."""
    found = gold_of(parse_line(line, where="here:1"))
    return found, Words(found.text)


@dataclass
class StandIn:
    """A coder that gives each text the reports a test has built for it."""

    answers: Mapping[str, Callable[[Words], tuple[Report, ...]]]

    @property
    def resources(self) -> Resources:
        raise AssertionError("no component is asked in this test")

    def code_many(self, articles: Iterable[Article]) -> Iterator[CodedArticle]:
        for article in articles:
            answer = self.answers.get(article.text.strip(), lambda _: ())
            yield CodedArticle(article, RUN, answer(Words(article.text)))


def nothing() -> None:
    """A step of no progress bar."""


def tally(found: Evaluation, name: str) -> Tally | None:
    """The counts behind one figure."""
    return next(figure.tally for figure in found.figures if figure.name == name)
