"""Who may use the workbench, and what they did; run for each backend by test_contract.py."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from dateline.errors import InputError, StoreError
from dateline.records.decision import SavedSearch
from dateline.records.people import Act, ApiToken, User
from dateline.store import Store

from .building import NOON
from .conftest import Reopen

ANNA = User("Anna", "admin", "$argon2id$...", NOON)
TOKEN = ApiToken("t1", "Anna", "nightly", "d1", NOON)
LATER = NOON + timedelta(hours=1)


class TestUsers:
    def test_added_changed_removed(self, store: Store) -> None:
        ben = User("Ben", "reader", "x", NOON, disabled=True)
        assert store.users() == ()
        assert store.add_user(ben)
        assert store.add_user(ANNA)
        assert store.users() == (ANNA, ben)
        assert store.user("Anna") == store.user("ANNA") == ANNA
        store.save_user(changed := replace(ANNA, role="reader", session_epoch=1))
        assert store.user("Anna") == changed
        assert store.remove_user("anna")
        assert not store.remove_user("Anna")
        assert store.user("Anna") is None
        assert store.users() == (ben,)

    def test_no_two_of_one_name(self, store: Store) -> None:
        assert store.add_user(ANNA)
        assert not store.add_user(replace(ANNA, name="aNNa", role="reader"))
        assert store.users() == (ANNA,)

    def test_saving_makes_none(self, store: Store) -> None:
        with pytest.raises(StoreError, match="no user Anna"):
            store.save_user(ANNA)
        assert store.users() == ()

    @pytest.mark.parametrize(
        "bad",
        [{"name": ""}, {"name": " Anna"}, {"name": "An\nna"}, {"name": "An\u202ena"},
         {"name": "x" * 101}, {"role": "owner"}, {"session_epoch": -1},
         {"created": NOON.replace(tzinfo=None)}],
    )  # fmt: skip
    def test_what_is_none(self, bad: dict[str, Any]) -> None:
        with pytest.raises(ValueError, match=r"name|role|zone|logins"):
            replace(ANNA, **bad)


class TestTokens:
    def test_made_used_taken_back(self, store: Store) -> None:
        store.add_user(ANNA)
        other = replace(TOKEN, id="t2", digest="d2")
        assert store.add_token(TOKEN)
        assert store.add_token(other)
        assert store.token("d1") == TOKEN
        assert store.tokens() == store.tokens("anna") == (TOKEN, other)
        assert store.tokens("Ben") == ()
        store.touch_token("d1", LATER)
        store.touch_token("d1", NOON)
        store.touch_token("nothing", NOON)
        assert store.token("d1") == replace(TOKEN, last_used=LATER)
        assert store.token("d2") == other
        assert store.remove_token("t1")
        assert not store.remove_token("t1")
        assert store.token("d1") is None

    def test_no_two_of_one_digest(self, store: Store) -> None:
        store.add_user(ANNA)
        store.add_token(TOKEN)
        for same in ({"id": "t2"}, {"digest": "d2"}, {}):
            assert not store.add_token(replace(TOKEN, name="another", **same))
        assert store.tokens() == (TOKEN,)

    def test_gone_with_their_user(self, store: Store) -> None:
        with pytest.raises(StoreError, match="no user Anna"):
            store.add_token(TOKEN)
        store.add_user(ANNA)
        store.add_token(TOKEN)
        store.remove_user("Anna")
        assert store.token("d1") is None
        assert store.tokens() == ()

    def test_what_is_none(self) -> None:
        naive = NOON.replace(tzinfo=None)
        for bad in ({"id": ""}, {"digest": ""}, {"created": naive}, {"last_used": naive}):
            with pytest.raises(ValueError, match=r"needs"):
                replace(TOKEN, **bad)


class TestSearches:
    def test_saved_replaced_removed(self, store: Store) -> None:
        iraq = SavedSearch("Iraq", "country=IRQ", "Anna", NOON)
        of_ben = replace(iraq, owner="Ben")
        basra = replace(iraq, name="Basra")
        for search in (iraq, of_ben, basra, iraq):
            store.save_search(search)
        assert store.saved_searches("Anna") == (basra, iraq)
        assert store.saved_searches() == (basra, iraq, of_ben)
        store.save_search(newer := replace(iraq, query="country=SYR", at=LATER))
        assert store.saved_searches("Anna") == (basra, newer)
        assert store.remove_search("Anna", "Iraq")
        assert not store.remove_search("Anna", "Iraq")
        assert store.saved_searches() == (basra, of_ben)

    def test_what_is_none(self) -> None:
        good = SavedSearch("Iraq", "", "Anna", NOON)
        for bad in ({"name": " "}, {"owner": ""}, {"at": NOON.replace(tzinfo=None)}):
            with pytest.raises(ValueError, match=r"needs"):
                replace(good, **bad)


class TestTheLog:
    def test_the_newest_first(self, store: Store) -> None:
        acts = [Act(NOON, "Anna", "login", f"{n}", "x") for n in range(5)]
        for act in (*acts, acts[0]):
            store.log_act(act)
        assert [act for _, act in store.acts()] == acts[::-1]
        page = store.acts(limit=2)
        assert [act for _, act in page] == [acts[4], acts[3]]
        assert [act for _, act in store.acts(after=page[-1][0], limit=9)] == acts[2::-1]
        with pytest.raises(InputError, match="limit"):
            store.acts(limit=0)
        with pytest.raises(ValueError, match="zone"):
            Act(NOON.replace(tzinfo=None), "Anna", "login", "")


class TestSecrets:
    def test_made_once(self, store: Store, reopen: Reopen) -> None:
        kept = store.secret("sessions")
        assert len(kept) == 32
        assert store.secret("sessions") == reopen().secret("sessions") == kept
        assert store.secret("csrf") != kept

    def test_by_several_at_once(self, store: Store) -> None:
        with ThreadPoolExecutor(4) as pool:
            made = set(pool.map(store.secret, ["sessions"] * 8))
        assert len(made) == 1
