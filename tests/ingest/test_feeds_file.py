"""feeds.toml: what may stand in it, and where it is wrong."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.ingest.feeds_file import EVERY, FeedSource, load_feeds, parse_feeds


def test_feeds() -> None:
    text = """# Feeds of the desk
[[feed]]
url = "https://news.example/rss.xml#top"
name = "Example"
every = "6h"
outlet = "Example News"

[[ feed ]]   # the second
url = 'https://other.example:443/'
"""
    assert parse_feeds(text, "feeds.toml") == (
        FeedSource("https://news.example/rss.xml", "Example", timedelta(hours=6), "Example News"),
        FeedSource("https://other.example/", "https://other.example/", EVERY, None),
    )


ONE = '[[feed]]\nurl = "https://a.example/"\n'


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", None, "there is no [[feed]] in it"),
        ("feed = 5", None, "feeds are written in [[feed]], each with its url"),
        ("[feed]\nurl = 'x'", None, "feeds are written in [[feed]], each with its url"),
        ("feeds = []", None, "there is nothing called 'feeds'; feeds are in [[feed]]"),
        ("[[feed]]\nurl = ", 2, "Invalid value"),
        ("[[feed]]\nurl = 'x\n", 2, "Expected"),
        ("[[feed]]\nurl = 'x'\nurl = 'y'", 3, "Cannot overwrite a value"),
        (ONE + '[[feed]]\nname = "x"', 3, "the feed has no 'url'"),
        (ONE + "\n\n[[feed]]\n\nurl = 5", 7, "'url' is not a string with something in it"),
        (ONE + 'name = ""', 3, "'name' is not a string with something in it"),
        (ONE + "colour = 'red'", 3, "there is no key 'colour'; keys are url, name, every, outlet"),
        (ONE + "every = '15'", 3, "'every' is written as 30s, 15m, 6h or 1d, not '15'"),
        (ONE + "every = '1 month'", 3, "'every' is written as"),
        (ONE + "every = '5s'", 3, "'every' is from 1m to 30d, not '5s'"),
        (ONE + "every = '999999d'", 3, "'every' is from 1m to 30d"),
        ("[[feed]]\nurl = 'ftp://a.example/'", 2, "ftp://a.example/: only http and https URLs"),
        ("[[feed]]\nurl = 'news'", 2, "news: only http and https URLs are fetched"),
        (ONE + ONE, 4, "https://a.example/ is in the file twice"),
        ("feed = [{url = 'https://a.example/', x = 1}]", 1, "there is no key 'x'"),
    ],
)
def test_what_is_wrong(text: str, line: int | None, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_feeds(text, "feeds.toml")
    where = "feeds.toml: " if line is None else f"feeds.toml:{line}: "
    assert str(caught.value).startswith(where + reason)
    assert "\n" not in str(caught.value)


def test_files(tmp_path: Path) -> None:
    file = tmp_path / "feeds.toml"
    with pytest.raises(InputError, match="No such file"):
        load_feeds(file)
    file.write_bytes(b"[[feed]]\n# caf\xe9")
    with pytest.raises(InputError, match=r"feeds\.toml:2: not valid UTF-8"):
        load_feeds(file)
    file.write_text(ONE, encoding="utf-8")
    assert load_feeds(file)[0].url == "https://a.example/"
