"""The table of exporters of events: a format's name, and how it is written."""

from __future__ import annotations

from . import arrow_files, event_lists, geojson, web_annotation
from .acled import ACLED
from .cameo import CAMEO
from .gdelt import GDELT
from .hxl import HXL
from .plover import PLOVER
from .polecat import POLECAT
from .told import EventFormat
from .ucdp import UCDP

EVENT_FORMATS: dict[str, EventFormat] = {
    "csv": EventFormat(
        event_lists.rows, ".csv", "an incident", "Every column of an incident, for spreadsheets."
    ),
    "json": EventFormat(
        event_lists.array, ".json", "an incident", "All there is of an incident, one array."
    ),
    "jsonl": EventFormat(
        event_lists.lines, ".jsonl", "an incident", "All there is of an incident, one a line."
    ),
    "parquet": EventFormat(
        arrow_files.parquet, ".parquet", "an incident", "The columns of csv with types and lists.",
        binary=True,
    ),
    "arrow": EventFormat(
        arrow_files.arrow, ".arrow", "an incident", "The same as an Arrow IPC file (Feather).",
        binary=True,
    ),
    "reports-csv": EventFormat(
        event_lists.report_lines, ".reports.csv", "a report",
        "What each article says of an incident, and the words behind each value.",
    ),
    "reports-parquet": EventFormat(
        arrow_files.reports_parquet, ".reports.parquet", "a report",
        "The columns of reports-csv with types and lists.", binary=True,
    ),
    "reports-arrow": EventFormat(
        arrow_files.reports_arrow, ".reports.arrow", "a report",
        "The same as an Arrow IPC file (Feather).", binary=True,
    ),
    "geojson": EventFormat(
        geojson.collection, ".geojson", "an incident", "Points for maps (RFC 7946)."
    ),
    "webannotation": EventFormat(
        web_annotation.page, ".jsonld", "a value of a report",
        "The words behind each value as W3C Web Annotations (JSON-LD).",
    ),
    "acled": ACLED,
    "ucdp": UCDP,
    "gdelt": GDELT,
    "polecat": POLECAT,
    "plover": PLOVER,
    "cameo": CAMEO,
    "hxl": HXL,
}  # fmt: skip
