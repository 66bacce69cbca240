"""Adding: texts, addresses and files become jobs, whose way and failures can be seen."""

from __future__ import annotations

import gzip
import io
import json
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dateline.errors import InputError
from dateline.web.app import create_app
from dateline.web.pages import add_jobs
from dateline.web.pages.add_jobs import Jobs
from dateline.web.pages.add_uploads import Sent, Uploads, shown_name, suffix_of
from dateline.web.settings import WebSettings

from ..ingest.site import QUICK, body, fetcher_of, serve, status
from .conftest import Client

TEXT = "Gunmen shot dead two farmers near Jos on Monday, police said."
RULES = "Rebels killed nine soldiers in Goma on Tuesday, the army said."


@pytest.fixture
def quick(client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A workbench whose jobs keep articles and code none."""
    known = client.store.runs()[-1].run
    coder = SimpleNamespace(resources=SimpleNamespace(run=known))  # codes nothing
    monkeypatch.setattr(type(client.app.state.workbench), "coder", lambda self: coder)  # type: ignore[attr-defined]
    monkeypatch.setattr("dateline.adding.Adder.code", lambda self, coder: iter(()))
    monkeypatch.setattr("dateline.adding.Adder.merge", lambda self, coder: 0)
    return client


def over(client: Client, id: int) -> dict[str, Any]:
    """The job, once it has ended."""
    for _ in range(400):
        job: dict[str, Any] = client.get(f"/add/jobs/{id}.json").json()
        if job["state"] in ("done", "failed", "stopped"):
            return job
        time.sleep(0.02)
    raise AssertionError("the job never ended")


def sent(*files: tuple[str, bytes]) -> list[tuple[str, tuple[str, bytes, str]]]:
    return [("files", (name, data, "application/octet-stream")) for name, data in files]


# -- texts -------------------------------------------------------------------------------------


def test_a_text(quick: Client) -> None:
    answer = quick.submit(
        "/add/text", text=TEXT + "\r\nMore.", title=" Two  farmers ", outlet="Jos Post",
        published="2024-03-05", url="https://jos.example/1",
    )  # fmt: skip
    assert (answer.status_code, answer.headers["location"]) == (303, "/add/jobs/1")
    job = over(quick, 1)
    assert (job["state"], job["tally"]["added"], job["by"] != "") == ("done", 1, True)
    kept = quick.store.article(job["articles"][0]["hash"])
    assert kept is not None
    assert (kept.text, kept.title, kept.language) == (TEXT + "\nMore.", "Two farmers", "en")
    assert (kept.source and kept.source.name, str(kept.published)) == ("Jos Post", "2024-03-05")
    page = quick.get("/add/jobs/1").text
    assert f"/articles/{kept.hash}" in page
    assert "hx-trigger" not in page
    quick.submit("/add/text", text=TEXT + "\nMore.", title="Two farmers", outlet="Jos Post",
                 published="2024-03-05", url="https://jos.example/1")  # fmt: skip
    assert over(quick, 2)["tally"]["known"] == 1
    acts = [(act.what, act.on) for _, act in quick.store.acts()]
    assert ("adding begun", "job 1") in acts
    assert ("adding done", "job 1") in acts


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"text": "  "}, "there is no text in it"),
        ({"text": TEXT, "published": "2024-02-30"}, "published: "),
        ({"text": TEXT, "url": "javascript:alert(1)"}, "does not begin with http://"),
        ({"text": TEXT, "url": "file:///etc/passwd"}, "does not begin with http://"),
    ],
)
def test_refused_texts_stay_in_the_form(quick: Client, fields: dict[str, str], why: str) -> None:
    answer = quick.submit("/add/text", title="<b>Kept</b>", **fields)  # type: ignore[arg-type]
    assert answer.status_code == 400
    assert why in answer.text
    assert "&lt;b&gt;Kept&lt;/b&gt;" in answer.text
    assert quick.get("/add.json").json() == {"jobs": []}


def test_a_program_adds_with_json(quick: Client) -> None:
    data = {"csrf": quick.csrf(), "text": TEXT}
    answer = quick.post("/add/text", data=data, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["state"] in ("waiting", "reading")) == (202, True)
    bad = quick.post("/add/text", data=data | {"text": ""}, headers={"Accept": "application/json"})
    assert (bad.status_code, "error" in bad.json()) == (400, True)


# -- addresses ---------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/etc/passwd", "-", "file:///etc/passwd", "ftp://a.example/",
                                     "..", "\\\\host\\share", "C:/Windows"])  # fmt: skip
def test_only_web_addresses_are_taken(quick: Client, address: str) -> None:
    answer = quick.submit("/add/addresses", addresses=f"https://a.example/\n{address}")
    assert answer.status_code == 400
    assert quick.get("/add.json").json() == {"jobs": []}


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/x", "http://[::1]/", "http://10.0.0.1/",
                                     "http://169.254.169.254/latest/meta-data/",
                                     "http://localhost:8321/account"])  # fmt: skip
def test_private_addresses_are_refused(quick: Client, address: str) -> None:
    quick.submit("/add/addresses", addresses=address)
    job = over(quick, 1)
    assert (job["tally"]["added"], job["tally"]["unreadable"]) == (0, 1)
    assert job["could_not_be_added"][0].startswith(address.rstrip("/")[:16])
    assert job["can_retry"]
    page = quick.get("/add/jobs/1").text
    assert "Try again" in page
    assert quick.store.failures()[0].reason == job["could_not_be_added"][0]


def test_a_page_and_a_retry(quick: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    story = f"<html><body><article><h1>Jos</h1><p>{TEXT} {TEXT}</p></article></body></html>"
    with serve() as site:
        site.routes["/robots.txt"] = status(404)
        site.routes["/story"] = status(404)
        monkeypatch.setattr(add_jobs, "fetcher", lambda: fetcher_of(limits=QUICK))
        quick.submit("/add/addresses", addresses=site.url("/story"))
        assert "404" in over(quick, 1)["could_not_be_added"][0]
        site.routes["/story"] = body(story)
        answer = quick.submit("/add/jobs/1/retry")
        assert answer.headers["location"] == "/add/jobs/2"
        again = over(quick, 2)
    assert (again["tally"]["added"], again["could_not_be_added"]) == (1, [])
    assert quick.submit("/add/jobs/2/retry").status_code == 400
    assert quick.submit("/add/jobs/99/retry").status_code == 404


# -- files -------------------------------------------------------------------------------------


def test_files_of_many_kinds(quick: Client) -> None:
    line = json.dumps({"text": RULES, "title": "Goma", "source": "Kivu Post"}).encode()
    files = sent(
        ("notes.txt", TEXT.encode()),
        ("more.jsonl", line + b"\n{broken\n"),
        ("packed.jsonl.gz", gzip.compress(line.replace(b"nine", b"ten"))),
        ("table.csv", b'text,source\n"Police arrested three men in Lagos on Friday.",Lagos News\n'),
    )
    quick.submit("/add/files", files=files, outlet="Desk", published="2024-03-05")
    job = over(quick, 1)
    assert job["tally"]["added"] == 4
    (line_said,) = job["could_not_be_added"]
    assert line_said.startswith("more.jsonl:2: not valid JSON")
    outlets = {one["title"]: one["outlet"] for one in job["articles"]}
    assert outlets["Goma"] == "Kivu Post"
    assert "Desk" in outlets.values()
    assert "more.jsonl:2" in quick.get("/add/jobs/1").text
    assert "more.jsonl:2" in quick.get("/add/jobs/1.csv").text
    assert quick.store.failures()[0].source == "more.jsonl:2"


@pytest.mark.parametrize("name", ["a.exe", "txt", "a.txt.zip", ".gz", "a.tar.gz", "x\0.sh"])
def test_other_files_are_refused(quick: Client, name: str) -> None:
    answer = quick.submit("/add/files", files=sent(("good.txt", b"Good."), (name, b"x")))
    assert answer.status_code == 400
    assert quick.get("/add.json").json() == {"jobs": []}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/cron.d/x.txt", "x.txt"),
        ("C:\\Users\\me\\x.txt", "x.txt"),
        ("two\nlines\x1b[31m.txt", "two lines [31m.txt"),
        ("/", "file"),
        ("\u202etxt.exe.txt", "txt.exe.txt"),
    ],
)
def test_names_are_only_shown(name: str, shown: str) -> None:
    assert shown_name(name) == shown


def test_files_lie_under_numbers() -> None:
    uploads = Uploads()
    kept = uploads.keep([Sent("../../evil.TXT.gz", io.BytesIO(b"x"))])
    assert kept[0].path.name == "1.txt.gz"
    assert suffix_of("A.XHTML") == ".xhtml"
    with pytest.raises(InputError, match="empty"):
        uploads.keep([Sent("a.txt", io.BytesIO(b""))])
    folder = kept[0].path.parent
    uploads.close()
    assert not folder.exists()


def test_names_cannot_be_markup(quick: Client) -> None:
    name = "<img src=x onerror=alert(1)>.txt"
    quick.submit("/add/files", files=sent((name, b"\xff\xfe\x00")))
    over(quick, 1)
    for page in ("/add", "/add/jobs/1"):
        text = quick.get(page).text
        assert "<img" not in text
        assert "&lt;img" in text


def test_a_file_without_end_is_cut(quick: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(add_jobs, "MOST_READ", 5)
    lines = b"".join(json.dumps({"text": f"{TEXT} {n}"}).encode() + b"\n" for n in range(9))
    quick.submit("/add/files", files=sent(("many.jsonl.gz", gzip.compress(lines))))
    job = over(quick, 1)
    assert job["tally"]["added"] == 5
    assert "more than 5 articles" in job["could_not_be_added"][0]


# -- jobs --------------------------------------------------------------------------------------


def test_the_list_is_bounded(quick: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(add_jobs, "MOST_JOBS", 3)
    for number in range(5):
        quick.submit("/add/text", text=f"{TEXT} {number}")
        over(quick, number + 1)
    assert [job["job"] for job in quick.get("/add.json").json()["jobs"]] == [5, 4, 3]
    assert quick.get("/add/jobs/1").status_code == 404
    assert quick.get("/add.csv").text.count("\r\n") == 4


def test_what_breaks_ends_its_job_alone(quick: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(add_jobs, "fetcher", lambda: 1 / 0)
        quick.submit("/add/addresses", addresses="https://a.example/")
        job = over(quick, 1)
    assert (job["state"], job["can_retry"]) == ("failed", True)
    assert "something went wrong" in job["problem"]
    quick.submit("/add/text", text=TEXT)
    assert over(quick, 2)["state"] == "done"


def test_a_job_under_way_is_looked_at_again(
    quick: Client, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr(add_jobs, "_MOMENT", 0.0)
    monkeypatch.setattr("dateline.adding.Adder.code", lambda self, coder: _slowly(500))
    quick.submit("/add/text", text=TEXT)
    quick.submit("/add/text", text=RULES)
    page = quick.get("/add").text
    assert 'hx-get="/add" hx-trigger="every 1s"' in page
    assert 'href="/add#jobs">Refresh' in page
    part = quick.get("/add", headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith("<section")
    quick.submit("/add/jobs/2/stop")
    assert quick.get("/add/jobs/2.json").json()["state"] == "stopped"
    quick.submit("/add/jobs/1/stop")
    job = over(quick, 1)
    assert (job["state"], job["tally"]["added"], job["can_retry"]) == ("stopped", 1, True)


def test_only_so_many_wait(quick: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(add_jobs, "_MOMENT", 0.0)
    monkeypatch.setattr(add_jobs, "MOST_WAITING", 1)
    monkeypatch.setattr("dateline.adding.Adder.code", lambda self, coder: _slowly(500))
    for number in range(2):
        assert quick.submit("/add/text", text=f"{TEXT} {number}").status_code == 303
    answer = quick.submit("/add/files", files=sent(("more.txt", b"More.")))
    assert answer.status_code == 503
    assert "1 jobs are waiting already" in answer.text
    assert len(quick.get("/add.json").json()["jobs"]) == 2
    for number in (2, 1):
        quick.submit(f"/add/jobs/{number}/stop")
    over(quick, 1)


def _slowly(steps: int) -> Any:
    for _ in range(steps):
        time.sleep(0.02)
        yield


def test_what_was_read_is_kept_at_the_end(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app ends in the middle of reading: what it had in its hands is in the store."""
    monkeypatch.setattr(add_jobs, "_MOMENT", 0.0)
    lines = b"".join(json.dumps({"text": f"{TEXT} {n}"}).encode() + b"\n" for n in range(2000))
    with Client(create_app(WebSettings(store=place))) as client:
        before = len(client.store.articles(limit=5000))
        slow = Jobs._told

        def told(self: Jobs, job: Any) -> Any:
            for one in slow(self, job):
                time.sleep(0.01)
                yield one

        monkeypatch.setattr(Jobs, "_told", told)
        client.submit("/add/files", files=sent(("many.jsonl", lines)))
        while client.get("/add/jobs/1.json").json()["articles"] == []:
            time.sleep(0.01)
        folder = Path(client.app.state.workbench.part(Jobs).uploads._folder.name)  # type: ignore[attr-defined]
    assert not folder.exists()
    with Client(create_app(WebSettings(store=place))) as client:
        kept = len(client.store.articles(limit=5000)) - before
    assert 0 < kept < 2000


def test_who_may(crowd: Callable[[str | None], Client]) -> None:
    assert crowd("reader").get("/add").status_code == 403
    assert crowd("reader").get("/add/jobs/1.json").status_code == 403
    assert crowd("reader").submit("/add/text", text=TEXT).status_code == 403
    reviewer = crowd("reviewer")
    assert reviewer.get("/add").status_code == 200
    assert reviewer.post("/add/text", data={"text": TEXT}).status_code == 403  # no token
