"""A release: incidents, their reports and articles frozen as a data set that can be cited.

`gathering.gather` reads it from a store, `writing.write_release` writes it into a folder.
"""

from .card import Labels
from .gathering import gather
from .writing import check_free, write_release

__all__ = ["Labels", "check_free", "gather", "write_release"]
