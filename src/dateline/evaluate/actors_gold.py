"""Actor phrases with country and PLOVER sector (actors_dev.jsonl), each exact.

The set is another coder's unit tests: what each asserts of ``country`` and ``code_1`` is the
gold; tests of other things, or whose phrase stands elsewhere, are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ..codebook.actor_codes import plover_country, plover_sector
from ..errors import BadDate
from ..ingest.article import parse_day
from ..records.entity import Actor
from .bootstrap import figures_of
from .coding import Coder, Step, article_of
from .figures import Evaluation, Table, Tally, TextScore
from .rows import Row, list_of, text_of

FORM = "actors"
_CALLS = frozenset(("agent_to_code", "short_text_to_agent", "search_nat"))
_COUNTRY = re.compile(r"(?:code\['country'\]|cc) == '([A-Z]*)'")
_SECTOR = re.compile(r"code\['code_1'\] == '([A-Z]*)'")
_UNKNOWN = "UNK"
_FIGURES = ("country", "sector", "country and sector")


@dataclass(frozen=True, slots=True)
class GoldActor:
    """A phrase, the day it is said, and which countries and sectors are right ("": none)."""

    id: str
    phrase: str
    on: date | None
    countries: frozenset[str]
    sectors: frozenset[str]


def evaluate_actors(rows: list[Row], coder: Coder, step: Step) -> Evaluation:
    """Resolve each phrase by itself; no report is coded."""
    golds = [gold for row in rows if (gold := _gold(row)) is not None]
    scores: list[TextScore] = []
    wrong: list[tuple[str, str, str]] = []
    for gold in golds:
        actor = _resolve(gold, coder)
        tallies = _tallies(gold, actor)
        scores.append(TextScore(gold.id, tallies))
        wrong += [
            (name, "/".join(sorted(wanted)) or "-", given or "-")
            for name, wanted, given in (
                ("country", gold.countries, _country(actor)),
                ("sector", gold.sectors, _sector(actor)),
            )
            if name in tallies and tallies[name].errors
        ]
        step()
    return Evaluation(
        form=FORM,
        texts=tuple(scores),
        figures=figures_of(scores, _FIGURES, shares=frozenset(_FIGURES)),
        tables=(Table("wrong", "Wrong values", ("field", "gold", "given"), tuple(sorted(wrong))),),
        notes=(f"{len(rows) - len(golds)} records assert neither and are left out",),
    )


def _resolve(gold: GoldActor, coder: Coder) -> Actor | None:
    parsed = coder.resources.parser.parse(article_of(gold.phrase, id=gold.id))
    roots = [i for i, head in enumerate(parsed.heads) if head == i]
    head = parsed.lemmas[roots[0]] if roots else ""
    return coder.resources.actors.resolve(gold.phrase, head=head, on=gold.on).value


def _tallies(gold: GoldActor, actor: Actor | None) -> dict[str, Tally]:
    country, sector = _country(actor) in gold.countries, _sector(actor) in gold.sectors
    found: dict[str, Tally] = {}
    if gold.countries:
        found["country"] = Tally.share(country)
    if gold.sectors:
        found["sector"] = Tally.share(sector)
    if gold.countries and gold.sectors:
        found["country and sector"] = Tally.share(country and sector)
    return found


def _country(actor: Actor | None) -> str:
    """In PLOVER's codes, as the set has it: UNO for what is a part of the United Nations."""
    return (plover_country(actor) if actor is not None else None) or ""


def _sector(actor: Actor | None) -> str:
    """The main sector; an unknown one is none."""
    return (plover_sector(actor) if actor is not None else None) or ""


def _gold(row: Row) -> GoldActor | None:
    arguments = [one for one in list_of(row, "args") if isinstance(one, str)]
    asserts = " ; ".join(map(str, list_of(row, "asserts")))
    if row.get("call") not in _CALLS or not arguments or "[" in arguments[0]:
        return None
    countries = frozenset(_COUNTRY.findall(asserts))
    sectors = frozenset(_SECTOR.findall(asserts))
    if not countries and not sectors:
        return None
    known = frozenset("" if sector == _UNKNOWN else sector for sector in sectors)
    day = row.get("kwargs", {}).get("query_date") or "".join(arguments[2:3])
    return GoldActor(text_of(row, "test"), arguments[0], _day(day), countries, known)


def _day(words: str) -> date | None:
    """The day of an ISO date; None for nothing, "today" and the like."""
    try:
        return parse_day(words)
    except BadDate:
        return None
