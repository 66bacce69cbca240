"""The map: what is in view, where dots and labels lie, that text stays text, the same each time."""

from __future__ import annotations

import itertools
import math
import random
import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape

import numpy as np
import pytest

from dateline.errors import DataError
from dateline.export import html_page
from dateline.export.html_page import page
from dateline.export.map_lands import corners, names, path, shapes, with_context
from dateline.export.map_marks import Mark, Ref, Spot, labels, marks, numbers, overlap, told
from dateline.export.map_svg import Drawing, Map, Placed, draw
from dateline.export.map_view import NARROW, WIDE, Area, Frame, View, bar, fit, groups
from dateline.export.options import ExportOptions
from dateline.records.coded import Coded, Reason
from dateline.records.entity import Place, PlacePrecision
from dateline.records.event import CodedArticle
from dateline.resolve.lands import Land, read_lands

from .conftest import build, storming

FIJI = [Area(178.44, -18.14), Area(179.38, -16.43), Area(-179.98, -16.8), Area(-178.8, -18.2)]
CHUKOTKA = [Area(177.51, 64.73), Area(-173.23, 64.42)]
IRAQ = [Area(44.4, 33.3), Area(47.8, 30.5)]


def square(iso3: str, west: float, south: float, size: float = 10.0) -> Land:
    east, north = west + size, south + size
    ring = ((west, south), (west, north), (east, north), (east, south), (west, south))
    return Land(iso3, f"Land of {iso3}", (ring,))


def spot(name: str, lon: float, lat: float, reports: int = 1, **more: object) -> Spot:
    refs = tuple(Ref(f"a1r{n}", n, 4) for n in range(1, reports + 1))
    return Spot(name, f"{name}, XXX", more.pop("kind", "exact"), lon, lat, refs, **more)


def one(
    name: str, lon: float, lat: float, number: int = 1, precision: PlacePrecision = "exact"
) -> Placed:
    place = Place(name, "XXX", lat=lat, lon=lon, precision=precision)
    return Placed(place, f"{name}, XXX", Ref(f"a1r{number}", number, 4))


def drawn(found: Sequence[Placed], *lands: Land) -> Map:
    shown = draw(found, len(found), lands)
    assert shown is not None
    return shown


def article(*places: Place | None) -> CodedArticle:
    base = build()
    reports = tuple(
        replace(
            storming(f"{number}"),
            place=Coded.missing(Reason.NOT_STATED) if place is None else Coded(place, by="test@1"),
        )
        for number, place in enumerate(places)
    )
    return replace(base, reports=reports)


def rendered(*coded: CodedArticle, lands: Sequence[Land] = ()) -> str:
    return "".join(page(coded, ExportOptions(), lands=lambda: lands))


# ---- projection and view ---------------------------------------------------------------------


def test_a_kilometre_is_as_long_to_the_east_as_to_the_north() -> None:
    view = View(WIDE, 10.0, 60.0, 100.0)
    assert view.xy(10.0, 60.0) == (WIDE.width / 2, WIDE.height / 2)
    east, north = view.xy(11.0, 60.0)[0] - 320, 180 - view.xy(10.0, 61.0)[1]
    assert north == pytest.approx(100.0)
    assert east == pytest.approx(100.0 * math.cos(math.radians(60.0)))


@pytest.mark.parametrize("frame", [WIDE, NARROW])
@pytest.mark.parametrize(
    "areas",
    [
        IRAQ, FIJI, CHUKOTKA, [Area(0.0, 0.0)], [Area(180.0, 0.0), Area(-180.0, 5.0)],
        [Area(-77.0, 38.9), Area(44.4, 33.3, 250.0)], [Area(15.6, 78.2), Area(20.0, 70.0)],
        [Area(0.0, -90.0), Area(0.0, 90.0)], [Area(-44.1234567, 33.0)] * 2,
    ],
)  # fmt: skip
def test_everything_fits_with_a_margin(areas: list[Area], frame: Frame) -> None:
    view = fit(areas, frame)
    margin = frame.width * 0.1
    for area in areas:
        x, y = view.xy(area.lon, area.lat)
        assert margin <= x <= frame.width - margin
        assert margin <= y <= frame.height - margin


def test_the_wide_picture_is_sixteen_to_nine() -> None:
    assert WIDE.width / WIDE.height == pytest.approx(16 / 9)


@pytest.mark.parametrize("lat", [0.0, 33.0, -54.0, 70.0])
def test_a_single_place_has_150_km_around_it(lat: float) -> None:
    assert fit([Area(44.0, lat)], WIDE).km_across == pytest.approx(150.0)


