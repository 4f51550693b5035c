"""What may stand in an SMS that the team wrote; the product's own words pass the same checks."""

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from requests_intake.models import Message
from requests_intake.services.messages import values_of
from requests_intake.services.occasions import OCCASIONS, OF_KEY, SLOTS, occasion_of
from requests_intake.services.own_words import faults_of, filled
from requests_intake.services.sms_texts import brought
from requests_intake.services.wishes import say_left_out
from tests.make.intake import make_request, zurich
from tests.requests_intake.test_messages import CONTEXT

Kind = Message.Kind
AT = zurich("2026-11-23 10:00")
ACKNOWLEDGED = OF_KEY["received", "pendant"]
UNNAMED = OF_KEY["received", "sans-nom"]
GOOD = "Bien reçu. Appel avant {date}, du {numero}. Suivi : {lien} Retirer : ANNULER."


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_words_the_product_brings_pass_the_checks_that_own_words_have_to(language):
    faults = {one.key: faults_of(one, brought(one, language)) for one in OCCASIONS}
    assert {key: found for key, found in faults.items() if found} == {}


@pytest.mark.parametrize(
    ("occasion", "text", "said"),
    [
        (ACKNOWLEDGED, GOOD, []),
        (ACKNOWLEDGED, GOOD + " {prenom}", ["« {prenom} » ne veut rien dire ici"]),
        (ACKNOWLEDGED, GOOD + " {", ["« { » ne veut rien dire ici"]),
        (ACKNOWLEDGED, GOOD + " {date", ["« {date » ne veut rien dire ici"]),
        (ACKNOWLEDGED, "Merci. ANNULER", ["{date}", "{numero}", "{lien}"]),
        (ACKNOWLEDGED, GOOD.replace("ANNULER", "annuler"), ["en majuscules", ]),
        (ACKNOWLEDGED, GOOD.replace("ANNULER", "ANULEZ"), ["(ANNULER)", "« ANULEZ »"]),
        (ACKNOWLEDGED, GOOD + " Ou CANCEL.", ["l'opérateur prend ce mot"]),
        (ACKNOWLEDGED, "<b>" + GOOD, ["sans balises"]),
        (ACKNOWLEDGED, GOOD + "\u202e", ["signe invisible"]),
        (ACKNOWLEDGED, "Ici Ju-Lien. " + GOOD, ["notre nom"]),
        (ACKNOWLEDGED, GOOD + " www.exemple.ch", ["adresse de site"]),
        (ACKNOWLEDGED, GOOD + " Ou 032 555 01 00.", ["écrits à la main"]),
        (ACKNOWLEDGED, GOOD + " Voir exemple.swiss", ["adresse de site"]),
        (ACKNOWLEDGED, GOOD + " Envoyez OUI au 9292.", ["écrits à la main"]),
        (ACKNOWLEDGED, GOOD + " Ouvert dès 8.30.", ["écrits à la main"]),
        (OF_KEY["emergency", "texte"], "117, 144, 143, 147, 112", []),
        (OF_KEY["emergency", "texte"], "117, 144, 143, 147, 0800 555", ["écrits à la main"]),
        (ACKNOWLEDGED, GOOD + " Vos dettes.", ["« dettes » dirait"]),
        (UNNAMED, "Avant {date}, du {numero}. ANNULER", []),
        (UNNAMED, "Avant {date}, du {numero}. {lien} ANNULER", ["« {lien} » dirait qui nous"]),
        (OF_KEY["meeting", "sans-nom"], "{rendez_vous}, {lieu}, {numero}", ["« {lieu} » dirait"]),
        (OF_KEY["joined", "date"], "Le Sozialdienst ruft an: {date}", ["« sozialdienst » dirait"]),
        (OF_KEY["joined", "date"], "سنتصل بشأن الديون قبل {date}", ["« ديون » dirait"]),
        (OF_KEY["emergency", "texte"], "117, 144, 143 et 1470", ["« 147 »", "écrits à la main"]),
        (OF_KEY["opinion", "texte"], "Utile ? De 1 à 5.", ["« 4 »"]),
        (OF_KEY["stopped", "fini"], "C'est fini.", ["(START)"]),
        (OF_KEY["recap", "texte"], "", []),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(occasion, text, said):
    found = faults_of(occasion, text)
    assert len(found) == len(said), found
    for fault, words in zip(found, said, strict=True):
        assert words in fault


@given(st.text(max_size=80), st.sampled_from(OCCASIONS))
def test_whatever_is_typed_is_judged_and_never_leaves_with_a_hole(text, occasion):
    values = dict.fromkeys((known for _what, known in SLOTS.values()), "x")
    values |= {"status_url": "x", "news_url": "x", "recap_url": "x"}
    said = filled(text, occasion, values)
    assert said is None or not set("{}") & set(said)
    if not faults_of(occasion, text):
        assert said is not None
        assert filled(text, occasion, {}) in (text, None)


# Written out: what a request is in, and which text that is.
STORY = [
    ("received", {"phase": "during"}, "pendant"),
    ("received", {"phase": "permanent"}, "pendant"),
    ("received", {"phase": "before"}, "avant"),
    ("received", {"phase": "after"}, "apres"),
    ("received", {"name_us": False, "phase": "before"}, "sans-nom"),
    ("received", {"due": ""}, None),
    ("joined", {}, "date"),
    ("joined", {"due": "", "name_us": False}, "sans-date"),
    ("stopped", {}, "date"),
    ("stopped", {"due": ""}, "sans-date"),
    ("stopped", {"is_open": False}, "fini"),
    ("meeting", {}, "nom"),
    ("meeting", {"name_us": False}, "sans-nom"),
    ("news", {"name_us": False}, None),
    ("wishes", {"answer": "closed"}, "ferme"),
    ("wishes", {"answer": "closed", "due": "", "wishes": ""}, "ferme-sd"),
    ("wishes", {"answer": "never"}, "jamais"),
    ("wishes", {"answer": "full", "wishes": ""}, "complet"),
    ("wishes", {"answer": "after"}, "trop-tard"),
    ("wishes", {"wishes": ""}, "libre"),
    ("wishes", {"wishes": "", "left_out": "", "due": ""}, "libre-sd"),
    ("wishes", {"wishes": "pas le mardi", "left_out": "pas le mardi"}, "sauf"),
    ("wishes", {}, "note"),
    ("wishes", {"due": ""}, "note-sd"),
]


@pytest.mark.django_db
def test_each_case_has_its_text():
    request = make_request(received_at=AT, windows=("morning",))
    found = []
    for kind, more, _code in STORY:
        values = values_of(request=request, kind=Kind(kind), at=AT, context=CONTEXT)
        occasion = occasion_of(Kind(kind), values | more)
        found.append((kind, more, occasion and occasion.code))
    assert found == STORY


def test_each_occasion_is_reached_by_its_own_example():
    common = {"due": "D", "wishes": "W", "left_out": "", "all_but_one": say_left_out([]) or "T"}
    common |= {"answer": "", "phase": "during", "is_open": True}
    for one in OCCASIONS:
        assert occasion_of(one.kind, one.example(common, named=one.named is not False)) is one
