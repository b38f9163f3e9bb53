"""Whenever what makes files is killed, there is no half file, the page says so, and the next try works."""

from hashlib import sha256
from random import Random
from time import monotonic, sleep

import pytest

from tests.pdf_reader import ReadPdf
from tests.postgres import TemporaryPostgres
from tests.proofs.killed_maker import BUSY, PATIENCE, KilledMaker

pytestmark = pytest.mark.proof

SQLITE_KILLS, POSTGRES_KILLS = 20, 10
SHORTEST, LONGEST = 0.05, 0.4  # seconds into a part of the work; reading in WeasyPrint alone takes more
NOBODY, STUCK = "Er lijkt niemand aan dit bestand te werken.", "Het maken duurde te lang of liep vast"
READY = "Het bestand is klaar."


@pytest.fixture
def site(request, tmp_path):
    cluster = TemporaryPostgres() if request.config.cluster else None
    url = cluster.start() if cluster else f"sqlite:///{tmp_path}/db.sqlite3"
    made = KilledMaker(tmp_path, url.replace("tests@", "app@"), url)
    made.start()
    try:
        yield made
    finally:
        made.stop()
        if cluster:
            cluster.stop()


def fault(state: str, content: bytes | None, fingerprint: str) -> str:
    """Return what is half about a file."""
    if state != "done":
        return "half: content that is not ready" if content is not None or fingerprint else ""
    return (
        "" if content and sha256(content).hexdigest() == fingerprint else "half: ready without its content"
    )


def kill_once(site: KilledMaker, wait: float, *, part: int, child: bool) -> str:
    """Kill a maker, or only its child, in some part of the work; return how the file was found."""
    if site.maker is None:
        site.start_maker()
    site.wait_for(*BUSY[part:], "done")
    sleep(wait)
    if child:
        site.kill_child()
        return site.wait_for("failed", "done")
    site.kill_maker()
    return site.row()[0]


def try_again(site: KilledMaker, state: str) -> str:
    """Do what the page says after this, and return it."""
    if state in BUSY:
        site.let_time_pass()
    page = site.get(site.prepared["file_progress"]).decode()
    if state == "failed":
        site.post(site.prepared["again"], {})
    elif state == "done":
        site.ask_anew()
    return page


def wait_until_given_up(site: KilledMaker) -> None:
    """Wait for a file that nobody takes up any more, so that there is no sign of life to wait for."""
    end = monotonic() + PATIENCE
    while site.row()[0] != "failed":
        assert monotonic() < end
        sleep(SHORTEST)


def test_file_is_whole_or_not_there_whenever_its_maker_is_killed(site, request):
    chance, found, faults = Random(2026), [], []
    for n in range(POSTGRES_KILLS if request.config.cluster else SQLITE_KILLS):
        wait = chance.uniform(SHORTEST, LONGEST)
        state = kill_once(site, wait, part=n // 2 % 3, child=n % 2 == 1)
        faults.append(fault(*site.row()))
        said = {"failed": STUCK, "done": READY}.get(state, NOBODY)
        found.append((state, said in try_again(site, state)))

    if site.maker is None:
        site.start_maker()
    site.wait_for("done")

    _, content, fingerprint = site.row()
    assert set(faults) == {""}
    assert [one for one in found if not one[1]] == []
    assert {"collecting", "failed"} <= {state for state, _ in found}  # both were hit
    assert sha256(site.get(site.prepared["file"])).hexdigest() == sha256(content).hexdigest() == fingerprint
    assert len(ReadPdf(content).pages) > 5


def test_maker_that_is_told_to_stop_leaves_the_file_to_the_next(site):
    site.start_maker()
    site.wait_for("laying_out")

    site.maker.terminate()

    assert site.maker.wait(timeout=10) == 0
    assert site.row() == ("waiting", None, "")


def test_file_that_costs_three_makers_their_life_is_told_and_tried_no_more(site):
    for _ in range(3):
        kill_once(site, SHORTEST, part=1, child=False)
        site.let_time_pass()

    site.start_maker()
    wait_until_given_up(site)
    page = site.get(site.prepared["file_progress"]).decode()
    site.post(site.prepared["again"], {})
    site.wait_for("done")

    assert "Het maken viel 3 keer stil" in page
    assert sha256(site.get(site.prepared["file"])).hexdigest() == site.row()[2]


@pytest.mark.parametrize(
    ("row", "seen"),
    [
        (
            ("done", b"%PDF-1.7 de he", sha256(b"%PDF-1.7 de helft").hexdigest()),
            "half: ready without its content",
        ),
        (("done", None, ""), "half: ready without its content"),
        (("writing", b"%PDF", ""), "half: content that is not ready"),
        (("done", b"x", sha256(b"x").hexdigest()), ""),
        (("failed", None, ""), ""),
    ],
)
def test_half_file_would_be_seen(row, seen):
    assert fault(*row) == seen
