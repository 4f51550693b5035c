"""The pages of a secret link: who may read or change what, and that nothing else keeps a copy."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from requests_intake.models import Contact
from requests_intake.services.receive import token_lookup
from requests_intake.views.status_page import show_status


def read_by_link(view):
    """Give the view the Contact of the link instead of its token; only to be read.

    An unknown link gets a page that helps on. No cache, index or other site hears of the page.
    """

    @wraps(view)
    def found(request, token):
        contact = _contact(token)
        return view(request, contact) if contact else _unknown(request)

    return login_not_required(require_safe(_confidential(found)))


def changed_by_link(view):
    """As read_by_link(), for what is sent: only who asked for the call may change it.

    Public pages set no cookie, so none is checked: the link itself is the secret. A visit without
    sending goes to the status page.
    """

    @wraps(view)
    def guarded(request, token):
        contact = _contact(token)
        if contact is None:
            return _unknown(request)
        if request.method != "POST":
            return redirect("intake:status", token)
        if not contact.may_manage:
            return show_status(request, contact, status=403)
        return view(request, contact)

    return csrf_exempt(login_not_required(_confidential(guarded)))


def back_to_status(contact, place=""):
    """To the status page of the link after a change; `place`: the id of what was changed there."""
    address = reverse("intake:status", args=[contact.token])
    return HttpResponseRedirect(f"{address}#{place}" if place else address, status=303)


def _contact(token):
    rows = Contact.objects.select_related("request")
    return rows.filter(token_lookup=token_lookup(token)).first()


def _unknown(request):
    return render(request, "requests_intake/unknown_link.html", status=404)


def _confidential(view):
    @wraps(view)
    def guarded(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return guarded
