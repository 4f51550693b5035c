"""The texts people receive: each rendered with real data, as it leaves."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from requests_intake.models import Message
from requests_intake.services.messages import NEEDS, compose, write_message
from requests_intake.sms.parts import count_parts, is_gsm7
from tests.make.intake import make_request, zurich

pytestmark = pytest.mark.django_db

AT = zurich("2026-11-23 10:00")
DUE = "jeudi 26 novembre, 17 h 30"
FOLDER = Path(__file__).resolve().parents[2] / "templates/requests_intake/sms"
CONTEXT = {
    "voice_number": "+41325550100",
    "token": "aZ09-_aZ09-_aZ09-_aZ09",
    "phase": "during",
    "new_date": zurich("2026-11-27 17:30"),
    "next_try_at": zurich("2026-11-27 14:00"),
    "meeting_at": zurich("2026-12-01 14:00"),
    "place": "Maison de quartier",
    "news_token": "aZ09-_aZ09-_aZ09-_aZ09",
    "recap_token": "aZ09-_aZ09-_aZ09-_aZ09",
    "weeks": 8,
}
LINK = "https://ju-lien.jura.example/fr/rappel/suivi/aZ09-_aZ09-_aZ09-_aZ09/"
Kind = Message.Kind

TEXTS = {
    Kind.RECEIVED: (
        f"JU-lien : C'est noté. Nous vous appelons avant {DUE}, depuis le 032 555 01 00. C'est"
        " gratuit. Suivre ou changer :"
        " https://ju-lien.jura.example/fr/rappel/suivi/aZ09-_aZ09-_aZ09-_aZ09/ Retirer : répondez"
        " ANNULER."
    ),
    Kind.JOINED: (
        "JU-lien : Merci, c'est noté. Nous avons déjà votre demande : nous vous appelons avant"
        f" {DUE}."
    ),
    Kind.NEXT_TRY: (
        "JU-lien : Nous avons essayé de vous appeler. Nous essayons encore dès vendredi 27"
        " novembre, 14 h. Un autre moment ? Répondez par exemple MATIN ou MARDI."
    ),
    Kind.NEW_DATE: (
        f"JU-lien : Nous n'arrivons pas à vous appeler avant {DUE}. Excusez-nous. Nouvelle date :"
        " avant vendredi 27 novembre, 17 h 30, depuis le 032 555 01 00."
    ),
    Kind.UNREACHABLE: (
        "JU-lien : Nous avons essayé plusieurs fois de vous appeler, sans vous joindre. Si vous"
        " voulez toujours un appel, répondez à ce SMS, quand vous voulez."
    ),
    Kind.WISHES: (
        "JU-lien : C'est noté : nous vous appelons de préférence le matin ou l'après-midi, avant"
        f" {DUE}."
    ),
    Kind.WITHDRAWN: (
        "JU-lien : Votre demande est retirée, nous ne vous appelons pas. Vous changez d'avis ?"
        " Écrivez-nous, quand vous voulez."
    ),
    Kind.STOPPED: (
        "JU-lien : Nous ne vous écrivons plus de SMS. L'appel reste prévu, avant jeudi 26"
        " novembre, 17 h 30. Pour retirer aussi la demande : ANNULER. Pour recevoir à nouveau des"
        " SMS : START."
    ),
    Kind.EMERGENCY: (
        "Si c'est urgent, appelez tout de suite : police 117, ambulance 144, quelqu'un à qui"
        " parler 143, aide aux jeunes 147. Jour et nuit, gratuit."
    ),
    Kind.INFO: (
        f"JU-lien : Nous vous appelons avant {DUE}, depuis le 032 555 01 00. C'est gratuit et"
        " confidentiel. Répondez MATIN, MIDI, APRES-MIDI ou SOIR pour choisir le moment, ANNULER"
        " pour retirer la demande, STOP pour ne plus recevoir de SMS."
    ),
    Kind.OPINION: (
        "JU-lien : Notre appel vous a-t-il été utile ? Répondez par un chiffre, de 1 (pas du tout)"
        " à 4 (très utile). Vous pouvez aussi ne pas répondre."
    ),
    Kind.NEXT_STEP: (
        "JU-lien : Merci. Savez-vous maintenant quoi faire ? De 1 (pas du tout) à 4 (tout à fait)."
        " Pour un nouvel appel, écrivez-nous simplement."
    ),
    Kind.MEETING: (
        "JU-lien : Votre rendez-vous : mardi 1er décembre, 14 h, Maison de quartier. Adresse,"
        f" déplacer ou annuler : {LINK}"
    ),
    Kind.MEETING_NEW: (
        "JU-lien : Votre rendez-vous a changé. Maintenant : mardi 1er décembre, 14 h, Maison de"
        f" quartier. Adresse, déplacer ou annuler : {LINK}"
    ),
    Kind.MEETING_SOON: (
        "JU-lien : N'oubliez pas votre rendez-vous : mardi 1er décembre, 14 h, Maison de quartier."
        f" Adresse, déplacer ou annuler : {LINK}"
    ),
    Kind.NEWS: (
        "JU-lien : Nous nous sommes parlé il y a 8 semaines. Comment cela avance-t-il ?"
        f" Si vous voulez, répondez en une minute : {LINK}nouvelles/"
    ),
    Kind.RECAP: (
        f"JU-lien : L'essentiel de notre entretien, à lire ou à imprimer : {LINK}recapitulatif/"
    ),
    Kind.MEETING_OFF: (
        "JU-lien : Rendez-vous annulé : mardi 1er décembre, 14 h. Pour en prendre un autre,"
        " appelez le 032 555 01 00."
    ),
}


@pytest.fixture(autouse=True)
def _address(settings):
    settings.PUBLIC_BASE_URL = "https://ju-lien.jura.example"


def text_of(kind, at=AT, **given):
    given.setdefault("windows", ("morning", "afternoon"))
    request = make_request(received_at=AT, **given)
    return compose(request=request, kind=kind, at=at, context=CONTEXT)


@pytest.mark.parametrize("kind", Kind)
def test_each_text_reads_as_written_here(kind):
    assert text_of(kind) == TEXTS[kind]


def test_every_file_is_a_kind_and_every_kind_a_file():
    assert {path.stem for path in FOLDER.iterdir()} == set(Kind.values) == set(NEEDS)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("month", range(1, 13))
def test_no_text_takes_more_than_two_parts_whatever_the_month(kind, month):
    request = make_request(received_at=zurich(f"2026-{month:02d}-11 10:00"))
    text = compose(request=request, kind=kind, at=request.received_at, context=CONTEXT)
    assert is_gsm7(text)
    assert count_parts(text) <= 2


@pytest.mark.parametrize("kind", Kind)
def test_no_text_names_what_it_is_about(kind):
    text = text_of(kind).lower().replace("aide aux jeunes", "")
    assert not re.search(r"\b(social\w*|aides?|argent|dettes?|prestations?|pauvre\w*)\b", text)


@pytest.mark.parametrize("kind", Kind)
def test_nobody_is_named_to_who_may_not_be_told(kind):
    text = text_of(kind, may_say_who=False)
    assert "ju-lien" not in text.lower()
    assert "http" not in text


@pytest.mark.parametrize("kind", Kind)
def test_no_text_promises_a_time_that_is_past(kind):
    text = text_of(kind, at=AT + timedelta(days=10))
    assert "26 novembre" not in text


def test_a_text_that_lacks_what_it_needs_is_refused():
    with pytest.raises(ValueError, match="next_try_at"):
        compose(request=make_request(), kind=Kind.NEXT_TRY, at=AT, context={})


def test_a_message_is_a_row_that_says_all():
    request = make_request(received_at=AT)
    later = AT + timedelta(hours=2)

    message = write_message(
        request=request,
        kind=Kind.JOINED,
        at=AT,
        not_before=later,
        useless_after=AT + timedelta(days=1),
    )

    message.refresh_from_db()
    assert message.body == TEXTS[Kind.JOINED]
    assert (message.to_number, message.language) == (request.phone, "fr")
    assert (message.parts, message.state, message.not_before) == (1, "queued", later)


def test_a_language_we_do_not_write_is_written_to_in_french():
    request = make_request(received_at=AT, language="ti")
    message = request.messages.get()
    assert message.language == "fr"
    assert "jeudi 26 novembre" in message.body


@pytest.mark.parametrize("given", [{"may_text": False}, {"number": "032 555 01 23"}])
def test_who_may_or_can_not_be_texted_is_not(given):
    request = make_request(received_at=AT, **given)
    assert write_message(request=request, kind=Kind.JOINED, at=AT, useless_after=AT) is None
    assert request.messages.count() == 0
