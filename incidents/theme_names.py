"""The themes by their code, which is all that an incident keeps of one."""

from themes import catalogue
from themes.models import Theme


def current_themes() -> dict[str, str]:
    """Return the name of each theme that one may choose, by code, in order."""
    return dict(Theme.objects.current().order_by("criteria_set", "order", "pk").values_list("code", "name"))


def theme_names() -> dict[str, str]:
    """Return the name of every theme by code, also of those that older incidents speak of."""
    return catalogue.theme_names(catalogue.editions())
