"""Events as data frames, for Python: of Polars, pandas or GeoPandas."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, Literal

import polars as pl

from ..errors import InputError
from ..records.article import Article
from ..records.event import Report
from .frames import frame_of, row_of
from .told import ToldIncident
from .told_columns import INCIDENTS, REPORTS, REPORTS_OF_ARTICLES, report_rows, rows_of_article

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

TableName = Literal["incidents", "reports"]

_AT_ONCE = 500
_WGS84 = "EPSG:4326"


class EventTable:
    """Incidents and their reports as two tables; `dateline.read_events` makes one.

    Their columns are those of the formats ``parquet`` and ``reports-parquet`` (docs/exports.md).
    Its length is the number of incidents.
    """

    def __init__(self, incidents: pl.DataFrame, reports: pl.DataFrame) -> None:
        self._tables: dict[TableName, pl.DataFrame] = {"incidents": incidents, "reports": reports}

    @classmethod
    def of(cls, told: Iterable[ToldIncident]) -> EventTable:
        """The tables of these incidents."""
        incidents, reports = [frame_of(INCIDENTS, [])], [frame_of(REPORTS, [])]
        waiting = iter(told)
        while some := list(islice(waiting, _AT_ONCE)):
            incidents.append(frame_of(INCIDENTS, [row_of(INCIDENTS, one) for one in some]))
            rows = [row_of(REPORTS, one) for one in report_rows(some)]
            reports.append(frame_of(REPORTS, rows))
        return cls(pl.concat(incidents), pl.concat(reports))

    def __len__(self) -> int:
        return self._tables["incidents"].height

    def __repr__(self) -> str:
        reports = self._tables["reports"].height
        return f"<EventTable of {len(self):,} incidents, {reports:,} reports>"

    def to_polars(self, table: TableName = "incidents") -> pl.DataFrame:
        """One row an incident, or one row a report. Raises `InputError` for another table."""
        if table not in self._tables:
            raise InputError(f"{table!r} is none of {', '.join(self._tables)}")
        return self._tables[table]

    def to_pandas(self, table: TableName = "incidents") -> pd.DataFrame:
        """The same of pandas; days are timestamps, lists are arrays.

        Raises `InputError` where pandas is not installed.
        """
        try:
            import pandas  # noqa: F401, PLC0415
            import pyarrow  # noqa: F401, PLC0415
        except ImportError:
            raise _not_installed("pandas") from None
        return self.to_polars(table).to_pandas()

    def to_geopandas(self) -> gpd.GeoDataFrame:
        """The incidents as points in WGS84 degrees; one without coordinates has no geometry.

        Raises `InputError` where GeoPandas is not installed.
        """
        try:
            import geopandas  # noqa: PLC0415
        except ImportError:
            raise _not_installed("geopandas") from None
        frame = self.to_pandas()
        points = geopandas.GeoSeries.from_xy(frame["lon"], frame["lat"], crs=_WGS84)
        return geopandas.GeoDataFrame(frame, geometry=points.where(frame["lat"].notna(), None))


def reports_frame(article: Article, reports: Iterable[Report]) -> pl.DataFrame:
    """One row a report of an article, which need not be of any incident."""
    rows = [row_of(REPORTS_OF_ARTICLES, one) for one in rows_of_article(article, reports)]
    return frame_of(REPORTS_OF_ARTICLES, rows)


def _not_installed(package: str) -> InputError:
    return InputError(f"{package} is not installed: pip install 'dateline[frames]'")
