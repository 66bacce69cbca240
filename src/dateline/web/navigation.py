"""The sections of the workbench, as the header lists them."""

from __future__ import annotations

from dataclasses import dataclass

from ..records.people import Role


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the header; ``paths`` are the first parts of the addresses that belong to it."""

    title: str
    address: str
    paths: tuple[str, ...]
    least: Role = "reader"


SECTIONS = (
    Section("Explore", "/explore", ("explore", "incidents", "articles", "reports")),
    Section("Trends", "/trends", ("trends",)),
    Section("Actors", "/actors", ("actors",)),
    Section("Sources", "/sources", ("sources",)),
    Section("Review", "/review", ("review",), "reviewer"),
    Section("Audit", "/audit", ("audit",)),
    Section("Add", "/add", ("add",), "reviewer"),
    Section("About", "/about", ("about",)),
)


def section_of(path: str) -> Section | None:
    """The section that an address belongs to."""
    first = path.strip("/").partition("/")[0].partition(".")[0]
    return next((one for one in SECTIONS if first in one.paths), None)
