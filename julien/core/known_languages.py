"""The names of languages, and which of them the pages speak.

The settings are made with this, so it asks nothing of them.
"""

from django.conf.global_settings import LANGUAGES_BIDI
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from julien.core.language_files import ready, told

SOURCE = "fr"
# Those of bonjour-jura.ch, the canton's own choice, in the order of its speakers.
# Code → (its own words, the words of the team).
KNOWN = {
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
}
in_small_letters = lazy(lambda name: gettext(name).lower(), str)


def names(code, paths=None):
    """(its own words, the words of the team): of our table, of its folder, or of Django's."""
    if code in KNOWN:
        return KNOWN[code]
    own = told("name", paths).get(code)
    if own:
        return own, told("name_in_french", paths).get(code, own)
    known = LANG_INFO.get(code, {})
    if "name_local" not in known:
        return code, code
    own = known["name_local"]
    return own[:1].upper() + own[1:], in_small_letters(known["name"])


def site_languages(paths, only=()):
    """[(code, its own words)] of the languages the pages speak: French, then those whose texts
    are ready, in the order of KNOWN, then the others by code.

    only: the codes an installation keeps to, French among them: what nobody has translated is
    said in it. Raises ImproperlyConfigured without it, or for a language that is not ready.
    """
    there = ready(paths)
    wanted = set(only or there)
    if unknown := sorted(wanted - set(there)):
        found = f"no texts in {', '.join(unknown)}; there are {', '.join(there)}."
        raise ImproperlyConfigured(f"SITE_LANGUAGES: {found}")
    if SOURCE not in wanted:
        raise ImproperlyConfigured(f"SITE_LANGUAGES must name {SOURCE}, the source of all texts.")
    place = {code: number for number, code in enumerate(KNOWN)}
    spoken = sorted(wanted, key=lambda code: (place.get(code, len(place)), code))
    return [(code, names(code, paths)[0]) for code in spoken]


def from_right_to_left(paths):
    """The codes of the languages written so: those of Django, and those whose folder says so."""
    return [*LANGUAGES_BIDI, *(code for code, so in told("right_to_left", paths).items() if so)]
