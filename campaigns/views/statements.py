"""What we say about ourselves: accessibility, privacy, browsing safely."""

from django.shortcuts import render

from campaigns.statistics.traffic import count_view
from campaigns.views.public import stored_page
from julien.retention.table import FOR_RESIDENTS


@stored_page
def accessibility(request):
    count_view(request, "accessibility")
    return render(request, "campaigns/accessibility.html")


@stored_page
def privacy(request):
    """How long what is kept is read from the table by which it is erased."""
    count_view(request, "privacy")
    return render(request, "campaigns/privacy.html", {"kinds": FOR_RESIDENTS})


@stored_page
def safe_browsing(request):
    count_view(request, "safe_browsing")
    return render(request, "campaigns/safe_browsing.html")
