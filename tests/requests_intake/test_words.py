"""What an SMS asks for. Texts as people write them; the answers are written by hand."""

import pytest

from requests_intake.sms.words import Meaning, meaning
from requests_intake.windows import DAYS as EVERY_DAY
from tests.requests_intake.for_a_person import FOR_A_PERSON

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
    "BAJA.": "stop",
    "parar": "stop",
    "disiscrivi": "stop",
    "disiscrivimi": "stop",
    "Abbestellen": "stop",
    "austragen!": "stop",
    "Désinscription 🙏🙏": "stop",
    "ＳＴＯＰ": "stop",
    "*STOP*": "stop",
    "stop\n": "stop",
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
    "ANULAR": "cancel",
    "annullieren": "cancel",
    "Stornieren": "cancel",
    "disdire": "cancel",
    "ANNULLARE": "cancel",
    "withdraw": "cancel",
    "« Annuler »": "cancel",
    "annuler 😔": "cancel",
    "retirer": "cancel",
    "INFO": "info",
    "infos ?": "info",
    "Informations": "info",
    "Info!!": "info",
    "informazioni": "info",
    "informações": "info",
    "información": "info",
    "Auskunft": "info",
    "information ?": "info",
    "Oui": "yes",
    "oui !": "yes",
    "ja": "yes",
    "Non": "no",
    "nein": "no",
    "não": "no",
    "Sì": "yes",
    "sí": "yes",
    "sim 👍": "yes",
    "Yes.": "yes",
    "no": "no",
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
    # Typed in a hurry, dictated, with politeness, emoji and other scripts of punctuation.
    "LE MATIN SVP MERCI": [M],
    "matin 🌞": [M],
    "le matin, merci.": [M],
    "Bonsoir plutot le soir svp": [E],
    "soir si possible": [E],
    "en soirée de préférence": [E],
    "uniquement le matin": [M],
    "les matins": [M],
    "l'aprèm": [A],
    "aprem stp": [A],
    "APRES MIDI": [A],
    "après—midi": [A],
    "apresmidi": [A],
    "matin/soir": [M, E],
    "midi + soir": [N, E],
    "matin, midi ou soir": [M, N, E],
    "fin de journée": [E],
    "pause de midi": [N],
    "peu importe": [M, N, A, E],
    "Quand vous voulez 😊": [M, N, A, E],
    "toujours": [M, N, A, E],
    # Hours.
    "apres 17h": [A, E],
    "après 17h30": [E],
    "après 18:00": [E],
    "dès 9h": [M, N, A, E],
    "avant 9 h": [M],
    "jusqu'à 11h": [M],
    "entre 9h et 11h": [M],
    "entre 14h et 16h": [A],
    "de 12h à 14h": [N, A],
    "entre 17h et 19h svp": [A, E],
    "le matin entre 9h et 11h": [M],
    "ab 18 Uhr": [E],
    "nach 17 Uhr bitte": [A, E],
    "vor 10 Uhr": [M],
    "zwischen 14 und 16 Uhr": [A],
    "after 6pm": [E],
    "before 11 am": [M],
    "between 2pm and 4pm": [A],
    "dopo le 18": [E],
    "prima delle 10": [M],
    "dalle 14 alle 16": [A],
    "depois das 18h": [E],
    "antes das 10": [M],
    "a partir das 14h": [A, E],
    "después de las 18": [E],
    "antes de las 10": [M],
    # In six languages.
    "am Vormittag bitte": [M],
    "Am Morgen": [M],
    "lieber morgens": [M],
    "am Mittag": [N],
    "Zmittag": [N],
    "Namittag": [A],
    "abends": [E],
    "am Abend, danke": [E],
    "Vormittag oder Abend": [M, E],
    "jederzeit": [M, N, A, E],
    "über Mittag": [N],
    "nel pomeriggio": [A],
    "à hora de almoço": [N],
    "la mattina": [M],
    "al mattino per favore": [M],
    "mezzogiorno": [N],
    "il pomeriggio o la sera": [A, E],
    "la sera grazie": [E],
    "quando volete": [M, N, A, E],
    "mornings please": [M],
    "morning or evening": [M, E],
    "anytime": [M, N, A, E],
    "in the evening, thanks": [E],
    "manhã": [M],
    "de manhã ou à tarde": [M, A],
    "meio-dia": [N],
    "à tarde por favor": [A],
    "a qualquer hora": [M, N, A, E],
    "por la mañana": [M],
    "al mediodía": [N],
    "por la tarde": [A],
    "por la noche": [E],
    "a cualquier hora": [M, N, A, E],
}
# Whoever says that any time will do takes back a day said before; "all day long" does not.
AT_ANY_TIME = {
    "n'importe quand",
    "peu importe",
    "Quand vous voulez 😊",
    "toujours",
    "jederzeit",
    "quando volete",
    "anytime",
    "a qualquer hora",
    "a cualquier hora",
}
THANKS = [
    *("merci", "Merci !!", "ok merci", "Merci beaucoup 🙏", "merci à vous", "Merci, bonne journée"),
    *("danke", "Vielen Dank", "Danke schön", "merci vielmal", "grazie mille", "obrigada"),
    *("muito obrigado", "Thanks a lot", "thank you so much", "muchas gracias", "Super, merci"),
]


@pytest.mark.parametrize(("text", "kind"), EFFECT.items())
def test_a_word_alone_has_its_effect(text, kind):
    assert meaning(text) == Meaning(kind)


@pytest.mark.parametrize(("text", "windows"), WHEN.items())
def test_a_moment_alone_is_a_wish(text, windows):
    days = EVERY_DAY if text in AT_ANY_TIME else ()
    assert meaning(text) == Meaning("windows", tuple(windows), days)


def test_a_courtesy_is_not_a_wish_to_be_called():
    assert {text: meaning(text).kind for text in THANKS} == dict.fromkeys(THANKS, "thanks")


@pytest.mark.parametrize("text", FOR_A_PERSON)
def test_anything_else_is_for_a_person(text):
    assert meaning(text) == Meaning("request")


def test_the_table_is_long_enough_to_be_believed():
    assert len(EFFECT) + len(WHEN) + len(FOR_A_PERSON) >= 320
    assert len(set(FOR_A_PERSON)) == len(FOR_A_PERSON)


@pytest.mark.parametrize("text", EFFECT)
@pytest.mark.parametrize("more", ["{} mais pas tout", "ne {} pas", "{} {}", "Marie {}"])
def test_one_word_more_and_it_is_for_a_person(text, more):
    """Whatever the word: only alone does it act."""
    assert meaning(more.format(text, text)).kind == "request"
