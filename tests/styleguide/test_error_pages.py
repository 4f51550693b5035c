"""When something is wrong the page says so in French, and says what to do."""

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client

from julien.core.roles import Role
from tests.make.campaigns import make_desk
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db


def test_no_such_page_leads_to_the_search_and_to_a_person(client):
    response = client.get("/fr/rien-ici/")

    page = response.content.decode()
    assert response.status_code == 404
    assert "<h1>Cette page n'existe pas</h1>" in page
    assert '<form class="search" role="search" action="/fr/aides/">' in page
    assert 'href="/fr/rappel/"' in page
    assert 'content="noindex"' in page
    assert not response.cookies


def test_a_page_of_another_role_says_whom_to_ask(client):
    client.force_login(make_staff(Role.EDITOR))

    response = client.get("/pilotage/")

    page = response.content.decode()
    assert response.status_code == 403
    assert "Cette page ne fait pas partie de votre rôle" in page
    assert 'href="/equipe/accueil/"' in page


def test_a_form_that_is_no_longer_valid_says_that_nothing_was_written():
    strict = Client(enforce_csrf_checks=True)

    response = strict.post("/equipe/connexion/", {"username": "x", "password": "y"})

    page = response.content.decode()
    assert response.status_code == 403
    assert "Ce formulaire n'est plus valable" in page
    assert "Rien n'a été enregistré." in page


def test_a_breakdown_page_needs_nothing_that_can_break():
    page = render_to_string("500.html")

    assert "Une panne de notre côté" in page
    assert 'href="tel:144"' in page
    assert "{{" not in page


def test_a_breakdown_speaks_the_readers_language_and_says_whom_to_call():
    make_desk(voice_number="+41325550100")
    client = Client(raise_request_exception=False)
    client.get("/de/")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE campaigns_aid RENAME TO nobody_finds_it")

    answer = client.get("/de/aides/aide-sociale/")

    page = answer.content.decode()
    assert answer.status_code == 500
    assert '<html lang="de">' in page
    assert "Une panne" not in page
    assert 'href="tel:+41325550100"' in page


def test_an_address_with_a_sign_that_nothing_has_is_refused_before_anything_is_read(client):
    for path in ("/fr/chiffres/?x=%00", "/fr/aides/?q=a%00b"):
        answer = client.get(path)
        assert answer.status_code == 400
        assert "<h1>" in answer.content.decode()


def test_too_many_tries_give_the_number_to_call():
    said = render_to_string("components/too_many.html", {"phone": "+41325550123"})

    assert "Attendez quelques minutes" in said
    assert 'href="tel:+41325550123"' in said
    assert "tel:" not in render_to_string("components/too_many.html", {"phone": ""})
