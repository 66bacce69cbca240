"""Where articles, what is coded of them, incidents and decisions are kept.

`open_store` gives a `Store`; what it does stands in `dateline.store.contract`, what its filters
mean in `dateline.store.filters`.
"""

from .contract import (
    ArticleHead,
    ArticleHit,
    Change,
    Difference,
    FacetCount,
    FacetField,
    FieldChange,
    IncidentRow,
    KnownRun,
    ListPage,
    LoggedFailure,
    Order,
    OutletCount,
    Store,
    StoredReport,
    Withdrawal,
    walk,
)
from .filters import EVERYTHING, PARAMETERS, Box, Filter, parse_filter
from .opening import default_path, open_store

__all__ = [
    "EVERYTHING",
    "PARAMETERS",
    "ArticleHead",
    "ArticleHit",
    "Box",
    "Change",
    "Difference",
    "FacetCount",
    "FacetField",
    "FieldChange",
    "Filter",
    "IncidentRow",
    "KnownRun",
    "ListPage",
    "LoggedFailure",
    "Order",
    "OutletCount",
    "Store",
    "StoredReport",
    "Withdrawal",
    "default_path",
    "open_store",
    "parse_filter",
    "walk",
]
