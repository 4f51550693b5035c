"""The sheet as a page: everything by plain forms, without JavaScript."""

import re

import pytest

from callbacks.services.interview_answers import AidAnswer, FollowUpAnswer
from callbacks.services.profiles import read_profile
from campaigns.models import Commune
from tests.make.callbacks import NOW
from tests.make.interview_pages import address, logged_in_draft, post, save, sheet_of, text
from tests.make.interviews import make_discussable_aid, make_draft, reason

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(client):
    return logged_in_draft(client, words="Je suis seule avec deux enfants.")


def test_the_page_shows_the_request_and_the_fixed_question(client, draft):
    page = text(client.get(address(draft)))
    assert "Je suis seule avec deux enfants." in page
    assert "Qu'est-ce qui a fait que vous n'avez pas demandé cette aide jusqu'ici ?" in page
    assert page.count("<h1") == 1
    assert page.count("Pas de nom, rien sur la santé ni l'origine.") == 5


def test_sending_the_page_back_untouched_changes_nothing(client, draft):
    response = post(client, draft)
    assert (response.status_code, response["Location"]) == (303, address(draft))
    draft.refresh_from_db()
    assert draft.revision == 0


def test_saving_keeps_every_kind_of_answer(client, draft):
    aid = make_discussable_aid("Subside")
    post(client, draft, "interview_add_aid", add_aid=str(aid.pk))
    typed = {
        "own_words": "Le loyer mange tout.",
        "household": "single_parent",
        "place_said": "2854 Bassecourt",
        "ongoing_support": "no",
        f"aid-{aid.pk}-knew": "no",
        f"aid-{aid.pk}-possible": "likely",
        f"aid-{aid.pk}-advised": "on",
        "reason-M02-noted": "on",
        "reason-M02-about": [str(aid.pk)],
        "reason-M02-form": "NR",
        "reason-M99-noted": "on",
        "other_reason": "une raison à part",
        "main_reason": "M02",
        "consultation-state": "accepted",
        "consultation-on": "2026-11-30T14:30",
        "consultation-place": "Delémont",
        "settled": "yes",
    }
    response = post(client, draft, **typed)
    assert response.status_code == 303
    draft.refresh_from_db()
    assert (draft.own_words, draft.ongoing_support, draft.settled) == (
        "Le loyer mange tout.",
        "no",
        True,
    )
    situation = read_profile(draft)
    assert (situation["household"], situation["commune"].name) == ("single_parent", "Haute-Sorne")
    row = draft.aids.get()
    assert (row.knew, row.receives, row.possible, row.advised) == (
        "no",
        "not_asked",
        "likely",
        True,
    )
    reasons = draft.reasons.values_list("reason__code", "aid", "form", "is_main")
    assert set(reasons) == {("M02", aid.pk, "NR", True), ("M99", None, "", False)}
    offer = draft.follow_ups.get()
    assert (offer.state, offer.place, offer.on.isoformat()) == (
        "accepted",
        "Delémont",
        "2026-11-30T13:30:00+00:00",
    )
    again = sheet_of(client.get(address(draft)))
    for name, value in typed.items():
        assert again[name] == value if isinstance(value, list) else [value], name


def test_a_main_reason_that_is_not_noted_is_not_the_main_reason(client, draft):
    post(client, draft, **{"reason-M05-noted": "on", "main_reason": "M01"})
    assert list(draft.reasons.values_list("reason__code", "is_main")) == [("M05", False)]


def test_adding_an_aid_saves_what_was_typed_and_leads_to_the_new_row(client, draft):
    aid = make_discussable_aid("Subside")
    response = post(
        client, draft, "interview_add_aid", add_aid=str(aid.pk), own_words="à peine dit"
    )
    assert response["Location"] == f"{address(draft)}#aide-{aid.pk}"
    page = text(client.get(address(draft)))
    assert f'id="aide-{aid.pk}"' in page
    assert f'<option value="{aid.pk}">' not in page
    draft.refresh_from_db()
    assert draft.own_words == "à peine dit"


@pytest.mark.parametrize("choice", ["", "999999", "sans numéro"])
def test_adding_nothing_known_only_saves(client, draft, choice):
    response = post(client, draft, "interview_add_aid", add_aid=choice)
    assert response.status_code == 303
    assert not draft.aids.exists()


def test_an_aid_can_be_taken_off_and_what_was_about_it_becomes_general(client, draft):
    aid = make_discussable_aid()
    save(draft, AidAnswer(aid.pk, knew="yes"))
    post(client, draft, **{"reason-M05-noted": "on", "reason-M05-about": [str(aid.pk)]})
    response = post(client, draft, "interview_remove_aid", remove_aid=str(aid.pk))
    assert response["Location"] == f"{address(draft)}#aides"
    assert not draft.aids.exists()
    assert draft.reasons.get().aid is None


def test_withdrawn_aids_are_not_offered_but_stay_on_a_sheet(client, draft):
    aid = make_discussable_aid("Ancienne aide", state="withdrawn")
    assert "Ancienne aide" not in text(client.get(address(draft)))
    save(draft, AidAnswer(aid.pk))
    assert "Ancienne aide" in text(client.get(address(draft)))


def test_a_shared_postal_code_is_asked_about(client, draft):
    post(client, draft, place_said="2345")
    page = text(client.get(address(draft)))
    assert "Plusieurs communes portent ce code. Laquelle ?" in page
    muriaux = Commune.objects.get(name="Muriaux")
    post(client, draft, commune_choice=str(muriaux.pk))
    situation = read_profile(draft)
    assert (situation["place_said"], situation["commune"]) == ("2345", muriaux)
    post(client, draft, place_said="2800")
    assert read_profile(draft)["commune"].name == "Delémont"


def test_a_place_elsewhere_is_kept_as_said(client, draft):
    response = post(client, draft, place_said="2502 Bienne")
    assert response.status_code == 303
    situation = read_profile(draft)
    assert (situation["place_said"], situation["commune"]) == ("2502 Bienne", None)
    assert "Ce lieu n'est pas dans la liste du Jura." in text(client.get(address(draft)))


@pytest.mark.parametrize("count", [1, 3])
def test_the_sheet_asks_the_database_as_often_for_one_aid_as_for_three(
    client, draft, count, django_assert_num_queries
):
    aids = [make_discussable_aid(f"Aide {number}") for number in range(count)]
    save(
        draft,
        *[AidAnswer(aid.pk) for aid in aids],
        follow_ups=(FollowUpAnswer("help_apply", "accepted"),),
    )
    with django_assert_num_queries(22):
        page = client.get(address(draft))
    assert text(page).count('class="aid"') == count


def test_the_typology_is_on_the_sheet_without_the_codes_of_silence(client, draft):
    noted = sorted(re.findall(r'name="reason-(M\d\d)-noted"', _page(client, draft)))
    assert noted == [f"M{number:02d}" for number in range(1, 20)] + ["M99"]


def test_a_retired_reason_stays_on_the_sheet_that_noted_it(client, draft):
    post(client, draft, **{"reason-M14-noted": "on"})
    old = reason("M14")
    old.retired_on = NOW.date()
    old.save()
    assert 'name="reason-M14-noted"' in _page(client, draft)
    post(client, draft)
    assert draft.reasons.get().reason == old
    other = make_draft()
    client.force_login(other.caller)
    assert 'name="reason-M14-noted"' not in _page(client, other)


def _page(client, interview):
    return text(client.get(address(interview)))
