"""/equipe/textes-sms/: every SMS as it is sent, with its cost."""

import html5lib
import pytest
from django.conf import settings

from julien.core.roles import Role
from requests_intake.models import CallbackRequest, Message
from requests_intake.services.occasions import OCCASIONS
from requests_intake.sms.parts import count_parts
from tests.make.campaigns import make_desk
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

ADDRESS = "/equipe/textes-sms/"


@pytest.fixture
def lead(client):
    make_desk()
    client.force_login(make_staff(Role.SUPERVISOR))
    return client


def words(element):
    return " ".join("".join(element.itertext()).split())


def rows(response):
    """(kind, occasion) -> (text, signs, parts, outside) as the page shows them."""
    tree = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    return {
        (row.get("data-kind"), row.get("data-occasion")): tuple(
            " ".join("".join(cell.itertext()).split()) for cell in row.iter("td")
        )
        for row in tree.iter("tr")
        if row.get("data-kind")
    }


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("named", [True, False])
def test_every_kind_is_shown_in_every_language_with_its_cost(lead, language, named):
    shown = rows(lead.get(ADDRESS, {"langue": language, "nom": "oui" if named else "non"}))
    never_unnamed = set() if named else {"news", "recap"}  # these are not sent then
    assert {kind for kind, _occasion in shown} == set(Message.Kind.values) - never_unnamed
    assert set(shown) == {one.key for one in OCCASIONS if one.named in (None, named)}
    for text, signs, parts, _outside in shown.values():
        assert int(signs) == len(text)
        assert int(parts) == count_parts(text)
    assert ("JU-lien" in shown["joined", "date"][0]) is named


def test_on_a_phone_each_number_says_what_it_counts(lead):
    page = lead.get(ADDRESS).content.decode()
    for head in ("Signes", "Parties", "Hors GSM-7"):
        named = [one for one in OCCASIONS if one.named is not False]
        assert page.count(f'data-head="{head}"') == len(named) > len(Message.Kind)


def test_signs_outside_the_alphabet_are_marked(lead, settings, tmp_path):
    folder = tmp_path / "requests_intake" / "sms"
    folder.mkdir(parents=True)
    (folder / "joined.txt").write_text("À bientôt 🙂")
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}
    ]
    shown = rows(lead.get(ADDRESS))
    assert shown["joined", "date"][1:] == ("11", "1", "À ô 🙂")
    assert shown["stopped", "date"][3] == "aucun"


def test_an_unknown_language_is_shown_in_french_and_nothing_is_kept(lead):
    assert "C'est noté" in rows(lead.get(ADDRESS, {"langue": "xx"}))["received", "pendant"][0]
    assert not CallbackRequest.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.CALLER, 403),
        (Role.EDITOR, 403),
        (Role.ANALYST, 403),
        (Role.PARTNER, 403),
        (Role.SUPERVISOR, 200),
        (Role.ADMIN, 200),
    ],
)
def test_who_may_read_it(client, role, status):
    make_desk()
    client.force_login(make_staff(role))
    assert client.get(ADDRESS).status_code == status
