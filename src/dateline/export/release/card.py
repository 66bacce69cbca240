"""The data card of a release: what it holds, how it was made, what it does not say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from ...records.article import Source
from .. import wording
from .rows import Release

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#!~])")
_COMMONEST = 40


@dataclass(frozen=True, slots=True)
class Labels:
    """What whoever releases says of a release."""

    name: str
    day: date
    licence: str | None = None
    selection: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The filters that were given, as words."""
    with_text: bool = True
    redact_persons: bool = False


def card(release: Release, labels: Labels, files: Mapping[str, int | None]) -> str:
    """The card as Markdown; ``files`` are the rows of each data file."""
    lines = [
        *_head(release, labels),
        *_files(files, labels),
        *_making(release, labels),
        *_counts(release),
        *_reading(labels),
        *_persons(release, labels),
        *_sources(release),
        *_LIMITS.split("\n"),
        *_citing(release, labels),
        *_licence(labels),
    ]
    return "\n".join(lines) + "\n"


def _head(release: Release, labels: Labels) -> Iterator[str]:
    yield f"# {_plain(labels.name)}"
    yield ""
    yield (
        f"Political event data, released on {labels.day.isoformat()}: "
        f"{len(release.incidents):,} incidents, told by {len(release.reports):,} reports in "
        f"{len(release.articles):,} articles. Every value was read from the words of an article "
        "by Dateline, without a person's hand, and leads back to those words."
    )
    yield ""


def _files(files: Mapping[str, int | None], labels: Labels) -> Iterator[str]:
    yield "## Files"
    yield ""
    yield "| file | rows | what |"
    yield "| --- | ---: | --- |"
    texts = "with their texts" if labels.with_text else "without their texts"
    says = {
        "incidents": "one row an event: what its reports agree on, who tells it, what is disputed",
        "reports": "one row an act as one article tells it, with the words behind each value",
        "articles": f"the articles that tell of the incidents, {texts}",
        "codebook": "what the event types, codes and columns mean",
    }
    for name, rows in files.items():
        many = "" if rows is None else f"{rows:,}"
        yield f"| `{name}` | {many} | {says[name.partition('.')[0]]} |"
    yield "| `SHA256SUMS` | | digests of all other files: `sha256sum -c SHA256SUMS` |"
    yield ""
    yield (
        "A report names its incident (`incident`) and its article (`article_hash`); an incident "
        "its reports (`report_keys`). CSV files are UTF-8 after RFC 4180; an apostrophe stands "
        "before a cell that a spreadsheet would take for a formula."
    )
    yield ""


def _making(release: Release, labels: Labels) -> Iterator[str]:
    yield "## How it was made"
    yield ""
    yield "| part | version |"
    yield "| --- | --- |"
    for name, version in asdict(release.made_by).items():
        yield f"| {name} | {_plain(version)} |"
    yield f"| run of the store | {release.run} |"
    yield ""
    given = {name: words for name, words in labels.selection.items() if words}
    if given:
        chosen = "; ".join(
            f"{name.replace('_', ' ')}: {_plain(', '.join(words))}" for name, words in given.items()
        )
        yield f"Selection: {chosen}."
    else:
        yield "Selection: all incidents of the run."
    yield (
        f"The run has coded {release.coded_articles:,} articles; those that tell of none of these "
        "incidents are left out. All reports of an incident are in, also by copies of another "
        "article (`copy_of`)."
    )
    yield ""


# -- counts ------------------------------------------------------------------------------------


def _counts(release: Release) -> Iterator[str]:
    incidents = release.incidents
    places = [one.place.leading for one in incidents]
    days = [one.date.leading for one in incidents]
    yield "## Counts"
    yield ""
    yield from _table("incidents by type", (one.event_type.leading for one in incidents))
    yield from _table("incidents by country", (p.country if p else None for p in places))
    years = sorted(Counter(str(d.start.year) if d else None for d in days).items(), key=_by_name)
    yield from _rows("incidents by year", years)
    outlets = (a.head.source.name if a.head.source else None for a in release.articles)
    yield from _table("articles by outlet", outlets)


def _table(title: str, values: Iterable[str | None]) -> Iterator[str]:
    """The commonest values first; those that are not known under "not known"."""
    counted = sorted(Counter(values).items(), key=lambda item: (-item[1], *_by_name(item)))
    rest = sum(many for _, many in counted[_COMMONEST:])
    yield from _rows(title, counted[:_COMMONEST], rest=rest)


def _rows(title: str, counted: Sequence[tuple[str | None, int]], *, rest: int = 0) -> Iterator[str]:
    yield f"| {title} | |"
    yield "| --- | ---: |"
    for value, many in counted:
        yield f"| {'not known' if value is None else _plain(value)} | {many:,} |"
    if rest:
        yield f"| all others | {rest:,} |"
    yield ""


def _by_name(item: tuple[str | None, Hashable]) -> tuple[bool, str]:
    return item[0] is None, item[0] or ""


# -- how to read it ----------------------------------------------------------------------------