@pytest.mark.parametrize(("areas", "most"), [(FIJI, 900), (CHUKOTKA, 1000)])
def test_places_on_both_sides_of_the_antimeridian_lie_together(
    areas: list[Area], most: float
) -> None:
    view = fit(areas, WIDE)
    assert view.km_across < most
    west, east = areas[0], areas[-1]
    assert view.xy(west.lon, west.lat)[0] < view.xy(east.lon, east.lat)[0]


def test_the_whole_world_fits() -> None:
    view = fit([Area(lon, 40.0) for lon in range(-180, 180, 10)], WIDE)
    assert 360.0 * view.across <= WIDE.width


def test_no_view_is_widened_but_to_reach_a_border() -> None:
    near = corners([square("AAA", 0.0, 0.0, 4.0)])
    middle = fit([Area(2.0, 1.5)], WIDE)
    wider = with_context(middle, near)
    assert middle.km_across < wider.km_across <= 1600
    assert (wider.lon, wider.lat) == (middle.lon, middle.lat)
    at_sea = fit([Area(-140.0, -40.0)], WIDE)
    assert with_context(at_sea, near) == at_sea
    assert with_context(at_sea, corners([])) == at_sea
    edge = fit([Area(0.2, 2.4)], WIDE)
    assert with_context(edge, near) == edge


@pytest.mark.parametrize("scale", [1.2, 30.0, 475.0])
def test_the_scale_bar_is_round_and_true(scale: float) -> None:
    found = bar(View(WIDE, 0.0, 0.0, scale))
    if scale < 5:
        assert found is None
        return
    assert found is not None
    kilometres, length = found
    assert str(kilometres).rstrip("0") in ("1", "2", "5")
    assert 30 <= length <= 110
    assert length == pytest.approx(kilometres / 111.32 * scale)


def test_places_hang_together_by_steps() -> None:
    steps = [Area(lon, 0.0) for lon in (0, 10, 20, 120, 130)]
    assert groups(steps) == [[0, 1, 2], [3, 4]]
    assert groups(CHUKOTKA) == [[0, 1]]
    assert len(groups([Area(lon % 360 - 180, 0.0) for lon in range(0, 4010, 10)])) == 1


# ---- countries -------------------------------------------------------------------------------


def coordinates(d: str) -> list[tuple[float, float]]:
    """The corners of a path that has only ``M``, ``l`` and ``z``, in pixels."""
    found = []
    for ring in filter(None, d.split("M")):
        x = y = 0
        for step in re.findall(r"(-?\d+)[ ]?(-?\d+)", ring):
            x, y = x + int(step[0]), y + int(step[1])
            found.append((x / 10, y / 10))
    return found


def test_only_countries_in_view_are_drawn_and_only_that_far() -> None:
    view = fit([Area(1.0, 1.0), Area(8.0, 4.0)], WIDE)
    found = shapes([square("AAA", 0.0, 0.0), square("BBB", 100.0, 0.0)], view)
    assert [shape.land.iso3 for shape in found] == ["AAA"]
    for x, y in coordinates(path(found)):
        assert -6.1 <= x <= WIDE.width + 6.1
        assert -6.1 <= y <= WIDE.height + 6.1


@pytest.mark.parametrize("inside", [True, False])
def test_a_country_cut_by_the_view_covers_what_it_should(inside: bool) -> None:
    ell = Land("ELL", "Ell", (((0, 0), (0, 10), (4, 10), (4, 4), (10, 4), (10, 0), (0, 0)),))
    middle = (2.0, 2.0) if inside else (8.0, 8.0)
    found = shapes([ell], View(WIDE, *middle, 300.0))
    if not inside:
        assert found == []
        return
    xs, ys = np.array(coordinates(path(found))).T
    assert (xs.min(), ys.min()) == pytest.approx((-6, -6), abs=0.1)
    assert (xs.max(), ys.max()) == pytest.approx((WIDE.width + 6, WIDE.height + 6), abs=0.1)


def test_outlines_are_thinned_for_the_scale() -> None:
    norway = next(land for land in read_lands() if land.iso3 == "NOR")
    kept = [
        len(coordinates(path(shapes([norway], View(WIDE, 15.0, 66.0, scale)))))
        for scale in (2.0, 6.0, 18.0)
    ]
    assert kept == sorted(kept)
    assert 20 < kept[0] < kept[1] < sum(len(ring) for ring in norway.rings) / 2


