"""Markup that is the same wherever the same is to be said."""

from django import template
from django.template.base import token_kwargs
from django.utils.translation import get_language

register = template.Library()

# A block remembers so many of its forms, then begins anew.
REMEMBERED = 2_000


class SameNode(template.Node):
    def __init__(self, values, nodelist):
        self.values = values
        self.nodelist = nodelist
        self.written = {}

    def render(self, context):
        values = {name: value.resolve(context) for name, value in self.values.items()}
        # "<b>" and the "<b>" that is markup are equal, and so are 1 and True.
        what = (get_language(), *map(type, values.values()), *values.values())
        markup = self.written.get(what)
        if markup is None:
            if len(self.written) >= REMEMBERED:
                self.written = {}
            markup = self.written[what] = self.nodelist.render(context.new(values))
        return markup


@register.tag
def same(parser, token):
    """{% same wish=row.wish %}…{% endsame %}: rendered once for each such value, then repeated.

    A list of a hundred lines holds few different cells. Inside the block nothing but the named
    values is known, so it cannot depend on anything else. They must not change: words, numbers,
    frozen dataclasses of them. Nothing that names a person: it stays in the process.
    """
    words = token.split_contents()[1:]
    values = token_kwargs(words, parser)
    if words or not values:
        raise template.TemplateSyntaxError("same: only name=value, at least one")
    nodelist = parser.parse(("endsame",))
    parser.delete_first_token()
    return SameNode(values, nodelist)
