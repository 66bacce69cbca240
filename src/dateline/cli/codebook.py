"""``dateline codebook``: the event types, or one of them in full."""

from __future__ import annotations

import difflib
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from ..codebook import Case, Codebook, EventType, load_codebook
from ..codebook.scaffold import lines_scaffold, type_scaffold
from ..codebook.schemes import load_schemes
from ..errors import CodebookError, InputError
from ..export.wording import plain
from ..lang.lexicon import load_lexicon, with_patterns
from .paths import codebook_file
from .running import OK
from .sink import sink

_WIDTH = 100
_INDENT = " " * 14


def run(*, event_type: str | None, codebook: str | None) -> int:
    """Print the types or the one asked for, and return the exit code."""
    book = load_codebook(codebook_file(codebook))
    text = listing(book) if event_type is None else entry(_find(book, event_type), codebook)
    with sink(None, grows=True) as write:
        write("\n".join(text) + "\n")
    return OK


def begin(*, event_type: str, output: str | None) -> int:
    """Write the two files that a type of one's own begins with, and return the exit code."""
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", event_type):
        raise InputError(
            f"{event_type!r} is no id: lower-case words joined by _, such as land_grab"
        )
    if event_type in load_codebook().types:
        raise InputError(f"there is an event type {event_type!r} already; choose another id")
    folder = Path(output or ".")
    texts = {
        folder / f"{event_type}.toml": type_scaffold(event_type, tuple(load_schemes().families)),
        folder / f"{event_type}.txt": lines_scaffold(event_type),
    }
    for path in texts:
        if path.exists():
            raise InputError(f"{path}: is there already and is not written over")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            with path.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
    except OSError as error:
        raise InputError(f"{folder}: cannot be written: {error.strerror or error}") from error
    with sink(None, grows=True) as write:
        write("".join(f"{path}\n" for path in texts))
    return OK


def listing(book: Codebook) -> Iterator[str]:
    """One line a type, by family."""
    widest = max(len(name) for name in book.types)
    family = None
    for one in sorted(book.types.values(), key=lambda t: _family_order(book, t)):
        if one.family != family:
            family = one.family
            yield f"{family}"
        codes = f"{_codes(one.plover):<18} {_codes(one.acled)}"
        yield f"  {one.id:<{widest}}  {codes}"[:_WIDTH].rstrip()
    yield ""
    yield f"{len(book.types)} types, codebook {book.version}"


def entry(one: EventType, codebook: str | None) -> Iterator[str]:
    """A type's definition, examples, codes and triggers."""
    yield f"{one.id}: {one.label}"
    yield from _wrapped("definition", one.definition)
    for number, example in enumerate(one.examples):
        yield from _wrapped("" if number else "examples", example)
    yield from _wrapped("family", one.family)
    for scheme, cases in (("PLOVER", one.plover), ("CAMEO", one.cameo), ("ACLED", one.acled)):
        for number, case in enumerate(cases):
            yield from _wrapped("" if number else scheme, _case(case))
    if one.stated:
        yield from _wrapped("modes", ", ".join(one.stated) + ", where stated")
    yield from _wrapped("quad class", "none" if one.quad_class is None else str(one.quad_class))
    triggers = _triggers(one, codebook)
    yield from _wrapped(
        "triggers", f"{len(triggers)} patterns (v: verb, n: noun; A actor, P target)"
    )
    for trigger in triggers:
        yield f"{_INDENT}{plain(trigger)}"


def _find(book: Codebook, name: str) -> EventType:
    wanted = name.strip().lower().replace(" ", "_").replace("-", "_")
    if wanted in book.types:
        return book.types[wanted]
    near = difflib.get_close_matches(wanted, book.types, n=3)
    hint = f"; did you mean {' or '.join(near)}?" if near else "; `dateline codebook` lists them"
    raise CodebookError(f"there is no event type {name!r}{hint}")


def _triggers(one: EventType, codebook: str | None) -> list[str]:
    lexicon = load_lexicon()
    if one.triggers:
        lexicon = with_patterns(lexicon, [(one.id, one.triggers)], source=str(codebook))
    return [pattern.text for pattern in lexicon.patterns if pattern.event_type == one.id]


def _family_order(book: Codebook, one: EventType) -> tuple[int, int]:
    """Families in the order in which the codebook first names them, types likewise."""
    families = list(dict.fromkeys(other.family for other in book.types.values()))
    return families.index(one.family), list(book.types).index(one.id)


def _codes(cases: tuple[Case, ...]) -> str:
    return " / ".join(dict.fromkeys(case.code or "-" for case in cases)) or "-"


def _case(case: Case) -> str:
    modes = f" ({', '.join(case.modes)})" if case.modes else ""
    when = f" if {case.text}" if case.text else ""
    return f"{case.code or 'no code'}{modes}{when}"


def _wrapped(label: str, line: str) -> list[str]:
    return textwrap.wrap(
        plain(line),
        width=_WIDTH,
        initial_indent=f"  {label:<12}",
        subsequent_indent=_INDENT,
        break_on_hyphens=False,
        break_long_words=False,
    )
