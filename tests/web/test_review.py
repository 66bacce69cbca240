"""The review's endpoints: queues, verdicts, corrections, undo, conflicts, twins."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from dateline.codebook import load_codebook
from dateline.errors import InputError
from dateline.ingest.article import Given, make_article
from dateline.records.article import Article
from dateline.records.decision import AuditSample
from dateline.records.text import Quote
from dateline.review import Choice, Plan, Signed, draw_sample
from dateline.store import Store, open_store
from dateline.store.filters import Filter
from dateline.web.app import create_app
from dateline.web.filters import Asked
from dateline.web.pages.review_desk import Desk, Making
from dateline.web.pages.review_draft import Draft, read_draft, written
from dateline.web.pages.review_words import find_words
from dateline.web.settings import WebSettings

from .conftest import Client

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def kirkuk(store: Store, outlet: str = "Reuters") -> str:
    """The key of the killing told by an outlet."""
    found = store.reports(Filter(outlets=(outlet,), types=("remote_explosive",))).items
    assert found, [one.report.event_type.value for one in store.reports(limit=100).items]
    return found[0].report.key


def work(queue: str = "doubt", **words: object) -> str:
    return "/review/work?" + urlencode({"queue": queue, **words}, doseq=True)


def judge(queue: str = "doubt", **words: object) -> str:
    return "/review/judge?" + urlencode({"queue": queue, **words}, doseq=True)


def report_of(address: str) -> str:
    return parse_qs(urlsplit(address).query)["report"][0]


def drawn(store: Store, size: int = 6) -> AuditSample:
    sample = draw_sample(store, Filter(), Plan(size, 1), signed=Signed("Spring", "ana", NOON))
    store.add_audit_sample(sample)
    return sample


# -- queues ------------------------------------------------------------------------------------


def test_overview_lists_queues_and_samples(client: Client) -> None:
    sample = drawn(client.store)
    page = client.get("/review").text
    assert "Most doubtful first" in page
    assert "Spring" in page
    queues = client.get("/review.json").json()["queues"]
    assert [one["name"] for one in queues] == ["doubt", "flag", "search", f"sample:{sample.id}"]
    assert queues[3]["progress"]["total"] == 6
    assert client.get("/review.csv").text.startswith("queue,title,total")


@pytest.mark.parametrize("name", ["doubt", "flag", "search"])
def test_a_queue_and_its_twins(client: Client, name: str) -> None:
    page = client.get(f"/review/queue?queue={name}")
    assert page.status_code == 200
    listed = client.get(f"/review/queue.json?queue={name}&limit=3").json()
    assert len(listed["reports"]) <= 3
    assert listed["progress"]["left"] == listed["progress"]["total"]
    rows = client.get(f"/review/queue.csv?queue={name}").text.splitlines()
    assert len(rows) == 1 + listed["progress"]["total"]


def test_a_queue_of_any_filter(client: Client) -> None:
    found = client.get("/review/queue.json?queue=search&outlet=Dawn&type=arrest").json()
    assert {one["event_type"] for one in found["reports"]} == {"arrest"}
    assert client.get("/review/queue?queue=search&tpye=arrest").status_code == 400


def test_pages_of_a_queue(client: Client) -> None:
    first = client.get("/review/queue.json?queue=doubt&limit=5").json()
    second = client.get(f"/review/queue.json?queue=doubt&limit=5&after={first['next']}").json()
    assert [one["position"] for one in first["reports"] + second["reports"]] == list(range(1, 11))
    assert client.get("/review/queue?queue=doubt&after=x").status_code == 400


@pytest.mark.parametrize(
    "address",
    ["/review/work?queue=none", "/review/work?queue=doubt&reviewers=9",
     "/review/work?queue=doubt&field=colour&report={key}", "/review/queue?queue=doubt&show=some",
     "/review/work?queue=doubt&report={key}&new=place",
     "/review/work?queue=doubt&report={key}&new=place={{}}",
     "/review/work?queue=doubt&report={key}&new=event_type=%22nonsense%22",
     "/review/work?queue=doubt&report={key}&field=place&words=Kirkuk&near=x"],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_a_line(client: Client, address: str) -> None:
    answer = client.get(address.format(key=kirkuk(client.store)))
    assert answer.status_code == 400


def test_what_is_not_there(client: Client) -> None:
    assert client.get("/review/work?queue=sample:none").status_code == 404
    assert client.get("/review/work?queue=doubt&report=none").status_code == 404


def test_a_report_by_itself(client: Client) -> None:
    key = kirkuk(client.store)
    page = client.get(f"/review/reports/{key}")
    assert page.status_code == 200
    assert report_of(str(page.url)) == key
    assert "queue=direct" in str(page.url)


def test_readers_do_not_review(crowd: Callable[[str | None], Client]) -> None:
    assert crowd("reader").get("/review").status_code == 403
    assert crowd("reviewer").get("/review").status_code == 200
    assert crowd(None).get("/review.json").status_code == 401


# -- verdicts ----------------------------------------------------------------------------------


def test_accept_goes_on_to_the_next(client: Client) -> None:
    first = report_of(str(client.get(work()).url))
    answer = client.submit(judge(report=first), verdict="accepted", seconds="4.25")
    assert answer.status_code == 303
    second = report_of(answer.headers["location"])
    assert second != first
    (kept,) = client.store.reviews(first)
    assert (kept.verdict, kept.queue, kept.seconds) == ("accepted", "doubt", 4.2)
    (_, act), *_ = client.store.acts()
    assert (act.what, act.on) == ("review accepted", first)
    assert report_of(str(client.get(work()).url)) == second


@pytest.mark.parametrize("words", ["nan", "-1", "soon", "1e9"])
def test_a_time_that_is_none_says_nothing(client: Client, words: str) -> None:
    key = kirkuk(client.store)
    client.submit(judge(report=key), verdict="skipped", seconds=words)
    assert client.store.reviews(key)[0].seconds is None


def test_rejecting_needs_a_reason(client: Client) -> None:
    key = kirkuk(client.store)
    assert client.submit(judge(report=key), verdict="rejected").status_code == 400
    client.submit(judge(report=key), verdict="rejected", reason="misread", why="a film")
    assert client.store.reviews(key)[0].reason == "misread: a film"


def test_a_skipped_report_does_not_come_again(client: Client) -> None:
    key = report_of(str(client.get(work()).url))
    client.submit(judge(report=key), verdict="skipped")
    assert report_of(str(client.get(work()).url)) != key
    shown = client.get("/review/queue.json?queue=doubt&show=skipped").json()["reports"]
    assert [one["report"] for one in shown] == [key]


def test_a_program_is_told_how_far_it_has_come(client: Client) -> None:
    key = report_of(str(client.get(work()).url))
    headers = {"HX-Request": "true", "X-CSRF-Token": client.csrf()}
    answer = client.post(judge(report=key), data={"verdict": "accepted"}, headers=headers).json()
    assert answer["verdict"] == "accepted"
    assert answer["progress"]["done"] == 1


def test_a_part_of_the_page_knows_what_is_next(client: Client) -> None:
    first = report_of(str(client.get(work()).url))
    part = client.get(work(report=first), headers={"HX-Request": "true"}).text
    assert "<html" not in part
    (following,) = re.findall(r'data-next="([^"]+)"', part)
    second = report_of(following.replace("&amp;", "&"))
    ahead = client.get(work(report=second, done=[first]), headers={"HX-Request": "true"}).text
    assert first not in re.findall(r'data-next="([^"]+)"', ahead)[0]


def test_the_end_of_a_queue(client: Client) -> None:
    where = {"outlet": "Dawn", "type": "arrest"}
    address = work("search", **where)
    for _ in range(20):
        page = client.get(address)
        if "report=" not in str(page.url):
            break
        client.submit(judge("search", report=report_of(str(page.url)), **where), verdict="accepted")
    assert "Nothing left for you" in page.text


# -- corrections -------------------------------------------------------------------------------


def test_a_candidate_is_a_link_and_its_choice_a_draft(client: Client) -> None:
    key = kirkuk(client.store)
    page = client.get(work(report=key, field="event_type")).text
    offers = re.findall(r'href="([^"]+)" data-offer="1"', page)
    draft = client.get(offers[0].replace("&amp;", "&"))
    assert "<ins>" in draft.text
    assert "Keep corrections" in draft.text
    assert client.store.corrections(key) == ()


def test_words_of_the_text_become_a_correction(client: Client) -> None:
    key = kirkuk(client.store)
    page = client.get(work(report=key, field="place", words="Kirkuk")).text
    offer = re.findall(r'class="rv-found"><a data-swap href="([^"]+)"', page)[0]
    new = parse_qs(urlsplit(offer.replace("&amp;", "&")).query)["new"]
    assert new[0].startswith("place@")
    answer = client.submit(judge(report=key, new=new), verdict="accepted", note="by hand")
    assert answer.status_code == 303
    (review,) = client.store.reviews(key)
    (correction,) = client.store.corrections(key)
    assert review.verdict == "corrected"
    assert correction.at <= review.at
    assert correction.quote is not None
    assert correction.quote.text == "Kirkuk"
    assert correction.note == "by hand"
    (_, act), *_ = client.store.acts()
    assert (act.what, act.detail) == ("review corrected", "place; doubt")


def test_typed_values(client: Client) -> None:
    key = kirkuk(client.store)
    for field, words, shown in (
        ("date", "2021-03", "2021-03-01 to 2021-03-31"),
        ("killed", "3-5", "3-5"),
        ("place", "Mosul", "Mosul"),
        ("event_type", "suicide", "suicide bomb"),
        ("targets", "teachers", "teachers"),
    ):
        assert shown in client.get(work(report=key, field=field, words=words)).text, field
    problem = client.get(work(report=key, field="killed", words="many of them"))
    assert problem.status_code == 200
    assert "is not a number written as" in problem.text


def test_wrong_without_knowing_better(client: Client) -> None:
    key = kirkuk(client.store)
    client.submit(judge(report=key, wrong="place"), verdict="accepted")
    (review,) = client.store.reviews(key)
    assert (review.verdict, review.fields) == ("corrected", (("place", "wrong"),))


def test_a_report_is_shown_as_corrected_but_not_in_a_sample(
    crowd: Callable[[str | None], Client],
) -> None:
    first, second = crowd("reviewer"), crowd("admin")
    sample = drawn(first.store, 60)
    key = kirkuk(first.store)
    first.submit(judge(report=key, new='killed={"low":77,"high":77}'), verdict="accepted")
    assert ">77</dd>" in second.get(work(report=key)).text
    page = second.get(work(f"sample:{sample.id}", report=key)).text
    assert ">77<" not in page
    assert "What was said" not in page
    mine = first.get(work(f"sample:{sample.id}", report=key)).text
    assert ">77</dd>" in mine


def test_the_json_of_a_report(client: Client) -> None:
    key = kirkuk(client.store)
    told = client.get(f"/review/work.json?queue=doubt&report={key}").json()
    assert told["report"] == key
    fields = {one["field"]: one for one in told["fields"]}
    assert fields["event_type"]["value"] == "remote_explosive"
    assert fields["event_type"]["choices"]
    rows = client.get(f"/review/work.csv?queue=doubt&report={key}").text
    assert "event_type,remote explosive" in rows


def test_undo_takes_back_the_last_word_and_its_corrections(client: Client) -> None:
    key = kirkuk(client.store)
    client.submit(judge(report=key, new='killed={"low":9,"high":9}'), verdict="accepted")
    answer = client.submit("/review/undo?queue=doubt")
    assert report_of(answer.headers["location"]) == key
    assert [one.verdict for one in client.store.reviews(key)] == ["corrected", "undone"]
    assert client.store.corrections(key)[-1].withdraws is not None
    assert ">5</dd>" in client.get(work(report=key)).text
    assert client.submit("/review/undo?queue=doubt").status_code == 409


def test_undo_stays_in_its_queue(client: Client) -> None:
    key = kirkuk(client.store)
    client.submit(judge("direct", report=key), verdict="accepted")
    assert client.submit("/review/undo?queue=doubt").status_code == 409
    assert client.submit(f"/review/undo?queue=direct&report={key}").status_code == 303


# -- two reviewers -----------------------------------------------------------------------------


def test_two_reviewers_and_a_conflict(crowd: Callable[[str | None], Client]) -> None:
    first, second = crowd("reviewer"), crowd("admin")
    key = kirkuk(first.store)
    both = {"report": key, "reviewers": "2"}
    first.submit(judge(**both, new='killed={"low":7,"high":7}'), verdict="accepted")
    second.submit(judge(**both, new='killed={"low":8,"high":8}'), verdict="accepted")
    (found,) = first.get("/review/conflicts.json").json()["conflicts"]
    assert {one["reviewer"]: one["corrections"]["killed"]["low"] for one in found["words"]} == {
        "reviewer": 7, "admin": 8,
    }  # fmt: skip
    page = first.get("/review/conflicts?queue=doubt&reviewers=2").text
    assert "Settle" in page
    shown = first.get(work(**both, field="killed")).text
    assert "Reviewers differ" in shown
    assert "said by reviewer" in shown
    first.submit(judge(**both, new='killed={"low":8,"high":8}'), verdict="accepted")
    assert first.get("/review/conflicts.json").json()["conflicts"] == []
    assert first.get("/review/conflicts.csv").text.count("\n") == 1


def test_what_one_has_before_him_is_not_given_to_another(
    crowd: Callable[[str | None], Client],
) -> None:
    first, second = (
        report_of(str(crowd(name).get(work(), follow_redirects=True).url))
        for name in ("reviewer", "admin")
    )
    assert first != second


# -- what was said -----------------------------------------------------------------------------


def test_history_and_its_twins(client: Client) -> None:
    key = kirkuk(client.store)
    client.submit(judge(report=key, new='killed={"low":9,"high":9}'), verdict="accepted")
    client.submit("/review/undo?queue=doubt")
    lines = client.get("/review/reviews.json").json()["lines"]
    assert {one["what"] for one in lines} == {
        "corrected", "undone", "corrected killed", "took back killed",
    }  # fmt: skip
    table = client.get("/review/reviews.csv").text.splitlines()
    assert len(table) == 5
    assert "took back killed" in client.get("/review/reviews").text
    assert len(client.get("/review/reviews.json?queue=doubt").json()["lines"]) == 2
    assert client.get("/review/reviews.json?reviewer=nobody").json()["lines"] == []
    assert "What was said so far" in client.get(work(report=key)).text


def test_corpus_lines(client: Client) -> None:
    for one in client.store.reports(Filter(outlets=("Reuters",))).items:
        client.submit(judge("direct", report=one.report.key), verdict="accepted")
    answer = client.get("/review/corpus.txt")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert ":remote_explosive" in answer.text


HOSTILE = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>"


def test_what_people_write_is_never_markup(client: Client) -> None:
    key = kirkuk(client.store)
    client.submit(judge(report=key), verdict="rejected", reason="misread", why=HOSTILE)
    new = written("targets", Choice('[{"name":"<b>x</b>"}]', "", ""))
    for address in (
        work(report=key, field="targets", new=new, words=HOSTILE), "/review/reviews", "/review",
        work(report=key),
    ):  # fmt: skip
        text = client.get(address).text
        assert "<img" not in text
        assert "<b>" not in text
        assert "alert(2)</script>" not in text


# -- parts -------------------------------------------------------------------------------------


def news(text: str, title: str | None = None) -> Article:
    return make_article(text, Given(source="x", title=title), max_chars=10_000)


@pytest.mark.parametrize(
    ("words", "near", "start"),
    [("Basra", "", 0), ("Basra", "30", 24), ("in\nBasra", "", 21), ("Bas", "", None),
     ("to Amara", "title", 5), ("", "", None)],
)  # fmt: skip
def test_words_are_found(words: str, near: str, start: int | None) -> None:
    article = news("Basra fell quiet. Me in Basra left for Amara.", "Back to Amara")
    found = find_words(article, words, near=near)
    assert (None if found is None else found.start) == start


def test_a_draft_comes_back_as_it_was_written() -> None:
    article = news("Nine died in Basra.")
    quote = Quote.of(article.text, 0, 4)
    one = Choice('{"low":9,"high":9}', "9", "", quote=quote)
    draft = Draft({"killed": one}, ("place",))
    back = read_draft(draft.words(), draft.wrong, article=article, codebook=load_codebook())
    assert back == draft
    with pytest.raises(InputError, match="killed"):
        read_draft(['killed@0-400={"low":9,"high":9}'], (), article=article,
                   codebook=load_codebook())  # fmt: skip


class Slow:
    """A store that takes its time to list reports, and counts how often it was asked."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.asked = 0
        self.go = True

    def __getattr__(self, name: str) -> object:
        return getattr(self.store, name)

    def reports(self, *words: object, **more: object) -> object:
        self.asked += 1
        while not self.go:
            time.sleep(0.01)
        return self.store.reports(*words, **more)  # type: ignore[arg-type]


