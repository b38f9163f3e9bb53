"""Opening and closing a round."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from assessments.merging import Entry
from assessments.models import Round
from assessments.services import RoundClosed, RoundExists, close_round, open_round, save_answers
from schools.models import AuditEntry
from tests.factories import NOW, make_answer, make_card, make_round, make_set, make_theme

LATER = NOW + timedelta(days=200)


def open_by(member, *themes, school_year=2026, **fields):
    values = {"criteria_set": themes[0].criteria_set, "target": Decimal("2.0"), "at": NOW}
    return open_round(
        member.school, themes=list(themes), school_year=school_year, by=member, **values | fields
    )


def acts():
    return list(AuditEntry.unscoped.order_by("pk").values_list("action", "target", "by"))


def test_open_round_keeps_its_themes_and_target(team_member):
    criteria = make_set()
    themes = [make_theme(criteria), make_theme(criteria)]
    make_theme(criteria)

    round = open_by(team_member, *themes, target=Decimal("2.5"))

    assert (round.school, round.is_open, round.name) == (team_member.school, True, "2026–2027")
    assert {(t.theme, t.target, t.school) for t in round.themes.select_related("theme", "school")} == {
        (theme, Decimal("2.5"), team_member.school) for theme in themes
    }
    assert acts() == [("round.opened", f"assessments.round:{round.pk}", team_member.pk)]


@pytest.mark.parametrize("school_year", [2026, 2027])
def test_second_round_is_refused_while_one_is_open(team_member, school_year):
    theme = make_theme()
    open_by(team_member, theme)

    with pytest.raises(RoundExists):
        open_by(team_member, theme, school_year=school_year)

    assert Round.unscoped.count() == 1
    assert len(acts()) == 1


def test_second_round_of_a_school_year_is_refused(team_member):
    theme = make_theme()
    close_round(open_by(team_member, theme), by=team_member, at=LATER)

    with pytest.raises(RoundExists):
        open_by(team_member, theme)


def test_next_year_opens_after_closing(team_member):
    theme = make_theme()
    close_round(open_by(team_member, theme), by=team_member, at=LATER)

    assert open_by(team_member, theme, school_year=2027).is_open


def test_rounds_of_two_schools_do_not_stand_in_each_others_way(team_member, outsider):
    theme = make_theme()

    assert open_by(team_member, theme).school != open_by(outsider, theme).school


def test_database_refuses_a_second_open_round(team_member):
    round = make_round(team_member)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_round(team_member, round.themes.get().theme, school_year=2027)


def test_close_round_says_who_and_when(team_member, principal):
    round = make_round(team_member)

    close_round(round, by=principal, at=LATER)

    round.refresh_from_db()
    assert (round.is_open, round.closed_at, round.closed_by) == (False, LATER, principal)
    assert acts() == [("round.closed", f"assessments.round:{round.pk}", principal.pk)]


def test_second_close_is_refused_and_changes_nothing(team_member, principal):
    round = make_round(team_member)
    close_round(round, by=team_member, at=NOW)

    with pytest.raises(RoundClosed):
        close_round(round, by=principal, at=LATER)

    round.refresh_from_db()
    assert (round.closed_at, round.closed_by) == (NOW, team_member)
    assert len(acts()) == 1


def test_saving_after_close_is_refused(team_member, principal):
    card = make_card(make_theme())
    round, question = make_round(team_member, card.theme), card.questions.get()
    make_answer(round, question, 1)
    close_round(round, by=principal, at=NOW)  # the colleague's round object still says that it is open

    with pytest.raises(RoundClosed):
        save_answers(round, [Entry(question, 1, {"value": 3})], by=team_member, at=LATER)

    assert round.answers.get().value == 1
