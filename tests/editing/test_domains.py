"""The domains of aids are named, and added to, by editors."""

import re

import pytest

from campaigns.catalogue.categories import category_name
from campaigns.models import Domain
from julien.core.roles import Role
from tests.make.catalogue import make_aid
from tests.make.editing import make_draft_of, make_whole_aid
from tests.make.interview_pages import sheet_of, text
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

PAGE = "/redaction/domaines/"


@pytest.fixture
def editor(client):
    editor = make_staff(Role.EDITOR)
    client.force_login(editor)
    return editor


def typed(client, **changes):
    sent = {name: values[0] for name, values in sheet_of(client.get(PAGE)).items()}
    return sent | {name.replace("__", "-"): value for name, value in changes.items()}


def test_a_domain_is_added_and_an_aid_put_into_it_without_code(client, editor):
    draft = make_draft_of(make_whole_aid(), by=editor)
    assert client.post(PAGE, typed(client, new="Transports & trajets")).status_code == 302

    assert category_name("transports-trajets") == "Transports & trajets"
    page = text(client.get(f"/redaction/brouillons/{draft.pk}/"))
    assert '<option value="transports-trajets">Transports & trajets</option>' in page
    names = re.findall(r'<option value="[\w-]+"[^>]*>([^<]+)</option>', page)
    assert "Dettes" in names  # also a domain of ours that no aid has yet
    sent = sheet_of(client.get(f"/redaction/brouillons/{draft.pk}/"))
    client.post(f"/redaction/brouillons/{draft.pk}/", sent | {"category": "transports-trajets"})
    draft.refresh_from_db()
    assert draft.content["category"] == "transports-trajets"


def test_another_name_changes_no_aid(client, editor):
    aid = make_aid(category="dettes")
    client.post(PAGE, typed(client, name__dettes="Dettes et poursuites"))

    assert category_name("dettes") == "Dettes et poursuites"
    aid.refresh_from_db()
    assert aid.category == "dettes"
    assert client.get("/api/aides.json").json()["aids"][0]["category"] == "dettes"


def test_one_an_import_brought_is_named_here(client, editor):
    make_aid(category="mobilite")
    assert category_name("mobilite") == "mobilite"
    client.post(PAGE, typed(client, **{"name-mobilite": "Mobilité"}))
    assert category_name("mobilite") == "Mobilité"


def test_of_two_who_save_at_once_neither_undoes_what_the_other_wrote(client, editor):
    late = typed(client, name__sante="Santé, soins")
    client.post(PAGE, typed(client, name__dettes="Dettes et poursuites"))

    client.post(PAGE, late)

    names = dict(Domain.objects.values_list("code", "name"))
    assert names == {"dettes": "Dettes et poursuites", "sante": "Santé, soins"}


WRONG = [
    pytest.param({"name-dettes": ""}, "Écrivez un nom.", id="no name"),
    pytest.param({"name-dettes": "santé"}, "Un autre domaine porte déjà ce nom.", id="twice"),
    pytest.param({"new": "Logement"}, "Un autre domaine porte déjà ce nom.", id="there already"),
    pytest.param({"new": "logement !"}, "Un domaine avec ce code existe déjà", id="same code"),
    pytest.param({"new": "???"}, "Écrivez un nom avec des lettres.", id="no letters"),
    pytest.param({"new": "x" * 61}, "60 caractères au plus.", id="long"),
]


@pytest.mark.parametrize(("changes", "told"), WRONG)
def test_what_cannot_be_a_name_comes_back(client, editor, changes, told):
    answer = client.post(PAGE, typed(client, **changes))
    assert answer.status_code == 422
    assert told in text(answer)
    assert not Domain.objects.exists()
