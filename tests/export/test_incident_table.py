"""Lists and incidents laid out for the terminal: any records at all, at any width."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dateline.export import difference_text, incident_table, report_table
from dateline.export.changes_text import incident_line
from dateline.export.incident_text import Shown, incident_text
from dateline.export.options import ExportOptions
from dateline.export.report_lines import sentence
from dateline.export.tellers import tellers
from dateline.records.article import Article, Source
from dateline.records.incident import Incident
from dateline.records.text import Quote
from dateline.store import ArticleHead, Difference, StoredReport
from dateline.store.comparing import compare

from ..store import anything
from ..store.building import a_report, an_article

heads = st.builds(
    ArticleHead,
    anything.words,
    anything.words,
    st.none() | anything.words,
    st.none() | anything.sources,
    st.none() | anything.words,
    st.none() | st.dates(),
    anything.words,
    st.none() | anything.words,
)
stored = st.builds(StoredReport, anything.reports, st.just(1), heads)


_PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""Records this deep take minutes to shrink."""


def is_plain(text: str) -> bool:
    return all(c == "\n" or unicodedata.category(c) != "Cc" for c in text)


@given(st.lists(anything.incidents, min_size=1, max_size=2), st.integers(40, 140))
@settings(max_examples=20, phases=_PHASES, deadline=None)
def test_any_incidents_fit(incidents: list[Incident], width: int) -> None:
    (text,) = incident_table.tables(incidents, ExportOptions(width=width))
    assert is_plain(text)
    assert all(is_plain(incident_line(one)) for one in incidents)


@given(st.lists(stored, min_size=1, max_size=2))
@settings(max_examples=20, phases=_PHASES, deadline=None)
def test_any_reports_fit(reports: list[StoredReport]) -> None:
    (text,) = report_table.tables(reports, ExportOptions(width=100))
    assert is_plain(text)


@given(anything.incidents, st.lists(stored, max_size=3))
@settings(max_examples=20, phases=_PHASES, deadline=None)
def test_any_incident_can_be_shown(incident: Incident, reports: list[StoredReport]) -> None:
    assert is_plain(incident_text(Shown(incident, tuple(reports), 1, incident.id)))


@given(anything.reports, anything.reports)
@settings(max_examples=20, phases=_PHASES, deadline=None)
def test_any_difference_can_be_shown(old: anything.Report, new: anything.Report) -> None:
    tally = difference_text.Tally()
    for found in (compare(old, new), Difference("gained", new.key, None, new)):
        if found is not None:
            tally.add(found)
            assert is_plain("\n".join(difference_text.difference_lines(found)))
            difference_text.difference_json(found)
    assert tally.kinds["gained"] == 1


def test_nothing_is_no_table() -> None:
    assert list(incident_table.tables([], ExportOptions())) == []
    assert list(report_table.tables([], ExportOptions())) == []


@pytest.mark.parametrize(("trigger", "words", "marked"), [
    (Quote(4, 7, "hit"), Quote(0, 12, "Men hit back."), "Men »hit« back."),
    (Quote(4, 7, "hit"), Quote(9, 12, "Men"), "»hit« Men"),
    (Quote(4, 7, "hit", "title"), Quote(0, 12, "Men hit back."), "»hit« Men hit back."),
])  # fmt: skip
def test_a_trigger_in_its_sentence(trigger: Quote, words: Quote, marked: str) -> None:
    assert sentence(a_report(an_article(), trigger=trigger, sentence=words)) == marked


def told(number: int, source: Source | None, copy_of: str | None = None) -> StoredReport:
    article: Article = an_article(number)
    head = ArticleHead(article.hash, article.id, None, source, None, None, "en", copy_of)
    return StoredReport(a_report(article), 1, head)


def test_who_is_a_source_of_its_own() -> None:
    first, second = an_article(1), an_article(2)
    reports = [
        told(1, Source("A", owner="Acme")),
        told(2, Source("B", owner="Acme")),
        told(3, Source("C"), copy_of=first.hash),
        told(4, Source("D"), copy_of="0123456789abcdef"),
        told(5, None),
    ]
    found = {one.name: one.standing for one in tellers(reports)}
    assert sorted(found.values()) == ["copy"] + ["independent"] * 3 + ["same owner"]
    assert found["D"] == "independent"  # it stands for what it copies
    assert second.hash != first.hash
