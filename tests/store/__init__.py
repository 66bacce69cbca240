import pytest

pytest.register_assert_rewrite(
    "tests.store.contract",
    "tests.store.contract_columns",
    "tests.store.contract_decisions",
    "tests.store.contract_erasing",
    "tests.store.contract_filters",
    "tests.store.contract_incidents",
    "tests.store.contract_people",
)