@pytest.fixture
def slow(place: Path) -> Iterator[tuple[Client, Slow]]:
    with open_store(place) as store:
        watched = Slow(store)
        with Client(create_app(WebSettings(store=place), watched)) as opened:  # type: ignore[arg-type]
            yield opened, watched


def test_a_queue_is_made_once_and_in_the_background(slow: tuple[Client, Slow]) -> None:
    client, store = slow
    store.go = False
    page = client.get("/review/work?queue=doubt")
    assert "being made" in page.text
    assert client.get("/review/work.json?queue=doubt").status_code == 503
    assert client.get("/review/queue.json?queue=doubt").status_code == 202
    store.go = True
    key = report_of(str(client.get("/review/work?queue=doubt").url))
    asked = store.asked
    client.submit(judge(report=key), verdict="accepted")
    client.get("/review/work?queue=doubt")
    assert store.asked == asked


def test_a_queue_is_made_anew_when_reports_came(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.web.pages.review_desk._CHECK_SECONDS", 0.0)
    before = client.get("/review/queue.json?queue=doubt").json()["progress"]["total"]
    gone = kirkuk(client.store)
    client.store.erase_article(gone.partition(":")[0])
    end = time.monotonic() + 10
    while client.get("/review/queue.json?queue=doubt").json()["progress"]["total"] == before:
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_desk_that_closes_stops_what_it_makes(place: Path) -> None:
    with open_store(place) as store:
        slow = Slow(store)
        slow.go = False
        desk = Desk(slow)  # type: ignore[arg-type]
        asked = Asked("/review", {"queue": ("doubt",)}, Filter())
        assert isinstance(desk.queue(asked), Making)
        slow.go = True
        desk.close()


def test_conflicts_of_a_queue_that_is_none(client: Client) -> None:
    for form in ("", ".json", ".csv"):
        assert client.get(f"/review/conflicts{form}?queue=nothing").status_code == 400
