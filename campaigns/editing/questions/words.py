"""What is wrong with a word of a question, in words for editors."""

from django.utils.translation import gettext as _

from campaigns.amounts import USE, unknown_in
from campaigns.editing.checks import MARKUP

# Before these « que » would be « qu' »: the sentence is put together by the page.
VOWELS = tuple("aeiouyhàâäéèêëîïôöùûü")


def faults_of(text, word, amounts):
    """Sentences; none: all is well. `word` is "" for a translation."""
    if MARKUP.search(text):
        yield _("Écrivez du texte simple, sans balises.")
    for name in unknown_in(text, amounts):
        yield _("Aucun montant ne s'appelle « %(name)s ».") % {"name": name[:40]}
    if set(USE.sub("", text)) & set("{}"):
        yield _("Entre accolades on n'écrit qu'un montant : {montant:son-nom}.")
    if word in ("says", "otherwise") and text and not continues(text):
        yield _(
            "Écrivez la suite de « Parce que » : « vous… » ou « votre… », sans majuscule et sans "
            "voyelle au début."
        )


def continues(text):
    """Whether "parce que" and "et que" can stand before it."""
    return text[:1].islower() and not text.startswith(VOWELS)
