"""Audit: samples are drawn, what they say is shown, whole articles are read for missed events."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dateline.records.decision import AuditSample, Review
from dateline.review.intervals import Interval
from dateline.store import Store
from dateline.web.pages.audit_chart import Dot, dot_chart, told

from .conftest import Client

NOON = datetime(2024, 4, 2, 12, tzinfo=UTC)
DRAW = {"name": "Spring", "size": "12", "seed": "7", "strata": "type", "minimum": "0"}


def draw(client: Client, **fields: str) -> AuditSample:
    answer = client.submit("/audit/draw", **(DRAW | fields))  # type: ignore[arg-type]
    assert answer.status_code == 303, answer.text[:2000]
    return sample_of(client, answer.headers["location"])


def draw_articles(client: Client, **fields: str) -> AuditSample:
    given = {"name": "Whole", "size": "4", "seed": "7"} | fields
    answer = client.submit("/audit/draw-articles", **given)  # type: ignore[arg-type]
    assert answer.status_code == 303
    return sample_of(client, answer.headers["location"])


def sample_of(client: Client, address: str) -> AuditSample:
    found = client.store.audit_sample(address.rpartition("/")[2])
    assert found is not None
    return found


def judge(store: Store, sample: AuditSample, *, who: str = "ana", every: int = 3) -> int:
    """Review all of it; each third report is rejected. How many were."""
    rejected = 0
    for number, item in enumerate(sample.items):
        bad = number % every == 0
        rejected += bad
        verdict: Any = "rejected" if bad else "accepted"
        fields = (("place", "wrong"),) if number % every == 1 else ()
        at = NOON + timedelta(minutes=number)
        store.add_review(
            Review(item.report, verdict, who, at, f"sample:{sample.id}", fields=fields)
        )
    return rejected


# -- drawing -----------------------------------------------------------------------------------


def test_nothing_drawn_yet(client: Client) -> None:
    page = client.get("/audit").text
    assert "No sample was drawn yet" in page
    assert "never enters" in page
    assert client.get("/audit.json").json() == {"samples": []}


def test_a_sample_is_drawn(client: Client) -> None:
    sample = draw(client)
    assert (sample.name, sample.seed, len(sample.items)) == ("Spring", 7, 12)
    assert len(sample.strata) > 3
    (listed,) = client.get("/audit.json").json()["samples"]
    assert (listed["id"], listed["drawn"], listed["done"], listed["of"]) == (
        sample.id, 12, 0, "reports",
    )  # fmt: skip
    assert f'href="/review/work?queue=sample%3A{sample.id}"' in client.get("/audit").text
    assert client.get(f"/review/work?queue=sample%3A{sample.id}").status_code == 200
    page = client.get(f"/audit/{sample.id}").text
    assert "Nothing of it is reviewed yet" in page
    assert ("sample drawn", sample.id) in [(act.what, act.on) for _, act in client.store.acts()]
    assert client.get("/audit.csv").text.count("\r\n") == 2


def test_the_same_seed_draws_the_same(client: Client) -> None:
    assert draw(client).items == draw(client, name="Again").items
    assert draw(client).items != draw(client, name="Other", seed="8").items


@pytest.mark.parametrize(
    ("fields", "query"),
    [
        ({"country": "Iraq"}, "country=IRQ"),
        ({"query": "outlet=Dawn"}, "outlet=Dawn"),
        ({"outlet": "Dawn", "since": "2020", "query": "factuality=asserted"}, "outlet=Dawn"),
    ],
)
def test_a_filter(client: Client, fields: dict[str, str], query: str) -> None:
    sample = draw(client, strata="none", size="3", **fields)
    assert query in sample.query
    for item in sample.items:
        stored = client.store.report(item.report)
        assert stored is not None
        assert stored.article.source is not None


@pytest.mark.parametrize(
    ("fields", "status", "why"),
    [
        ({"country": "Atlantis"}, 400, "country"),
        ({"query": "nonsense=1"}, 400, "is no filter"),
        ({"text": "xylophonist"}, 400, "nothing to draw"),
        ({"size": "2", "minimum": "2"}, 400, "is too few for"),
        ({"size": "0"}, 422, "size"),
        ({"strata": "moon"}, 422, "strata"),
        ({"seed": "x"}, 422, "seed"),
    ],
)
def test_what_cannot_be_drawn(
    client: Client, fields: dict[str, str], status: int, why: str
) -> None:
    answer = client.submit("/audit/draw", **(DRAW | fields))  # type: ignore[arg-type]
    assert answer.status_code == status
    assert why in answer.text
    assert client.get("/audit.json").json() == {"samples": []}


def test_filters_of_the_address_fill_the_form(client: Client) -> None:
    page = client.get("/audit?country=IRQ&factuality=asserted&outlet=Dawn").text
    assert 'name="country" type="text" value="IRQ"' in page
    assert 'name="query" type="text" value="factuality=asserted"' in page
    assert client.get("/audit?nonsense=1").status_code == 400


# -- results -----------------------------------------------------------------------------------


def test_precision_with_intervals(client: Client) -> None:
    sample = draw(client, strata="none")
    rejected = judge(client.store, sample)
    found = client.get(f"/audit/{sample.id}.json").json()
    report = next(one for one in found["figures"] if one["measure"] == "report")
    assert (report["counted"], report["right"]) == (12, 12 - rejected)
    assert report["share"] == pytest.approx(8 / 12)
    assert report["interval"]["low"] < 8 / 12 < report["interval"]["high"]
    page = client.get(f"/audit/{sample.id}").text
    for words in ("66.7%", 'id="by-field"', 'id="by-type"', "never enters", "Markdown report"):
        assert words in page
    rows = list(csv.DictReader(io.StringIO(client.get(f"/audit/{sample.id}.csv").text)))
    first = next(row for row in rows if row["measure"] == "report" and not row["event_type"])
    assert (first["right"], first["counted"], first["method"]) == ("8", "12", "bootstrap")
    report_text = client.get(f"/audit/{sample.id}.md")
    assert report_text.text.startswith("# Audit: Spring\n")
    assert "text/markdown" in report_text.headers["content-type"]
    assert "attachment" in report_text.headers["content-disposition"]


def test_strata_stand_apart(client: Client) -> None:
    sample = draw(client, strata="outlet", minimum="1")
    judge(client.store, sample)
    page = client.get(f"/audit/{sample.id}").text
    for stratum in sample.strata:
        assert stratum.name in page
    found = client.get(f"/audit/{sample.id}.json").json()
    assert len(found["figures"][0]["strata"]) == len(sample.strata)


def test_other_queues_never_enter(client: Client) -> None:
    sample = draw(client, strata="none")
    key = sample.items[0].report
    client.store.add_review(Review(key, "rejected", "ana", NOON, "doubt"))
    found = client.get(f"/audit/{sample.id}.json").json()
    assert (found["reviewed"], found["left_out"]) == (0, 1)
    client.store.add_review(Review(key, "accepted", "ana", NOON, f"sample:{sample.id}"))
    found = client.get(f"/audit/{sample.id}.json").json()  # not what was kept
    assert (found["reviewed"], found["left_out"]) == (1, 1)
    assert "1 review of the same reports came from other queues and is left out" in re.sub(
        r"\s+", " ", client.get(f"/audit/{sample.id}").text
    )


def test_two_reviewers(client: Client) -> None:
    sample = draw(client, strata="none")
    judge(client.store, sample)
    judge(client.store, sample, who="<b>bob</b>", every=4)
    page = client.get(f"/audit/{sample.id}").text
    assert "Agreement of &lt;b&gt;bob&lt;/b&gt; and ana" in page
    assert "<b>bob" not in page
    assert "to settle" in page
    shares = []
    for rule in ("wrong", "left out", "right"):
        found = client.get(f"/audit/{sample.id}.json", params={"conflicts": rule}).json()
        shares.append(found["figures"][0]["share"])
    assert shares == sorted(shares)
    assert shares[0] < shares[2]
    assert found["agreement"][0]["measures"][0]["agreement"]["items"] == 12
    assert client.get(f"/audit/{sample.id}?conflicts=odd").status_code == 422


@pytest.mark.parametrize("form", ["", ".json", ".csv", ".md", "/articles/x", "/articles/x.json"])
def test_unknown_samples(client: Client, form: str) -> None:
    assert client.get(f"/audit/nothing{form}").status_code == 404


def test_names_are_never_markup(client: Client) -> None:
    sample = draw(client, name="<script>alert(1)</script> [x](y)", strata="none")
    judge(client.store, sample)
    for address in ("/audit", f"/audit/{sample.id}"):
        assert "<script>alert" not in client.get(address).text
    assert "\\<script\\>" in client.get(f"/audit/{sample.id}.md").text


# -- whole articles ----------------------------------------------------------------------------


def test_an_article_is_read(client: Client) -> None:
    sample = draw_articles(client)
    assert client.get(f"/audit/{sample.id}.md").status_code == 404
    address = f"/audit/{sample.id}/articles/{sample.items[0].report}"
    assert address in client.get(f"/audit/{sample.id}").text
    before = client.get(f"{address}.json").json()
    words = " ".join(before["text"].split()[:4])
    added = client.submit(address, act="add", words=words, type="arrest", note="told first")
    assert (added.status_code, added.headers["location"]) == (303, address)
    page = client.get(address).text
    assert "told first" in page
    assert "Remove<span" in page
    (event,) = client.get(f"{address}.json").json()["missed"]
    assert event["quote"]["start"] == 0 or event["quote"]["field"] == "title"
    assert client.get(f"{address}.csv").text.count("\r\n") == 2
    assert client.get(f"/audit/{sample.id}.json").json()["read"] == 0
    done = client.submit(address, act="complete")
    assert done.headers["location"].startswith(f"/audit/{sample.id}/articles/")
    told = client.get(f"/audit/{sample.id}.json").json()
    assert (told["read"], told["missed"], told["missed_types"]) == (1, 1, {"arrest": 1})
    assert told["share"] < 1
    client.submit(address, act="remove", number="1")
    assert client.get(f"/audit/{sample.id}.json").json()["missed"] == 0
    client.submit(address, act="open")
    assert client.get(f"/audit/{sample.id}.json").json()["read"] == 0
    acts = [act.detail for _, act in client.store.acts() if act.what == "article read"]
    assert acts[::-1] == ["add, 1 missed", "complete, 1 missed", "remove, 0 missed",
                          "open, 0 missed"]  # fmt: skip


def test_the_last_article_leads_back(client: Client) -> None:
    sample = draw_articles(client, size="2")
    for number, item in enumerate(sample.items):
        answer = client.submit(f"/audit/{sample.id}/articles/{item.report}", act="complete")
        onward = answer.headers["location"]
        assert onward.endswith(sample.items[1].report) == (number == 0)
    assert onward == f"/audit/{sample.id}"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"act": "add", "words": "words that stand nowhere"}, 400),
        ({"act": "add", "words": " "}, 400),
        ({"act": "add", "words": "the", "type": "moon_landing"}, 400),
        ({"act": "add", "words": "the", "near": "-1"}, 400),
        ({"act": "remove", "number": "1"}, 400),
        ({"act": "shout"}, 422),
    ],
)
def test_what_cannot_be_missed(client: Client, fields: dict[str, str], status: int) -> None:
    sample = draw_articles(client)
    address = f"/audit/{sample.id}/articles/{sample.items[0].report}"
    assert client.submit(address, **fields).status_code == status  # type: ignore[arg-type]
    assert client.store.article_reviews() == ()


def test_missed_events_stand_in_the_audit(client: Client) -> None:
    sample, whole = draw(client, strata="none"), draw_articles(client)
    judge(client.store, sample)
    assert client.get(f"/audit/{sample.id}.json").json()["missed"] is None
    client.submit(f"/audit/{whole.id}/articles/{whole.items[0].report}", act="complete")
    found = client.get(f"/audit/{sample.id}.json").json()["missed"]
    assert (found["sample"], found["articles"]) == (whole.id, 1)
    assert "Missed events" in client.get(f"/audit/{sample.id}").text
    assert "## Missed events" in client.get(f"/audit/{sample.id}.md").text
    without = client.get(f"/audit/{sample.id}.json?articles=none").json()
    assert without["missed"] is None
    assert client.get(f"/audit/{sample.id}?articles={sample.id}").status_code == 400


def test_articles_are_of_their_sample(client: Client) -> None:
    sample, whole = draw(client, strata="none"), draw_articles(client, size="1")
    inside = whole.items[0].report
    other = next(one.hash for one in client.store.articles() if one.hash != inside)
    assert client.get(f"/audit/{whole.id}/articles/{other}").status_code == 404
    assert client.get(f"/audit/{sample.id}/articles/{inside}").status_code == 404


def test_who_may(crowd: Callable[[str | None], Client]) -> None:
    reviewer, reader = crowd("reviewer"), crowd("reader")
    sample = draw(reviewer, strata="none")
    whole = draw_articles(reviewer)
    assert sample.by == "reviewer"
    for address in ("/audit", f"/audit/{sample.id}", f"/audit/{sample.id}.md",
                    f"/audit/{whole.id}"):  # fmt: skip
        answer = reader.get(address)
        assert answer.status_code == 200
        assert "Draw reports" not in answer.text
    reading = f"/audit/{whole.id}/articles/{whole.items[0].report}"
    assert reader.get(reading).status_code == 403
    assert reader.submit(reading, act="complete").status_code == 403
    assert reader.submit("/audit/draw", **DRAW).status_code == 403  # type: ignore[arg-type]
    assert reviewer.post("/audit/draw", data=DRAW).status_code == 403  # no token


# -- the chart ---------------------------------------------------------------------------------


def test_the_chart() -> None:
    dots = [
        Dot("place", 0.9, Interval(0.8, 0.95), 40),
        Dot("<b>date</b>", 1.0, None, 3),
        Dot("weapon", None, None, 0),
    ]
    chart = str(dot_chart(dots, name="Precision", id="p"))
    assert [told(one) for one in dots] == ["90% (80–95)", "100%", "–"]
    assert chart.count("<circle") == 2
    assert "<b>" not in chart
    assert "style=" not in chart
    assert 'aria-labelledby="p-title p-desc"' in chart
