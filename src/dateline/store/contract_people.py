"""Who may use a store's workbench, and what they have done."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from ..records.decision import SavedSearch
from ..records.people import Act, ApiToken, User


class People(Protocol):
    """Part of `dateline.store.contract.Store`, whose rules hold here too.

    In names of users capitals make no difference; they are given back as they were written.
    """

    def add_user(self, user: User) -> bool:
        """Keep a new user; False, and nothing changes, where one of that name is there."""

    def save_user(self, user: User) -> None:
        """Replace what is kept of a user. Raises `StoreError` where there is none of that name."""

    def user(self, name: str) -> User | None:
        """A user by name."""

    def users(self) -> tuple[User, ...]:
        """All users, by name."""

    def remove_user(self, name: str) -> bool:
        """Take out a user with all tokens; False where there is none of that name.

        What the user has decided and done stays, under the name; so do saved searches.
        """

    def add_token(self, token: ApiToken) -> bool:
        """Keep a token; False where its id or digest is there already.

        Raises `StoreError` where there is no such user.
        """

    def token(self, digest: str) -> ApiToken | None:
        """The token of a digest. Whether its user is disabled is for the caller to see."""

    def tokens(self, user: str | None = None) -> tuple[ApiToken, ...]:
        """The tokens of a user, or all, in the order they were made."""

    def remove_token(self, id: str) -> bool:
        """Take back a token by its id; False where there is none."""

    def touch_token(self, digest: str, at: datetime) -> None:
        """Remember that a token was used; a time before the one that is kept changes nothing."""

    def save_search(self, search: SavedSearch) -> None:
        """Keep a search; it replaces the one of that name and owner."""

    def saved_searches(self, owner: str | None = None) -> tuple[SavedSearch, ...]:
        """The searches of an owner, or all, by name."""

    def remove_search(self, owner: str, name: str) -> bool:
        """Take out a search; False where there is none."""

    def log_act(self, act: Act) -> None:
        """Add a line to the audit log; that very one a second time changes nothing."""

    def acts(self, *, after: int | None = None, limit: int = 100) -> tuple[tuple[int, Act], ...]:
        """Lines of the audit log with their numbers, the newest first.

        ``after`` is the number of the last line seen: those before it in time are given.
        """

    def secret(self, name: str) -> bytes:
        """32 random bytes that are made when first asked for, and are the same ever after."""
