"""The first page, and the doors that lead to it."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header

from campaigns.catalogue.site_texts import home_said
from campaigns.catalogue.situations import situations_shown
from campaigns.models import Partner
from campaigns.partners.codes import CODE
from campaigns.promise import NoOpenDay
from campaigns.services.offer import offer_at, promise_at
from campaigns.statistics.traffic import count_view
from campaigns.stored.shelf import version_for
from campaigns.views.public import public_page, stored_page


@stored_page
def home(request):
    """The promise, how to be called back, and the situations as the way in."""
    now, version = timezone.now(), version_for(request)
    offer = offer_at(now)
    count_view(request, "home")
    said = home_said(get_language(), offer, version)
    context = {
        "offer": offer,
        "said": said,
        "stale": any(one.stale for one in said.values()),
        "promise": promise_now(offer, now),
        "situations": situations_shown(version),
    }
    return render(request, "campaigns/home.html", context)


@public_page
def root(request):
    """To the home in the language the browser prefers, among those we speak."""
    return redirect_home(request)


@public_page
def partner_link(request, code):
    """To the home with the partner's code. Whatever the code, the person arrives."""
    known = Partner.objects.filter(code__iexact=code).first() if CODE.fullmatch(code) else None
    return redirect_home(request, code=known.code if known else "")


def redirect_home(request, code=""):
    with translation.override(best_language(request)):
        address = reverse("catalogue:home")
    response = HttpResponseRedirect(f"{address}?{urlencode({'s': code})}" if code else address)
    patch_vary_headers(response, ["Accept-Language"])
    return response


def best_language(request):
    """The first language of ours in Accept-Language's order; French when there is none."""
    spoken = {code for code, _name in settings.LANGUAGES}
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        for candidate in (code, code.split("-")[0]):
            if candidate in spoken:
                return candidate
    return settings.LANGUAGE_CODE


def promise_now(offer, now):
    """The promise made to someone who asks at this instant; None when nobody can promise."""
    try:
        return promise_at(offer, now) if offer else None
    except NoOpenDay:
        return None
