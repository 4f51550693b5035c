"""What we say about ourselves: accessibility, privacy, browsing safely; and the hard words."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from campaigns.catalogue.glossary import words_in
from campaigns.services.offer import offer_at
from campaigns.statistics.traffic import count_view
from campaigns.views.public import stored_page
from julien.retention.rights import RIGHTS
from julien.retention.table import FOR_RESIDENTS


@stored_page
def accessibility(request):
    count_view(request, "accessibility")
    return render(request, "campaigns/accessibility.html")


@stored_page
def privacy(request):
    """Written from the tables by which data are erased and rights are answered."""
    count_view(request, "privacy")
    context = {
        "kinds": FOR_RESIDENTS,
        "rights": RIGHTS,
        "no_period": any(right.days is None for right in RIGHTS),
    }
    return render(request, "campaigns/privacy.html", context)


@stored_page
def safe_browsing(request):
    count_view(request, "safe_browsing")
    return render(request, "campaigns/safe_browsing.html")


@stored_page
def words(request):
    """Every hard word of our texts, and what it means."""
    count_view(request, "words")
    context = {"words": words_in(get_language()), "offer": offer_at(timezone.now())}
    return render(request, "campaigns/words.html", context)
