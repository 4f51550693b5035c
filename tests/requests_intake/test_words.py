"""What an SMS asks for. Texts as people write them; the answers are written by hand."""

import pytest

from requests_intake.sms.words import Meaning, meaning

EFFECT = {
    # Stop: the word alone, however it is written.
    "STOP": "stop",
    "stop": "stop",
    " Stop ": "stop",
    "STOP.": "stop",
    "Stop !!!": "stop",
    "«STOP»": "stop",
    "STOP 🙏": "stop",
    "Stopp": "stop",
    "STOPALL": "stop",
    "ARRET": "stop",
    "Arrêt": "stop",
    "arrêter": "stop",
    "arrêtez": "stop",
    "DÉSINSCRIRE": "stop",
    "desinscription": "stop",
    "désabonner": "stop",
    "unsubscribe": "stop",
    "END": "stop",
    "quit": "stop",
    "abmelden": "stop",
    "sair": "stop",
    "baja": "stop",
    "START": "start",
    "reprendre": "start",
    # Withdraw.
    "ANNULER": "cancel",
    "Annuler.": "cancel",
    "annule": "cancel",
    "Annulez": "cancel",
    "Annulation": "cancel",
    "cancel": "cancel",
    "absagen": "cancel",
    "Annulla": "cancel",
    "cancelar": "cancel",
    "INFO": "info",
    "infos ?": "info",
    "Informations": "info",
    "Oui": "yes",
    "oui !": "yes",
    "ja": "yes",
    "Non": "no",
    "nein": "no",
    "não": "no",
}
M, N, A, E = "morning", "noon", "afternoon", "evening"
WHEN = {
    "matin": [M],
    "Le matin": [M],
    "le matin svp": [M],
    "plutôt le matin merci": [M],
    "Bonjour le matin s'il vous plaît": [M],
    "MATIN": [M],
    "matinée": [M],
    "midi": [N],
    "à midi": [N],
    "entre midi et deux": [N],
    "Après-midi": [A],
    "l'après-midi": [A],
    "l’après midi": [A],
    "aprem": [A],
    "le soir": [E],
    "soir": [E],
    "En soirée": [E],
    "matin ou midi": [M, N],
    "le matin et l'après-midi": [M, A],
    "soir ou matin": [M, E],
    "n'importe quand": [M, N, A, E],
    "Toute la journée": [M, N, A, E],
    "après 18h": [E],
    "après 18 h 30": [E],
    "dès 16 heures": [A, E],
    "à partir de 14h": [A, E],
    "avant 10h": [M],
    "avant midi": [M],
    "vormittags": [M],
    "am Nachmittag": [A],
    "mattina": [M],
    "di pomeriggio": [A],
    "in the afternoon": [A],
    "de manhã": [M],
    "à noite": [E],
}
# Everything else is for a person, even when it holds one of the words.
FOR_A_PERSON = [
    "",
    "?",
    "👍",
    "aide",
    "help",
    "Aidez moi",
    "Bonjour",
    "merci",
    "rappelez moi",
    "stop, je ne comprends plus",
    "Stop svp",
    "stop stop",
    "arrêtez de m'appeler le matin",
    "je veux arrêter de fumer",
    "est-ce que je peux annuler mon bail",
    "annuler mes dettes",
    "il faut annuler le rendez-vous de mardi",
    "oui le matin je travaille",
    "oui mais pas le matin",
    "pas le matin",
    "jamais le soir",
    "demain matin",
    "mardi matin",
    "ce soir",
    "le soir mon mari est là",
    "mardi",
    "après le travail",
    "après 25h",
    "info sur les subsides",
    "j'ai besoin d'informations",
    "non je n'ai pas reçu",
    "Je n'arrive plus à payer la caisse maladie, 3 enfants, que faire ?",
    "JE SUI SEULE AVC 2 ENFAN PAS ARGENT",
    "bonjour je mapel et jé un problem de loyé",
    "Guten Tag, ich brauche Hilfe",
    "Preciso de ajuda com a renda",
    "مساعدة",
    "079 555 01 23",
    "http://example.org",
    "stop" * 200,
    "x" * 900,
]


@pytest.mark.parametrize(("text", "kind"), EFFECT.items())
def test_a_word_alone_has_its_effect(text, kind):
    assert meaning(text) == Meaning(kind)


@pytest.mark.parametrize(("text", "windows"), WHEN.items())
def test_a_moment_alone_is_a_wish(text, windows):
    assert meaning(text) == Meaning("windows", tuple(windows))


@pytest.mark.parametrize("text", FOR_A_PERSON)
def test_anything_else_is_for_a_person(text):
    assert meaning(text) == Meaning("request")


def test_the_table_is_long_enough_to_be_believed():
    assert len(EFFECT) + len(WHEN) + len(FOR_A_PERSON) >= 110
