"""The style guide: every component in every state, for the team and for the axe check."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.shortcuts import render
from django.views.decorators.http import require_safe

from julien.core.forms import SampleForm
from julien.core.pictograms import ICONS, LEVEL_ICONS, PICTOGRAMS, STATE_ICONS

# A fixed instant: the guide looks the same every day.
NOW = datetime(2026, 11, 26, 14, 0, tzinfo=ZoneInfo("Europe/Zurich"))
DUE_IN = [timedelta(hours=-2), timedelta(minutes=45), timedelta(hours=5), timedelta(days=3)]
STATE_WORDS = {
    "quarantined": "à contrôler",
    "queued": "à prendre",
    "claimed": "prise",
    "waiting": "prochain essai prévu",
    "appointed": "rendez-vous fixé",
    "blocked": "bloquée",
    "interviewing": "en entretien",
    "closed": "close",
}
WRONG = {"phone": "079 555 01 2"}


def samples():
    """What the pieces are shown with. The people and numbers do not exist."""
    return {
        "now": NOW,
        "due": [NOW + gap for gap in DUE_IN],
        "levels": list(LEVEL_ICONS),
        "icons": list(ICONS),
        "pictograms": list(PICTOGRAMS),
        "states": [(state, STATE_WORDS[state]) for state in STATE_ICONS],
        "mobile": "+41795550123",
        "foreign": "+33639980123",
        "blank_form": SampleForm(prefix="vide"),
        "wrong_form": SampleForm(WRONG),
    }


@require_safe
def staff_guide(request):
    return render(request, "styleguide/staff.html", samples())


@require_safe
def public_guide(request):
    return render(request, "styleguide/public.html", samples())


@require_safe
def public_aid(request):
    return render(request, "styleguide/public_aid.html", samples())
