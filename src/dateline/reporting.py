"""Turn resolved frames into reports: tellers, factuality, codes, flags, links between reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from .assess.attribution import chain_of
from .assess.factuality import judge, told_act
from .assess.loaded import load_loaded_words, loaded_words
from .codebook.codes import CodeFacts, as_intended, derive_codes
from .codebook.structure import Parties, settle
from .lang.en.syntax import Syntax
from .link import Linker
from .records.article import Article
from .records.claim import Speaker, Speech
from .records.coded import Coded, Via
from .records.event import Codes, EventMention, Relation, Report, ResolvedFrame
from .records.text import Quote
from .resolve.outlets import partisan_against
from .resolve.states_in_time import country_on
from .resources import Resources

_ABOUT_ANOTHER = frozenset(
    {
        "accuse",
        "demand",
        "threaten",
        "pledge",
        "reject",
        "statement",
        "support",
        "claim_responsibility",
        "investigate",
        "concede",
        "agreement",
        "legislate",
    }
)
"""Types whose reports may speak of another report (RECORDS.md, ``about``)."""

_UNLISTED = "in the gazetteer only what holds it"
"""What `resolve.places` says of a place at the point of what the text puts it in."""


class Reporter:
    """Makes the reports of one article. ``article`` carries the outlet as looked up."""

    def __init__(
        self,
        resources: Resources,
        syntax: Syntax,
        speeches: tuple[Speech, ...],
        linker: Linker,
        article: Article,
    ) -> None:
        self.resources = resources
        self.syntax = syntax
        self._around: defaultdict[int, list[Speech]] = defaultdict(list)
        for speech in speeches:
            for token in speech.content:
                self._around[token].append(speech)
        self.linker = linker
        self.article = article

    def reports(self, resolved: list[ResolvedFrame]) -> list[Report]:
        """One report a resolved frame, in order; an act's second place has a key of its own."""
        found: list[Report] = []
        seen: dict[int, int] = {}
        for frame in resolved:
            trigger = frame.frame.mention.trigger
            seen[trigger] = seen.get(trigger, 0) + 1
            found.append(self._report(frame, seen[trigger]))
        return self._linked(found, resolved)

    def told(self, relations: Iterable[Relation]) -> tuple[Relation, ...]:
        """The relations, each with the chain of those who tell it."""
        found = []
        for relation in relations:
            token = relation.object.phrase.head
            chain = chain_of(self.syntax, token, self._around.get(token, ()), self._speaker)
            found.append(replace(relation, attribution=chain))
        return tuple(found)

    def _report(self, resolved: ResolvedFrame, ordinal: int) -> Report:
        resolved = _settled(resolved)
        mention, article, syntax = resolved.frame.mention, self.article, self.syntax
        around = tuple(self._around.get(mention.trigger, ()))
        chain = chain_of(syntax, mention.trigger, around, self._speaker)
        verbal = mention.event_type in _ABOUT_ANOTHER
        act = mention if verbal else told_act(syntax, mention)
        factuality = judge(
            syntax, act, chain, when=resolved.date.value, published=article.published
        )
        alleged = bool(chain) and chain[-1].stance == "alleges"
        sentence = syntax.parsed.sentences[mention.sentence]
        suffix = f"-{ordinal}" if ordinal > 1 else ""
        flags = self._flags(resolved)
        return Report(
            key=f"{article.hash}:{mention.quote.start}-{mention.quote.end}{suffix}",
            event_type=Coded(mention.event_type, evidence=(mention.quote,), by=_decided(mention)),
            score=mention.score,
            salience=mention.salience,
            codes=as_intended(self._codes(resolved), factuality.value),
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
            flags=tuple(flags),
            flag_reasons=tuple(flags.values()),
            loaded=tuple(loaded_words(syntax.parsed, sentence, load_loaded_words())),
            rule=mention.rule,
            type_candidates=mention.candidates,
        )

    def _codes(self, resolved: ResolvedFrame) -> Codes:
        event = self.resources.codebook[resolved.frame.mention.event_type]
        return derive_codes(event, self._facts(resolved))

    def _speaker(self, token: int) -> Speaker:
        syntax, parsed = self.syntax, self.syntax.parsed
        quote = parsed.quote(*syntax.phrase(token))
        linked = self.linker.antecedent(token)
        words = parsed.quote(*syntax.phrase(linked.token)).text if linked else quote.text
        coded = self.resources.actors.resolve(
            words, head=parsed.lemmas[syntax.meaning_head(token)], on=parsed.article.published
        )
        actor = coded.value
        return Speaker(quote, actor.name if actor else words, actor.id if actor else None)

    def _facts(self, resolved: ResolvedFrame) -> CodeFacts:
        syntax = self.syntax
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

    def _flags(self, resolved: ResolvedFrame) -> dict[str, str]:
        """The flags of a report, each with a sentence that says why."""
        flags: dict[str, str] = {}
        source = self.article.source
        if source is not None:
            parties = [p.actor.value for p in (*resolved.actors, *resolved.targets)]
            found = (partisan_against(source, actor) for actor in parties if actor is not None)
            why = next((one for one in found if one is not None), None)
            if why is not None:
                flags["partisan_source"] = why
        if resolved.place.via is Via.DATELINE:
            flags["place_from_dateline"] = "Nothing but the dateline says where."
        if _UNLISTED in resolved.place.by:
            flags["place_from_container"] = "The gazetteer has only what holds the place."
        return flags

    def _linked(self, reports: list[Report], resolved: list[ResolvedFrame]) -> list[Report]:
        """Link what is demanded, denied, claimed or condemned to the report it speaks of."""
        keys: dict[int, str] = {}
        for report, frame in zip(reports, resolved, strict=True):
            keys.setdefault(frame.frame.mention.trigger, report.key)
        found: list[Report] = []
        for report, frame in zip(reports, resolved, strict=True):
            mention = frame.frame.mention
            about = None
            if mention.event_type in _ABOUT_ANOTHER:
                about = _about(self.syntax, mention, keys)
            found.append(replace(report, about=about) if about else report)
        return found


