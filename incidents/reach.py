"""Looking at every incident of the school for once, where row-level security would hide some.

For what concerns them all and shows none to anybody: the next number, the counts, the days on which
they are forgotten, the mail that one is due; and for finding the one that a principal opens in an
emergency. tests/test_scoping.py holds the list.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from schools.walls import has_walls

SET_REACH = "SELECT set_config('app.reach', %s, true)"


@contextmanager
def every_incident() -> Iterator[None]:
    """Let the database show all incidents of the school in which the transaction works."""
    if not has_walls():
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:  # an error takes back what was said
        cursor.execute(SET_REACH, ["school"])
        yield
        cursor.execute(SET_REACH, [""])
