"""Hanging up, the recap, the signature, and corrections, on the page."""

import pytest
from django.urls import reverse

from tests.make.interview_pages import address, changes_of, logged_in_draft, post, sheet_of, text
from tests.make.interviews import make_discussable_aid, make_signed_interview

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(client):
    return logged_in_draft(client, words="Je suis seule avec deux enfants.")


def test_hanging_up_keeps_the_sheet_open(client, draft):
    assert "L'appel est terminé" in text(client.get(address(draft)))
    post(client, draft, "interview_hang_up", own_words="dit avant de raccrocher")
    draft.refresh_from_db()
    assert draft.call_ended_at is not None
    assert draft.own_words == "dit avant de raccrocher"
    page = text(client.get(address(draft)))
    assert "L'appel est terminé" not in page
    assert "appel terminé à" in page


def test_the_recap_is_proposed_then_edited_then_kept(client, draft):
    response = post(client, draft, "interview_propose_recap", agreed="Vous appelez l'ECAS.")
    assert response["Location"] == f"{address(draft)}#recapitulatif"
    recap = sheet_of(client.get(address(draft)))["recap"][0]
    assert "Vous appelez l'ECAS." in recap
    post(client, draft, "interview_sign", recap="Relu ensemble.")
    printed = text(client.get(address(draft, "interview_recap")))
    assert "Relu ensemble." in printed


def test_signing_ends_on_a_calm_page_with_the_way_back(client, draft):
    response = post(client, draft, "interview_sign", own_words="dernier mot")
    assert (response.status_code, response["Location"]) == (303, address(draft))
    page = text(client.get(address(draft)))
    assert "Entretien signé. Le rappel est clos." in page
    assert f'href="{reverse("callbacks:queue")}" data-julien-key="n"' in page
    assert "dernier mot" in page
    assert '<form class="talk"' not in page


def test_pressing_sign_twice_gives_the_same_page(client, draft):
    typed = sheet_of(client.get(address(draft)))
    first = client.post(address(draft, "interview_sign"), typed)
    second = client.post(address(draft, "interview_sign"), typed)
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert draft.callback.moves.filter(to="closed").count() == 1


def test_an_error_does_not_sign(client, draft):
    response = post(client, draft, "interview_sign", **{"consultation-place": "Delémont"})
    assert response.status_code == 422
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_correction_says_why_and_shows_its_trace(client):
    signed = make_signed_interview(said={"household": "alone"})
    client.force_login(signed.caller)
    response = post(client, signed, "interview_amend", household="couple", why="")
    assert response.status_code == 422
    assert "Écrivez en quelques mots pourquoi vous corrigez." in text(response)
    assert sheet_of(response)["household"] == ["couple"]
    response = post(client, signed, "interview_amend", household="couple", why="Mal entendu.")
    assert (response.status_code, response["Location"]) == (303, address(signed))
    record = client.get(address(signed))
    assert "Mal entendu." in text(record)
    told = ("enregistrée, plus lisible ici", "notée à nouveau, plus lisible ici")
    assert told in changes_of(record)
    assert "en couple sans enfant" not in text(record)


def test_in_a_correction_adding_an_aid_saves_nothing_yet(client):
    aid = make_discussable_aid("Subside")
    signed = make_signed_interview()
    client.force_login(signed.caller)
    response = post(client, signed, "interview_amend", more="1", add_aid=str(aid.pk), why="Oubli")
    assert response.status_code == 200
    assert not signed.aids.exists()
    typed = sheet_of(response)
    assert typed["aid"] == [str(aid.pk)]
    assert typed["why"] == ["Oubli"]
    client.post(address(signed, "interview_amend"), typed)
    assert signed.aids.get().aid == aid


@pytest.mark.parametrize("count", [1, 3])
def test_the_record_asks_the_database_as_often_for_one_aid_as_for_three(
    client, count, django_assert_num_queries
):
    aids = [make_discussable_aid(f"Aide {number}") for number in range(count)]
    signed = make_signed_interview(aids=aids, reasons=["M01", "M05", "M02"][:count])
    client.force_login(signed.caller)
    with django_assert_num_queries(15):
        page = client.get(address(signed))
    assert text(page).count("la connaissait") == count