def _reading(labels: Labels) -> Iterator[str]:
    yield "## How to read it"
    yield ""
    yield (
        "A column of an incident has what its reports agree on (all, or more than half of those "
        "that say it). Where they do not agree it has what most of them say, and `disputed` names "
        "the field; `rivals` has every other value. `killed_low` and `killed_high` are the least "
        "and the greatest of all reports' counts. An empty cell: nobody says it, or it could not "
        "be resolved; a report's `reasons` tell which."
    )
    yield ""
    if labels.with_text:
        yield (
            "Offsets (`..._start`, `..._end`) count characters (Unicode code points) of the "
            "article's `text`, from 0, the end excluded; of its `title` where `in_title` says so. "
            "The words of a span are always `text[start:end]`."
        )
    else:
        yield (
            "The articles' words are not part of this data set. Of each span there are the "
            "offsets (Unicode code points from 0, the end excluded) in the text as it was read, or "
            "in the title where `in_title` says so, and the SHA-256 of the words in UTF-8. Whoever "
            "has an article's text can tell by `text_sha256` whether it is the same, and then has "
            "the words of every span. Titles, and names of participants, speakers and places, are "
            "given."
        )
    yield ""


def _persons(release: Release, labels: Labels) -> Iterator[str]:
    yield "## Persons"
    yield ""
    if not labels.redact_persons:
        yield (
            "Names of persons stand as the articles have them. Mind the law and the people when "
            "you pass this data on."
        )
        yield ""
        return
    yield (
        f"Names of private persons were replaced by roles in brackets, such as `[civilian]`, in "
        f"{release.articles_redacted:,} of {len(release.articles):,} articles, {release.persons:,} "
        "persons counted article by article: in names of participants, speakers and unlisted "
        "places, in titles" + (", texts and spans" if labels.with_text else "") + ", in "
        "explanations, and in addresses and ids, which were cut or replaced where they hold a "
        "name. Persons that the actor file knows (holders of offices, leaders of organisations) "
        "keep their names."
    )
    yield ""
    yield (
        "This is a heuristic: names were recognised by a parser, by titles before capitalised "
        "words, in bylines, and among what was coded as a participant. Some names will have been "
        "missed, some words that are no names replaced, and officials whom the actor file does not "
        "know were replaced too. Whoever opens an article at its address finds the names there."
        + ("" if labels.with_text else " Spans that hold a replaced name have no digest, for a "
           "digest of a name can be guessed.")
    )  # fmt: skip
    yield ""


# -- where it is from --------------------------------------------------------------------------


def _sources(release: Release) -> Iterator[str]:
    yield "## Sources"
    yield ""
    yield "| outlet | articles | kind | owner | country | known ties |"
    yield "| --- | ---: | --- | --- | --- | --- |"
    by_name: dict[str, list[Source | None]] = {}
    for article in release.articles:
        source = article.head.source
        by_name.setdefault(source.name if source else "", []).append(source)
    for name in sorted(by_name, key=lambda one: (not one, one)):
        source = by_name[name][0]
        cells = ["outlet not stated", f"{len(by_name[name]):,}", "", "", "", ""]
        if source is not None:
            ties = "; ".join(f"{wording.words(tie.relation)} {tie.other}" for tie in source.ties)
            kind = "" if source.kind == "unknown" else source.kind
            cells = [name, cells[1], kind, source.owner or "", source.country or "", ties]
        yield f"| {' | '.join(map(_plain, cells))} |"
    yield ""


_LIMITS = """\
## Known limits

- Coded by a machine and not reviewed. How often each kind of value is right is measured in
  Dateline's documentation (Evaluation); of these very incidents it is not known.
- What the articles say, no more: what nobody here reported is missing, and reports may be wrong.
  `factuality`, `speakers` and `flags` say how a report is told. Shares of types, places or
  sides are shares of what these outlets reported.
- English texts only. An article is read by itself; what it takes for granted is not known.
- Reports were merged into incidents by a machine: one event may be two incidents, two events one.
- `independent_sources` counts outlets of different owners and leaves out recognised copies; copies
  that were not recognised, and outlets that copy each other's facts, count.
- `partisan_sources` and ties come from lists that are not complete.
- Places are as fine as `place_precision` says; a unit's coordinates are a point inside it.
  An event is dated only where the article dates it, never by its publication.
- Numbers in words are ranges ("dozens": 20 to 99). Reports of one event may count different things.
- PLOVER, CAMEO and ACLED codes are Dateline's reading of those schemes, not those projects' data.
"""


def _citing(release: Release, labels: Labels) -> Iterator[str]:
    version = _plain(release.made_by.dateline)
    yield "## How to cite"
    yield ""
    yield (
        f"> {_plain(labels.name)} ({labels.day.isoformat()}). Political event data coded with "
        f"Dateline {version}; {len(release.incidents):,} incidents. Data set."
    )
    yield ""
    yield (
        "Add where it can be had, and the SHA-256 of `SHA256SUMS`, which stands for every file "
        "here. Cite the schemes whose codes you use (PLOVER, CAMEO, ACLED) and GeoNames, whose "
        "places these are, as they ask."
    )
    yield ""


def _licence(labels: Labels) -> Iterator[str]:
    yield "## Licence"
    yield ""
    if labels.licence:
        yield _plain(labels.licence)
    else:
        yield "LICENCE NOT STATED: whoever publishes this data set has to choose one."
    yield ""
    yield (
        "A licence of the data does not cover the articles: "
        + ("their texts and titles are their publishers'." if labels.with_text else
           "their titles, and the words the spans point at, are their publishers'.")
    )  # fmt: skip


def _plain(text: str) -> str:
    """On one line, and nothing in it that Markdown or HTML would act on."""
    return _SPECIAL.sub(r"\\\1", wording.plain(text))
