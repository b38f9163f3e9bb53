"""Makes the fixtures of this folder known once Django is set up: their modules import models."""


def pytest_configure(config):
    config.pluginmanager.import_plugin("tests.proofs.audit_log")
    config.pluginmanager.import_plugin("tests.proofs.walls")
