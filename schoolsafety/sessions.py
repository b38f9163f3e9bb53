"""Sessions that end by themselves: after a quarter of an hour without a request, and after a working day.

It is settled where a session is read, so that nobody can read one that is over, and a page that reads
none needs no database. Reading one that was not written for a minute also has it written again.
"""

from time import time

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

LOGGED_IN_AT, USED_AT = "logged_in_at", "used_at"


class SessionStore(db.SessionStore):
    ended = ""  # why it was found to be over: "idle" or "old"

    def load(self) -> dict:
        data = super().load()
        if SESSION_KEY not in data:
            return data
        now = time()
        self.ended = _reason_to_end(data, now)
        if self.ended:
            self.delete(self.session_key)
            self._session_key = None
            return {}
        if now - data[USED_AT] >= self.write_seconds:
            self.modified = True
        return data

    def create_model_instance(self, data: dict):
        """Note the time whenever it is written; every way of logging in comes through here."""
        if SESSION_KEY in data:
            data[USED_AT] = int(time())
            data.setdefault(LOGGED_IN_AT, data[USED_AT])
        return super().create_model_instance(data)

    @property
    def idle_seconds(self) -> int:
        """How long it lives without a request. The page counts along, with the next two."""
        return settings.SESSION_IDLE_SECONDS

    @property
    def write_seconds(self) -> float:
        """How often it is written at most: once a minute."""
        return self.idle_seconds / 15

    @property
    def unused_seconds(self) -> int:
        """How long ago it was written: not at all, when this request will write it."""
        return 0 if self.modified else int(time()) - self.get(USED_AT, int(time()))


def _reason_to_end(data: dict, now: float) -> str:
    """Return why this session is over, or nothing. One without times is over too."""
    if now - data.get(USED_AT, 0) >= settings.SESSION_IDLE_SECONDS:
        return "idle"
    if now - data.get(LOGGED_IN_AT, 0) >= settings.SESSION_COOKIE_AGE:
        return "old"
    return ""
