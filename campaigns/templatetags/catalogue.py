"""What the catalogue's pages need: links that keep the partner's code, French spaces, markup."""

import json
import re
from functools import lru_cache
from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from campaigns.catalogue.site_texts import banner_said, phase_said
from campaigns.catalogue.situations import said
from campaigns.partners.codes import STAND_IN, code_in
from campaigns.stored.shelf import FOR_GOOD, for_good, shelf, version_for
from julien.core.addresses import in_all_languages
from julien.core.moments import say_month

register = template.Library()

SPACES = (
    (re.compile(r" - "), " – "),
    (re.compile(r"CHF (?=\d)"), "CHF\u00a0"),
    (re.compile(r" (?=[:;?!»%])"), "\u00a0"),
    (re.compile(r"(?<=«) "), "\u00a0"),
    (re.compile(r"(?<=\d) (?=(?:h|Uhr)\b)"), "\u00a0"),
    (re.compile(r"(?<=\bh) (?=\d)"), "\u00a0"),
    (
        re.compile(r"(?:\+\d{1,3}(?: \d{1,3}){2,5}|\b0\d{2,3}(?: \d{2,3}){2,3})\b"),
        lambda phone: phone[0].replace(" ", "\u00a0"),
    ),
)
# As json_script does: a data block can never end early, nor open anything.
INERT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag(takes_context=True)
def carried(context, name, **arguments):
    """{% carried "catalogue:aid" slug=card.slug q=… %}: an address that keeps ?s= of this one.

    `q`, `situation` and `page` go into the query, everything else into the path; what is empty
    is left out.
    """
    query = {key: arguments.pop(key, None) for key in ("q", "situation", "page")}
    query = {key: value for key, value in query.items() if value}
    if code := partner_code(context):
        query["s"] = code
    address = address_of(name, get_language(), **arguments)
    return f"{address}?{urlencode(query)}" if query else address


@lru_cache(maxsize=2_000)
def address_of(name, language, **arguments):
    """reverse() in that language, which must be the active one: a list asks it for each line."""
    return reverse(name, kwargs=arguments or None)


@register.simple_tag(takes_context=True)
def partner_code(context):
    """The partner's code this page was opened with, or ""."""
    request = context.get("request")
    return code_in(request) if request else ""


class ShelvedNode(template.Node):
    def __init__(self, name, values, nodelist):
        self.name, self.values, self.nodelist = name, values, nodelist

    def render(self, context):
        request = context.get("request")
        always = FOR_GOOD if request and version_for(request) else None
        values = tuple(str(value.resolve(context, ignore_failures=True)) for value in self.values)
        key = (self.name, values, get_language(), partner_code(context))
        piece = shelf.get(always, key)
        if piece is None:
            piece = self.nodelist.render(context)
            shelf.put(always, key, piece)
        return piece


@register.tag
def shelved(parser, token):
    """{% shelved name value … %}…{% endshelved %}: HTML made once for these values, the language
    and the partner, whatever is edited. Promise of the template: it depends on nothing else; what
    it shows of the database is among the values."""
    _tag, name, *values = token.split_contents()
    nodelist = parser.parse(["endshelved"])
    parser.delete_first_token()
    return ShelvedNode(name, [parser.compile_filter(value) for value in values], nodelist)


@register.simple_tag(takes_context=True)
def card_rows(context, cards):
    """{% card_rows cards %}: a row for each, written once for what its card says, whatever is
    edited, and for all partners."""
    request, code = context.get("request"), partner_code(context)
    version, language = for_good(request) if request else None, get_language()
    rows = "".join(card_row(card, language, version) for card in cards)
    return mark_safe(rows.replace(f"?s={STAND_IN}", f"?s={code}" if code else ""))  # nosec B308


def card_row(card, language, version):
    row = shelf.get(version, ("card", card, language))
    if row is None:
        row = render_to_string("campaigns/_card.html", {"card": card, "code": STAND_IN})
        shelf.put(version, ("card", card, language), row)
    return row


@register.simple_tag(takes_context=True)
def sms_address(context, number):
    """sms: link with the text ready. Any words would do; these are within GSM-7: one SMS."""
    text = _("Bonjour, pouvez-vous me rappeler ? Merci.")
    if code := partner_code(context):
        text = f"{text} ({code})"
    return f"sms:{number}?body={quote(text)}"


@register.filter
def situation_name(situation):
    """Its name in the reader's language, as text: for titles."""
    return said(situation, "name")[0]


@register.filter
def situation_lead(situation):
    return said(situation, "lead")[0]


@register.simple_tag
def situation_words(situation, word):
    """Its name or lead, marked as French where it is in no other language."""
    text, language = said(situation, word)
    if language == get_language():
        return spaced(text)
    return format_html('<span lang="{}">{}</span>', language, spaced(text))


@register.filter
def in_month(day):
    """ "novembre 2026", small in the languages that write it so."""
    return say_month(day)


@register.filter
def spaced(text):
    """French spacing: "CHF 27'000", "30 %", "Combien ?" and a phone number never break apart."""
    result = str(text)
    for pattern, replacement in SPACES:
        result = pattern.sub(replacement, result)
    return mark_safe(escape(result))  # nosec B308


@register.simple_tag
def phase_words(offer):
    """Where the campaign stands, as a Said (campaigns.catalogue.site_texts)."""
    return phase_said(offer, get_language())


@register.simple_tag
def banner_words(offer):
    """What a running campaign says above all else, as a Said; None without."""
    return banner_said(offer, get_language())


@register.simple_tag(takes_context=True)
def explained(context, text, language, part):
    """{% explained part.text part.language part.code %}: the text, each hard word of it openable.

    `glossary` of the context says which, and what this page has explained already. Never for what
    stands in a link or a heading: a word is a <details>.
    """
    pieces = context["glossary"].pieces(str(text), language=language, part=part)
    return mark_safe("".join(map(explained_piece, pieces)))  # nosec B308


def explained_piece(piece):
    if piece.word is None:
        return spaced(piece.text)
    word = piece.word
    return format_html(
        '<details class="word"><summary>{}</summary><span lang="{}">{}</span></details>',
        spaced(piece.text),
        word.language,
        spaced(meaning(word)),
    )


@register.filter
def meaning(word):
    """What it means; said to be unchecked where nobody has checked it."""
    with override(word.language):
        unsure = _("(à vérifier)")
    return f"{word.explanation} {unsure}" if word.to_verify else word.explanation


@register.simple_tag
def situation_address(situation):
    """The list of a situation is a page of its own to search engines, in every language."""
    path = f"{reverse('catalogue:aid_list')}?situation={situation.slug}"
    own = format_html('<link rel="canonical" href="{}">\n', settings.PUBLIC_BASE_URL + path)
    return own + format_html_join(
        "\n", '<link rel="alternate" hreflang="{}" href="{}">', in_all_languages(path)
    )


@register.simple_tag
def linked_data(data):
    """schema.org markup as a data block: never executed, so the script policy has no say."""
    text = json.dumps(data, ensure_ascii=False).translate(INERT)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # nosec B308
