"""The logo of the school: sent, kept as our own picture, shown to the own school alone, taken away."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from plans.document.gather import gather_plan
from plans.logo import MOST_BYTES, REASONS
from plans.models import Logo
from schools.models import AuditEntry
from tests.factories import NOW, make_round

pytestmark = pytest.mark.time_machine(NOW, tick=False)
URL, IMAGE, REMOVE = (f"/beleidsplan/logo/{name}" for name in ("", "beeld/", "weg/"))


def file(content: bytes, name: str = "logo.png") -> dict:
    return {"logo": SimpleUploadedFile(name, content)}


def png(*size: int) -> bytes:
    Image.new("RGB", size or (40, 20), "red").save(made := BytesIO(), "PNG")
    return made.getvalue()


def acts(member) -> list[str]:
    return list(AuditEntry.objects.visible_to(member).order_by("number").values_list("action", flat=True))


def test_logo_is_kept_as_our_own_picture(login, team_member):
    response = login(team_member).post(URL, file(png(1600, 800)))

    logo = Logo.objects.visible_to(team_member).get()
    assert (response.status_code, response.url) == (302, URL)
    assert (logo.width, logo.height) == Image.open(BytesIO(logo.png)).size == (800, 400)
    assert acts(team_member) == ["plan.logo_changed"]


def test_name_of_the_file_and_what_the_browser_says_of_it_do_not_count(login, team_member):
    drawing = b'<svg viewBox="0 0 2 1"><rect width="2" height="2" fill="red"/></svg>'

    login(team_member).post(URL, file(drawing, "../../logo.png"))

    assert Logo.objects.visible_to(team_member).get().width == 800


def test_another_logo_takes_its_place(login, team_member):
    client = login(team_member)
    client.post(URL, file(png()))

    client.post(URL, file(png(10, 10)))

    assert Logo.objects.visible_to(team_member).get().width == 10


def test_logo_stands_in_the_plan(login, team_member):
    login(team_member).post(URL, file(png()))

    assert gather_plan(make_round(team_member), member=team_member, on=NOW.date()).logo


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<html></html>", REASONS["kind"]),
        (b'<svg viewBox="0 0 2 1"><image href="file:///etc/passwd"/></svg>', REASONS["parts"]),
        (png() + bytes(MOST_BYTES), REASONS["large"]),
        (b"", "Dit bestand is leeg. Kies een ander."),
    ],
)
def test_what_is_no_logo_is_explained_at_the_field(login, team_member, content, message):
    response = login(team_member).post(URL, file(content))

    assert response.status_code == 422
    assert response.context["form"].errors == {"logo": [message]}
    assert not Logo.objects.visible_to(team_member).exists()


def test_form_without_a_file_asks_for_one(login, team_member):
    response = login(team_member).post(URL)

    assert response.context["form"].errors == {"logo": ["Kies een bestand van hoogstens 2 MB."]}


def test_far_too_large_file_is_explained_and_never_on_disk(login, team_member, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "there-is-no-such-folder"

    response = login(team_member).post(URL, file(png() + bytes(settings.FILE_UPLOAD_MAX_MEMORY_SIZE)))

    assert response.status_code == 422
    assert response.context["form"].errors == {"logo": ["Kies een bestand van hoogstens 2 MB."]}


def test_image_is_given_as_a_picture_that_nobody_keeps(login, admin, team_member):
    login(team_member).post(URL, file(png()))

    response = login(admin).get(IMAGE)

    assert response.content == bytes(Logo.objects.visible_to(admin).get().png)
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert "no-store" in response["Cache-Control"]


def test_outsider_sees_no_logo_of_another_school(login, team_member, outsider):
    login(team_member).post(URL, file(png()))
    client = login(outsider)

    assert client.get(IMAGE).status_code == 404
    assert client.get(URL).context["logo"] is None
    client.post(REMOVE)

    assert Logo.objects.visible_to(team_member).exists()


def test_logo_is_taken_away_after_a_question(login, team_member):
    client = login(team_member)
    client.post(URL, file(png()))

    question, answer = client.get(REMOVE), client.post(REMOVE)

    assert "Haal het logo weg" in question.content.decode()
    assert (answer.url, client.get(IMAGE).status_code) == (URL, 404)
    assert acts(team_member) == ["plan.logo_changed", "plan.logo_removed"]


def test_taking_away_what_is_gone_says_so(login, team_member):
    response = login(team_member).post(REMOVE, follow=True)

    assert "Er staat geen logo meer in het plan." in response.content.decode()
    assert acts(team_member) == []


@pytest.mark.parametrize(
    ("role", "statuses"), [("admin", [403, 403, 403]), ("log_reader", [403, 403, 403])]
)
def test_logo_is_changed_by_who_writes_the_plan_only(login, request, role, statuses):
    client = login(request.getfixturevalue(role))

    assert [
        client.get(URL).status_code,
        client.post(URL).status_code,
        client.post(REMOVE).status_code,
    ] == statuses


def test_page_of_the_logo_does_not_read_the_picture(login, team_member, django_assert_num_queries):
    client = login(team_member)
    client.post(URL, file(png()))
    client.get(URL)  # shows the message

    with django_assert_num_queries(4) as queries:  # session, user, member, logo
        client.get(URL)

    assert [query["sql"] for query in queries if '"png"' in query["sql"]] == []
