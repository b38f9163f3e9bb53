"""The quick form: what it asks, what it keeps, what it refuses."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages

from incidents.kinds import Kind
from incidents.models import Incident
from incidents.services.cases import open_case
from schools.models import AuditEntry
from tests.factories import NOW, make_card, make_theme

pytestmark = pytest.mark.time_machine(NOW, tick=False)

REPORT = "/meldingen/nieuw/"
LOCAL_NOW = "2026-11-20T14:32"  # NOW in Brussels


@pytest.fixture(autouse=True)
def themes(db):
    make_card(make_theme(code="sexting", name="Sexting"))


def filled_in(**fields) -> dict[str, str]:
    sent = {"theme": "sexting", "kind": "leerling-strafbaar", "happened_at": LOCAL_NOW, "key": str(uuid4())}
    rows = {f"persoon-{n}-role": "" for n in range(3)} | {
        f"persoon-{n}-relation": "leerling" for n in range(3)
    }
    return sent | rows | {"story": "In de klaschat."} | fields


def only_case(member):
    incident = Incident.objects.visible_to(member).select_related("key").get()
    return open_case(incident, by=member, at=NOW)


def acts() -> list[str]:
    return list(AuditEntry.unscoped.order_by("number").values_list("action", flat=True))


def test_form_begins_at_the_first_field_with_this_moment(login, contact):
    form = login(contact).get(REPORT).context["form"]

    assert "autofocus" in str(form["theme"])
    assert f'value="{LOCAL_NOW}"' in str(form["happened_at"])
    assert len(form["kind"]) == len(Kind)


def test_least_that_is_asked_makes_an_incident(login, contact):
    response = login(contact).post(REPORT, filled_in())

    case = only_case(contact)
    assert response.url == f"/meldingen/{case.incident.pk}/"
    assert (case.head.theme, case.head.kind, case.head.happened_at) == ("sexting", Kind.PUPIL_CRIMINAL, NOW)
    assert [w.record.text for w in case.written] == ["In de klaschat."]
    assert case.persons == ()
    assert [str(m) for m in get_messages(response.wsgi_request)] == ["Melding 2026-001 is bewaard."]
    assert acts()[0] == "incident.logged"


def test_all_that_may_be_said_is_kept(login, contact):
    more = {"title": "Beeld gedeeld", "place": "WhatsApp", "group": "4B", "happened_at": "2026-11-16T20:15"}

    login(contact).post(REPORT, filled_in(**more))

    head = only_case(contact).head
    assert (head.title, head.place, head.group) == ("Beeld gedeeld", "WhatsApp", "4B")
    assert head.happened_at.isoformat() == "2026-11-16T20:15:00+01:00"


def test_same_form_twice_is_one_incident(login, contact):
    client, sent = login(contact), filled_in()

    paths = {client.post(REPORT, sent).url for _ in range(2)}

    assert len(paths) == Incident.unscoped.count() == 1


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"theme": ""}, {"theme": ["Kies een thema."]}),
        ({"kind": ""}, {"kind": ["Kies wat het best past."]}),
        ({"story": " "}, {"story": ["Schrijf in een paar woorden wat er gebeurde."]}),
        ({"happened_at": ""}, {"happened_at": ["Kies een dag en een uur."]}),
        (
            {"happened_at": "2026-11-20T14:33"},
            {"happened_at": ["Dit moment moet nog komen. Kies nu of vroeger."]},
        ),
    ],
)
def test_fault_stands_beside_its_field_and_what_was_typed_stays(login, contact, fields, errors):
    response = login(contact).post(REPORT, filled_in(place="De turnzaal", **fields))

    assert response.status_code == 422
    assert response.context["form"].errors == errors
    assert 'value="De turnzaal"' in response.content.decode()
    assert not Incident.unscoped.exists()


def test_moment_may_be_typed_the_dutch_way(login, contact):
    login(contact).post(REPORT, filled_in(happened_at="16-11-2026 20:15"))

    assert only_case(contact).head.happened_at == NOW - timedelta(days=3, hours=18, minutes=17)


def test_nul_is_refused_at_the_field(login, contact):
    response = login(contact).post(REPORT, filled_in(title="a\0b"))

    assert list(response.context["form"].errors) == ["title"]


@pytest.mark.parametrize(("kind", "known_at"), [("datalek", NOW), ("klacht", None)])
def test_clock_of_a_data_leak_starts_at_once(login, contact, kind, known_at):
    login(contact).post(REPORT, filled_in(kind=kind))

    assert only_case(contact).head.leak_known_at == known_at
