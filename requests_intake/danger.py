"""Words that may mean a person is in danger. They put a request first and close nothing.

A wrong alarm costs little: a short SMS with the emergency numbers and a call sooner. So the
lists are generous, but leave out what people write about bills ("urgent", "menacé d'expulsion",
"frappé à toutes les portes").
"""

from campaigns.catalogue.distress import distress_in
from requests_intake.plain import plain

# Beside the words of distress that a search knows too (campaigns/data/distress.json): what in a
# search would be about an illness or money. The phrases of one language, with a semicolon after
# each but the last, in plain lower case without accents.
PHRASES = {
    "fr": """
        plus vivre; des coups; casse tout; trop de medicaments; respire plus; plus respirer; pas a
        respirer; saigne beaucoup; infarctus; crise cardiaque; inconscient; inconsciente; perdu
        connaissance; se reveille plus
        """,
    "de": """
        nicht mehr atmen; atmet nicht; bekomme keine luft; bewusstlos;
        herzinfarkt; hirnschlag; blutet stark
        """,
    "it": """
        piu vivere; non respira; non riesco a respirare; infarto; incosciente; privo di sensi;
        perde molto sangue
        """,
    "en": """
        can t breathe; cannot breathe; not breathing; heart attack; unconscious;
        bleeding a lot
        """,
    "pt": "nao consigo respirar; nao respira; enfarte; inconsciente; perdeu os sentidos",
    "es": "no puedo respirar; no respira; infarto; inconsciente",
}
ALL = frozenset(
    " ".join(phrase.split()) for phrases in PHRASES.values() for phrase in phrases.split(";")
)


def may_mean_danger(text):
    """True when the text holds one of the phrases, as whole words, in any of the languages.

    People write in several languages at once, so all lists are read whatever the language.
    Despair and violence are heard through typing slips ("mourrir"), the others as they stand.
    """
    padded = f" {plain(text)} "
    return any(f" {phrase} " in padded for phrase in ALL) or bool(distress_in(text))
