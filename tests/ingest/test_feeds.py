"""RSS and Atom: what is taken, what is dropped with a note, and what is refused."""

from __future__ import annotations

import socket
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.ingest.charset import Decoded, decode_page
from dateline.ingest.feeds import MAX_ITEMS, Feed, FeedItem, is_feed, read_feed

TODAY = date(2024, 5, 2)
URL = "https://news.example/feeds/rss.xml"


def rss(*items: str, head: str = "<title>Example</title><language>en-GB</language>") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"{head}{''.join(items)}</channel></rss>"
    )


def item(body: str) -> str:
    return f"<item>{body}</item>"


def read(text: str, url: str | None = URL) -> Feed:
    return read_feed(Decoded(text, "utf-8"), url=url, today=TODAY)


def only(text: str) -> FeedItem:
    (one,) = read(text).items
    return one


def test_rss() -> None:
    feed = read(
        rss(
            item(
                "<title>A &amp;amp; B</title><link>https://news.example/1</link><guid>urn:g-1</guid>"
                "<pubDate>Wed, 01 May 2024 23:30:00 -0400</pubDate>"
                "<description>&lt;p&gt;Four &lt;b&gt;dead&lt;/b&gt;.&lt;/p&gt;&lt;script&gt;x"
                "&lt;/script&gt;</description>"
            )
        )
    )
    assert feed.title == "Example"
    assert feed.notes == ()
    assert feed.items == (
        FeedItem(
            url="https://news.example/1",
            id="urn:g-1",
            title="A & B",
            published=date(2024, 5, 1),
            summary="Four dead.",
            language="en",
        ),
    )


def test_atom() -> None:
    entry = only(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>T</title><entry>'
        '<title type="html">X &lt;b&gt;y&lt;/b&gt;</title><link href="../a/b"/><id>urn:1</id>'
        "<published>2024-05-01T10:00:00Z</published><updated>2024-05-02T10:00:00Z</updated>"
        '<summary>Short.</summary><content type="html">&lt;p&gt;Longer text.&lt;/p&gt;</content>'
        "</entry></feed>"
    )
    assert (entry.url, entry.id) == ("https://news.example/a/b", "urn:1")
    assert (entry.title, entry.summary) == ("X y", "Longer text.")
    assert (entry.published, entry.language) == (date(2024, 5, 1), "fr")


def test_a_change_is_no_publication() -> None:
    entry = only(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/a"/>'
        "<updated>2024-05-01T10:00:00Z</updated></entry></feed>"
    )
    assert entry.published is None


def test_rss_1() -> None:
    entry = only(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<item rdf:about="https://news.example/1"><title>x</title>'
        "<link>https://news.example/1</link><dc:date>2024-05-01</dc:date></item></rdf:RDF>"
    )
    assert entry.published == date(2024, 5, 1)


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("/world/1", "https://news.example/world/1"),
        ("2.html", "https://news.example/feeds/2.html"),
        ("//other.example/3", "https://other.example/3"),
        ("?id=4", "https://news.example/feeds/rss.xml?id=4"),
        ("https://a.example/5#part", "https://a.example/5"),
    ],
)
def test_links(link: str, url: str) -> None:
    assert only(rss(item(f"<link>{link}</link>"))).url == url


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "ftp://x.example/", "mailto:a@b.example"]
)
def test_links_that_lead_to_no_page(link: str) -> None:
    feed = read(rss(item(f"<title>T</title><link>{link}</link>"), item("<link>/1</link>")))
    assert [one.url for one in feed.items] == ["https://news.example/1"]
    (note,) = feed.notes
    assert note.startswith("an item was dropped (T): ")
    kept = only(rss(item(f"<link>{link}</link><description>Words.</description>")))
    assert (kept.url, kept.summary) == (None, "Words.")


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("Fri, 03 May 2024 10:00:00 GMT", "is in the future"),
        ("Mon, 24 Aug 2099 10:00:00 GMT", "is in the future"),
        ("Mon, 31 Feb 2020 10:00:00 GMT", "is not a date that can be read"),
        ("sometime last week", "is not a date that can be read"),
        ("Thu, 01 Jan 1801 10:00:00 GMT", "is before 1900"),
    ],
)
def test_wrong_dates(written: str, reason: str) -> None:
    one = only(rss(item(f"<link>/1</link><pubDate>{written}</pubDate>")))
    assert one.published is None
    (note,) = one.notes
    assert note.startswith("the feed's publication date not taken: ")
    assert note.endswith(reason)


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss SYSTEM "http://evil.example/x.dtd" [ ]>',
        "<!doctype rss [<!ELEMENT rss ANY>]>",
        '<!-- <!DOCTYPE rss> --><!DOCTYPE rss\n[\n<!ENTITY % p "x">]>',
    ],
)
def test_entities_are_refused(head: str) -> None:
    feed = head + rss(item("<title>&a;&b;&x;</title><link>/1</link>")).partition("?>")[2]
    with pytest.raises(InputError, match="the feed declares XML entities, which are not read"):
        read(feed)
    with pytest.raises(InputError, match="declares XML entities"):
        read_feed(decode_page(feed.encode("utf-16")), url=URL, today=TODAY)


