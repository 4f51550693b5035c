"""The sheet as a page: everything by plain forms, without JavaScript."""

import re
from html import unescape

import pytest
from django.urls import reverse

from callbacks.models import Callback, Interview
from callbacks.services.interview_answers import AidAnswer, Answers, FollowUpAnswer
from callbacks.services.interviews import save_interview
from callbacks.states import State
from campaigns.models import Commune
from julien.audit.models import AuditEntry
from julien.core.roles import Role
from tests.make.callbacks import NOW, make_callback
from tests.make.interviews import (
    load_communes,
    make_discussable_aid,
    make_draft,
    make_signed_interview,
    reason,
)
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db


def address(interview, name="interview"):
    return reverse(f"callbacks:{name}", args=[interview.callback.request.reference])


@pytest.fixture
def draft(client):
    load_communes()
    draft = make_draft(words="Je suis seule avec deux enfants.")
    client.force_login(draft.caller)
    return draft


def text(response):
    return unescape(response.content.decode())


def sheet_of(response):
    """What a browser would send back: the value of each control on the page."""
    html, typed = text(response), {}
    for tag in re.findall(r"<input[^>]+>", html):
        attrs = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if "name" not in attrs or attrs["name"] == "csrfmiddlewaretoken":
            continue
        is_choice = attrs.get("type") in {"radio", "checkbox"}
        if not is_choice or re.search(r"\bchecked\b", tag):
            typed.setdefault(attrs["name"], []).append(
                attrs.get("value", "on" if is_choice else "")
            )
    for name, words in re.findall(r'<textarea name="(\w+)"[^>]*>\n?([^<]*)</textarea>', html):
        typed[name] = [words]
    return typed


def post(client, interview, name="interview", **changes):
    """Open the page, change some answers and press a button."""
    opened = "interview_amend" if name == "interview_amend" else "interview"
    typed = sheet_of(client.get(address(interview, opened))) | changes
    return client.post(address(interview, name), typed)


def test_the_page_shows_the_request_and_the_fixed_question(client, draft):
    page = text(client.get(address(draft)))
    assert "Je suis seule avec deux enfants." in page
    assert "Qu'est-ce qui a fait que vous n'avez pas demandé cette aide jusqu'ici ?" in page
    assert page.count("<h1") == 1
    assert page.count("Pas de nom, rien sur la santé ni l'origine.") == 4


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
    assert (draft.own_words, draft.household, draft.ongoing_support, draft.settled) == (
        "Le loyer mange tout.",
        "single_parent",
        "no",
        True,
    )
    assert draft.commune.name == "Haute-Sorne"
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
    draft.refresh_from_db()
    assert (draft.place_said, draft.commune) == ("2345", muriaux)
    post(client, draft, place_said="2800")
    draft.refresh_from_db()
    assert draft.commune.name == "Delémont"


def test_a_place_elsewhere_is_kept_as_said(client, draft):
    response = post(client, draft, place_said="2502 Bienne")
    assert response.status_code == 303
    draft.refresh_from_db()
    assert (draft.place_said, draft.commune) == ("2502 Bienne", None)
    assert "Ce lieu n'est pas dans la liste du Jura." in text(client.get(address(draft)))


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
    assert page.count("Écrivez la date ainsi : 26.11.2026 14:30.") == 2
    again = sheet_of(response)
    assert again["consultation-on"] == ["après-demain"]
    assert again["consultation-place"] == ["Delémont"]
    assert again["revision"] == ["1"]
    draft.refresh_from_db()
    assert draft.own_words == "Une longue phrase."
    assert not draft.follow_ups.exists()


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
    assert (draft.household, draft.own_words) == ("not_said", "bien dit")


def test_a_page_of_an_older_form_keeps_what_it_does_not_ask(client, draft):
    save(draft, own_words="déjà là")
    client.post(address(draft), {"revision": "1", "household": "alone"})
    draft.refresh_from_db()
    assert (draft.own_words, draft.household) == ("déjà là", "alone")


def test_two_tabs_the_second_sees_both_texts_and_can_keep_its_own(client, draft):
    second = sheet_of(client.get(address(draft)))
    post(client, draft, own_words="écrit dans le premier")
    response = client.post(address(draft), second | {"own_words": "écrit dans le second"})
    assert response.status_code == 409
    page = text(response)
    assert "<td>écrit dans le premier</td><td>écrit dans le second</td>" in page
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


