"""The SMS as they read, for who answers for them."""

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from campaigns.services.offer import offer_at
from julien.core.access import requires
from julien.core.moments import say_day
from julien.core.roles import Can
from requests_intake.models import SmsText
from requests_intake.services.messages import spoken
from requests_intake.services.occasions import OF_KEY
from requests_intake.services.previews import previews
from requests_intake.services.sms_texts import coming, forget
from requests_intake.views.no_desk import needs_desk

LAST_CHANGES = 10


@require_safe
@requires(Can.ADMINISTER, Can.SUPERVISE)
@needs_desk("staff/no_desk.html")
def texts(request):
    """Each text in one language, its parts counted. ?langue=de&nom=non"""
    forget()  # who changes texts sees them as they are stored, in whatever process
    now = timezone.now()
    language = spoken(request.GET.get("langue", ""))
    named = request.GET.get("nom") != "non"
    found = previews(language, named=named, offer=offer_at(now), at=now)
    context = {
        "language": language,
        "languages": settings.LANGUAGES,
        "named": named,
        "lines": [(one, begins(coming(one.occasion.key, now))) for one in found],
        "changes": last_changes(),
        "now": now,
    }
    return render(request, "requests_intake/texts.html", context)


def begins(row):
    """The day from which an SmsText counts, in words; "" when it did at once, or there is none."""
    return say_day(row.valid_from, year=True) if row and row.valid_from > row.at else ""


def last_changes():
    """[(SmsText, its Occasion, the day it begins)], the newest first: a change is announced."""
    rows = SmsText.objects.select_related("by")[:LAST_CHANGES]
    known = [(row, OF_KEY.get((row.kind, row.occasion))) for row in rows]
    return [(row, occasion, begins(row)) for row, occasion in known if occasion]
