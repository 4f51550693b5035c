"""Changing the language of the form: nothing typed is lost."""

import pytest

from requests_intake.models import CallbackRequest
from tests.catalogue.reading import all_of, read, text_of
from tests.make.campaigns import make_desk

pytestmark = pytest.mark.django_db

TYPED = {
    "phone": "079 123 45",
    "windows": ["morning", "evening"],
    "may_say_who": "no",
    "first_name": "Zoé <b>",
    "postal_code": "2800",
    "language": "fr",
    "message": "Je n'entends pas bien.\nMerci.",
    "needs": ["interpreter", "sign_language"],
    "for_other": "yes",
    "relation": "professional",
    "other_agrees": "no",
    "submission": "8f14e45f-ceea-467f-a0e6-7f2d1c1f0a11",
    "partner": "entraide",
    "from_language": "fr",
}


def filled(document):
    """{name: value, or set of values} of what stands in the form."""
    said = {}
    for field in all_of(document, "input"):
        if field.get("type") in {"radio", "checkbox"}:
            if field.get("checked") is not None:
                said.setdefault(field.get("name"), set()).add(field.get("value"))
        else:
            said[field.get("name")] = field.get("value")
    for field in all_of(document, "textarea"):
        said[field.get("name")] = (field.text or "").strip()
    for field in all_of(document, "select"):
        chosen = [o for o in all_of(field, "option") if o.get("selected") is not None]
        said[field.get("name")] = chosen[0].get("value")
    return said


def test_the_form_comes_back_in_the_other_language_as_it_was_typed(client):
    make_desk()

    response = client.post("/de/rappel/", TYPED)

    document = read(response)
    said = filled(document)
    assert (response.status_code, document.get("lang")) == (200, "de")
    assert said["phone"] == "079 123 45"
    assert said["windows"] >= {"morning"}
    assert said["may_say_who"] == {"no"}
    assert said["needs"] == {"interpreter", "sign_language"}
    assert (said["for_other"], said["other_agrees"]) == ({"yes"}, {"no"})
    assert said["relation"] == "professional"
    assert said["first_name"] == "Zoé <b>"
    assert said["message"] == "Je n'entends pas bien.\nMerci."
    assert (said["postal_code"], said["partner"]) == ("2800", "entraide")
    assert said["submission"] == TYPED["submission"]
    assert "Es fehlt eine Ziffer" not in text_of(document)  # judged only when it is sent
    assert not CallbackRequest.objects.exists()
    assert not response.cookies


@pytest.mark.parametrize(("chosen", "kept"), [("fr", "de"), ("ti", "ti"), ("nonsense", "nonsense")])
def test_the_language_to_speak_follows_unless_another_was_chosen(client, chosen, kept):
    make_desk()
    document = read(client.post("/de/rappel/", TYPED | {"language": chosen}))
    if kept == "nonsense":
        assert all_of(document, "select")
    else:
        assert filled(document)["language"] == kept


def test_the_switch_sends_the_form_and_its_first_button_does_not_switch(client):
    make_desk()

    document = read(client.get("/fr/rappel/?s=entraide"))

    buttons = [one for one in all_of(document, "button") if one.get("form") == "demande"]
    assert buttons[0].get("formaction") is None  # what Enter presses
    assert [one.get("formaction") for one in buttons[1:]] == [
        f"/{code}/rappel/?s=entraide" for code in ("de", "it", "pt", "en", "ar")
    ]
    assert {one.get("value") for one in buttons[1:]} == {"fr"}
