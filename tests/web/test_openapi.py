"""Schemathesis asks every route of the OpenAPI document, as admin alone and as a reader."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

schemathesis = pytest.importorskip("schemathesis", reason="`browser` is not installed")

from fastapi import FastAPI  # noqa: E402
from hypothesis import HealthCheck, Phase, given, settings  # noqa: E402 - schemathesis brings it
from hypothesis import strategies as st  # noqa: E402
from schemathesis import GenerationMode  # noqa: E402
from schemathesis.checks import not_a_server_error  # noqa: E402
from schemathesis.specs.openapi.checks import (  # noqa: E402
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from dateline.records.decision import AuditItem, AuditSample, AuditStratum  # noqa: E402
from dateline.store import EVERYTHING, Store  # noqa: E402
from dateline.web.app import create_app  # noqa: E402
from dateline.web.pages.add_jobs import Jobs  # noqa: E402
from dateline.web.security.throttle import Throttle  # noqa: E402
from dateline.web.settings import WebSettings  # noqa: E402

from .conftest import Client, add_users, copy_of  # noqa: E402

pytestmark = pytest.mark.slow
DOCUMENT = create_app(WebSettings(store=Path("none.sqlite"))).openapi()
OPERATIONS = [(method, path) for path, known in DOCUMENT["paths"].items() for method in known]
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_headers_conformance, response_schema_conformance,
]  # fmt: skip
ASKED = settings(
    max_examples=int(os.environ.get("DATELINE_TEST_ASKED", "3")),  # more to search for faults
    derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink],
)  # fmt: skip
LISTED: tuple[dict[str, Any], ...] = (
    {}, {"country": ["Iraq", "UKR"], "since": "2020"}, {"actor": ["police"], "order": "oldest"},
    {"text": '"on Monday" <b>', "limit": "3"}, {"bbox": "-10,-20,60,100"}, {"country": ["nowhere"]},
    {"run": "99"},
)  # fmt: skip
"""Queries of which most can be read, beside those that Schemathesis thinks of."""


@pytest.fixture(scope="module", autouse=True)
def no_jobs() -> Iterator[None]:
    """What is added waits for ever: nothing is fetched from anywhere, no model is loaded."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Jobs, "_next", lambda self: None)
        yield


