"""What people choose to print."""

from collections.abc import Iterable

from django import forms

from themes.models import Theme

EVERY_THEME = ""


class ThemeForm(forms.Form):
    """One theme of the round, by its code."""

    theme = forms.ChoiceField(
        label="Thema", error_messages={"invalid_choice": "Dit thema zit niet in de ronde."}
    )

    def __init__(self, *args, themes: Iterable[Theme], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [(theme.code, theme.name) for theme in themes]


class CardsForm(ThemeForm):
    """Which cards: all, those of one theme, or of either only what is not fully discussed."""

    only_open = forms.BooleanField(label="Alleen wat nog te bespreken is", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].required = False
        self.fields["theme"].choices = [(EVERY_THEME, "Alle thema’s"), *self.fields["theme"].choices]
