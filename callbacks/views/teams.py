"""Teams of people who call."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from callbacks.day import people
from callbacks.forms.teams import TeamForm
from callbacks.models import Team
from callbacks.services.teams import TeamHasHistory, remove_team
from callbacks.views.answers import see_other
from julien.core.access import requires
from julien.core.roles import Can
from julien.core.written import written


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Can.SUPERVISE, Can.ADMINISTER)
def teams(request):
    """All of them, and a new one."""
    callers = list(people())
    form = TeamForm(request.POST or None, callers=callers)
    if form.is_valid() and written(form, form.save):
        said = _("Équipe « %(name)s » enregistrée.") % {"name": form.instance}
        messages.success(request, said)
        return see_other("callbacks:teams")
    return _page(request, form, callers, status=422 if form.is_bound else 200)


def _page(request, form, callers, *, changed=None, status):
    found = list(Team.objects.prefetch_related("members"))
    forms = [
        changed
        if changed and changed.instance == team
        else TeamForm(instance=team, prefix=team.pk, callers=callers)
        for team in found
    ]
    rows = [{"team": team, "form": form} for team, form in zip(found, forms, strict=True)]
    return render(request, "callbacks/teams.html", {"form": form, "rows": rows}, status=status)


@require_POST
@requires(Can.SUPERVISE, Can.ADMINISTER)
def change_team(request, team_id):
    """Another name, other members; or gone."""
    team = get_object_or_404(Team, pk=team_id)
    if "remove" in request.POST:
        _remove(request, team)
        return see_other("callbacks:teams")
    callers = list(people())
    form = TeamForm(request.POST, instance=team, prefix=team.pk, callers=callers)
    if not (form.is_valid() and written(form, form.save)):
        return _page(request, TeamForm(callers=callers), callers, changed=form, status=422)
    messages.success(request, _("Équipe « %(name)s » enregistrée.") % {"name": team})
    return see_other("callbacks:teams")


def _remove(request, team):
    try:
        remove_team(team)
    except TeamHasHistory:
        kept = _("Des rappels ont été confiés à « %(name)s » : enlevez plutôt ses membres.")
        messages.error(request, kept % {"name": team})
    else:
        messages.success(request, _("Équipe « %(name)s » retirée.") % {"name": team})
