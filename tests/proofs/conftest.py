"""Makes the fixture `audit_log` known once Django is set up: its module imports models."""


def pytest_configure(config):
    config.pluginmanager.import_plugin("tests.proofs.audit_log")
