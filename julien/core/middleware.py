"""Around every page: its language, and whether one must be logged in."""

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.utils import translation


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


class PrivateByDefaultMiddleware(LoginRequiredMiddleware):
    """Django's own, which asks who is there before it looks whether the page is public.

    The other way round, a public page never touches the session: no query, no "Vary: Cookie".
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)
