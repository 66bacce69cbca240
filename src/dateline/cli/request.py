"""The options that several verbs share, made into what the package works with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ..config import Settings
from ..errors import BadDate, InputError
from ..ingest import Given, parse_day
from ..pipeline import Coder
from .options import CoderOptions, GivenOptions


def given_of(options: GivenOptions) -> Given:
    """What the user says of articles that do not say it themselves."""
    try:
        day = None if options.published is None else parse_day(options.published)
    except BadDate as error:
        raise BadDate(f"--published: {error}") from None
    return Given(published=day, source=options.source, title=options.title, url=options.url)


def codebook_of(given: str | None) -> Path | None:
    """The user's codebook file, if it is there."""
    if given is None:
        return None
    path = Path(given)
    if not path.is_file():
        raise InputError(f"--codebook: {given}: no such file")
    return path


def coder_of(options: CoderOptions) -> Coder:
    """A `Coder` with the user's parser and codebook."""
    settings = Settings(codebook=codebook_of(options.codebook), strict=options.strict)
    if options.parser is not None:
        settings = replace(settings, parser=options.parser)
    return Coder(settings)
