"""The draft of an answer: which texts are in it, without the names of others, and who edits it."""

import pytest

from incidents.models import AccessRequest, Exclusion
from incidents.services.cases import CaseGone
from incidents.services.report import add_note, correct_record
from incidents.services.requests import make_draft
from incidents.services.sheets import save_aftercare
from schools.permissions import Role
from tests.factories import NOW, make_member, make_user
from tests.incidents.following import acts as acts_of
from tests.incidents.requests import (
    FATIMA,
    YUSUF,
    acts,
    content,
    draft,
    first_person,
    fresh,
    make_case,
    make_request,
    submit,
    texts,
    url,
)


@pytest.fixture
def row(contact):
    return make_request(contact)


@pytest.fixture
def incident(contact):
    return make_case(contact)


def sent(row, **pieces):
    """Return the form of the draft as it stands; `pieces` are the fields of the last piece."""
    data = {"origin": "Van de melder.", "shared": "Met niemand.", "seen": fresh(row).version}
    for piece in content(row).pieces:
        data |= {f"{piece.id}-choice": "keep", f"{piece.id}-text": piece.text, f"{piece.id}-reason": ""}
    last = content(row).pieces[-1].id
    return data | {f"{last}-{name}": value for name, value in pieces.items()}


def test_draft_holds_every_text_without_the_names_of_others(contact, row, incident):
    add_note(incident, text="Öztürk bood zijn excuses aan.", by=contact, at=NOW)
    correct_record(incident, number=1, text="Het was geen beeld van Fatima.", by=contact, at=NOW)
    what = {"what": "Een gesprek met yusuf.", "who": "", "aftercare_on": None}
    save_aftercare(incident, seen=0, by=contact, at=NOW, **what)

    draft(row, contact, incident)

    pieces = texts(row)
    assert pieces[1:] == [
        "Leerling B stuurde een beeld van Fatima door.",
        "Leerling B bood zijn excuses aan.",
        "Het was geen beeld van Fatima.",
        "Wat doen jullie nog, en voor wie?: Een gesprek met Leerling B.",
    ]
    assert "Leerling A: slachtoffer" in pieces[0]


def test_colleagues_stay_out(contact, row):
    make_member(contact.school, Role.TEAM, user=make_user(name="Wilhelmina Vanderstappen"))
    incident = make_case(contact, story="Wilhelmina belde, Vanderstappen ook.")

    draft(row, contact, incident)

    assert texts(row)[-1] == "een medewerker belde, een medewerker ook."


def test_name_of_who_asks_and_another_is_pointed_out(login, contact, row):
    namesake = YUSUF.__class__(YUSUF.role, YUSUF.relation, name="Fatima Maes")
    incident = make_case(contact, FATIMA, namesake, story="Fatima riep Fatima Maes.")

    draft(row, contact, incident)

    assert content(row).pieces[-1].unsure == "“Fatima”"
    assert texts(row)[-1] == "Fatima riep Leerling B."
    page = login(contact).get(url("request_draft", row)).content.decode()
    assert "Kijk na wie dit is: “Fatima”." in page


def test_making_the_draft_reads_each_incident_once(login, contact, row, incident):
    other = make_case(contact)
    chosen = [":".join(map(str, first_person(one))) for one in (incident, other)]

    response = login(contact).post(url("request_draft", row), {"kies": "1", "persoon": chosen})

    assert response.url == url("request_draft", row)
    assert (acts_of(incident), acts_of(other)) == (["incident.read"], ["incident.read"])
    assert acts()[-1] == "request.drafted"


def test_incident_of_which_one_is_excluded_cannot_be_chosen(contact, row, incident):
    Exclusion.unscoped.create(school=contact.school, incident=incident, member=contact)

    with pytest.raises(CaseGone):
        draft(row, contact, incident)

    assert content(row).pieces == ()


def test_person_of_another_incident_cannot_be_chosen(contact, row, incident):
    other = make_case(contact)
    chosen = [(incident.pk, first_person(other)[1])]

    with pytest.raises(CaseGone):
        make_draft(row, chosen=chosen, seen=1, by=contact, at=NOW)


