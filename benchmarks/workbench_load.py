"""Load on the workbench with locust: visitors who each filter the explore page again and again.

    locust -f benchmarks/workbench_load.py --headless -u 8 -r 8 -t 30s --host http://127.0.0.1:8321

`benchmarks/workbench.py` starts a server and runs this; by itself it loads one that is running. No
two requests ask for the same, so that nothing is answered from what the workbench keeps. Visitors
do not pause, unless DATELINE_PAUSE says for how many seconds.
"""

from __future__ import annotations

import os
import random
from itertools import count
from urllib.parse import urlencode

from locust import HttpUser, constant, task
from workbench import PART, filters, values

_VISITORS = count(1)


class Analyst(HttpUser):
    """One who filters, and whose map asks for its circles after each filter."""

    wait_time = constant(float(os.environ.get("DATELINE_PAUSE", "0")))

    def on_start(self) -> None:
        """Learn from the workbench what can be filtered by."""
        known = values(self.client.get("/explore.json?limit=1", name="what there is").json())
        self.filters = filters(known, random.Random(next(_VISITORS) * 1_000_003))

    @task
    def filter(self) -> None:
        """A filter, then its map."""
        query = urlencode(next(self.filters), doseq=True)
        self.client.get(f"/explore?{query}", headers=PART, name="filter")
        self.client.get(f"/explore/map.json?{query}&zoom=2", name="map")
