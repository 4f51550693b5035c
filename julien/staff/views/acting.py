"""Acting in another person's place, and coming back."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from julien.core.access import requires
from julien.core.roles import Can
from julien.staff.acting import IN_SESSION, MayNotAct, begin_acting, end_acting, only_in_person
from julien.staff.forms.team import ReasonForm
from julien.staff.recently import recently_confirmed


@only_in_person
@requires(Can.ADMINISTER)
@recently_confirmed
@require_POST
def begin(request, account_id):
    form = ReasonForm(request.POST, button="", prefix="acting")
    try:
        why = form.cleaned_data["why"] if form.is_valid() else ""
        spell = begin_acting(actor=request.user, account_id=account_id, why=why, at=timezone.now())
    except MayNotAct:
        said = (
            form.errors["why"][0]
            if form.errors
            else _("Personne ne peut agir à la place de ce compte.")
        )
        messages.error(request, said)
        return HttpResponseRedirect(reverse("staff:team_account", args=[account_id]))
    request.session[IN_SESSION] = spell.pk
    return HttpResponseRedirect(reverse("staff:home"))


@require_POST
def end(request):
    """Back to oneself; harmless for who is oneself already."""
    account = request.user
    end_acting(actor=request.actor, at=timezone.now())
    if request.session.pop(IN_SESSION, None) is None:
        return HttpResponseRedirect(reverse("staff:home"))
    messages.success(request, _("Vous êtes de nouveau vous-même."))
    return HttpResponseRedirect(reverse("staff:team_account", args=[account.pk]))
