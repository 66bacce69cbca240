"""MUC-4 templates: which incidents a document tells, who did them and who suffered.

Incident types are compared as the set of a document. People are compared over the whole
document by head phrase: a given phrase meets an entity when it is one of the entity's names,
or one of the two holds the other's words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import InputError
from ..records.event import CodedArticle, Participant, Report
from .bootstrap import figures_of
from .coding import Coder, Step, article_of, code_articles, failure_notes
from .figures import TALLY_COLUMNS, Evaluation, Table, Tally, TextScore, tally_row, total
from .label_files import table
from .rows import Row, list_of, named, text_of

FORM = "muc-4 templates"
_FILE = "template_types"
_FIGURES = ("incident type", "victim", "perpetrator")
_SKIP = frozenset("the a an some several other his her their its".split())

Names = tuple[str, ...]
"""The names that one entity goes by."""


@dataclass(frozen=True, slots=True)
class Incidents:
    """A document's gold: incident types (each a choice of names) and entities by role."""

    types: frozenset[Names]
    victims: tuple[Names, ...]
    targets: tuple[Names, ...]
    perpetrators: tuple[Names, ...]


def evaluate_templates(rows: list[Row], coder: Coder, step: Step) -> Evaluation:
    """Code the documents and score incident types, victims and perpetrators."""
    articles = [article_of(text_of(row, "doctext"), id=text_of(row, "docid")) for row in rows]
    coded = list(code_articles(coder, articles, step))
    golds = [_incidents(row) for row in rows]
    scores = tuple(
        TextScore(article.id, _tallies(gold, one))
        for article, gold, one in zip(articles, golds, coded, strict=True)
    )
    kinds = sorted({name for score in scores for name in score.tallies} - set(_FIGURES))
    by_type = tuple(
        tally_row(kind, total(s.tallies[kind] for s in scores if kind in s.tallies))
        for kind in kinds
    )
    return Evaluation(
        form=FORM,
        texts=scores,
        figures=figures_of(scores, _FIGURES),
        tables=(Table("by_type", "By incident type", ("type", *TALLY_COLUMNS), by_type),),
        notes=failure_notes(coded),
    )


def incident_type(report: Report) -> str | None:
    """The incident type of a report; None where it is no incident or did not happen."""
    if report.factuality.value not in table(_FILE, "factuality"):
        return None
    return table(_FILE, "type").get(report.event_type.value or "")


def _tallies(gold: Incidents, coded: CodedArticle) -> dict[str, Tally]:
    reports = [report for report in coded.reports if incident_type(report) is not None]
    given = {kind for report in reports if (kind := incident_type(report)) is not None}
    suffered = _phrases(p for report in reports for p in report.targets)
    did = _phrases(p for report in reports for p in report.actors)
    things = [one for one in suffered if any(_same(one, names) for names in gold.targets)]
    people = [one for one in suffered if one not in things]
    return _types(gold.types, given) | {
        "victim": _entities(gold.victims, people, also=things),
        "perpetrator": _entities(gold.perpetrators, did),
    }


def _types(wanted: frozenset[Names], given: set[str]) -> dict[str, Tally]:
    """The document's incident types together and one by one."""
    right = sum(bool(given & set(names)) for names in wanted)
    stray = {kind for kind in given if not any(kind in names for names in wanted)}
    found = {"incident type": Tally(right, right + len(stray), len(wanted))}
    for names in wanted:
        hit = bool(given & set(names))
        found[" / ".join(names)] = Tally(hit, hit, 1)
    return found | {kind: Tally(0, 1, 0) for kind in stray}


def _entities(wanted: Sequence[Names], given: Sequence[str], *, also: Sequence[str] = ()) -> Tally:
    """Entities met; ``also`` are phrases that may meet one and are not wrong if they do not."""
    right = sum(any(_same(one, names) for one in (*given, *also)) for names in wanted)
    stray = sum(not any(_same(one, names) for names in wanted) for one in given)
    return Tally(right, right + stray, len(wanted))


def _same(given: str, names: Names) -> bool:
    words = _words(given)
    return any(_within(_words(name), words) or _within(words, _words(name)) for name in names)


def _within(inner: list[str], outer: list[str]) -> bool:
    """Whether words stand in a row in others."""
    if not inner:
        return False
    size = len(inner)
    return any(outer[at : at + size] == inner for at in range(len(outer) - size + 1))


def _words(phrase: str) -> list[str]:
    plain = (word.strip(".,;:'\"()[]-").lower() for word in phrase.split())
    return [word for word in plain if word and word not in _SKIP]


def _phrases(participants: Iterable[Participant]) -> list[str]:
    """What participants are called in the text, each once; pronouns by what they stand for."""
    found = ((one.phrase.referent or one.phrase.quote).text for one in participants)
    return list(dict.fromkeys(found))


def _incidents(row: Row) -> Incidents:
    templates = list_of(row, "templates")
    kinds = frozenset(
        tuple(part.strip() for part in text_of(one, "incident_type").split("/"))
        for one in templates
    )
    return Incidents(
        types=kinds,
        victims=_gold_entities(row, templates, "Victim"),
        targets=_gold_entities(row, templates, "Target"),
        perpetrators=_gold_entities(row, templates, "PerpInd", "PerpOrg"),
    )


def _gold_entities(row: Row, templates: list[Any], *roles: str) -> tuple[Names, ...]:
    """The entities in some roles of all templates, each once: [[name, offset], ...] each."""
    found: dict[Names, None] = {}
    try:
        for template in templates:
            for role in roles:
                for entity in template.get(role, []):
                    found[tuple(str(name) for name, _ in entity)] = None
    except (TypeError, ValueError) as error:
        raise InputError(f"gold record {named(row)}: entities are no [name, offset]") from error
    return tuple(found)
