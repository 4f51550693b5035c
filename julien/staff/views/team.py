"""The accounts of the team: invite, unlock, close, reopen; the lost phone."""

from axes.utils import reset
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from julien.core.access import requires
from julien.core.roles import Can
from julien.core.written import written
from julien.staff.acting import only_in_person
from julien.staff.forms.team import InvitationForm, ReasonForm
from julien.staff.locked import locked_names
from julien.staff.models import FactorReset, User
from julien.staff.recently import recently_confirmed
from julien.staff.services import accounts
from julien.staff.services.letters import invitation_link

LAST_ADMINISTRATOR = lazy("C'est le dernier compte d'administration : il reste ouvert.")
NOT_ALLOWED = lazy(
    "Ce n'est pas possible : il faut deux personnes, et aucune pour son propre compte."
)


@only_in_person
@requires(Can.ADMINISTER, Can.SUPERVISE)
@require_safe
def team(request):
    now = timezone.now()
    locked = locked_names(now)
    idle = set(User.objects.idle(now).values_list("pk", flat=True))
    context = {
        "rows": [
            {"account": account, "locked": account.username in locked, "idle": account.pk in idle}
            for account in User.objects.for_team_page()
        ],
        "resets": FactorReset.objects.waiting(now).select_related("account", "asked_by"),
    }
    return render(request, "staff/team.html", context)


@only_in_person
@requires(Can.ADMINISTER)
@recently_confirmed
@require_http_methods(["GET", "POST"])
def invite(request):
    form = InvitationForm(request.POST or None)
    if form.is_valid() and written(form, lambda: _invited(form)):
        return _show_link(request, form.instance)
    return render(request, "staff/invite.html", {"form": form}, status=422 if form.errors else 200)


def _invited(form):
    return accounts.invite(account=form.save(commit=False), at=timezone.now())


@only_in_person
@requires(Can.ADMINISTER)
@recently_confirmed
@require_POST
def invite_again(request, account_id):
    account = get_object_or_404(User.objects.open(), pk=account_id)
    if account.has_usable_password():
        messages.error(request, _("Cette personne a déjà choisi son mot de passe."))
        return _back(account)
    return _show_link(request, account)


def _show_link(request, account):
    """The link is shown once and written nowhere: it is a key."""
    context = {"account": account, "link": invitation_link(account)}
    return render(request, "staff/invited.html", context)


@only_in_person
@requires(Can.ADMINISTER, Can.SUPERVISE)
@require_safe
def account(request, account_id):
    now = timezone.now()
    shown = get_object_or_404(User, pk=account_id)
    context = {
        "account": shown,
        "locked": shown.username in locked_names(now),
        "idle": User.objects.idle(now).filter(pk=shown.pk).exists(),
        "factors": shown.factors.ready().order_by("confirmed_at"),
        "reset": FactorReset.objects.waiting(now).filter(account=shown).first(),
        "lost_phone": ReasonForm(button=_("Demander le retrait du second facteur"), prefix="lost"),
        "acting": ReasonForm(button=_("Agir à sa place"), prefix="acting"),
    }
    return render(request, "staff/team_account.html", context)


@only_in_person
@requires(Can.ADMINISTER)
@require_POST
def unlock(request, account_id):
    account = get_object_or_404(User, pk=account_id)
    reset(username=account.username)
    messages.success(request, _("La porte est rouverte."))
    return _back(account)


@only_in_person
@requires(Can.ADMINISTER)
@recently_confirmed
@require_POST
def close(request, account_id):
    account = get_object_or_404(User, pk=account_id)
    try:
        accounts.close(account=account)
        messages.success(request, _("Le compte est fermé, sur tous les appareils."))
    except accounts.Refused:
        messages.error(request, LAST_ADMINISTRATOR)
    return _back(account)


@only_in_person
@requires(Can.ADMINISTER)
@recently_confirmed
@require_POST
def reopen(request, account_id):
    account = get_object_or_404(User, pk=account_id)
    accounts.reopen(account=account, at=timezone.now())
    messages.success(request, _("Le compte est rouvert."))
    return _back(account)


@only_in_person
@requires(Can.ADMINISTER, Can.SUPERVISE)
@recently_confirmed
@require_POST
def lost_phone(request, account_id):
    """First of two people. The reason says how they made sure that it is this person."""
    account = get_object_or_404(User, pk=account_id)
    form = ReasonForm(request.POST, button="", prefix="lost")
    if not form.is_valid():
        messages.error(request, form.errors["why"][0])
        return _back(account)
    try:
        accounts.ask_factor_reset(
            account=account, by=request.user, why=form.cleaned_data["why"], at=timezone.now()
        )
        messages.success(
            request, _("C'est demandé. Une autre personne de l'administration doit confirmer.")
        )
    except accounts.Refused:
        messages.error(request, NOT_ALLOWED)
    return _back(account)


@only_in_person
@requires(Can.ADMINISTER)
@recently_confirmed
@require_POST
def settle_lost_phone(request, reset_id):
    """Second of two people."""
    grant = request.POST.get("grant") == "yes"
    try:
        settled = accounts.settle_factor_reset(
            reset_id=reset_id, by=request.user, grant=grant, at=timezone.now()
        )
    except accounts.Refused:
        messages.error(request, NOT_ALLOWED)
        return HttpResponseRedirect(reverse("staff:team"))
    if grant:
        messages.success(
            request,
            _("Le second facteur est retiré. La personne en choisit un à sa prochaine connexion."),
        )
    else:
        messages.success(request, _("La demande est refusée, rien n'a changé."))
    return _back(settled.account)


def _back(account):
    return HttpResponseRedirect(reverse("staff:team_account", args=[account.pk]))
