"""The pages of meetings: the list, one person's, the places; and what the person can do."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from callbacks.models import Meeting, MeetingPlace
from callbacks.services.interview_answers import FollowUpAnswer
from callbacks.services.meetings import note
from julien.core.roles import Role
from requests_intake.services.erase import erase_person
from tests.make.callbacks import make_callback
from tests.make.campaigns import make_desk
from tests.make.interviews import make_signed_interview
from tests.make.meetings import begun, coming, link_to, make_place, opening
from tests.make.staff import make_staff
from tests.make.visiting import visitor, words

A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def desk(db):
    return make_desk()


@pytest.fixture
def caller():
    return make_staff()


@pytest.fixture
def page(client, caller):
    return visitor(client, caller)


def typed(caller, place, starts_at=None, **fields):
    starts_at = timezone.localtime(starts_at or opening())
    return {
        "kind": "consultation",
        "starts_at": f"{starts_at:%Y-%m-%dT%H:%M}",
        "minutes": "30",
        "place": place.pk,
        "caller": caller.pk,
        **fields,
    }


def reference(meeting):
    return meeting.callback.request.reference


# --- one person's page ---


def test_from_the_interview_to_a_meeting_in_three_presses(page, caller):
    place, when = make_place(), opening()
    accepted = FollowUpAnswer("consultation", "accepted", when)
    interview = make_signed_interview(caller=caller, at=timezone.now(), follow_ups=[accepted])
    ref = interview.callback.request.reference
    address = reverse("callbacks:meeting", args=[ref])
    for name in ("callbacks:interview", "callbacks:call"):
        assert f'href="{address}"' in words(page(name, ref))
    proposed = words(page("callbacks:meeting", ref))
    assert f'value="{timezone.localtime(when):%Y-%m-%dT%H:%M}"' in proposed

    answer = page("callbacks:meeting", ref, posted=typed(caller, place, when))

    assert (answer.status_code, answer["Location"]) == (303, address)
    shown = words(page("callbacks:meeting", ref))
    assert place.address in shown
    assert "Déplacer le rendez-vous" in shown
    assert "Fixer le rendez-vous" not in shown
    assert place.name in words(page("callbacks:call", ref))
    assert place.name in words(page("callbacks:follow_ups"))


def test_what_speaks_against_it_is_ticked_before_it_is_saved(page, caller):
    ref = make_callback("claimed", holder=caller).request.reference
    now = timezone.localtime()
    sunday = now + timedelta(days=13 - now.weekday())
    said = typed(caller, make_place(), sunday)

    asked = page("callbacks:meeting", ref, posted=said)
    assert asked.status_code == 422
    assert "fermé ce jour-là" in words(asked)
    assert 'name="despite" value="closed"' in words(asked)
    assert said["starts_at"] in words(asked)
    assert not Meeting.objects.exists()

    assert page("callbacks:meeting", ref, posted={**said, "despite": "outside"}).status_code == 422
    assert page("callbacks:meeting", ref, posted={**said, "despite": "closed"}).status_code == 303
    assert Meeting.objects.get().callback.request.reference == ref


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"starts_at": ""}, "Indiquez le jour et l'heure."),
        ({"starts_at": "demain"}, "Écrivez un jour et une heure"),
        ({"starts_at": "2020-01-01T10:00"}, "Ce moment est passé"),
        ({"place": ""}, "Choisissez un lieu."),
        ({"place": "999999"}, "Ce lieu n'est plus proposé"),
        ({"minutes": "7"}, "7"),
        ({"kind": "autre"}, "autre"),
        ({"caller": "zéro"}, "choix"),
    ],
)
def test_bad_input_comes_back_with_what_was_typed(page, caller, wrong, says):
    ref = make_callback("claimed", holder=caller).request.reference
    answer = page("callbacks:meeting", ref, posted={**typed(caller, make_place()), **wrong})
    assert answer.status_code == 422
    assert says in words(answer)
    assert not Meeting.objects.exists()


def test_a_second_meeting_is_refused_in_words_and_what_was_typed_can_be_where_the_first_goes(
    page, caller
):
    """A colleague was quicker; after it was held, the next is set on the same page."""
    meeting, wish = coming(caller), typed(caller, make_place(), opening(9))

    refused = page("callbacks:meeting", reference(meeting), posted=wish)

    assert refused.status_code == 422
    assert "Un rendez-vous est déjà prévu" in words(refused)
    assert f'value="{wish["starts_at"]}"' in words(refused)
    assert "Un rendez-vous à la fois" in words(refused)
    Meeting.objects.filter(pk=meeting.pk).update(state="held", remind_at=None)
    assert page("callbacks:meeting", reference(meeting), posted=wish).status_code == 303
    states = meeting.callback.meetings.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["held", "planned"]


def test_a_move_from_a_page_that_is_behind_is_refused_in_words(page, caller):
    meeting = coming(caller)
    ref = reference(meeting)
    said = typed(caller, meeting.place, opening(9), sequence="0")
    assert page("callbacks:meeting_move", ref, posted=said).status_code == 303
    behind = page("callbacks:meeting_move", ref, posted=said)
    assert behind.status_code == 409
    assert "a changé depuis" in words(behind)
    for number in ("", "-1", "9" * 6, "un"):
        assert page("callbacks:meeting_cancel", ref, posted={"sequence": number}).status_code == 409
    assert page("callbacks:meeting_cancel", ref, posted={"sequence": "1"}).status_code == 303
    assert Meeting.objects.get().state == "cancelled"


def test_a_retired_place_stays_with_its_meeting_and_is_offered_to_no_other(page, caller):
    meeting = coming(caller)
    MeetingPlace.objects.update(retired_on=timezone.localdate())
    said = typed(caller, meeting.place, opening(9), sequence="0")
    assert page("callbacks:meeting_move", reference(meeting), posted=said).status_code == 303
    other = make_callback("claimed", holder=caller).request.reference
    assert "Aucun lieu" in words(page("callbacks:meeting", other))


def test_an_erased_person_has_no_page_of_meetings(page, caller):
    meeting = coming(caller)
    erase_person(request_ids=[meeting.callback.request_id], by=caller, at=timezone.now())
    assert not Meeting.objects.exists()
    shown = words(page("callbacks:meeting", reference(meeting)))
    assert "Fixer" not in shown
    assert meeting.place.name not in shown


# --- places ---


def test_places_are_kept_by_supervisors(client):
    client.force_login(make_staff(Role.SUPERVISOR))
    address = reverse("callbacks:meeting_places")
    assert "Aucun lieu encore" in words(client.get(address))
    said = {"name": "Maison d'essai", "address": "Rue d'Essai 1", "access": "sonnette"}
    assert client.post(address, said).status_code == 303
    again = client.post(address, said)
    assert again.status_code == 422
    assert "déjà ce nom" in words(again)
    assert client.post(address, {"name": "Ailleurs"}).status_code == 422

    place = MeetingPlace.objects.get()
    one = reverse("callbacks:meeting_place", args=[place.pk])
    assert client.post(one, {**said, "address": "Rue 2", "retired": "on"}).status_code == 303
    place.refresh_from_db()
    assert (place.address, place.retired_on) == ("Rue 2", timezone.localdate())
    assert client.post(one, said).status_code == 303
    assert MeetingPlace.objects.offered().get() == place


# --- the person's own page ---


def test_the_person_reads_when_and_where_and_not_why_nor_with_whom(client, caller):
    meeting = coming(caller, first_name="Anna")
    shown = client.get(link_to(meeting, "intake:status"))
    said = words(shown)
    assert 'data-meeting="planned"' in said
    assert meeting.place.address in said
    assert meeting.place.access in said
    for secret in ("Anna", str(caller), "approfondi", reference(meeting)):
        assert secret not in said
    assert shown["Cache-Control"] == "no-store"


def test_the_person_cancels_and_asks_for_another_moment(client, caller, page):
    meeting = coming(caller)
    status = link_to(meeting, "intake:status")

    answer = client.post(link_to(meeting, "meetings:other_time"))
    assert (answer.status_code, answer["Location"]) == (303, f"{status}#rendez-vous")
    assert "vous demandez un autre moment" in words(client.get(status))
    assert "demande un autre moment" in words(page("callbacks:meetings"))
    asked = words(page("callbacks:meeting", reference(meeting)))
    assert "La personne demande un autre moment" in asked
    assert Meeting.objects.get().is_planned

    for _press in range(2):
        assert client.post(link_to(meeting, "meetings:cancel")).status_code == 303
    assert 'data-meeting="withdrawn"' in words(client.get(status))
    assert "annulé par la personne" in words(page("callbacks:meetings"))
    assert Meeting.objects.get().steps.count() == 3


def test_looking_changes_nothing_and_only_the_holder_of_the_request_may(client, caller):
    meeting = coming(caller)
    for name in ("meetings:cancel", "meetings:other_time"):
        assert client.get(link_to(meeting, name)).status_code == 302
        assert client.post(link_to(meeting, name, may_manage=False)).status_code == 403
        link_to(meeting, name, may_manage=True)
    assert Meeting.objects.get().steps.count() == 1
    other = link_to(meeting, "intake:status", may_manage=False)
    assert "data-meeting" not in words(client.get(other))


def test_what_is_over_is_not_told_for_ever(client, caller):
    meeting = begun(caller)
    status = link_to(meeting, "intake:status")
    assert "data-meeting" not in words(client.get(status))  # past, and nobody noted it yet
    note(meeting_id=meeting.pk, sequence=0, state="no_show", by=caller, at=timezone.now())
    assert "data-meeting" not in words(client.get(status))
