"""Words in a row, as a language parts them: ", " in ours, "، " in Arabic."""

from django.utils.translation import pgettext


def listed(words):
    """ "le matin, le soir"."""
    return pgettext("entre deux mots", ", ").join(map(str, words))
