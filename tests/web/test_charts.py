"""Charts: round axes, what is drawn is what is counted, and words stay words."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.web.charts import (
    MOST_NODES,
    NETWORK_PHONE,
    PHONE,
    Bar,
    Edge,
    Node,
    bar_chart,
    date_ticks,
    element,
    network_chart,
    number_ticks,
    short_number,
    shortened,
    sparkline,
    timeline_chart,
    width_of,
)
from dateline.web.charts.network import strongest
from dateline.web.charts.network_layout import TEXT
from dateline.web.charts.timeline import days_in_words, described
from dateline.web.index import ACLED_TYPES, Bin, Timeline

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert(1)</script>" onload="x" ]]> & \' ‮'
KINDS = (*ACLED_TYPES, "")


def read(chart: str) -> ElementTree.Element:
    """The chart as a tree; also checks that nothing in it could run or be refused."""
    root = ElementTree.fromstring(chart)
    for one in root.iter():
        assert one.tag.removeprefix(SVG) in {
            "svg", "g", "a", "title", "desc", "rect", "line", "text", "tspan", "path", "polygon",
            "polyline", "circle", "defs", "marker",
        }  # fmt: skip
        for name, value in one.attrib.items():
            assert name != "style"
            assert not name.startswith("on")
            assert name != "href" or value.startswith(("?", "/"))
    return root


def texts(root: ElementTree.Element) -> list[str]:
    return ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]


def bins(first: str, days: int, many: int, step: int = 1) -> tuple[Bin, ...]:
    start = date.fromisoformat(first)
    return tuple(
        Bin(start + timedelta(days=n * days), start + timedelta(days=(n + 1) * days - 1),
            (n * step, 0, 1, 0, 0, 0, 2))
        for n in range(many)
    )  # fmt: skip


def link(first: date, last: date) -> str:
    return f"?type=a&since={first}&until={last}"


# -- axes ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("most", "ticks"),
    [(0, (0, 1)), (1, (0, 1)), (3, (0, 1, 2, 3)), (7, (0, 2, 4, 6, 8)), (10, (0, 5, 10)),
     (99, (0, 50, 100)), (4742, (0, 2000, 4000, 6000)), (100, (0, 50, 100)),
     (1_000_000, (0, 500_000, 1_000_000))],
)  # fmt: skip
def test_number_ticks(most: int, ticks: tuple[int, ...]) -> None:
    assert number_ticks(most) == ticks


@given(st.integers(0, 10**12), st.integers(2, 8))
def test_number_ticks_reach_and_are_few(most: int, about: int) -> None:
    ticks = number_ticks(most, about=about)
    assert ticks[0] == 0
    assert ticks[-1] >= most
    assert 2 <= len(ticks) <= about + 2
    assert len({b - a for a, b in pairwise(ticks)}) == 1


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (950, "950"), (1200, "1,200"), (12_345, "12.3k"), (20_000, "20k"),
     (1_500_000, "1.5M"), (3 * 10**9, "3G")],
)  # fmt: skip
def test_short_numbers(number: int, text: str) -> None:
    assert short_number(number) == text


@pytest.mark.parametrize(
    ("first", "last", "most", "expected"),
    [
        ("2020-05-04", "2020-05-04", 9, "4 May/2020"),
        ("2020-12-30", "2021-01-02", 9, "30 Dec/2020 31 Dec 1 Jan/2021 2 Jan"),
        ("2020-02-11", "2020-03-12", 6, "17 Feb/2020 24 Feb 2 Mar 9 Mar"),
        ("2020-02-11", "2020-07-12", 6, "Mar/2020 Apr May Jun Jul"),
        ("2019-11-03", "2021-02-12", 6, "Jan/2020 Apr Jul Oct Jan/2021"),
        ("2016-01-01", "2026-06-30", 6, "2016 2018 2020 2022 2024 2026"),
        ("1997-01-01", "2026-12-31", 12, "2000 2005 2010 2015 2020 2025"),
        ("0001-01-01", "9999-12-31", 6, "2000 4000 6000 8000"),
    ],
)
def test_date_ticks(first: str, last: str, most: int, expected: str) -> None:
    ticks = date_ticks(date.fromisoformat(first), date.fromisoformat(last), most=most)
    found = " ".join(f"{one.text}/{one.year}" if one.year else one.text for one in ticks)
    assert found == expected


@given(st.dates(), st.dates(), st.integers(2, 20))
def test_date_ticks_are_within_and_few(one: date, other: date, most: int) -> None:
    first, last = sorted((one, other))
    ticks = [tick.day for tick in date_ticks(first, last, most=most)]
    assert ticks == sorted(set(ticks))
    assert first <= ticks[0]
    assert ticks[-1] <= last
    assert len(ticks) <= most + 1


# -- timeline ------------------------------------------------------------------------------


def test_a_column_for_each_bin_that_leads_to_its_days() -> None:
    line = Timeline("week", KINDS, bins("2020-01-06", 7, 9, 3), undated=4)
    root = read(timeline_chart(line, link=link))
    columns = list(root.iter(f"{SVG}a"))
    assert [one.get("data-first") for one in columns] == [str(one.first) for one in line.bins]
    assert columns[3].get("href") == "?type=a&since=2020-01-27&until=2020-02-02"
    assert columns[3].get("aria-label") == "2020-01-27 to 2020-02-02: 12"
    assert columns[3].get("tabindex") is None
    (stacks,) = (one for one in root.iter(f"{SVG}g") if one.get("class") == "stacks")
    shapes = {one.get("class"): _boxes(one.get("d") or "") for one in stacks}
    assert list(shapes) == ["t-battles fill-type", "t-civilians fill-type", "t-other fill-type"]
    battles, civilians, other = (shapes[name][-1] for name in shapes)
    unit = civilians[1] - civilians[0]
    assert battles[1] == float(root.get("data-bottom") or 0)
    assert (battles[0], civilians[0]) == (civilians[1], other[1])
    assert battles[1] - battles[0] == pytest.approx(24 * unit, rel=0.05)
    assert other[1] - other[0] == pytest.approx(2 * unit, abs=0.2)


def _boxes(path: str) -> list[tuple[float, float]]:
    """The top and the bottom of each rectangle of a shape."""
    found = re.findall(r"M[\d.]+ ([\d.]+)h[\d.]+V([\d.]+)H[\d.]+z", path)
    return [(float(top), float(bottom)) for top, bottom in found]


def test_what_it_says() -> None:
    line = Timeline("month", KINDS, (
        Bin(date(2020, 1, 1), date(2020, 1, 31), (1, 0, 0, 0, 0, 0, 0)),
        Bin(date(2020, 2, 1), date(2020, 2, 29), (1000, 0, 0, 0, 0, 0, 234)),
    ), earlier=1, undated=4)  # fmt: skip
    assert described(line) == (
        "1,235 incidents from 2020-01-01 to 2020-02-29; most, 1,234, in Feb 2020. "
        "Battles: 1,001, other: 234. 1 earlier than is drawn. 4 without a date."
    )
    root = read(timeline_chart(line, link=link, id="t"))
    assert root.get("aria-labelledby") == "t-title t-desc"
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert title.text == "Incidents per month"
    assert desc is not None
    assert desc.text == described(line)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2020-05-04", "2020-05-04", "4 May 2020"),
        ("2020-02-01", "2020-02-29", "Feb 2020"),
        ("2020-02-01", "2020-02-28", "2020-02-01 to 2020-02-28"),
        ("2020-01-01", "2020-12-31", "2020"),
        ("2010-01-01", "2019-12-31", "2010 to 2019"),
        ("9999-12-01", "9999-12-31", "Dec 9999"),
        ("2020-05-04", "2020-05-10", "2020-05-04 to 2020-05-10"),
    ],
)
def test_days_in_words(first: str, last: str, expected: str) -> None:
    one = Bin(date.fromisoformat(first), date.fromisoformat(last), (1,))
    assert days_in_words(one) == expected


def test_what_is_chosen_and_many_columns() -> None:
    line = Timeline("day", KINDS, bins("2020-01-01", 1, 80))
    chosen = (date(2020, 1, 10), date(2020, 1, 12))
    root = read(timeline_chart(line, link=link, chosen=chosen, size=PHONE))
    columns = list(root.iter(f"{SVG}a"))
    assert [one.get("data-first") for one in columns if one.get("class") == "column"] == [
        "2020-01-10", "2020-01-11", "2020-01-12"
    ]  # fmt: skip
    assert {one.get("tabindex") for one in columns} == {"-1"}
    muted = [one.get("class") for one in root.iter(f"{SVG}path")]
    assert muted.count("t-other fill-type out") == muted.count("t-other fill-type") == 1
    assert root.get("viewBox") == "0 0 330 190"


@pytest.mark.parametrize("size", [None, PHONE])
@pytest.mark.parametrize("days", [1, 2, 9, 40, 200, 800, 4000, 30_000, 300_000])
def test_labels_of_the_axis_do_not_touch(days: int, size: Any) -> None:
    step = max(1, days // 90)
    line = Timeline("day", KINDS, bins("1001-02-11", step, max(days // step, 1)))
    chart = timeline_chart(line, link=link, **({"size": size} if size else {}))
    (axis,) = (one for one in read(chart).iter(f"{SVG}g") if one.get("class") == "x-axis")
    spans = []
    for text in axis.iter(f"{SVG}text"):
        first = next(text.iter(f"{SVG}tspan"))
        x, half = float(first.get("x") or 0), width_of(first.text or "", 11) / 2
        spans.append((x - half, x + half))
    width = float((read(chart).get("viewBox") or "").split()[2])
    assert spans[0][0] >= 0
    assert spans[-1][1] <= width
    assert all(b[0] - a[1] > 2 for a, b in pairwise(spans))


def test_no_columns() -> None:
    root = read(timeline_chart(Timeline("day", KINDS, ()), link=link))
    assert texts(root) == ["No incident with a date"]
    assert root.get("role") == "img"


# -- words stay words ----------------------------------------------------------------------


def test_hostile_words() -> None:
    node = Node("a", HOSTILE, 3, link="/actors/a", note=HOSTILE)
    charts = (
        bar_chart([Bar(HOSTILE, 3, link="?x=" + HOSTILE, note=HOSTILE)], name=HOSTILE, id="b"),
        sparkline([1, 2], name=HOSTILE, id="s"),
        network_chart([node, Node('b"', HOSTILE, 1)], [Edge("a", 'b"', 1, note=HOSTILE)],
                      name=HOSTILE),
        timeline_chart(Timeline("day", (HOSTILE,), bins("2020-01-01", 1, 1)[:0]), link=link),
    )  # fmt: skip
    for chart in charts:
        assert "<script" not in chart
        read(chart)
    title = read(charts[0]).find(f"{SVG}title")
    assert title is not None
    assert title.text == HOSTILE


@given(st.text(max_size=30))
def test_any_words(words: str) -> None:
    chart = bar_chart([Bar(words, 1)], name=words, id="b")
    chart.encode("utf-8")
    root = read(chart)
    if words.isprintable():
        assert f"{words}: 1" in [one.text for one in root.iter(f"{SVG}title")]
    assert width_of(shortened(words, 60, 11), 11) <= 60


@pytest.mark.parametrize(
    "attributes",
    [{"style": "x"}, {"onclick": "x"}, {"on_click": "x"}, {"href": "javascript:x"},
     {"x onload": "x"}, {'x="': "x"},
     {"href": "https://example.org"}, {"href": "//example.org"}, {"href": "data:x"}],
)  # fmt: skip
def test_what_no_chart_may_have(attributes: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="workbench"):
        element("a", "x", **attributes)


# -- bars and lines ------------------------------------------------------------------------


def test_bars() -> None:
    bars = [Bar("Iraq", 200, link="?country=IRQ"), Bar("A very long name of a country", 50.5)]
    root = read(bar_chart(bars, name="Countries", id="c", width=300))
    wide, narrow = (float(one.get("width") or 0) for one in root.iter(f"{SVG}rect"))
    assert wide == pytest.approx(narrow * 200 / 50.5, rel=0.01)
    assert texts(root)[1:] == ["200", "A very long name of a…", "50.5"]
    assert [one.get("href") for one in root.iter(f"{SVG}a")] == ["?country=IRQ"]
    read(bar_chart([], name="None", id="n"))
    read(bar_chart([Bar("", 0)], name="Zero", id="z"))


def test_sparkline() -> None:
    root = read(sparkline([0, 5, 10], name="Per month", id="s"))
    (line,) = root.iter(f"{SVG}polyline")
    assert line.get("points") == "2,22 59,12.5 116,3"
    desc = root.find(f"{SVG}desc")
    assert desc is not None
    assert desc.text == "From 0 to 10, at most 10."
    for values in ([], [3], [0, 0]):
        read(sparkline(values, name="x", id="x"))


# -- network -------------------------------------------------------------------------------


def a_network(seed: int, many: int = 70) -> tuple[list[Node], list[Edge]]:
    dice = random.Random(seed)
    nodes = [Node(f"n{n}", "Group of " + "ab " * dice.randrange(1, 8) + str(n), dice.random() * 50,
                  link=f"/actors/n{n}") for n in range(many)]  # fmt: skip
    edges = [
        Edge(f"n{dice.randrange(many)}", f"n{min(int(dice.paretovariate(0.8)), many - 1)}",
             dice.randrange(1, 40), dice.choice(("act", "act", "tie")))
        for _ in range(many * 2)
    ]  # fmt: skip
    return nodes, edges


@pytest.mark.parametrize("size", [None, NETWORK_PHONE])
@pytest.mark.parametrize("seed", range(4))
def test_nothing_overlaps_in_a_network(seed: int, size: Any) -> None:
    nodes, edges = a_network(seed)
    chart = network_chart(nodes, edges, name="Who", **({"size": size} if size else {}))
    root = read(chart)
    width, height = (float(n) for n in (root.get("viewBox") or "").split()[2:])
    circles = [tuple(float(one.get(k) or 0) for k in ("cx", "cy", "r"))
               for one in root.iter(f"{SVG}circle")]  # fmt: skip
    assert 2 <= len(circles) <= MOST_NODES
    for x, y, r in circles:
        assert r <= x <= width - r
        assert r <= y <= height - r
    boxes = []
    for one in root.iter(f"{SVG}text"):
        x, wide = float(one.get("x") or 0), width_of(one.text or "", TEXT)
        x -= {"start": 0, "middle": wide / 2, "end": wide}[one.get("text-anchor") or "start"]
        boxes.append((x, float(one.get("y") or 0), x + wide))
    assert all(left >= 0 and right <= width for left, _, right in boxes)
    for (left, y, right), (left2, y2, right2) in combinations(boxes, 2):
        assert abs(y - y2) >= TEXT or right <= left2 or right2 <= left
    if size is None:
        assert len(boxes) > 0.8 * len(circles)
        apart = min(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 - a[2] - b[2]
                    for a, b in combinations(circles, 2))  # fmt: skip
        assert apart > 0


def test_the_same_network_gives_the_same_picture() -> None:
    nodes, edges = a_network(3)
    again = network_chart(nodes[::-1], edges, name="Who")
    assert network_chart(nodes, edges, name="Who") == again


def test_acts_are_arrows_and_ties_are_not() -> None:
    nodes = [Node("a", "A", 3), Node("b", "B", 2), Node("c", "Alone", 9)]
    edges = [Edge("a", "b", 4, note="4 incidents"), Edge("b", "a", 1), Edge("a", "a", 1),
             Edge("a", "b", 1, "tie", note="ally of"), Edge("a", "gone", 1)]  # fmt: skip
    root = read(network_chart(nodes, edges, name="Who", id="w"))
    lines = [one for one in root.iter(f"{SVG}path") if one.get("data-source")]
    assert [one.get("class") for one in lines] == ["tie", "act", "act", "act"]
    assert [one.get("marker-end") for one in lines] == [None, *["url(#w-head)"] * 3]
    assert lines[0].get("stroke-dasharray") == "4 3"
    assert [one[0].text for one in lines] == ["A – B: ally of", "A → B: 4 incidents", "B → A",
                                              "A → A"]  # fmt: skip
    assert lines[1].get("d") != lines[2].get("d")
    assert texts(root) == ["A", "B"]
    shown, between = strongest(nodes, edges)
    assert [one.id for one in shown] == ["a", "b"]
    assert len(between) == 4


def test_small_networks() -> None:
    for nodes, edges in (([], []), ([Node("a", "A", 1)], []),
                         ([Node("a", "A", 0), Node("b", "", 0)], [Edge("a", "b", 0)])):  # fmt: skip
        read(network_chart(nodes, edges, name="Who"))
