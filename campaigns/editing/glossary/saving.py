"""Storing hard words: every page that uses one says it within a second."""

from django.db import transaction

from campaigns.catalogue.glossary import french_of
from campaigns.editing.confirming import claim

WORDS = ("forms", "explanation")


@transaction.atomic
def save_term(*, term, form, revision):
    """Store a new or changed term. Raises MovedMeanwhile when somebody else was faster.

    A translation that was left as it stood keeps the French it was made from: it stays marked,
    until somebody says that it is still right.
    """
    if term.pk:
        claim(term, revision)
    stood = term.translations
    sent = form.translations(french_of(term))
    term.translations = {
        code: words if form.cleaned_data.get(f"right_{code}") else kept(stood.get(code), words)
        for code, words in sent.items()
    }
    if term.pk:
        term.save(update_fields=["term", "forms", "explanation", "to_verify", "translations"])
    else:
        term.save()


def kept(stood, words):
    """The words of one language: as they stood when nobody touched them."""
    if stood and all(stood.get(word) == words.get(word) for word in WORDS):
        return stood
    return words


@transaction.atomic
def remove_term(*, term, revision):
    """Take it away: texts are not explained there any more."""
    claim(term, revision)
    term.delete()
