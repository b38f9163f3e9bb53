"""What the demonstration school writes in its plan fits the forms that a real school fills in."""

import pytest
from django.forms.models import model_to_dict

from plans.compose_forms import ComposeForm, ResponsibilityForm
from plans.models import ChosenRemark, Composition, Logo, Responsibility
from schoolsafety.demo_plan import choose_remark, compose_plan
from schoolsafety.demo_school import DATA
from tests.factories import NOW, make_answer, make_card, make_round, make_theme
from themes.models import Theme


@pytest.fixture
def plan(team_member):
    theme = make_theme(code="sexting", name="Sexting")
    question = make_card(theme).questions.get()
    round = make_round(team_member, theme)
    make_answer(round, question, 2, remark="Op de website zetten.")
    compose_plan(DATA["plan"], team_member, at=NOW)
    choose_remark(round, team_member, at=NOW)
    return Composition.objects.visible_to(team_member).get()


def test_demonstration_has_something_of_everything(team_member, plan):
    people = Responsibility.objects.visible_to(team_member)

    assert 120 <= len(plan.vision.split()) <= 200
    assert set(plan.intros) == {"sexting", "cyberpesten"} <= set(DATA["themes"])
    assert len(set(people.exclude(grade="").values_list("grade", flat=True))) == 3
    assert Logo.objects.visible_to(team_member).get().width == 800
    assert ChosenRemark.objects.visible_to(team_member).get().text == "Op de website zetten."


def test_demonstration_could_have_been_typed(team_member, plan):
    composed = {"vision": plan.vision, "review_on": plan.review_on, "version": 1}
    composed |= {f"intro-{code}": text for code, text in plan.intros.items()}
    themes = [Theme(code=code, name=code) for code in plan.intros]
    people = Responsibility.objects.visible_to(team_member)

    forms = [ComposeForm(composed, composition=plan, themes=themes, today=NOW.date())]
    forms += [ResponsibilityForm(model_to_dict(person) | {"key": person.pk}) for person in people]

    assert [form.errors for form in forms] == [{}] * 7
