"""The incidents of a run in memory, so that a filter over 100,000 is answered at once.

`IncidentIndex` keeps a `Snapshot` of each run up to date; `Snapshot.select` takes a filter, and
the `Selection` gives totals, facets, the timeline, the circles of the map and pages of the table.
"""

from .answers import (
    Bin,
    Cluster,
    Compared,
    FacetName,
    Named,
    TablePage,
    TableRow,
    Timeline,
    Totals,
    Unit,
)
from .columns import ACLED_TYPES
from .keeping import IncidentIndex
from .ordering import ORDERS, TableOrder
from .review_states import ReviewedIncidents, ReviewState, ReviewStates
from .snapshot import Selection, Snapshot

__all__ = [
    "ACLED_TYPES",
    "ORDERS",
    "Bin",
    "Cluster",
    "Compared",
    "FacetName",
    "IncidentIndex",
    "Named",
    "ReviewState",
    "ReviewStates",
    "ReviewedIncidents",
    "Selection",
    "Snapshot",
    "TableOrder",
    "TablePage",
    "TableRow",
    "Timeline",
    "Totals",
    "Unit",
]
