"""The texts of an aid as people read them. Only what edits the texts takes Aid.texts() itself."""

from campaigns.amounts import USE, filled
from campaigns.services.amounts import amounts_today, with_amounts


def texts_of(aid, language="fr"):
    """{part: text} in `language`, each missing part in French, with the amounts of today."""
    return with_amounts(aid.texts(language))


def texts_of_all(aids, language="fr"):
    """{id of an aid: its texts_of()} of many aids: the amounts are asked for once."""
    written = {(aid.pk, part): t for aid in aids for part, t in aid.texts(language).items()}
    found = {aid.pk: {} for aid in aids}
    for (pk, part), text in with_amounts(written).items():
        found[pk][part] = text
    return found


def read_with_amounts(written, version=None):
    """(the texts as they are read, {name: Spoken} of the amounts of today, if any is used)."""
    known = amounts_today(version) if any(USE.search(text) for text in written.values()) else {}
    return {part: filled(text, known) for part, text in written.items()}, known
