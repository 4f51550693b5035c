"""What we say about ourselves: accessibility, privacy, browsing safely."""

from django.shortcuts import render

from campaigns.statistics.traffic import count_view
from campaigns.views.public import public_page


@public_page
def accessibility(request):
    count_view(request, "accessibility")
    return render(request, "campaigns/accessibility.html")


@public_page
def privacy(request):
    count_view(request, "privacy")
    return render(request, "campaigns/privacy.html")


@public_page
def safe_browsing(request):
    count_view(request, "safe_browsing")
    return render(request, "campaigns/safe_browsing.html")
