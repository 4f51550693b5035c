"""The languages people ask to be called in, and callers say they speak.

Those of KNOWN, those of the pages, and what MORE_LANGUAGES adds. The languages of the pages are
another list: settings.LANGUAGES.
"""

from django.conf import settings

from julien.core.known_languages import KNOWN, names

# Code → (its own words, the words of the team).
LANGUAGES = {
    **KNOWN,
    **{code: names(code) for code, _name in settings.LANGUAGES},
    **settings.MORE_LANGUAGES,
}
SPOKEN = {code: own for code, (own, _name) in LANGUAGES.items()}


def language_name(code):
    """ "allemand"; the code itself for a language that is not offered any more."""
    return str(LANGUAGES[code][1]) if code in LANGUAGES else code


def reading_direction(code):
    """ "rtl" for a language that is read from the right, else "ltr": what stands in `dir`."""
    return "rtl" if code in settings.LANGUAGES_BIDI else "ltr"


def own_name(code):
    """ "Deutsch": a language in its own words; the code itself for one we do not know."""
    return SPOKEN.get(code, code)
