"""Words that may mean a person is in danger. They put a request first and close nothing.

A wrong alarm costs little: a short SMS with the emergency numbers and a call sooner. So the
lists are generous, but leave out what people write about bills ("urgent", "menacé d'expulsion",
"frappé à toutes les portes").
"""

from campaigns.catalogue.distress import distress_in
from julien.core.language_files import told
from requests_intake.plain import plain

# Beside the words of distress that a search knows too (campaigns/data/distress.json): what in a
# search would be about an illness or money. `danger` in the folder of each language: phrases in
# plain lower case without accents.
ALL = frozenset(phrase for phrases in told("danger").values() for phrase in phrases)


def may_mean_danger(text):
    """True when the text holds one of the phrases, as whole words, in any of the languages.

    People write in several languages at once, so all lists are read whatever the language.
    Despair and violence are heard through typing slips ("mourrir"), the others as they stand.
    """
    padded = f" {plain(text)} "
    return any(f" {phrase} " in padded for phrase in ALL) or bool(distress_in(text))
