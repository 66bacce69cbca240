"""What Python users call: `code`, `Coder`, and the spaCy component ``dateline``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from .batch.pool import code_in_processes
from .config import MAX_TEXT_CHARS, Settings
from .errors import InputError
from .export.event_table import reports_frame
from .export.json_records import to_dict
from .ingest.article import Given, content_hash, parse_day
from .ingest.article import make_article as _make_article
from .parsed_doc import from_doc
from .pipeline import Coder as _Pipeline
from .records.article import Article, Source
from .records.event import CodedArticle

if TYPE_CHECKING:
    import polars as pl
    from spacy.tokens import Doc


def make_article(
    text: str,
    *,
    published: date | str | None = None,
    source: str | None = None,
    title: str | None = None,
    url: str | None = None,
    id: str | None = None,
) -> Article:
    """An `Article` for `Coder.code_many`.

    ``published`` is a date or ISO 8601 text. A blank text is an article without reports.
    Raises `dateline.BadDate` for an impossible date, `dateline.TextTooLarge` past 2,000,000
    characters and `dateline.InputError` for text that is no text (half surrogate pairs).
    """
    if not isinstance(text, str):
        raise InputError(f"the text is a {type(text).__name__}, not a str")
    day = parse_day(published) if isinstance(published, str) else published
    given = Given(published=day, source=source, title=title, url=url, id=id)
    if text.strip():
        return _make_article(text, given, max_chars=MAX_TEXT_CHARS)
    digest = content_hash(text, source=source, url=url, title=title)
    return Article(text, digest, id or digest, title, Source(source) if source else None, url, day)


class Coded(CodedArticle):
    """A coded article; see `dateline.records.event.CodedArticle` for its fields."""

    def to_dict(self, *, with_text: bool = True, explain: bool = False) -> dict[str, Any]:
        """The article as JSON-ready data in the form of ``docs/records.md``."""
        return to_dict(self, with_text=with_text, explain=explain)

    def to_polars(self) -> pl.DataFrame:
        """One row a report, with the columns of ``docs/exports.md`` (reports-parquet) but two."""
        return reports_frame(self.article, self.reports)


class Coder:
    """Codes many texts with models loaded once.

    ``parser`` names an installed spaCy model; ``codebook`` a user's TOML file of event types;
    ``actors`` a user's actor file; ``strict`` raises what would be kept as a failure;
    ``detector`` is "rules" to leave the event model out; ``model`` the folder of another one;
    ``own_types`` a file that `dateline train` wrote (with the ``codebook`` it was trained with);
    ``gazetteer`` a file that `dateline gazetteer build` wrote; ``places`` a CSV file of your own
    places (none unless given: those that `dateline gazetteer add` keeps are the command line's).
    """

    def __init__(  # noqa: PLR0913
        self,
        *,
        parser: str | None = None,
        codebook: Path | str | None = None,
        actors: Path | str | None = None,
        strict: bool = False,
        detector: Literal["model", "rules"] = "model",
        model: Path | str | None = None,
        own_types: Path | str | None = None,
        gazetteer: Path | str | None = None,
        places: Path | str | None = None,
    ) -> None:
        base = Settings()
        self.settings = Settings(
            parser=parser or base.parser,
            codebook=Path(codebook) if codebook else None,
            actors=Path(actors) if actors else None,
            strict=strict,
            detector=detector,
            model=Path(model) if model else None,
            own_types=Path(own_types) if own_types else None,
            gazetteer=Path(gazetteer) if gazetteer else None,
            places=Path(places) if places else None,
        )
        self._pipeline = _Pipeline(self.settings)

    def code(
        self,
        text: str,
        *,
        published: date | str | None = None,
        source: str | None = None,
        title: str | None = None,
        url: str | None = None,
    ) -> Coded:
        """Code one text.

        ``published`` is a date or ISO 8601 text. Raises `dateline.BadDate` for an impossible
        date and `dateline.TextTooLarge` past 2,000,000 characters.
        """
        article = make_article(text, published=published, source=source, title=title, url=url)
        return _public(self._pipeline.code(article))

    def code_many(self, articles: Iterable[Article], *, workers: int = 1) -> Iterator[Coded]:
        """Code articles in order; build them with `dateline.make_article`.

        With ``workers`` above 1, in so many processes, which share what is loaded (docs/batch.md):
        the records are the same, and an article that a process dies of, or that takes minutes, is
        kept with its `Failure`. Raises `dateline.InputError` for a strict coder or no worker.
        """
        if workers == 1:
            coded = self._pipeline.code_many(articles)
        else:
            coded = code_in_processes(self._pipeline, articles, workers=workers)
        return (_public(c) for c in coded)

    def code_doc(self, doc: Doc, *, published: date | str | None = None) -> Coded:
        """Code a text that a spaCy pipeline has parsed already."""
        article = make_article(doc.text, published=published)
        return _public(self._pipeline.code_parsed(from_doc(article, doc)))


def _public(coded: CodedArticle) -> Coded:
    return Coded(**{f.name: getattr(coded, f.name) for f in fields(coded)})


_default: list[Coder] = []


def code(
    text: str,
    *,
    published: date | str | None = None,
    source: str | None = None,
    title: str | None = None,
    url: str | None = None,
) -> Coded:
    """Code one text with the default settings; models are loaded at the first call.

    >>> code("Police detained three students in Kigali.").reports[0].event_type.value
    'arrest'
    """
    if not _default:
        _default.append(Coder())
    return _default[0].code(text, published=published, source=source, title=title, url=url)
