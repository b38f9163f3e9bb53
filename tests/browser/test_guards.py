"""The guards of these tests see what they are there to see."""

import pytest

from tests.browser.looking import Look

pytestmark = pytest.mark.browser
POLICY = {"Content-Security-Policy": "style-src 'self'"}
BARRED = """<html lang="en"><title>Page</title><h1>Een</h1><h1>Twee</h1><input>
    <table width="500"><tr><td>breed</table></html>"""


def show(page, html):
    """Let the browser show this as a page of the site."""
    page.route(
        "**/proef/", lambda route: route.fulfill(content_type="text/html", body=html, headers=POLICY)
    )
    page.goto("/proef/")


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("<script>console.error('stuk')</script>", "console: stuk"),
        ("<script>throw Error('mis')</script>", "exception: mis"),
        ("<p style='color: red'>rood</p>", "Content Security Policy"),
        ("<img src='http://elders.invalid/x.png' alt=''>", "request: http://elders.invalid/x.png"),
    ],
    ids=["console", "exception", "policy", "other host"],
)
def test_a_complaint_of_the_browser_is_found(page, complaints, html, complaint):
    complaints.expect("")

    show(page, html)

    page.wait_for_load_state("networkidle")
    assert [text for text in complaints.found if complaint in text] != []


def test_barriers_are_found(page):
    look = Look(page)

    show(page, BARRED)
    look("proef")

    assert look.faults == {
        "proef": [
            "not one h1",
            "not in Dutch",
            "no title",
            "label: input (1280)",
            "label: input (390)",
            "118 pixels too wide (390)",
        ]
    }
