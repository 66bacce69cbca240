"""``dateline code --ray``: what it refuses; broken off and gone on with on a Ray of its own."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.batch.coded_files import read_coded

from .conftest import Result

Dateline = Callable[..., Result]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Police arrested nine men in Basra."}\n')
    return path


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["FILE"], "--ray: give a folder that all machines share, with -o DIR"),
        (["-", "-o", "OUT"], "--ray: standard input cannot be read from many machines"),
        (["FILE", "-o", "OUT", "--shard", "1/2"], "--shard: cannot be had together with --ray"),
        (["FILE", "-o", "OUT", "--strict"], "--strict: cannot be had together with --ray"),
        (["FILE", "-o", "OUT", "-f", "csv"], "--format: cannot be had together with --ray"),
    ],
)
def test_what_makes_no_sense_on_many_machines(
    dateline: Dateline, file: Path, options: list[str], said: str
) -> None:
    options = [one.replace("FILE", str(file)).replace("OUT", f"{file}.out") for one in options]
    done = dateline("code", *options, "--ray", "local")
    assert (done.status, done.err) == (2, f"dateline: {said}\n")


def test_without_ray_it_says_what_to_install(
    dateline: Dateline, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    done = dateline("code", str(file), "-o", f"{file}.out", "--ray", "local")
    said = "dateline: ray is not installed: pip install 'dateline[ray]'\n"
    assert (done.status, done.err) == (2, said)


def test_an_address_where_nobody_answers_is_one_line(dateline: Dateline, file: Path) -> None:
    pytest.importorskip("ray")
    done = dateline("code", str(file), "-o", f"{file}.out", "--ray", "127.0.0.1:9")
    assert done.status == 2
    assert done.err.startswith("dateline: --ray 127.0.0.1:9: nobody answers there (")
    assert not Path(f"{file}.out").exists()


@pytest.mark.slow
def test_ctrl_c_keeps_the_blocks_and_the_same_command_goes_on(tmp_path: Path) -> None:
    pytest.importorskip("ray.data")
    text = "Police in Goma arrested nine protesters on Monday, officials said. " * 40
    for number in range(6):
        lines = [json.dumps({"text": text, "id": f"{number}-{n}"}) + "\n" for n in range(25)]
        (tmp_path / f"{number}.jsonl").write_text("".join(lines))
    out = tmp_path / "out"
    command = [
        sys.executable, "-m", "dateline", "code", f"{tmp_path}/*.jsonl", "-o", str(out), "--ray",
        "local", "--workers", "1", "--detector", "rules", "--no-places", "--no-actors",
    ]  # fmt: skip
    first = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    until = time.monotonic() + 200
    while not list(out.glob("coded-*")) and time.monotonic() < until:
        time.sleep(0.05)
    first.send_signal(signal.SIGINT)
    printed, said = first.communicate(timeout=100)
    assert (first.returncode, printed) == (130, "")
    assert said.splitlines()[-1].startswith(f"interrupted: {out} holds ")
    assert 0 < len(list(out.glob("coded-*.parquet"))) < 6

    second = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert (second.returncode, second.stdout) == (0, "")
    assert len(list(out.glob("coded-*.parquet"))) == 6
    coded = list(read_coded(out.glob("coded-*.parquet")))
    assert len({one.article.id for one in coded}) == len(coded) == 150
    assert all(one.reports for one in coded)

    third = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    said = f"{out}: all 6 blocks are coded already\n"
    assert (third.returncode, third.stdout, third.stderr) == (0, "", said)
