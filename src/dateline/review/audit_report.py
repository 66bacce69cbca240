"""An audit as a Markdown report, to put into a paper's appendix."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote_plus

from .audit import BY_TYPE, AuditResult, Figure, PairAgreement
from .intervals import ROUNDS, Interval
from .missed import Recall
from .verdicts import MEASURES, REPORT, WHOLE

_ACTIVE = re.compile(r"([\\`*_{}\[\]<>()#+!|~&])")
_SOURCES = (
    "Brown, L. D., Cai, T. T., DasGupta, A. (2001): Interval Estimation for a Binomial "
    "Proportion. Statistical Science 16, 101-133.",
    "Cochran, W. G. (1977): Sampling Techniques. 3rd edition, Wiley.",
    "Cohen, J. (1960): A Coefficient of Agreement for Nominal Scales. Educational and "
    "Psychological Measurement 20, 37-46.",
    "Kish, L. (1965): Survey Sampling. Wiley.",
    "Rao, J. N. K., Wu, C. F. J. (1988): Resampling Inference with Complex Survey Data. Journal "
    "of the American Statistical Association 83, 231-241.",
    "Wilson, E. B. (1927): Probable Inference, the Law of Succession, and Statistical "
    "Inference. Journal of the American Statistical Association 22, 209-212.",
)
_MAIN = (REPORT, "event_type", "actors", "targets", "place", "date", WHOLE)


def audit_markdown(result: AuditResult) -> str:
    """The report: method, sample, figures, agreement, missed events, limits, versions and seed.

    The same audit gives the same text. Names from the store are escaped: nothing in them is markup.
    """
    parts: list[Iterable[str]] = [
        (f"# Audit: {_plain(result.sample.name)}",),
        _summary(result),
        _method(result),
        _sample(result),
        _fields(result),
        _by_stratum(result),
        _types(result),
        _agreement(result),
        _recall(result.recall),
        _limits(result),
        _versions(result),
        ("## Sources", "", *(f"- {one}" for one in _SOURCES)),
    ]
    sections = ("\n".join(lines) for part in parts if (lines := tuple(part)))
    return "\n\n".join(sections) + "\n"


def _summary(result: AuditResult) -> Iterator[str]:
    report, whole = result.figure(REPORT), result.figure(WHOLE)
    yield (
        f"{result.reviewed:,} of {result.drawn:,} drawn reports were reviewed. "
        f"An estimated {_with_interval(report)} of the reports tell of such an event at all, and "
        f"{_with_interval(whole)} have every field right."
    )
    if result.recall is not None and result.recall.share is not None:
        yield (
            f"Of the events that articles tell of, an estimated "
            f"{_share(result.recall.share)} ({_between(result.recall.interval)}) have a report."
        )


def _method(result: AuditResult) -> Iterator[str]:
    yield "## Method"
    yield ""
    yield (
        "A stratified random sample was drawn without replacement from the reports that the query "
        "below lists; each report of a stratum had the same chance. Reviewers read each report "
        "beside its article and accepted it, corrected fields, or rejected it. Only reviews made "
        "for this sample are counted"
        + (f"; {result.elsewhere:,} reviews of the same reports from other queues are not."
           if result.elsewhere else ".")
    )  # fmt: skip
    yield ""
    yield (
        "A value is right where the reviewer left it as it was coded. All values of a rejected "
        "report are wrong. A field that was left empty is not counted in its precision; where the "
        "reviewer filled it, it is listed as missing. Where reviewers differ the majority holds; "
        + _RULES[result.conflict_rule]
    )
    yield ""
    yield (
        "Within a stratum the interval is Wilson's score interval (Wilson 1927; Brown, Cai and "
        "DasGupta 2001). Over strata the share is the combined ratio estimate, each stratum "
        "weighted by its population (Cochran 1977), with a percentile interval from "
        f"{ROUNDS:,} rounds of a stratified bootstrap with the finite population correction (Rao "
        "and Wu 1988); beside it stands Wilson's interval at Kish's effective sample size, which "
        "is the one to state below 10% and above 90%. All intervals are at 95%."
    )


_RULES = {
    "wrong": "where they are evenly divided the value counts as wrong.",
    "right": "where they are evenly divided the value counts as right.",
    "left out": "where they are evenly divided the value is left out.",
}


def _sample(result: AuditResult) -> Iterator[str]:
    sample = result.sample
    yield "## Sample"
    yield ""
    yield f"- drawn {sample.created:%Y-%m-%d} by {_plain(sample.by)}, seed {sample.seed}"
    yield f"- query: `{_code(sample.query)}` (run {sample.run})"
    yield f"- population: {sum(s.population for s in sample.strata):,} reports"
    yield f"- drawn: {result.drawn:,}; reviewed: {result.reviewed:,}"
    yield f"- reviewed by two or more people: {result.twice:,}"
    who = ", ".join(f"{_plain(name)} {number:,}" for name, number in result.reviewers)
    if who:
        yield f"- reviewers (reports each): {who}"
    if result.first_review is not None and result.last_review is not None:
        yield f"- reviewed from {result.first_review:%Y-%m-%d} to {result.last_review:%Y-%m-%d}"
    if result.seconds is not None:
        yield f"- median time of a review: {result.seconds:.0f} s"
    if result.conflicts:
        yield f"- reports with an open conflict between reviewers: {result.conflicts:,}"


def _fields(result: AuditResult) -> Iterator[str]:
    yield "## Precision by field"
    yield ""
    yield from _table(
        ("field", "precision", "95% bootstrap", "95% Wilson", "right", "of", "missing"),
        (
            (
                MEASURES[one.measure], _share(one.share), _between(one.bootstrap),
                _between(one.wilson), f"{one.right:,}", f"{one.counted:,}", f"{one.missing:,}",
            )
            for one in result.figures
            if one.counted or one.missing
        ),
    )  # fmt: skip


def _by_stratum(result: AuditResult) -> Iterator[str]:
    main = [result.figure(name) for name in _MAIN]
    if len(result.sample.strata) < 2:
        return
    yield "## Precision by stratum"
    yield ""
    yield "With Wilson's interval; the population is that of the stratum."
    yield ""
    head = ("stratum", "population", "drawn", "reviewed", *(one.measure for one in main))
    rows = []
    for at, stratum in enumerate(main[0].strata):
        cells = (one.strata[at] for one in main)
        numbers = (stratum.population, stratum.drawn, stratum.reviewed)
        rows.append(
            (
                _plain(stratum.stratum),
                *(f"{number:,}" for number in numbers),
                *(f"{_share(c.share)} ({_between(c.interval)}; {c.counted})" for c in cells),
            )
        )
    yield from _table(head, rows)


def _types(result: AuditResult) -> Iterator[str]:
    if not result.by_type:
        return
    yield "## Precision by event type"
    yield ""
    yield "By the type as coded, weighted over strata; in brackets the interval and the number."
    yield ""
    rows = []
    for at in range(0, len(result.by_type), len(BY_TYPE)):
        row = result.by_type[at : at + len(BY_TYPE)]
        cells = (f"{_share(c.share)} ({_between(c.interval)}; {c.counted})" for c in row)
        rows.append((_plain(row[0].event_type or ""), *cells))
    yield from _table(("type", *BY_TYPE), rows)


def _agreement(result: AuditResult) -> Iterator[str]:
    if not result.agreement:
        return
    yield "## Agreement of reviewers"
    yield ""
    yield (
        "Percent agreement and Cohen's kappa (Cohen 1960) on what was right and wrong, from each "
        "reviewer's first word."
    )
    for pair in result.agreement:
        yield ""
        yield from _pair(pair)


def _pair(pair: PairAgreement) -> Iterator[str]:
    yield f"{_plain(pair.first)} and {_plain(pair.second)}:"
    yield ""
    yield from _table(
        ("field", "reports", "agreement", "kappa"),
        (
            (
                MEASURES[one.measure],
                f"{one.agreement.items:,}",
                _share(one.agreement.share),
                "-" if one.agreement.kappa is None else f"{one.agreement.kappa:.2f}",
            )
            for one in pair.measures
        ),
    )


def _recall(recall: Recall | None) -> Iterator[str]:
    if recall is None:
        return
    yield "## Missed events"
    yield ""
    yield (
        f"{recall.articles:,} of {len(recall.sample.items):,} articles drawn at random (seed "
        f"{recall.sample.seed}) were read through. Their reports tell of {recall.found:,} events"
        + (f" ({recall.unreviewed:,} of them not reviewed)" if recall.unreviewed else "")
        + f"; {recall.missed:,} more are told in the articles and have no report; "
        f"{recall.false:,} reports tell of none."
    )
    yield ""
    kind = "bootstrap over articles" if recall.bootstrap else "Wilson"
    yield (
        f"Share of events with a report: {_share(recall.share)} "
        f"({_between(recall.interval)}; {kind}), weighted over articles with and without reports."
    )
    if recall.missed_types:
        told = (f"{_plain(name) or 'no type given'} {n:,}" for name, n in recall.missed_types)
        yield ""
        yield f"Missed, by type: {', '.join(told)}."


def _limits(result: AuditResult) -> Iterator[str]:
    yield "## Limits"
    yield ""
    if result.reviewed < result.drawn:
        yield (
            f"- {result.drawn - result.reviewed:,} drawn reports are not reviewed yet. They are "
            "taken to be like the others, which holds if they were reviewed in the order drawn."
        )
    strata = result.figures[0].strata
    bare = [one for one in strata if not one.reviewed and one.population]
    if bare:
        share = sum(one.population for one in bare) / sum(one.population for one in strata)
        yield (
            f"- {len(bare)} strata with {_share(share)} of the population have no review: the "
            "pooled figures say nothing of them."
        )
    if any(one.reviewed == 1 < one.population for one in strata):
        yield "- A stratum with one review adds nothing to the bootstrap's spread."
    if result.twice < result.reviewed:
        yield "- What one reviewer alone judged holds as that reviewer sees it."
    yield (
        "- Precision is that of the coded values; it says nothing of events that were missed"
        + ("." if result.recall is None else ", which the section on missed events estimates.")
    )
    yield (
        "- Wilson's intervals take a stratum for endless, and are too wide where much of it was "
        "reviewed. With few reviews, and shares near 100%, the bootstrap's are too narrow."
    )


def _versions(result: AuditResult) -> Iterator[str]:
    yield "## Versions"
    yield ""
    yield f"- sample {_plain(result.sample.id)}, seed {result.sample.seed}"
    run = result.run
    if run is None:
        return
    yield f"- Dateline {_plain(run.dateline)}, coding run {result.sample.run}"
    for name in ("parser", "model", "codebook", "gazetteer", "actors", "settings"):
        yield f"- {name}: `{_code(getattr(run, name))}`"


# -- words -----------------------------------------------------------------------------------


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _row(head)
    yield _row(["---", *["---:"] * (len(head) - 1)])
    yield from (_row(row) for row in rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _with_interval(figure: Figure) -> str:
    return f"{_share(figure.share)} ({_between(figure.interval)})"


def _share(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}%"


def _between(interval: Interval | None) -> str:
    if interval is None:
        return "-"
    return f"{100 * interval.low:.1f}-{100 * interval.high:.1f}%"


def _plain(words: str) -> str:
    """Words of the store on one line, with all that Markdown or HTML would read as its own."""
    return _ACTIVE.sub(r"\\\1", " ".join(words.split()))


def _code(words: str) -> str:
    return " ".join(unquote_plus(words).replace("`", "'").split())
