"""Build a fuller gazetteer from GeoNames' dump, laid over the shipped one.

The dump's places come in with their own names, points and people; the shipped file's countries,
outlines, first-level units (by their names and all that is hand-written of them) and the places
and names that the dump has not stay. The rows of the dump are staged in a file beside the
output as they are read, so that memory stays small, and are sorted from there into the new
file, which is put in place when it is whole. The same dump gives the same bytes.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import DataError, InputError
from .gazetteer_build import (
    COMMAND,
    PATH,
    TOWN_PEOPLE,
    VERSION,
    plain,
    read_meta,
    usable_alternate,
)
from .gazetteer_build.content import MIN_SPELLING_POPULATION, OWN_NAME_ONLY, Content, Row, stored
from .gazetteer_build.folding import TRANSLITERATED
from .gazetteer_build.layout import BUILD, SCHEMA
from .geonames_dump import ALL, BrokenLine, Dump, DumpRow, open_dump, read_row

Tell = Callable[[str, int], None]
"""Told what is being done, and how many bytes more of the dump have been read."""

_BATCH = 20_000
_CACHE_KIB = 64_000
_STEPS = 1_000_000
_MOST_SHOWN = 5
_NO_UNIT = frozenset({"", "00"})
"""How the dump writes that a place lies in no first-level unit, or in none known."""

_STAGED = """
CREATE TABLE staged.place (
    id INTEGER PRIMARY KEY, name TEXT, country TEXT, admin1 TEXT, second TEXT, lat INTEGER,
    lon INTEGER, feature TEXT, population INTEGER
);
CREATE TABLE staged.name (folded TEXT, place INTEGER, kind INTEGER);
CREATE TABLE staged.spelling (key TEXT, place INTEGER);
CREATE TABLE staged.unit (second TEXT PRIMARY KEY, id INTEGER) WITHOUT ROWID;
CREATE TABLE staged.division (country TEXT, code TEXT, name TEXT);
CREATE TABLE staged.moved (old INTEGER PRIMARY KEY, new INTEGER);
"""
"""``second`` is country, first- and second-level code, the key of ``unit``; ``moved`` are the
shipped file's units by the ids that they have in the dump."""

_SORTED = (
    "INSERT INTO country SELECT * FROM shipped.country ORDER BY iso2",
    "INSERT INTO admin1 SELECT * FROM shipped.admin1 ORDER BY country, code",
    "INSERT OR IGNORE INTO admin1 SELECT country, code, name FROM staged.division",
    """INSERT INTO admin2 SELECT p.id, p.name FROM staged.place p
    WHERE p.feature = 'ADM2' ORDER BY p.id""",
    "INSERT OR IGNORE INTO admin2 SELECT id, name FROM shipped.admin2 ORDER BY id",
    """INSERT INTO place
    SELECT p.id, p.name, p.country, p.admin1,
        CASE WHEN p.feature = 'ADM2' THEN p.id ELSE coalesce(u.id, s.admin2, 0) END,
        p.lat, p.lon, CASE WHEN s.feature = 'PPLC' THEN s.feature ELSE p.feature END,
        CASE WHEN p.population > 0 THEN p.population ELSE coalesce(s.population, 0) END
    FROM staged.place p LEFT JOIN staged.unit u ON u.second = p.second
    LEFT JOIN staged.moved m ON m.new = p.id
    LEFT JOIN shipped.place s ON s.id = coalesce(m.old, p.id) ORDER BY p.id""",
    """INSERT OR IGNORE INTO place SELECT * FROM shipped.place
    WHERE id NOT IN (SELECT old FROM staged.moved) ORDER BY id""",
    """INSERT INTO name SELECT folded, place, min(kind) FROM (
        SELECT folded, place, kind FROM staged.name UNION ALL
        SELECT n.folded, coalesce(m.new, n.place), n.kind
        FROM shipped.name n LEFT JOIN staged.moved m ON m.old = n.place
    ) GROUP BY folded, place ORDER BY folded, place""",
    """INSERT INTO spelling SELECT DISTINCT key, place FROM (
        SELECT key, place FROM staged.spelling UNION ALL
        SELECT s.key, coalesce(m.new, s.place)
        FROM shipped.spelling s LEFT JOIN staged.moved m ON m.old = s.place
    ) ORDER BY key, place""",
    f"""CREATE INDEX towns ON place (country)
    WHERE feature LIKE 'PPL%' AND population >= {TOWN_PEOPLE}""",
)


