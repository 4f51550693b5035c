"""Campaigns: dates, number, texts as one; each phase seen in each language first; switched."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.editing.confirming import (
    Change,
    Confirmation,
    MovedMeanwhile,
    ask_first,
    changes_of,
    moved_words,
    revision_sent,
)
from campaigns.editing.site.effects import campaign_previews, effects_of
from campaigns.editing.site.forms import CampaignForm
from campaigns.editing.site.saving import (
    begun,
    ended,
    may_begin,
    may_end,
    save_campaign,
)
from campaigns.editing.site.shown import shared, version_asked
from campaigns.models import Campaign, Partner
from campaigns.services.offer import phase_on
from julien.core.access import requires
from julien.core.moments import say_day
from julien.core.roles import Can


@require_safe
@requires(Can.EDIT)
def campaigns(request):
    """All of them, the last to start first, and which one the site speaks of today."""
    today = timezone.localdate()
    rows = list(Campaign.objects.order_by("starts_on", "pk"))
    _phase, about = phase_on(today, rows)
    context = {"rows": rows[::-1], "about": about, "today": today}
    return render(request, "campaigns/editing/campaigns.html", context)


@require_http_methods(["GET", "POST"])
@requires(Can.EDIT)
def campaign(request, campaign_id=None):
    """One campaign, or a new one; each phase in each language is shown before."""
    known = get_object_or_404(Campaign, pk=campaign_id) if campaign_id else None
    version = version_asked(request, known) if known else None
    form = CampaignForm(request.POST or None, instance=known, version=version and version.content)
    if request.method == "GET" or "back" in request.POST:
        return show_campaign(request, known, form, version=version)
    if not form.is_valid():
        return show_campaign(request, known, form, status=422)
    form.instance.texts = form.sent_texts()
    if "save" not in request.POST:
        return ask_first(request, confirmation_of(request, form))
    return stored(request, known, form)


def stored(request, known, form):
    try:
        save_campaign(
            campaign=form.instance,
            revision=revision_sent(request),
            by=request.user,
            at=timezone.now(),
        )
    except MovedMeanwhile:
        return show_campaign(request, known, form, status=409, moved=moved_words())
    messages.success(request, _("C'est enregistré. Le site le dit dans la seconde."))
    return redirect("editing:campaign", form.instance.pk)


def confirmation_of(request, form):
    return Confirmation(
        title=form.initial.get("name") or _("Nouvelle campagne"),
        back_to=request.path,
        changes=changes_of(form),
        notes=list(effects_of(form.instance, today=timezone.localdate())),
        previews=list(campaign_previews(form.instance)),
    )


@require_POST
@requires(Can.EDIT)
def start(request, campaign_id):
    """Begin it today instead of its day; what that does is shown first."""
    return switch(request, campaign_id, may_begin, begun, _("Commencer aujourd'hui"))


@require_POST
@requires(Can.EDIT)
def end(request, campaign_id):
    """End it now instead of on its last day; what that does is shown first."""
    return switch(request, campaign_id, may_end, ended, _("Terminer maintenant"))


def switch(request, campaign_id, allowed, changed, act):
    row, today = get_object_or_404(Campaign, pk=campaign_id), timezone.localdate()
    if "back" in request.POST:
        return redirect("editing:campaign", row.pk)
    if not allowed(row, today):
        messages.error(request, _("Ce n'est plus possible : les dates ont changé."))
        return redirect("editing:campaign", row.pk)
    was = days_said(row)
    row = changed(row, today)
    if "save" not in request.POST:
        confirmation = Confirmation(
            title=row.name,
            back_to=reverse("editing:campaign", args=[row.pk]),
            changes=[Change(_("Dates"), was, days_said(row))],
            notes=list(effects_of(row, today=today)),
            previews=list(campaign_previews(row)),
            act=act,
        )
        return ask_first(request, confirmation)
    try:
        revision = revision_sent(request)
        save_campaign(campaign=row, revision=revision, by=request.user, at=timezone.now())
    except MovedMeanwhile:
        messages.error(request, moved_words())
    else:
        messages.success(request, _("C'est fait. Le site le dit dans la seconde."))
    return redirect("editing:campaign", campaign_id)


def days_said(row):
    """ "du 1er mai 2026 au 31 mai 2026"."""
    first = say_day(row.starts_on, year=True)
    if row.ends_on is None:
        return _("dès le %(first)s, sans fin") % {"first": first}
    return _("du %(first)s au %(last)s") % {"first": first, "last": say_day(row.ends_on, year=True)}


def show_campaign(request, known, form, *, version=None, status=200, moved=""):
    fresh = Campaign.objects.filter(pk=known.pk).first() if known else None
    today = timezone.localdate()
    context = shared(
        form,
        fresh.name if fresh else _("Nouvelle campagne"),
        fresh.revision if fresh else 0,
        fresh,
        version,
        moved,
    )
    context |= {
        "campaign": fresh,
        "may_begin": fresh and may_begin(fresh, today),
        "may_end": fresh and may_end(fresh, today),
        "codes": Partner.objects.order_by("code").values_list("code", flat=True),
    }
    return render(request, "campaigns/editing/campaign.html", context, status=status)
