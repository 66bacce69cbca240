"""Every kind of source, in order, with what is bad in its place."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.ingest.article import Given
from dateline.ingest.fetch import Fetcher
from dateline.ingest.sources import Beside, Found, gather
from dateline.records.article import Article
from dateline.records.page import Page

from .site import Site, article, body, fetcher_of, redirect, serve, status
from .test_warc import record

TODAY = date(2024, 5, 2)
ENGLISH = "The police said on Monday that four people had been killed in the market."
FRENCH = "Quatre personnes ont été tuées lundi dans une attaque au nord du Mali."


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as one:
        one.routes["/robots.txt"] = status(404)
        yield one


def take(
    *sources: object,
    fetcher: Fetcher | None = None,
    given: Given | None = None,
    beside: Beside | None = None,
) -> list[Found]:
    names = [str(one) for one in sources]
    return list(
        gather(
            names, given or Given(), fetcher=fetcher, today=TODAY, max_chars=100_000, beside=beside
        )
    )


def told(found: list[Found]) -> list[str]:
    lines = []
    for one in found:
        if isinstance(one, InputError):
            lines.append(f"! {one}")
        elif isinstance(one, Page):
            lines.append(f"{one.kind}: {one.article.title}")
        else:
            lines.append(one.text)
    return lines


def write(folder: Path, name: str, data: str | bytes) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    raw = data.encode() if isinstance(data, str) else data
    file.write_bytes(gzip.compress(raw) if name.endswith(".gz") and ".warc" not in name else raw)
    return file


FILES: dict[str, str | bytes] = {
    "a.txt": ENGLISH,
    "b.jsonl": json.dumps({"text": ENGLISH}) + "\n",
    "c.csv": f"text\n{ENGLISH}\n",
    "d.tsv": f"title\ttext\nT\t{ENGLISH}\n",
    "e.html": article(title="From a file"),
    "f/g.HTM": article(title="From a folder"),
    "h.warc": record(1),
    "i.warc.gz": gzip.compress(record(2)),
    "j.jsonl.gz": json.dumps({"text": ENGLISH}) + "\n",
    "k.html.gz": article(title="From a packed file"),
    "l.csv.gz": f"text\n{ENGLISH}\n",
    "m.txt.gz": ENGLISH,
}


def test_a_folder_of_everything(tmp_path: Path) -> None:
    for name, data in FILES.items():
        write(tmp_path, name, data)
    write(tmp_path, ".hidden.txt", "no")
    write(tmp_path, "notes.md", "no")
    write(tmp_path, ".git/x.txt", "no")
    found = take(tmp_path)
    assert told(found) == [
        ENGLISH, ENGLISH, ENGLISH, ENGLISH, "page: From a file",
        "page: Report number 1", "page: Report number 2", ENGLISH, "page: From a packed file",
        ENGLISH, ENGLISH, "page: From a folder",
    ]  # fmt: skip
    articles = [one.article if isinstance(one, Page) else one for one in found]
    assert {one.language for one in articles if isinstance(one, Article)} == {"en"}
    assert told(take(tmp_path)) == told(found)


@pytest.mark.parametrize("name", ["a.txt", "b.jsonl", "c.csv", "d", "e.txt.gz"])
def test_what_is_not_english_is_marked(tmp_path: Path, name: str) -> None:
    data = {"b.jsonl": json.dumps({"text": FRENCH}), "c.csv": f"text\n{FRENCH}"}.get(name, FRENCH)
    (found,) = take(write(tmp_path, name, data))
    assert isinstance(found, Article)
    assert found.language == "fr"


def test_a_language_that_is_said_stands(tmp_path: Path) -> None:
    file = write(tmp_path, "a.jsonl", json.dumps({"text": FRENCH, "language": "en"}))
    for found in (*take(file), *take(write(tmp_path, "b.txt", FRENCH), given=Given(language="en"))):
        assert isinstance(found, Article)
        assert found.language == "en"


def test_standard_input() -> None:
    for data in (ENGLISH.encode(), json.dumps({"text": ENGLISH}).encode()):
        (found,) = take("-", beside=Beside(stdin=io.BytesIO(data)))
        assert isinstance(found, Article)
        assert (found.text, found.language) == (ENGLISH, "en")


def test_files_without_a_suffix_go_by_their_beginning(tmp_path: Path) -> None:
    names = [
        write(tmp_path, "page", article(title="A page")),
        write(tmp_path, "page2", "\ufeff<!-- saved --><HTML><body>" + article(title="Another")),
        write(tmp_path, "archive", record(1)),
        write(tmp_path, "feed", "<?xml version='1.0'?><rss><channel></channel></rss>"),
        write(tmp_path, "text", ENGLISH),
    ]
    assert told(take(*names)) == [
        "page: A page", "page: Another", "page: Report number 1", ENGLISH,
    ]  # fmt: skip


def test_files_that_are_bad(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    broken = tmp_path / "x.jsonl.gz"
    broken.write_bytes(gzip.compress(json.dumps({"text": ENGLISH}).encode() * 99)[:-20])
    no_gzip = tmp_path / "y.txt.gz"
    no_gzip.write_bytes(b"not packed")
    short = write(tmp_path, "z.html", "<html><p>short</p>")
    xml = write(tmp_path, "w.xml", "<note><p>short</p></note>")
    found = told(take(tmp_path / "none.txt", empty, "nul\0", broken, no_gzip, short, xml, "-"))
    assert found == [
        f"! {tmp_path}/none.txt: no such file",
        f"! {empty}: no file in this folder that can be read",
        "! 'nul\\x00': not a file name",
        f"! {broken}: the compressed file is damaged",
        f"! {no_gzip}: the compressed file is damaged",
        f"! {short}: no article was found in the page",
        f"! {xml}: no article was found in the page",
        "! standard input: there is none",
    ]


def test_the_user_s_columns(tmp_path: Path) -> None:
    table = write(tmp_path, "a.csv", f"Words\n{ENGLISH}\n")
    lines = write(tmp_path, "b.jsonl", json.dumps({"Words": ENGLISH}))
    beside = Beside(columns={"text": "Words"})
    assert told(take(table, lines, beside=beside)) == [ENGLISH, ENGLISH]


def test_a_page_by_its_url(site: Site) -> None:
    site.routes["/old"] = redirect("/market")
    site.routes["/market"] = body(article(title="Market"))
    with fetcher_of() as fetcher:
        (page,) = take(site.url("/old"), fetcher=fetcher)
    assert isinstance(page, Page)
    assert (page.article.title, page.url) == ("Market", site.url("/market"))
    assert page.article.source is not None
    assert page.article.source.name == "news.example"
    assert str(page.fetched_at) == "2024-05-02 12:00:00+00:00"


def test_a_page_of_plain_text(site: Site) -> None:
    site.routes["/text"] = body(FRENCH.encode("latin-1"), "text/plain; charset=latin-1")
    with fetcher_of() as fetcher:
        (page,) = take(site.url("/text"), fetcher=fetcher)
    assert isinstance(page, Page)
    assert (page.article.text, page.language, page.source) == (FRENCH, "fr", FRENCH)


def test_a_page_with_broken_characters(site: Site) -> None:
    data = article(title="Caf\xe9").encode("latin-1", "replace")
    site.routes["/market"] = body(data, "text/html; charset=utf-8")
    with fetcher_of() as fetcher:
        (page,) = take(site.url("/market"), fetcher=fetcher)
    assert isinstance(page, Page)
    assert page.article.title == "Caf�"
    assert page.notes == ("2 characters are not valid utf-8 and stand as �",)


def test_urls_that_are_not_fetched(site: Site) -> None:
    with fetcher_of() as fetcher:
        found = told(
            take("ftp://x.example/a", "file:///etc/passwd", site.url("/none"), fetcher=fetcher)
        )
    assert found == [
        "! ftp://x.example/a: only http and https URLs are fetched",
        "! file:///etc/passwd: only http and https URLs are fetched",
        f"! {site.url('/none')}: the server answered 404 Not Found",
    ]
    assert told(take("https://x.example/")) == ["! https://x.example/: fetching is switched off"]


def feed_of(*items: str) -> str:
    return f"<rss version='2.0'><channel><title>F</title>{''.join(items)}</channel></rss>"


def item(number: int, more: str = "") -> str:
    return f"<item><title>Item {number}</title><link>/{number}</link>{more}</item>"


def test_a_feed(site: Site) -> None:
    day = "<pubDate>Wed, 01 May 2024 10:00:00 GMT</pubDate>"
    future = "<pubDate>Wed, 01 May 2030 10:00:00 GMT</pubDate>"
    teaser = f"<description>&lt;p&gt;{ENGLISH}&lt;/p&gt;</description>"
    site.routes["/feed"] = body(
        feed_of(
            item(1, day), item(2, teaser + day), item(3), item(1), item(4, future),
            "<item><title>Nothing</title></item>",
        ),
        "application/rss+xml",
    )  # fmt: skip
    site.routes["/1"] = body(article(title="Page 1"))
    site.routes["/4"] = body(article(title="Page 4"))
    with fetcher_of() as fetcher:
        found = take(site.url("/feed"), fetcher=fetcher)
    assert told(found) == [
        f"! {site.url('/feed')}: an item was dropped (Nothing): it has neither page nor text",
        "page: Page 1",
        f"! {site.url('/2')}: the server answered 404 Not Found",
        "summary: Item 2",
        f"! {site.url('/3')}: the server answered 404 Not Found",
        "page: Page 4",
    ]
    page, summary, last = found[1], found[3], found[5]
    assert isinstance(page, Page)
    assert page.article.published == date(2024, 5, 1), "from the feed: the page does not say it"
    assert isinstance(summary, Page)
    assert summary.article.text == ENGLISH
    assert summary.article.published == date(2024, 5, 1)
    assert summary.notes[0].startswith("only the feed's summary: ")
    assert isinstance(last, Page)
    assert last.article.published is None
    assert any("is in the future" in note for note in last.notes)
    assert site.paths().count("/1") == 1


def test_a_feed_in_a_file_without_fetching(tmp_path: Path) -> None:
    feed = feed_of("<item><link>https://x.example/1</link><description>Words.</description></item>")
    found = take(write(tmp_path, "feed.xml", feed))
    assert told(found) == ["! https://x.example/1: fetching is switched off", "summary: None"]


def test_a_feed_leads_nowhere_inside(site: Site) -> None:
    links = ["http://127.0.0.2/", "http://10.0.0.1/", "http://[::1]/", "file:///etc/passwd"]
    items = [f"<item><title>T</title><link>{link}</link></item>" for link in links]
    site.routes["/feed"] = body(feed_of(*items), "text/xml")
    resolver = lambda host, port: ("127.0.0.1",) if "example" in host else (host,)  # noqa: E731
    with fetcher_of(resolver=resolver) as fetcher:
        found = told(take(site.url("/feed"), fetcher=fetcher))
    assert len(found) == 4
    assert all(line.startswith("! ") for line in found)
    assert site.paths() == ["/feed"]


def test_a_feed_with_entities(site: Site) -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + feed_of(item(1))
    site.routes["/feed"] = body(bomb, "application/xml")
    with fetcher_of() as fetcher:
        assert told(take(site.url("/feed"), fetcher=fetcher)) == [
            f"! {site.url('/feed')}: the feed declares XML entities, which are not read"
        ]
