"""What programs read: open data, robots.txt, the site map, security.txt."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from campaigns.catalogue.open_data import catalogue_data
from campaigns.models import Aid, LifeSituation
from campaigns.views.public import stored_page
from julien.core.addresses import in_language

PAGES = ("home", "aid_list", "check", "words", "embed", "accessibility", "privacy", "safe_browsing")
CLOSED_TO_ROBOTS = ("/admin/", "/equipe/", "/pilotage/", "/redaction/", "/demo/", "/r/")
HALF_A_YEAR = timedelta(days=182)


@stored_page
def aids_json(request):
    """The published catalogue as open data; any site may read it."""
    data = catalogue_data(language=settings.LANGUAGE_CODE)
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@stored_page
def robots(request):
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED_TO_ROBOTS)]
    lines += [f"Disallow: /{code}/rappel/suivi/" for code, _name in settings.LANGUAGES]
    lines += ["", f"Sitemap: {settings.PUBLIC_BASE_URL}{reverse('site:sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@stored_page
def sitemap(request):
    """Every public page with its other languages; situations and aids included."""
    aid_list = reverse("catalogue:aid_list")
    paths = [reverse(f"catalogue:{name}") for name in PAGES] + [reverse("intake:ask")]
    for slug in LifeSituation.objects.shown().values_list("slug", flat=True):
        paths.append(f"{aid_list}?situation={slug}")
    for slug in Aid.objects.published().order_by("slug").values_list("slug", flat=True):
        paths.append(reverse("catalogue:aid", kwargs={"slug": slug}))
    codes = [code for code, _name in settings.LANGUAGES]
    entries = [{code: address_of(path, code) for code in codes} for path in paths]
    context = {"entries": entries, "default": settings.LANGUAGE_CODE}
    return render(request, "campaigns/sitemap.xml", context, content_type="application/xml")


@stored_page
def security(request):
    """RFC 9116. The contact is the page that says how to reach us; it expires within a year."""
    now = timezone.now()
    expires = datetime(now.year, now.month, 1, tzinfo=now.tzinfo) + HALF_A_YEAR
    lines = [
        f"Contact: {settings.PUBLIC_BASE_URL}{reverse('catalogue:privacy')}#faille",
        f"Expires: {expires:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: fr, de, en",
        f"Canonical: {settings.PUBLIC_BASE_URL}{reverse('site:security')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def address_of(path, code):
    return settings.PUBLIC_BASE_URL + in_language(path, code)
