"""Actors counted from columns, held against counting the store's records one by one."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from dateline.errors import InputError
from dateline.records.incident import Incident
from dateline.store import Filter, Store, open_store
from dateline.store.words import fold
from dateline.web.index import IncidentIndex, Snapshot
from dateline.web.index.columns import ACTOR, TARGET
from dateline.web.pages.actors_book import Book, Who, mask_of
from dateline.web.pages.actors_paging import Ranked, stretch
from dateline.web.pages.actors_paths import actor_path, outlet_path, twin_or_page

from .index.varied import varied

Key = str


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, list[Incident]]]:
    with open_store(tmp_path_factory.mktemp("book") / "store.sqlite") as store:
        yield store, varied(store, random.Random(3), 150)


@pytest.fixture(scope="module")
def snapshot(filled: tuple[Store, list[Incident]]) -> Iterator[Snapshot]:
    index = IncidentIndex(filled[0])
    yield index.snapshot()
    index.close()


@pytest.fixture(scope="module")
def book(snapshot: Snapshot) -> Book:
    return Book(snapshot.derived)


def key(name: str, id: str | None) -> Key:
    return id or f"name {fold(name)}"


def of_who(who: Who) -> Key:
    return key(who.name, who.id)


def parts(incident: Incident) -> tuple[set[Key], set[Key]]:
    acting, suffering = (
        {key(one.name, one.id) for one in some.leading or ()}
        for some in (incident.actors, incident.targets)
    )
    return acting, suffering


@pytest.mark.parametrize("where", [Filter(), Filter(countries=("IRQ",)), Filter(actors=("BADR",))])
def test_tally_and_pairs(
    filled: tuple[Store, list[Incident]], snapshot: Snapshot, book: Book, where: Filter
) -> None:
    selection = snapshot.select(where)
    chosen = set(selection.ids())
    wanted: Counter[Key] = Counter()
    acts: Counter[Key] = Counter()
    hits: Counter[Key] = Counter()
    pairs: Counter[tuple[Key, Key]] = Counter()
    last: dict[Key, int] = {}
    for incident in filled[1]:
        if incident.id not in chosen:
            continue
        acting, suffering = parts(incident)
        wanted.update(acting | suffering)
        acts.update(acting)
        hits.update(suffering)
        pairs.update((a, b) for a in acting for b in suffering)
        when = incident.date.leading
        for one in acting | suffering:
            last[one] = max(last.get(one, 0), when.start.toordinal() if when else 0)
    tally = book.tally(mask_of(selection))
    for figures, counted in (
        (tally.incidents, wanted), (tally.acting, acts), (tally.suffering, hits),
        (tally.last_day, Counter(last)),
    ):  # fmt: skip
        found = {of_who(one): int(figures[one.number]) for one in book.whos}
        assert {k: n for k, n in found.items() if n} == {k: n for k, n in counted.items() if n}
    got = book.pairs(mask_of(selection))
    assert {
        (of_who(book.whos[a]), of_who(book.whos[b])): n
        for a, b, n in zip(
            got.source.tolist(), got.target.tolist(), got.count.tolist(), strict=True
        )
    } == dict(pairs)
    assert got.count.tolist() == sorted(got.count.tolist(), reverse=True)


def test_rows_and_others(
    filled: tuple[Store, list[Incident]], snapshot: Snapshot, book: Book
) -> None:
    ids = snapshot.derived.columns.ids
    for who in book.whos:
        for role, side in ((ACTOR, 0), (TARGET, 1)):
            rows = book.rows(who, role=role)
            mine = {i.id for i in filled[1] if of_who(who) in parts(i)[side]}
            assert set(ids[rows].tolist()) == mine
            others = book.others(rows, role=ACTOR + TARGET - role)
            wanted = Counter(one for i in filled[1] if i.id in mine for one in parts(i)[1 - side])
            found = {of_who(one): int(others[one.number]) for one in book.whos}
            assert {k: n for k, n in found.items() if n} == dict(wanted)
        assert book.of_id(who.id) is who if who.id else book.of_name(who.name.upper()) is who


def test_an_empty_store_has_nobody(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.sqlite") as store:
        varied(store, random.Random(1), 0)
        index = IncidentIndex(store)
        book = Book(index.snapshot().derived)
        assert len(book) == 0
        assert len(book.pairs().count) == 0
        assert book.tally().incidents.tolist() == []
        index.close()


def test_pages_neither_repeat_nor_hide() -> None:
    dice = random.Random(5)
    keys = [f"{dice.choice('abc')}{n}" for n in range(97)]
    figures = np.array([float(dice.randrange(4)) for _ in keys])
    shown = np.array([dice.random() > 0.2 for _ in keys])
    ranked = Ranked.of(keys)
    seen: list[int] = []
    after = None
    while True:
        page = stretch(figures, ranked, shown, order="x", after=after, limit=7)
        assert page.before == len(seen)
        seen += page.rows
        after = page.next
        if after is None:
            break
    wanted = sorted(np.flatnonzero(shown).tolist(), key=lambda n: (-figures[n], keys[n]))
    assert seen == wanted
    last = stretch(figures, ranked, shown, order="x", after=None, limit=7).next
    with pytest.raises(InputError, match="order 'x'"):
        stretch(figures, ranked, shown, order="y", after=last, limit=7)
    for odd in ("!", "e30", "WzEsMiwzXQ", "ä"):
        with pytest.raises(InputError, match="no cursor"):
            stretch(figures, ranked, shown, order="x", after=odd, limit=7)


def test_addresses_of_odd_names() -> None:
    assert actor_path("the police", None) == "/actors/name/the%20police"
    assert actor_path("Badr", "BADR") == "/actors/BADR"
    assert outlet_path("a/b?c#d") == "/sources/a%2Fb%3Fc%23d"
    assert outlet_path("..") == "/sources?name=.."
    known = {"plain": 1, "odd.json": 2, "odd.json.json": 3}
    assert twin_or_page("plain", known.get, "json") == (1, True)
    assert twin_or_page("odd", known.get, "json") == (2, False)
    assert twin_or_page("odd.json", known.get, "json") == (2, True)
    assert twin_or_page("none", known.get, "json") == (None, False)