@pytest.mark.parametrize(("code", "areas"), [("FJI", FIJI), ("RUS", CHUKOTKA)])
def test_land_goes_on_over_the_antimeridian_without_a_border(code: str, areas: list[Area]) -> None:
    lands = [land for land in read_lands() if land.iso3 == code]
    found = drawn([one(f"{n}", a.lon, a.lat, n) for n, a in enumerate(areas)], *lands)
    for drawing in found.drawings:
        xs = [x for x, _ in coordinates(drawing.land)]
        assert min(xs) < drawing.frame.width * 0.45 < drawing.frame.width * 0.55 < max(xs)
        assert drawing.borders
        middle = fit(areas, drawing.frame)
        seam = drawing.frame.width / 2 + middle.offset(180.0) * middle.across
        on = {True: 0, False: 0}
        for lines, d in ((True, drawing.borders), (False, drawing.land)):
            for ring in d.split("M"):
                points = coordinates("M" + ring)
                on[lines] += sum(
                    abs(a[0] - seam) < 0.11 and abs(b[0] - seam) < 0.11
                    for a, b in itertools.pairwise(points)
                )
        assert on[True] == 0


def test_names_stay_inside_their_country_and_clear_of_the_rest() -> None:
    lands = [square("AAA", 0.0, 0.0), square("BBB", 10.0, 0.0), square("CCC", 20.0, 0.0, 0.5)]
    view = fit([Area(2.0, 2.0), Area(18.0, 8.0)], WIDE)
    found = shapes(lands, view)
    free = {name.text: name for name in names(found, view, [], 10.5)}
    assert set(free) == {"LAND OF AAA", "LAND OF BBB"}
    assert free["LAND OF AAA"].x < view.xy(10.0, 0.0)[0] < free["LAND OF BBB"].x
    taken = (0.0, 0.0, view.xy(10.0, 0.0)[0], float(WIDE.height))
    assert [name.text for name in names(found, view, [taken], 10.5)] == ["LAND OF BBB"]


# ---- dots ------------------------------------------------------------------------------------


def test_more_reports_make_a_larger_dot() -> None:
    view = fit(IRAQ, WIDE)
    few, many = marks([spot("Few", 44.4, 33.3), spot("Many", 47.8, 30.5, 9)], view)[::-1]
    assert (few.spots[0].name, many.spots[0].name) == ("Few", "Many")
    assert 4 < few.r < many.r <= 17
    assert max(m.r for m in marks([spot("Most", 44.4, 33.3, 900)], view)) <= 17


def test_towns_that_fall_together_are_one_dot_at_the_larger_town() -> None:
    view = fit(IRAQ, WIDE)
    small = spot("Small", 44.41, 33.31, population=1_000)
    large = spot("Large", 44.4, 33.3, population=1_000_000)
    (found,) = marks([small, large], view)
    assert [s.name for s in found.spots] == ["Large", "Small"]
    assert (found.x, found.y) == view.xy(44.4, 33.3)
    assert labels([found], view)[0].text == "Large +1"
    assert "Small" in found.title


def test_a_ring_goes_aside_for_a_dot() -> None:
    view = fit(IRAQ, WIDE)
    town = spot("Town", 44.4, 33.3, 3)
    found = marks([spot("Region", 44.4, 33.3, kind="region"), town], view)
    dot, ring = found
    assert (dot.x, dot.y) == view.xy(44.4, 33.3)
    assert ring.kind == "region"
    assert math.hypot(dot.x - ring.x, dot.y - ring.y) >= dot.r + ring.r


def crowd(seed: int, count: int = 120) -> list[Spot]:
    chance = random.Random(seed)
    return [
        spot(
            f"Town {'x' * chance.randrange(9)} {n}",
            chance.uniform(23, 39),
            chance.uniform(46, 52),
            chance.choice([1, 1, 1, 2, 5]),
            kind=chance.choice(["exact"] * 6 + ["near", "region"]),
        )
        for n in range(count)
    ]


@pytest.mark.parametrize("frame", [WIDE, NARROW])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_neither_dots_nor_labels_overlap(seed: int, frame: Frame) -> None:
    spots = crowd(seed, 60)
    view = fit([Area(s.lon, s.lat) for s in spots], frame)
    found = marks(spots, view)
    assert sum(len(mark.spots) for mark in found) == len(spots)
    solid = [mark for mark in found if mark.kind == "exact"]
    for a, b in itertools.combinations(solid, 2):
        assert math.hypot(a.x - b.x, a.y - b.y) >= a.r + b.r
    named = labels(found, view)
    assert len(named) >= 3
    boxes = [label.box for label in named.values()]
    assert not any(overlap(a, b) for a, b in itertools.combinations(boxes, 2))
    for index, label in named.items():
        left, top, right, bottom = label.box
        assert left >= 0
        assert top >= 0
        assert right <= frame.width
        assert bottom <= frame.height
        for other, mark in enumerate(found):
            box = (mark.x - mark.r, mark.y - mark.r, mark.x + mark.r, mark.y + mark.r)
            assert other == index or not overlap(label.box, box)