@dataclass(slots=True)
class Built:
    """What has come of the dump's lines so far."""

    version: str
    lines: int = 0
    kept: int = 0
    broken: int = 0
    shown: list[str] = field(default_factory=list)
    """What is wrong with the first broken lines."""
    elsewhere: int = 0
    """Places without a country, or of one that the shipped file has not."""
    places: int = 0
    names: int = 0


def build_full(path: Path, output: Path, tell: Tell) -> Built:
    """Write a gazetteer to ``output`` from the dump in the zip at ``path``, whole or not at all.

    Raises `InputError` where the zip has no dump, is damaged, or ``output`` cannot be written.
    """
    dump = open_dump(path)
    if not PATH.is_file() or read_meta(PATH).get("version") != VERSION:
        raise DataError(f"the gazetteer is missing or old ({PATH}); build it with: {COMMAND}")
    if output.is_dir():
        raise InputError(f"{output}: a folder; name the file to write")
    if output.resolve() in (path.resolve(), PATH.resolve()):
        raise InputError(f"{output}: this would be written over what is read; choose another file")
    with _written(output) as folder:
        made = folder / "gazetteer.sqlite"
        with closing(_opened(made, folder / "staged.sqlite")) as connection:
            built = _Stage(connection, dump).fill(tell)
            if not built.kept:
                raise InputError(f"{path}: no line of {dump.member} is a place of GeoNames")
            tell("sorting", 0)
            _sort(connection, dump, built)
        made.chmod(0o644)
        made.replace(output)
    return built


