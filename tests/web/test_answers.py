"""Answers in their three forms, errors, and the links of filters."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi import Request

from dateline.errors import InputError
from dateline.export.columns import Column
from dateline.store.filters import PARAMETERS
from dateline.web import answers
from dateline.web.app import create_app
from dateline.web.filters import Asked, asks, documented
from dateline.web.navigation import section_of
from dateline.web.rendering import ENVIRONMENT, path_part, span, type_class
from dateline.web.settings import WebSettings

from .conftest import Client


def request_for(client: Client, path: str = "/things", query: str = "", **headers: str) -> Request:
    app: Any = client.app
    lines = [(key.replace("_", "-").encode(), value.encode()) for key, value in headers.items()]
    return Request({
        "type": "http", "method": "GET", "path": path, "query_string": query.encode(),
        "headers": lines, "app": app, "scheme": "http", "server": ("127.0.0.1", 8321),
    })  # fmt: skip


def asked_for(client: Client, query: str, *own: str) -> Asked:
    return asks(*own)(request_for(client, query=query))


# -- forms -------------------------------------------------------------------------------------


def test_a_view_has_three_forms(client: Client) -> None:
    assert client.get("/about").headers["content-type"].startswith("text/html")
    data = client.get("/about.json")
    assert data.headers["content-type"] == "application/json"
    assert data.json()["runs"][0]["articles"] == 8
    table = client.get("/about.csv")
    assert table.headers["content-type"].startswith("text/csv")
    assert table.headers["content-disposition"].startswith('attachment; filename="runs.csv"')
    (row,) = csv.DictReader(io.StringIO(table.text))
    assert row["articles"] == "8"


def test_csv_cells_are_no_formulas() -> None:
    column = Column("words", "text", lambda words: words, "")
    pieces = list(answers._chunks(answers.csv_lines((column,), ["=1+1", "@x", "\t=", "fine"])))
    assert "".join(pieces) == "words\r\n'=1+1\r\n'@x\r\n'\t=\r\nfine\r\n"
    assert len(pieces) == 1  # many lines are handed over at once


@pytest.mark.parametrize("name", ['a"b\r\nX: y.csv', "Ärger/../x.csv", "a.csv"])
def test_file_names_are_clean(name: str) -> None:
    header = answers.text_file(name, "", "text/csv").headers["content-disposition"]
    assert re.fullmatch(r"attachment; filename=\"\w[\w.]*\"; filename\*=UTF-8''[\w.%/-]+", header)


@pytest.mark.parametrize(
    ("path", "headers", "kind", "body"),
    [
        ("/incidents/none", {}, "text/html", "there is no such incident"),
        ("/nothing.json", {}, "application/json", '{"error":'),
        ("/nothing.csv", {}, "text/plain", "Not Found\n"),
        ("/nothing", {"accept": "application/json"}, "application/json", '{"error":'),
        ("/nothing", {}, "text/html", "<h1>Not found</h1>"),
    ],
)
def test_errors_come_in_the_form_asked_for(
    client: Client, path: str, headers: dict[str, str], kind: str, body: str
) -> None:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith(kind)
    assert body in answer.text


def test_a_missing_field_is_named(client: Client) -> None:
    answer = client.submit("/people/add", role="admin", name="ann")
    assert answer.status_code == 422
    assert "password: Field required" in answer.text
    assert client.submit("/people/add", role="king", name="a", password="b").status_code == 422
    assert client.get("/people/log.json?after=x").json()["error"].startswith("after: ")


def test_hostile_words_are_words(client: Client) -> None:
    words = "<script>alert(1)</script>"
    for path in (f"/actors/{words}", f"/sources/{words}", f"/incidents/{words}", f"/{words}",
                 f"/people/log.csv?after={words}", f"/login?next={words}"):  # fmt: skip
        assert words not in client.get(path).text, path
    answer = client.submit("/people/<script>/role", role="admin")
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_a_notice_is_shown_once(client: Client) -> None:
    client.submit("/people/add", name="ann", role="admin", password="a fine password", follow=True)
    client.log_in("ann", "a fine password")
    page = client.submit("/people/add", name="bob", role="reader", password="a fine one too",
                         follow=True)  # fmt: skip
    assert '<p class="notice ok">bob is added.</p>' in page.text
    assert "is added" not in client.get("/people").text


def test_htmx_is_sent_on_by_a_header(client: Client) -> None:
    headers = {"HX-Request": "true", "X-CSRF-Token": client.csrf()}
    fields = {"name": "ann", "role": "admin", "password": "a fine password"}
    answer = client.post("/people/add", data=fields, headers=headers)
    assert (answer.status_code, answer.headers["hx-redirect"]) == (204, "/people")
    answer = client.get("/explore", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["hx-redirect"]) == (204, "/login?next=%2Fexplore")


def test_which_requests_want_a_part(client: Client) -> None:
    assert answers.wants_part(request_for(client, hx_request="true"))
    assert not answers.wants_part(request_for(client))
    for more in ({"hx_history_restore_request": "true"}, {"hx_boosted": "true"}):
        assert not answers.wants_part(request_for(client, hx_request="true", **more))


@pytest.mark.parametrize(
    ("address", "safe"),
    [("/a?b=c&d=%2F#e", True), ("/", True), ("//a", False), ("/\\a", False), ("a", False),
     ("http://a/", False), ("/a b", False), ("/[", True), ("//[", False), ("", False)],
)  # fmt: skip
def test_safe_addresses(address: str, safe: bool) -> None:
    assert answers.safe_address(address, "no") == (address if safe else "no")


# -- filters and their links -------------------------------------------------------------------


def test_words_become_a_filter(client: Client) -> None:
    query = (
        "type=arrest&type=abduction&country=Pakistan&since=2023&view=map&limit=7&order=deadliest"
    )
    asked = asked_for(client, query, "view")
    assert asked.filter.types == ("arrest", "abduction")
    assert asked.filter.countries == ("PAK",)
    assert (asked.limit, asked.order, asked.after) == (7, "deadliest", None)
    assert asked.get("view") == "map"
    assert asked.active == (
        ("type", "arrest"), ("type", "abduction"), ("country", "Pakistan"), ("since", "2023"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("query", "says"),
    [("contry=IRQ", "do you mean country"), ("type=arest", "do you mean arrest"), ("limit=0", "li"),
     ("limit=x", "limit"), ("order=best", "order"), ("country=Nowhereland", "country"),
     ("limit=99999999999", "limit"), ("since=x&since=y", "since"), ("view=map", "no filter")],
)  # fmt: skip
def test_what_cannot_be_meant_is_said(client: Client, query: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        asked_for(client, query)


def test_blanks_say_nothing(client: Client) -> None:
    asked = asked_for(client, "type=&text=+&since=&order=&limit=")
    assert asked.active == ()
    assert asked.limit == 50


def test_links(client: Client) -> None:
    asked = asked_for(client, "type=arrest&country=PAK&after=x&order=oldest")
    assert asked.adding("type", "attack") == (
        "/things?type=arrest&type=attack&country=PAK&order=oldest"
    )
    assert asked.dropping("type", "arrest") == "/things?country=PAK&order=oldest"
    assert asked.dropping("country") == "/things?type=arrest&order=oldest"
    assert asked.toggling("type", "arrest") == asked.dropping("type", "arrest")
    assert asked.toggling("type", "attack") == asked.adding("type", "attack")
    assert asked.link("/map", order=None) == "/map?type=arrest&country=PAK"
    assert asked.next("c+=") == "/things?type=arrest&country=PAK&order=oldest&after=c%2B%3D"
    assert asked.next(None) is None
    assert asked.twin("csv") == "/things.csv?type=arrest&country=PAK&order=oldest&after=x"
    assert asked.hidden("country") == [("type", "arrest"), ("order", "oldest")]
    assert asked.has("type", "arrest")
    assert not asked.has("type", "attack")


def test_links_quote_what_they_carry(client: Client) -> None:
    asked = asked_for(client, "text=%22a+b%22+%26+%3Cc%3E")
    assert asked.link() == "/things?text=%22a+b%22+%26+%3Cc%3E"


def test_the_parameters_are_documented() -> None:
    names = [one["name"] for one in documented("view")["parameters"]]
    assert set(PARAMETERS) < set(names)
    assert names[-1] == "view"


# -- words of the pages ------------------------------------------------------------------------


def test_small_words() -> None:
    assert type_class("Explosions/Remote violence") == "t-explosions"
    assert type_class(None) == type_class("Parades") == "t-other"
    assert [span(4, 7), span(4, 4), span(4, None), span(None, 7), span(None, None)] == [
        "4–7", "4", "4+", "up to 7", "–"
    ]  # fmt: skip
    assert path_part("AP/Reuters ü") == "AP%2FReuters%20%C3%BC"


def test_sections() -> None:
    titles = {"/incidents/x": "Explore", "/explore.json": "Explore", "/actors/A": "Actors"}
    for path, title in titles.items():
        section = section_of(path)
        assert section is not None
        assert section.title == title
    assert section_of("/people") is None


def test_every_template_can_be_read() -> None:
    for name in ENVIRONMENT.list_templates():
        ENVIRONMENT.get_template(name)


def test_dark_is_dark_either_way() -> None:
    css = Path(answers.__file__).with_name("static").joinpath("dateline.css").read_text("utf-8")
    by_system, chosen = re.findall(r'^ *:root[^{\n]*"(?:light|dark)"[^{\n]*\{(.*?)\}', css,
                                   re.MULTILINE | re.DOTALL)  # fmt: skip
    assert by_system.split() == chosen.split()


def test_parts_are_made_once_and_closed(place: Path) -> None:
    class Part:
        closed = 0

        def close(self) -> None:
            self.closed += 1

    def make(workbench: object) -> Part:
        return Part()

    with Client(create_app(WebSettings(store=place))) as one:
        bench = one.app.state.workbench  # type: ignore[attr-defined]
        part = bench.part(make)
        assert bench.part(make) is part
        assert bench.worker.submit(lambda: 7).result() == 7
    assert part.closed == 1


def test_a_run_that_is_not_there(client: Client) -> None:
    for path in ("/explore", "/sources", "/actors.json", "/incidents/none.json"):
        assert client.get(f"{path}?run=99").status_code in (400, 404)
