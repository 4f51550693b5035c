"""What everyone may do with their own account. Never open to who acts in another's place."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST

from julien.core.roles import Can
from julien.staff import passkeys
from julien.staff.acting import only_in_person
from julien.staff.forms.door import ConfirmForm, OwnPasswordForm
from julien.staff.forms.team import OwnAccountForm
from julien.staff.models import Factor, RecoveryCode
from julien.staff.recently import recently_confirmed
from julien.staff.services.second_factor import has_factor, new_recovery_codes, remove_factor
from julien.staff.sessions import confirm as note_confirmed
from julien.staff.sessions import keep_only_this
from julien.staff.views.factor import totp_page

NOT_YOU = lazy("Ce n'est ni votre mot de passe ni un code qui ouvre. Essayez encore.")


@only_in_person
@require_http_methods(["GET", "POST"])
def account(request):
    form = OwnAccountForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("C'est enregistré."))
        return HttpResponseRedirect(reverse("staff:account"))
    context = {
        "form": form,
        "factors": Factor.objects.ready().filter(owner=request.user).order_by("confirmed_at"),
        "codes_left": RecoveryCode.objects.filter(owner=request.user, used_at=None).count(),
        "passkeys": passkeys.available(),
        "sees_team": request.user.can(Can.SUPERVISE) or request.user.administers,
    }
    return render(request, "staff/account.html", context, status=422 if form.errors else 200)


@only_in_person
@require_http_methods(["GET", "POST"])
def confirm(request):
    """Prove again who you are, with the password or a code, and go back to what you were doing."""
    form = ConfirmForm(request.POST or None)
    wanted = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        wanted = reverse("staff:home")
    if form.is_valid():
        if authenticate(request, **form.credentials(request.user.username)):
            note_confirmed(request, at=timezone.now())
            return HttpResponseRedirect(wanted)
        form.add_error("proof", NOT_YOU)
    return render(request, "staff/confirm.html", {"form": form}, status=422 if form.errors else 200)


@only_in_person
@recently_confirmed
@require_http_methods(["GET", "POST"])
def password(request):
    form = OwnPasswordForm(request.user, request.POST or None)
    if form.is_valid():
        form.save()
        keep_only_this(request, at=timezone.now())
        messages.success(
            request, _("Votre mot de passe est changé. Les autres appareils sont déconnectés.")
        )
        return HttpResponseRedirect(reverse("staff:account"))
    context = {"form": form, "title": _("Changer de mot de passe")}
    return render(request, "staff/password.html", context, status=422 if form.errors else 200)


@only_in_person
@recently_confirmed
@require_http_methods(["GET", "POST"])
def totp_app(request):
    """An authenticator application, or a new one in place of the old."""

    def done():
        messages.success(request, _("Votre application est en place."))
        return reverse("staff:account")

    return totp_page(request, request.user, done, first=False)


@only_in_person
@recently_confirmed
@require_http_methods(["GET", "POST"])
def recovery_codes(request):
    """Shown once, in the answer to the press of the button: they are kept nowhere."""
    if not has_factor(request.user):
        return HttpResponseRedirect(reverse("staff:account"))
    codes = new_recovery_codes(owner=request.user) if request.method == "POST" else []
    return render(
        request, "staff/recovery_codes.html", {"codes": codes, "first": "premiers" in request.GET}
    )


@only_in_person
@recently_confirmed
@require_POST
def factor_remove(request, factor_id):
    may_be_last = not settings.REQUIRE_SECOND_FACTOR
    if remove_factor(owner=request.user, factor_id=factor_id, may_be_last=may_be_last):
        messages.success(request, _("Ce second facteur n'ouvre plus votre compte."))
    else:
        messages.error(request, _("C'est le dernier : ajoutez-en un autre avant de le retirer."))
    return HttpResponseRedirect(reverse("staff:account"))


@only_in_person
@require_POST
def log_out_everywhere(request):
    keep_only_this(request, at=timezone.now())
    messages.success(
        request, _("Tous les autres appareils sont déconnectés. Celui-ci reste ouvert.")
    )
    return HttpResponseRedirect(reverse("staff:account"))
