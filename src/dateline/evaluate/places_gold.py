"""Place names with coordinates (places_dev.jsonl, places_train.jsonl): found, and where put.

"given the span" resolves the gold names themselves; "end to end" asks that the name is found
and put right. `place_truth` says what is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..records.article import ParsedArticle
from ..resolve.nationalities import nationality_words
from ..resolve.place_mentions import find_place_mentions
from ..resolve.place_phrases import PlaceMention
from .bootstrap import figures_of
from .coding import Coder, Step, article_of
from .figures import Evaluation, Tally, TextScore
from .place_truth import Truth
from .rows import Row, list_of, number_of, text_of

FORM = "place names"
_FIGURES = (
    "within 161 km, given the span",
    "right, given the span",
    "recognition",
    "end to end, within 161 km",
    "end to end, right",
)


@dataclass(frozen=True, slots=True)
class Toponym:
    """A gold name: characters ``start`` to ``end`` of the text, and where it lies.

    ``at`` is latitude and longitude in degrees, None where the set does not say: such a name
    is to be found, and where it is put is not scored.
    """

    start: int
    end: int
    at: tuple[float, float] | None


def evaluate_places(rows: list[Row], coder: Coder, step: Step) -> Evaluation:
    """Find and resolve the place names of each text; no report is coded."""
    return Evaluation(
        form=FORM,
        texts=(scores := tuple(_score(row, coder, step) for row in rows)),
        figures=figures_of(scores, _FIGURES, shares=frozenset(_FIGURES[:2])),
    )


def _score(row: Row, coder: Coder, step: Step) -> TextScore:
    text = text_of(row, "text")
    id = text_of(row, "id")
    gold = [_toponym(one) for one in list_of(row, "toponyms")]
    parsed = coder.resources.parser.parse(article_of(text, id=id))
    found = find_place_mentions(parsed, coder.resources.gazetteer)
    others = nationality_words(parsed, coder.resources.gazetteer)
    resolver = coder.resources.place_resolver
    placed = resolver.resolve_all(found, other_names=others)
    named = _named(parsed, found, gold)
    given = resolver.resolve_all(named, other_names=others)
    by_span = {(m.start, m.end): coded.value for m, coded in zip(named, given, strict=True)}
    truth = Truth(coder.resources.gazetteer)
    of_spans = truth.tally(
        [(text[one.start : one.end], by_span[one.start, one.end], one.at) for one in gold]
    )
    pairs = _paired(found, gold)
    of_found = truth.tally([(found[m].text, placed[m].value, gold[g].at) for m, g in pairs])
    known = sum(one.at is not None for one in gold)
    unscored = sum(gold[g].at is None for _, g in pairs)
    step()
    return TextScore(
        id,
        {
            _FIGURES[0]: Tally.share(of_spans.near, known),
            _FIGURES[1]: Tally.share(of_spans.same, known),
            _FIGURES[2]: Tally(len(pairs), len(found), len(gold)),
            _FIGURES[3]: Tally(of_found.near, len(found) - unscored, known),
            _FIGURES[4]: Tally(of_found.same, len(found) - unscored, known),
        },
    )


def _named(
    parsed: ParsedArticle, found: Sequence[PlaceMention], gold: Sequence[Toponym]
) -> list[PlaceMention]:
    """The gold names as mentions: as found where the span is the same, else bare."""
    text = parsed.article.text
    by_span = {(mention.start, mention.end): mention for mention in found}
    return [
        by_span.get((start, end)) or PlaceMention(start, end, text[start:end], start, end)
        for start, end in sorted({(one.start, one.end) for one in gold})
    ]


def _paired(found: Sequence[PlaceMention], gold: Sequence[Toponym]) -> list[tuple[int, int]]:
    """Mentions and gold names that share a character, one to one, in text order."""
    pairs: list[tuple[int, int]] = []
    taken: set[int] = set()
    for g, one in enumerate(gold):
        for m, mention in enumerate(found):
            if m not in taken and mention.start < one.end and one.start < mention.end:
                taken.add(m)
                pairs.append((m, g))
                break
    return pairs


def _toponym(row: Row) -> Toponym:
    known = row.get("lat") is not None and row.get("lon") is not None
    at = (number_of(row, "lat"), number_of(row, "lon")) if known else None
    return Toponym(int(number_of(row, "start")), int(number_of(row, "end")), at)
