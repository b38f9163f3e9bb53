"""The public pages about the cards."""

from django.urls import reverse

from tests.factories import NOW, make_card, make_set, make_theme
from themes.models import Kind, Pillar


def retire(card):
    card.questions.update(retired_at=NOW)


def themes_on(response):
    return [theme for criteria in response.context["sets"] for theme in criteria.themes.all()]


def test_theme_list_shows_the_themes_in_their_order(client, db):
    criteria = make_set()
    last, first = make_theme(criteria, order=2), make_theme(criteria, order=1)
    gone = make_theme(criteria, order=3)
    for theme in (last, first, gone):
        make_card(theme)
    retire(gone.cards.get())

    response = client.get(reverse("themes:list"))

    assert themes_on(response) == [first, last]


def test_theme_list_without_criteria_says_so(client, db):
    response = client.get(reverse("themes:list"))

    assert "Er zijn nog geen kaarten geladen." in response.content.decode()


def test_theme_page_shows_cards_per_pillar_with_todays_questions(client, db):
    theme = make_theme()
    reaction = make_card(theme, pillar=Pillar.REACTION, questions=2)
    quality = make_card(theme, pillar=Pillar.QUALITY, kind=Kind.STATEMENT)
    retire(make_card(theme, pillar=Pillar.QUALITY))
    make_card(make_theme(theme.criteria_set))
    reaction.questions.filter(code="1").update(retired_at=NOW)

    response = client.get(reverse("themes:detail", args=[theme.criteria_set.code, theme.code]))

    columns = response.context["columns"]
    assert columns == [("Kwaliteit", [quality]), ("Preventie", []), ("Reactie", [reaction])]
    assert [question.code for question in columns[2][1][0].questions.all()] == ["2"]
    assert list(columns[0][1][0].questions.all()) == []


def test_theme_of_another_set_is_not_found(client, db):
    theme, other = make_theme(), make_theme()

    response = client.get(reverse("themes:detail", args=[other.criteria_set.code, theme.code]))

    assert response.status_code == 404
