"""A user's own actors: kept, listed, taken out; their names win over the shipped ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dateline.config import Settings
from dateline.errors import DataError, InputError
from dateline.resolve.actor_file import read_actor_texts
from dateline.resolve.actor_loading import load_actor_file
from dateline.resolve.actors import ActorResolver
from dateline.resolve.user_actors import (
    actors_text,
    digest_bytes,
    keep,
    kept,
    readable,
    remove,
    write_actors,
)

from .fake_countries import FakeCountries

BLOCK = "ORCHARD_GUARD | Orchard Guard | PER | PRM | group\n"


def id_of(resolver: ActorResolver, phrase: str, hint: str | None = None) -> str | None:
    actor = resolver.resolve(phrase, head=phrase.split()[-1], country_hint=hint).value
    return None if actor is None else actor.id


# -- whose name it is ----------------------------------------------------------------------


def test_a_users_names_win(tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text(
        "MY_ELN | Lima Evening Network | PER | NGO | ngo\n"
        "  aka ELN; Hezbollah; Turtle Bay; Moscow\n"
        "  short Hamas\n"
        "BADR | Badr Organisation | IRQ | PRM | group\n"
        "  aka Houthis\n"
    )
    plain, mine = ActorResolver(FakeCountries()), ActorResolver(FakeCountries(), extra=own)
    for phrase, shipped, wanted in (
        ("the ELN", "ELN", "MY_ELN"),
        ("Hezbollah", "HEZBOLLAH", "MY_ELN"),
        ("Hezbollah fighters", "HEZBOLLAH", "MY_ELN"),
        ("the Houthis", "HOUTHIS", "BADR"),
        ("Turtle Bay", "UN", "MY_ELN"),
        ("Moscow", "RUS_GOV", "RUS_GOV"),  # countries and capitals stay what they are
        ("Hamas", "HAMAS", "HAMAS"),  # a short name is no claim to it
        ("the National Liberation Army of Colombia", "ELN", "ELN"),
    ):
        assert id_of(plain, phrase) == shipped, phrase
        found = mine.resolve(phrase, head=phrase.split()[-1]).value
        assert found is not None
        ties = [tie.other for tie in found.ties]
        assert found.id == wanted or wanted in ties, phrase


def test_they_win_in_another_country_too(tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text("MY_ELN | Lima Evening Network | PER | NGO | ngo\n  aka ELN\n")
    mine = ActorResolver(FakeCountries(), extra=own)
    assert id_of(mine, "the ELN", "COL") == "MY_ELN"
    actor = mine.resolve("the ELN", head="ELN", on=date(2010, 1, 1), country_hint="COL").value
    assert actor is not None
    assert actor.id == "MY_ELN"


def test_what_the_file_says_of_its_names() -> None:
    shipped = ("shipped", "A_ONE | One | PER | REB | group\n  aka First\n@metonym A_ONE | Hill\n")
    own = ("own", "B_TWO | Two | PER | REB | group\n  aka First; Hill\n  short Short\n")
    file = read_actor_texts([shipped], own=[own])
    assert dict(file.own) == {n: frozenset({"B_TWO"}) for n in ("two", "first", "hill")}
    assert file.metonyms == {}
    again = read_actor_texts([shipped], own=[("own", own[1] + "@metonym B_TWO | Hill\n")])
    assert again.metonyms == {"hill": "B_TWO"}
    assert read_actor_texts([shipped]).own == {}
    assert file.version != read_actor_texts([shipped]).version


def test_a_users_entry_joins_the_shipped_one(tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text("BADR | Badr Organisation | IRQ | PRM | group\n  aka Badr Invented Name\n")
    entry = load_actor_file(own).entries["BADR"]
    shipped = load_actor_file().entries["BADR"]
    assert {*shipped.aliases, "Badr Invented Name"} <= set(entry.aliases)
    assert entry.ties == shipped.ties


# -- kept ----------------------------------------------------------------------------------


def test_kept_listed_and_taken_out(tmp_path: Path) -> None:
    folder = tmp_path / "actors"
    text = actors_text("groups.csv", "csv", 1, [BLOCK])
    assert kept(folder) == ()
    assert keep(folder, "groups.csv", text) is False
    assert keep(folder, "groups.csv", text) is None
    assert keep(folder, "groups.csv", actors_text("groups.csv", "csv", 1, [BLOCK, "\n"])) is True
    assert keep(folder, "../ev il?.csv", actors_text("x\ny", "ftm", 2, [])) is False
    assert [(one.name, one.format, one.entries) for one in kept(folder)] == [
        ("x y", "ftm", 2),
        ("groups.csv", "csv", 1),
    ]
    assert all(path.parent == folder for path in folder.iterdir())
    assert "ORCHARD_GUARD" in load_actor_file(folder).entries
    assert remove(folder, "nothing") is None
    gone = remove(folder, "groups")
    assert gone is not None
    assert gone.name == "groups.csv"
    assert "ORCHARD_GUARD" not in load_actor_file(folder).entries
    assert len(list(folder.iterdir())) == 1


def test_which_of_two(tmp_path: Path) -> None:
    for name in ("a.csv", "a.json"):
        keep(tmp_path, name, actors_text(name, "csv", 1, [BLOCK]))
    with pytest.raises(InputError, match=r"a: which of a\.csv, a\.json\?"):
        remove(tmp_path, "a")
    assert remove(tmp_path, "a.json") is not None
    assert remove(tmp_path, "a") is not None


def test_a_file_of_ones_own_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text(BLOCK)
    (one,) = kept(tmp_path)
    assert (one.name, one.format, one.entries) == ("mine", "actors", 0)


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be written"):
        write_actors(tmp_path / "file" / "x.txt", BLOCK)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_bytes(BLOCK.encode() + b"X \xe9\n")
    assert readable(None) is None
    for one in (path, tmp_path):
        with pytest.raises(InputError, match=r"own\.txt:2: not valid UTF-8: byte 0xe9"):
            readable(one)
    with pytest.raises(InputError, match="cannot be read"):
        readable(tmp_path / "none.txt")
    path.write_text("no entry\n")
    assert readable(path) == path
    with pytest.raises(DataError, match=r"own\.txt:1: 5 parts"):
        load_actor_file(path)


def test_they_are_part_of_the_settings_hash(tmp_path: Path) -> None:
    keep(tmp_path, "a", actors_text("a", "csv", 1, [BLOCK]))
    before = Settings(actors=tmp_path).hash
    assert before != Settings().hash
    keep(tmp_path, "b", actors_text("b", "csv", 1, [BLOCK]))
    assert Settings(actors=tmp_path).hash != before
    one = tmp_path / "a.txt"
    assert digest_bytes(one) == one.read_bytes()
    assert Settings(actors=one).hash != Settings(actors=tmp_path).hash
