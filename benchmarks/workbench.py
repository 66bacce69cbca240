"""Speed of the workbench: pages in Chromium, filters of one client and of several.

    python benchmarks/workbench.py STORE [--requests N] [--clients N] [--seconds N] [--runs N]
                                   [--no-browser] [--check]

STORE is a file with many incidents (benchmarks/store.py makes one). A server is started for it on
this machine. Filters are drawn from what the store has, one to three fields at a time, no two the
same, so that none is answered from what the workbench keeps. Printed are times as a client sees
them, the server's own processor time a request, and the machine's load, which matters where other
work goes on. With ``--check`` the exit code is 1 where a limit is missed: a page ready in 1.5 s, a
filter in 100 ms at p95 for one client and in 300 ms for eight. A million incidents are measured by
benchmarks/workbench_index.py.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx

HERE = Path(__file__).parent
PART = {"HX-Request": "true", "HX-Target": "explore", "HX-Boosted": "true"}
"""What htmx sends when a filter is clicked."""
PAGE_MS, ONE_MS, EIGHT_MS = 1_500.0, 100.0, 300.0
_FIELDS = {"acled_type": "acled", "country": "country", "admin1": "admin1", "actor": "actor",
           "outlet": "outlet", "factuality": "factuality", "flag": "flag"}  # fmt: skip
_READY = """() => document.querySelectorAll('#incidents tbody tr').length > 0
  && document.querySelector('.map-card[data-ready]') !== null
  && document.querySelectorAll('.leaflet-tile-loaded').length > 3
  && document.querySelectorAll('.leaflet-tile:not(.leaflet-tile-loaded)').length === 0
  && document.querySelectorAll('#timeline a.column').length > 0"""
_SERVER = """
import sys, uvicorn
from dateline.web.app import create_app
from dateline.web.settings import WebSettings
settings = WebSettings(store=sys.argv[1], port=int(sys.argv[2]))
uvicorn.run(create_app(settings), host="127.0.0.1", port=settings.port, log_level="warning")
"""

_SHOWN = frozenset({"Request Count", "50%", "95%", "Max Response Time", "Requests/s",
                    "Failure Count"})  # fmt: skip

Query = dict[str, list[str]]


# -- filters -----------------------------------------------------------------------------------


def values(answer: Mapping[str, Any]) -> dict[str, list[str]]:
    """The values of each filter that the store has, out of ``/explore.json``."""
    facets = answer["facets"]
    known = {
        name: [one.get("id") or one["value"] for one in facets[field]]
        for field, name in _FIELDS.items()
        if facets[field]
    }
    bins = answer["timeline"]["bins"]
    if len(bins) > 1:
        known["since"] = [one["first"] for one in bins[: len(bins) * 3 // 4]]
    return known


def filters(known: Mapping[str, Sequence[str]], dice: random.Random) -> Iterator[Query]:
    """Filters without end, no two the same."""
    seen: set[str] = set()
    query: Query
    while True:
        names = dice.sample(sorted(known), dice.choice((1, 2, 2, 3)))
        query = {}
        for name in names:
            many = 1 if name == "since" else dice.choice((1, 1, 2))
            query[name] = sorted(set(dice.choices(known[name], k=many)))
        if dice.random() < 0.3:
            query["sort"] = [dice.choice(("oldest", "deadliest", "sources", "country"))]
        if urlencode(query, doseq=True) in seen:
            query["limit"] = [str(dice.randrange(30, 70))]
        seen.add(urlencode(query, doseq=True))
        yield query


# -- a server ----------------------------------------------------------------------------------


@contextmanager
def served(store: Path) -> Iterator[tuple[str, int]]:
    """The workbench over a store: its address, and the number of its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = subprocess.Popen([sys.executable, "-c", _SERVER, str(store), str(port)])
    address = f"http://127.0.0.1:{port}"
    try:
        start = time.monotonic()
        while True:
            try:
                httpx.get(f"{address}/explore", timeout=120).raise_for_status()
                break
            except httpx.ConnectError:
                if running.poll() is not None or time.monotonic() - start > 120:
                    raise SystemExit("the server did not start") from None
                time.sleep(0.1)
        print(f"first page, the index built: {time.monotonic() - start:.1f} s after the start")
        yield address, running.pid
    finally:
        running.terminate()
        running.wait(20)


