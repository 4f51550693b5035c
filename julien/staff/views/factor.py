"""The second factor: asked for at the door, and set up by who has none yet."""

from functools import wraps

from django.contrib.auth import authenticate
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from julien.staff import passkeys, totp
from julien.staff.forms.door import CodeForm
from julien.staff.models import Factor
from julien.staff.qr import qr_svg
from julien.staff.services.second_factor import begin_totp, confirm_totp, has_factor
from julien.staff.sessions import half_inside, let_in

BEGUN = "factor_being_set_up"
WRONG_CODE = lazy("Ce code n'ouvre pas. Attendez le prochain code de l'application et écrivez-le.")


def half_inside_only(view):
    """For who gave the password just before: request.owner. Others are sent back to the door."""

    @login_not_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        request.owner = half_inside(request, now=timezone.now())
        if request.owner is None:
            return HttpResponseRedirect(reverse("staff:login"))
        return view(request, *args, **kwargs)

    return guarded


@half_inside_only
@require_http_methods(["GET", "POST"])
def second_factor(request):
    """The code, or the passkey. Who has neither is led to set one up."""
    if not has_factor(request.owner):
        return HttpResponseRedirect(reverse("staff:factor_set_up"))
    form = CodeForm(request.POST or None, button=_("Entrer"))
    if form.is_valid():
        code = form.cleaned_data["code"]
        owner = authenticate(request, username=request.owner.username, second_factor_token=code)
        if owner:
            return HttpResponseRedirect(let_in(request, owner, at=timezone.now()) or home())
        form.add_error("code", WRONG_CODE)
    mine = Factor.objects.ready().filter(owner=request.owner)
    context = {"form": form, "kinds": set(mine.values_list("kind", flat=True))}
    return render(request, "staff/second_factor.html", context, status=422 if form.errors else 200)


@half_inside_only
@require_http_methods(["GET", "POST"])
def set_up(request):
    """The first factor of an account; until it is there nothing else opens."""
    if has_factor(request.owner):
        return HttpResponseRedirect(reverse("staff:second_factor"))

    def done():
        let_in(request, request.owner, at=timezone.now())
        return reverse("staff:recovery_codes") + "?premiers"

    return totp_page(request, request.owner, done, first=True)


def totp_page(request, owner, done, *, first):
    """Show the secret, take its first code. `done` answers with where to go then."""
    begun_id = request.session.get(BEGUN)
    factor = begin_totp(owner=owner, name=_("Application de codes"), begun_id=begun_id)
    request.session[BEGUN] = factor.pk
    form = CodeForm(
        request.POST or None,
        button=_("Confirmer ce code"),
        hint=_("Les six chiffres que l'application montre maintenant."),
    )
    if form.is_valid():
        code, now = form.cleaned_data["code"], timezone.now()
        if confirm_totp(owner=owner, factor_id=factor.pk, typed=code, at=now):
            return HttpResponseRedirect(done())
        form.add_error("code", WRONG_CODE)
    context = {
        "form": form,
        "first": first,
        "qr": qr_svg(totp.address_for(factor.secret, owner.username)),
        "groups": [factor.secret[at : at + 4] for at in range(0, len(factor.secret), 4)],
        "passkeys": first and passkeys.available(),
    }
    return render(request, "staff/factor_set_up.html", context, status=422 if form.errors else 200)


def home():
    return reverse("staff:home")
