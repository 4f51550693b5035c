"""What every template may read. No query is made here."""

from django.conf import settings


def demo(request):
    """`demo`: whether the banner "nothing here is real" is shown."""
    return {"demo": settings.DEMO}
