"""The addresses of a page in the languages we speak."""

from django.conf import settings


def in_language(path, code):
    """Where the page of a path is in another language; the path itself where it has none.

    Pages for residents live under their language (julien/urls.py) and are called the same in all:
    nothing has to be resolved. The query stays.
    """
    _root, _slash, under = path.partition("/")
    first, _slash, rest = under.partition("/")
    spoken = {known for known, _name in settings.LANGUAGES}
    return f"/{code}/{rest}" if first in spoken else path


def in_all_languages(path):
    """[(code, the whole address)] for search engines, with the one for everybody else."""
    codes = {code: code for code, _name in settings.LANGUAGES}
    codes["x-default"] = settings.LANGUAGE_CODE
    return [
        (name, settings.PUBLIC_BASE_URL + in_language(path, code)) for name, code in codes.items()
    ]
