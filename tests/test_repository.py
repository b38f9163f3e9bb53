"""What the files themselves promise: their sizes, safe templates, plain Dutch, reasons for additions."""

from itertools import chain
from pathlib import Path

import pytest

from tests.house_rules import (
    built_format,
    english,
    inline,
    long_functions,
    long_tests,
    loud_strings,
    ships_with_a_package,
    shouting,
    silent_skips,
    tokenless,
    too_long,
    trusted,
    undescribed,
    unescaped,
    unexplained,
)
from tests.source_files import CODE, PAGES, ROOT, TEMPLATES, TESTS, read_files, violations

CODE_LINES, TEST_LINES, TEMPLATE_LINES = 300, 300, 120
FIXTURES = read_files("*.toml", "fixtures")
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
ASKED_BY_LIBRARIES = {"400.html", "429.html", "account/password_reset_help_text.html"}  # when they exist


def test_files_are_short():
    assert too_long(CODE, CODE_LINES) == {}
    assert too_long(TESTS, TEST_LINES) == {}
    assert too_long(TEMPLATES, TEMPLATE_LINES) == {}


def test_functions_are_short():
    assert violations(long_functions, CODE | TESTS) == {}


def test_tests_are_short():
    assert violations(long_tests, TESTS) == {}


def test_templates_hold_nothing_that_the_browser_must_block():
    assert violations(inline, PAGES) == {}


def test_pages_escape_all_text():
    """Plain mail is no HTML: there, and only there, escaping is off."""
    assert violations(unescaped, PAGES) == {}
    assert violations(trusted, CODE) == {}
    assert violations(built_format, CODE) == {}


def test_forms_carry_a_token():
    assert violations(tokenless, PAGES) == {}


def test_parts_begin_with_what_they_need():
    parts = {path: html for path, html in PAGES.items() if Path(path).name.startswith("_")}

    assert violations(undescribed, parts) == {}
    assert parts


def test_every_template_is_used():
    text = "".join(chain(CODE.values(), TEMPLATES.values()))
    known = {path.removeprefix("templates/") for path in TEMPLATES} - ASKED_BY_LIBRARIES

    assert [n for n in sorted(known) if f'"{n}"' not in text and not ships_with_a_package(n)] == []


def test_dependencies_give_their_reason():
    assert unexplained(PYPROJECT) == []


def test_pages_and_mails_are_in_dutch():
    assert violations(english, TEMPLATES) == {}


def test_words_are_calm():
    assert violations(shouting, TEMPLATES | FIXTURES) == {}
    assert violations(loud_strings, CODE) == {}


def test_skipped_tests_give_their_reason():
    assert violations(silent_skips, TESTS) == {}


SHORT = "def f():\n" + '    """Explain.\n\n    At length.\n    """\n' + "    x = 1\n" * 24


@pytest.mark.parametrize(
    ("rule", "good", "bad"),
    [
        (long_functions, SHORT, SHORT + "    x = 1\n"),
        (long_functions, "", "class A:\n    def f(self):\n" + "        x = 1\n" * 25),
        (long_tests, "def test_x():\n" + "    x = 1\n" * 19, "def test_x():\n" + "    x = 1\n" * 20),
        (inline, '<p class="style">on = 1</p>', '<p style="color: red">'),
        (inline, '<script src="x.js" defer></script>', "<script>go()</script>"),
        (inline, '<script type="application/json">{}</script>', "<style>p {}</style>"),
        (inline, '<a href="/"{% if on > 1 %} class="on"{% endif %}>', '<a href="#" onclick="go()">'),
        (inline, '<form data-hx-post="/x/">', '<form data-hx-on:submit="go()">'),
        (inline, '<a href="/javascript/">', '<a href="javascript:go()">'),
        (unescaped, "{{ text|linebreaks }}", "{{ text|safe }}"),
        (unescaped, "{% autoescape on %}", "{% autoescape off %}"),
        (
            trusted,
            "from django.utils.html import format_html",
            "from django.utils.safestring import mark_safe",
        ),
        (trusted, "template_name = 'x.html'", "engine.from_string(text)"),
        (built_format, 'format_html("<b>{}</b>", x)', 'format_html(f"<b>{x}</b>")'),
        (tokenless, '<form method="post">{% csrf_token %}</form>', '<form class="x" method="post"></form>'),
        (
            tokenless,
            "<form></form>",
            '<form method="post"></form><form method="post">{% csrf_token %}</form>',
        ),
        (undescribed, "{# One theme. Needs: theme. #}\n{{ theme }}", "{{ theme }}"),
        (undescribed, "{# What to install. #}\n<p>x</p>", "{# One theme. #}\n{{ theme }}"),
        (english, '<p class="save">Bewaar</p>', "<button>Save</button>"),
        (english, '<img alt="Een kaart">', '<img alt="Your card">'),
        (shouting, "{% if a != b %}Klaar.{% endif %}", "<p>Klaar!</p>"),
        (shouting, "Het lukte.", "De actie is succesvol bewaard."),
        (loud_strings, '"a != b"', 'messages.success(request, "Bewaard!")'),
        (silent_skips, '@pytest.mark.skip("too slow")\ndef f(): ...', "@pytest.mark.skip\ndef f(): ..."),
        (silent_skips, 'pytest.skip(reason="no Pango")', "pytest.skip()"),
        (silent_skips, 'pytest.mark.skipif(x, reason="y")', "pytest.mark.skipif(x)"),
        (silent_skips, 'pytest.mark.xfail(reason="y")', 'pytest.mark.xfail(reason="")'),
    ],
)
def test_rule_tells_good_from_bad(rule, good, bad):
    assert not rule(good)
    assert rule(bad)


def test_long_files_are_seen():
    files = {"a.py": "x\n" * 251, "schoolsafety/settings.py": "x\n" * 251}

    assert too_long(files, 300) == {"schoolsafety/settings.py": 251}
    assert too_long(files, 250) == {"a.py": 251, "schoolsafety/settings.py": 251}


def test_dependency_without_reason_is_seen():
    bare = '[project]\ndependencies = [\n  "a>=1", # does what Django does not\n  "b[x]>=1",\n]\n'

    assert unexplained(bare) == ["b[x]>=1"]


def test_template_of_ours_alone_ships_with_no_package():
    assert ships_with_a_package("account/login.html")
    assert not ships_with_a_package("assessments/overview.html")
