"""Each rule of the crosswalk beside what it should give; the words stand for a clause's lemmas."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.codebook import CodeFacts, derive_codes, load_codebook
from dateline.codebook.codes import as_intended
from dateline.codebook.schemes import Cues, load_schemes
from dateline.records.event import Codes

BOOK = load_codebook()


def codes_of(event_type: str, words: str = "", **more: Any) -> Codes:
    """Codes of a type with these lemmas in the clause; the sentence has them too."""
    lemmas = frozenset(words.split())
    facts = CodeFacts(lemmas=lemmas, sentence_lemmas=lemmas, **more)
    return derive_codes(BOOK[event_type], facts)


# --- category and modes ---------------------------------------------------------------

PLOVER = [
    # type, words, more facts, category, modes
    ("armed_clash", "soldier clash with rebel", {}, "ASSAULT", ()),
    ("armed_clash", "soldier exchange fire with gunman", {}, "ASSAULT", ("firearms",)),
    ("armed_clash", "rebel fire mortar at post", {}, "ASSAULT", ("heavy-weapons",)),
    (
        "armed_clash",
        "fight",
        {"weapon": "machine guns and tanks"},
        "ASSAULT",
        ("firearms", "heavy-weapons"),
    ),
    ("air_drone_strike", "strike hit village", {}, "ASSAULT", ()),
    ("air_drone_strike", "drone strike hit village", {}, "ASSAULT", ("drone",)),
    ("air_drone_strike", "air strike hit village", {}, "ASSAULT", ("aerial",)),
    ("air_drone_strike", "hit", {"weapon": "two drones"}, "ASSAULT", ("drone",)),
    ("shelling_missile", "shell village", {}, "ASSAULT", ("heavy-weapons",)),
    ("suicide_bomb", "blow himself up", {}, "ASSAULT", ("suicide-attack",)),
    ("chemical_weapon", "gas", {}, "ASSAULT", ("unconventional",)),
    ("attack_on_civilians", "gunman kill farmer", {}, "ASSAULT", ()),
    ("attack_on_civilians", "man hack farmer with machete", {}, "ASSAULT", ("primitive",)),
    (
        "attack_on_civilians",
        "soldier beat and torture detainee",
        {},
        "ASSAULT",
        ("beat", "torture"),
    ),
    ("assassination", "shoot mayor", {}, "ASSAULT", ("targeted", "firearms")),
    ("abduction", "kidnap engineer", {}, "ASSAULT", ("abduct",)),
    ("peaceful_protest", "march", {}, "PROTEST", ("demo",)),
    ("labour_strike", "strike", {}, "PROTEST", ("strike",)),
    ("hunger_strike", "fast", {}, "PROTEST", ("hunger",)),
    ("blockade", "farmer block road", {"actor_sectors": ("AGR",)}, "PROTEST", ("obstruct",)),
    ("blockade", "block road", {}, "PROTEST", ("obstruct",)),
    ("blockade", "navy block port", {"actor_sectors": ("MIL",)}, "COERCE", ("restrict",)),
    ("blockade", "close port", {"actor_sectors": ("GOV",)}, "COERCE", ("restrict",)),
    ("blockade", "block road", {"actor_acled": "Rebel groups"}, "COERCE", ("restrict",)),
    ("protest_with_intervention", "fire tear gas at crowd", {}, "ASSAULT", ("crowd-control",)),
    ("protest_with_intervention", "detain protester", {}, "COERCE", ("arrest",)),
    ("protest_with_intervention", "break up rally", {}, "COERCE", ("restrict",)),
    ("excessive_force_against_protesters", "open fire on marcher", {}, "ASSAULT", ("firearms",)),
    ("violent_demonstration", "clash with police", {}, "PROTEST", ("riot",)),
    ("violent_demonstration", "set fire to office", {}, "PROTEST", ("riot", "vandalize")),
    ("mob_violence", "mob lynch man", {}, "ASSAULT", ("beat",)),
    ("mob_violence", "mob stab man", {}, "ASSAULT", ("primitive",)),
    ("mob_violence", "attack", {"target_sectors": ("CVL",)}, "ASSAULT", ()),
    ("mob_violence", "attack station", {"target_sectors": ("COP",)}, "PROTEST", ("riot",)),
    ("mob_violence", "supporter riot", {}, "PROTEST", ("riot",)),
    ("looting_property_destruction", "loot shop", {}, "ASSAULT", ()),
    ("looting_property_destruction", "burn house", {}, "ASSAULT", ("destroy",)),
    ("agreement", "sign accord", {}, "SUPPORT", ()),
    ("agreement", "deal", {}, "SUPPORT", ()),
    ("agreement", "agree to share water", {}, "AGREE", ()),
    ("agreement", "will sign accord", {}, "AGREE", ()),
    ("ceasefire", "declare truce", {}, "CONCEDE", ()),
    ("ceasefire", "truce take effect", {}, "RETREAT", ("ceasefire",)),
    ("weapons_disrupted", "seize rifle", {}, "COERCE", ("seize",)),
    ("weapons_disrupted", "defuse mine", {}, None, ()),
    ("change_to_group_activity", "split", {}, None, ()),
    ("change_to_group_activity", "raise militia", {}, "MOBILIZE", ("militia",)),
    ("nonviolent_transfer_of_territory", "army leave town", {}, "RETREAT", ("withdraw",)),
    ("nonviolent_transfer_of_territory", "rebel enter town", {}, None, ()),
    ("deploy", "send soldier and police", {}, "MOBILIZE", ("troops", "police")),
    ("military_exercise", "hold drill", {}, "MOBILIZE", ()),
    ("military_exercise", "hold joint drill", {}, "COOPERATE", ()),
    ("withdraw", "troop leave base", {}, "RETREAT", ("withdraw",)),
    ("withdraw", "peacekeeper leave base", {}, "SANCTION", ("withdraw",)),
    ("release", "free hostage", {}, "RETREAT", ("release",)),
    ("release", "release tanker", {}, "RETREAT", ()),
    ("release", "release tanker and crew", {}, "RETREAT", ("release",)),
    ("restrict", "impose curfew", {}, "COERCE", ("curfew",)),
    ("restrict", "ban rally", {}, "COERCE", ("restrict",)),
    ("restrict", "suspend radio station", {}, "COERCE", ("censor",)),
    ("restrict", "declare state of emergency", {}, "COERCE", ("martial-law",)),
    ("trial_sentence", "charge mayor", {}, "ACCUSE", ("allege",)),
    ("trial_sentence", "convict mayor", {}, "SANCTION", ("convict",)),
    ("trial_sentence", "jail mayor for year", {}, "SANCTION", ("convict", "arrest")),
    ("trial_sentence", "sentence mayor to year", {}, "SANCTION", ("convict", "arrest")),
    ("trial_sentence", "sentence mayor to death", {}, "SANCTION", ("convict",)),
    ("trial_sentence", "mayor charge could face year prison jail", {}, "ACCUSE", ("allege",)),
    ("trial_sentence", "acquit mayor", {}, None, ()),
    ("sanction", "recall ambassador", {}, "SANCTION", ("withdraw",)),
    ("sanction", "impose embargo", {}, "SANCTION", ("discontinue",)),
    ("coup_mutiny", "seize power", {}, "COERCE", ()),
    ("coup_mutiny", "soldier storm palace shoot guard", {}, "ASSAULT", ("firearms",)),
    ("coup_mutiny", "officer arrest president", {}, "COERCE", ("arrest",)),
    ("claim_responsibility", "claim attack", {}, None, ()),
    ("accuse", "condemn raid", {}, "ACCUSE", ("disapprove",)),
    ("accuse", "blame army", {}, "ACCUSE", ("allege",)),
    ("investigate", "probe", {}, "ACCUSE", ("investigate",)),
    ("reject", "refuse to resign", {}, "REJECT", ("change",)),
    ("reject", "refuse", {}, "REJECT", ()),
    ("threaten", "threaten to attack city", {}, "THREATEN", ("violence",)),
    ("threaten", "threaten sanction", {}, "THREATEN", ("restrict",)),
    ("threaten", "security force warn", {}, "THREATEN", ()),
    ("demand", "demand release of editor", {}, "REQUEST", ("yield",)),
    ("demand", "call for dialogue", {}, "REQUEST", ("meet",)),
    ("pledge", "promise aid", {}, "AGREE", ()),
    ("pledge", "promise to free prisoner", {}, "CONCEDE", ()),
    ("meet", "meet", {}, "CONSULT", ()),
    ("meet", "speak by phone", {}, "CONSULT", ("phone",)),
    ("visit", "arrive", {}, "CONSULT", ("visit",)),
    ("appoint_resign", "minister resign", {}, "RETREAT", ("resign",)),
    ("appoint_resign", "minister resign under pressure", {}, "CONCEDE", ()),
    ("appoint_resign", "name minister", {}, None, ()),
    ("natural_disaster", "flood", {}, None, ()),
]


@pytest.mark.parametrize(("event_type", "words", "more", "category", "modes"), PLOVER)
def test_plover_category_and_modes(
    event_type: str, words: str, more: dict[str, Any], category: str | None, modes: tuple[str, ...]
) -> None:
    codes = codes_of(event_type, words, **more)
    assert (codes.plover, codes.plover_modes) == (category, modes)


# --- CAMEO ----------------------------------------------------------------------------

CAMEO = [
    ("armed_clash", "clash", {}, "190"),
    ("armed_clash", "exchange fire", {}, "193"),
    ("armed_clash", "tank shell trench shoot", {}, "194"),
    ("armed_clash", "jet bomb trench shoot", {}, "195"),
    ("armed_clash", "violate ceasefire shoot", {}, "196"),
    ("government_regains_territory", "recapture", {}, "192"),
    ("nonstate_overtakes_territory", "capture", {}, "192"),
    ("air_drone_strike", "airstrike", {}, "195"),
    ("air_drone_strike", "drone strike", {}, "1952"),
    ("remote_explosive", "bomb explode", {}, "183"),
    ("remote_explosive", "car bomb explode", {}, "1832"),
    ("remote_explosive", "explode", {"weapon": "a truck bomb"}, "1832"),
    ("remote_explosive", "roadside bomb hit car", {}, "1833"),
    ("remote_explosive", "ied explode", {}, "1834"),
    ("remote_explosive", "landmine explode", {}, "193"),
    ("suicide_bomb", "car bomb", {}, "1831"),
    ("grenade", "throw grenade", {}, "183"),
    ("chemical_weapon", "chlorine", {}, "2041"),
    ("attack_on_civilians", "attack", {}, "180"),
    ("attack_on_civilians", "kill farmer", {}, "190"),
    ("attack_on_civilians", "shoot farmer dead", {}, "193"),
    ("attack_on_civilians", "beat farmer", {}, "182"),
    ("attack_on_civilians", "beat farmer to death", {}, "1823"),
    ("attack_on_civilians", "torture farmer", {}, "1822"),
    ("attack_on_civilians", "massacre farmer", {}, "202"),
    ("assassination", "shoot mayor dead", {}, "186"),
    ("assassination", "mayor survive attempt", {}, "185"),
    ("execution", "hang", {}, "1823"),
    ("sexual_violence", "rape", {}, "1821"),
    ("abduction", "kidnap", {}, "181"),
    ("peaceful_protest", "march", {}, "141"),
    ("hunger_strike", "fast", {}, "142"),
    ("labour_strike", "strike", {}, "143"),
    ("boycott", "boycott", {}, "143"),
    ("blockade", "block", {}, "144"),
    ("blockade", "block", {"actor_sectors": ("MIL",)}, "191"),
    ("protest_with_intervention", "tear gas", {}, "175"),
    ("protest_with_intervention", "arrest", {}, "175"),
    ("protest_with_intervention", "prevent march", {}, "170"),
    ("excessive_force_against_protesters", "kill", {}, "175"),
    ("excessive_force_against_protesters", "open fire", {}, "193"),
    ("violent_demonstration", "riot", {}, "145"),
    ("mob_violence", "beat man", {}, "182"),
    ("mob_violence", "lynch man", {}, "1823"),
    ("mob_violence", "riot", {}, "145"),
    ("looting_property_destruction", "torch house", {}, "1712"),
    ("looting_property_destruction", "loot house", {}, "1711"),
    ("agreement", "sign", {}, "057"),
    ("agreement", "agree to cooperate", {}, "031"),
    ("agreement", "agree to meet", {}, "036"),
    ("agreement", "agree", {}, "030"),
    ("ceasefire", "truce", {}, "0871"),
    ("arrest", "arrest", {}, "173"),
    ("raid_seizure", "raid", {}, "1711"),
    ("weapons_disrupted", "seize rifle", {}, "1711"),
    ("weapons_disrupted", "intercept drone", {}, None),
    ("deploy", "send troop", {}, "154"),
    ("deploy", "send police", {}, "153"),
    ("deploy", "troop on alert", {}, "152"),
    ("military_exercise", "drill", {}, "150"),
    ("military_exercise", "joint drill", {}, "062"),
    ("withdraw", "troop", {}, "0874"),
    ("withdraw", "lift blockade", {}, "0872"),
    ("withdraw", "observer", {}, "1662"),
    ("disarm", "disarm", {}, "0873"),
    ("disarm", "surrender", {}, "0874"),
    ("release", "free hostage", {}, "0841"),
    ("release", "return land", {}, "0842"),
    ("release", "free truck driver", {}, "0841"),
    ("grant_access", "let in convoy", {}, "0863"),
    ("grant_access", "admit inspector", {}, "0862"),
    ("grant_access", "admit journalist", {}, "086"),
    ("restrict", "ban rally", {}, "1721"),
    ("restrict", "ban party", {}, "1722"),
    ("restrict", "curfew", {}, "1723"),
    ("restrict", "martial law", {}, "1724"),
    ("restrict", "tax", {}, "172"),
    ("cyber_attack", "hack", {}, "176"),
    ("deport", "deport", {}, "174"),
    ("displacement", "flee", {}, None),
    ("displacement", "drive family from village", {"actor_sectors": ("REB",)}, "201"),
    ("trial_sentence", "charge", {}, "115"),
    ("trial_sentence", "convict", {}, "116"),
    ("trial_sentence", "jail", {}, "173"),
    ("pardon_apology", "apologise", {}, "055"),
    ("pardon_apology", "pardon", {}, "0841"),
    ("sanction", "impose sanction", {}, "163"),
    ("sanction", "recall ambassador", {}, "161"),
    ("sanction", "cut military aid", {}, "1622"),
    ("sanction", "suspend aid", {}, "162"),
    ("expel_diplomat", "expel envoy", {}, "161"),
    ("expel_diplomat", "expel charity", {}, "1663"),
    ("claim_responsibility", "claim", {}, "015"),
    ("accuse", "accuse of arm rebel", {}, "112"),
    ("accuse", "accuse of corruption", {}, "1121"),
    ("accuse", "accuse of war crime", {}, "1124"),
    ("accuse", "criticise", {}, "111"),
    ("investigate", "probe bribe", {}, "091"),
    ("reject", "reject", {}, "120"),
    ("reject", "veto bill", {}, "129"),
    ("reject", "reject talk", {}, "125"),
    ("reject", "reject allegation", {}, "016"),
    ("threaten", "threaten", {}, "130"),
    ("threaten", "threaten to kill", {}, "138"),
    ("threaten", "threaten to attack", {}, "1384"),
    ("threaten", "threaten to go on strike", {}, "133"),
    ("threaten", "warn of strike", {"actor_sectors": ("LAB",)}, "133"),
    ("demand", "demand", {}, "100"),
    ("demand", "urge", {}, "020"),
    ("demand", "demand release", {}, "1053"),
    ("demand", "urge release", {}, "0253"),
    ("demand", "urge truce", {}, "0256"),
    ("demand", "demand dialogue", {}, "106"),
    ("pledge", "promise", {}, "030"),
    ("pledge", "promise to meet", {}, "036"),
    ("pledge", "promise to free hostage", {}, "0353"),
    ("statement", "say", {}, "010"),
    ("support", "praise", {}, "051"),
    ("support", "recognise state", {}, "054"),
    ("meet", "meet", {}, "040"),
    ("meet", "phone", {}, "041"),
    ("meet", "negotiate", {}, "046"),
    ("visit", "visit", {}, "042"),
    ("visit", "host", {}, "043"),
    ("mediate", "mediate", {}, "045"),
    ("cooperate", "share intelligence", {}, "064"),
    ("aid", "food", {}, "073"),
    ("aid", "weapon", {}, "072"),
    ("aid", "asylum", {}, "075"),
    ("concede", "lift curfew", {}, "0813"),
    ("concede", "lift sanction", {}, "085"),
    ("appoint_resign", "resign", {}, None),
    ("appoint_resign", "resign pressure", {}, "0831"),
    ("election", "vote", {}, None),
]


@pytest.mark.parametrize(("event_type", "words", "more", "code"), CAMEO)
def test_cameo(event_type: str, words: str, more: dict[str, Any], code: str | None) -> None:
    assert codes_of(event_type, words, **more).cameo == code


# --- ACLED ----------------------------------------------------------------------------

ACLED = [
    ("armed_clash", "clash", {}, "Battles", "Armed clash"),
    ("air_drone_strike", "strike", {}, "Explosions/Remote violence", "Air/drone strike"),
    (
        "execution",
        "behead",
        {"actor_acled": "Rebel groups"},
        "Violence against civilians",
        "Attack",
    ),
    ("execution", "court", {"actor_sectors": ("REB",)}, "Violence against civilians", "Attack"),
    ("execution", "hang prison", {}, None, None),
    ("execution", "execute", {"actor_sectors": ("GOV",)}, None, None),
    (
        "execution",
        "execute prisoner",
        {"actor_sectors": ("MIL",)},
        "Violence against civilians",
        "Attack",
    ),
    ("labour_strike", "strike", {}, None, None),
    ("labour_strike", "strike rally", {}, "Protests", "Peaceful protest"),
    ("boycott", "boycott", {}, None, None),
    ("blockade", "block", {}, "Protests", "Peaceful protest"),
    ("blockade", "burn tyre", {}, "Riots", "Violent demonstration"),
    ("blockade", "block", {"actor_sectors": ("MIL",)}, None, None),
    ("mob_violence", "lynch", {}, "Riots", "Mob violence"),
    ("arrest", "arrest", {"actor_sectors": ("COP",)}, "Strategic developments", "Arrests"),
    (
        "arrest",
        "arrest",
        {"actor_acled": "Rebel groups"},
        "Violence against civilians",
        "Abduction/forced disappearance",
    ),
    ("abduction", "capture", {"target_sectors": ("MIL",)}, None, None),
    ("release", "free", {}, "Strategic developments", "Other"),
    ("release", "exchange prisoner", {}, "Strategic developments", "Agreement"),
    ("coup_mutiny", "coup", {}, "Strategic developments", "Other"),
    ("coup_mutiny", "fight", {}, "Battles", "Armed clash"),
    ("meet", "meet", {}, None, None),
    ("meet", "peace talk", {}, "Strategic developments", "Agreement"),
    ("statement", "say", {}, None, None),
]


@pytest.mark.parametrize(("event_type", "words", "more", "event", "sub_event"), ACLED)
def test_acled(
    event_type: str, words: str, more: dict[str, Any], event: str | None, sub_event: str | None
) -> None:
    codes = codes_of(event_type, words, **more)
    assert (codes.acled_event_type, codes.acled_sub_event_type) == (event, sub_event)


# --- intensity and quad class ---------------------------------------------------------


@pytest.mark.parametrize(
    ("event_type", "words", "intensity", "quad_class"),
    [
        ("accuse", "blame", -2.0, 3),
        ("violent_demonstration", "riot", -5.0, 4),
        ("demand", "demand", 0.0, 3),
        ("aid", "food", 10.0, 2),
        ("agreement", "sign", 5.0, 1),
        ("ceasefire", "declare", 4.5, 1),
        ("ceasefire", "hold", 6.5, 2),
        ("claim_responsibility", "claim", None, 1),
        ("statement", "say", None, 1),
        ("weapons_disrupted", "defuse", None, None),
        ("election", "vote", None, None),
    ],
)
def test_intensity_and_quad_class(
    event_type: str, words: str, intensity: float | None, quad_class: int | None
) -> None:
    codes = codes_of(event_type, words)
    assert (codes.intensity, codes.quad_class) == (intensity, quad_class)


# --- contexts -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "contexts"),
    [
        ("police use tear gas on protester", ("repression",)),
        ("soldier trade fire with rebel", ("military",)),
        ("man storm office", ()),
        ("protester set fire to office", ()),
        ("police open fire on protester", ("repression",)),
        ("wound man take to hospital", ()),
        ("detainee begin hunger strike", ()),
        ("court convict minister of bribe", ("legal", "corruption")),
        ("voter elect parliament", ("legislative", "election")),
        ("smuggler carry cocaine", ("illegal_drugs", "trafficking")),
        ("refugee flee earthquake", ("migration", "disasters")),
    ],
)
def test_contexts(words: str, contexts: tuple[str, ...]) -> None:
    assert codes_of("statement", words).plover_contexts == contexts


def test_contexts_are_read_from_the_sentence_and_modes_from_the_clause() -> None:
    facts = CodeFacts(lemmas=frozenset({"clash"}), sentence_lemmas=frozenset({"shoot", "cocaine"}))
    codes = derive_codes(BOOK["armed_clash"], facts)
    assert codes.plover_modes == ()
    assert codes.plover_contexts == ("illegal_drugs",)


# --- codes that a trigger pattern settles ---------------------------------------------


@pytest.mark.parametrize(
    ("event_type", "words", "fixed", "expected"),
    [
        ("peaceful_protest", "", (("mode", "strike"),), {"plover_modes": ("strike",)}),
        ("attack_on_civilians", "", (("mode", "firearms"),), {"cameo": "193"}),
        ("protest_with_intervention", "", (("mode", "crowd-control"),), {"plover": "ASSAULT"}),
        ("mob_violence", "", (("mode", "beat"),), {"plover": "ASSAULT", "cameo": "182"}),
        ("trial_sentence", "jail", (("mode", "convict"),), {"plover_modes": ("convict", "arrest")}),
        ("remote_explosive", "", (("cameo", "1833"),), {"cameo": "1833", "quad_class": 4}),
        ("armed_clash", "", (("cameo", "-"),), {"cameo": None}),
        ("statement", "", (("context", "terrorism"),), {"plover_contexts": ("terrorism",)}),
        ("blockade", "", (("plover", "COERCE"),), {"plover_modes": ("restrict",), "cameo": "191"}),
        ("statement", "", (("plover", "CONSULT"),), {"plover": "CONSULT", "intensity": 2.5}),
        ("agreement", "sign", (("plover", "-"),), {"plover": None, "intensity": None}),
        ("boycott", "", (("acled", "Peaceful_protest"),), {"acled_event_type": "Protests"}),
        ("election", "", (("mode", "demo"),), {"plover": None, "plover_modes": ()}),
        ("looting_property_destruction", "", (("mode", "vandalize"),), {"plover_modes": ()}),
        ("trial_sentence", "", (("mode", "arrest"),), {"plover_modes": ("convict", "arrest")}),
    ],
)
def test_settled_codes(
    event_type: str, words: str, fixed: tuple[tuple[str, str], ...], expected: dict[str, Any]
) -> None:
    codes = codes_of(event_type, words, fixed=fixed)
    assert {name: getattr(codes, name) for name in expected} == expected


@pytest.mark.parametrize("event_type", sorted(BOOK.types))
def test_a_bare_report_has_coherent_codes(event_type: str) -> None:
    schemes = load_schemes()
    codes = codes_of(event_type)
    assert (codes.plover is None) == (codes.intensity is None)
    assert codes.plover_contexts == ()
    assert schemes.acled.get(codes.acled_sub_event_type or "") == codes.acled_event_type
    if codes.plover is None:
        assert codes.plover_modes == ()
    if codes.plover is None and codes.cameo is None:
        assert codes.quad_class is None


def test_cues_of_several_words_hold_when_all_stand_there() -> None:
    cues = Cues.of(["shoot", "open_fire"])
    assert cues.stated(frozenset({"fire", "open"}))
    assert cues.stated(frozenset({"shoot"}))
    assert not cues.stated(frozenset({"fire"}))
    assert not cues.stated(frozenset())


@pytest.mark.parametrize(
    ("event_type", "factuality", "expected"),
    [
        ("release", "planned", ("AGREE", 1)),
        ("meet", "planned", ("AGREE", 1)),
        ("release", "asserted", ("RETREAT", 2)),
        ("peaceful_protest", "planned", ("PROTEST", 4)),
        ("labour_strike", "threatened", ("THREATEN", 3)),
        ("labour_strike", "demanded", ("PROTEST", 4)),
        ("statement", "planned", (None, None)),
    ],
)
def test_an_act_still_to_come_is_coded_as_the_readiness_for_it(
    event_type: str, factuality: str, expected: tuple[str | None, int | None]
) -> None:
    codes = as_intended(codes_of(event_type), factuality)
    category, quad = expected
    assert codes.plover == category
    assert quad is None or codes.quad_class == quad
    assert (codes.plover is None) == (codes.intensity is None)
