"""The contract, on every backend."""

from .contract import *  # noqa: F403
from .contract_filters import *  # noqa: F403
from .contract_incidents import *  # noqa: F403
