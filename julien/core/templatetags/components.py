"""The pieces pages are made of. Each checks its parameters; /styleguide/ shows them all."""

from functools import cache, partial

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from julien.core.languages import own_name, reading_direction
from julien.core.listed import listed
from julien.core.moments import (
    due_level,
    say_day,
    say_distance,
    say_hour,
    say_moment,
    say_span,
)
from julien.core.phone import Phone
from julien.core.pictograms import AHEAD, ICONS, LEVEL_ICONS, PICTOGRAMS, STATE_ICONS
from julien.core.roles import Can

register = template.Library()

SAYINGS = {
    "moment": say_moment,
    "day": say_day,
    "date": partial(say_day, year=True),
    "hour": say_hour,
}
register.filter("own_name", own_name)
register.filter("reading_direction", reading_direction)
register.filter("listed", listed)
DUE_ICONS = {"late": "late", "soon": "clock", "calm": "calendar"}


def known(value, allowed, what):
    """The value, when it is one of `allowed`: a slip in a template must be loud."""
    if value not in allowed:
        raise template.TemplateSyntaxError(f"{what}: {value!r} is none of {sorted(allowed)}")
    return value


@cache  # there are a few dozen
def drawing(inside, grid, size, ahead=""):
    """An <svg> beside a word: decorative, the colour of the text, hidden from readers."""
    return format_html(
        '<svg{3} width="{1}" height="{1}" viewBox="0 0 {0} {0}" fill="none" stroke="currentColor" '
        'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">'
        "{2}</svg>",
        grid,
        size,
        mark_safe(inside),  # nosec B308  # our own drawings
        mark_safe(ahead),  # nosec B308  # ours too
    )


@register.simple_tag
def icon(name, size=20):
    """{% icon "phone" %}: a small sign beside words. Names: pictograms.ICONS."""
    ahead = ' class="ahead"' if name in AHEAD else ""
    return drawing(ICONS[known(name, ICONS, "icon")], 24, size, ahead)


@register.simple_tag
def pictogram(slug, size=32):
    """{% pictogram situation.pictogram %}: a theme. "" draws the sign for "aide"."""
    return drawing(PICTOGRAMS[known(slug or "aide", PICTOGRAMS, "pictogram")], 32, size)


@register.simple_block_tag
def alert(content, level="info", title=""):
    """{% alert level="attention" title="…" %} any markup {% endalert %}"""
    name = LEVEL_ICONS[known(level, LEVEL_ICONS, "alert level")]
    context = {"content": content, "level": level, "title": title, "icon_name": name}
    return render_to_string("components/alert.html", context)


@register.simple_tag
def moment(at, form="moment", data=""):
    """{% moment due_at %} → <time datetime="ISO">jeudi 26 novembre, 17 h 30</time>

    form: "moment", "day", "date" (a day and its year) or "hour". data="promise" adds the attribute
    data-promise.
    """
    words = SAYINGS[known(form, SAYINGS, "moment form")](at)
    stamp = timezone.localtime(at) if hasattr(at, "hour") else at
    mark = format_html(" data-{}", data) if data else ""
    return format_html('<time{} datetime="{}">{}</time>', mark, stamp.isoformat(), words)


@register.simple_tag
def span(starts_at, ends_at):
    """{% span starts_at ends_at %}: <time …>jeudi 26 novembre, de 14 h à 15 h</time>"""
    stamp = timezone.localtime(starts_at).isoformat()
    return format_html('<time datetime="{}">{}</time>', stamp, say_span(starts_at, ends_at))


@register.simple_tag
def due_badge(due_at, now):
    """{% due_badge callback.due_at now %}: the promise in words, with shape and colour."""
    stamp = timezone.localtime(due_at).isoformat()
    return promise_badge(due_level(due_at, now), say_distance(due_at, now), stamp)


@register.simple_tag
def promise_badge(level, words, stamp):
    """{% promise_badge "soon" "encore 2 h" "2026-11-26T17:30:00+01:00" %}: due_badge, computed."""
    context = {"level": level, "icon_name": DUE_ICONS[level], "words": words, "stamp": stamp}
    return render_to_string("components/due_badge.html", context)


@register.simple_tag
def phone_groups(number):
    """{% phone_groups e164 %}: "079 555 01 23", never broken over two lines."""
    return format_html('<span class="phone-groups" translate="no">{}</span>', in_groups(number))


@register.simple_tag
def tel_link(number, scheme="tel"):
    """{% tel_link e164 %}, {% tel_link e164 "sms" %}: a number to call or to write to."""
    known(scheme, ("tel", "sms"), "tel_link scheme")
    return format_html(
        '<a class="tel-link phone-groups" href="{}:{}" translate="no">{}</a>',
        scheme,
        number,
        in_groups(number),
    )


def in_groups(number):
    """E.164 as people read it; short numbers (117, 144) stay as they are."""
    if not number.startswith("+"):
        return number
    return Phone(e164=number, is_mobile=False, is_swiss=number.startswith("+41")).groups


@register.simple_tag
def attempt_dots(made, of=0, words=""):
    """{% attempt_dots 2 of=5 words="occupé · pas de réponse" %}: words appear on focus."""
    said = ngettext("%(n)d essai", "%(n)d essais", made) % {"n": made} if made else _("aucun essai")
    if of:
        said = _("%(made)s sur %(of)d") % {"made": said, "of": of}
    context = {
        "said": _("%(said)s : %(words)s") % {"said": said, "words": words} if words else said,
        "dots": [place < made for place in range(max(made, of))],
    }
    return render_to_string("components/attempt_dots.html", context)


@register.simple_tag
def state_badge(state, label):
    """{% state_badge callback.state callback.get_state_display %}: shape and word."""
    name = STATE_ICONS[known(state, STATE_ICONS, "state_badge")]
    context = {"state": state, "label": label, "icon_name": name}
    return render_to_string("components/state_badge.html", context)


@register.simple_tag
def error_prefix(form):
    """First thing in <title> when the page comes back: readers hear it before anything."""
    return _("Erreur : ") if form.is_bound and form.errors else ""


@register.filter
def can(user, capability):
    """{% if user|can:"supervise" %}: whether the person's roles give this."""
    known(capability, Can.values, "can")
    return user.is_authenticated and user.can(Can(capability))
