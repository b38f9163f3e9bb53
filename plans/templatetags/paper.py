"""Two tags for the plan on paper: a heading by its anchor, and a code that leads to the annex."""

from django import template
from django.utils.html import format_html

register = template.Library()


@register.simple_tag(takes_context=True)
def heading(context: template.Context, *anchor: object) -> str:
    """Return the heading with this anchor, in its words and on its level. The cover has the h1."""
    name = "-".join(map(str, anchor))
    level, text = context["headings"][name]
    return format_html('<h{0} id="{1}">{2}</h{0}>', level + 1, name, text)


@register.simple_tag(takes_context=True)
def ref(context: template.Context, code: str) -> str:
    """Return the code of a card or question, stuck to the word before it. It leads to the annex."""
    if code in context["targets"]:
        return format_html('\N{NO-BREAK SPACE}<a class="ref" href="#r-{0}">{0}</a>', code)
    return format_html('\N{NO-BREAK SPACE}<span class="ref">{}</span>', code) if code else ""
