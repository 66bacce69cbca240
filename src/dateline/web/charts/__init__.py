"""Charts as SVG, drawn on the server: they need no script, and words in them are only words."""

from .axes import DateTick, date_ticks, number_ticks, short_number
from .bars import Bar, bar_chart, sparkline
from .network import MOST_NODES, NETWORK, NETWORK_PHONE, Edge, Node, network_chart
from .svg import element, picture, shortened, width_of
from .timeline import PHONE, WIDE, Size, timeline_chart

__all__ = [
    "MOST_NODES",
    "NETWORK",
    "NETWORK_PHONE",
    "PHONE",
    "WIDE",
    "Bar",
    "DateTick",
    "Edge",
    "Node",
    "Size",
    "bar_chart",
    "date_ticks",
    "element",
    "network_chart",
    "number_ticks",
    "picture",
    "short_number",
    "shortened",
    "sparkline",
    "timeline_chart",
    "width_of",
]
