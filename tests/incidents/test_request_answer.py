"""The second person, the PDF, and how a request ends."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from incidents.models import AccessRequest, Exclusion, Incident
from incidents.request_content import State
from incidents.services.request_answers import SamePerson, approve_request, close_request
from incidents.services.requests import NotNow, save_draft
from incidents.views.requests import answer_html
from schools.models import Country, School
from schools.permissions import Role
from schoolsafety import pdf
from tests.factories import NOW, make_member
from tests.incidents.requests import (
    acts,
    approve,
    content,
    draft,
    fresh,
    make_case,
    make_request,
    submit,
    url,
)
from tests.pdf_reader import ReadPdf, pango_hidden


@pytest.fixture
def row(contact):
    return submit(make_request(contact), contact, make_case(contact))


@pytest.fixture
def second(contact):
    return make_member(contact.school, Role.CONTACT)


def review(client, row, **data):
    return client.post(url("request_review", row), {"seen": row.version} | data)


@pytest.mark.parametrize("role", [Role.CONTACT, Role.PRINCIPAL])
def test_second_person_reads_the_draft_and_approves_it(login, contact, row, role):
    client = login(make_member(contact.school, role))
    before = len(acts())

    page = client.get(url("request", row)).content.decode()
    response = review(client, row, goed="1")

    assert "Leerling B stuurde een beeld van Fatima door." in page
    assert response.status_code == 302
    assert (content(row).state, fresh(row).approved_by.roles) == ("approved", [role])
    assert acts()[before:] == ["request.read", "request.approved"]


def test_nobody_approves_their_own_answer(login, contact, row):
    assert review(login(contact), row, goed="1").status_code == 403
    assert "Keur goed" not in login(contact).get(url("request", row)).content.decode()

    with pytest.raises(SamePerson):
        approve_request(row, seen=row.version, by=contact, at=NOW)
    with pytest.raises(IntegrityError):
        AccessRequest.unscoped.filter(pk=row.pk).update(approved_by=contact)


def test_second_person_sends_it_back_with_a_remark(login, contact, second, row):
    response = review(login(second), row, terug="1")
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"remark"}

    review(login(second), row, terug="1", remark="De klas staat er nog in.")

    assert (content(row).state, fresh(row).approved_by) == ("open", None)
    assert acts()[-1] == "request.sent_back"
    page = login(contact).get(url("request_draft", row)).content.decode()
    assert "De klas staat er nog in." in page


def test_approval_holds_for_the_draft_that_was_read(login, contact, second, row):
    client, seen = login(second), row.version
    review(client, row, terug="1", remark="Nog iets.")
    ready = {"is_ready": True, "site": "", "by": contact, "at": NOW, "origin": "x", "shared": "x"}
    save_draft(fresh(row), pieces=[], seen=fresh(row).version, **ready)

    response = client.post(url("request_review", row), {"seen": seen, "goed": "1"})

    assert response.status_code == 409
    assert content(row).state == "review"


def test_who_is_party_to_an_incident_does_not_read_its_draft(login, contact, principal, second, row):
    incident = Incident.unscoped.get()
    for party in (principal, second):
        Exclusion.unscoped.create(school=contact.school, incident=incident, member=party)
        client = login(party)

        assert client.get(url("request", row)).status_code == 404
        assert review(client, row, goed="1").status_code == 404
        assert client.get(reverse("incidents:requests")).context["open_rows"] == []


def test_exclusion_outlives_the_incident_it_was_of(login, contact, second):
    incident = make_case(contact)
    Exclusion.unscoped.create(school=contact.school, incident=incident, member=second)
    row = submit(make_request(contact), contact, incident)
    incident.delete()

    assert login(second).get(url("request", row)).status_code == 404


def test_principal_reads_only_what_waits_for_them(login, contact, principal):
    row = make_request(contact)
    client = login(principal)
    assert client.get(url("request", row)).status_code == 404

    submit(row, contact, make_case(contact))

    assert client.get(url("request", row)).status_code == 200


@pytest.mark.parametrize("role", [Role.TEAM, Role.ADMIN, Role.LOG_READER])
def test_other_roles_stay_out(login, contact, row, role):
    client = login(make_member(contact.school, role))

    names = ["request", "request_pdf", "request_draft", "request_search", "request_close"]
    assert [client.get(url(name, row)).status_code for name in names] == [403] * 5
    assert review(client, row, goed="1").status_code == 403


def test_text_that_is_left_out_is_gone_once_approved(contact, second):
    row = draft(make_request(contact), contact, make_case(contact))
    *kept, last = content(row).pieces
    left = replace(last, keep=False, reason="Gaat over een ander.")
    texts = {"origin": "Van de melder.", "shared": "Met niemand."}
    ready = {"is_ready": True, "site": "", "by": contact, "at": NOW}
    save_draft(row, pieces=[*kept, left], seen=row.version, **texts, **ready)

    row = approve(fresh(row), second)

    assert content(row).pieces == (*kept, replace(left, text=""))
    assert "Dit stuk is weggelaten: Gaat over een ander." in answer_html(row, content(row))


def test_no_pdf_before_approval(login, contact, row):
    before = len(acts())

    assert login(contact).get(url("request_pdf", row)).status_code == 404
    assert acts()[before:] == []


def test_pdf_holds_the_answer_and_the_rights(login, contact, second, row):
    row = approve(row, second)

    response = login(contact).get(url("request_pdf", row))

    text = ReadPdf(response.content).text
    assert response["Content-Disposition"] == 'attachment; filename="inzage-1.pdf"'
    assert acts()[-1] == "request.pdf"
    said = [
        "Leerling B stuurde een beeld van Fatima door.",
        "Vlaamse Toezichtcommissie of de Gegevensbeschermingsautoriteit",
        "Van de melder.",
        "Met niemand.",
        "De aanspreekpunten van de school.",
        "Wordt nog bewaard.",
        "vragen om het te verbeteren",
        "vragen om gegevens te wissen",
    ]
    assert [line for line in said if line not in text] == []
    assert not [name for name in ("Yusuf", "Öztürk", contact.user.name) if name in text]


def test_dutch_answer_names_the_dutch_authority(contact, second, row):
    School.objects.update(country=Country.NETHERLANDS)
    row = approve(row, second)

    html = answer_html(row, content(row))

    assert "klacht indienen bij de Autoriteit Persoonsgegevens." in html
    assert "Vlaamse" not in html


def test_text_of_a_person_cannot_reach_into_the_pdf(contact, second):
    case = make_case(contact, story="<img src='file:///etc/passwd'><script>x</script>")
    row = approve(submit(make_request(contact), contact, case), second)

    text = ReadPdf(pdf.render_pdf(answer_html(row, content(row)))).text

    assert "<img src='file:///etc/passwd'><script>x</script>" in text
    assert "root:" not in text


def test_pdf_that_cannot_be_made_is_said(login, contact, second, row):
    row = approve(row, second)

    with pango_hidden():
        response = login(contact).get(url("request_pdf", row))

    assert response.status_code == 503
    assert "De PDF kon nu niet gemaakt worden." in response.content.decode()


def close(client, row, **data):
    return client.post(url("request_close", row), data)


def test_answered_request_is_kept_for_thirty_days(login, contact, second, row):
    row = approve(row, second)

    close(login(contact), row, outcome="answered", reason="Afgegeven op school.")

    row = fresh(row)
    assert (row.is_closed, row.until) == (True, timezone.localdate() + timedelta(days=30))
    assert (content(row).state, acts()[-1]) == ("answered", "request.answered")


def test_refusing_needs_a_reason_and_keeps_no_text(login, contact, row):
    client = login(contact)
    assert close(client, row, outcome="refused", reason="Nee").status_code == 422

    close(client, row, outcome="refused", reason="We konden niet nagaan wie het vroeg.")

    assert (content(row).state, content(row).pieces) == ("refused", ())
    assert acts()[-1] == "request.refused"


def test_answer_that_nobody_approved_cannot_have_been_given(login, contact, row):
    response = close(login(contact), row, outcome="answered", reason="Gegeven.")

    assert response.status_code == 422
    assert fresh(row).is_closed is False
    act = {"seen": row.version, "by": contact, "at": NOW}
    with pytest.raises(NotNow):
        close_request(row, outcome=State.ANSWERED, reason="Gegeven.", **act)


def test_closed_request_is_not_closed_again(login, contact, second, row):
    row = approve(row, second)
    client = login(contact)
    close(client, row, outcome="answered")

    response = close(client, row, outcome="refused", reason="Toch niet gegeven.")

    assert response.status_code == 409
    assert "Toch niet gegeven." in response.content.decode()
    assert content(row).state == "answered"
