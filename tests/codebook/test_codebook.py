"""The shipped codebook is whole and true to the schemes; a user's file joins it or says why not."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from dateline.codebook import EventType, check_code, load_codebook
from dateline.codebook.loader import TYPES_FILE
from dateline.codebook.schemes import (
    CONTEXTS_FILE,
    MODES_FILE,
    load_cameo,
    load_contexts,
    load_modes,
    load_schemes,
)
from dateline.codebook.table import as_markdown
from dateline.errors import CodebookError

PAGE = Path(__file__).parents[2] / "docs" / "codebook.md"

IDS = """
armed_clash government_regains_territory nonstate_overtakes_territory air_drone_strike
shelling_missile remote_explosive suicide_bomb grenade chemical_weapon attack_on_civilians
assassination execution sexual_violence abduction peaceful_protest labour_strike hunger_strike
boycott blockade protest_with_intervention excessive_force_against_protesters
violent_demonstration mob_violence looting_property_destruction agreement ceasefire arrest
raid_seizure weapons_disrupted change_to_group_activity headquarters_established
nonviolent_transfer_of_territory deploy military_exercise withdraw disarm release grant_access
restrict withhold_service cyber_attack misinformation deport displacement trial_sentence
pardon_apology sanction expel_diplomat coup_mutiny claim_responsibility accuse investigate
failure_to_act reject threaten demand pledge statement support meet visit mediate cooperate aid
concede legislate election appoint_resign organized_crime natural_disaster man_made_disaster
""".split()

BOOK = load_codebook()
SCHEMES = load_schemes()
TYPES = list(BOOK.types.values())
each_type = pytest.mark.parametrize("event", TYPES, ids=lambda event: event.id)


def test_the_types_are_those_of_the_project() -> None:
    assert sorted(BOOK.types) == sorted(IDS)


@each_type
def test_a_definition_is_of_two_to_four_sentences(event: EventType) -> None:
    sentences = re.findall(r"[.!?](?=\s|$)", event.definition)
    assert 2 <= len(sentences) <= 4, event.definition


@each_type
def test_a_definition_names_only_types_that_exist(event: EventType) -> None:
    named = set(re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", event.definition))
    assert named <= set(IDS)


@each_type
def test_a_type_has_three_examples_of_its_own(event: EventType) -> None:
    assert len(event.examples) >= 3
    assert all(example.endswith(".") for example in event.examples)


def test_no_example_stands_twice() -> None:
    examples = [example for event in TYPES for example in event.examples]
    assert len(examples) == len(set(examples))


@each_type
def test_cameo_codes_are_real(event: EventType) -> None:
    codes = {case.code for case in event.cameo if case.code}
    assert codes <= set(load_cameo())


def test_no_cameo_name_is_kept_for_nothing() -> None:
    used = {case.code for event in TYPES for case in event.cameo}
    assert set(load_cameo()) <= used


@each_type
def test_the_quad_class_is_one_that_its_codes_lead_to(event: EventType) -> None:
    quads = {SCHEMES.categories[case.code].quad_class for case in event.plover if case.code}
    quads |= {SCHEMES.cameo_quad[case.code[:2]] for case in event.cameo if case.code}
    assert event.quad_class in quads or event.quad_class is None


@each_type
def test_every_list_of_cases_ends_without_a_condition(event: EventType) -> None:
    for cases in (event.plover, event.cameo, event.acled):
        assert [case.text for case in cases].index("") == len(cases) - 1


def test_every_acled_sub_event_type_is_reached() -> None:
    assert {case.code for event in TYPES for case in event.acled} - {None} == set(SCHEMES.acled)


def test_plover_is_complete() -> None:
    assert len(SCHEMES.categories) == 16
    assert len(SCHEMES.contexts) == 37
    assert {case.code for event in TYPES for case in event.plover} - {None} == set(
        SCHEMES.categories
    )
    assert (SCHEMES.categories["ACCUSE"].score, SCHEMES.categories["AID"].score) == (-2, 10)


def test_every_mode_has_cues() -> None:
    every = {(name, mode) for name, row in SCHEMES.categories.items() for mode in row.modes}
    assert set(load_modes()) == every


def test_every_context_has_cues_and_stays_precise() -> None:
    sizes = {name: len(cues.words) + len(cues.together) for name, cues in load_contexts().items()}
    assert all(10 <= size <= 40 for size in sizes.values()), sizes


@pytest.mark.parametrize("path", [MODES_FILE, CONTEXTS_FILE], ids=lambda path: path.name)
def test_cues_are_lower_case_lemmas_and_stand_once(path: Path) -> None:
    seen: dict[str, set[str]] = {}
    category = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("["):
            category = line
        elif line.strip() and not line.startswith("#"):
            name, _, cues = line.partition(":")
            mine = seen.setdefault(category + name, set())
            for cue in cues.split():
                assert cue == cue.lower(), cue
                assert cue not in mine, f"{name}: {cue} twice"
                assert all(cue.split("_")), cue
                mine.add(cue)


def test_an_unknown_type_is_an_error() -> None:
    with pytest.raises(CodebookError, match="no event type 'picnic'"):
        BOOK["picnic"]


def test_it_loads_within_80_ms() -> None:
    """In a fresh process, without the imports; the best of three, as machines have hiccups."""
    program = (
        "import time; from dateline.codebook import load_codebook\n"
        "from dateline.codebook.schemes import load_contexts, load_modes\n"
        "start = time.perf_counter(); load_codebook(); load_modes(); load_contexts()\n"
        "print(time.perf_counter() - start)"
    )
    times = [
        float(
            subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout
        )
        for _ in range(3)
    ]
    assert min(times) < 0.080


def test_the_page_is_made_from_the_data() -> None:
    again = "python -m dateline.codebook.table > docs/codebook.md"
    assert PAGE.read_text("utf-8") == as_markdown(BOOK), f"make it anew: {again}"


def test_the_version_is_a_short_hash_of_the_data() -> None:
    assert re.fullmatch(r"[0-9a-f]{8}", BOOK.version)
    assert load_codebook().version == BOOK.version


# --- a user's own file ----------------------------------------------------------------

OWN = """\
# types of our own
[type.cattle_raid]
label = "Cattle raid"
family = "violence"
definition = "Armed herders drive off livestock. Theft by night is no raid."
plover = [{ code = "ASSAULT", modes = "primitive", words = "spear" }, { code = "ASSAULT" }]
cameo = "1711"
acled = "Strategic developments / Looting/property destruction"
triggers = [
    "v A rustle P",
    'n cattle raid AP',
    "v A rustle P:animal",
]

