"""Answers: one view as a page, as JSON and as CSV; redirects and errors in the form asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

import msgspec
from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from ..export.columns import Column, csv_lines
from .context import Workbench
from .navigation import SECTIONS, section_of
from .rendering import render
from .security.sessions import NoticeKind, Session

T = TypeVar("T")

JSON, CSV = "application/json", "text/csv; charset=utf-8"
_LINES_AT_ONCE = 500
_PROBLEM_TITLES = {
    400: "That cannot be read",
    401: "Please log in",
    403: "Not allowed",
    404: "Not found",
    405: "Not done this way",
    409: "Somebody was quicker",
    413: "Too large",
    422: "Something is missing",
    429: "Please wait",
    503: "Please try again",
}


def page(request: Request, template: str, /, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A template as HTML. Beside ``context`` it has what `shared_context` gives."""
    return HTMLResponse(render(template, shared_context(request) | context), status)


def shared_context(request: Request) -> dict[str, Any]:
    """What every template has.

    ``visitor`` (None on the login page), ``csrf`` (the token of forms), ``settings``, ``sections``
    and ``section`` (of the header), ``notice`` (one line, shown once), ``path``, ``here`` (path
    and query, for ``?next=``), ``part`` (see `wants_part`).
    """
    workbench: Workbench = request.app.state.workbench
    session: Session = request.state.session
    part = wants_part(request)
    visitor = getattr(request.state, "visitor", None)
    return {
        "visitor": visitor,
        "csrf": workbench.sessions.form_token(session),
        "settings": workbench.settings,
        "sections": [one for one in SECTIONS if visitor and visitor.may(one.least)],
        "section": section_of(request.url.path),
        "notice": None if part else session.take_notice(),
        "path": request.url.path,
        "here": here(request),
        "part": part,
    }


def wants_part(request: Request) -> bool:
    """Whether htmx asks for a part of a page: not so for history and boosted links."""
    headers = request.headers
    return (
        headers.get("hx-request") == "true"
        and headers.get("hx-history-restore-request") != "true"
        and headers.get("hx-boosted") != "true"
    )


def json(content: Any, *, status: int = 200) -> Response:
    """Plain data or records as JSON."""
    return Response(msgspec.json.encode(content), status, media_type=JSON)


def json_pieces(pieces: Iterable[str]) -> Response:
    """JSON that an exporter writes piece by piece."""
    return StreamingResponse(_chunks(pieces), media_type=JSON)


def csv(name: str, columns: Sequence[Column[T]], records: Iterable[T]) -> Response:
    """Records as a CSV file ``NAME.csv``, no cell of which a spreadsheet takes for a formula."""
    return csv_pieces(name, csv_lines(columns, records))


def csv_pieces(name: str, pieces: Iterable[str]) -> Response:
    """CSV that an exporter writes line by line."""
    return StreamingResponse(_chunks(pieces), media_type=CSV, headers=_attachment(f"{name}.csv"))


def text_file(name: str, content: str, media: str) -> Response:
    """A text to be saved as a file of that name."""
    return Response(content, media_type=f"{media}; charset=utf-8", headers=_attachment(name))


def redirect(
    request: Request, address: str, notice: str | None = None, kind: NoticeKind = "ok"
) -> Response:
    """To another page of ours after a form was taken, with a line to show there."""
    if notice is not None:
        session: Session = request.state.session
        session.tell(notice, kind)
    if wants_part(request):
        return Response(status_code=204, headers={"HX-Redirect": safe_address(address)})
    return RedirectResponse(safe_address(address), 303)


def problem(
    request: Request, status: int, message: str, headers: dict[str, str] | None = None
) -> Response:
    """An error in the form asked for: a page, JSON, one line of text, or a part of a page."""
    form = form_asked(request)
    if form == "json":
        answer: Response = json({"error": message}, status=status)
    elif form == "csv":
        answer = Response(f"{message}\n", status, media_type="text/plain; charset=utf-8")
    else:
        title = _PROBLEM_TITLES.get(status, "Something went wrong")
        answer = page(request, "error.html", status=status, title=title, message=message)
    answer.headers.update(headers or {})
    return answer


def form_asked(request: Request) -> str:
    """``html``, ``json`` or ``csv``: what the address says, else what the program accepts."""
    path = request.url.path
    if path.endswith(".csv"):
        return "csv"
    accepted = request.headers.get("accept", "")
    by_program = "authorization" in request.headers
    if path.endswith(".json") or accepted.startswith(JSON) or by_program:
        return "json"
    return "html"


def here(request: Request) -> str:
    """The path and query of the request."""
    query = f"?{request.url.query}" if request.url.query else ""
    return request.url.path + query


def safe_address(address: str, otherwise: str = "/") -> str:
    """The address if it is a path of ours, else another: ``//evil``, ``/\\evil`` lead elsewhere."""
    odd = any(sign <= " " or sign in "\\\x7f" for sign in address)
    if odd or not address.startswith("/") or address.startswith("//"):
        return otherwise
    try:
        parts = urlsplit(address)
    except ValueError:
        return otherwise
    return otherwise if parts.scheme or parts.netloc else address


def _chunks(pieces: Iterable[str]) -> Iterator[str]:
    """Many lines at once: handing each one over by itself would take longer than making it."""
    left = iter(pieces)
    while chunk := "".join(islice(left, _LINES_AT_ONCE)):
        yield chunk


def _attachment(name: str) -> dict[str, str]:
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in name)
    stem, _, suffix = name.rpartition(".")
    plain = f"{plain[: len(stem)]}.{suffix}"
    return {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    }
