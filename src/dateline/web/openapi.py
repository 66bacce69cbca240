"""The OpenAPI document of the app: what each address answers, by its form."""

from __future__ import annotations

from copy import deepcopy
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from fastapi import FastAPI

_PAGE = "text/html"
_MEDIA = {
    ".json": "application/json", ".csv": "text/csv", ".txt": "text/plain",
    ".md": "text/markdown", ".graphml": "application/xml", ".svg": "image/svg+xml",
}  # fmt: skip
"""By the end of a path; what has none of these is a page."""
_ELSEWHERE = {"description": "To another page: the login, or where the thing now stands"}
_TAKEN = {
    "303": {"description": "Done; to the page that shows it"},
    "204": {"description": "Done; htmx is told the page in `HX-Redirect`"},
}


class DocumentedApp(FastAPI):
    """An app that says of each route in which form it answers.

    Endpoints of the workbench return `fastapi.Response`, of which FastAPI knows no media type, and
    redirects are not in its document at all; the rules are the same for every page.
    """

    def openapi(self) -> dict[str, Any]:
        """The document, made once."""
        return self._document

    @cached_property
    def _document(self) -> dict[str, Any]:
        return with_answers(super().openapi())


def with_answers(document: dict[str, Any]) -> dict[str, Any]:
    """The document with each operation's true answers beside its errors."""
    described = deepcopy(document)
    for path, operations in described["paths"].items():
        media = _MEDIA.get(PurePosixPath(path).suffix, _PAGE)
        for method, operation in operations.items():
            responses: dict[str, Any] = operation["responses"]
            schema = {"schema": {} if media == _MEDIA[".json"] else {"type": "string"}}
            responses["200"]["content"] = {media: schema}
            if method == "post":
                responses.update(deepcopy(_TAKEN))
            else:
                responses.update({"303": dict(_ELSEWHERE), "307": dict(_ELSEWHERE)})
    return described