@pytest.fixture(scope="module")
def looked_at(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Alone; for what changes nothing."""
    place = copy_of(kept, tmp_path_factory.mktemp("openapi") / "store.sqlite")
    with Client(create_app(WebSettings(store=place)), raise_server_exceptions=False) as opened:
        draw(opened.store)
        yield opened


@pytest.fixture(scope="module")
def shared_app(
    kept: Path, tmp_path_factory: pytest.TempPathFactory, password_hash: str
) -> Iterator[FastAPI]:
    """With users."""
    place = copy_of(kept, tmp_path_factory.mktemp("openapi") / "store.sqlite")
    add_users(place, password_hash)
    app = create_app(WebSettings(store=place))
    with Client(app) as opened:
        draw(opened.store)
        yield app


@pytest.fixture
def as_reader(shared_app: FastAPI) -> Client:
    """Logged in, and allowed to see; whatever the test before has done to the login."""
    shared_app.state.workbench.throttle = Throttle()
    opened = Client(shared_app, raise_server_exceptions=False)
    assert opened.log_in("reader").status_code == 303
    return opened


@pytest.fixture
def changed(place: Path) -> Iterator[Client]:
    """Alone; a store for one test, which may be spoilt."""
    with Client(create_app(WebSettings(store=place)), raise_server_exceptions=False) as opened:
        draw(opened.store)
        yield opened


def draw(store: Store) -> None:
    """Audit samples to look at."""
    keys = tuple(one.report.key for one in store.reports(EVERYTHING, limit=4).items)
    for id, query, units in (
        ("s1", "", keys), ("s2", "articles=yes", tuple({key.partition(":")[0] for key in keys})),
    ):  # fmt: skip
        strata = (AuditStratum("all", len(units), len(units)),)
        items = tuple(AuditItem(one, "all") for one in sorted(units))
        run = store.runs()[-1].number
        store.add_audit_sample(
            AuditSample(id, "one", datetime.now(UTC), "anna", run, query, 7, strata, items)
        )  # fmt: skip


def names_in(store: Store) -> dict[str, list[str]]:
    """What stands in a store, by the names that parameters of paths have."""
    incidents = store.incidents(EVERYTHING, limit=3).items
    found = store.reports(EVERYTHING, limit=3).items
    actors = [party.actor.value for one in found for party in one.report.actors]
    hashes = [one.report.key.partition(":")[0] for one in found]
    outlets = [article.source.name for one in hashes
               if (article := store.article(one)) is not None and article.source]  # fmt: skip
    return {
        "id": [*(one.id for one in incidents), *(a.id for a in actors if a and a.id), "1"],
        "hash": hashes,
        "key": [one.report.key for one in found],
        "name": [*outlets, *(actor.name for actor in actors if actor)],
    }


def cases(method: str, path: str, store: Store) -> Any:
    """Requests for an operation: as its document has them, malformed, and with what is there."""
    operation = SCHEMA[path][method.upper()]
    parameters = DOCUMENT["paths"][path][method].get("parameters", [])
    ways = [operation.as_strategy(GenerationMode.POSITIVE)]
    if parameters or "requestBody" in DOCUMENT["paths"][path][method]:
        ways.append(operation.as_strategy(GenerationMode.NEGATIVE))
    known = names_in(store)
    known["id"] = ["s1", "s2"] if path.startswith("/audit/") else known["id"]
    wanted = [one["name"] for one in parameters if one["in"] == "path"]
    values = (known[name] for name in wanted)
    there = [dict(zip(wanted, some, strict=True)) for some in itertools.product(*values)]
    listed = LISTED if any(one["name"] == "country" for one in parameters) else ({},)
    if wanted or len(listed) > 1:
        ways.append(
            st.tuples(st.sampled_from(there), st.sampled_from(listed)).flatmap(
                lambda one: operation.as_strategy(path_parameters=one[0], query=one[1])
            )
        )
    return st.one_of(ways)


def ask(method: str, path: str, client: Client) -> None:
    """What the app answers is what its document says."""
    token = client.csrf() if method == "post" else ""

    @given(case=cases(method, path, client.store))
    @ASKED
    def asked(case: Any) -> None:
        sent = case.as_transport_kwargs(base_url=str(client.base_url))
        if isinstance(sent.get("data"), str | bytes):
            sent["content"] = sent.pop("data")
        if sent.get("files"):  # what is no text and no bytes cannot be sent as a file
            sent["files"] = [(name, _as_file(one)) for name, one in sent["files"]]
        headers = dict(sent.pop("headers")) | ({"X-CSRF-Token": token} if token else {})
        sent.pop("cookies", None)
        answer = client.request(headers=headers, follow_redirects=False, **sent)
        answer.request.read()  # which Schemathesis wants to show, of files too
        case.validate_response(answer, checks=CHECKS)

    asked()


def _as_file(value: Any) -> Any:
    if isinstance(value, tuple):
        name, content, *kind = value
        return (name, _as_file(content), *kind)
    return value if isinstance(value, str | bytes) else str(value)


GETS = [one for one in OPERATIONS if one[0] == "get"]
POSTS = [one for one in OPERATIONS if one[0] == "post"]


@pytest.mark.parametrize(("method", "path"), GETS)
def test_what_is_looked_at(looked_at: Client, method: str, path: str) -> None:
    ask(method, path, looked_at)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_what_a_reader_asks(as_reader: Client, method: str, path: str) -> None:
    ask(method, path, as_reader)


@pytest.mark.parametrize(("method", "path"), POSTS)
def test_what_is_changed(changed: Client, method: str, path: str) -> None:
    ask(method, path, changed)
