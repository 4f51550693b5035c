"""The SMS as they read, for who answers for them."""

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from campaigns.services.offer import offer_at
from julien.core.access import requires
from julien.core.roles import Can
from requests_intake.services.messages import spoken
from requests_intake.services.previews import previews
from requests_intake.views.no_desk import needs_desk


@require_safe
@requires(Can.ADMINISTER, Can.SUPERVISE)
@needs_desk("staff/no_desk.html")
def texts(request):
    """Each text in one language, its parts counted. ?langue=de&nom=non"""
    now = timezone.now()
    language = spoken(request.GET.get("langue", ""))
    named = request.GET.get("nom") != "non"
    context = {
        "language": language,
        "languages": settings.LANGUAGES,
        "named": named,
        "previews": previews(language, named=named, offer=offer_at(now), at=now),
    }
    return render(request, "requests_intake/texts.html", context)
