"""Opening hours, holidays and closings: changed by a supervisor, who sees the effect first."""

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from callbacks.forms.calendar import CalendarForm, say_week
from callbacks.forms.places import PlacesForm
from callbacks.places import days_ahead
from callbacks.services.calendar_effects import shifts, tell_later
from callbacks.services.fill import fill_queue
from callbacks.views.answers import see_other
from campaigns.diagnosis import ends_soon
from campaigns.models import Desk
from campaigns.services.calendar_edit import Changed, draft_of, hours_of_draft, publish
from campaigns.services.desk import set_places
from campaigns.services.offer import offer_at
from campaigns.services.terms import terms
from julien.core.access import requires
from julien.core.moments import say_day
from julien.core.roles import Can
from requests_intake.views.no_desk import needs_desk


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.SUPERVISE)
@needs_desk("staff/no_desk.html")
def calendar(request):
    """What holds now, and a draft of what is to hold. A POST shows its effect, saving nothing."""
    now = timezone.now()
    base, form = _draft(request, now)
    if not form.is_bound or not form.is_valid():
        return _page(request, base, form, status=422 if form.is_bound else 200)
    draft = form.cleaned_data["draft"]
    if draft == form.before:
        messages.info(request, _("Rien n'est changé : le calendrier reste comme il est."))
        return see_other("callbacks:calendar")
    fill_queue(at=now)
    moved = shifts(draft, base, now)
    context = {
        "base": base,
        "week": say_week(draft.week),
        "gone": _days(form.before, draft),
        "new": _days(draft, form.before),
        "later": [one for one in moved if one.is_later],
        "earlier": [one for one in moved if not one.is_later],
        "sent": [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name not in {"csrfmiddlewaretoken", "base"}
        ],
        "until": draft.confirmed_until,
    }
    return render(request, "callbacks/calendar_effect.html", context)


def _draft(request, now):
    base = Desk.objects.select_related("calendar").get().calendar
    data = request.POST if request.method == "POST" else None
    today = timezone.localdate(now)
    return base, CalendarForm(draft_of(base), data, zone=base.time_zone, today=today)


@require_POST
@requires(Can.SUPERVISE)
@needs_desk("staff/no_desk.html")
def places(request):
    """How many calls fit in each part of a day: counted from now on, whatever was given stays."""
    now = timezone.now()
    form = _places_form(now, request.POST)
    if not form.is_valid():
        desk = Desk.objects.select_related("calendar").get()
        today = timezone.localdate(now)
        hours = CalendarForm(draft_of(desk.calendar), zone=desk.calendar.time_zone, today=today)
        return _page(request, desk.calendar, hours, status=422, places_form=form)
    set_places(**form.cleaned_data)
    messages.success(request, _("Places enregistrées. Elles comptent dès maintenant."))
    return see_other("callbacks:calendar")


def _places_form(now, data=None):
    known = terms()
    return PlacesForm(known.desk, known.hours(known.desk.calendar), data, now=now)


def _page(request, base, form, status, places_form=None):
    until, now = base.holidays_confirmed_until, timezone.now()
    context = {
        "base": base,
        "form": form,
        "places_form": places_form or _places_form(now),
        "places": days_ahead(offer_at(now), now),
        "until": until,
        "ends_soon": ends_soon(until),
    }
    return render(request, "callbacks/calendar.html", context, status=status)


def _days(draft, other):
    """The closings of one draft that the other does not have, in words."""
    return [
        _("%(day)s : %(name)s") % {"day": say_day(one.day, year=True), "name": one.name}
        for one in draft.closings
        if one not in other.closings
    ]


@require_POST
@requires(Can.SUPERVISE)
@needs_desk("staff/no_desk.html")
def apply(request):
    """The effect was seen and is wanted: the next version, and those who wait longer are told."""
    now = timezone.now()
    base, form = _draft(request, now)
    if not form.is_valid():
        return _page(request, base, form, status=422)
    draft = form.cleaned_data["draft"]
    try:
        if request.POST.get("base") != str(base.pk):
            raise Changed
        moved = shifts(draft, base, now)
        row = publish(draft=draft, base=base, at=now)
    except Changed:
        messages.warning(
            request, _("Le calendrier a changé entre-temps. Regardez l'effet encore une fois.")
        )
        return see_other("callbacks:calendar")
    told = tell_later(moved, base=row, hours=hours_of_draft(draft, row.time_zone), at=now)
    messages.success(request, _("Calendrier version %(n)d enregistré.") % {"n": row.version})
    if told:
        said = ngettext("%(n)d personne prévenue.", "%(n)d personnes prévenues.", told)
        messages.info(request, said % {"n": told})
    return see_other("callbacks:calendar")