def _opened(made: Path, staged: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{made.resolve().as_uri()}", uri=True, isolation_level=None)
    connection.execute("ATTACH ? AS staged", (str(staged),))
    connection.execute("ATTACH ? AS shipped", (f"{PATH.as_uri()}?mode=ro&immutable=1",))
    for name in ("main", "staged"):
        connection.executescript(
            f"PRAGMA {name}.page_size = 4096; PRAGMA {name}.journal_mode = OFF;"
            f"PRAGMA {name}.synchronous = OFF; PRAGMA {name}.cache_size = -{_CACHE_KIB};"
        )
    connection.executescript(SCHEMA + _STAGED)
    connection.set_progress_handler(lambda: 0, _STEPS)  # lets Python see a Ctrl-C
    return connection


class _Stage:
    """Puts the rows of a dump into the staged tables, a batch at a time."""

    def __init__(self, connection: sqlite3.Connection, dump: Dump) -> None:
        self.connection, self.dump = connection, dump
        which = "" if dump.name == ALL else f"{dump.name}-"
        self.built = Built(f"geonames-full-{which}{dump.made}-b{BUILD}")
        self.countries = {
            iso2 for (iso2,) in connection.execute("SELECT iso2 FROM shipped.country")
        }
        self.divisions: dict[tuple[str, str], tuple[int, str]] = {
            (country, code): (place, name)
            for country, code, place, name in connection.execute(
                "SELECT country, admin1, id, name FROM shipped.place WHERE feature = 'ADM1'"
            )
        }
        self.content = Content()
        self.seconds: dict[int, str] = {}

    def fill(self, tell: Tell) -> Built:
        """Read the dump to its end."""
        self.connection.execute("BEGIN")
        for number, line in self.dump.lines(lambda count: tell("reading", count)):
            self._read(number, line)
            if len(self.content.places) >= _BATCH:
                self._flush()
        self._flush()
        self.connection.execute("COMMIT")
        return self.built

    def _read(self, number: int, line: bytes) -> None:
        if not line.strip():
            return
        self.built.lines += 1
        try:
            row = read_row(line)
        except BrokenLine as error:
            self.built.broken += 1
            if len(self.built.shown) < _MOST_SHOWN:
                self.built.shown.append(f"{self.dump.member}:{number}: {error}")
            return
        if row is not None and row.country not in self.countries:
            self.built.elsewhere += 1
        elif row is not None and row.id not in self.content.places:
            self.built.kept += 1
            self._add(row)

    def _add(self, row: DumpRow) -> None:
        shown = (plain(row.name) if row.country in TRANSLITERATED else "") or row.name
        names: tuple[str, ...] = (row.name, row.ascii)
        others = row.others
        if row.feature == "ADM1" and row.admin1 not in _NO_UNIT:
            old, given = self.divisions.pop((row.country, row.admin1), (row.id, ""))
            if given:
                shown, names, others = given, (given,), (*names, *others)
                self.connection.execute("INSERT INTO staged.moved VALUES (?, ?)", (old, row.id))
            self.connection.execute(
                "INSERT INTO staged.division VALUES (?, ?, ?)", (row.country, row.admin1, shown)
            )
        elif row.feature == "ADM2" and row.country in OWN_NAME_ONLY:
            others = ()
        lat, lon = stored((row.lat, row.lon))
        place = Row(
            row.id, shown, row.country, row.admin1, 0, lat, lon, row.feature, row.population
        )
        notable = row.feature == "ADM1" or (
            row.feature.startswith("PPL") and row.population >= MIN_SPELLING_POPULATION
        )
        self.content.add(place, names, filter(usable_alternate, others), notable=notable)
        self.seconds[row.id] = f"{row.country}.{row.admin1}.{row.admin2}" if row.admin2 else ""

    def _flush(self) -> None:
        content, many = self.content, self.connection.executemany
        many(
            "INSERT OR IGNORE INTO staged.place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((*p[:4], self.seconds[p.id], *p[5:]) for p in content.places.values()),
        )
        many(
            "INSERT INTO staged.name VALUES (?, ?, ?)",
            ((folded, place, kind) for (folded, place), kind in content.names.items()),
        )
        many("INSERT INTO staged.spelling VALUES (?, ?)", content.spellings())
        many(
            "INSERT OR IGNORE INTO staged.unit VALUES (?, ?)",
            (
                (self.seconds[p.id], p.id)
                for p in content.places.values()
                if p.feature == "ADM2" and self.seconds[p.id]
            ),
        )
        self.content, self.seconds = Content(), {}


def _sort(connection: sqlite3.Connection, dump: Dump, built: Built) -> None:
    """Fill the tables of the new file in the order of their keys."""
    shipped = read_meta(PATH)
    meta = {
        "licence": shipped["licence"],
        "source": f"{dump.member}, {dump.size} bytes, CRC-32 {dump.crc:08x}",
        "over": VERSION,
        "tables": shipped["tables"],
        "version": built.version,
    }
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
    for statement in _SORTED:
        connection.execute(statement)
    connection.execute("COMMIT")
    built.places, built.names = (
        connection.execute(f"SELECT count(*) FROM main.{table}").fetchone()[0]
        for table in ("place", "name")
    )


@contextmanager
def _written(output: Path) -> Iterator[Path]:
    """A folder beside ``output`` to work in, gone at the end; what goes wrong is one line."""
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".gazetteer-", dir=output.parent) as folder:
            yield Path(folder)
    except sqlite3.Error as error:
        if str(error) == "interrupted":
            raise KeyboardInterrupt from None
        full = getattr(error, "sqlite_errorname", "") == "SQLITE_FULL"
        why = "no space left on the disk" if full else error
        raise InputError(f"{output}: cannot be written: {why}") from error
    except OSError as error:
        raise InputError(f"{output}: cannot be written: {error.strerror or error}") from error
