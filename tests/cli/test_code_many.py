"""``dateline code`` on many articles: workers, shards, and going on where a run broke off."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.batch import checkpoints

from .conftest import Result

Dateline = Callable[..., Result]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a state after every article."""
    monkeypatch.setattr(checkpoints, "_SECONDS", 0.0)


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """Fifty articles; lines 4 and 21 are broken, one article fails."""
    file = tmp_path / "in.jsonl"
    texts = ["fail" if n == 9 else f"Article {n}." for n in range(50)]
    rows = [json.dumps({"id": f"a{n}", "text": text}) for n, text in enumerate(texts)]
    rows.insert(3, "broken")
    rows.insert(20, "broken")
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def ids(out: Path) -> list[str]:
    return [json.loads(line)["article"]["id"] for line in out.read_text("utf-8").splitlines()]


def complaints(lines: Path) -> list[str]:
    return [
        f"{lines}:4: not valid JSON: Expecting value at column 1",
        "a9: could not be coded: code: ValueError: no",
        f"{lines}:21: not valid JSON: Expecting value at column 1",
    ]


@pytest.mark.parametrize("options", [(), ("--workers", 1), ("--workers", 2), ("--time-limit", 9)])
def test_workers_write_the_same(
    dateline: Dateline, lines: Path, tmp_path: Path, options: tuple[object, ...]
) -> None:
    out = tmp_path / "out.jsonl"
    result = dateline("code", lines, "-o", out, *options)
    assert (result.status, result.complaints) == (2, complaints(lines))
    assert ids(out) == [f"a{n}" for n in range(50)]
    assert sorted(tmp_path.iterdir()) == [lines, out]
    assert len(result.coder.seen) == (50 if not options else 1)  # one, to warm up


@pytest.mark.parametrize("form", ["json", "csv", "table", "html"])
def test_workers_write_every_format(
    dateline: Dateline, lines: Path, tmp_path: Path, form: str
) -> None:
    out = tmp_path / "out"
    dateline("code", lines, "-f", form, "-o", out)
    expected = out.read_bytes()
    dateline("code", lines, "-f", form, "-o", out, "--workers", 2)
    assert out.read_bytes() == expected


def test_shards_are_the_whole(dateline: Dateline, lines: Path, tmp_path: Path) -> None:
    found: list[str] = []
    told: list[str] = []
    for number in (1, 2, 3):
        out = tmp_path / f"{number}.jsonl"
        result = dateline("code", lines, "-o", out, "--shard", f"{number}/3")
        found += ids(out)
        told += result.complaints
    assert sorted(found) == sorted(f"a{n}" for n in range(50))
    assert sorted(told) == sorted(complaints(lines))
    result = dateline("code", lines, "--shard", "4/3")
    assert (result.status, result.out) == (2, "")
    assert result.complaints == [
        "dateline: --shard: not I/N with I from 1 to N, such as 1/8: '4/3'"
    ]


# -- going on --------------------------------------------------------------------------------


@pytest.fixture
def broken_off(dateline: Dateline, lines: Path, tmp_path: Path) -> Path:
    """An output file whose run was interrupted at article 30."""
    whole = lines.read_text("utf-8")
    lines.write_text(whole.replace("Article 30.", "interrupt"), encoding="utf-8")
    out = tmp_path / "out.jsonl"
    result = dateline("code", lines, "-o", out)
    assert result.status == 130
    assert result.complaints[-1] == (
        f"interrupted: {out} holds the 30 articles coded so far; the same command goes on "
        "from there"
    )
    assert ids(out) == [f"a{n}" for n in range(30)]
    lines.write_text(whole, encoding="utf-8")
    return out


@pytest.mark.parametrize("options", [(), ("--workers", 2)])
def test_the_same_command_goes_on(
    dateline: Dateline, broken_off: Path, lines: Path, options: tuple[object, ...]
) -> None:
    before = broken_off.read_bytes()
    result = dateline("code", lines, "-o", broken_off, *options)
    assert result.status == 2  # a line of the first run could not be read
    assert result.complaints == [f"{broken_off}: going on after 30 articles"]
    assert ids(broken_off) == [f"a{n}" for n in range(50)]
    assert broken_off.read_bytes().startswith(before)
    assert not checkpoints.state_path(broken_off).exists()


def test_what_was_added_meanwhile_is_coded(
    dateline: Dateline, broken_off: Path, lines: Path
) -> None:
    with lines.open("a", encoding="utf-8") as stream:
        stream.write('\n{"id": "new", "text": "New."}\n')
    dateline("code", lines, "-o", broken_off)
    assert ids(broken_off) == [*(f"a{n}" for n in range(50)), "new"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--no-text",), "was begun with another --no-text; --restart begins anew"),
        (("--shard", "1/2"), "was begun with another shard; --restart begins anew"),
        (("-f", "json"), "a run that writes it was broken off; --restart begins anew"),
        (("--source", "BBC"), "the input does not begin with the 30 articles coded so far; "
         "--restart begins anew"),
    ],
)  # fmt: skip
def test_another_command_does_not(
    dateline: Dateline, broken_off: Path, lines: Path, options: tuple[object, ...], said: str
) -> None:
    before = broken_off.read_bytes()
    result = dateline("code", lines, "-o", broken_off, *options)
    assert (result.status, result.complaints) == (2, [f"dateline: {broken_off}: {said}"])
    assert broken_off.read_bytes() == before
    assert checkpoints.state_path(broken_off).exists()
    result = dateline("code", lines, "-o", broken_off, *options, "--restart")
    assert len(result.complaints) == 3 if "--shard" not in options else 1
    assert broken_off.read_bytes() != before
    assert not checkpoints.state_path(broken_off).exists()


def test_standard_input_does_not_go_on(dateline: Dateline, broken_off: Path) -> None:
    before = broken_off.read_bytes()
    result = dateline("code", "-", "-o", broken_off)
    assert (result.status, len(result.complaints)) == (2, 1)
    assert broken_off.read_bytes() == before


def test_a_file_that_is_done_is_written_anew(
    dateline: Dateline, lines: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    for _ in range(2):
        result = dateline("code", lines, "-o", out)
        assert len(result.coder.seen) % 50 == 0
        assert len(ids(out)) == 50


@pytest.mark.parametrize("option", ["--workers", "--time-limit"])
def test_strict_codes_in_one_process(dateline: Dateline, lines: Path, option: str) -> None:
    result = dateline("code", lines, "--strict", option, "2")
    assert (result.status, len(result.complaints)) == (2, 1)
    assert "--strict" in result.err


@pytest.mark.parametrize("options", [("--workers", "0"), ("--time-limit", "-1")])
def test_wrong_usage(dateline: Dateline, lines: Path, options: tuple[str, ...]) -> None:
    assert dateline("code", lines, *options).status == 2
