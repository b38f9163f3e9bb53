"""Hypothesis without its stopwatch: on a busy machine it would fail a test that is only slow."""

from hypothesis import settings

settings.register_profile("unhurried", settings(), deadline=None)
settings.load_profile("unhurried")
