"""What must not be done from a computer somebody left open."""

from datetime import timedelta
from functools import wraps
from urllib.parse import urlencode

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from julien.core.came_from import page_of_the_form
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
        back = request.get_full_path() if request.method == "GET" else page_of_the_form(request)
        back = back or reverse("staff:home")
        return HttpResponseRedirect(f"{reverse('staff:confirm')}?{urlencode({'next': back})}")

    guarded.asks_again = True
    return guarded