[type.visit]
label = "Visit"
family = "verbal_cooperation"
definition = "Ours. Another one."
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_own_types_join_and_replace_the_shipped_ones(tmp_path: Path) -> None:
    book = load_codebook(write(tmp_path, OWN))
    assert set(book.types) == {*IDS, "cattle_raid"}
    assert book["visit"].definition == "Ours. Another one."
    assert book["visit"].plover[0].code is None
    assert book["cattle_raid"].plover[0].modes == ("primitive",)
    assert book.version != BOOK.version
    assert BOOK["visit"].definition != "Ours. Another one."


def test_own_triggers_are_texts_that_know_their_line(tmp_path: Path) -> None:
    path = write(tmp_path, OWN)
    triggers = load_codebook(path)["cattle_raid"].triggers
    assert triggers == ("v A rustle P", "n cattle raid AP", "v A rustle P:animal")
    assert [line.line for line in triggers] == [10, 11, 12]
    assert {line.file for line in triggers} == {str(path)}
    again = pickle.loads(pickle.dumps(triggers))
    assert [line.line for line in again] == [10, 11, 12]


def test_the_same_types_with_other_line_ends_are_the_same_codebook(tmp_path: Path) -> None:
    one = load_codebook(write(tmp_path, OWN)).version
    (tmp_path / "dos.toml").write_bytes(OWN.replace("\n", "\r\n").encode())
    assert load_codebook(tmp_path / "dos.toml").version == one


