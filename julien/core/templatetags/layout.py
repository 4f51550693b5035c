"""What the two layouts need and no page does."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from julien.core.addresses import in_all_languages, under_language
from julien.core.roles import Can

register = template.Library()

# (name for nav_current, address, who sees it, word). The order is that of a working day.
STAFF_NAV = [
    ("queue", "callbacks:queue", Can.WORK_QUEUE, _("Rappels")),
    ("day", "callbacks:day", Can.SUPERVISE, _("Journée")),
    ("new_request", "callbacks:new_request", Can.WORK_QUEUE, _("Nouvelle demande")),
    ("meetings", "callbacks:meetings", Can.WORK_QUEUE, _("Rendez-vous")),
    ("follow_ups", "callbacks:follow_ups", Can.WORK_QUEUE, _("Suites")),
    ("absences", "callbacks:absences", Can.WORK_QUEUE, _("Absences")),
    ("teams", "callbacks:teams", Can.SUPERVISE, _("Équipes")),
    ("handed_over", "callbacks:handed_over", Can.SEE_HANDED_OVER, _("Demandes confiées")),
    ("editing", "editing:home", Can.EDIT, _("Rédaction")),
    ("statistics", "statistics:home", Can.SEE_FIGURES, _("Pilotage")),
    ("team", "staff:team", Can.ADMINISTER, _("Comptes")),
    ("periods", "callbacks:periods", Can.ADMINISTER, _("Conservation")),
    ("installation", "callbacks:installation", Can.ADMINISTER, _("État")),
    ("lists", "callbacks:lists", Can.ADMINISTER, _("Listes")),
    ("admin", "admin:index", Can.ADMINISTER, _("Administration")),
]
LONGEST_ADDRESS = 1000
WHERE = "\ufdd0"  # no character of any text
MESSAGE_LEVELS = {"success": "success", "warning": "attention", "error": "danger"}


@register.simple_tag
def brand_mark():
    """Two rings that hold each other: "lien"."""
    return mark_safe(  # nosec B308
        '<svg width="36" height="28" viewBox="0 0 36 28" fill="none" stroke-width="4" '
        'aria-hidden="true"><path class="mark-one" d="M13.3 23A9 9 0 1 1 21.2 17.7"/>'
        '<path class="mark-two" d="M22.7 5A9 9 0 1 1 14.8 10.3"/></svg>'
    )


@register.simple_tag(takes_context=True)
def language_switch(context, form=""):
    """Links to this very page in the other languages; nothing when there is only one.

    form: the id of a form of the page. It is then sent along, so that nothing typed is lost; as
    long as nothing is typed, plain links stand in for that (static/css/public.css).
    """
    request = context.get("request")
    untouched = request is not None and request.method != "POST"
    path = request.get_full_path() if request else "/"
    if len(path) > LONGEST_ADDRESS:
        path = request.path  # a pasted novel is not repeated once a language
    rest = under_language(path)
    languages = tuple(settings.LANGUAGES)
    switch = written_switch(languages, get_language(), form, untouched, apart=rest is not None)
    return mark_safe(switch.replace(WHERE, escape(path if rest is None else rest)))  # nosec B308


@lru_cache(maxsize=200)
def written_switch(languages, current, form, untouched, *, apart):
    """The switch, which is the same on every page but for WHERE: what follows the language in its
    path (`apart`: each language has a page of its own), or all of it."""
    shown = [
        {
            "code": code,
            "name": name,
            "url": f"/{code}/{WHERE}" if apart else WHERE,
            "here": code == current,
        }
        for code, name in languages
    ]
    values = {"languages": shown, "current": current, "form": form, "untouched": untouched}
    return render_to_string("components/language_switch.html", values)


@register.simple_tag(takes_context=True)
def page_address(context):
    """The whole address of this page, without what was searched; "" for a page that is not."""
    request = context.get("request")
    known = request is not None and request.resolver_match is not None
    return settings.PUBLIC_BASE_URL + request.path if known else ""


@register.inclusion_tag("components/alternates.html", takes_context=True)
def alternates(context):
    """For search engines: the one address of this page, and those of its translations."""
    address = page_address(context)
    has_others = address and len(settings.LANGUAGES) > 1
    others = in_all_languages(context["request"].path) if has_others else []
    return {"address": address, "others": others}


@register.simple_block_tag(takes_context=True)
def staff_nav(context, content):
    """The entries the person may open. The block's text, or the address, says which is current."""
    user = context["user"]
    match = context["request"].resolver_match
    current = content.strip() or (match.url_name if match else "")
    entries = [
        {"url": url, "word": word, "here": name == current}
        for name, address, capability, word in STAFF_NAV
        if user.is_authenticated and user.can(capability) and (url := address_of(address))
    ]
    return render_to_string("components/staff_nav.html", {"entries": entries})


def address_of(name):
    """The address, or "" for a part of the product that is not installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.inclusion_tag("components/message.html")
def message_alert(message):
    """A message of Django's framework as an alert of ours."""
    return {"message": message, "level": MESSAGE_LEVELS.get(message.level_tag, "info")}
