"""A net around one request: every secret word that comes out of the server, by where it came out.

    with Net(settings) as net:
        response = client.get(path)
        net.caught(response)        {"body": {"zq…"}, "mail": set(), …}

Words that are only encoded are read too: signed flash messages, sessions, what is cached, PDF, Word,
Excel.
"""

import base64
import logging
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from http.cookies import SimpleCookie
from unittest.mock import patch

from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse

from tests.answers import readable
from tests.proofs.register_world import words_in

# Django's own lines at DEBUG hold SQL with its values, and what a template was given. They are not in the
# log of the site, whose level is higher: test_canary_logs proves that.
TALKATIVE = ("django.db.backends", "django.template")


class Lines(logging.Handler):
    """What the log would say: each line with its traceback, as the program's own handler writes it."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        [ours] = [handler for handler in logging.root.handlers if handler.name == "console"]
        self.formatter, self.text = ours.formatter, ""

    def emit(self, record: logging.LogRecord) -> None:
        self.text += self.format(record) + "\n"


@contextmanager
def all_lines():
    """Give the lines of every logger there is, at the finest level."""
    lines, known = Lines(), [logging.getLogger(name) for name in logging.root.manager.loggerDict]
    levels = dict.fromkeys((logging.root, *known), logging.DEBUG)
    levels |= {logging.getLogger(name): logging.INFO for name in TALKATIVE}
    before = [(one, one.level) for one in levels]
    alone = [one for one in levels if one is logging.root or not one.propagate]
    for one in levels:
        one.setLevel(levels[one])
    for one in alone:
        one.addHandler(lines)
    try:
        yield lines
    finally:
        for one in alone:
            one.removeHandler(lines)
        for one, level in before:
            one.setLevel(level)


class Net:
    """What waits for the commit is done at once: here nothing is ever committed."""

    def __enter__(self):
        self._stack, self._tables = ExitStack(), set()
        self._mails = len(mail.outbox)
        self._lines = self._stack.enter_context(all_lines())
        self._stack.enter_context(patch.object(connections["default"], "on_commit", _at_once))
        self._stack.enter_context(connection.execute_wrapper(self._watch))
        return self

    def __exit__(self, *fault):
        return self._stack.__exit__(*fault)

    def _watch(self, execute, sql, params, many, context):
        """Remember whether sessions or the cache were written: reading all of them each time is slow."""
        if sql.lstrip().startswith(("INSERT", "UPDATE")):
            self._tables.update(name for name in ("django_session", "cache") if f'"{name}"' in sql)
        return execute(sql, params, many, context)

    def caught(self, response: HttpResponse) -> dict[str, set[str]]:
        texts = {
            "body": readable(response),
            "headers": f"{response.headers} {response.reason_phrase}",
            "flash": _flash(response.cookies),
            "session": _sessions() if "django_session" in self._tables else "",
            "cache": _cached() if "cache" in self._tables else "",
            "mail": "".join(str(one.message()) + one.body for one in mail.outbox[self._mails :]),
            "log": self._lines.text,
        }
        return {place: words_in(text) for place, text in texts.items()}


def _at_once(act: Callable, robust: bool = False) -> None:
    act()


def _flash(cookies: SimpleCookie) -> str:
    """Return the flash messages that travel in a cookie, which is signed but can be read by anybody."""
    if CookieStorage.cookie_name not in cookies:
        return ""
    found = CookieStorage(HttpRequest())._decode(cookies[CookieStorage.cookie_name].value)
    return " ".join(map(str, found or []))


def _sessions() -> str:
    return " ".join(str(session.get_decoded()) for session in Session.objects.all())


def _cached() -> str:
    with connection.cursor() as cursor:
        cursor.execute('SELECT cache_key, value FROM "cache"')
        rows = cursor.fetchall()
    return " ".join(f"{key} {base64.b64decode(value).decode('latin1')}" for key, value in rows)
