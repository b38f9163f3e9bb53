"""A folder with one fault is refused whole: file, line and reason, and not a row is touched."""

import pytest
from django.core.management import CommandError, call_command

from tests.themes.folder import THEME, all_rows


def line_of(text: str) -> int:
    """Return the line of the theme file on which this text stands."""
    return THEME[: THEME.index(text)].count("\n") + 1


def header_above(text: str) -> int:
    """Return the line of the [[header]] of the entry that holds this text."""
    return THEME[: THEME.rindex("[[", 0, THEME.index(text))].count("\n") + 1


def refusal(fixtures) -> str:
    """Load the changed folder after the good one; return why it was refused, having changed nothing."""
    before = all_rows()
    with pytest.raises(CommandError) as refused:
        call_command("load_criteria", fixtures.folder)
    assert all_rows() == before
    return str(refused.value).removeprefix("Er is niets geladen of veranderd. ")


@pytest.fixture
def loaded(fixtures, db):
    fixtures.load()
    return fixtures


IN_THEME = [
    ('text = "Is er een plan?"\n', "", "“text” ontbreekt"),
    ('title = "Aanpak"\n', "", "“title” ontbreekt"),
    ('kind = "survey"', 'kind = "enquete"', "“enquete” is geen kind; kies uit yesno, open, survey, goal, "),
    ('title = "Nazorg"', 'titel = "Nazorg"\ntitle = "Nazorg"', "“titel” is hier onbekend"),
    ('group = "Achteraf"', 'groep = "Achteraf"', "“groep” is hier onbekend"),
    ('text = "Wie doet wat?"', 'text = "  "', "“text” is leeg of geen tekst"),
    ('text = "Wie doet wat?"', "text = 3", "“text” is leeg of geen tekst"),
    ('text = "Wie doet wat?"', 'text = "Wie\\u0000?"', "“text” is leeg of geen tekst"),
    ('title = "Aanpak"', f'title = "{"x" * 151}"', "“title” is langer dan 150 tekens"),
    ('code = "2"', 'code = "1"', "de code “1” komt twee keer voor"),
    ('code = "nazorg"', 'code = "aanpak"', "de code “aanpak” komt twee keer voor"),
    ('code = "nazorg"', 'code = "Na zorg"', "“Na zorg” is geen code: gebruik kleine letters, cijfers"),
]


@pytest.mark.parametrize(("old", "new", "reason"), IN_THEME)
def test_fault_in_an_entry_names_its_file_line_and_reason(loaded, old, new, reason):
    loaded.replace(old, new)

    assert refusal(loaded).startswith(f"sexting.toml, regel {header_above(old)}: {reason}")


IN_THE_TOP = [
    ("order = 1", "", "“order” ontbreekt"),
    ("order = 1", 'order = "1"', "“order” is geen getal van 0 tot 32767"),
    ("order = 1", "order = true", "“order” is geen getal van 0 tot 32767"),
    ("order = 1", "order = 40000", "“order” is geen getal van 0 tot 32767"),
    ("order = 1", "order = 1\nkleur = 'rood'", "“kleur” is hier onbekend"),
]


@pytest.mark.parametrize(("old", "new", "reason"), IN_THE_TOP)
def test_fault_in_the_top_of_a_file_is_on_line_1(loaded, old, new, reason):
    loaded.replace(old, new)

    assert refusal(loaded) == f"sexting.toml, regel 1: {reason}"


def test_wrong_pillar_lists_the_three(loaded):
    loaded.replace('"kwaliteit"', '"welzijn"')

    where = f"sexting.toml, regel {header_above('kwaliteit')}"
    assert refusal(loaded) == f"{where}: “welzijn” is geen pillar; kies uit kwaliteit, preventie, reactie"


def test_line_of_the_second_cards_third_question_is_right(loaded):
    loaded.replace('kind = "survey"', 'kind = "?"')

    expected = line_of('[[cards.questions]]\ncode = "3"')
    assert expected == 33
    assert refusal(loaded).startswith(f"sexting.toml, regel {expected}: ")


def test_line_is_right_below_a_separator_that_only_python_breaks_on(loaded):
    loaded.replace("Waar het over gaat.", "Waar het\u2028over gaat.")
    loaded.replace('kind = "survey"', 'kind = "?"')

    assert refusal(loaded).startswith("sexting.toml, regel 33: ")


def test_file_that_is_no_toml_is_refused(loaded):
    loaded.replace("order = 1", "order = ")

    assert refusal(loaded).startswith("sexting.toml: dit is geen geldige TOML (Invalid value (at line 3,")


