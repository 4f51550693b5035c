"""The situations residents enter by, and their words in the reader's language."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaigns.catalogue.parts import fingerprint
from campaigns.models import LifeSituation
from campaigns.services.terms import rows_of

FRENCH = "fr"
WORDS = ("name", "lead")


def situations_shown(version=None):
    """The LifeSituations residents are offered. One query, or none in a version of the pages."""
    return [one for one in rows_of(LifeSituation, version) if one.retired_on is None]


def french_of(situation):
    """The fingerprint of the French a translation is made from."""
    return fingerprint(f"{situation.name}\n{situation.lead}")


def said(situation, word, language=None):
    """(its name or lead, the language that is in).

    An editor's translation first, else the one we ship for our own French, else French.
    """
    language, french = language or get_language(), getattr(situation, word)
    if language == FRENCH or not french:
        return french, FRENCH
    theirs = situation.translations.get(language, {}).get(word)
    shipped = theirs or _(french)
    return (shipped, language) if shipped != french else (french, FRENCH)


def is_stale(situation, language):
    """Whether the French has changed since an editor translated it."""
    theirs = situation.translations.get(language)
    return bool(theirs) and theirs.get("made_from") != french_of(situation)