HEAD = '[type.raid]\nlabel = "Raid"\nfamily = "violence"\ndefinition = "One. Two."\n'


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "no event type"),
        ("[type.raid\n", 1, "Expected ']'"),
        (HEAD + "cameo = 183\n", 5, "'cameo' must be a code or a list of cases"),
        (HEAD + 'cameo = "999"\n', 5, "no cameo code '999'"),
        (HEAD + 'plover = "FIGHT"\n', 5, "no plover code 'FIGHT'"),
        (HEAD + 'acled = "Battles / Attack"\n', 5, "no acled code 'Battles / Attack'"),
        (HEAD + '\ncolour = "red"\n', 6, "unknown key 'colour'"),
        (HEAD + 'plover = "ASSAULT"\nstated = "riot"\n', 6, "no mode 'riot'"),
        (HEAD + 'plover = [{ code = "ASSAULT", modes = "rioting" }]\n', 5, "no mode 'rioting'"),
        (HEAD + 'cameo = [{ code = "183", wrds = "bomb" }]\n', 5, "unknown key 'wrds'"),
        (HEAD + 'cameo = [{ words = "bomb" }]\n', 5, "a case of 'cameo' has no code"),
        (
            HEAD + 'cameo = [{ code = "183", actor = "ARMY" }]\n',
            5,
            "no sector, actor type or group",
        ),
        (HEAD + 'cameo = [{ code = "183", plover = "NONE" }]\n', 5, "no PLOVER category 'NONE'"),
        (HEAD + "quad_class = 7\n", 5, "'quad_class' must be 1, 2, 3 or 4"),
        (HEAD + 'triggers = "v A raid P"\n', 5, "'triggers' must be a list of texts"),
        (HEAD + HEAD, 5, "Cannot declare"),
        (HEAD.replace("violence", "fun"), 3, "no family 'fun'"),
        (HEAD.replace("definition", "#"), 1, "'definition' must be given"),
        (HEAD.replace("type.raid", "type.Raid"), 1, "an id is lower-case"),
        (HEAD + '[types.other]\nlabel = "x"\n', 5, "unknown key 'types'"),
        ("type = 3\n", 1, "no event type"),
        (
            HEAD + 'plover = "ASSAULT"\ncameo = [\n  { code = "183" },\n  { code = "18" },\n]\n',
            8,
            "'18'",
        ),
        (HEAD + 'cameo = [{ code = "183", words = 3 }]\n', 5, "'words' must be names in one text"),
        (HEAD + 'examples = ["A riot."]\nplover = "ASSAULT"\nstated = "riot"\n', 7, "'riot'"),
    ],
)
def test_a_broken_file_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(CodebookError) as caught:
        load_codebook(path)
    message = str(caught.value)
    assert message.startswith(f"{path}:{line}:")
    assert said in message
    assert "\n" not in message


def test_a_file_that_is_not_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(HEAD.encode() + b'examples = ["caf\xe9"]\n')
    with pytest.raises(CodebookError, match=r"own\.toml:5: not UTF-8 text"):
        load_codebook(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=r"none\.toml: cannot be read"):
        load_codebook(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("mode", "hunger"),
        ("cameo", "1831"),
        ("cameo", "-"),
        ("context", "terrorism"),
        ("plover", "COERCE"),
        ("plover", "-"),
        ("acled", "Peaceful_protest"),
    ],
)
def test_codes_that_a_pattern_may_settle(kind: str, value: str) -> None:
    check_code(kind, value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [("mode", "sulk"), ("mode", "-"), ("cameo", "21"), ("context", "war"), ("colour", "red")],
)
def test_codes_that_a_pattern_may_not_settle(kind: str, value: str) -> None:
    with pytest.raises(CodebookError):
        check_code(kind, value)


def test_the_types_file_is_plain_toml() -> None:
    assert len(tomllib.loads(TYPES_FILE.read_text("utf-8"))["type"]) == len(IDS)
