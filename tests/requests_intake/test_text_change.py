"""An SMS in words of the team: written on the page, seen first, sent to who writes next."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.editing.confirming import MovedMeanwhile
from julien.audit.models import AuditEntry
from julien.core.moments import say_moment
from julien.core.roles import Role
from requests_intake.models import CallbackRequest, Message, SmsText
from requests_intake.services import sms_texts
from requests_intake.services.messages import compose
from tests.catalogue.reading import main_text
from tests.make.campaigns import make_desk
from tests.make.intake import make_request, signed
from tests.make.sms_texts import own, said
from tests.make.staff import make_staff
from tests.requests_intake.together import together

pytestmark = pytest.mark.django_db

LIST = "/equipe/textes-sms/"
PAGE = f"{LIST}joined/date/"
ACKNOWLEDGED = f"{LIST}received/pendant/"
GOOD = "Entendu. Appel avant {date}, du {numero}. Suivi : {lien} Retirer : ANNULER."
Kind = Message.Kind
A_DAY = timedelta(days=1)
PRODUCT = (
    "JU-lien : Merci, c'est noté. Nous avons déjà votre demande : nous vous appelons avant DATE."
)


@pytest.fixture
def boss(client):
    make_desk()
    client.boss = make_staff(Role.ADMIN, first_name="Anne", last_name="Exemple")
    client.force_login(client.boss)
    return client


def save(client, page=PAGE, revision=0, **texts):
    return client.post(page, texts | {"revision": revision, "save": ""})


def test_an_administrator_changes_the_acknowledgement_and_the_next_resident_reads_it(
    boss, client, settings
):
    looked = boss.post(ACKNOWLEDGED, {"text_fr": GOOD, "revision": 0, "look": ""})
    assert re.search(r"JU-lien : Entendu\. Appel avant \w+ \d", main_text(looked))
    assert "Les SMS déjà écrits ne changent pas." in main_text(looked)
    assert not SmsText.objects.exists()

    assert save(boss, ACKNOWLEDGED, text_fr=GOOD).status_code == 302

    path = reverse("hooks:sms")
    sms = {"MessageSid": "SM1", "From": "+41795550199", "To": "+41795550100", "Body": "Bonjour"}
    client.post(path, sms, headers=signed(settings, path, sms))
    request, message = CallbackRequest.objects.get(), Message.objects.get()
    due = say_moment(request.due_at)
    assert message.body.startswith(f"JU-lien : Entendu. Appel avant {due}, du 032 555 01 00.")
    assert f"/rappel/suivi/{request.contacts.get().token}/ Retirer : ANNULER." in message.body


@pytest.mark.parametrize(
    ("page", "typed", "told"),
    [
        (PAGE, {"text_fr": "Avant {date}, {prenom}"}, "« {prenom} » ne veut rien dire ici"),
        (PAGE, {"text_fr": "Nous appelons bientôt"}, "Il manque {date} : la date promise."),
        (PAGE, {"text_de": "Bis {date} <b>"}, "sans balises"),
        (PAGE, {"text_fr": "Avant {date}. " + "mot " * 130}, "prendrait 4 parties"),
        (PAGE, {"text_fr": "Avant {date} " + "é" * 600}, "600 signes au plus"),
        (PAGE, {"text_fr": "JU-lien vous appelle avant {date}"}, "N'écrivez pas notre nom"),
        (f"{LIST}meeting/sans-nom/", {"text_fr": "{rendez_vous}, {lieu}, {numero}"}, "{lieu}"),
        (f"{LIST}emergency/texte/", {"text_fr": "Appelez le 117 ou le 144."}, "« 143 »"),
        (PAGE, {"text_fr": "Avant {date}", "valid_on": "2020-01-01"}, "Ce jour est passé"),
        (PAGE, {"text_fr": "Avant {date}", "valid_on": "demain"}, "Ce jour n'existe pas"),
    ],
)
def test_what_cannot_be_sent_is_refused_and_stays_typed(boss, page, typed, told):
    answer = save(boss, page, **typed)

    assert answer.status_code == 422
    assert told in main_text(answer)
    for text in typed.values():
        escaped = text.replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#x27;")
        assert escaped in answer.content.decode()
    assert not SmsText.objects.exists()


def test_the_page_says_what_is_filled_in_and_begins_from_the_words_of_the_product(boss):
    page = main_text(boss.get(ACKNOWLEDGED))
    assert "{numero}032 555 01 00le numéro qui appelle obligatoire" in page
    assert "Vide : « C'est noté. Nous vous appelons avant {date}, depuis le {numero}." in page
    assert "JU-lien: Notiert. Wir rufen Sie an bis" in page  # how it reads in German today
    assert "117, 144, 143, 147" in main_text(boss.get(f"{LIST}emergency/texte/"))
    assert boss.get(f"{LIST}joined/autre/").status_code == 404


def test_while_somebody_types_only_the_preview_is_sent(boss):
    typed = {"text_fr": "Être appelé : avant {date}" + " oui" * 30, "text_it": "{nome}"}
    answer = boss.post(PAGE, typed, headers={"HX-Request": "true"})

    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "<h1" not in shown
    assert "JU-lien : Etre appelé : avant" in shown  # the neighbour saves parts
    assert "<mark>Ê</mark> envoyé « E »" in shown
    assert "« {nome} » ne veut rien dire ici" in shown
    assert not SmsText.objects.exists()


def test_a_state_can_be_taken_up_again_and_so_can_the_words_of_the_product(boss):
    save(boss, text_fr="Un : {date}")
    save(boss, revision=1, text_fr="Deux : {date}")
    assert said() == "JU-lien : Deux : DATE"

    shown = boss.get(f"{PAGE}?version=1").content.decode()
    assert ">\nUn : {date}</textarea>" in shown
    assert "Le formulaire montre la version 1." in shown
    assert ">\nDeux : {date}</textarea>" in boss.get(PAGE).content.decode()
    assert "</textarea>" in boss.get(f"{PAGE}?version=0").content.decode()

    save(boss, revision=2, text_fr="Un : {date}")
    assert said() == "JU-lien : Un : DATE"
    save(boss, revision=3, text_fr="")
    assert said() == PRODUCT
    people = SmsText.objects.order_by("number").values_list("number", "by")
    assert list(people) == [(number, boss.boss.pk) for number in (1, 2, 3, 4)]


def test_the_second_of_two_is_told_and_nothing_is_lost(boss):
    save(boss, text_fr="Un : {date}")

    second = save(boss, text_fr="Deux : {date}")
    assert second.status_code == 409
    assert "Quelqu'un d'autre a enregistré" in main_text(second)
    assert "Deux : {date}</textarea>" in second.content.decode()
    assert 'name="revision" value="1"' in second.content.decode()
    assert said() == "JU-lien : Un : DATE"

    assert save(boss, revision=7, text_fr="Deux : {date}").status_code == 409
    assert save(boss, revision=1, text_fr="Deux : {date}").status_code == 302
    assert said() == "JU-lien : Deux : DATE"


@pytest.mark.django_db(transaction=True)
def test_of_four_who_save_at_once_one_is_kept_and_three_are_told():
    boss = make_staff(Role.ADMIN)

    def saved(place):
        texts = {"fr": {"text": f"{place} : {{date}}"}}
        now = timezone.now()
        state = {"texts": texts, "number": 0, "valid_from": now, "by": boss, "at": now}
        try:
            return sms_texts.save_texts(key=("joined", "date"), **state).number
        except MovedMeanwhile:
            return "told"

    assert sorted(map(str, together(saved, times=4))) == ["1", "told", "told", "told"]


def test_a_button_pressed_twice_stores_once(boss):
    answers = [save(boss, text_fr="Un : {date}").status_code for _time in range(2)]
    assert answers == [302, 302]
    assert SmsText.objects.count() == 1


def test_a_language_that_is_switched_off_keeps_its_words(boss, settings):
    save(boss, text_fr="Un : {date}", text_de="Eins: {date}")
    settings.LANGUAGES = [one for one in settings.LANGUAGES if one[0] != "de"]
    save(boss, revision=1, text_fr="Deux : {date}")
    assert SmsText.objects.get(number=2).texts["de"]["text"] == "Eins: {date}"


def test_the_same_words_again_are_no_new_state(boss):
    save(boss, text_fr="Un : {date}")
    answer = boss.post(PAGE, {"text_fr": "Un : {date}", "revision": 1, "save": ""}, follow=True)
    assert "Rien n'a changé." in main_text(answer)
    assert SmsText.objects.count() == 1


def test_a_translation_is_marked_when_its_french_moves_until_it_is_said_right(boss):
    save(boss, text_fr="Un : {date}", text_de="Eins: {date}")
    german = f"{LIST}?langue=de"
    assert "à revoir" not in main_text(boss.get(german))

    save(boss, revision=1, text_fr="Deux : {date}", text_de="Eins: {date}")
    assert "à revoir : le français a changé" in main_text(boss.get(german))
    assert "Le français a changé : à revoir. « Deux : {date} »" in main_text(boss.get(PAGE))
    assert said(language="de") == "JU-lien: Eins: DATE"  # it is sent meanwhile

    right = {"text_fr": "Deux : {date}", "text_de": "Eins: {date}", "right_de": "on"}
    save(boss, revision=2, **right)
    assert "à revoir" not in main_text(boss.get(german))


def test_a_day_to_come_is_announced_and_then_holds_by_itself(boss):
    day = timezone.localdate() + 3 * A_DAY
    answer = save(boss, text_fr="Bientôt : {date}", valid_on=day.isoformat())
    assert answer.status_code == 302

    row = SmsText.objects.get()
    assert timezone.localtime(row.valid_from).isoformat()[:16] == f"{day}T00:00"
    listed = main_text(boss.get(LIST))
    assert "change le" in listed
    assert "Vaudra dès le" in listed
    page = boss.get(PAGE)
    assert "Ces mots vaudront dès le" in main_text(page)
    assert f'name="valid_on" value="{day}"' in page.content.decode()
    request = make_request(received_at=timezone.now())
    late = {"request": request, "kind": Kind.JOINED, "context": {}}
    assert "Bientôt" not in compose(at=row.valid_from - timedelta(seconds=1), **late)
    assert "Bientôt" in compose(at=row.valid_from, **late)


def test_messages_already_written_stay_and_the_change_is_in_the_trail(boss):
    message = make_request(received_at=timezone.now()).messages.get()
    before = message.body
    save(boss, ACKNOWLEDGED, text_fr=GOOD)

    message.refresh_from_db()
    assert message.body == before
    entries = AuditEntry.objects.filter(what="requests_intake_smstext")
    assert list(entries.values_list("action", "actor_id", "person_id")) == [
        ("insert", boss.boss.pk, None)
    ]


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_costs_the_same_with_many_changes(boss, django_assert_num_queries, count):
    for number in range(count):
        own(fr=f"Un {number} : {{date}}", by=boss.boss)
    with django_assert_num_queries(7):  # the terms of the desk are read anew in tests
        listed = boss.get(LIST)
    changes = min(count, 10)
    assert main_text(listed).count("Anne Exemple") == changes


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.CALLER, 403), (Role.EDITOR, 403), (Role.SUPERVISOR, 200), (Role.ADMIN, 200)],
)
def test_who_may_change_it(client, role, status):
    make_desk()
    client.force_login(make_staff(role))
    assert client.get(PAGE).status_code == status
    assert save(client, text_fr="Un : {date}").status_code == (302 if status == 200 else status)
