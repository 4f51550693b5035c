"""Markup that is the same wherever the same is to be said."""

from django import template
from django.template.base import token_kwargs
from django.utils.html import conditional_escape
from django.utils.translation import get_language

register = template.Library()

# A block remembers so many of its forms, then begins anew.
REMEMBERED = 2_000


# Stands in remembered markup for the one word that is each one's own; no text holds it.
STAND_IN = "\ue000"


class SameNode(template.Node):
    def __init__(self, values, own, nodelist):
        self.values = values
        self.own = own
        self.nodelist = nodelist
        self.written = {}

    def render(self, context):
        markup = self._shared(context)
        for word in self.own.values():
            markup = markup.replace(STAND_IN, conditional_escape(word.resolve(context)))
        return markup

    def _shared(self, context):
        values = {name: value.resolve(context) for name, value in self.values.items()}
        # "<b>" and the "<b>" that is markup are equal, and so are 1 and True.
        what = (get_language(), *map(type, values.values()), *values.values())
        markup = self.written.get(what)
        if markup is None:
            if len(self.written) >= REMEMBERED:
                self.written = {}
            known = values | dict.fromkeys(self.own, STAND_IN)
            markup = self.written[what] = self.nodelist.render(context.new(known))
        return markup


@register.tag
def same(parser, token):
    """{% same wish=row.wish %}…{% endsame %}: rendered once for each such value, then repeated.

    A list of a hundred lines holds few different cells. Inside the block nothing but the named
    values is known, so it cannot depend on anything else. They must not change: words, numbers,
    frozen dataclasses of them. Nothing that names a person: it stays in the process.

    {% same wish=row.wish for number=row.number %}: `number` is each one's own. It can be written
    in the block, as it is or in an address that has STAND_IN in its place, and is not remembered.
    """
    words = token.split_contents()[1:]
    values, own = token_kwargs(words, parser), {}
    if is_own := words[:1] == ["for"]:
        words = words[1:]
        own = token_kwargs(words, parser)
    if words or not values or len(own) != is_own:
        raise template.TemplateSyntaxError("same: only name=value, at least one; one for it alone")
    nodelist = parser.parse(("endsame",))
    parser.delete_first_token()
    return SameNode(values, own, nodelist)
