"""Score factuality on ``factuality_cases.jsonl`` (``SAYING.md`` says what counts as right).

    python -m tests.cases.factuality [-v]

Each text is coded as of a fixed day. What the report whose trigger begins in the event's words says
is judged ("threatened to bomb" is a report of the threat, not of the bombing); where there is none,
the rules are asked of the event's head word, as they can be of any word. Four things are counted:
the value (the accepted ones are right, too), the value alone, PLOVER's flags as a set, and, where
the value is right and a cue expected, shared words of the cue.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.assess.attribution import chain_of
from dateline.assess.factuality import judge
from dateline.assess.speech import find_speeches
from dateline.config import Settings
from dateline.evaluate.coding import article_of
from dateline.lang.en.syntax import Syntax
from dateline.pipeline import Coder
from dateline.records.claim import FactualityJudgement, Speaker
from dateline.records.event import EventMention

CASES = Path(__file__).with_name("factuality_cases.jsonl")
PUBLISHED = "2025-06-15"
"""The day as of which the texts are read: they name no year after 2021."""


@dataclass(frozen=True, slots=True)
class Given:
    """What Dateline says of a case's event."""

    judgement: FactualityJudgement
    reported: bool
    """Whether a report stands at the event's words, or the rules were asked directly."""


def given(case: dict[str, Any], coder: Coder) -> Given:
    """The judgement of the report at the event's words, else of the rules asked directly."""
    text = case["text"]
    start = text.index(case["event"])
    end = start + len(case["event"])
    article = article_of(text, id=case["id"], published=PUBLISHED)
    for report in coder.code(article).reports:
        if start <= report.trigger.start < end:
            return Given(report.factuality, True)
    return Given(asked(text, start, end, coder), False)


def asked(text: str, start: int, end: int, coder: Coder) -> FactualityJudgement:
    """The rules' judgement of the head of text[start:end], whether it is an act or not."""
    resources = coder.resources
    parsed = resources.parser.parse(article_of(text, id="asked", published=PUBLISHED))
    syntax = Syntax(parsed, resources.lexicon, name_classes=resources.name_classes)
    tokens = [i for i, at in enumerate(parsed.starts) if start <= at < end]
    head = next(i for i in tokens if parsed.heads[i] not in tokens or parsed.heads[i] == i)
    mention = EventMention(
        trigger=head,
        quote=parsed.quote(head, head + 1),
        sentence=parsed.sentence_of[head],
        event_type="",
        score=0.0,
        rule="",
        is_noun=parsed.tags[head].startswith("NN"),
        actors=(),
        targets=(),
    )

    def name(token: int) -> Speaker:
        quote = parsed.quote(token, token + 1)
        return Speaker(quote, quote.text)

    around = [s for s in find_speeches(syntax) if head in s.content]
    chain = chain_of(syntax, head, around, name)
    return judge(syntax, mention, chain, when=None, published=parsed.article.published)


def right(case: dict[str, Any], found: FactualityJudgement) -> bool:
    """Whether the value is the expected one or one that the case accepts."""
    return found.value == case["factuality"] or found.value in case["accept"]


def cue_right(case: dict[str, Any], found: FactualityJudgement) -> bool:
    """Whether a word of the cue is shared."""
    expected = set(case["cue"].lower().split())
    return any(set(quote.text.lower().split()) & expected for quote in found.cues)


def cases() -> list[dict[str, Any]]:
    """All cases of the table."""
    return [json.loads(line) for line in CASES.read_text("utf-8").splitlines() if line.strip()]


def kept_unread(case: dict[str, Any]) -> bool:
    """Whether the case is of the quarter that nobody reads who works on the rules."""
    return int(case["id"].split("-")[1]) % 4 == 0


def _groups(case: dict[str, Any]) -> list[str]:
    groups = ["all", f"value {case['factuality']}", f"kind {case['kind']}"]
    return [*groups, "unread quarter"] if kept_unread(case) else groups


def main() -> int:
    """Print the share right of all cases, by value, by kind, and of the unread quarter."""
    coder = Coder(Settings())
    tally: dict[str, Counter[str]] = {}
    for case in cases():
        found = given(case, coder)
        judged = found.judgement
        good = right(case, judged)
        for group in _groups(case):
            count = tally.setdefault(group, Counter())
            count["of"] += 1
            count["reported"] += found.reported
            count["right"] += good
            count["exact"] += judged.value == case["factuality"]
            count["flags"] += set(judged.auxiliary) == set(case["auxiliary"])
            if good and case["cue"] and judged.value != "asserted":
                count["cues"] += 1
                count["cue"] += cue_right(case, judged)
        if not good and "-v" in sys.argv and not kept_unread(case):
            cues = [q.text for q in judged.cues]
            print(
                f"{case['id']} {case['kind']}: {case['event']!r} {case['factuality']} not "
                f"{judged.value} {cues} ({judged.why}) | {case['text'][:160]}"
            )
    for group, count in sorted(tally.items()):
        cue = f"  cue {count['cue'] / count['cues']:.3f}" if count["cues"] else ""
        print(
            f"{group:28} right {count['right'] / count['of']:.3f}  exact "
            f"{count['exact'] / count['of']:.3f}  flags {count['flags'] / count['of']:.3f}{cue}  "
            f"of {count['of']} ({count['reported']} reported)"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
