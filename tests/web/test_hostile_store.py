"""Every address of the app over a store of hostile articles: words stay words, everywhere."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from lxml import etree, html

from dateline.records.decision import (
    AuditItem,
    AuditSample,
    AuditStratum,
    Correction,
    Review,
)
from dateline.records.people import Act
from dateline.store import EVERYTHING, Store
from dateline.web.app import create_app
from dateline.web.pages.add_jobs import Jobs
from dateline.web.settings import WebSettings

from .conftest import Client, copy_of, serving
from .hostile import (
    NOW,
    PAYLOADS,
    URLS,
    Hostile,
    check_alarm,
    check_page,
    hostile_kept,
    install_alarm,
)

pytestmark = pytest.mark.slow

__all__ = ["hostile_kept"]  # a fixture

DOCUMENT = create_app(WebSettings(store=Path("none.sqlite"))).openapi()
GETS = sorted(path for path, known in DOCUMENT["paths"].items() if "get" in known)
CASES = [*PAYLOADS, *(f"url:{name}" for name in URLS)]
FEW = ("script", "image", "double", "svg", "formula", "url:javascript", "bidi", "path")
"""Of which each page is opened in a browser."""
OUR_TAGS = frozenset(
    "html head meta link title script body header nav main footer section article aside div p span "
    "a h1 h2 h3 h4 h5 ul ol li dl dt dd table caption colgroup col thead tbody tfoot tr th td form "
    "fieldset legend label input select option optgroup textarea button datalist details summary "
    "strong em b i small code kbd pre q cite blockquote mark time abbr sub sup br hr wbr del ins "
    "figure figcaption output progress meter bdi dialog data s u var samp noscript "
    "svg g path rect line circle text tspan desc polyline polygon defs clippath use marker".split()
)


@pytest.fixture(scope="module")
def hostile(
    hostile_kept: tuple[Path, Hostile], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Hostile]:
    """A copy, in which people have said hostile things too."""
    path, kept = hostile_kept
    place = copy_of(path, tmp_path_factory.mktemp("store") / "store.sqlite")
    with Client(create_app(WebSettings(store=place))) as opened:
        _say(opened.store, kept)
    return place, kept


@pytest.fixture(scope="module")
def opened(hostile: tuple[Path, Hostile]) -> Iterator[tuple[Client, Hostile]]:
    place, kept = hostile
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Jobs, "_next", lambda self: None)
        with Client(create_app(WebSettings(store=place))) as client:
            for payload in list(PAYLOADS.values())[:3]:
                client.submit("/add/text", text=payload, title=payload, outlet=payload)
            yield client, kept


def _say(store: Store, kept: Hostile) -> None:
    """Reviews, corrections, acts and samples whose every word is a payload."""
    run = store.runs()[-1].number
    with store.batch():
        for id, query, items in (
            ("reports", f"run={run}", kept.reports), ("articles", f"articles=yes&run={run}",
                                                      kept.articles),
        ):  # fmt: skip
            payload = PAYLOADS["image"]
            drawn = tuple(AuditItem(one, payload) for one in items.values())
            strata = (AuditStratum(payload, len(drawn), len(drawn)),)
            store.add_audit_sample(
                AuditSample(id, payload, NOW, payload, run, query, 7, strata, drawn)
            )  # fmt: skip
        for name, payload in PAYLOADS.items():
            said = "".join(sign for sign in payload if sign.isprintable())
            report = kept.reports[name]
            new = json.dumps({"low": 7, "high": 7})
            store.add_correction(Correction(report, "killed", None, new, said, NOW))
            store.add_review(Review(report, "corrected", said, NOW, "direct", said))
            store.add_review(Review(report, "rejected", "anna", NOW, "direct", said))
            store.log_act(Act(NOW, said, said, said, said))


def addresses(path: str, kept: Hostile, names: tuple[str, ...] = tuple(CASES)) -> list[str]:
    """A path of the document with what is in the store in the place of its parameters."""
    values = {
        "id": [PAYLOADS["script"], "1"],
        "name": [PAYLOADS[one] for one in names if one in PAYLOADS],
        "hash": [kept.articles[one] for one in names], "key": [kept.reports[one] for one in names],
    }  # fmt: skip
    if path.startswith("/incidents/"):
        values["id"] = [kept.incidents[one] for one in names]
    elif path.startswith("/audit/"):
        values["id"] = ["reports", "articles"]
    elif path.startswith("/actors/"):
        values["id"] = values["name"]
    wanted = re.findall(r"{(\w+)}", path)
    return [
        path.format(**{name: quote(one, safe="") for name, one in zip(wanted, some, strict=True)})
        for some in itertools.product(*(values[name] for name in wanted))
    ]


@pytest.mark.parametrize("path", GETS)
def test_every_address(opened: tuple[Client, Hostile], path: str) -> None:
    client, kept = opened
    for address in addresses(path, kept):
        _check(client, address)


@pytest.mark.parametrize("path", [one for one in GETS if "{" not in one])
def test_queries_that_say_so(opened: tuple[Client, Hostile], path: str) -> None:
    client, _ = opened
    names = [one["name"] for one in DOCUMENT["paths"][path]["get"].get("parameters", ())]
    asked = [one for one in ("text", "actor", "outlet", "q", "view", "next", "queue")
             if one in names]  # fmt: skip
    for name, payload in itertools.product(asked, PAYLOADS.values()):
        _check(client, f"{path}?{name}={quote(payload, safe='')}")


def _check(client: Client, address: str) -> None:
    answer = client.get(address, follow_redirects=False)
    assert answer.status_code in (200, 303, 307, 400, 404, 422), (address, answer.text[:200])
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "set-cookie: session=x" not in str(answer.headers).lower()
    if answer.status_code in (303, 307):
        assert re.match(r"/(?![/\\])", answer.headers["location"])
        return
    kind = answer.headers["content-type"].partition(";")[0]
    if kind == "text/html":
        page = re.sub(r"<noscript>(<svg)|(</svg>)</noscript>", r"\1\2", answer.text)  # of the map
        check_page(page)
        check_tree(answer.text)
    elif kind == "application/json":
        json.loads(answer.text)
    elif kind == "text/csv":
        assert answer.headers["content-disposition"].startswith("attachment")
        check_cells(answer.text)
    elif kind == "application/xml":
        assert answer.headers["content-disposition"].startswith("attachment")
        etree.fromstring(answer.content, etree.XMLParser(resolve_entities=False))
    else:
        assert kind in ("text/plain", "text/markdown", "image/svg+xml"), kind


def check_tree(text: str) -> None:
    """lxml, which mends pages as browsers do, sees no element and no attribute but ours either."""
    tree = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    for one in tree.iter():
        assert isinstance(one.tag, str), f"a comment or instruction: {one!r}"
        assert one.tag in OUR_TAGS, f"<{one.tag}>"
        assert one.tag != "script" or (one.get("src") or "").startswith("/static/")
        for name, value in one.attrib.items():
            assert not name.startswith(("on", "hx-on")), f"<{one.tag} {name}>"
            assert name != "style", f"<{one.tag} style>"
            plain = "".join(sign for sign in value if sign > " ").lower()
            if name in ("href", "src", "action", "formaction", "xlink:href"):
                assert not plain.startswith(("javascript:", "vbscript:", "file:")), value[:80]
                assert not plain.startswith("data:") or one.tag == "link", value[:80]


def check_cells(text: str) -> None:
    """No cell of a table is a formula."""
    for row in csv.reader(io.StringIO(text, newline="")):
        for cell in row:
            assert not cell.startswith(("=", "+", "@", "\t", "\r")), cell[:80]
            assert not cell.startswith("-") or re.fullmatch(r"-\d+(\.\d+)?(e-?\d+)?", cell), cell


@pytest.mark.browser
def test_in_a_browser_nothing_of_theirs_runs(
    hostile: tuple[Path, Hostile], tmp_path: Path, open_tab: Callable[..., Any]
) -> None:
    place, kept = hostile
    pages = [path for path in GETS if "." not in path]
    tab = open_tab()
    install_alarm(tab)
    tab.add_init_script(
        "addEventListener('securitypolicyviolation', (e) => window.alarms.push(e.blockedURI))"
    )
    with serving(WebSettings(store=copy_of(place, tmp_path / "store.sqlite"))) as live:
        for path in pages:
            for address in addresses(path, kept, FEW):
                answer = tab.goto(live + address)
                assert answer is not None
                assert answer.status < 500, address
                check_alarm(tab)
                assert tab.evaluate("window.__pwned") is None
                missing = f"status of {answer.status}"
                tab.problems[:] = [one for one in tab.problems if missing not in one]
                assert tab.problems == [], address


def test_the_store_is_hostile(opened: tuple[Client, Hostile]) -> None:
    client, kept = opened
    assert len(client.store.incidents(EVERYTHING, limit=500).items) == len(CASES)
    assert client.get(f"/review/reports/{kept.reports['script']}").status_code in (200, 303)
