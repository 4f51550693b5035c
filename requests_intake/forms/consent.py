"""Which text the three answers about safety agree to, exactly."""

from functools import lru_cache
from hashlib import sha256
from html import unescape

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import strip_tags

# A new meaning gets a new number; a new wording or translation changes the digest by itself.
CONSENT_TEXT = "2026-11"


# Said after the version of words that the team read to the person.
READ_ALOUD = "oral"


def consent_read_aloud(labels):
    """(version, words) as consent_shown(), of what the team reads in French to the person."""
    with translation.override(settings.LANGUAGE_CODE):
        version, words = consent_shown(labels)
    return f"{version} {READ_ALOUD}", words


def consent_shown(labels):
    """("2026-11 fr 5f0c2a91", the words): the number, the language, and a digest of the words.

    `labels`: the three questions. Beside them stand the words of _safety_note.html. The words
    of each version are kept (services/consent.py), so that no later wording hides an earlier.
    """
    return _shown(translation.get_language(), tuple(str(label) for label in labels))


@lru_cache(maxsize=64)
def _shown(language, labels):
    note = unescape(strip_tags(render_to_string("requests_intake/_safety_note.html")))
    words = " ".join(" ".join([note, *labels]).split())
    return f"{CONSENT_TEXT} {language} {sha256(words.encode()).hexdigest()[:8]}", words
