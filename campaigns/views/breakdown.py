"""What stands instead of a page that broke."""

from django.conf import settings
from django.http import HttpResponseServerError
from django.template.loader import render_to_string
from django.utils import translation

from campaigns.services.terms import desk_last_known


def breakdown(request):
    """In the reader's language, with a number to call, as this process last read it: nothing is
    read now. No SMS number: what is written while the database is down reaches nobody for sure."""
    language = translation.get_language_from_path(request.path)
    desk = desk_last_known() if language else None
    context = {"voice_number": desk.voice_number if desk else ""}
    with translation.override(language or settings.LANGUAGE_CODE):
        return HttpResponseServerError(render_to_string("500.html", context))
