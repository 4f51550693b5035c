"""The texts of an aid as people read them. Only what edits the texts takes Aid.texts() itself."""

from campaigns.amounts import names_in
from campaigns.services.amounts import amounts_today, with_amounts


def texts_of(aid, language="fr"):
    """{part: text} in `language`, each missing part in French, with the amounts of today."""
    return with_amounts(aid.texts(language))


def amounts_of(text):
    """The Spoken amounts that a text, as it was written, uses today; unknown names left out."""
    names = names_in(text)
    known = amounts_today() if names else {}
    return [known[name] for name in names if name in known]