def test_the_same_whatever_the_order() -> None:
    spots = crowd(5)
    view = fit([Area(s.lon, s.lat) for s in spots], WIDE)
    shuffled = random.Random(1).sample(spots, len(spots))
    assert marks(spots, view) == marks(shuffled, view)


def test_a_dot_has_the_colour_of_most_of_its_reports() -> None:
    def mark(*quads: int) -> Mark:
        refs = tuple(Ref(f"a1r{n}", n, quad) for n, quad in enumerate(quads, start=1))
        return Mark((replace(spot("Town", 1.0, 1.0), reports=refs),), 0.0, 0.0, 5.0)

    assert mark(1, 1, 4).quad == 1
    assert mark(1, 4).quad == 4
    assert mark(0).quad == 0


@pytest.mark.parametrize(
    ("given", "expected"),
    [([1], "1"), ([1, 2], "1, 2"), ([3, 1, 2, 7], "1–3, 7"), ([1, 3, 5], "1, 3, 5")],
)
def test_numbers_are_given_as_runs(given: list[int], expected: str) -> None:
    assert numbers([Ref(f"a1r{n}", n, 4) for n in given]) == expected


def test_numbers_of_several_articles() -> None:
    refs = [Ref("", number, 4, article=a) for a, number in ((2, 1), (1, 1), (1, 2), (1, 3))]
    assert numbers(refs) == "1.1–1.3, 2.1"


def test_what_a_dot_is_called() -> None:
    assert told([spot("Basra", 0, 0, 2)]) == "Basra, XXX: reports 1, 2"
    assert told([spot("Anbar", 0, 0, kind="region")]) == "Anbar, XXX (region only): report 1"
    assert told([spot(f"{n}", 0, 0) for n in range(20)]).endswith("; and 8 more")


# ---- colours ---------------------------------------------------------------------------------


def palettes() -> dict[str, dict[str, str]]:
    """The page's colours by name, light and dark."""
    style = html_page._asset("page.css")
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w{6})", part)) for part in re.findall(
        r":root \{(.*?)\}", style, re.DOTALL)[:2])  # fmt: skip
    return {"light": light, "dark": light | dark}


def contrast(one: str, other: str) -> float:
    """As the Web Content Accessibility Guidelines have it."""

    def luminance(colour: str) -> float:
        parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["land", "sea"])
@pytest.mark.parametrize(
    ("colour", "least"),
    [("ink", 4.5), ("soft", 4.5), ("faint", 4.5), *((f"q{n}", 3.0) for n in range(5))],
)
def test_what_is_drawn_stands_out(scheme: str, ground: str, colour: str, least: float) -> None:
    colours = palettes()[scheme]
    assert contrast(colours[colour], colours[ground]) >= least


# ---- the whole -------------------------------------------------------------------------------


def dots(drawing: Drawing) -> dict[str, Mark]:
    return {mark.spots[0].name: mark for mark, _ in drawing.dots}


def test_one_far_place_goes_into_an_inset() -> None:
    near = [one(f"Near {n}", 44.0 + n, 33.0, n) for n in range(4)]
    found = drawn([*near, one("Far", -77.0, 38.9, 9)], square("AAA", 40.0, 30.0))
    for drawing in found.drawings:
        assert "Far" not in dots(drawing)
        assert drawing.inset is not None
        assert set(dots(drawing.inset.drawing)) == {"Far"}
        left, top, right, bottom = drawing.inset.part
        assert 0 < left < right < drawing.inset.drawing.frame.width
        assert 0 < top < bottom < drawing.inset.drawing.frame.height
        for mark in dots(drawing).values():
            box = (mark.x - mark.r, mark.y - mark.r, mark.x + mark.r, mark.y + mark.r)
            assert not overlap(box, drawing.inset.box)
            assert 0 < mark.x < drawing.frame.width


def test_places_in_equal_parts_of_the_world_share_one_view() -> None:
    found = drawn([one("Here", 44.0, 33.0, 1), one("There", -77.0, 38.9, 2)])
    assert [drawing.inset for drawing in found.drawings] == [None, None]
    assert set(dots(found.drawings[0])) == {"Here", "There"}


