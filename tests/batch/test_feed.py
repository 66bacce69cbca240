"""The input of a run: lines about bad input in order, and how far the run has come."""

from __future__ import annotations

from dateline.batch.feed import Done, Feed
from dateline.errors import InputError
from dateline.records.article import Article
from dateline.records.event import CodedArticle, Failure

from .fake_coder import RUN, an_article


def items(pattern: str) -> list[Article | InputError]:
    """An article for each ``a``, something unreadable for each ``-``."""
    return [
        an_article(n) if letter == "a" else InputError(f"line {n}")
        for n, letter in enumerate(pattern)
    ]


def coded(article: Article, *failures: Failure) -> CodedArticle:
    return CodedArticle(article, RUN, (), failures=failures)


def run(feed: Feed, *, ahead: int) -> list[Done]:
    """Read ``ahead`` articles before the first of them is coded and written."""
    found, waiting, done = feed.articles(), [], []
    for article in found:
        waiting.append(article)
        if len(waiting) > ahead:
            feed.coded()
            done.append(feed.written(coded(waiting.pop(0))))
    for article in waiting:
        feed.coded()
        done.append(feed.written(coded(article)))
    return [*done, feed.finish()]


def test_how_far_ahead_is_read_does_not_show() -> None:
    told: list[list[str]] = []
    done = []
    for ahead in (0, 1, 5, 100):
        told.append([])
        done.append(run(Feed(items("-a--aa-aaaa---a--"), told[-1].append), ahead=ahead))
    assert all(one == told[0] for one in told)
    assert all(one == done[0] for one in done)
    assert told[0] == [f"line {n}" for n in (0, 2, 3, 6, 11, 12, 13, 15, 16)]
    assert [(d.items, d.articles, d.unreadable) for d in done[0]] == [
        (2, 1, 1), (5, 2, 3), (6, 3, 3), (8, 4, 4), (9, 5, 4), (10, 6, 4), (11, 7, 4), (15, 8, 7),
        (17, 8, 9),
    ]  # fmt: skip


def test_lines_stand_before_the_article_after_them() -> None:
    told: list[str] = []
    feed = Feed(items("aa-a"), told.append)
    articles = list(feed.articles())
    for article, lines in zip(articles, (0, 0, 1), strict=True):
        feed.coded()
        assert len(told) == lines
        feed.written(coded(article))


def test_a_great_many_bad_lines_do_not_pile_up() -> None:
    told: list[str] = []
    feed = Feed(items("a" + "-" * 2500 + "a"), told.append)
    assert len(list(feed.articles())) == 2
    assert len(told) == 2000
    feed.coded()
    feed.written(coded(an_article(0)))
    feed.coded()
    assert told == [f"line {n}" for n in range(1, 2501)]


def test_failures_are_counted() -> None:
    feed = Feed(items("aa"), print)
    first, second = feed.articles()
    feed.coded()
    assert feed.written(coded(first, Failure("code", "no"), Failure("code", "no"))).failed == 1
    feed.coded()
    assert feed.written(coded(second)).failed == 1


def test_going_on() -> None:
    pattern = "-a--aa-aaaa---a--"
    whole = run(Feed(items(pattern), lambda line: None), ahead=3)
    for done in whole:
        told: list[str] = []
        feed = Feed(items(pattern), told.append)
        assert feed.skip(done)
        assert feed.done == done
        rest = run(feed, ahead=3)
        assert rest[-1] == whole[-1]
        assert told == [f"line {n}" for n, c in enumerate(pattern) if c == "-" and n >= done.items]


def test_another_input_is_noticed() -> None:
    done = run(Feed(items("aa-aa"), lambda line: None), ahead=0)[2]
    others = [items("aaa"), items("aaaaa"), items("a-aaa"), items("aa-"), []]
    changed = items("aa-aa")
    changed[0] = an_article(0, "Other words.")
    for other in (*others, changed):
        assert not Feed(other, lambda line: None).skip(done)
    longer = items("aa-aaaaaa")
    assert Feed(longer, lambda line: None).skip(done)
