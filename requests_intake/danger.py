"""Words that may mean a person is in danger. They put a request first and close nothing.

A wrong alarm costs little: a short SMS with the emergency numbers and a call sooner. So the
list is generous, but leaves out what people write about bills ("urgent", "menacé d'expulsion",
"frappé à toutes les portes"). A phrase is written in plain lower case, without accents.
"""

from requests_intake.plain import plain

PHRASES = {
    "fr": (
        "suicide",
        "suicider",
        "suicidaire",
        "me tuer",
        "va te tuer",
        "va nous tuer",
        "veut me tuer",
        "envie de mourir",
        "veux mourir",
        "voudrais mourir",
        "plus envie de vivre",
        "plus vivre",
        "en finir",
        "mettre fin a mes jours",
        "finir mes jours",
        "me faire du mal",
        "me frappe",
        "nous frappe",
        "frappe les enfants",
        "frappe mon",
        "frappe ma",
        "m a frappe",
        "m a frappee",
        "me bat",
        "bat les enfants",
        "me tape",
        "battue",
        "des coups",
        "violence",
        "violences",
        "est violent",
        "est violente",
        "viol",
        "violee",
        "me menace",
        "menace de mort",
        "menaces de mort",
        "peur de lui",
        "peur de mon mari",
        "peur de ma femme",
        "peur pour ma vie",
        "en danger",
        "danger de mort",
        "overdose",
        "trop de medicaments",
        "respire plus",
        "plus respirer",
        "pas a respirer",
        "saigne beaucoup",
        "infarctus",
        "inconscient",
        "inconsciente",
    ),
    "de": ("selbstmord", "umbringen", "nicht mehr leben", "schlagt mich", "bedroht mich"),
    "it": ("suicidio", "suicidarmi", "uccidermi", "ammazzarmi", "mi picchia", "mi minaccia"),
    "en": ("kill myself", "want to die", "hits me", "beats me", "hurt myself", "domestic abuse"),
    "pt": ("suicidio", "me matar", "quero morrer", "me bate", "bate me"),
    "es": ("suicidio", "suicidarme", "matarme", "quiero morir", "me pega"),
}
ALL = frozenset(phrase for phrases in PHRASES.values() for phrase in phrases)


def may_mean_danger(text):
    """True when the text holds one of the phrases, as whole words, in any of the languages.

    People write in several languages at once, so all lists are read whatever the language.
    """
    padded = f" {plain(text)} "
    return any(f" {phrase} " in padded for phrase in ALL)
