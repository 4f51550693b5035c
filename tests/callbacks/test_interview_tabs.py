"""What was typed is never lost: errors, a second tab, a colleague who took over."""

import pytest

from callbacks.models import Callback
from callbacks.services.profiles import read_profile
from tests.make.interview_pages import (
    address,
    changes_of,
    logged_in_draft,
    post,
    save,
    sheet_of,
    text,
)
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(client):
    return logged_in_draft(client, words="Je suis seule avec deux enfants.")


def test_an_error_gives_everything_back_and_keeps_the_rest(client, draft):
    typed = {
        "own_words": "Une longue phrase.",
        "consultation-state": "accepted",
        "consultation-on": "après-demain",
        "consultation-place": "Delémont",
    }
    response = post(client, draft, **typed)
    assert response.status_code == 422
    page = text(response)
    assert "<title>Erreur : Entretien d'orientation" in page
    assert 'href="#id_consultation-on"' in page
    assert page.count("Écrivez un jour et une heure, par exemple 26.11.2026 14:00.") == 2
    again = sheet_of(response)
    assert again["consultation-on"] == ["après-demain"]
    assert again["consultation-place"] == ["Delémont"]
    assert again["revision"] == ["1"]
    draft.refresh_from_db()
    assert draft.own_words == "Une longue phrase."
    assert draft.follow_ups.values_list("state", "on", "place").get() == ("accepted", None, "")


def test_a_tab_that_calls_itself_something_we_never_gave_is_saved_all_the_same(client, draft):
    assert post(client, draft, tab="a\x00b", own_words="Dit au téléphone.").status_code == 303

    draft.refresh_from_db()
    assert (draft.own_words, draft.last_tab) == ("Dit au téléphone.", "")


def test_a_place_to_meet_needs_a_date(client, draft):
    response = post(
        client,
        draft,
        **{"consultation-state": "accepted", "consultation-place": "Porrentruy"},
    )
    assert response.status_code == 422
    assert "un lieu seul ne suffit pas" in text(response)


@pytest.mark.parametrize("written", ["30.11.2026 14:30", "2026-11-30 14:30", "2026-11-30T14:30"])
def test_a_date_is_read_as_people_write_it(client, draft, written):
    post(client, draft, **{"consultation-state": "accepted", "consultation-on": written})
    assert draft.follow_ups.get().on.isoformat() == "2026-11-30T13:30:00+00:00"


def test_nonsense_from_outside_is_refused_without_losing_the_rest(client, draft):
    response = post(client, draft, household="château", own_words="bien dit")
    assert response.status_code == 422
    draft.refresh_from_db()
    assert (read_profile(draft)["household"], draft.own_words) == ("not_said", "bien dit")


def test_a_page_of_an_older_form_keeps_what_it_does_not_ask(client, draft):
    save(draft, own_words="déjà là")
    client.post(address(draft), {"revision": "1", "household": "alone"})
    draft.refresh_from_db()
    assert (draft.own_words, read_profile(draft)["household"]) == ("déjà là", "alone")


def test_two_tabs_the_second_sees_both_texts_and_can_keep_its_own(client, draft):
    second = sheet_of(client.get(address(draft)))
    post(client, draft, own_words="écrit dans le premier")
    response = client.post(address(draft), second | {"own_words": "écrit dans le second"})
    assert response.status_code == 409
    assert ("écrit dans le premier", "écrit dans le second") in changes_of(response)
    again = sheet_of(response)
    assert again["own_words"] == ["écrit dans le second"]
    draft.refresh_from_db()
    assert draft.own_words == "écrit dans le premier"
    assert client.post(address(draft), again).status_code == 303
    draft.refresh_from_db()
    assert draft.own_words == "écrit dans le second"


def test_saving_by_script_answers_in_short(client, draft):
    typed = sheet_of(client.get(address(draft)))
    json_please = {"headers": {"accept": "application/json"}}
    changed = typed | {"own_words": "dit à l'instant", "place_said": "2345"}
    answer = client.post(address(draft), changed, **json_please).json()
    assert answer["revision"] == 1
    assert answer["saved"].startswith("enregistré à ")
    assert answer["errors"] == {}
    assert "Laquelle ?" in answer["place"]
    wrong = changed | {"consultation-state": "accepted", "consultation-on": "demain"}
    answer = client.post(address(draft), wrong | {"notes": "gardé"}, **json_please)
    assert answer.status_code == 200
    assert list(answer.json()["errors"]) == ["id_consultation-on"]
    draft.refresh_from_db()
    assert draft.notes == "gardé"


def test_a_second_tab_is_told_by_script_too(client, draft):
    second = sheet_of(client.get(address(draft)))
    post(client, draft, own_words="premier")
    answer = client.post(address(draft), second, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["behind"]) == (409, True)


def test_losing_the_callback_gives_the_words_back(client, draft):
    typed = sheet_of(client.get(address(draft))) | {"own_words": "presque perdu"}
    colleague = make_staff(first_name="Luc", last_name="Exemple")
    Callback.objects.filter(pk=draft.callback_id).update(claimed_by=colleague)
    response = client.post(address(draft), typed)
    assert response.status_code == 409
    page = text(response)
    assert "Luc Exemple a repris ce rappel. Votre texte n'est pas enregistré." in page
    assert "presque perdu" in page