def test_file_that_is_no_utf8_is_refused(loaded):
    loaded.theme_file.write_bytes("title = 'één'".encode("latin-1"))

    assert refusal(loaded) == "sexting.toml: het bestand is geen UTF-8-tekst"


@pytest.mark.parametrize(
    ("instead", "reason"),
    [
        ("cards = 3", "sexting.toml, regel 1: “cards” is geen lijst"),
        ('[cards]\ncode = "x"', "sexting.toml, regel 1: “cards” is geen lijst"),
        ('cards = ["x"]', "sexting.toml, regel 1: hier hoort een tabel te staan"),
    ],
)
def test_cards_of_another_shape_are_refused(loaded, instead, reason):
    loaded.remove("[[cards]]")
    with loaded.theme_file.open("a") as file:
        file.write(instead)

    assert refusal(loaded) == reason


@pytest.mark.parametrize(
    ("questions", "reason"),
    [
        ('["Hoe gaat het?"]', "hier hoort een tabel te staan"),
        ("3", "“questions” is geen lijst"),
        ('"een tekst"', "“questions” is geen lijst"),
    ],
)
def test_questions_of_another_shape_are_refused(loaded, questions, reason):
    loaded.replace('title = "Nazorg"', f'title = "Nazorg"\nquestions = {questions}')

    assert refusal(loaded) == f"sexting.toml, regel {header_above('Nazorg')}: {reason}"


@pytest.mark.parametrize("name", ["criteria-set.toml", "protocols.toml"])
def test_missing_file_is_named(loaded, name):
    (loaded.folder / name).unlink()

    assert refusal(loaded) == f"{name}: het bestand ontbreekt"


def test_folder_without_themes_is_refused(loaded):
    loaded.theme_file.unlink()

    assert refusal(loaded) == f"{loaded.folder / 'criteria'}: hier staat geen enkel thema"


def test_same_theme_in_two_files_is_refused(loaded):
    (loaded.folder / "criteria/twee.toml").write_text(THEME)

    assert refusal(loaded) == "sexting.toml, regel 1: het thema “sexting” staat in twee bestanden"


def test_set_with_a_missing_key_is_refused(loaded):
    loaded.replace('licence = "vrij"\n', "", path=loaded.set_file)

    assert refusal(loaded) == "criteria-set.toml, regel 1: “licence” ontbreekt"


IN_PROTOCOLS = [
    ('text = "Bel de politie."', 'text = ""', "regel 11: “text” is leeg of geen tekst"),
    ('code = "politie"', 'code = "reageren"', "regel 11: de code “reageren” komt twee keer voor"),
    ('law = "BE"', 'law = "Belgisch"', "regel 11: “law” is langer dan 2 tekens"),
    ('law = "BE"', 'grave = "ja"', "regel 11: “grave” is geen true of false"),
    ('law = "BE"', "grave = 1", "regel 11: “grave” is geen true of false"),
    ('"Een beeld gaat rond"', '"Een beeld", 3', "regel 1: “examples” is geen lijst van teksten"),
    ('"Een beeld gaat rond"', '"Een\\u0000"', "regel 1: “examples” is geen lijst van teksten"),
    ("[[protocols]]", "nummer = 3\n[[protocols]]", "regel 1: “nummer” is hier onbekend"),
    ('code = "leerling"\n', "", "regel 1: “code” ontbreekt"),
]


@pytest.mark.parametrize(("old", "new", "reason"), IN_PROTOCOLS)
def test_fault_in_a_protocol_names_its_line(loaded, old, new, reason):
    loaded.replace(old, new, path=loaded.protocols_file)

    assert refusal(loaded) == f"protocols.toml, {reason}"


def test_unknown_phase_lists_the_phases(loaded):
    path = loaded.protocols_file
    loaded.replace('phase = "aanpak"\ntext = "Bel', 'phase = "later"\ntext = "Bel', path=path)

    assert refusal(loaded).startswith("protocols.toml, regel 11: “later” is geen phase; kies uit aanpak, ")


def test_protocols_that_are_no_list_are_refused(loaded):
    loaded.protocols_file.write_text("protocols = 3\n")

    assert refusal(loaded) == "protocols.toml, regel 1: “protocols” is geen lijst"


def test_good_file_beside_a_broken_one_is_not_loaded(loaded):
    other = THEME.replace('"sexting"', '"alvast"')
    (loaded.folder / "criteria/alvast.toml").write_text(other)
    loaded.replace('kind = "survey"', 'kind = "?"')

    assert refusal(loaded).startswith("sexting.toml, regel 33: ")
