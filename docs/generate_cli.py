"""Write docs/cli.md from the commands themselves; with --check, fail where it is stale."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from typing import Any

import typer

from dateline.cli.main import app

PAGE = Path(__file__).with_name("cli.md")

HEAD = """\
<!-- Written by docs/generate_cli.py; `make cli-docs` writes it anew. -->
# Command line

| exit code | meaning |
| --- | --- |
| 0 | all went well |
| 1 | an article could not be coded (its `failures` say why); no report, or no place, was found |
| 2 | some input could not be read, or the usage was wrong; the rest is coded all the same |
| 130 | interrupted with Ctrl-C; the lines of a `.jsonl` output that are done stay |
| 141 | whoever read the output went away (`dateline code ... \\| head`) |

What goes wrong is said on standard error, one line each, with the file and, in JSON lines, the
line. A progress bar is shown on standard error where that is a terminal.
"""

TAIL = """\
## Input

| input | read as |
| --- | --- |
| `FILE.jsonl`, `FILE.ndjson` | JSON lines, one article a line (keys: [records](records.md#input)) |
| any other file | one text |
| a folder | its `.txt`, `.jsonl` and `.ndjson` files at any depth, sorted, hidden ones left out |
| `-` | standard input: JSON lines where its first character is `{`, else one text |

Text is UTF-8, with or without a byte order mark, at most 2,000,000 characters an article. Empty
and binary files, other encodings, impossible dates and broken lines are refused one by one.

## Output

Without `--format` the suffix of `-o FILE` decides (`.json`, `.jsonl`, `.html`, `.csv`, else the
table). `.jsonl` is written line by line; every other file is put in place only when it is whole.
A file that is being read is never written over.
"""


def page() -> str:
    """The whole page."""
    group: Any = typer.main.get_command(app)
    parts = [HEAD, "## dateline\n", f"{group.help}\n", _options(group)]
    for name, command in group.commands.items():
        parts += _section(name, command)
    return "\n".join([*parts, TAIL])


def _section(name: str, command: Any) -> list[str]:
    """A command's part of the page, and those of the commands below it."""
    if hasattr(command, "commands"):
        below = [_section(f"{name} {one}", other) for one, other in command.commands.items()]
        return [
            f"## dateline {name}\n",
            _help(command),
            *(part for parts in below for part in parts),
        ]
    heading = "###" if " " in name else "##"
    parts = [f"{heading} dateline {name}\n", _usage(name, command), _help(command)]
    return [*parts, _options(command)]


def _usage(name: str, command: Any) -> str:
    words = [_needed(one) for one in command.params if one.required]
    words += [
        _argument(one)
        for one in command.params
        if one.param_type_name == "argument" and not one.required
    ]
    return f"```\ndateline {' '.join([name, '[OPTIONS]', *words])}\n```\n"


def _needed(one: Any) -> str:
    """A required argument, or a required option with its value."""
    if one.param_type_name == "argument":
        return _argument(one)
    return f"{one.opts[0]} {one.metavar}"


def _argument(one: Any) -> str:
    name = (one.metavar or one.name.upper()) + ("..." if one.nargs == -1 else "")
    return name if one.required or name.startswith("[") else f"[{name}]"


def _help(command: Any) -> str:
    return inspect.cleandoc(command.help or "") + "\n"


def _options(command: Any) -> str:
    rows = ["| option | what |", "| --- | --- |"]
    for one in command.params:
        if one.param_type_name == "argument":
            rows.append(f"| `{_argument(one).strip('[]')}` | {_cell(one.help)} |")
            continue
        value = "" if one.is_flag else f" {one.metavar}"
        value = value.replace("|", "\\|")
        names = ", ".join(f"`{name}{value}`" for name in sorted(one.opts, key=len, reverse=True))
        rows.append(f"| {names} | {_cell(one.help)} |")
    return "\n".join(rows) + "\n"


def _cell(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "\\|")


def main() -> int:
    """Write or check the page; the exit code."""
    wanted = page()
    if "--check" in sys.argv[1:]:
        if PAGE.exists() and PAGE.read_text(encoding="utf-8") == wanted:
            return 0
        print("docs/cli.md is stale: run `make cli-docs`", file=sys.stderr)
        return 1
    PAGE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
