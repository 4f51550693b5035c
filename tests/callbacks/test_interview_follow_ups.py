"""What was accepted and is still to be held."""

import pytest
from django.urls import reverse

from callbacks.models import FollowUp
from callbacks.services.interview_answers import Answers, FollowUpAnswer
from callbacks.services.interviews import save_interview
from julien.core.roles import Role
from tests.make.callbacks import NOW, at
from tests.make.interviews import make_draft, make_signed_interview
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

MEETING = FollowUpAnswer("consultation", "accepted", at("2026-12-01 14:00"), "Delémont")
LATER_MEETING = FollowUpAnswer("consultation", "accepted", at("2026-12-03 09:00"))
HELP = FollowUpAnswer("help_apply", "accepted")


def page_of(client):
    client.force_login(make_staff())
    return client.get(reverse("callbacks:follow_ups")).content.decode()


def mark(client, follow_up, **posted):
    reference = follow_up.interview.callback.request.reference
    address = reverse("callbacks:follow_up_held", args=[reference, follow_up.kind])
    return client.post(address, posted)


def test_only_accepted_offers_of_signed_interviews_the_soonest_first(client):
    helped = make_signed_interview(follow_ups=[HELP])
    later = make_signed_interview(follow_ups=[LATER_MEETING])
    sooner = make_signed_interview(follow_ups=[MEETING])
    make_signed_interview(follow_ups=[FollowUpAnswer("help_apply", "offered")])
    make_signed_interview(follow_ups=[FollowUpAnswer("help_apply", "held")])
    draft = make_draft()
    save_interview(
        interview_id=draft.pk,
        by=draft.caller,
        revision=0,
        answers=Answers(follow_ups=(HELP,)),
        at=NOW,
    )
    page = page_of(client)
    references = [each.callback.request.reference for each in (sooner, later, helped)]
    places = [page.index(f'data-follow-up="{reference}') for reference in references]
    assert places == sorted(places)
    assert page.count("data-follow-up=") == 3
    assert "mardi 1er décembre, 14 h" in page
    assert "date à fixer" in page


def test_no_name_and_no_number_on_the_list(client):
    signed = make_signed_interview(follow_ups=[HELP], first_name="Anna", phone="+41765550199")
    page = page_of(client)
    assert signed.callback.request.reference in page
    assert "Anna" not in page
    assert "55501" not in page.replace(" ", "")


def test_an_empty_list_says_why(client):
    assert "Rien à tenir." in page_of(client)


def test_one_press_notes_it_held_and_one_takes_it_back(client):
    follow_up = make_signed_interview(follow_ups=[HELP]).follow_ups.get()
    client.force_login(make_staff())
    assert mark(client, follow_up).status_code == 303
    follow_up.refresh_from_db()
    held_at = follow_up.held_at
    assert (follow_up.state, held_at is None) == (FollowUp.State.HELD, False)
    mark(client, follow_up)
    follow_up.refresh_from_db()
    assert follow_up.held_at == held_at
    mark(client, follow_up, undo="1")
    follow_up.refresh_from_db()
    assert (follow_up.state, follow_up.held_at) == (FollowUp.State.ACCEPTED, None)


def test_an_offer_not_accepted_cannot_be_held(client):
    follow_up = make_signed_interview(
        follow_ups=[FollowUpAnswer("help_apply", "offered")]
    ).follow_ups.get()
    client.force_login(make_staff())
    mark(client, follow_up)
    follow_up.refresh_from_db()
    assert follow_up.state == FollowUp.State.OFFERED


def test_unknown_offers_do_not_exist(client):
    signed = make_signed_interview(follow_ups=[HELP])
    client.force_login(make_staff())
    reference = signed.callback.request.reference
    for kind in ("consultation", "autre"):
        address = reverse("callbacks:follow_up_held", args=[reference, kind])
        assert client.post(address).status_code == 404


def test_the_list_is_for_those_who_call(client):
    follow_up = make_signed_interview(follow_ups=[HELP]).follow_ups.get()
    for role in (Role.ANALYST, Role.EDITOR, Role.ADMIN, Role.PARTNER):
        client.force_login(make_staff(role))
        assert client.get(reverse("callbacks:follow_ups")).status_code == 403
        assert mark(client, follow_up).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_once_whatever_its_length(
    client, count, django_assert_num_queries
):
    for _each in range(count):
        make_signed_interview(follow_ups=[MEETING])
    client.force_login(make_staff())
    with django_assert_num_queries(4):  # the fourth: whom to ask for news
        page = client.get(reverse("callbacks:follow_ups"))
    assert page.content.decode().count("data-follow-up=") == count
