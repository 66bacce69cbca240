"""Entries written in the actor file's own format, in such a way that reading gives them back."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from ..actor_file import DatedTie, Entry, Office

LONGEST_NAME = 200
_MARKS = str.maketrans({"|": "/", ";": ",", "#": " ", "~": " "})


def clean(text: str) -> str:
    """A name or note without what means something in the format, on one line."""
    return " ".join("".join(map(_shown, text)).translate(_MARKS).split())


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    return " " if category == "Cc" else "" if category.startswith("C") else character


def clean_name(text: str) -> str:
    """A name that can stand in the file. Raises ValueError with what is wrong."""
    name = clean(text)
    if not any(map(str.isalpha, name)):
        raise ValueError(f"no letter in the name {text!r}" if text.strip() else "no name")
    if len(name) > LONGEST_NAME:
        raise ValueError(f"a name is longer than {LONGEST_NAME} characters")
    return name


def clean_names(texts: Iterable[str]) -> tuple[str, ...]:
    """Those of the names that can stand in the file."""
    names = (clean(text) for text in texts)
    return tuple(n for n in names if len(n) <= LONGEST_NAME and any(map(str.isalpha, n)))


def entry_text(entry: Entry) -> str:
    """The lines of one entry."""
    return "".join(f"{line}\n" for line in _lines(entry))


def _lines(entry: Entry) -> Iterator[str]:
    if entry.kind == "state":
        if entry.aliases:
            yield f"@alias {entry.id} | {'; '.join(entry.aliases)}"
        if entry.shorts:
            yield f"@short {entry.id} | {'; '.join(entry.shorts)}"
        return
    kind = f"{entry.kind} {entry.active}".strip()
    sectors = _codes(entry.sectors)
    yield f"{entry.id} | {entry.name} | {entry.country or '-'} | {sectors} | {kind}"
    for key, names in (("aka", entry.aliases), ("short", entry.shorts), ("called", entry.called)):
        if names:
            yield f"  {key} {'; '.join(names)}"
    if entry.where:
        yield f"  in {' '.join(entry.where)}"
    if entry.acled_type:
        yield f"  acled {entry.acled_type}"
    for office in entry.offices:
        yield f"  office {_office(office)}"
    for tie in entry.ties:
        yield f"  {_tie(tie)}"


def _office(office: Office) -> str:
    # An office's period must say something; ".." is open on both sides.
    period = str(office.period) or ".."
    return f"{office.owner} | {office.title} | {_codes(office.sectors)} | {period}"


def _tie(tie: DatedTie) -> str:
    stated = f"{tie.relation} {tie.other} {tie.period}".rstrip()
    return f"{stated} -- {tie.note}" if tie.note else stated


def _codes(codes: tuple[str, ...]) -> str:
    return " ".join(codes) or "-"
