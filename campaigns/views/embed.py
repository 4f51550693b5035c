"""What partners put on their own pages: a button, and the search in a frame. No script."""

from csp.decorators import csp_replace
from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from campaigns.partners.codes import code_in
from campaigns.statistics.traffic import count_view
from campaigns.views.public import stored_page

PLACE = "VOTRE-CODE"


@stored_page
def how_to(request):
    """How to embed, with lines to copy that carry the partner's code."""
    count_view(request, "embed")
    code = code_in(request)
    context = {"code": code, "button": button(code or PLACE), "frame": frame(code or PLACE)}
    return render(request, "campaigns/embed.html", context)


# The only page that other sites may show inside theirs (tests/eligibility/test_embed.py).
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@stored_page
def search_frame(request):
    """The search and the way to a person, small, for a frame on a partner's page."""
    return render(request, "campaigns/embed_search.html")


def button(code):
    """The line for a link to the request form."""
    address = f"{settings.PUBLIC_BASE_URL}{reverse('intake:ask')}?s={code}"
    return f'<a href="{address}">{_("Demander à être rappelé·e")}</a>'


def frame(code):
    """The line for the search in a frame."""
    address = f"{settings.PUBLIC_BASE_URL}{reverse('catalogue:embed_search')}?s={code}"
    title = _("Chercher une aide dans le Jura")
    look = 'width="100%" height="300" style="border:0"'
    return f'<iframe src="{address}" title="{title}" {look}></iframe>'
