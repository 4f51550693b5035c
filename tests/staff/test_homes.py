"""Where each role begins its day, and what it finds in its navigation."""

import html
import re

import pytest
from django.urls import reverse

from julien.core.roles import Role
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

# Written by hand: what a role opens on, and the words of its navigation in order.
STORY = [
    (
        [Role.CALLER],
        "/equipe/",
        ["Rappels", "Nouvelle demande", "Rendez-vous", "Suites", "Absences"],
    ),
    (
        [Role.SUPERVISOR],
        "/equipe/",
        [
            *("Rappels", "Journée", "Nouvelle demande", "Rendez-vous", "Suites", "Absences"),
            *("Équipes", "Pilotage"),
        ],
    ),
    ([Role.EDITOR], "/redaction/", ["Rédaction"]),
    ([Role.ANALYST], "/pilotage/", ["Pilotage"]),
    (
        [Role.ADMIN],
        "/admin/",
        ["Pilotage", "Comptes", "Conservation", "État", "Listes", "Administration"],
    ),
    ([Role.PARTNER], "/equipe/confies/", ["Demandes confiées"]),
    (
        [Role.EDITOR, Role.CALLER],
        "/equipe/",
        ["Rappels", "Nouvelle demande", "Rendez-vous", "Suites", "Absences", "Rédaction"],
    ),
    ([Role.PARTNER, Role.ANALYST], "/equipe/confies/", ["Demandes confiées", "Pilotage"]),
]


@pytest.mark.parametrize(("roles", "home", "words"), STORY, ids=lambda value: str(value))
def test_home_and_navigation(client, roles, home, words):
    client.force_login(make_staff(*roles))

    response = client.get(reverse("staff:home"))

    if home is None:
        assert response.status_code == 200
        assert "Rien ne vous est confié" in response.content.decode()
    else:
        assert (response.status_code, response.headers["Location"]) == (302, home)
    assert navigation(client.get("/styleguide/")) == words


def navigation(response):
    found = re.search(r'<nav class="staff-nav".*?</nav>', response.content.decode(), re.S)
    if not found:
        return []
    return [html.unescape(word) for word in re.findall(r"<a [^>]*>([^<]+)</a>", found.group())]


def test_an_account_without_role_is_told_and_sees_nothing(client):
    member = make_staff()
    member.roles = []
    member.save()
    client.force_login(member)

    assert "Rien ne vous est confié" in client.get("/equipe/accueil/").content.decode()
    assert navigation(client.get("/equipe/accueil/")) == []


def test_the_current_entry_is_marked_once(client):
    client.force_login(make_staff(Role.ANALYST))

    page = client.get("/pilotage/").content.decode()

    assert page.count('aria-current="page"') == 1
    assert re.search(r'<a href="/pilotage/" aria-current="page">Pilotage</a>', page)
