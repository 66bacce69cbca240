"""How words become a filter, and what is said of words that cannot."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.store import PARAMETERS, Box, Filter, Order, parse_filter

GOOD: list[tuple[dict[str, Any], Filter]] = [
    ({}, Filter()),
    (dict.fromkeys(PARAMETERS, ""), Filter()),
    ({"type": ["Arrest", "mob-violence"]}, Filter(types=("arrest", "mob_violence"))),
    ({"type": ["arrest", " arrest "]}, Filter(types=("arrest",))),
    ({"plover": "protest"}, Filter(plover=("PROTEST",))),
    ({"acled": ["riots", "abduction/forced disappearance"]},
     Filter(acled=("Riots", "Abduction/forced disappearance"))),
    ({"acled": "peaceful_protest"}, Filter(acled=("Peaceful protest",))),
    ({"country": ["irq", "SUN", "Iraq"]}, Filter(countries=("IRQ", "SUN"))),
    ({"admin1": "Dhi Qar"}, Filter(admin1=("Dhi Qar",))),
    ({"bbox": " -10.5, 170,5 ,-170"}, Filter(bbox=Box(-10.5, 170, 5, -170))),
    ({"since": "2020", "until": "2020"},
     Filter(since=date(2020, 1, 1), until=date(2020, 12, 31))),
    ({"since": "2020-02", "until": "2020-02"},
     Filter(since=date(2020, 2, 1), until=date(2020, 2, 29))),
    ({"published-since": "2020-02-03", "published_until": ["2020-02-03"]},
     Filter(published_since=date(2020, 2, 3), published_until=date(2020, 2, 3))),
    ({"actor": ["BADR", "Mahdi Army"]}, Filter(actors=("BADR", "Mahdi Army"))),
    ({"outlet": "The Paper"}, Filter(outlets=("The Paper",))),
    ({"factuality": ["DENIED"]}, Filter(factuality=("denied",))),
    ({"flag": ["partisan_source"]}, Filter(flags=("partisan_source",))),
    ({"text": ['"tear gas"', "police"]}, Filter(text='"tear gas" police')),
    ({"run": "3"}, Filter(run=3)),
    ({"copies": "Yes"}, Filter(with_copies=True)),
    ({"copies": "0"}, Filter()),
]  # fmt: skip

BAD: list[tuple[dict[str, Any], str]] = [
    ({"colour": "red"}, "'colour' is no filter"),
    ({"typ": "x"}, "'typ' is no filter; do you mean type?"),
    ({"type": "arest"}, "type: no event type 'arest'; do you mean arrest?"),
    ({"type": "zzz"}, "type: no event type 'zzz'"),
    ({"plover": "protests"}, "plover: 'protests' is unknown; do you mean PROTEST?"),
    ({"acled": "riot"}, "acled: 'riot' is unknown; do you mean Riots?"),
    ({"country": "XXX"}, "country: no country 'XXX'; give its three letters, such as IRQ"),
    ({"country": "Atlantis"}, "country: no country 'Atlantis'"),
    ({"country": "ÎRQ"}, "country: no country 'ÎRQ'"),
    ({"bbox": "1,2,3"}, "bbox: '1,2,3' is not SOUTH,WEST,NORTH,EAST in degrees"),
    ({"bbox": "a,b,c,d"}, "bbox: 'a,b,c,d' is not SOUTH"),
    ({"bbox": "nan,0,1,1"}, "bbox: an edge is not a number"),
    ({"bbox": "0,0,inf,1"}, "bbox: an edge is not a number"),
    ({"bbox": "0,0,91,1"}, "bbox: north 91 is not between -90 and 90"),
    ({"bbox": "0,-181,1,1"}, "bbox: west -181 is not between -180 and 180"),
    ({"bbox": "2,0,1,1"}, "bbox: south 2 is north of 1"),
    ({"bbox": ["1,1,2,2", "3,3,4,4"]}, "bbox: give it once, not 2 times"),
    ({"since": "yesterday"}, "since: 'yesterday' is not a date written as 2020-08-24"),
    ({"since": "2020-13-01"}, "since: '2020-13-01' is not a date of the calendar"),
    ({"until": "2020-13"}, "until: '2020-13' is not a date of the calendar"),
    ({"until": "2021-02-29"}, "until: '2021-02-29' is not a date of the calendar"),
    ({"until": "0000"}, "until: '0000' is not a date of the calendar"),
    ({"since": "٢٠٢٠"}, "since: '٢٠٢٠' is not a date written"),
    ({"since": "2020-02-02", "until": "2020-02-01"}, "since: 2020-02-02 is after 2020-02-01"),
    ({"published-since": "2021", "published-until": "2020"}, "published_since: 2021-01-01 is"),
    ({"factuality": "true"}, "factuality: 'true' is unknown"),
    ({"run": "0"}, "run: '0' is not the number of a run"),
    ({"run": "-1"}, "run: '-1' is not"),
    ({"run": "²"}, "run: '²' is not"),
    ({"run": "9" * 40}, "run: '999999"),
    ({"copies": "maybe"}, "copies: 'maybe' is neither yes nor no"),
    ({"text": "a " * 9 + " ".join(map(str, range(101)))}, "text: more than 100 words"),
    ({"type": "x\ny" * 99}, "type: no event type 'x\\ny"),
]


def country(name: str) -> str | None:
    return {"iraq": "IRQ"}.get(name.lower())


@pytest.mark.parametrize(("words", "expected"), GOOD)
def test_good_words(words: dict[str, Any], expected: Filter) -> None:
    known = {"arrest", "mob_violence"}
    assert parse_filter(words, types=known, country=country) == expected


@pytest.mark.parametrize(("words", "message"), BAD)
def test_bad_words(words: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_filter(words)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


@given(st.dictionaries(st.sampled_from(PARAMETERS) | st.text(), st.text() | st.lists(st.text())))
def test_any_words_are_a_filter_or_an_error_of_one_line(words: dict[str, Any]) -> None:
    try:
        parse_filter(words)
    except InputError as error:
        said = str(error)
    else:
        said = "nothing"
    assert len(said.splitlines()) == 1


def test_what_cannot_be_is_refused_in_python_too() -> None:
    with pytest.raises(InputError, match="bbox: south 2"):
        Filter(bbox=Box(2, 0, 1, 1))
    with pytest.raises(InputError, match="since: "):
        Filter(since=date(2020, 1, 2), until=date(2020, 1, 1))
    with pytest.raises(InputError, match="text: "):
        Filter(text=" ".join(map(str, range(101))))


def test_every_parameter_is_in_the_manual() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "store.md").read_text("utf-8")
    table = manual.partition("## Filters")[2].partition("## What can go wrong")[0]
    for name in (*PARAMETERS, *get_args(Order)):
        assert f"`{name}`" in table