def test_no_map_without_coordinates() -> None:
    nameless = Place("Nowhere", "IRQ")
    nowhere = Place("Odd", "IRQ", lat=math.nan, lon=44.0)
    html = rendered(article(None, nameless, nowhere, replace(nowhere, lat=91.0)))
    assert "<svg" not in html
    assert 'class="map"' not in html
    assert draw([], 3, ()) is None


def test_a_page_says_how_many_are_on_its_map() -> None:
    basra = Place("Basra", "IRQ", lat=30.5, lon=47.8)
    html = rendered(article(basra, basra, None, Place("Nowhere", "IRQ")))
    assert "2 of 4 reports have a place on the map." in html
    assert "1 of 1 report has a place on the map." in rendered(article(basra))


def test_each_precision_has_its_sign() -> None:
    town = Place("Town", "IRQ", lat=30.5, lon=47.8)
    html = rendered(
        article(
            town,
            replace(town, name="Beside", lat=31.5, precision="near"),
            replace(town, name="Province", lat=32.5, precision="admin1"),
            replace(town, name="State", lat=33.5, precision="country"),
        )
    )
    assert re.findall(r'<a class="dot (\w+) q4"', html)[:4] == ["exact", "region", "region", "near"]
    for words in ("the place itself", "near it", "region or country only", "material conflict"):
        assert words in html
    assert "larger: more reports" not in html
    assert ">near Beside <tspan>2</tspan>" in html
    assert "near it" not in rendered(article(town))


def test_dots_and_the_list_lead_to_the_reports(coded: CodedArticle) -> None:
    html = rendered(coded)
    assert html.count('<a class="dot') == 4  # two places, drawn wide and narrow
    for link in re.findall(r'<a class="dot[^"]*" href="#([^"]+)"', html):
        assert f'<li class="card" id="{link}"' in html
    assert 'aria-label="Arvale, South, MIR: report 1"' in html
    assert re.search(r'Arvale, South, MIR <a href="#a1r1" aria-label="report 1">1</a>', html)


def test_one_map_for_all_articles(coded: CodedArticle) -> None:
    html = rendered(coded, coded, coded)
    assert html.count('class="map"') == 1
    assert html.index('class="contents"') < html.index('class="map"') < html.index('id="a1"')
    assert "Arvale, South, MIR: reports 1.1, 2.1, 3.1" in html
    assert 'aria-label="report 1 of article 2">2.1</a>' in html
    assert ">Arvale <tspan>3 reports</tspan>" in html


def test_it_is_told_to_those_who_do_not_see_it(coded: CodedArticle) -> None:
    html = rendered(coded)
    named = re.search(
        r'<g role="img" aria-labelledby="([^"]+)" aria-describedby="([^"]+)">\s*'
        r'<title id="\1">([^<]+)</title>\s*<desc id="\2">([^<]+)</desc>',
        html,
    )
    assert named is not None
    assert named[3] == "2 of 2 reports have a place on the map"
    assert unescape(named[4]) == "Arvale, South, MIR: report 1; Miran, MIR: report 2."
    inside = re.search(r'<g role="img".*?</g>\s*<a class="dot', html, re.DOTALL)
    assert inside is not None
    assert "<a " not in inside[0][:-20]


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "</text></svg><img src=x onerror=alert(1)>", "\"'&<b>"]
)
def test_names_are_only_ever_text(name: str) -> None:
    place = Place(name, name, lat=30.5, lon=47.8, precision="near")
    land = replace(square("AAA", 40.0, 25.0), name=name)
    html = rendered(article(place), lands=[land])
    assert name not in html
    assert name.upper() not in html
    assert html.count("<script>") == 1
    assert "<img" not in html
    assert "<b>" not in html


def test_it_stands_without_countries(coded: CodedArticle) -> None:
    def missing() -> Sequence[Land]:
        raise DataError("no file")

    html = "".join(page([coded], ExportOptions(), lands=missing))
    assert html == rendered(coded)
    assert 'class="land' not in html
    assert "Natural Earth" not in html
    assert html.count('<a class="dot') == 4


def test_countries_are_read_only_for_a_map(empty: CodedArticle) -> None:
    def unwanted() -> Sequence[Land]:
        raise AssertionError

    assert "<svg" not in "".join(page([empty], ExportOptions(), lands=unwanted))


def test_the_shipped_countries_are_drawn_and_the_page_stays_small(coded: CodedArticle) -> None:
    html = "".join(page([coded], ExportOptions()))
    assert 'class="land border"' in html
    assert "Outlines: Natural Earth." in html
    assert len(html) < 250_000
    assert html == "".join(page([coded], ExportOptions()))
