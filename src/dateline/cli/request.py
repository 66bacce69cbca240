"""The options that several verbs share, made into what the package works with."""

from __future__ import annotations

from dataclasses import replace

from ..config import Settings
from ..errors import BadDate
from ..ingest import Given, parse_day
from ..pipeline import Coder
from .options import CoderOptions, GivenOptions
from .paths import codebook_file


def given_of(options: GivenOptions) -> Given:
    """What the user says of articles that do not say it themselves."""
    try:
        day = None if options.published is None else parse_day(options.published)
    except BadDate as error:
        raise BadDate(f"--published: {error}") from None
    return Given(published=day, source=options.source, title=options.title, url=options.url)


def coder_of(options: CoderOptions) -> Coder:
    """A `Coder` with the user's parser and codebook."""
    settings = Settings(codebook=codebook_file(options.codebook), strict=options.strict)
    if options.parser is not None:
        settings = replace(settings, parser=options.parser)
    return Coder(settings)
