"""What every page has around it."""

import pytest
from django.template import engines
from django.test import RequestFactory
from django.urls import resolve
from django.utils import translation

from tests.make.campaigns import make_desk

LAYOUT = "{% load layout %}"


def render(source, path="/styleguide/", **context):
    request = RequestFactory().get(path)
    request.resolver_match = resolve(request.path)
    return engines["django"].from_string(LAYOUT + source).render(context, request).strip()


def test_one_language_needs_no_switch(settings):
    settings.LANGUAGES = [("fr", "Français")]
    assert "<a" not in render("{% language_switch %}")


def test_the_switch_keeps_the_page_and_what_was_searched(settings):
    settings.LANGUAGES = [("fr", "Français"), ("de", "Deutsch")]

    with translation.override("fr"):
        switch = render("{% language_switch %}", "/fr/rappel/?q=loyer")

    assert 'href="/fr/rappel/?q=loyer" lang="fr" hreflang="fr" aria-current="true"' in switch
    assert 'href="/de/rappel/?q=loyer" lang="de" hreflang="de">Deutsch' in switch


def test_a_page_has_one_address_whatever_was_searched(settings):
    settings.LANGUAGES = [("fr", "Français")]
    settings.PUBLIC_BASE_URL = "https://julien.example"

    head = render("{% alternates %}", "/fr/rappel/?q=loyer")

    assert head == '<link rel="canonical" href="https://julien.example/fr/rappel/">'


def test_translations_name_each_other(settings):
    settings.PUBLIC_BASE_URL = "https://julien.example"
    settings.LANGUAGES = [("fr", "Français"), ("de", "Deutsch")]

    with translation.override("fr"):
        head = render("{% alternates %}", "/fr/rappel/")

    assert 'hreflang="fr" href="https://julien.example/fr/rappel/"' in head
    assert 'hreflang="de" href="https://julien.example/de/rappel/"' in head


@pytest.mark.django_db
def test_a_public_page_has_its_frame_and_reads_no_session(client):
    make_desk()

    response = client.get("/fr/rappel/")

    page = response.content.decode()
    assert page.count('<link rel="stylesheet"') == 1
    assert '<a class="skip-link" href="#contenu">' in page
    assert 'href="https://www.meteosuisse.admin.ch/" rel="noreferrer nofollow"' in page
    assert all(f'href="tel:{number}"' in page for number in (117, 144, 143))
    assert 'class="callback-bar"' not in page  # the form itself needs no way to the form
    assert "Vary" not in response.headers or "Cookie" not in response.headers["Vary"]
    assert not response.cookies


@pytest.mark.django_db
def test_the_demo_says_that_it_is_one(client, settings):
    assert "Démonstration" not in client.get("/equipe/connexion/").content.decode()

    settings.DEMO = True

    assert "Démonstration : tout est inventé" in client.get("/equipe/connexion/").content.decode()