def _settled(resolved: ResolvedFrame) -> ResolvedFrame:
    """The frame with the type that its participants settle (``codebook/data/structure.toml``)."""
    actor = resolved.actors[0].actor.value if resolved.actors else None
    target = resolved.targets[0].actor.value if resolved.targets else None
    place = resolved.place.value
    home = None
    if actor is not None and actor.country and place is not None and place.country:
        home = place.country in (actor.country, _country_then(actor.country, resolved))
    parties = Parties(
        actor.acled_type if actor else None, target.acled_type if target else None, home
    )
    mention = resolved.frame.mention
    rule = settle(mention.event_type, parties)
    if rule is None:
        return resolved
    decided = f"{mention.decided or 'detect.rules'}, structure ({rule.why})"
    mention = replace(mention, event_type=rule.to, scheme=(), decided=decided)
    return replace(resolved, frame=replace(resolved.frame, mention=mention))


def _country_then(iso3: str, resolved: ResolvedFrame) -> str:
    """The code of a country of today on the day of the act, as its place has it."""
    when = resolved.date.value
    then = country_on(iso3, when.end) if when is not None else None
    return iso3 if then is None else then.iso3


def _decided(mention: EventMention) -> str:
    """What decided the type: the model with the rule that proposed it, or the rule alone."""
    rule = f"rule:{mention.rule}"
    return f"{mention.decided} on {rule}" if mention.decided else rule


def _about(syntax: Syntax, mention: EventMention, keys: dict[int, str]) -> str | None:
    """The key of the report whose trigger stands inside the content of a verbal act."""
    inside = (t for t in syntax.subtree(mention.trigger) if t != mention.trigger)
    return next((keys[t] for t in inside if t in keys), None)
