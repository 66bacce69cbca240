"""The options that several verbs share, made into what the package works with."""

from __future__ import annotations

from dataclasses import replace

from ..config import Settings
from ..errors import BadDate, InputError
from ..ingest import Given, parse_day
from ..pipeline import Coder
from .actors_files import actors_path
from .options import CoderOptions, GivenOptions
from .paths import codebook_file, gazetteer_file, model_folder, own_types_file, places_file


def given_of(options: GivenOptions) -> Given:
    """What the user says of articles that do not say it themselves."""
    try:
        day = None if options.published is None else parse_day(options.published)
    except BadDate as error:
        raise BadDate(f"--published: {error}") from None
    return Given(published=day, source=options.source, title=options.title, url=options.url)


def coder_of(options: CoderOptions) -> Coder:
    """A `Coder` with the user's parser, codebook, own types, places and actors."""
    return Coder(settings_of(options))


def settings_of(options: CoderOptions) -> Settings:
    """How to code. Raises `InputError` for a file that is not there."""
    if options.own_types is not None and options.detector == "rules":
        raise InputError("--own-types: the rules alone cannot use them; leave out --detector rules")
    settings = Settings(
        codebook=codebook_file(options.codebook),
        strict=options.strict,
        detector=options.detector,
        model=model_folder(options.model),
        own_types=own_types_file(options.own_types),
        gazetteer=gazetteer_file(options.known),
        places=places_file(options.known),
        actors=actors_path(options.own),
    )
    if options.parser is not None:
        settings = replace(settings, parser=options.parser)
    return settings
