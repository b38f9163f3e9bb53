"""The criteria that this project ships."""

from django.core.management import call_command

from tests.themes.folder import all_rows
from themes.models import Card, CriteriaSet, Kind, Protocol, ProtocolStep, Question, Theme


def test_load_criteria_fills_the_tables(db, capsys):
    call_command("load_criteria")

    asked = Question.objects.current()
    assert capsys.readouterr().out == "Criteria loaded: created 923, changed 0, retired 0, deleted 0.\n"
    assert CriteriaSet.objects.get().code == "schoolsafety"
    assert Theme.objects.count() == 10
    assert Card.objects.count() == 193
    assert Protocol.objects.count() == 5
    assert asked.exclude(kind=Kind.STATEMENT).count() == 642


def test_steps_that_may_not_be_left_without_a_word(db):
    call_command("load_criteria")

    grave = ProtocolStep.objects.filter(is_grave=True).order_by("protocol__order", "order")
    assert list(grave.values_list("protocol__code", "code")) == [
        ("leerling-ongewenst", "altijd-reageren"),
        ("leerling-ongewenst", "slachtoffer-helpen"),
        ("leerling-ongewenst", "politie-of-wijkagent"),
        ("personeel-ongewenst", "politie-contacteren"),
        ("leerling-strafbaar", "wijzen-op-aangifte"),
        ("leerling-strafbaar", "veiligheidsgevoel-herstellen"),
        ("leerling-strafbaar", "hulp-of-doorverwijzing"),
        ("personeel-strafbaar", "altijd-overleg-politie"),
        ("personeel-strafbaar", "ouders-slachtoffer"),
    ]


def test_every_card_has_questions_or_one_statement(db):
    call_command("load_criteria")

    for card in Card.objects.prefetch_related("questions"):
        kinds = [question.kind for question in card.questions.all()]
        assert kinds == [Kind.STATEMENT] or (kinds and Kind.STATEMENT not in kinds), card.code


def test_load_criteria_twice_changes_nothing(db, capsys, django_assert_max_num_queries):
    call_command("load_criteria")
    before = all_rows()

    with django_assert_max_num_queries(15):
        call_command("load_criteria")

    assert capsys.readouterr().out.endswith("created 0, changed 0, retired 0, deleted 0.\n")
    assert all_rows() == before
