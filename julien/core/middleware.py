"""Around every page: its language, what cannot be read, and whether one must be logged in."""

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.utils import translation

from julien.core.came_from import page_of_the_form


class VisitorLanguageMiddleware:
    """Speak the language of the address (/de/…); French where the address names none.

    The language is in the address and nowhere else: no cookie, no session.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.codes = {code for code, _name in settings.LANGUAGES}

    def __call__(self, request):
        first = request.path_info.removeprefix("/").partition("/")[0]
        language = first if first in self.codes else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class UnreadableMiddleware:
    """Refuse, before anything is read or written, what no page of ours ever sends.

    A body longer than DATA_UPLOAD_MAX_MEMORY_SIZE: 413. Django alone would take files of any
    length and lay them on the disk. A NUL in the query: 400; PostgreSQL has no such character,
    so a view that looks something up by it would break.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if _length(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return HttpResponse(render_to_string("400.html"), status=413)
        if any("\x00" in text for _name, texts in request.GET.lists() for text in texts):
            raise BadRequest("NUL in the query")
        return self.get_response(request)


def _length(request):
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


class PrivateByDefaultMiddleware(LoginRequiredMiddleware):
    """Django's own, which asks who is there before it looks whether the page is public.

    The other way round, a public page never touches the session: no query, no "Vary: Cookie".
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request, view_func):
        """To the door, and after it back to where one was.

        What was sent is not sent again by a link: who posted goes back to the page they posted
        from, for most addresses that take a POST are no page. Unknown: where their work begins.
        """
        if request.method not in {"POST", "PUT", "PATCH", "DELETE"}:
            return super().handle_no_permission(request, view_func)
        login = self.get_login_url(view_func)
        page = page_of_the_form(request)
        if not page:
            return HttpResponseRedirect(resolve_url(login))
        return redirect_to_login(page, login, self.get_redirect_field_name(view_func))
