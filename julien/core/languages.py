"""The languages people in the Jura ask to be called in, and callers say they speak.

Those of bonjour-jura.ch, the canton's own choice, in the order of its speakers; MORE_LANGUAGES
adds others. The languages of the pages are another list: settings.LANGUAGES.
"""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

# Code → (its own words, the words of the team).
LANGUAGES = {
    "fr": ("Français", _("français")),
    "de": ("Deutsch", _("allemand")),
    "it": ("Italiano", _("italien")),
    "pt": ("Português", _("portugais")),
    "sq": ("Shqip", _("albanais")),
    "en": ("English", _("anglais")),
    "es": ("Español", _("espagnol")),
    "ar": ("العربية", _("arabe")),
    "fa": ("دری", _("dari")),
    "ti": ("ትግርኛ", _("tigrigna")),
    "tr": ("Türkçe", _("turc")),
    "uk": ("Українська", _("ukrainien")),
    "ta": ("தமிழ்", _("tamoul")),
    "ru": ("Русский", _("russe")),
    **settings.MORE_LANGUAGES,
}
SPOKEN = {code: own for code, (own, _name) in LANGUAGES.items()}


def language_name(code):
    """ "allemand"; the code itself for a language that is not offered any more."""
    return str(LANGUAGES[code][1]) if code in LANGUAGES else code
