"""The codebook as a page: ``python -m dateline.codebook.table > docs/codebook.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from .loader import Case, Codebook, EventType, load_codebook
from .schemes import load_cameo, load_schemes

_INTRODUCTION = """# Event types

Every report has one type of this codebook; its codes in PLOVER, CAMEO 1.1b3 and ACLED follow
from the type and from what the words state. This page is made from
`src/dateline/codebook/data/types.toml` by `python -m dateline.codebook.table`.

How codes are given:

- A scheme's rows are read from the top; the first whose condition holds gives the code.
  `-` is no code: the field is `null`.
- **words** means that one of these lemmas stands in the trigger's clause, its arguments or
  the weapon phrase (`open_fire`: all its words do); **also** is a second such set,
  **without** one that must not stand there. **actor** and **target** are PLOVER sectors,
  ACLED actor types or the groups `armed`, `nonstate`, `people`; **cue** and **mode** are
  PLOVER modes that the words state or that were given; **plover** is the category given.
- A PLOVER mode is given where its cue words stand (`lang/en/modes.txt`), or where the type
  by itself says it. Contexts are coded beside the type, from `lang/en/contexts.txt`.
- `intensity` is the score of the PLOVER category. `quad_class` is 1 verbal cooperation,
  2 material cooperation, 3 verbal conflict or 4 material conflict: that of the PLOVER
  category, else of the CAMEO root.
- A trigger pattern can settle a code (`=> mode=hunger`); that goes before all rows.
- `--codebook FILE.toml` adds types of the same form, or replaces these.
"""


def as_markdown(codebook: Codebook) -> str:
    """The page: an overview table, then each type with its definition, examples and codes."""
    schemes = load_schemes()
    parts = [_INTRODUCTION, "## Overview\n", "type | meaning | PLOVER | CAMEO | ACLED | quad class"]
    parts.append("--- | --- | --- | --- | --- | ---")
    for event in codebook.types.values():
        row = (
            f"[{event.id}](#{event.id})",
            event.label,
            _alternatives(event.plover),
            _alternatives(event.cameo),
            _alternatives(event.acled),
            str(event.quad_class or "-"),
        )
        parts.append(" | ".join(row))
    for family in schemes.families:
        members = [event for event in codebook.types.values() if event.family == family]
        if members:
            parts.append(f"\n## Family: {family}\n")
            parts.append("\n".join(_section(event) for event in members))
    parts.append("## PLOVER categories\n\ncategory | quad class | intensity | modes")
    parts.append("--- | --- | --- | ---")
    for category in schemes.categories.values():
        modes = ", ".join(category.modes) or "-"
        parts.append(f"{category.name} | {category.quad_class} | {category.score:g} | {modes}")
    parts.append(f"\nContexts: {', '.join(schemes.contexts)}.")
    return "\n".join(parts) + "\n"


def _section(event: EventType) -> str:
    lines = [f"### {event.id}\n", f"**{event.label}.** {event.definition}\n"]
    lines += [f"- *{example}*" for example in event.examples]
    lines += ["", "scheme | code | where", "--- | --- | ---"]
    names, schemes = load_cameo(), load_schemes()
    for case in event.plover:
        code = " ".join((case.code or "-", *(f"`{mode}`" for mode in case.modes)))
        lines.append(f"PLOVER | {code} | {_where(case)}")
    if event.stated:
        lines.append(f"PLOVER modes | {', '.join(event.stated)} | where stated")
    for case in event.cameo:
        code = f"{case.code} {names.get(case.code, '')}".rstrip() if case.code else "-"
        lines.append(f"CAMEO | {code} | {_where(case)}")
    for case in event.acled:
        code = f"{schemes.acled[case.code]} / {case.code}" if case.code else "-"
        lines.append(f"ACLED | {code} | {_where(case)}")
    return "\n".join(lines) + "\n"


def _alternatives(cases: Iterable[Case]) -> str:
    return ", ".join(dict.fromkeys(case.code or "-" for case in cases))


def _where(case: Case) -> str:
    parts = (part.partition(" ") for part in case.text.split("; ") if part)
    return "; ".join(f"{key} `{names}`" for key, _, names in parts)


if __name__ == "__main__":
    sys.stdout.write(as_markdown(load_codebook()))
