"""Where a request comes from."""

from ipaddress import ip_address

from django.conf import settings


def address_of(request):
    """The visitor's address, or None.

    A public https address means one proxy of ours in front (docs/operator.md): the last entry
    of X-Forwarded-For is what it wrote, those before it are what the visitor claims. Without
    https nothing stands in front, and the header is not read at all.
    """
    if settings.HTTPS:
        last = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if known := _valid(last):
            return known
    return _valid(request.META.get("REMOTE_ADDR", ""))


def _valid(text):
    try:
        return str(ip_address(text))
    except ValueError:
        return None
