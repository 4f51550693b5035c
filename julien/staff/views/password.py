"""Passwords by link: the invitation, and the one that was forgotten."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from julien.staff import tokens
from julien.staff.forms.door import ForgottenForm, NewPasswordForm
from julien.staff.services.accounts import ask_for_password
from julien.staff.sessions import end_all


@login_not_required
@require_http_methods(["GET", "POST"])
def forgotten(request):
    """The answer is the same whether an account has this address or not."""
    form = ForgottenForm(request.POST or None)
    if form.is_valid():
        ask_for_password(email=form.cleaned_data["email"], at=timezone.now())
        return render(request, "staff/forgotten_sent.html")
    return render(
        request, "staff/forgotten.html", {"form": form}, status=422 if form.errors else 200
    )


@login_not_required
@require_http_methods(["GET", "POST"])
def choose(request, token, purpose):
    """Whoever holds the link chooses the password; the second factor is asked for all the same."""
    owner = tokens.owner_of(token, purpose)
    if owner is None:
        return render(request, "staff/link_over.html", {"purpose": purpose}, status=410)
    form = NewPasswordForm(owner, request.POST or None)
    if form.is_valid():
        form.save()
        end_all(owner)
        messages.success(request, _("Votre mot de passe est enregistré. Connectez-vous."))
        return HttpResponseRedirect(reverse("staff:login"))
    invited = purpose == tokens.INVITATION
    title = _("Bienvenue : choisissez votre mot de passe") if invited else _("Nouveau mot de passe")
    context = {"form": form, "title": title, "name": owner.username}
    return render(request, "staff/password.html", context, status=422 if form.errors else 200)
