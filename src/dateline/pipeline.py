"""The stages in order: parse, detect, extract, resolve, assess."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from ._version import __version__
from .assess.attribution import chain_of
from .assess.contradictions import find_contradictions
from .assess.factuality import judge
from .assess.speech import find_speeches
from .codebook import Codebook, load_codebook
from .codebook.codes import CodeFacts, derive_codes
from .config import MAX_TEXT_CHARS, Settings
from .detect import Detector
from .errors import TextTooLarge
from .extract.frames import Extractor
from .lang.en.syntax import Syntax
from .lang.lexicon import Lexicon, load_lexicon, with_patterns
from .link import Linker, continues
from .parse import Parser
from .records.article import Article, ParsedArticle
from .records.claim import Speaker, Speech
from .records.coded import Coded, Via
from .records.entity import Place
from .records.event import (
    CodedArticle,
    CodingRun,
    EventMention,
    Failure,
    Report,
    ResolvedFrame,
    Unreported,
)
from .records.text import Quote
from .relate import find_relations
from .resolve.actors import ActorResolver
from .resolve.dates import find_dates, resolve_date, weekday_conflicts
from .resolve.frames import ArticlePlaces, FrameResolver
from .resolve.gazetteer import Gazetteer
from .resolve.outlets import partisan_against, resolve_source
from .resolve.places import PlaceResolver, find_place_mentions

_CLASS_OF_SECTOR = {
    "MIL": "military",
    "COP": "police",
    "REB": "militant",
    "UAF": "militant",
    "PRM": "militant",
    "GOV": "state",
    "LEG": "parliament",
    "JUD": "court",
    "PTY": "party",
    "OPP": "party",
    "JRN": "media",
    "MED": "media",
}

_ABOUT_ANOTHER = frozenset(
    {"accuse", "demand", "threaten", "pledge", "reject", "statement", "support",
     "claim_responsibility", "investigate", "concede", "agreement", "legislate"}
)
"""Types whose reports may speak of another report (RECORDS.md, ``about``)."""
_PEOPLE = frozenset({"CVL", "REF", "LAB", "EDU", "AGR", "MED", "REL", "SOC", "JRN", "CRM", "BUS"})


class Coder:
    """Codes articles. Loads its models once; keep one and use it for many articles."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()

    def code(self, article: Article) -> CodedArticle:
        """Code one article. Raises `TextTooLarge` past `MAX_TEXT_CHARS` characters."""
        return next(self.code_many([article]))

    def code_many(self, articles: Iterable[Article]) -> Iterator[CodedArticle]:
        """Code articles in input order. What fails in one is kept as its `Failure`."""
        for parsed in self.parser.parse_many(_checked(a) for a in articles):
            yield self.code_parsed(parsed)

    def code_parsed(self, parsed: ParsedArticle) -> CodedArticle:
        """Code an article that is parsed already."""
        try:
            return self._stages(parsed)
        except Exception as exc:  # one bad article must not lose the others (architecture, rule 10)
            if self.settings.strict:
                raise
            failure = Failure("code", f"{type(exc).__name__}: {exc}")
            return CodedArticle(parsed.article, self.run, (), failures=(failure,))

    # -- the way of one article ------------------------------------------------------------

    def _stages(self, parsed: ParsedArticle) -> CodedArticle:
        parsed = _sourced(parsed)
        article = parsed.article
        syntax = Syntax(parsed, self.lexicon, name_classes=self._name_classes)
        speeches = find_speeches(syntax)
        detection = self.detector.detect(syntax)
        phrases = find_dates(article.text)
        places = self._places(parsed)
        extractor = Extractor(
            syntax,
            detection.mentions,
            Linker(syntax, speeches),
            place_spans=[(m.start, m.end) for m in places.mentions],
            place_holders=places.holders(),
            date_spans=[(d.start, d.end) for d in phrases],
            families=self.families,
            continues=lambda new, old, same: continues(syntax, new, old, same_kind=same),
        )
        parsed = self._dated(parsed)
        resolver = FrameResolver(
            syntax,
            self.actors,
            places,
            phrases,
            published=article.published or (parsed.dateline.day if parsed.dateline else None),
            dateline_place=_dateline_place(parsed, places),
            families=self.families,
            home=_home(parsed, places),
            acronyms={},
        )
        resolved = [r for f in extractor.frames() for r in resolver.resolve(f)]
        reports = self._reports(syntax, speeches, resolved, parsed)
        reports = self._linked(syntax, reports, resolved)
        return CodedArticle(
            article=article,
            run=self.run,
            reports=tuple(reports),
            relations=find_relations(syntax, self.actors),
            contradictions=find_contradictions(
                syntax,
                places,
                reports,
                phrases,
                self.place_resolver,
                weekday_conflicts=weekday_conflicts,
            ),
            dateline=parsed.dateline,
            unreported=tuple(
                Unreported(d.mention.quote, d.mention.event_type, d.mention.rule, d.why)
                for d in detection.dropped
            ),
        )

    def _places(self, parsed: ParsedArticle) -> ArticlePlaces:
        mentions = find_place_mentions(parsed, self.gazetteer)
        source = parsed.article.source
        dateline = parsed.dateline.place.text if parsed.dateline and parsed.dateline.place else None
        coded = self.place_resolver.resolve_all(
            mentions,
            dateline_country=self.gazetteer.country(dateline.rpartition(",")[2].strip())
            if dateline
            else None,
            outlet_country=source.country if source else None,
            other_names=(),
        )
        return ArticlePlaces(tuple(mentions), tuple(coded))

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

    def _reports(
        self,
        syntax: Syntax,
        speeches: tuple[Speech, ...],
        resolved: list[ResolvedFrame],
        parsed: ParsedArticle,
    ) -> list[Report]:
        reports: list[Report] = []
        seen: dict[int, int] = {}
        for frame in resolved:
            trigger = frame.frame.mention.trigger
            seen[trigger] = seen.get(trigger, 0) + 1
            reports.append(self._report(syntax, speeches, frame, parsed, seen[trigger]))
        return reports

    def _report(
        self,
        syntax: Syntax,
        speeches: tuple[Speech, ...],
        resolved: ResolvedFrame,
        parsed: ParsedArticle,
        ordinal: int,
    ) -> Report:
        mention = resolved.frame.mention
        article = parsed.article
        chain = chain_of(syntax, mention, speeches, lambda t: self._speaker(syntax, t, speeches))
        factuality = judge(
            syntax, mention, chain, when=resolved.date.value, published=article.published
        )
        alleged = bool(chain) and chain[-1].stance == "alleges"
        sentence = parsed.sentences[mention.sentence]
        suffix = f"-{ordinal}" if ordinal > 1 else ""
        return Report(
            key=f"{article.hash}:{mention.quote.start}-{mention.quote.end}{suffix}",
            event_type=Coded(mention.event_type, evidence=(mention.quote,), by=f"rule:{mention.rule}"),
            score=mention.score,
            codes=derive_codes(self.codebook[mention.event_type], self._facts(syntax, resolved)),
            trigger=mention.quote,
            sentence=Quote.of(article.text, sentence.span.start, sentence.span.end),
            actors=tuple(replace(a, alleged=alleged) for a in resolved.actors),
            targets=resolved.targets,
            place=resolved.place,
            date=resolved.date,
            counts=resolved.frame.counts,
            weapon=resolved.frame.weapon,
            attribution=chain,
            factuality=factuality,
            flags=self._flags(article, resolved),
            rule=mention.rule,
            type_candidates=mention.candidates,
        )

    def _speaker(self, syntax: Syntax, token: int, speeches: tuple[Speech, ...]) -> Speaker:
        parsed = syntax.parsed
        quote = parsed.quote(*syntax.phrase(token))
        linked = Linker(syntax, speeches).antecedent(token)
        words = parsed.quote(*syntax.phrase(linked.token)).text if linked else quote.text
        coded = self.actors.resolve(
            words, head=parsed.lemmas[syntax.meaning_head(token)], on=parsed.article.published
        )
        actor = coded.value
        return Speaker(quote, actor.name if actor else words, actor.id if actor else None)

    def _facts(self, syntax: Syntax, resolved: ResolvedFrame) -> CodeFacts:
        frame = resolved.frame
        mention = frame.mention
        top = mention.trigger
        if mention.is_noun:
            top = mention.support or syntax.governing_verb(mention.trigger) or top
        trigger = {syntax.parsed.lemmas[i] for i in syntax.subtree(top)}
        actor = resolved.actors[0].actor.value if resolved.actors else None
        target = resolved.targets[0].actor.value if resolved.targets else None
        return CodeFacts(
            lemmas=frozenset(trigger),
            sentence_lemmas=syntax.sentence_lemmas(mention.sentence),
            weapon=frame.weapon.text.lower() if frame.weapon else None,
            actor_sectors=actor.sectors if actor else (),
            actor_acled=actor.acled_type if actor else None,
            target_sectors=target.sectors if target else (),
            target_acled=target.acled_type if target else None,
            fixed=mention.scheme,
        )

    def _flags(self, article: Article, resolved: ResolvedFrame) -> tuple[str, ...]:
        flags: list[str] = []
        if article.source is not None:
            parties = [p.actor.value for p in (*resolved.actors, *resolved.targets)]
            if any(a is not None and partisan_against(article.source, a) for a in parties):
                flags.append("partisan_source")
        if resolved.place.via is Via.DATELINE:
            flags.append("place_from_dateline")
        return tuple(flags)

    def _linked(
        self, syntax: Syntax, reports: list[Report], resolved: list[ResolvedFrame]
    ) -> list[Report]:
        """Link what is demanded, denied, claimed or condemned to the report it speaks of."""
        found: list[Report] = []
        for report, frame in zip(reports, resolved, strict=True):
            mention = frame.frame.mention
            about = None
            if mention.event_type in _ABOUT_ANOTHER:
                about = _about(syntax, mention, reports, resolved)
            found.append(replace(report, about=about) if about else report)
        return found

    # -- what the stages need --------------------------------------------------------------

    @cached_property
    def parser(self) -> Parser:
        """The spaCy model."""
        return Parser(self.settings.parser)

    @cached_property
    def codebook(self) -> Codebook:
        """Event types and their crosswalk."""
        return load_codebook(self.settings.codebook)

    @cached_property
    def families(self) -> dict[str, str]:
        """Event type -> family."""
        return {name: t.family for name, t in self.codebook.types.items()}

    @cached_property
    def lexicon(self) -> Lexicon:
        """Triggers, noun classes and cues; a user's codebook adds its triggers."""
        own = [(t.id, t.triggers) for t in self.codebook.types.values() if t.triggers]
        return with_patterns(load_lexicon(), own, source=str(self.settings.codebook or "codebook"))

    @cached_property
    def detector(self) -> Detector:
        """The trigger matcher."""
        return Detector(self.lexicon, self.families)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Place names."""
        return Gazetteer.open()

    @cached_property
    def place_resolver(self) -> PlaceResolver:
        """Place names to places."""
        return PlaceResolver(self.gazetteer)

    @cached_property
    def actors(self) -> ActorResolver:
        """Phrases to actors."""
        return ActorResolver(self.gazetteer, extra=self.settings.actors)

    @cached_property
    def run(self) -> CodingRun:
        """Versions and hashes of all that codes."""
        return CodingRun(
            dateline=__version__,
            parser=self.parser.version,
            model="rules",
            codebook=f"{self.codebook.version}+{self.lexicon.version}",
            gazetteer=self.gazetteer.version,
            actors=self.actors.version,
            settings=self.settings.hash,
        )

    def _name_classes(self, name: str) -> frozenset[str]:
        """Noun classes of a proper name, by what the actor file and the gazetteer know of it."""
        if self.gazetteer.country(name) is not None:
            return frozenset({"country", "place"})
        places = {"place"} if self.gazetteer.lookup(name) else set()
        actor = self.actors.resolve(name, head="").value
        if actor is None:
            return frozenset(places)
        classes = {_CLASS_OF_SECTOR[s] for s in actor.sectors if s in _CLASS_OF_SECTOR}
        parents = {"military": "armed", "police": "armed", "militant": "armed",
                   "parliament": "state", "court": "state", "party": "org", "media": "org"}
        people = {"people"} if set(actor.sectors) & _PEOPLE else set()
        return frozenset(classes | places | people | {parents[c] for c in classes if c in parents})


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
        return parsed
    return replace(parsed, article=replace(article, source=source))


def _dateline_place(
    parsed: ParsedArticle, places: ArticlePlaces
) -> tuple[Quote, Coded[Place]] | None:
    line = parsed.dateline
    if line is None or line.place is None:
        return None
    hit = places.at(line.place)
    return (line.place, hit[1]) if hit else None


def _home(parsed: ParsedArticle, places: ArticlePlaces) -> str | None:
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


def _about(
    syntax: Syntax,
    mention: EventMention,
    reports: list[Report],
    resolved: list[ResolvedFrame],
) -> str | None:
    """The report whose trigger stands inside the content of a verbal act."""
    inside = set(syntax.subtree(mention.trigger))
    for report, frame in zip(reports, resolved, strict=True):
        other = frame.frame.mention
        if other.trigger in inside and other.trigger != mention.trigger:
            return report.key
    return None

