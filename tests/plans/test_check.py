"""The public page that checks a plan: what it tells, to whom, and that it keeps nothing of what is sent."""

import os
import re
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from plans import checking
from plans.models import File
from plans.services.versions import withdraw_version
from tests.factories import NOW
from tests.plans.version_world import adopt, make_ready, propose, sha256_of

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')  # another one in each answer
PDF, WORD = b"%PDF-1.7 het plan", b"PK het plan"


def path(version):
    return reverse("plans:check", args=[version.pk])


@pytest.fixture
def version(team_member, principal):
    """An adopted version of which two files are ready."""
    version = adopt(propose(team_member), principal)
    make_ready(version.files.get(audience="full", format="pdf"), PDF)
    make_ready(version.files.get(audience="council", format="docx"), WORD)
    return version


def send(version, content, name="plan.pdf"):
    return Client().post(path(version), {"file": SimpleUploadedFile(name, content)})


def page_of(response):
    return " ".join(response.content.decode().split())


# What it tells


def test_page_tells_of_the_version_and_of_nothing_else(client, version, team_member, principal):
    response = client.get(path(version))

    found = response.context["version"]
    assert (found.school, found.number, found.sha256) == (team_member.school.name, 1, version.sha256)
    assert (found.adopted_on, found.withdrawn_on) == ("20 november 2026", "")
    assert [(file.label, file.sha256) for file in found.files] == [
        ("volledig, PDF", sha256_of(PDF)),
        ("schoolraad en ouders, Word", sha256_of(WORD)),
    ]
    page = page_of(response)
    for secret in (
        "An belt",
        "Meldpunt",
        "Sexting",
        principal.user.name,
        team_member.user.name,
        "beleidsplan-",
    ):
        assert secret not in page


def test_page_of_a_withdrawn_version_says_that_it_holds_no_more(client, version, principal):
    withdraw_version(version, by=principal, at=NOW, reason="Een geheime reden")

    page = page_of(client.get(path(version)))

    assert "Ingetrokken op 20 november 2026: dit plan geldt niet meer." in page
    assert "geheime reden" not in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_was_never_adopted_looks_like_what_does_not_exist(client, team_member, method):
    withdrawn = propose(team_member)
    withdraw_version(withdrawn, by=team_member, at=NOW)
    proposed = propose(team_member)
    unknown = reverse("plans:check", args=[uuid4()])

    answers = [getattr(client, method)(url) for url in (path(proposed), path(withdrawn), unknown)]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert len({TOKEN.sub(b"", answer.content) for answer in answers}) == 1


def test_page_is_the_same_for_a_member_of_another_school(login, version, outsider):
    response = login(outsider).get(path(version))

    assert response.context["version"].sha256 == version.sha256


def test_page_sets_no_cookie_for_a_stranger(version):
    client = Client()

    client.get(path(version))

    assert "sessionid" not in client.cookies


@pytest.mark.parametrize("ready", [1, 2])
def test_page_needs_two_queries(version, ready, django_assert_num_queries):
    if ready == 1:
        File.unscoped.filter(version=version, format="docx", audience="council").delete()

    with django_assert_num_queries(2):  # version, files
        Client().get(path(version))


# Checking a file


@pytest.mark.parametrize(
    ("content", "label"), [(PDF, "volledig, PDF"), (WORD, "schoolraad en ouders, Word")]
)
def test_file_of_the_version_is_recognised(version, content, label):
    response = send(version, content)

    assert f"Dit bestand is precies het vastgestelde plan ({label})." in page_of(response)


@pytest.mark.parametrize("content", [PDF + b" ", PDF[:-1], b"x"])
def test_any_other_file_is_not_one_of_the_version(version, content):
    page = page_of(send(version, content))

    assert "Dit bestand is niet een van de bestanden van deze versie:" in page
    assert "precies" not in page


def test_file_of_a_withdrawn_version_is_recognised_with_a_warning(version, principal):
    withdraw_version(version, by=principal, at=NOW, reason="Fout.")

    page = page_of(send(version, PDF))

    assert "precies het vastgestelde plan (volledig, PDF)" in page
    assert "Maar het plan is op 20 november 2026 ingetrokken: het geldt niet meer." in page


def test_file_of_another_version_is_not_recognised(version, team_member, principal):
    other = adopt(propose(team_member), principal)

    assert "niet een van de bestanden" in page_of(send(other, PDF))


def test_form_needs_no_cookie_and_no_token(version):
    client = Client(enforce_csrf_checks=True)

    response = client.post(path(version), {"file": SimpleUploadedFile("plan.pdf", PDF)})

    assert "precies het vastgestelde plan" in page_of(response)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({}, "Kies een bestand van hoogstens 25 MB."),
        ({"file": "plan.pdf"}, "Kies een bestand van hoogstens 25 MB."),
        ({"file": SimpleUploadedFile("plan.pdf", b"")}, "Dit bestand is leeg."),
    ],
)
def test_no_file_is_explained_at_the_field(version, data, says):
    response = Client().post(path(version), data)

    assert response.status_code == 422
    assert says in page_of(response)


def test_file_that_is_too_large_is_explained(version, monkeypatch):
    monkeypatch.setattr(checking, "MOST_BYTES", 10)
    monkeypatch.setattr("plans.version_forms.MOST_BYTES", 10)

    response = send(version, PDF)

    assert response.status_code == 422
    assert "De bestanden van een plan zijn kleiner: dit is er geen van." in page_of(response)


def test_who_sends_without_end_is_cut_off(version, monkeypatch):
    monkeypatch.setattr(checking, "CUT_OFF", 1)
    body = BytesIO(PDF * 40_000)

    response = send(version, body.getvalue())

    assert response.status_code == 422
    assert "Kies een bestand van hoogstens 25 MB." in page_of(response)


def test_many_files_together_are_cut_off_too(version, monkeypatch):
    monkeypatch.setattr(checking, "CUT_OFF", 3 * len(PDF))
    others = {f"other{n}": SimpleUploadedFile("plan.pdf", PDF) for n in range(4)}

    response = Client().post(path(version), others | {"file": SimpleUploadedFile("plan.pdf", PDF)})

    assert response.status_code == 422


def test_nothing_of_the_file_is_kept(version, settings, tmp_path, monkeypatch):
    """Also not for a moment: the folder for temporary files cannot even be written to."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "none")
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1
    before = File.unscoped.count()

    page = page_of(send(version, os.urandom(3 * 1024**2)))

    assert "niet een van de bestanden" in page
    assert File.unscoped.count() == before


def test_name_of_the_file_is_not_shown(version):
    assert "<b>naam" not in send(version, PDF, name="<b>naam.pdf").content.decode()
