"""The school's own texts in the plan: saved with a version, so that no text of anybody is lost."""

from datetime import date

import pytest
from django.urls import reverse

from plans.document.gather import gather_plan
from plans.document.sections import ALWAYS, Section
from plans.models import Composition
from plans.services.composition import ChangedMeanwhile, save_composition
from schools.models import AuditEntry
from schools.permissions import Role
from tests.factories import NOW, make_card, make_member, make_round, make_theme

pytestmark = pytest.mark.time_machine(NOW, tick=False)
URL = "/beleidsplan/samenstellen/"


@pytest.fixture
def theme(db):
    theme = make_theme(code="privacy", name="Privacy")
    make_card(theme)
    return theme


@pytest.fixture
def round(team_member, theme):
    return make_round(team_member, theme)


def save(member, **fields) -> Composition:
    texts = {"vision": "Onze visie", "intros": {}, "hidden": [], "review_on": None, "version": 0}
    return save_composition(by=member, at=NOW, **texts | fields)


def saved(member) -> dict:
    names = ("vision", "intros", "hidden", "review_on", "version", "changed_by")
    return Composition.objects.visible_to(member).values(*names).get()


def sent(**fields) -> dict:
    return {"vision": "Onze visie", "intro-privacy": "", "review_on": "", "version": 0} | fields


def test_compose_saves_all_that_the_school_writes(login, team_member, round):
    data = sent(
        **{"intro-privacy": "Omdat het telt.", "hidden": ["scores", "people"]}, review_on="2027-06-01"
    )

    response = login(team_member).post(URL, data)

    assert (response.status_code, response.url) == (302, URL)
    assert saved(team_member) == {
        "vision": "Onze visie",
        "intros": {"privacy": "Omdat het telt."},
        "hidden": ["people", "scores"],
        "review_on": date(2027, 6, 1),
        "version": 1,
        "changed_by": team_member.pk,
    }


def test_what_is_saved_stands_in_the_plan(login, team_member, round):
    data = sent(**{"intro-privacy": "Omdat het telt.", "hidden": ["scores"]}, review_on="2027-06-01")
    login(team_member).post(URL, data)

    plan = gather_plan(round, member=team_member, on=NOW.date())

    assert (plan.vision, plan.themes[0].intro, plan.hidden) == (
        "Onze visie",
        "Omdat het telt.",
        (Section.SCORES,),
    )
    assert [(line.day, line.what) for line in plan.calendar] == [("1 juni 2027", "Dit beleidsplan herzien")]


def test_compose_writes_down_who_did_it(team_member):
    composition = save(team_member)

    entry = AuditEntry.objects.visible_to(team_member).get()
    assert (entry.action, entry.target, entry.by) == (
        "plan.composed",
        f"plans.composition:{composition.pk}",
        team_member,
    )


def test_form_shows_what_was_saved(login, team_member, round):
    save(team_member, intros={"privacy": "Omdat"}, hidden=["people"], review_on=date(2026, 1, 5))

    form = login(team_member).get(URL).context["form"]

    assert {name: form[name].value() for name in ("vision", "intro-privacy", "hidden", "version")} == {
        "vision": "Onze visie",
        "intro-privacy": "Omdat",
        "hidden": ["people"],
        "version": 1,
    }
    assert 'value="2026-01-05"' in str(form["review_on"])


def test_who_started_from_an_older_version_sees_both_texts_and_loses_none(
    login, team_member, contact, round
):
    save(contact, vision="Wat mijn collega schreef")

    response = login(team_member).post(URL, sent(vision="Wat ik schreef", hidden=["scores"]))

    assert response.context["clashes"] == [
        ("Visie en waarden", "Wat mijn collega schreef", "Wat ik schreef"),
        ("Wat jullie weglaten", "niets", "Alle scores"),
    ]
    assert response.context["form"]["vision"].value() == "Wat ik schreef"
    assert saved(contact)["vision"] == "Wat mijn collega schreef"


def test_own_version_can_be_chosen_after_a_clash(login, team_member, contact, round):
    save(contact, vision="Wat mijn collega schreef")
    client = login(team_member)
    form = client.post(URL, sent(vision="Wat ik schreef")).context["form"]

    client.post(URL, sent(vision="Wat ik schreef", version=form["version"].value()))

    assert (saved(team_member)["vision"], saved(team_member)["version"]) == ("Wat ik schreef", 2)


