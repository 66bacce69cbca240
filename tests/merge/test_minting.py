"""Ids that last through growth, merges and splits."""

from __future__ import annotations

from dateline.merge.minting import minted


def test_a_new_event_gets_an_id_and_keeps_it_as_it_grows() -> None:
    first = minted([("a1", "b1")], {})
    (id,) = first.ids
    grown = minted([("a1", "b1", "c1")], {id: ("a1", "b1")})
    assert grown.ids == (id,)
    assert grown.withdrawn == {}


def test_a_report_that_sorts_first_does_not_take_the_id_away() -> None:
    assert minted([("a0", "a1", "b1")], {"old": ("a1", "b1")}).ids == ("old",)


def test_two_events_that_become_one_leave_a_redirect() -> None:
    found = minted([("a", "b", "c")], {"big": ("a", "b"), "small": ("c",)})
    assert found.ids == ("big",)
    assert found.withdrawn == {"small": "big"}


def test_a_split_keeps_the_id_with_the_larger_part() -> None:
    found = minted([("a",), ("b", "c")], {"old": ("a", "b", "c")})
    assert found.ids[1] == "old"
    assert found.ids[0] not in ("old", "")


def test_an_event_whose_reports_are_gone_is_withdrawn_for_none() -> None:
    assert minted([("z",)], {"old": ("a",)}).withdrawn == {"old": None}


def test_an_id_that_was_withdrawn_is_not_minted_again() -> None:
    (id,) = minted([("a",)], {}).ids
    split = minted([("a",), ("b", "c")], {id: ("a", "b", "c")})
    assert split.ids[1] == id
    assert split.ids[0] != id
