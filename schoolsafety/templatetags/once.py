"""A tag for what is the same on every page of this site, whoever asks: it is worked out once."""

import re

from django import template
from django.template.base import Node, Parser, TextNode, Token

register = template.Library()
SAME_FOR_ALL = re.compile(r"(url|static) '[^']+'")


@register.tag
def once(parser: Parser, token: Token) -> TextNode:
    """Return what stands until {% endonce %} as it will be sent, when the template itself is compiled.

    Only text, {% url %} and {% static %} may stand there, with a name between quotes. So nothing of a
    request, a user or a school can come into what everybody gets.
    """
    nodes = parser.parse(("endonce",))
    parser.delete_first_token()
    return TextNode("".join(_sent(node) for node in nodes))


def _sent(node: Node) -> str:
    if isinstance(node, TextNode) or SAME_FOR_ALL.fullmatch(node.token.contents):
        return node.render(template.Context())
    raise template.TemplateSyntaxError(f"This may differ, so not {{% once %}}: {node.token.contents}")
