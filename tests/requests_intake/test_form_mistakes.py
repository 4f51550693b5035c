"""A mistake in the form that asks for a call: said where it is, and nothing typed is lost."""

import pytest

from requests_intake.models import CallbackRequest
from tests.make.campaigns import make_desk
from tests.requests_intake.form_page import ADDRESS, LEAST, errors, inputs, page, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _desk(db):
    make_desk()


@pytest.mark.parametrize("field", ["needs", "relation", "other_agrees"])
def test_a_need_or_a_relation_that_is_not_offered_comes_back_beside_its_field(client, field):
    response = client.post(ADDRESS, LEAST | {"for_other": "yes", field: "nonsense"})
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {field}
    assert not CallbackRequest.objects.exists()


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"phone": ""}, "id_phone", "Écrivez votre numéro de téléphone. Exemple : 079 123 45 67."),
        ({"phone": "079 555 01 2"}, "id_phone", "Il manque un chiffre : un numéro suisse en a 10."),
        ({"phone": "079 555 01 23 4"}, "id_phone", "Il y a trop de chiffres"),
        ({"phone": "je ne sais pas"}, "id_phone", "Écrivez le numéro avec des chiffres."),
        ({"phone": "0900 123 456"}, "id_phone", "Ce numéro est payant."),
        ({"phone": "9" * 41}, "id_phone", "Il y a trop de chiffres : écrivez un seul numéro."),
        ({"windows": []}, "id_windows_0", "Choisissez au moins un moment."),
        ({"windows": ["night"]}, "id_windows_0", "Choisissez parmi les moments proposés."),
        ({"may_text": "peut-être"}, "id_may_text_0", "Choisissez une des deux réponses."),
        ({"language": "xx"}, "id_language", "Choisissez une langue de la liste."),
        ({"postal_code": "??"}, "id_postal_code", "Écrivez les chiffres du code postal"),
        ({"message": "x" * 501}, "id_message", "trop long : 501 signes. Gardez-en 500"),
        ({"first_name": "x" * 61}, "id_first_name", "trop long : 61 signes. Gardez-en 60"),
        ({"phone": "079 123 45 67 et 079 123 45 68"}, "id_phone", "écrivez un seul numéro"),
    ],
)
def test_a_mistake_is_named_linked_and_costs_nothing_typed(client, change, field, sentence):
    typed = LEAST | {"message": "mes mots à moi", "may_voicemail": "no"} | change
    answer = client.post(ADDRESS, typed)

    assert answer.status_code == 422
    assert list(errors(answer)) == [field]
    assert sentence in errors(answer)[field]
    tree = page(answer)
    assert tree.find(f".//*[@id='{field}']") is not None
    assert inputs(answer, "phone")[0].get("value", "") == typed["phone"]
    assert typed["message"] in tree.find(".//textarea").text
    chosen = [box.get("value") for box in inputs(answer, "windows") if "checked" in box.attrib]
    assert chosen == [code for code in typed["windows"] if code != "night"]
    no = next(b for b in inputs(answer, "may_voicemail") if b.get("value") == "no")
    assert "checked" in no.attrib
    assert "open" in tree.find(".//details[@class='optional-part']").attrib
    assert tree.findtext(".//title").startswith("Erreur : ")
    assert CallbackRequest.objects.count() == 0


@pytest.mark.parametrize(
    ("more", "is_open"),
    [
        ({}, False),
        # What a browser sends of fields that nobody touched.
        ({"first_name": "", "message": "", "language": "fr", "relation": ""}, False),
        ({"language": "it"}, True),
        ({"first_name": "Lou"}, True),
        ({"needs": ["hearing"]}, True),
        ({"for_other": "no"}, True),
        ({"postal_code": "??"}, True),
    ],
)
def test_the_folded_part_comes_back_open_only_when_something_is_in_it(client, more, is_open):
    mistaken = {"phone": "079", "windows": ["morning"]} | more
    in_german = {"from_language": "fr", "phone": "079", "language": "fr"} | more
    for answer in (client.post(ADDRESS, mistaken), client.post("/de/rappel/", in_german)):
        folded = page(answer).find(".//details[@class='optional-part']")
        assert ("open" in folded.attrib) is is_open


def test_two_mistakes_are_both_named(client):
    answer = client.post(ADDRESS, {})
    assert list(errors(answer)) == ["id_phone", "id_windows_0"]


def test_the_number_is_read_back_in_groups_when_the_page_comes_back(client):
    answer = client.post(ADDRESS, {"phone": "0041795550123"})
    read_back = page(answer).find(".//*[@id='telephone-relu']")
    assert words(read_back) == "Nous lisons : 079 555 01 23"
    assert "hidden" not in read_back.attrib
