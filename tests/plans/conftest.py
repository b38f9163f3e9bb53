"""What holds for every test of the plan."""

import pytest

from schoolsafety import pdf


@pytest.fixture(autouse=True)
def _no_complaints(caplog):
    """WeasyPrint complains of what it cannot do instead of failing: that is a fault of ours."""
    yield
    found = [r.getMessage() for r in caplog.get_records("call") if r.name == pdf.__name__]
    assert [message for message in found if message.startswith("WeasyPrint")] == []


def pytest_configure(config):
    config.pluginmanager.import_plugin("tests.plans.starts")  # it imports models