@pytest.mark.parametrize("version", [0, 1, 3])
def test_service_refuses_another_version_than_the_present_one(team_member, version):
    save(team_member)
    save(team_member, version=1, vision="De tweede")

    with pytest.raises(ChangedMeanwhile):
        save(team_member, version=version, vision="Te laat")

    assert (saved(team_member)["vision"], saved(team_member)["version"]) == ("De tweede", 2)


def test_intro_of_a_theme_that_is_not_on_the_form_stays(team_member):
    save(team_member, intros={"sexting": "Van vorig jaar", "privacy": "Weg"})

    save(team_member, version=1, intros={"privacy": "", "cyberpesten": "Nieuw"})

    assert saved(team_member)["intros"] == {"sexting": "Van vorig jaar", "cyberpesten": "Nieuw"}


@pytest.mark.parametrize("section", sorted(ALWAYS))
def test_what_always_belongs_to_the_plan_cannot_be_left_out(login, team_member, round, section):
    response = login(team_member).post(URL, sent(hidden=[section]))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["hidden"]
    assert save(team_member, hidden=[section]).hidden == []


def test_form_offers_every_other_section_and_says_what_it_holds(login, team_member):
    choices = login(team_member).get(URL).context["form"].hidden_choices()

    assert {box.data["value"] for box, _ in choices} == set(Section) - ALWAYS
    assert all(holds for _, holds in choices)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("review_on", "2026-11-19", "Deze dag is al voorbij. Kies vandaag of later."),
        ("review_on", "31-02-2027", "Deze dag bestaat niet. Schrijf hem zo: 15-01-2027."),
        ("vision", "a" * 8001, "Deze tekst is te lang: er passen 8000 tekens in, en het zijn er nu 8001."),
        (
            "intro-privacy",
            "a" * 2001,
            "Deze tekst is te lang: er passen 2000 tekens in, en het zijn er nu 2001.",
        ),
    ],
)
def test_error_stands_at_its_field_with_what_was_typed(login, team_member, round, field, value, message):
    response = login(team_member).post(URL, sent(**{field: value}))

    form = response.context["form"]
    assert (response.status_code, form.errors) == (422, {field: [message]})
    assert (form[field].value(), form["version"].value()) == (value, "0")
    assert not Composition.objects.visible_to(team_member).exists()


def test_day_that_passed_may_stay(login, team_member, round):
    save(team_member, review_on=date(2026, 1, 5))

    response = login(team_member).post(URL, sent(review_on="2026-01-05", version=1, vision="Anders"))

    assert (response.status_code, saved(team_member)["vision"]) == (302, "Anders")


def test_compose_works_before_there_is_a_round(login, team_member):
    client = login(team_member)

    assert client.get(URL).context["form"].theme_fields() == []
    assert client.post(URL, sent()).status_code == 302


def test_text_of_people_stays_text(login, team_member, round):
    save(team_member, vision="<b>vet</b> & </textarea><script>")

    page = login(team_member).get(URL).content.decode()

    assert "&lt;b&gt;vet&lt;/b&gt; &amp; &lt;/textarea&gt;&lt;script&gt;" in page
    assert "<b>vet</b>" not in page


@pytest.mark.parametrize("role", [Role.ADMIN, Role.LOG_READER])
def test_compose_is_forbidden_to_other_roles(login, school, role):
    client = login(make_member(school, role))

    assert (client.get(URL).status_code, client.post(URL, sent()).status_code) == (403, 403)


def test_outsider_sees_and_changes_only_the_own_school(login, team_member, outsider, round):
    save(team_member)
    client = login(outsider)

    assert client.get(URL).context["form"]["vision"].value() == ""
    client.post(URL, sent(vision="Van elders"))

    assert (saved(team_member)["vision"], saved(outsider)["vision"]) == ("Onze visie", "Van elders")


@pytest.mark.parametrize("count", [1, 3])
def test_compose_needs_six_queries(login, team_member, count, django_assert_num_queries):
    themes = [make_theme()]
    themes += [make_theme(themes[0].criteria_set) for _ in range(count - 1)]
    make_round(team_member, *themes)
    save(team_member)
    client = login(team_member)
    client.get(URL)  # the criteria are read once per process

    with django_assert_num_queries(6):  # session, user, member, round, texts, themes
        response = client.get(URL)

    assert len(response.context["form"].theme_fields()) == count


def test_paths_are_those_that_others_link_to():
    assert reverse("plans:compose") == URL
