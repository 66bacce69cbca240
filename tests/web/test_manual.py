"""The manual of the workbench names pages, keys and pictures that are there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from starlette.routing import compile_path

from dateline.review.values import FIELDS
from dateline.store.filters import PARAMETERS
from dateline.web import navigation
from dateline.web.app import create_app
from dateline.web.pages import explore_view
from dateline.web.pages.review import REASONS
from dateline.web.pages.review_desk import KINDS, MOST_REVIEWERS
from dateline.web.pages.review_lists import SHOWN
from dateline.web.rendering import STATIC
from dateline.web.settings import WebSettings

DOCS = Path(__file__).parents[2] / "docs"
if not DOCS.is_dir():
    pytest.skip("docs is not beside the tests", allow_module_level=True)
PAGES = {name: (DOCS / name).read_text(encoding="utf-8") for name in ("workbench.md", "review.md")}
MANUAL, REVIEW = PAGES["workbench.md"], PAGES["review.md"]
SCRIPTS = "\n".join(path.read_text("utf-8") for path in sorted(STATIC.glob("review*.js")))
HELP = (STATIC.parent / "templates/review/help.html").read_text("utf-8")
NAMES = {"←": "ArrowLeft", "→": "ArrowRight", "↑": "ArrowUp", "↓": "ArrowDown", "Esc": "Escape"}


# -- addresses ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def paths() -> list[str]:
    """What the app answers, as its OpenAPI document lists it, and that document."""
    listed: dict[str, Any] = create_app(WebSettings()).openapi()["paths"]
    return [*listed, "/openapi.json"]


def is_answered(address: str, path: str) -> bool:
    """A twin is answered by a path of its own: ``/incidents/{id}`` would take any word."""
    plain = re.sub(r":\w+}", "}", path)
    pattern, _, _ = compile_path(plain)
    same_form = PurePosixPath(plain).suffix == PurePosixPath(address).suffix
    return same_form and pattern.match(re.sub(r"{\w+}", "x", address)) is not None


def addresses(text: str) -> Iterator[str]:
    """Each address in the text, without its query."""
    for found in re.findall(r"`(/[a-z][^`\s]*)`", text):
        yield found.partition("?")[0]
    for found in re.findall(r"https?://[\w.:]+(/[a-z][^\s'`]*)", text):
        if not found.endswith(".png"):  # map tiles are somebody else's
            yield found.partition("?")[0]


@pytest.mark.parametrize("address", sorted(set(chain(addresses(MANUAL), addresses(REVIEW)))))
def test_addresses_are_answered(address: str, paths: list[str]) -> None:
    assert any(is_answered(address, path) for path in paths)


def test_an_address_that_is_not_there_is_noticed(paths: list[str]) -> None:
    assert not any(is_answered("/incidents/{id}.graphml", path) for path in paths)


@pytest.mark.parametrize("section", navigation.SECTIONS, ids=lambda one: one.title)
def test_every_section_is_explained(section: navigation.Section) -> None:
    assert section.address in set(addresses(MANUAL))


def test_filters_are_all_named() -> None:
    listed = MANUAL[MANUAL.index("Filters have the same names") :].partition("Give a name")[0]
    assert set(re.findall(r"`(\w+)`", listed)) == set(PARAMETERS)
    assert {"review", "sort", "terms"} < set(explore_view.OWN)
    assert set(explore_view.TERMS) == {"acled", "plover", "dateline"}


# -- keys --------------------------------------------------------------------------------------


def keys_of(cell: str) -> Iterator[str]:
    """The keys in the first cell of a line, ``1`` to ``9`` told one by one."""
    ends = re.findall(r"`(\d)` to `(\d)`", cell)
    for first, last in ends:
        yield from map(str, range(int(first), int(last) + 1))
    yield from re.findall(r"`([^`]+)`", cell)


def table_of_keys() -> set[str]:
    table = MANUAL[MANUAL.index("| key |") :].partition("\n\n")[0]
    cells = [line.split("|")[1] for line in table.splitlines()[2:]]
    return {key for cell in cells for key in keys_of(cell)}


def is_in_scripts(key: str) -> bool:
    if key.isdigit():
        return "/^\\d$/.test(event.key)" in SCRIPTS
    if key == "Shift":
        return "event.shiftKey" in SCRIPTS
    name = NAMES.get(key, key)
    written = (
        rf'^  {re.escape(name)}: |^  "{re.escape(name)}": |\["{re.escape(name)}"\] = |"{name}"'
    )
    arrow = name.startswith("Arrow") and 'startsWith("Arrow")' in SCRIPTS
    return arrow or re.search(written, SCRIPTS, re.MULTILINE) is not None


@pytest.mark.parametrize("key", sorted(table_of_keys()))
def test_keys_are_there(key: str) -> None:
    assert is_in_scripts(key)


def test_a_key_that_is_not_there_is_noticed() -> None:
    assert not is_in_scripts("q")


def test_the_help_has_the_same_keys() -> None:
    lines = re.findall(r'\(\[(".+?")\],', HELP)
    helped = {key for line in lines for key in re.findall(r'"(.+?)"', line)}
    assert helped - {"–"} == table_of_keys() - {"/"} - set("2345678")


# -- review ------------------------------------------------------------------------------------


def test_review_names_what_there_is() -> None:
    assert re.findall(r"^\| (\d) \| `([\w ]+)`", REVIEW, re.MULTILINE) == [
        (str(number), reason) for number, (reason, _) in enumerate(REASONS, start=1)
    ]
    assert f"up to {MOST_REVIEWERS}" in REVIEW
    assert all(f"`{one}`" in REVIEW for one in (*KINDS, *SHOWN, *FIELDS))


# -- pictures ----------------------------------------------------------------------------------


def test_pictures_are_there_and_small() -> None:
    shown = set(re.findall(r"\]\((images/workbench-[\w-]+\.png)\)", MANUAL))
    kept = {f"images/{path.name}" for path in (DOCS / "images").glob("workbench-*.png")}
    assert shown == kept
    assert len(shown) > 10
    assert all((DOCS / one).stat().st_size < 200_000 for one in shown)


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_pages(name: str) -> None:
    for found in re.findall(r"\]\(([\w-]+\.md)", PAGES[name]):
        assert (DOCS / found).is_file(), found
