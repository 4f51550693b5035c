"""What every page for residents has in common."""

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.http import conditional_page, require_safe


def public_page(view):
    """Open to everybody, read only, and by ETag sent again only when it changed."""
    return login_not_required(require_safe(conditional_page(view)))


def confide(response):
    """What someone searched is kept by no cache and in no index."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
