"""{% once %}: what is the same on every page is worked out once, and can hold nothing of anybody."""

import pytest
from django.template import TemplateSyntaxError, engines
from django.template.defaulttags import URLNode

INSIDE = """<a href="{% url 'themes:list' %}"><img src="{% static 'icon.svg' %}"></a>"""


def compiled(inside: str, around: str = "{{% once %}}{}{{% endonce %}}"):
    return engines["django"].from_string("{% load once static %}" + around.format(inside))


def test_once_sends_what_the_tags_in_it_would():
    sent = compiled(INSIDE).render()

    assert sent == compiled(INSIDE, around="{}").render()
    assert 'href="/' in sent


def test_once_works_it_out_once(monkeypatch):
    asked, render = [], URLNode.render
    monkeypatch.setattr(URLNode, "render", lambda node, c: asked.append(node) or render(node, c))
    template = compiled(INSIDE)

    assert len({template.render() for _ in range(3)}) == len(asked) == 1


@pytest.mark.parametrize(
    "inside",
    [
        "{{ user.name }}",
        "{% csrf_token %}",
        "{% if user %}x{% endif %}",
        "{% block title %}{% endblock %}",
        '{% include "_messages.html" %}',
        "{% url path %}",
        "{% url 'schools:switch' member.pk %}",
        "{% url 'home'|add:path %}",
        "{% url 'home' as path %}",
        "{% static path %}",
    ],
)
def test_what_may_differ_is_refused(inside):
    with pytest.raises(TemplateSyntaxError, match="may differ"):
        compiled(inside)
