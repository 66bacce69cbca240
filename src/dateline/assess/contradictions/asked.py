"""What the checks ask of the resolvers of places and dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar

from ...records.coded import Coded
from ...records.entity import Place


class PlaceWords(Protocol):
    """A place name in the text and the words that say where it lies."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def container_start(self) -> int | None: ...
    @property
    def container_end(self) -> int | None: ...


class Conflict(Protocol):
    """A name put in a country where there is no such place, or on the wrong side of it.

    ``placed_by`` are the words that put it there, where they leave no other reading.
    """

    @property
    def mention(self) -> PlaceWords: ...
    @property
    def stated(self) -> str: ...
    @property
    def known(self) -> tuple[str, ...]: ...
    @property
    def explanation(self) -> str: ...
    @property
    def other(self) -> PlaceWords | None: ...
    @property
    def placed_by(self) -> tuple[int, int] | None: ...


class KnownPlace(Protocol):
    """A place of the gazetteer."""

    @property
    def name(self) -> str: ...
    @property
    def country(self) -> str | None: ...
    @property
    def population(self) -> int: ...


class PlaceNames(Protocol):
    """The gazetteer."""

    def lookup(self, name: str) -> Sequence[KnownPlace]: ...
    def country(self, name: str, /) -> str | None: ...


M_contra = TypeVar("M_contra", bound=PlaceWords, contravariant=True)
M_co = TypeVar("M_co", bound=PlaceWords, covariant=True)


class Places(Protocol[M_co]):
    """An article's place mentions and what each resolves to, in the same order."""

    @property
    def mentions(self) -> tuple[M_co, ...]: ...
    @property
    def coded(self) -> tuple[Coded[Place], ...]: ...


class Resolver(Protocol[M_contra]):
    """The place resolver, with its gazetteer."""

    @property
    def gazetteer(self) -> PlaceNames: ...
    def conflicts(
        self, mentions: Sequence[M_contra], coded: Sequence[Coded[Place]], *, text: str
    ) -> Sequence[Conflict]: ...


class DateWords(Protocol):
    """A date expression of the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


M = TypeVar("M", bound=PlaceWords)
D = TypeVar("D", bound=DateWords)


class WeekdayCheck(Protocol[D]):
    """Finds dates whose weekday does not fit, each with a sentence that says so."""

    def __call__(
        self, phrases: Sequence[D], /, *, published: date | None
    ) -> Sequence[tuple[D, str]]: ...