def cpu_seconds(process: int) -> float:
    """Processor time that a process has used."""
    words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def said(name: str, times: Sequence[float], cpu: float | None = None) -> float:
    """Print a line; the 95th percentile in ms."""
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    own = "" if cpu is None else f"   cpu {cpu * 1000 / len(times):6.1f} a request"
    print(f"  {name:30} n {len(times):5}  p50 {statistics.median(times):7.1f}  p95 {p95:7.1f}"
          f"  most {ordered[-1]:7.1f} ms{own}")  # fmt: skip
    return p95


def load() -> str:
    """How busy the machine is."""
    return f"load {' '.join(f'{one:.1f}' for one in os.getloadavg())} on {os.cpu_count()} cores"


# -- what is measured --------------------------------------------------------------------------


def one_client(address: str, process: int, many: int) -> float:
    """Filters one after the other: p95 in ms of those that nothing was kept for."""
    with httpx.Client(base_url=address, timeout=60) as client:
        known = values(client.get("/explore.json?limit=1").json())
        drawn = filters(known, random.Random(7))
        queries = [urlencode(next(drawn), doseq=True) for _ in range(many)]

        def ask(path: str, headers: Mapping[str, str]) -> tuple[list[float], float]:
            times, before = [], cpu_seconds(process)
            for query in queries:
                start = time.perf_counter()
                client.get(f"{path}{query}", headers=headers).raise_for_status()
                times.append((time.perf_counter() - start) * 1000)
            return times, cpu_seconds(process) - before

        p95 = said("filter", *ask("/explore?", PART))
        said("its map", *ask("/explore/map.json?zoom=2&", {}))
        said("the same filter again", *ask("/explore?", PART))
    return p95


def several(address: str, process: int, clients: int, seconds: int) -> float:
    """Clients at once, by locust: p95 of a filter in ms."""
    with tempfile.TemporaryDirectory() as folder:
        before = cpu_seconds(process)
        subprocess.run(
            [sys.executable, "-m", "locust", "-f", str(HERE / "workbench_load.py"), "--headless",
             "-u", str(clients), "-r", str(clients), "-t", f"{seconds}s", "--host", address,
             "--csv", f"{folder}/x", "--only-summary", "--loglevel", "ERROR"],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        used = cpu_seconds(process) - before
        with Path(folder, "x_stats.csv").open(encoding="utf-8") as file:
            rows = {row["Name"]: row for row in csv.DictReader(file)}
    for name in ("filter", "map"):
        row = {key: float(one) for key, one in rows[name].items() if key in _SHOWN}
        title = f"{clients} clients, {name}"
        print(f"  {title:30} n {row['Request Count']:5.0f}  p50 {row['50%']:7.1f}"
              f"  p95 {row['95%']:7.1f}  most {row['Max Response Time']:7.1f} ms"
              f"   {row['Requests/s']:.1f} a s, {row['Failure Count']:.0f} failed")  # fmt: skip
    print(f"  {clients} clients: the server used {used:.1f} s of processor time")
    return float(rows["filter"]["95%"])


def in_chromium(address: str, times: int) -> float:
    """Pages until table, map and chart are all there: the slowest median in ms."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    slowest = 0.0
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, query in (("page", ""), ("page of a country", "?country=SYR&since=2020")):
            for is_cold in (True, False):
                context = browser.new_context(viewport={"width": 1440, "height": 1000})
                found = []
                for _ in range(times):
                    if is_cold:
                        context.close()
                        context = browser.new_context(viewport={"width": 1440, "height": 1000})
                    found.append(_ready(context.new_page(), f"{address}/explore{query}"))
                context.close()
                said(f"{name}, {'nothing' if is_cold else 'files'} cached", found)
                slowest = max(slowest, statistics.median(found))
        browser.close()
    return slowest


def _ready(tab: Any, address: str) -> float:
    start = time.perf_counter()
    tab.goto(address, wait_until="commit")
    while not tab.evaluate(_READY):
        if time.perf_counter() - start > 60:
            raise SystemExit("the page is not ready after a minute")
        time.sleep(0.01)
    taken = (time.perf_counter() - start) * 1000
    tab.close()
    return taken


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--clients", type=int, nargs="+", default=[8])
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    print(load())
    missed = False
    with served(options.store) as (address, process):
        missed |= one_client(address, process, options.requests) > ONE_MS
        for clients in options.clients:
            p95 = several(address, process, clients, options.seconds)
            missed |= clients == 8 and p95 > EIGHT_MS
        if not options.no_browser:
            missed |= in_chromium(address, options.runs) > PAGE_MS
    print(load())
    return 1 if missed and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
