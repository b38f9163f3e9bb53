"""What cannot be saved is explained beside the question, and what was typed stays."""

import pytest

from tests.assessments.helpers import HTMX, answer_path, path, sent
from tests.factories import make_answer, make_card, make_round, make_theme
from themes.models import Kind

TOO_LONG = "é" * 5001
WRONG = [
    ({"value": 7}, "Dit antwoord bestaat niet. Kies een van de antwoorden."),
    ({"value": "ja"}, "Dit antwoord bestaat niet. Kies een van de antwoorden."),
    ({"text": TOO_LONG}, "Deze tekst is te lang: er passen 5000 tekens in, en het zijn er nu 5001."),
    ({"remark": TOO_LONG}, "Deze tekst is te lang: er passen 5000 tekens in, en het zijn er nu 5001."),
    ({"text": "Een\0twee"}, "In deze tekst staat een teken dat we niet kunnen bewaren."),
    ({"remark": "Een\0twee"}, "In deze tekst staat een teken dat we niet kunnen bewaren."),
    ({"version": "x"}, "Voer een geheel getal in."),
]
IDS = ["7", "word", "long text", "long remark", "NUL in text", "NUL in remark", "version"]


@pytest.fixture
def round(team_member):
    return make_round(team_member, make_card(make_theme(), kind=Kind.OPEN).theme)


@pytest.fixture
def question(round):
    return round.themes.get().theme.cards.get().questions.get()


@pytest.fixture
def save_answer(login, round, question):
    def post(**fields):
        client = login(round.opened_by)
        return client.post(answer_path(round, question), sent(question, **fields), headers=HTMX)

    return post


@pytest.fixture
def save_card(login, round, question):
    def post(**fields):
        client = login(round.opened_by)
        return client.post(path("save_card", round, question.card), sent(question, **fields))

    return post


@pytest.mark.parametrize(("fields", "message"), WRONG, ids=IDS)
def test_save_answer_explains_what_is_wrong(save_answer, round, fields, message):
    response = save_answer(**{"value": 2} | fields)

    assert response.status_code == 422
    assert f"Niet bewaard. {message}" in response.content.decode()
    assert not round.answers.exists()


@pytest.mark.parametrize(("fields", "message"), WRONG, ids=IDS)
def test_save_card_explains_and_keeps_what_was_typed(save_card, round, fields, message):
    typed = {"value": 2, "text": "Mijn tekst", "remark": "Mijn opmerking"} | fields

    response = save_card(**typed)

    (row,) = response.context["rows"]
    assert response.status_code == 422
    assert f"Niet bewaard. {message}" in response.content.decode()
    assert (row.text, row.remark) == (typed["text"], typed["remark"])
    assert row.value == (None if "value" in fields else 2)
    assert not round.answers.exists()


def test_fault_leaves_the_saved_answer_as_it_was(save_card, round, question):
    make_answer(round, question, 2, text="Elke maand", remark="Met het CLB")

    response = save_card(version=1, value=7, text="Elke week")

    (row,) = response.context["rows"]
    assert (row.text, row.remark) == ("Elke week", "Met het CLB")
    assert round.answers.get().text == "Elke maand"


@pytest.mark.parametrize("post", ["save_answer", "save_card"])
def test_corrected_text_still_starts_from_the_version_it_was_typed_on(post, request, round, question):
    """With a newer version it would go over the colleague's text without a question."""
    make_answer(round, question, 2, text="Elke maand", version=2)

    response = request.getfixturevalue(post)(version=1, text=TOO_LONG)

    assert f'name="q{question.pk}-version" value="1"' in response.content.decode()


def test_fault_in_one_question_does_not_hold_up_the_others(login, team_member):
    card = make_card(make_theme(), questions=2)
    round = make_round(team_member, card.theme)
    wrong, right = card.questions.order_by("order")

    data = sent(wrong, value=7) | sent(right, value=3)
    response = login(team_member).post(path("save_card", round, card), data)

    assert response.status_code == 422
    assert list(round.answers.values_list("question", "value")) == [(right.pk, 3)]


def test_text_without_a_version_is_not_dropped(save_answer, round):
    """The version stands in the status line: when that line is gone, the text still counts."""
    make = {"value": 2, "text": "Mijn tekst"}
    response = save_answer(**make, version="")

    assert response.status_code == 200
    assert round.answers.get().text == "Mijn tekst"


def test_text_of_5000_characters_on_many_lines_fits(save_answer, round):
    """A browser counts a new line as one character and sends two."""
    save_answer(text="\r\n".join(["regel"] * 833))

    assert len(round.answers.get().text) == 4997


def test_markup_in_a_text_is_shown_as_text(save_card, login, round, question):
    save_card(text="<b>vet</b>")

    page = login(round.opened_by).get(path("card", round, question.card)).content.decode()

    assert "&lt;b&gt;vet&lt;/b&gt;</textarea>" in page
