"""Wishes for days of the week: as people write them, as they are told, kept and shown."""

import pytest

from requests_intake.models import CallbackRequest, Message
from requests_intake.services.sms_in import take_in_sms
from requests_intake.services.wishes import say_wishes
from requests_intake.sms.words import Meaning, meaning
from tests.make.campaigns import make_desk
from tests.make.intake import make_received, zurich

M, N, A, E = "morning", "noon", "afternoon", "evening"
MO, TU, WE, TH, FR, SA, SU = WEEK = (
    *("monday", "tuesday", "wednesday", "thursday"),
    *("friday", "saturday", "sunday"),
)
DAYS = {
    "mardi": [TU],
    "MARDI": [TU],
    "Mardi svp 🙏": [TU],
    "le mardi": [TU],
    "les mardis": [TU],
    "mardi ou jeudi": [TU, TH],
    "lundi, mercredi": [MO, WE],
    "jeudi et lundi merci": [MO, TH],
    "pas mardi": [MO, WE, TH, FR, SA, SU],
    "Pas le mardi svp": [MO, WE, TH, FR, SA, SU],
    "mardi non": [MO, WE, TH, FR, SA, SU],
    "mardi pas dispo": [MO, WE, TH, FR, SA, SU],
    "pas possible mardi": [MO, WE, TH, FR, SA, SU],
    "ni mardi ni jeudi": [MO, WE, FR, SA, SU],
    "pas lundi, pas mercredi": [TU, TH, FR, SA, SU],
    "tous les jours sauf mercredi": [MO, TU, TH, FR, SA, SU],
    "lundi mais pas mardi": [MO],
    "tous les jours": [*WEEK],
    "en semaine": [MO, TU, WE, TH, FR],
    "du lundi au mercredi": [MO, TU, WE],
    "lundi à jeudi": [MO, TU, WE, TH],
    "samedi": [SA],
    "Dienstag": [TU],
    "dienstags bitte": [TU],
    "am Montag oder Donnerstag": [MO, TH],
    "nicht am Dienstag": [MO, WE, TH, FR, SA, SU],
    "Dienstag nicht": [MO, WE, TH, FR, SA, SU],
    "ausser Freitag": [MO, TU, WE, TH, SA, SU],
    "Montag bis Mittwoch": [MO, TU, WE],
    "am Zischtig": [TU],
    "martedì": [TU],
    "non il martedì": [MO, WE, TH, FR, SA, SU],
    "lunedì o giovedì per favore": [MO, TH],
    "dal lunedì al mercoledì": [MO, TU, WE],
    "tranne venerdì": [MO, TU, WE, TH, SA, SU],
    "Tuesday": [TU],
    "not Tuesday": [MO, WE, TH, FR, SA, SU],
    "on Monday or Thursday please": [MO, TH],
    "any day except Friday": [MO, TU, WE, TH, SA, SU],
    "terça-feira": [TU],
    "segunda ou quinta": [MO, TH],
    "terça não": [MO, WE, TH, FR, SA, SU],
    "exceto sexta-feira": [MO, TU, WE, TH, SA, SU],
    "martes": [TU],
    "lunes o jueves": [MO, TH],
    "martes no": [MO, WE, TH, FR, SA, SU],
    "menos el viernes": [MO, TU, WE, TH, SA, SU],
    "je suis libre lundi et mardi": [MO, TU],
    "ich bin am Freitag nicht da": [MO, TU, WE, TH, SA, SU],
    "I am free on Monday and Tuesday": [MO, TU],
    "any day is fine": [*WEEK],
    "estoy libre los martes": [TU],
}
BOTH = {
    "mardi matin": ([M], [TU]),
    "lundi après-midi": ([A], [MO]),
    "le matin, mardi ou jeudi": ([M], [TU, TH]),
    "mardi après 17h": ([A, E], [TU]),
    "lundi entre 9h et 11h": ([M], [MO]),
    "Dienstag Vormittag": ([M], [TU]),
    "Tuesday evening": ([E], [TU]),
    "martedì mattina": ([M], [TU]),
    "terça à tarde": ([A], [TU]),
    "jueves por la mañana": ([M], [TH]),
    "mardi toute la journée": ([M, N, A, E], [TU]),
    "vous pouvez me rappeler jeudi matin ?": ([M], [TH]),
    "Dienstagnachmittag": ([A], [TU]),
    "Montag Morgen": ([M], [MO]),
    "Können Sie mich Mittwochvormittag anrufen?": ([M], [WE]),
    "potete chiamarmi lunedì mattina?": ([M], [MO]),
    "podem ligar terça de manhã?": ([M], [TU]),
    "can you call me Thursday morning": ([M], [TH]),
}
PHONE = "+41795550123"
# A Monday; three days later is Thursday 26, 17 h 30.
MONDAY = zurich("2026-11-23 10:00")


def test_a_day_alone_is_a_wish():
    wrong = {
        text: meaning(text)
        for text, days in DAYS.items()
        if meaning(text) != Meaning("windows", (), tuple(days))
    }
    assert wrong == {}


