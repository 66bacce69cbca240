"""The stages in order: parse, detect, extract, resolve, assess."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from .assess.contradictions import find_contradictions, in_text_order
from .assess.speech import find_speeches, without_echoes
from .config import MAX_TEXT_CHARS, Settings
from .errors import TextTooLarge
from .extract.frames import Extractor, KnownPhrases
from .extract.role_places import stated_places
from .lang.en.syntax import Syntax
from .link import Linker, acronyms_of, continues
from .records.article import Article, ParsedArticle
from .records.coded import Coded
from .records.entity import Place
from .records.event import (
    CodedArticle,
    Failure,
    NamedDate,
    NamedPlace,
    Relation,
    Report,
    Unreported,
)
from .records.text import Quote
from .relate import find_relations, spread
from .reporting import Reporter
from .resolve.actor_conflicts import actor_conflicts
from .resolve.dates import DatePhrase, find_dates, resolve_date, weekday_conflicts
from .resolve.frames import ArticlePlaces, FrameResolver, Scene
from .resolve.nationalities import nationality_words
from .resolve.outlets import outlet_named, resolve_source
from .resolve.place_mentions import find_place_mentions
from .resolve.place_phrases import with_stated
from .resources import Resources
from .threads import one_thread

_LONGEST_TO_PRINT = 31
"""How many days before its publication an article may have been written, by its dateline."""


class Coder:
    """Codes articles. Loads its models once; keep one and use it for many articles."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.resources = Resources(self.settings)

    def code(self, article: Article) -> CodedArticle:
        """Code one article. Raises `TextTooLarge` past `MAX_TEXT_CHARS` characters."""
        return next(self.code_many([article]))

    def code_many(self, articles: Iterable[Article]) -> Iterator[CodedArticle]:
        """Code articles in input order. What fails in one is kept as its `Failure`."""
        parsed = self.resources.parser.parse_many(_checked(a) for a in articles)
        while True:
            with one_thread():
                article = next(parsed, None)
                coded = None if article is None else self.code_parsed(article)
            if coded is None:
                return
            yield coded

    def code_parsed(self, parsed: ParsedArticle) -> CodedArticle:
        """Code an article that is parsed already."""
        try:
            return self._stages(parsed)
        except Exception as exc:  # one bad article must not lose the others (architecture, rule 10)
            if self.settings.strict:
                raise
            failure = Failure("code", f"{type(exc).__name__}: {exc}")
            return CodedArticle(parsed.article, self.resources.run, (), failures=(failure,))

    # -- the way of one article ------------------------------------------------------------

    def _stages(self, parsed: ParsedArticle) -> CodedArticle:
        parsed = _sourced(parsed)
        article = parsed.article
        syntax = Syntax(parsed, self.resources.lexicon, name_classes=self.resources.name_classes)
        speeches = find_speeches(syntax)
        linker = Linker(syntax, speeches)
        detection = self.resources.detector.detect(syntax)
        phrases = find_dates(article.text)
        places = self._places(parsed, stated_places(syntax, detection.mentions))
        extractor = Extractor(
            syntax,
            without_echoes(detection.mentions, speeches),
            linker,
            phrases=KnownPhrases(
                places=tuple((m.start, m.end) for m in places.mentions),
                holders=places.holders(),
                dates=tuple((d.start, d.end) for d in phrases),
            ),
            families=self.resources.families,
            continues=lambda new, old, same: continues(syntax, new, old, same_kind=same),
        )
        parsed = self._dated(parsed)
        day = _day_of_writing(parsed)
        by_dateline = day is not None and day != article.published
        resolver = FrameResolver(
            syntax,
            self.resources.actors,
            places,
            phrases,
            scene=Scene(
                published=day,
                day_called="the dateline's day" if by_dateline else "the publication date",
                dateline_place=_dateline_place(parsed, places),
                home=_home(places),
                acronyms=acronyms_of(article.text),
                families=self.resources.families,
            ),
        )
        resolved = [r for f in extractor.frames() for r in resolver.resolve(f)]
        reporter = Reporter(self.resources, syntax, speeches, linker, article)
        reports = reporter.reports(resolved)
        stated = spread(find_relations(syntax, self.resources.actors), reports)
        relations = reporter.told(stated)
        return CodedArticle(
            article=article,
            run=self.resources.run,
            reports=tuple(reports),
            relations=(*relations, *self._known_ties(reports, relations, day)),
            contradictions=in_text_order(
                (
                    *find_contradictions(
                        syntax,
                        places,
                        reports,
                        phrases,
                        self.resources.place_resolver,
                        weekday_conflicts=weekday_conflicts,
                    ),
                    *actor_conflicts(self.resources.actors, syntax, reports, relations, on=day),
                )
            ),
            dateline=parsed.dateline,
            unreported=tuple(
                Unreported(d.mention.quote, d.mention.event_type, d.mention.rule, d.why)
                for d in detection.dropped
            ),
            places=tuple(
                NamedPlace(Quote(m.start, m.end, m.text), coded.value)
                for m, coded in zip(places.mentions, places.coded, strict=True)
                if coded.value is not None
            ),
            dates=tuple(_named_dates(phrases, day)),
        )

    def _known_ties(
        self, reports: list[Report], relations: tuple[Relation, ...], on: date | None
    ) -> tuple[Relation, ...]:
        """The actor file's ties between those whom the article names."""
        named = [p for r in reports for p in (*r.actors, *r.targets)]
        named += [end for r in relations for end in (r.subject, r.object)]
        return self.resources.actors.ties.between(named, on)

    def _places(self, parsed: ParsedArticle, stated: list[tuple[int, int]]) -> ArticlePlaces:
        mentions = with_stated(
            find_place_mentions(parsed, self.resources.gazetteer),
            stated,
            parsed.article.text,
            self.resources.gazetteer,
        )
        source = parsed.article.source
        coded = self.resources.place_resolver.resolve_all(
            mentions,
            dateline_country=self._dateline_country(parsed),
            outlet_country=source.country if source else None,
            other_names=nationality_words(parsed, self.resources.gazetteer),
        )
        return ArticlePlaces(tuple(mentions), tuple(coded))

    def _dateline_country(self, parsed: ParsedArticle) -> str | None:
        """The country of the dateline: named in it, or that of its town where only one fits."""
        line = parsed.dateline
        if line is None or line.place is None:
            return None
        parts = [part.strip() for part in line.place.text.split(",")]
        named = self.resources.gazetteer.country(parts[-1]) or self.resources.gazetteer.capital_of(
            parts[0]
        )
        if named:
            return named
        countries = {e.country for e in self.resources.gazetteer.lookup(parts[0])}
        return countries.pop() if len(countries) == 1 else None

    def _dated(self, parsed: ParsedArticle) -> ParsedArticle:
        """Read the dateline's own day."""
        line = parsed.dateline
        if line is None or line.date_words is None:
            return parsed
        for phrase in find_dates(line.date_words.text):
            coded = resolve_date(phrase, published=parsed.article.published, tense="past")
            if coded.value is not None and coded.value.precision == "day":
                return replace(parsed, dateline=replace(line, day=coded.value.start))
        return parsed


