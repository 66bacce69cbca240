"""What phrases resolve to: actors, places, dates, counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .article import Tie

PlacePrecision = Literal["exact", "near", "admin2", "admin1", "country"]
DatePrecision = Literal["day", "week", "month", "season", "year", "range"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who a phrase names.

    ``name`` is the actor file's name where ``id`` is set, else the phrase itself without
    its article; ``country`` ISO 3166-1 alpha-3; ``sectors`` PLOVER sectors (GOV, MIL, COP,
    REB, CVL, ...), the main one first; ``acled_type`` one of ACLED's eight actor types as
    words ("State forces", "Rebel groups", "Political militias", "Identity militias",
    "Rioters", "Protesters", "Civilians", "External/other forces") or None.
    """

    name: str
    id: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    acled_type: str | None = None
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where: ``country`` is ISO 3166-1 alpha-3; coordinates in WGS84 degrees or None."""

    name: str
    country: str | None
    admin1: str | None = None
    admin2: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    feature: str = "PPL"
    """GeoNames feature code or class: PPL, PPLC, ADM1, PCLI, RGN, ..."""
    precision: PlacePrecision = "exact"
    population: int = 0


@dataclass(frozen=True, slots=True)
class EventDate:
    """When: ``start`` to ``end``, both inclusive. ``derivation`` says how it came about."""

    start: date
    end: date
    precision: DatePrecision
    derivation: str = ""


@dataclass(frozen=True, slots=True)
class CountRange:
    """How many: ``low`` to ``high``, inclusive; ``high`` None where the words leave it open."""

    low: int
    high: int | None