def test_before_the_person_is_reached_the_page_leads_to_the_call(client):
    callback = make_callback(State.CLAIMED)
    client.force_login(callback.claimed_by)
    reference = callback.request.reference
    response = client.get(reverse("callbacks:interview", args=[reference]))
    assert response["Location"] == reverse("callbacks:call", args=[reference])
    assert not Interview.objects.exists()


ROLES_IN = {
    ("draft", "holder"): 200,
    ("draft", "other caller"): 403,
    ("draft", "supervisor"): 200,
    ("draft", "analyst"): 403,
    ("draft", "editor"): 403,
    ("draft", "admin"): 403,
    ("signed", "holder"): 200,
    ("signed", "other caller"): 403,
    ("signed", "supervisor"): 200,
    ("signed", "analyst"): 403,
    ("signed", "editor"): 403,
    ("signed", "admin"): 403,
}
PEOPLE = {
    "other caller": Role.CALLER,
    "supervisor": Role.SUPERVISOR,
    "analyst": Role.ANALYST,
    "editor": Role.EDITOR,
    "admin": Role.ADMIN,
}


@pytest.mark.parametrize(("state", "who"), ROLES_IN)
def test_who_may_open_an_interview(client, state, who):
    interview = make_draft() if state == "draft" else make_signed_interview()
    client.force_login(interview.caller if who == "holder" else make_staff(PEOPLE[who]))
    assert client.get(address(interview)).status_code == ROLES_IN[state, who]
    if ROLES_IN[state, who] == 403:
        for name in ("interview_recap", "interview_amend"):
            assert client.get(address(interview, name)).status_code == 403
        for name in ("interview", "interview_sign", "interview_add_aid", "interview_hang_up"):
            assert client.post(address(interview, name), {}).status_code == 403


def test_a_supervisor_reads_a_draft_and_cannot_write_it(client):
    draft = make_draft()
    client.force_login(make_staff(Role.SUPERVISOR))
    page = text(client.get(address(draft)))
    assert "à lire seulement" in page
    assert 'name="own_words"' not in page
    typed = {"revision": "0", "own_words": "d'en haut"}
    assert client.post(address(draft), typed).status_code == 409
    draft.refresh_from_db()
    assert draft.own_words == ""


def test_every_look_is_written_down(client):
    signed = make_signed_interview()
    client.force_login(signed.caller)
    client.get(address(signed))
    client.get(address(signed, "interview_recap"))
    client.get(address(signed, "interview_amend"))
    looks = AuditEntry.objects.filter(action="read", what="interview").order_by("pk")
    assert list(looks.values_list("person_id", "actor_id", "page")) == [
        (signed.callback.request_id, signed.caller_id, "callbacks:interview"),
        (signed.callback.request_id, signed.caller_id, "callbacks:interview_recap"),
        (signed.callback.request_id, signed.caller_id, "callbacks:interview_amend"),
    ]


def test_nothing_of_it_is_kept_by_the_browser(client, draft):
    for name in ("interview", "interview_recap"):
        assert "no-store" in client.get(address(draft, name))["Cache-Control"]


def test_a_correction_says_why_and_shows_its_trace(client):
    signed = make_signed_interview(said={"household": "alone"})
    client.force_login(signed.caller)
    response = post(client, signed, "interview_amend", household="couple", why="")
    assert response.status_code == 422
    assert "Écrivez en quelques mots pourquoi vous corrigez." in text(response)
    assert sheet_of(response)["household"] == ["couple"]
    response = post(client, signed, "interview_amend", household="couple", why="Mal entendu.")
    assert (response.status_code, response["Location"]) == (303, address(signed))
    page = text(client.get(address(signed)))
    assert "Mal entendu." in page
    assert "<td>seul·e</td><td>en couple sans enfant</td>" in page


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
def test_the_sheet_asks_the_database_as_often_for_one_aid_as_for_three(
    client, draft, count, django_assert_num_queries
):
    aids = [make_discussable_aid(f"Aide {number}") for number in range(count)]
    save(
        draft,
        *[AidAnswer(aid.pk) for aid in aids],
        follow_ups=(FollowUpAnswer("help_apply", "accepted"),),
    )
    with django_assert_num_queries(21):
        page = client.get(address(draft))
    assert text(page).count('class="aid"') == count


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


def save(draft, *aids, follow_ups=(), **said):
    answers = Answers(said=said, aids=aids, follow_ups=follow_ups)
    save_interview(
        interview_id=draft.pk, by=draft.caller, revision=draft.revision, answers=answers, at=NOW
    )
    draft.refresh_from_db()
