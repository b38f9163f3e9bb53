"""The Word file in another program: LibreOffice opens it, lays it out and finds its headings."""

import shutil
import subprocess

import pytest

from assessments.models import Round
from plans.audiences import for_audience
from plans.document.edition import Edition
from plans.document.gather import gather_plan
from plans.document.headings import chapter_headings, headings
from plans.models import Audience
from plans.word import chapter_docx, plan_docx
from schools.models import Membership
from schoolsafety.demo_school import make_demo_school
from tests.factories import NOW
from tests.pdf_reader import ReadPdf
from tests.plans.documents import make_document, make_edition
from tests.plans.docx_check import ReadDocx, faults

pytestmark = pytest.mark.skipif(
    not shutil.which("soffice"), reason="LibreOffice is missing: apt install libreoffice-writer-nogui"
)


def for_council() -> Edition:
    return make_edition(for_audience(make_document(), Audience.COUNCIL), audience=Audience.COUNCIL)


@pytest.fixture(scope="module")
def opened(tmp_path_factory) -> dict[str, ReadPdf]:
    """What LibreOffice makes of the files, all at once: starting it takes the most time."""
    folder = tmp_path_factory.mktemp("word")
    (folder / "full.docx").write_bytes(plan_docx(make_edition()))
    (folder / "chapter.docx").write_bytes(chapter_docx(make_edition()))
    (folder / "council.docx").write_bytes(plan_docx(for_council()))
    return convert(folder)


def convert(folder) -> dict[str, ReadPdf]:
    """Return the Word files in a folder as PDF, by their name. The profile is one of their own."""
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", folder, *sorted(folder.glob("*.docx"))]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {path.stem: ReadPdf(path.read_bytes()) for path in folder.glob("*.pdf")}


def bookmarks(found) -> list[tuple[int, str]]:
    return [(level, text) for level, text, _ in found]


def test_headings_are_the_bookmarks(opened):
    assert opened["full"].bookmarks == bookmarks(headings(make_document()))
    assert opened["chapter"].bookmarks == bookmarks(chapter_headings(make_document()))
    assert opened["council"].bookmarks == bookmarks(headings(for_council().plan))


def test_words_stand_on_the_pages(opened):
    cover, contents, *_, about = opened["full"].pages

    assert "Voor akkoord, de directie Naam" in cover
    assert "pagina" not in cover
    assert "5.1 Sexting" in contents
    count = len(opened["full"].pages)
    assert f"Schooljaar 2026–2027 pagina {count} van {count}" in about
    assert "An belt. Bram mailt. 1K1.1" in opened["full"].text


def test_demonstration_school_gets_a_plan_that_opens(db, settings, tmp_path):
    settings.DEMO = True
    school = make_demo_school(at=NOW)
    round = Round.unscoped.filter(school=school).newest_first().first()
    plan = gather_plan(round, member=Membership.unscoped.filter(school=school).first(), on=NOW.date())
    content = plan_docx(make_edition(plan))
    (tmp_path / "plan.docx").write_bytes(content)

    made = convert(tmp_path)["plan"]

    assert faults(content) == []
    assert ReadDocx(content).outline == made.bookmarks == bookmarks(headings(plan))
