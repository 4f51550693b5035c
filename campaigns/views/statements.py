"""What we say about ourselves: accessibility, privacy, browsing safely."""

from django.shortcuts import render

from campaigns.statistics.traffic import count_view
from campaigns.views.public import stored_page


@stored_page
def accessibility(request):
    count_view(request, "accessibility")
    return render(request, "campaigns/accessibility.html")


@stored_page
def privacy(request):
    count_view(request, "privacy")
    return render(request, "campaigns/privacy.html")


@stored_page
def safe_browsing(request):
    count_view(request, "safe_browsing")
    return render(request, "campaigns/safe_browsing.html")
