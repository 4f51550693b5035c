"""What must not be done from a computer somebody left open."""

from datetime import timedelta
from functools import wraps
from urllib.parse import urlencode, urlsplit

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from julien.staff.sessions import confirmed_at

RECENT = timedelta(minutes=10)


def recently_confirmed(view):
    """Let in who proved who they are within RECENT, the log-in counted; ask others to do it again.

    Afterwards they come back to the same page; a form is sent once more from its own page.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if timezone.now() - confirmed_at(request) <= RECENT:
            return view(request, *args, **kwargs)
        back = request.get_full_path() if request.method == "GET" else _page_of_the_form(request)
        return HttpResponseRedirect(f"{reverse('staff:confirm')}?{urlencode({'next': back})}")

    guarded.asks_again = True
    return guarded


def _page_of_the_form(request):
    came_from = urlsplit(request.headers.get("Referer", ""))
    return came_from.path if came_from.netloc == request.get_host() else reverse("staff:home")
