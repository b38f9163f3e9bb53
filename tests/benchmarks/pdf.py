"""How much CPU the policy plan costs as PDF, and how much it costs to give it once it is there.

    uv run python -m tests.benchmarks.pdf [--json FILE]

Our path is all from the question to the stored file: gather, key, row, template, PDF in a child that
starts anew each time, store. WeasyPrint alone gets the same HTML, CSS and fonts in a process of its
own, as its own command would; "warm" is the same within a process that imported it before. All are
called in turn; each figure is the median of 3 rounds, with the CPU of children. The peak is the
child's. The plans are of one, five and all themes, every question answered, the open ones in words.

Given: the plan that is stored and did not change, as a ratio to the floor of tests/benchmarks/pages.py.
"file" is the address of the file, to which the button leads once the page found it ready; "plan" is the
one that itself looks first whether the plan changed. "unlogged" is without the row in the log.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.pages import BACKENDS, run_backend
from tests.benchmarks.turns import cpu_in_turn

ROUNDS, AIM, PER_PAGE_AIM, GIVEN_AIM = 3, 1.2, 1.15, 2
THEMES = (1, 5, None)
ALONE = "import sys; from tests.benchmarks.pdf import weasyprint_alone as make; make(sys.stdin.read())"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--backend", choices=BACKENDS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.backend:
        print(json.dumps(measure(arguments.backend)))
        return
    rows = [row for backend in BACKENDS for row in run_backend(backend, "pdf")]
    for row in rows:
        print("  ".join(f"{name} {value}" for name, value in row.items()))
    print(f"aims: ratio {AIM}, per page at the longest {PER_PAGE_AIM}, given {GIVEN_AIM}")
    if arguments.json:
        arguments.json.write_text(json.dumps(rows, indent=1))


def measure(backend: str) -> list[dict]:
    import django

    django.setup()
    from tests.benchmarks.full_round import make_full_round

    full = make_full_round()
    rows = [making_figures(backend, themes) for themes in THEMES]
    shortest, longest = rows[0], rows[-1]
    growth = longest["ours_s"] / longest["pages"] / (shortest["ours_s"] / shortest["pages"])
    warm = longest["warm_s"] / longest["pages"] / (shortest["warm_s"] / shortest["pages"])
    figures = {"per_page_of_shortest": round(growth, 2), "warm_per_page_of_shortest": round(warm, 2)}
    return [*rows, {"backend": backend} | figures, given_figures(backend, full)]


# Making


def making_figures(backend: str, themes: int | None) -> dict:
    from pypdfium2 import PdfDocument

    from plans.making import edition_of
    from plans.paper import plan_html
    from plans.services.files import ask_for_draft
    from tests.benchmarks.full_plan import make_full_plan
    from tests.factories import NOW

    round, principal = make_full_plan(themes)
    html = plan_html(edition_of(ask_for_draft(round, member=principal, at=NOW).source))
    content = make_stored(round, principal)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    weasyprint_alone(html)
    ways = [
        lambda: make_stored(round, principal),
        lambda: subprocess.run([sys.executable, "-c", ALONE], input=html.encode(), check=True),
        lambda: weasyprint_alone(html),
    ]
    turns = [[cpu_seconds(way) for way in ways] for _ in range(ROUNDS)]
    ours, alone, warm = map(statistics.median, zip(*turns, strict=True))
    figures = {"backend": backend, "pages": len(PdfDocument(content)), "peak_mib": peak}
    figures |= {"ours_s": round_to(ours), "alone_s": round_to(alone), "warm_s": round_to(warm)}
    return figures | {"ratio": round_to(ours / alone), "warm_ratio": round_to(ours / warm)}


def round_to(value: float) -> float:
    return round(value, 3)


def make_stored(round, principal) -> bytes:
    """Ask for a file that nobody made yet, and make it."""
    from plans.models import File
    from plans.services.file_queue import make_next
    from plans.services.files import ask_for_draft
    from tests.factories import NOW

    File.unscoped.all().delete()
    ask_for_draft(round, member=principal, at=NOW)
    return make_next(round.school).content


def weasyprint_alone(html: str) -> bytes:
    """Make the PDF with WeasyPrint as its manual says, our fonts from their files."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from schoolsafety.pdf import STATIC, font_face

    faces = [font_face(path.stem, path.as_uri()) for path in STATIC.glob("fonts/*.woff2")]
    fonts = FontConfiguration()
    sheet = CSS(string="\n".join([*faces, (STATIC / "pdf.css").read_text()]), font_config=fonts)
    return HTML(string=html).write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1")


def cpu_seconds(work: Callable[[], object]) -> float:
    start = cpu_so_far()
    work()
    return cpu_so_far() - start


def cpu_so_far() -> float:
    """Return the CPU seconds of this process and of its children that have ended."""
    return sum(os.times()[:4])


# Giving


def given_figures(backend: str, full) -> dict:
    """Give the stored plan again and again, in turn with the floor."""
    from tests.benchmarks.pages import Site
    from tests.factories import make_incident

    incident = make_incident(full.round.opened_by)
    file = store_draft(full.round)
    site = Site(full, incident)
    calls = {
        "floor": site.floor,
        "plan": lambda: site._call("/beleidsplan/pdf/", asked=f"ronde={full.round.pk}"),
        "file": lambda: site._call(f"/beleidsplan/bestand/{file.pk}/"),
    }
    calls |= {f"{name}_unlogged": unlogged(calls[name]) for name in ("plan", "file")}
    medians = cpu_in_turn(calls)
    ratios = {name: round(medians[name] / medians["floor"], 2) for name in calls if name != "floor"}
    floor = {"floor_ms": round(medians["floor"] * 1e3, 2), "bytes": len(file.content)}
    return {"backend": backend} | floor | ratios


def store_draft(round):
    """Make the plan as it is at this moment, which is when it will be asked for."""
    from django.utils import timezone

    from plans.models import File
    from plans.services.file_queue import make_next
    from plans.services.files import ask_for_draft

    File.unscoped.all().delete()
    ask_for_draft(round, member=round.opened_by, at=timezone.now())
    return make_next(round.school)


def unlogged(call: Callable) -> Callable:
    """Return the same call without its row in the log, which only a benchmark may leave out."""
    from plans.views import files

    def without() -> None:
        record_taken, files.record_taken = files.record_taken, lambda file, by, at: None
        try:
            call()
        finally:
            files.record_taken = record_taken

    return without


if __name__ == "__main__":
    main()
