"""The child that makes PDF holds no secret, and comes to an end whatever it is given."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from plans.models import State
from plans.services.file_queue import make_next
from plans.services.files import ask_for_draft, try_again
from schoolsafety import pdf
from tests.factories import NOW, make_round
from tests.pdf_reader import ReadPdf, child_that_first
from tests.proofs.hostile_pages import PAGE

pytestmark = pytest.mark.proof

SECRETS = ["SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "KEY_FILE"]
ENDLESS = PAGE.format("<div>" * 100_000)
WIDE = PAGE.format('<table><tr><td colspan="1000000000">tekst</td></tr></table>')
HOLDS = "make = pdf._make_pdf; pdf._make_pdf = lambda html: bytearray({} * 1024**2) and make(html)"
SLEEPS = """
import subprocess
sleeper = subprocess.Popen(["/bin/sleep", "60"])
with open({!r}, "w") as file:
    file.write(str(sleeper.pid))
sleeper.wait()
"""


# What it has at hand


def test_child_holds_no_secret_of_the_server(monkeypatch):
    for name in SECRETS:
        monkeypatch.setenv(name, "geheim-van-de-server")
    shown = seen_in_the_child("open('/proc/self/environ').read()")

    names = [entry.partition("=")[0] for entry in shown.strip("\0").split("\0")]
    assert names == ["LANG", "PATH", "TMPDIR"]
    assert "geheim-van-de-server" not in shown


def test_ordinary_child_holds_them(monkeypatch):
    """The hole that an environment of its own closes: it shows that the proof above can fail."""
    monkeypatch.setenv("SECRET_KEY", "geheim-van-de-server")

    assert b"SECRET_KEY=geheim-van-de-server" in subprocess.check_output(["cat", "/proc/self/environ"])


def test_child_holds_no_open_file_of_the_server(tmp_path):
    opened = "[os.path.realpath(f'/proc/self/fd/{fd}') for fd in os.listdir('/proc/self/fd')]"
    with (tmp_path / "sleutel").open("w") as key:
        os.set_inheritable(key.fileno(), True)
        shown = seen_in_the_child(opened)
        ordinary = subprocess.check_output(
            [sys.executable, "-c", f"import os; print({opened})"], close_fds=False, text=True
        )

    assert key.name not in shown
    assert key.name in ordinary


def test_child_leaves_nothing_on_disk():
    looked = "' '.join([os.getcwd(), os.environ['TMPDIR'], open('/proc/self/limits').read()])"
    working, folder, limits = seen_in_the_child(looked).split(maxsplit=2)

    assert working == "/"
    assert not Path(folder).exists()
    rows = {tuple(line.rsplit(maxsplit=3)[:3]) for line in limits.splitlines()}
    assert {("Max core file size", "0", "0"), ("Max file size", "33554432", "33554432")} <= rows


def seen_in_the_child(expression: str) -> str:
    """Return what a child finds when it looks at itself instead of making PDF."""
    with child_that_first(f"import os; pdf._make_pdf = lambda html: str({expression}).encode()"):
        return pdf.render_pdf(PAGE).decode()


# How it ends


def test_endless_page_is_ended_by_the_clock(caplog, monkeypatch):
    monkeypatch.setattr(pdf, "SECONDS", 2)
    start = time.monotonic()

    with pytest.raises(pdf.RenderingFailed):
        pdf.render_pdf(ENDLESS)

    assert time.monotonic() - start < 4
    assert caplog.messages == ["No PDF: the child took more than 2 s"]


def test_endless_page_is_ended_by_its_cpu_when_nobody_waits(caplog):
    with child_that_first("pdf.LIMITS[pdf.resource.RLIMIT_CPU] = 1"), pytest.raises(pdf.RenderingFailed):
        pdf.render_pdf(ENDLESS)

    assert caplog.messages == ["No PDF: the child ended with -9"]


def test_clock_ends_what_the_child_started_too(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "SECONDS", 1)
    written = tmp_path / "pid"

    with child_that_first(SLEEPS.format(str(written))), pytest.raises(pdf.RenderingFailed):
        pdf.render_pdf(PAGE)

    assert is_gone(written.read_text())


def is_gone(pid: str) -> bool:
    """Tell whether a process has ended; its parent may still have to notice."""
    for _ in range(100):
        try:
            status = Path(f"/proc/{pid}/stat").read_text()
        except FileNotFoundError:
            return True
        if status.rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.01)
    return False


@pytest.mark.parametrize(("mebibytes", "fits"), [(512, True), (1024, False)])
def test_memory_ends_where_the_limit_is(mebibytes, fits):
    with child_that_first(HOLDS.format(mebibytes)):
        try:
            made = pdf.render_pdf(PAGE.format("Past"))
        except pdf.RenderingFailed:
            made = b""

    assert bool(made) is fits


def test_page_that_eats_memory_is_refused_it(caplog):
    with pytest.raises(pdf.RenderingFailed):
        pdf.render_pdf(WIDE)

    assert caplog.messages == ["No PDF: the child ended with 1"]


def test_file_is_made_after_a_child_that_did_not_end(principal, monkeypatch):
    file = ask_for_draft(make_round(principal), member=principal, at=NOW)
    monkeypatch.setattr(pdf, "SECONDS", 2)

    with child_that_first("pdf._make_pdf = lambda html: [None for _ in iter(int, 1)]"):
        stopped = make_next(principal.school)
    monkeypatch.undo()
    try_again(file, at=NOW)
    made = make_next(principal.school)

    assert (stopped, stopped.state, made, made.state) == (file, State.FAILED, file, State.DONE)
    assert principal.school.name in ReadPdf(made.content).text