def test_a_day_and_a_moment_are_a_wish_for_both():
    wrong = {
        text: meaning(text)
        for text, (windows, days) in BOTH.items()
        if meaning(text) != Meaning("windows", tuple(windows), tuple(days))
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("days", "windows", "words"),
    [
        ([], [], ""),
        ([], [M, N], "le matin ou à midi"),
        ([], [M, N, A, E], ""),
        ([TU], [E, A, N, M], "le mardi"),
        ([TU], [], "le mardi"),
        ([MO, TH], [A], "le lundi ou le jeudi, l'après-midi"),
        ([MO, WE, TH, FR, SA, SU], [], "pas le mardi"),
        ([MO, WE, TH, FR, SA, SU], [M], "le matin, pas le mardi"),
        ([MO, WE, FR, SA, SU], [], "pas le mardi, pas le jeudi"),
        ([MO, TU, WE, TH, FR], [], "du lundi au vendredi"),
        ([MO, TU, TH, FR], [], "le lundi, le mardi, le jeudi ou le vendredi"),
        ([*WEEK], [], ""),
    ],
)
def test_wishes_are_said_shortly(days, windows, words):
    assert say_wishes(CallbackRequest(days=days, windows=windows)) == words


def write(*texts):
    """The last answer to these SMS, written one minute after the other."""
    make_desk()
    for minute, text in enumerate(texts):
        at = MONDAY.replace(minute=minute)
        take_in_sms(message_sid=f"SM{minute}", from_number=PHONE, body=text, at=at)
    return Message.objects.latest("created_at").body


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("texts", "days", "windows", "answer"),
    [
        (["mardi"], [TU], [], "de préférence le mardi, avant jeudi 26 novembre"),
        (["pas mardi"], [MO, WE, TH, FR, SA, SU], [], "C'est noté : pas le mardi. Nous vous"),
        (["matin", "pas mardi"], [MO, WE, TH, FR, SA, SU], [M], "le matin, pas le mardi, avant"),
        (["mardi", "après 14h"], [TU], [A, E], "le mardi, l'après-midi ou le soir, avant"),
        (["mardi ou samedi"], [TU], [], "de préférence le mardi, avant"),
        (["samedi"], [], [], "pas appeler ce jour-là : le bureau est fermé. Nous vous appelons"),
        (["vendredi"], [FR], [], "C'est noté : le vendredi. Nous avons promis un appel avant"),
        (["mardi", "n'importe quand"], [*WEEK], [M, N, A, E], "noté : nous vous appelons avant"),
        (["soir"], [], [E], "le soir. D'habitude, nous appelons le matin ou l'après-midi. Nous"),
        (["mardi soir"], [TU], [E], "le mardi, le soir. D'habitude, nous appelons le matin ou"),
        (["samedi matin"], [], [], "pas appeler ce jour-là : le bureau est fermé"),
        (["mardi", "tous les jours"], [*WEEK], [], "C'est noté : nous vous appelons avant jeudi"),
    ],
)
def test_an_sms_with_days_is_kept_and_answered_in_words(texts, days, windows, answer):
    said = write("Bonjour", *texts)

    request = CallbackRequest.objects.get()
    assert (request.days, request.windows) == (days, windows)
    assert answer in said


@pytest.mark.django_db
def test_a_day_alone_from_somebody_new_is_a_request_with_that_wish():
    write("Dienstag Vormittag")

    request = CallbackRequest.objects.get()
    assert (request.days, request.windows, request.language) == ([TU], [M], "de")


@pytest.fixture
def form(client, monkeypatch):
    """The form and the status page, sent on that Monday."""
    make_desk()
    monkeypatch.setattr("django.utils.timezone.now", lambda: MONDAY)

    def send(address="/fr/rappel/", **fields):
        return client.post(address, {"phone": "079 555 01 23", "windows": "morning"} | fields)

    return send


@pytest.mark.django_db
def test_the_form_offers_the_open_days_before_the_promise(form, client):
    page = client.get("/fr/rappel/").content.decode()

    assert [day for day in WEEK if f'value="{day}"' in page] == [MO, TU, WE, TH]
    assert "Mardi 24" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ticked", "kept"),
    [([], []), ([TU], [TU]), ([TU, TH], [TU, TH]), ([MO, TU, WE, TH], [])],
    ids=["none", "one", "two", "all that is offered"],
)
def test_the_days_ticked_are_kept_and_shown(form, client, ticked, kept):
    answer = form(days=ticked)

    request = CallbackRequest.objects.get()
    assert request.days == kept
    page = client.get(answer["Location"]).content.decode()
    assert f"Pour l'instant : {say_wishes(request)}." in page.replace("&#x27;", "'")


@pytest.mark.django_db
def test_the_days_are_changed_on_the_status_page(form):
    received = make_received(received_at=MONDAY, days=(TU,))

    form(f"/fr/rappel/suivi/{received.token}/horaires/", days=[WE], windows=["afternoon"])

    request = CallbackRequest.objects.get()
    assert (request.days, request.windows) == ([WE], ["afternoon"])


@pytest.mark.django_db
def test_an_error_keeps_the_days_ticked(form):
    page = form(phone="12", days=[TU]).content.decode()

    assert 'value="tuesday"' in page.split("checked")[0][-200:]
