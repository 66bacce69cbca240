"""The README's Python examples run, and its commands exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from dateline.cli.main import app

README = Path(__file__).parents[1] / "README.md"
if not README.exists():
    pytest.skip("README.md is not beside the tests", allow_module_level=True)
TEXT = README.read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("example", blocks("python"), ids=lambda code: code.split("\n")[0])
def test_python_examples_run(example: str, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, object] = {}
    exec(compile(example, "README.md", "exec"), names)
    if "report" in names:
        assert capsys.readouterr().out == "arrest Kigali 2021-05-03\n"
        assert names["coded"].to_dict()["reports"]
    else:
        assert [report.event_type.value for report in names["doc"]._.reports] == ["arrest"]


def test_commands_exist() -> None:
    verbs = set(get_command(app).commands)
    commands = [line for block in blocks("") for line in block.splitlines() if "dateline" in line]
    used = [shlex.split(line.removeprefix("$ "), comments=True) for line in commands]
    assert len(used) >= 6
    assert {words[1] for words in used if words[0] == "dateline"} <= verbs


def test_the_example_output_is_what_the_command_prints() -> None:
    example = Path(__file__).parents[1] / "examples" / "kivu-village-attack.txt"
    result = CliRunner(env={"COLUMNS": "120"}).invoke(app, ["code", str(example)])
    printed = [line.rstrip() for line in result.stdout.splitlines()]
    (wanted,) = blocks("text")
    assert printed[: len(wanted.splitlines())] == wanted.splitlines()