def test_a_document_type_without_entities() -> None:
    head = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://evil.example/rss.dtd">'
    assert only(head + rss(item("<link>/1</link>")).partition("?>")[2]).url


def test_nothing_is_fetched_or_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something was opened")

    text = rss(item("<link>/1</link>"), head='<xi:include href="file:///etc/passwd"/>')
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr("builtins.open", refuse)
    assert len(read(text).items) == 1
    for name in ("https://news.example/rss", "/etc/passwd", "feed:x"):
        with pytest.raises(InputError, match="this is no RSS or Atom feed"):
            read(name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<rss version='2.0'>", True),
        ("\n <?xml version='1.0'?>\n<!-- made by x -->\n<rss>", True),
        ("<feed xmlns='http://www.w3.org/2005/Atom'>", True),
        ("<atom:feed xmlns:atom='x'>", True),
        ("<rdf:RDF xmlns:rdf='x'>", True),
        ("<!DOCTYPE html><html><rss>", False),
        ("<html>", False),
        ("<rssx>", False),
        ("rss", False),
        ("", False),
    ],
)
def test_is_feed(text: str, expected: bool) -> None:
    assert is_feed(text) is expected


def test_feeds_that_are_not_well_formed() -> None:
    feed = read(rss(item("<title>A & B</title><link>/1</link>"), item("<link>/2</link><b>")))
    assert [one.url for one in feed.items] == ["https://news.example/1", "https://news.example/2"]


def test_a_feed_in_another_encoding() -> None:
    text = rss(item("<title>Café “x”</title><link>/1</link>")).replace("utf-8", "windows-1252")
    for body in (text.encode("cp1252"), text.encode("utf-16"), text.encode()):
        assert read_feed(decode_page(body), url=URL, today=TODAY).items[0].title == "Café “x”"


def test_limits() -> None:
    many = rss(*(item(f"<link>/{number}</link>") for number in range(MAX_ITEMS + 1)))
    feed = read(many)
    assert len(feed.items) == MAX_ITEMS
    assert feed.notes == ("the feed has more than 1,000 items; the rest was not read",)
    with pytest.raises(InputError, match="the feed has more than 5,000,000 characters"):
        read(rss() + " " * 5_000_000)
    with pytest.raises(InputError, match="a tag has 50,000 attributes"):
        read(rss(item("<style><a " + 'a="1" ' * 50_000 + "/></style>")))


@pytest.mark.parametrize(
    "piece", ["<item>", "<rss>", "&lt;div&gt;", "<![CDATA[", "&", "<", "&#60;"]
)
def test_feeds_made_to_take_time(piece: str) -> None:
    started = time.perf_counter()
    read(rss("<item><description>" + piece * (40_000 // len(piece))))
    assert time.perf_counter() - started < 5


@settings(deadline=None, derandomize=True, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            ["<item>", "</item>", "<title>", "</title>", "<link>", "</link>", "/1", "http://[", "&",
             "<pubDate>", "2024-05-01", "\0", "]]>", "<![CDATA[", "é", "<guid>", "<!--", "&#0;"]
        ),
        max_size=30,
    )
)  # fmt: skip
def test_any_feed(parts: list[str]) -> None:
    for one in read(rss("".join(parts))).items:
        assert one.id
        assert one.url is None or one.url.startswith("http")
