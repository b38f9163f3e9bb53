"""How much CPU the policy plan costs as PDF, as a ratio to WeasyPrint alone on the same page.

    uv run python -m tests.benchmarks.pdf [--json FILE]

Our path is what the view does: gather, template, PDF in a child process that starts anew each time.
WeasyPrint alone gets the same HTML and CSS, as somebody would call it without this project, in this
process and after a warm-up. Both are called in turn; each figure is the median of 5 rounds, with the
CPU of children. The peak is the child's. The database is SQLite with one full round: every question
of every theme answered, the open ones in words, and 20 actions.
"""

import argparse
import json
import os
import resource
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from random import Random

ROUNDS, AIM = 5, 1.2
TEXTS = (
    "An Peeters en Joris Claes. Ze zijn bereikbaar op de leraarskamer en via het meldpunt op de site.",
    "We luisteren eerst, noteren wat de leerling zelf zegt en spreken af wie wat doet.\n"
    "Binnen twee dagen belt het aanspreekpunt de ouders. De klas hoort alleen wat nodig is.",
    "Elk jaar in oktober, op de eerste pedagogische studiedag.",
)


@dataclass
class Figure:
    pages: int
    ours: float
    alone: float
    peak_mib: int

    @property
    def ratio(self) -> float:
        return self.ours / self.alone


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        set_up(folder)
        figure = measure()
    print(f"{figure.pages} pages, peak memory of the child {figure.peak_mib} MiB")
    print(f"our whole path    {figure.ours:6.2f} s CPU  {per_ten(figure.ours, figure):5.2f} s per 10 pages")
    print(
        f"WeasyPrint alone  {figure.alone:6.2f} s CPU  {per_ten(figure.alone, figure):5.2f} s per 10 pages"
    )
    print(f"ratio {figure.ratio:.3f} (aim {AIM})")
    if arguments.json:
        row = {"pages": figure.pages, "ratio": round(figure.ratio, 3), "peak_mib": figure.peak_mib}
        arguments.json.write_text(json.dumps([row], indent=1))


def set_up(folder: str) -> None:
    """Make an empty database with the criteria in it. The environment is ours: nothing is inherited."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "schoolsafety.settings",
        "SECRET_KEY": "benchmark",
        "ALLOWED_HOSTS": "localhost",
        "HTTPS": "0",
        "DATABASE_URL": f"sqlite:///{folder}/benchmark.sqlite3",
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_criteria", stdout=StringIO())


def make_full_plan():
    """Return a round in which everything is answered, and the principal of its school."""
    from assessments.models import Answer
    from schools.permissions import Role
    from tests.factories import NOW, make_action, make_member, make_round, make_school
    from themes.models import Card, Kind, Question, Theme

    chance = Random(8)
    principal = make_member(make_school(name="Middenschool De Linde"), Role.PRINCIPAL)
    round = make_round(principal, *Theme.objects.order_by("order"))
    Answer.unscoped.bulk_create(
        Answer(
            school=round.school,
            round=round,
            question=question,
            value=min(3, max(0, int(chance.gauss(2.2, 1)))),
            text=chance.choice(TEXTS) if question.kind == Kind.OPEN else "",
            changed_at=NOW,
            changed_by=principal,
        )
        for question in Question.objects.order_by("pk")
    )
    for card in chance.sample(list(Card.objects.order_by("pk")), 20):
        make_action(principal, card, what=f"{card.title} bespreken op de personeelsvergadering")
    return round, principal


def measure() -> Figure:
    from django.utils.timezone import localdate
    from pypdfium2 import PdfDocument

    from plans.views.plan import plan_html
    from schoolsafety.pdf import render_pdf
    from tests.factories import NOW

    round, principal = make_full_plan()

    def ours() -> bytes:
        return render_pdf(plan_html(round, principal, localdate(NOW)))

    pages = len(PdfDocument(ours()))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    html = plan_html(round, principal, localdate(NOW))
    weasyprint_alone(html)
    turns = [(cpu_seconds(ours), cpu_seconds(lambda: weasyprint_alone(html))) for _ in range(ROUNDS)]
    return Figure(pages, *map(statistics.median, zip(*turns, strict=True)), peak)


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


def per_ten(seconds: float, figure: Figure) -> float:
    return seconds / figure.pages * 10


if __name__ == "__main__":
    main()
