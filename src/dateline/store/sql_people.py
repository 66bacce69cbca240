"""People in a database: users, tokens, searches, the audit log, secrets."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from ..errors import StoreError
from ..records.decision import SavedSearch
from ..records.people import Act, ApiToken, User
from . import schema
from .paging import checked_limit
from .payloads import Codec
from .sql_decisions import digest
from .sql_part import SqlPart
from .words import fold

_SECRET_BYTES = 32

_USERS = Codec(User, "user")
_TOKENS = Codec(ApiToken, "token")
_SEARCHES = Codec(SavedSearch, "saved search")
_ACTS = Codec(Act, "act")

_user, _token, _search = schema.user.c, schema.token.c, schema.search.c
_act, _secret = schema.act.c, schema.secret.c


class SqlPeople(SqlPart):
    """See `dateline.store.contract_people`."""

    # -- users -----------------------------------------------------------------------------

    def add_user(self, user: User) -> bool:
        row = {"folded": fold(user.name), "record": _USERS.text(user)}
        with self._sessions.writing() as connection:
            new = self._backend.insert_new(schema.user).values(row)
            return bool(connection.execute(new).rowcount)

    def save_user(self, user: User) -> None:
        mine = _user.folded == fold(user.name)
        changed = update(schema.user).where(mine).values(record=_USERS.text(user))
        with self._sessions.writing() as connection:
            if not connection.execute(changed).rowcount:
                raise StoreError(f"there is no user {user.name}")

    def user(self, name: str) -> User | None:
        with self._sessions.reading() as connection:
            asked = select(_user.record).where(_user.folded == fold(name))
            record = connection.execute(asked).scalar()
            return None if record is None else _USERS.of_text(record, name)

    def users(self) -> tuple[User, ...]:
        with self._sessions.reading() as connection:
            rows = connection.execute(select(_user.folded, _user.record).order_by(_user.folded))
            return tuple(_USERS.of_text(row.record, row.folded) for row in rows)

    def remove_user(self, name: str) -> bool:
        with self._sessions.writing() as connection:
            gone = delete(schema.user).where(_user.folded == fold(name))
            return bool(connection.execute(gone).rowcount)

    # -- tokens ----------------------------------------------------------------------------

    def add_token(self, token: ApiToken) -> bool:
        folded = fold(token.user)
        row = {"id": token.id, "digest": token.digest, "user": folded}
        row["record"] = _TOKENS.text(token)
        with self._sessions.writing() as connection:
            known = select(_user.folded).where(_user.folded == folded)
            if connection.execute(known).scalar() is None:
                raise StoreError(f"there is no user {token.user}")
            new = self._backend.insert_new(schema.token).values(row)
            return bool(connection.execute(new).rowcount)

    def token(self, digest: str) -> ApiToken | None:
        with self._sessions.reading() as connection:
            return _token_of(connection, digest)

    def tokens(self, user: str | None = None) -> tuple[ApiToken, ...]:
        asked = select(_token.id, _token.record).order_by(_token.number)
        if user is not None:
            asked = asked.where(_token.user == fold(user))
        with self._sessions.reading() as connection:
            rows = connection.execute(asked)
            return tuple(_TOKENS.of_text(row.record, row.id) for row in rows)

    def remove_token(self, id: str) -> bool:
        with self._sessions.writing() as connection:
            return bool(connection.execute(delete(schema.token).where(_token.id == id)).rowcount)

    def touch_token(self, digest: str, at: datetime) -> None:
        with self._sessions.writing() as connection:
            token = _token_of(connection, digest)
            if token is None:
                return
            used = replace(token, last_used=at)
            if token.last_used is not None and token.last_used >= at:
                return
            record = _TOKENS.text(used)
            mine = _token.digest == digest
            connection.execute(update(schema.token).where(mine).values(record=record))

    # -- searches --------------------------------------------------------------------------

    def save_search(self, search: SavedSearch) -> None:
        record = _SEARCHES.text(search)
        row = {"owner": search.owner, "name": search.name, "record": record}
        mine = (_search.owner == search.owner, _search.name == search.name)
        with self._sessions.writing() as connection:
            connection.execute(self._backend.insert_new(schema.search).values(row))
            connection.execute(update(schema.search).where(*mine).values(record=record))

    def saved_searches(self, owner: str | None = None) -> tuple[SavedSearch, ...]:
        asked = select(_search.name, _search.record).order_by(_search.name, _search.owner)
        if owner is not None:
            asked = asked.where(_search.owner == owner)
        with self._sessions.reading() as connection:
            rows = connection.execute(asked)
            return tuple(_SEARCHES.of_text(row.record, row.name) for row in rows)

    def remove_search(self, owner: str, name: str) -> bool:
        gone = delete(schema.search).where(_search.owner == owner, _search.name == name)
        with self._sessions.writing() as connection:
            return bool(connection.execute(gone).rowcount)

    # -- the audit log, secrets ------------------------------------------------------------

    def log_act(self, act: Act) -> None:
        record = _ACTS.text(act)
        row = {"digest": digest("act", record), "record": record}
        with self._sessions.writing() as connection:
            connection.execute(self._backend.insert_new(schema.act).values(row))

    def acts(self, *, after: int | None = None, limit: int = 100) -> tuple[tuple[int, Act], ...]:
        asked = select(_act.number, _act.record).order_by(_act.number.desc())
        if after is not None:
            asked = asked.where(_act.number < after)
        with self._sessions.reading() as connection:
            rows = connection.execute(asked.limit(checked_limit(limit)))
            return tuple((row.number, _ACTS.of_text(row.record, row.number)) for row in rows)

    def secret(self, name: str) -> bytes:
        asked = select(_secret.value).where(_secret.name == name)
        with self._sessions.reading() as connection:
            kept = connection.execute(asked).scalar()
        if kept is not None:
            return bytes(kept)
        row = {"name": name, "value": secrets.token_bytes(_SECRET_BYTES)}
        with self._sessions.writing() as connection:
            # another process may have made it meanwhile
            connection.execute(self._backend.insert_new(schema.secret).values(row))
            return bytes(connection.execute(asked).scalar_one())


def _token_of(connection: Connection, digest: str) -> ApiToken | None:
    record = connection.execute(select(_token.record).where(_token.digest == digest)).scalar()
    return None if record is None else _TOKENS.of_text(record, "of a digest")
