"""Makes the fixture `fixtures` known once Django is set up: its module imports models."""


def pytest_configure(config):
    config.pluginmanager.import_plugin("tests.themes.folder")
