"""Invited, forgotten, closed; and what people say of themselves."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from julien.core.roles import Role
from julien.staff.models import Letter, User
from julien.staff.services.letters import send_letters
from tests.make.staff import give_app, make_newcomer, make_staff
from tests.staff.test_login import sign_in, without_tokens

pytestmark = pytest.mark.django_db

NEW = {"new_password1": "corbeau-sapin-41", "new_password2": "corbeau-sapin-41"}
FORGOTTEN = "/equipe/connexion/mot-de-passe-oublie/"


@pytest.fixture
def boss(client):
    member = make_staff(Role.ADMIN, username="cheffe")
    client.force_login(member)
    return member


def link_in(text):
    return re.search(r"/equipe/connexion/(?:invitation|mot-de-passe)/[^\s<]+", text).group()


def invite(client, **fields):
    sent = {"username": "arrivee", "email": "arrivee@exemple.invalid", "roles": ["caller"]}
    return client.post("/equipe/comptes/inviter/", sent | fields)


def test_the_invited_person_chooses_the_password_with_a_link_that_works_once(client, boss):
    link = link_in(invite(client).content.decode())
    arrived = User.objects.get(username="arrivee")
    assert arrived.roles == ["caller"]
    assert not arrived.has_usable_password()

    stranger = Client()
    assert "arrivee" in stranger.get(link).content.decode()
    assert stranger.post(link, NEW).headers["Location"] == "/equipe/connexion/"

    assert sign_in(stranger, "arrivee", "corbeau-sapin-41").status_code == 302
    assert Client().get(link).status_code == 410
    assert Client().post(link, NEW).status_code == 410


def test_the_invitation_is_mailed_and_the_row_holds_no_link(client, boss):
    invite(client)
    assert send_letters(at=timezone.now()) == 1
    assert send_letters(at=timezone.now()) == 0

    (sent,) = mail.outbox
    assert sent.to == ["arrivee@exemple.invalid"]
    assert Client().get(link_in(sent.body)).status_code == 200
    assert "&#x27;" not in sent.body


def test_an_altered_or_old_link_opens_nothing(client, boss, monkeypatch):
    link = link_in(invite(client).content.decode())
    assert Client().get(link[:-3] + "xx/").status_code == 410
    # An invitation is not a link for a forgotten password.
    assert Client().get(link.replace("invitation", "mot-de-passe")).status_code == 410

    account = User.objects.get(username="arrivee")
    account.is_active = False
    account.save()
    assert Client().get(link).status_code == 410


def test_a_weak_password_is_refused_in_french(client, boss):
    link = link_in(invite(client).content.decode())

    answer = Client().post(link, {"new_password1": "arrivee", "new_password2": "arrivee"})

    assert answer.status_code == 422
    assert "au minimum 12 caractères" in answer.content.decode()


@pytest.mark.parametrize("role", [Role.CALLER, Role.SUPERVISOR, Role.EDITOR])
def test_only_administrators_invite(client, role):
    client.force_login(make_staff(role))
    assert invite(client).status_code == 403
    assert not User.objects.filter(username="arrivee").exists()


def test_forgotten_answers_the_same_for_known_and_unknown_addresses(client):
    known = make_staff(email="claire@exemple.invalid")
    known.set_password("un long secret")
    known.save()
    pages = [
        without_tokens(client.post(FORGOTTEN, {"email": address}).content.decode(), address)
        for address in ("claire@exemple.invalid", "inconnue@exemple.invalid")
    ]
    assert pages[0] == pages[1]
    assert [letter.to for letter in Letter.objects.all()] == [known]


def test_a_forgotten_password_is_chosen_again_and_ends_every_session(client):
    claire = make_newcomer(username="claire", email="claire@exemple.invalid")
    claire.set_password("un long secret")
    claire.save()
    thief = Client()
    sign_in(thief)
    for _ in range(3):  # pressed three times, one mail
        client.post(FORGOTTEN, {"email": "Claire@exemple.invalid"})
    assert send_letters(at=timezone.now()) == 1

    link = link_in(mail.outbox[0].body)
    assert client.post(link, NEW).status_code == 302

    assert thief.get("/equipe/accueil/").status_code == 302
    assert client.get(link).status_code == 410
    assert sign_in(client, password="corbeau-sapin-41").status_code == 302


def test_a_password_given_by_an_administrator_makes_the_link_worthless(client):
    claire = make_staff(email="claire@exemple.invalid")
    claire.set_password("un long secret")
    claire.save()
    client.post(FORGOTTEN, {"email": claire.email})
    send_letters(at=timezone.now())
    link = link_in(mail.outbox[0].body)
    assert client.get(link).status_code == 200

    claire.set_password("un autre long secret")
    claire.save()

    assert client.get(link).status_code == 410


def test_a_new_password_by_mail_does_not_go_round_the_second_factor(client, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    claire = make_staff(username="claire", email="claire@exemple.invalid")
    claire.set_password("un long secret")
    claire.save()
    give_app(claire)
    client.post(FORGOTTEN, {"email": claire.email})
    send_letters(at=timezone.now())
    client.post(link_in(mail.outbox[0].body), NEW)

    answer = sign_in(client, password="corbeau-sapin-41")

    assert answer.headers["Location"] == "/equipe/connexion/second-facteur/"


def test_a_closed_account_gets_no_mail(client):
    claire = make_staff(email="claire@exemple.invalid", is_active=False)
    claire.set_password("un long secret")
    claire.save()
    client.post(FORGOTTEN, {"email": claire.email})
    Letter.objects.create(to=claire, kind=Letter.Kind.IDLE)

    assert send_letters(at=timezone.now()) == 0
    assert mail.outbox == []


def test_a_mail_server_that_is_down_loses_nothing(client, boss, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    invite(client)
    assert send_letters(at=timezone.now()) == 0

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_letters(at=timezone.now()) == 1


def test_closing_an_account_puts_it_out_at_once(client, boss):
    claire = make_newcomer(username="claire")
    claire.set_password("un long secret")
    claire.save()
    theirs = Client()
    sign_in(theirs)

    client.post(f"/equipe/comptes/{claire.pk}/fermer/")
    assert theirs.get("/equipe/accueil/").status_code == 302
    assert sign_in(theirs).status_code == 422

    client.post(f"/equipe/comptes/{claire.pk}/rouvrir/")
    assert sign_in(theirs).status_code == 302


def test_the_last_administrator_cannot_close_themselves(client, boss):
    page = client.post(f"/equipe/comptes/{boss.pk}/fermer/", follow=True).content.decode()

    assert "le dernier compte d&#x27;administration" in page
    assert User.objects.open().filter(pk=boss.pk).exists()


def test_the_person_says_their_languages_and_the_name_for_the_phone(client):
    member = make_staff()
    client.force_login(member)

    client.post("/equipe/compte/", {"first_name_said": "Camille", "languages": ["fr", "pt"]})

    member.refresh_from_db()
    assert (member.first_name_said, member.languages) == ("Camille", ["fr", "pt"])


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_many(
    client, boss, count, django_assert_num_queries
):
    for _ in range(count):
        make_staff()
    with django_assert_num_queries(6):
        page = client.get("/equipe/comptes/").content.decode()
    assert page.count('<th scope="row">') == count + 1