@pytest.mark.parametrize("chosen", [[], ["x"], ["x:y"]])
def test_nobody_chosen_leads_back_to_the_search(login, contact, row, chosen):
    response = login(contact).post(url("request_draft", row), {"kies": "1", "persoon": chosen})

    assert response.url == url("request_search", row)
    assert content(row).pieces == ()


def test_contact_edits_a_piece_and_leaves_one_out(login, contact, row, incident):
    row, client = draft(row, contact, incident), login(contact)

    client.post(url("request_draft", row), sent(row, text="Iemand stuurde een beeld door."))
    assert texts(row)[-1] == "Iemand stuurde een beeld door."

    client.post(url("request_draft", row), sent(row, choice="leave", reason="Gaat over een ander."))
    last = content(row).pieces[-1]
    assert (last.keep, last.reason) == (False, "Gaat over een ander.")
    assert acts()[-2:] == ["request.drafted", "request.drafted"]


@pytest.mark.parametrize(("fields", "wrong"), [({"choice": "leave"}, "reason"), ({"text": ""}, "text")])
def test_piece_without_text_or_reason_is_explained(login, contact, row, incident, fields, wrong):
    row = draft(row, contact, incident)

    response = login(contact).post(url("request_draft", row), sent(row, **fields))

    assert response.status_code == 422
    assert set(response.context["cases"][0][1][-1].errors) == {wrong}


def test_choosing_anew_keeps_what_was_edited(login, contact, row, incident):
    row = draft(row, contact, incident)
    login(contact).post(url("request_draft", row), sent(row, text="Bewerkt."))

    draft(row, contact, incident, make_case(contact))

    assert texts(row).count("Bewerkt.") == 1
    assert len(content(row).chosen) == 2


def test_draft_that_changed_meanwhile_shows_both(login, contact, row, incident):
    row, client = draft(row, contact, incident), login(contact)
    stale = sent(row, text="Mijn versie.")
    client.post(url("request_draft", row), sent(row, text="De eerste versie."))

    response = client.post(url("request_draft", row), stale)

    page = response.content.decode()
    assert response.status_code == 409
    assert "De eerste versie." in page
    assert "Mijn versie.</textarea>" in page
    assert texts(row)[-1] == "De eerste versie."
    client.post(url("request_draft", row), stale | {"seen": fresh(row).version})
    assert texts(row)[-1] == "Mijn versie."


def test_ready_draft_is_told_to_who_may_be_the_second_person(
    login, contact, principal, row, incident, mailoutbox, django_capture_on_commit_callbacks
):
    row = draft(row, contact, incident)
    party, second = (make_member(contact.school, Role.CONTACT) for _ in range(2))
    Exclusion.unscoped.create(school=contact.school, incident=incident, member=party)

    with django_capture_on_commit_callbacks(execute=True):
        login(contact).post(url("request_draft", row), sent(row) | {"klaar": "1"})

    assert content(row).state == "review"
    assert {mail.to[0] for mail in mailoutbox} == {principal.user.email, second.user.email}
    assert not [mail for mail in mailoutbox if "Fatima" in mail.body + mail.subject]
    assert acts()[-1] == "request.submitted"


def test_draft_that_is_being_read_gives_the_typed_text_back(login, contact, row, incident):
    row = draft(row, contact, incident)
    stale = sent(row, text="Nog een zin.")
    row = submit(row, contact, incident)

    response = login(contact).post(url("request_draft", row), stale)

    assert response.status_code == 409
    assert "Nog een zin." in response.content.decode()
    assert login(contact).get(url("request_draft", row)).url == url("request", row)


def test_others_do_not_edit_the_draft(login, contact, principal, row, incident):
    row = draft(row, contact, incident)
    second = make_member(contact.school, Role.CONTACT)

    assert login(second).get(url("request_draft", row)).status_code == 403
    assert login(principal).get(url("request_draft", row)).status_code == 403


def test_database_holds_no_word_of_it(contact, row, incident):
    draft(row, contact, incident)
    values = " ".join(map(str, AccessRequest.unscoped.values_list().get()))

    assert not [word for word in ("Fatima", "Samira", "beeld", "Leerling") if word in values]
    assert fresh(row).until > NOW.date()
