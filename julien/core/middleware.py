"""The language of the page is in its address, and nowhere else: no cookie, no session."""

from django.conf import settings
from django.utils import translation


class VisitorLanguageMiddleware:
    """Speak the language of the address (/de/…); French where the address names none."""

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
