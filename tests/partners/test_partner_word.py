"""The short word of a flyer: read in an SMS, kept with the request, carried from link to link."""

from itertools import count

import pytest
from django.urls import reverse

from requests_intake.models import CallbackRequest, Contact
from requests_intake.services.sms_in import take_in_sms
from requests_intake.sms.partner_word import partner_word
from tests.make.campaigns import make_desk, make_partner
from tests.make.intake import zurich

KNOWN = ["caritas", "CCJ", "saint-marcel"]
SAID = {
    "Bonjour, pouvez-vous me rappeler ? Merci. (caritas)": "caritas",
    "Bonjour, pouvez-vous me rappeler ? Merci. (CARITAS)": "caritas",
    "(caritas) bonjour, rappelez-moi": "caritas",
    "Rappelez-moi ( ccj ) svp": "CCJ",
    "caritas": "caritas",
    "Caritas.": "caritas",
    " CARITAS !! 🙏 ": "caritas",
    "Bonjour caritas": "caritas",
    "Bonjour,\nSaint-Marcel": "saint-marcel",
    "(ccj) bonjour caritas": "CCJ",
    "(ccj) (caritas)": "caritas",
    # Only a known code, whole, in brackets or last.
    "": "",
    "Bonjour": "",
    "(inconnu)": "",
    "caritas m'a donné ce numéro": "",
    "marcel": "",
    "caritass": "",
    "Bonjour (une amie de caritas) à demain": "",
}


@pytest.mark.parametrize(("text", "code"), SAID.items())
def test_a_known_code_is_read_in_brackets_or_as_the_last_word(text, code):
    assert partner_word(text, KNOWN) == code


_sid = count(1)


def write(text, number="+41795550123", at="2026-05-04 10:00"):
    take_in_sms(
        message_sid=f"SMP{next(_sid)}", from_number=number, to_number="", body=text, at=zurich(at)
    )


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["Bonjour, rappelez-moi. (CARITAS)", "caritas"])
def test_the_request_has_the_partner_and_the_words_as_they_came(text):
    make_desk()
    caritas = make_partner(code="caritas")
    write(text)
    assert CallbackRequest.objects.get().partner == caritas
    assert Contact.objects.get().words == text


@pytest.mark.django_db
def test_an_unknown_word_is_a_request_without_partner():
    make_desk()
    make_partner(code="caritas")
    write("Bonjour (autre)")
    assert CallbackRequest.objects.get().partner is None


@pytest.mark.django_db
def test_the_first_flyer_keeps_an_open_request():
    make_desk()
    first = make_partner(code="caritas")
    make_partner(code="ccj")
    write("caritas")
    write("ccj", at="2026-05-04 11:00")
    assert CallbackRequest.objects.get().partner == first


@pytest.mark.django_db
def test_every_link_of_the_frame_keeps_the_code(client):
    make_desk()
    page = client.get(reverse("catalogue:accessibility"), {"s": "caritas"}).content.decode()
    for name in ("home", "privacy", "safe_browsing", "accessibility"):
        assert f'href="{reverse(f"catalogue:{name}")}?s=caritas"' in page
    bar = page[page.index("callback-bar") :]
    assert f'href="{reverse("intake:ask")}?s=caritas"' in bar
