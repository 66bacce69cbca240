"""The app: routers, middleware in order, and what becomes of errors."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles

from .._version import __version__
from ..errors import DatelineError, InputError, StoreBusy, StoreConflict
from ..records.people import Role
from ..store.contract import Store
from ..store.opening import open_store
from . import answers
from .context import LoginNeeded, NotAllowed, Workbench, admin, reader, reviewer, visitor
from .openapi import DocumentedApp
from .pages import (
    about,
    account,
    actors,
    add,
    article,
    audit,
    explore,
    incident,
    people,
    review,
    sources,
    trends,
)
from .pages.explore_view import incident_index
from .rendering import STATIC
from .security.forged import check_not_forged
from .security.gate import GateMiddleware
from .security.headers import HeadersMiddleware, fixed_headers
from .security.sessions import SessionMiddleware
from .settings import WebSettings
from .vendor import check_vendor, serve_vendor

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


class Door(NamedTuple):
    """A page's router, and the least role that comes in; None is open to everybody."""

    router: APIRouter
    least: Role | None = "reader"


ROUTERS = (
    Door(account.router, None),
    Door(explore.router),
    Door(incident.router),
    Door(article.router),
    Door(trends.router),
    Door(actors.router),
    Door(sources.router),
    Door(review.router, "reviewer"),
    Door(audit.router),
    Door(add.router, "reviewer"),
    Door(people.router, "admin"),
    Door(about.router),
)
"""Every page. A route may ask for more than its door does, never for less."""

_SILENT: TelemetryConfig = {
    "tracing": False, "metrics": False, "logs": False, "auto_configure": False,
}  # fmt: skip
"""Variables of the environment could have FastAPI report requests elsewhere; not so here."""

_ASKED = {"reader": reader, "reviewer": reviewer, "admin": admin}


def create_app(settings: WebSettings, store: Store | None = None) -> FastAPI:
    """The workbench. Its store is opened when the app starts and closed when it ends.

    A ``store`` that is given is used instead, and left open. Raises `dateline.errors.DataError`
    where htmx or Leaflet is missing or is not the one that was tested.
    """
    check_vendor()
    app = DocumentedApp(
        title="Dateline",
        summary="Event data with its evidence: find, read, correct, audit.",
        version=__version__,
        lifespan=_lifespan(settings, store),
        docs_url=None,  # those pages load scripts from elsewhere
        redoc_url=None,
        openapi_url=None,  # `pages.about` serves the document, to whoever may see the rest
        responses=_ERRORS,
        telemetry=_SILENT,
        middleware=[
            Middleware(HeadersMiddleware, settings=settings),
            Middleware(GateMiddleware, settings=settings),
            Middleware(SessionMiddleware),
        ],
    )
    app.add_route("/static/vendor/{name:path}", serve_vendor, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for door in ROUTERS:
        role = [] if door.least is None else [Depends(_ASKED[door.least])]
        app.include_router(door.router, dependencies=[*role, Depends(check_not_forged)])
    _answer_errors(app, settings)
    return app


def _lifespan(settings: WebSettings, given: Store | None) -> Lifespan:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        store = open_store(settings.store) if given is None else given
        app.state.workbench = workbench = Workbench(settings, store)
        if settings.prepared:
            workbench.part(incident_index).prepare()
        try:
            yield
        finally:
            workbench.close()
            if given is None:
                store.close()

    return lifespan


# -- errors ------------------------------------------------------------------------------------

_PROBLEM = {
    "type": "object",
    "properties": {"error": {"type": "string"}},
    "required": ["error"],
}


def _described(says: str) -> dict[str, object]:
    """An error in the OpenAPI document: JSON, a page or a line, as the address asks."""
    text = {"schema": {"type": "string"}}
    content = {"application/json": {"schema": _PROBLEM}, "text/html": text, "text/plain": text}
    return {"description": says, "content": content}


_ERRORS: dict[int | str, dict[str, object]] = {
    400: _described("A word of the query or form cannot be read"),
    401: _described("Nobody known is asking"),
    403: _described("The role does not reach, or the form's token is missing"),
    404: _described("There is no such thing"),
    409: _described("Somebody else has changed it meanwhile"),
    413: _described("Too large"),
    422: _described("A field is missing or malformed"),
    429: _described("Too many attempts"),
    503: _described("The store is held by another process"),
}


def _answer_errors(app: FastAPI, settings: WebSettings) -> None:
    """One line for each error, in the form asked for; a traceback goes to the log only."""

    @app.exception_handler(LoginNeeded)
    async def login_needed(request: Request, error: LoginNeeded) -> Response:
        if answers.form_asked(request) != "html" or "authorization" in request.headers:
            return answers.problem(
                request, 401, "please log in, or send an API token",
                {"WWW-Authenticate": 'Bearer realm="dateline"'},
            )  # fmt: skip
        back = answers.here(request) if request.method == "GET" else "/"
        login = "/login" if back == "/" else "/login?" + urlencode({"next": back})
        return answers.redirect(request, login)

    @app.exception_handler(NotAllowed)
    async def not_allowed(request: Request, error: NotAllowed) -> Response:
        return answers.problem(request, 403, f"this needs the role {error.role}")

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        with suppress(DatelineError):
            visitor(request)  # an unknown address has asked nobody; the header shows who it is
        headers = dict(error.headers or {})
        return answers.problem(request, error.status_code, str(error.detail), headers)

    @app.exception_handler(RequestValidationError)
    async def malformed(request: Request, error: RequestValidationError) -> Response:
        return answers.problem(request, 422, _first(error))

    @app.exception_handler(DatelineError)
    async def dateline_error(request: Request, error: DatelineError) -> Response:
        return answers.problem(request, _status(error), str(error))

    @app.exception_handler(500)
    async def broken(request: Request, error: Exception) -> Response:
        # Starlette answers this outside of all middleware, and raises the error again to be logged.
        headers = fixed_headers(settings)
        return Response("Something went wrong; the log of `dateline serve` says what.\n", 500,
                        headers, "text/plain")  # fmt: skip


def _status(error: DatelineError) -> int:
    if isinstance(error, InputError):
        return 400
    if isinstance(error, StoreConflict):
        return 409
    return 503 if isinstance(error, StoreBusy) else 500


def _first(error: RequestValidationError) -> str:
    """The first complaint: which field, and what is the matter."""
    first = error.errors()[0]
    where = ".".join(str(one) for one in first["loc"][1:]) or "request"
    return f"{where[:60]}: {first['msg']}"
