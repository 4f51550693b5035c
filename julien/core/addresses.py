"""The addresses of a page in the languages we speak."""

from django.conf import settings


def in_language(path, code):
    """Where the page of a path is in another language; the path itself where it has none.

    Pages for residents live under their language (julien/urls.py) and are called the same in all:
    nothing has to be resolved. The query stays.
    """
    rest = under_language(path)
    return path if rest is None else f"/{code}/{rest}"


def under_language(path):
    """What follows the language in a path; None where it names none."""
    _root, _slash, under = path.partition("/")
    first, _slash, rest = under.partition("/")
    return rest if any(first == code for code, _name in settings.LANGUAGES) else None


def in_all_languages(path):
    """[(code, the whole address)] for search engines, with the one for everybody else."""
    codes = {code: code for code, _name in settings.LANGUAGES}
    codes["x-default"] = settings.LANGUAGE_CODE
    return [
        (name, settings.PUBLIC_BASE_URL + in_language(path, code)) for name, code in codes.items()
    ]