def _day_of_writing(parsed: ParsedArticle) -> date | None:
    """The day in the dateline, where it lies just before the publication; else the publication."""
    published = parsed.article.published
    line = parsed.dateline.day if parsed.dateline else None
    if published is None or line is None:
        return published or line
    return line if 0 <= (published - line).days <= _LONGEST_TO_PRINT else published


def _named_dates(phrases: Iterable[DatePhrase], published: date | None) -> Iterator[NamedDate]:
    for phrase in phrases:
        value = resolve_date(phrase, published=published, tense="past").value
        if value is not None:
            yield NamedDate(Quote(phrase.start, phrase.end, phrase.text), value)


def _checked(article: Article) -> Article:
    if len(article.text) > MAX_TEXT_CHARS:
        raise TextTooLarge(
            f"{article.id}: the text has {len(article.text):,} characters; "
            f"the limit is {MAX_TEXT_CHARS:,}"
        )
    return article


def _sourced(parsed: ParsedArticle) -> ParsedArticle:
    """Look the outlet up in the outlet file; the byline's where none was given."""
    article = parsed.article
    source = resolve_source(article.source.name if article.source else None, article.url)
    if source is None:
        source = outlet_named(_signatures(parsed))
    if source is None:
        return parsed
    return replace(parsed, article=replace(article, source=source))


def _signatures(parsed: ParsedArticle) -> Iterator[str]:
    """Where an article names its outlet: the dateline's agency, then bylines."""
    if parsed.dateline is not None and parsed.dateline.agency is not None:
        yield parsed.dateline.agency.text
    for block in parsed.blocks:
        if block.kind == "byline":
            yield parsed.article.text[block.span.start : block.span.end]


def _dateline_place(
    parsed: ParsedArticle, places: ArticlePlaces
) -> tuple[Quote, Coded[Place]] | None:
    line = parsed.dateline
    if line is None or line.place is None:
        return None
    hit = places.at(line.place)
    return (line.place, hit[1]) if hit else None


def _home(places: ArticlePlaces) -> str | None:
    """The country most of the article's places lie in."""
    tally: dict[str, int] = {}
    for coded in places.coded:
        if coded.value is not None and coded.value.country:
            tally[coded.value.country] = tally.get(coded.value.country, 0) + 1
    if not tally:
        return None
    best = max(tally.values())
    top = sorted(c for c, n in tally.items() if n == best)
    return top[0] if len(top) == 1 else None
