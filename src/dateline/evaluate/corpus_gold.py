"""The corpus's own markup: a corpus folder, a file of snippets, or one whole report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from ..corpus import CorpusText, MarkupError, is_test, read_corpus, read_file
from ..errors import InputError
from ..records.article import Article
from .coding import Coder, Step, article_of, code_articles, failure_notes
from .events import evaluate_events
from .figures import Evaluation
from .gold import GoldText, gold_of

PARTS = ("all", "test", "training")
AS_OF = "2024-05-15"
"""Publication day of texts that state none, so that "on Monday" can be read; only the words of
a date are compared, so the day itself decides nothing."""


@dataclass(frozen=True, slots=True)
class CorpusGold:
    """Gold texts, and one line for each text whose markup cannot be read."""

    texts: tuple[GoldText, ...]
    errors: tuple[str, ...] = ()


def read_corpus_gold(path: Path, *, part: str = "all") -> CorpusGold:
    """The gold texts of a corpus folder or file, and what could not be read of it.

    Raises:
        InputError: no text of the part can be read.
    """
    found = list(
        read_corpus(path)
        if path.is_dir()
        else read_file(path, whole=_is_report(path), tagged=False)
    )
    errors = tuple(str(one) for one in found if isinstance(one, MarkupError))
    texts = [one for one in found if isinstance(one, CorpusText) and _is_in(one, part)]
    if not texts:
        raise InputError(errors[0] if errors else f"{path}: no text of the {part} part")
    return CorpusGold(tuple(gold_of(text) for text in texts), errors)


def evaluate_corpus(gold: CorpusGold, coder: Coder, step: Step) -> Evaluation:
    """Code the texts and score them."""
    articles = [_article(text) for text in gold.texts]
    coded = list(code_articles(coder, articles, step))
    found = evaluate_events(gold.texts, coded, form="corpus")
    notes = (*found.notes, *failure_notes(coded), *_unread_notes(gold.errors))
    return replace(found, notes=notes)


def _article(text: GoldText) -> Article:
    return article_of(
        text.text,
        id=text.id,
        published=text.published or AS_OF,
        outlet=text.outlet,
        title=text.title,
    )


def _unread_notes(errors: tuple[str, ...]) -> tuple[str, ...]:
    if not errors:
        return ()
    return (f"{len(errors)} texts cannot be read and are left out; first: {errors[0]}",)


def _is_report(path: Path) -> bool:
    """Whether a file is one whole report, as the corpus lays them out."""
    return path.parent.name == "reports"


def _is_in(text: CorpusText, part: str) -> bool:
    return part == "all" or is_test(text) == (part == "test")
