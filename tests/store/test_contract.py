"""The contract, on every backend."""

from .contract import *  # noqa: F403
from .contract_columns import *  # noqa: F403
from .contract_decisions import *  # noqa: F403
from .contract_erasing import *  # noqa: F403
from .contract_facts import *  # noqa: F403
from .contract_filters import *  # noqa: F403
from .contract_incidents import *  # noqa: F403
from .contract_people import *  # noqa: F403
from .contract_together import *  # noqa: F403
