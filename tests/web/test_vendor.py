"""The files of htmx and Leaflet: the ones that were tested, and no others."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.web import vendor
from dateline.web.rendering import static
from dateline.web.vendor import VENDOR, VendorFile, check_vendor, vendor_bytes

from .conftest import Client


@pytest.mark.parametrize("name", VENDOR)
def test_what_is_served_is_what_was_tested(client: Client, name: str) -> None:
    answer = client.get(static(name))
    assert answer.status_code == 200
    assert hashlib.sha256(answer.content).hexdigest() == VENDOR[name].sha256
    assert answer.headers["content-type"].startswith(VENDOR[name].media)
    assert "immutable" in answer.headers["cache-control"]
    tag = {"if-none-match": answer.headers["etag"]}
    assert client.get(f"/static/{name}", headers=tag).status_code == 304


@pytest.mark.parametrize(
    "path", ["htmx.js", "ext/debug.js", "leaflet-src.js", "../apps.py", "..%2fapps.py", "images/"]
)
def test_nothing_else_of_the_wheels_is_served(client: Client, path: str) -> None:
    assert client.get(f"/static/vendor/{path}").status_code == 404


def test_another_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {
        "vendor/a": VendorFile("js_lib_htmx", "static/htmx/htmx.min.js", "text/javascript", "0"),
        "vendor/b": VendorFile("js_lib_htmx", "static/nothing.js", "text/javascript", "0"),
        "vendor/c": VendorFile("no_such_package", "a.js", "text/javascript", "0"),
    }
    for name, file in wrong.items():
        monkeypatch.setattr(vendor, "VENDOR", {name: file})
        with pytest.raises(DataError, match=r"not the file|not installed"):
            check_vendor()
    vendor_bytes.cache_clear()


def test_our_own_files(client: Client) -> None:
    folder = Path(vendor.__file__).parent / "static"
    for file in folder.iterdir():
        answer = client.get(static(file.name))
        assert answer.content == file.read_bytes(), file.name
