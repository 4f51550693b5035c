"""The page from which a form was sent, where a person goes back to when it must be sent again."""

from urllib.parse import urlsplit


def page_of_the_form(request):
    """Its path and query, from the Referer header; "" when it is unknown or another site's."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host():
        return ""
    return came_from._replace(scheme="", netloc="", fragment="").geturl()
