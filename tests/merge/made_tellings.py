"""Made-up reports for tests of merging: few words, places and days, so that many are alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from dateline.merge.blocked_sheets import ArticleRead
from dateline.merge.openings import Opening
from dateline.merge.tellings import Party, Setting, Telling
from dateline.merge.words import vector
from dateline.records.decision import Judgement
from dateline.records.entity import EventDate, Place

WORDS = tuple("bulobarde tulkarm hauliers vaccines garrison pharmacy lome attack police".split())
PLACES = (
    Place("Kirkuk", "IRQ", admin1="Kirkuk", lat=35.47, lon=44.39, precision="exact"),
    Place("Hawija", "IRQ", admin1="Kirkuk", lat=35.33, lon=43.77, precision="near"),
    Place("Lahore", "PAK", admin1="Punjab", lat=31.55, lon=74.34, precision="exact"),
    Place("Iraq", "IRQ", lat=33.0, lon=44.0, precision="country"),
)
FIRST_DAY = date(2021, 3, 1)
TYPES = (("bombing", "explosion"), ("armed_attack", "violence"), ("arrest", "coercion"))
MADE_AT = datetime(2021, 4, 1, tzinfo=UTC)

some_words = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
word_sets = st.frozensets(st.sampled_from(WORDS), max_size=3)
days = st.one_of(st.none(), st.integers(0, 40).map(lambda n: FIRST_DAY + timedelta(days=n)))
places = st.one_of(st.none(), st.sampled_from(PLACES))


@st.composite
def dates(draw: st.DrawFn) -> EventDate | None:
    """A day, a few days, or none."""
    start = draw(days)
    if start is None:
        return None
    return EventDate(start, start + timedelta(days=draw(st.sampled_from((0, 0, 1, 12)))), "day")


@st.composite
def settings_of(draw: st.DrawFn, article: str, others: Sequence[str]) -> Setting:
    """What an article says, which may be a copy of one of the others."""
    text, title, lead = draw(some_words), draw(some_words), draw(some_words)
    words = frozenset(f"{text} {title} {lead}".split())
    towns = tuple(p for p in draw(st.lists(places, max_size=2)) if p and p.precision != "country")
    return Setting(
        article=article,
        published=draw(days),
        text=vector(text),
        lead=vector(lead),
        title=vector(title),
        names=draw(word_sets),
        numbers=frozenset(),
        quotes=frozenset(),
        towns=towns,
        days=(),
        again=draw(st.booleans()),
        copy_of=draw(st.sampled_from([None, None, None, *others])),
        opening=Opening.of(
            title=frozenset(title.split()),
            lead=frozenset(lead.split()),
            words=frozenset(f"{title} {lead}".split()),
            everything=words,
        ),
        day=draw(dates()),
        town=next(iter(towns), None),
    )


@st.composite
def parties(draw: st.DrawFn) -> Party:
    """One side of an act."""
    none: frozenset[str] = frozenset()
    return Party(none, draw(word_sets), draw(st.sampled_from((none, frozenset({"MIL"})))), none)


@st.composite
def tellings(draw: st.DrawFn, key: str, setting: Setting) -> Telling:
    """One report of an article."""
    kind, family = draw(st.sampled_from(TYPES))
    chief = draw(st.booleans())
    return Telling(
        key=key,
        setting=setting,
        event_type=kind,
        family=family,
        place=draw(places),
        when=draw(dates()),
        actors=draw(parties()),
        targets=draw(parties()),
        counts=draw(st.sampled_from(((), (("killed", 5, 5),), (("killed", 50, None),)))),
        trigger=draw(st.sampled_from(("bomb", "kill"))),
        sentence=vector(draw(some_words)),
        at=0,
        happened=draw(st.sampled_from((True, True, False))),
        main=chief,
        chief=chief,
    )


@st.composite
def articles(draw: st.DrawFn) -> list[ArticleRead]:
    """Some articles, each with up to three reports; copies are of others among them."""
    names = [f"{draw(st.integers(0, 9))}{n:x}" for n in range(draw(st.integers(0, 12)))]
    made: list[ArticleRead] = []
    for name in names:
        setting = draw(settings_of(name, [other for other in names if other != name]))
        told = tuple(
            draw(tellings(f"{name}:{start}", setting)) for start in range(draw(st.integers(0, 3)))
        )
        made.append(ArticleRead(setting, told))
    return made


@st.composite
def judged(draw: st.DrawFn, made: Sequence[ArticleRead]) -> tuple[Judgement, ...]:
    """Judgements on reports that are there, and on some that are not."""
    keys = [telling.key for article in made for telling in article.tellings] + ["z:1", "z:2"]
    pairs = draw(st.lists(st.lists(st.sampled_from(keys), min_size=2, max_size=2, unique=True)))
    return tuple(
        Judgement.of(one, other, draw(st.sampled_from(("same", "different"))), reviewer="me",
                     at=MADE_AT)
        for one, other in pairs
    )  # fmt: skip


def crowd(many: int) -> list[ArticleRead]:
    """Articles that all share one word, one cell of the map and one week, and little else."""
    setting = Setting(
        article="", published=FIRST_DAY, text=vector("bulobarde"), lead={}, title={},
        names=frozenset(), numbers=frozenset(), quotes=frozenset(), towns=(), days=(), again=False,
        copy_of=None, day=None, town=None,
        opening=Opening.of(
            title=frozenset(), lead=frozenset(), words=frozenset(), everything=frozenset()
        ),
    )  # fmt: skip
    nobody = Party(frozenset(), frozenset(), frozenset(), frozenset())
    made = []
    for number in range(many):
        own = replace(setting, article=f"{number:05}")
        telling = Telling(
            key=f"{number:05}:1", setting=own, event_type="bombing", family="explosion",
            place=PLACES[0], when=None, actors=nobody, targets=nobody, counts=(), trigger="bomb",
            sentence={}, at=0, happened=True, main=True, chief=True,
        )  # fmt: skip
        made.append(ArticleRead(own, (telling,)))
    return made
