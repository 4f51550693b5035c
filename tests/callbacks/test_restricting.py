"""The person opposes the use of their data: nobody calls, writes, or opens the record."""

from datetime import timedelta

import pytest
from django.conf import settings as ours
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from callbacks.models import FollowUp, HandOver, PartnerMember
from callbacks.services.finding import Wanted, search
from callbacks.services.meeting_sms import remind
from callbacks.services.meetings import MeetingRefused
from callbacks.services.queue import NotOpen, take
from callbacks.services.restricting import restrict, use_again
from callbacks.states import ClosedReason, State
from campaigns.statistics.scopes import scope_of_campaign
from julien.core.roles import Role
from julien.retention.anonymous import without_identities
from requests_intake.models import CallbackRequest, Message, Right
from requests_intake.services.messages import write_message
from requests_intake.services.sending import sweep
from tests.make.callbacks import NOW, make_callback
from tests.make.campaigns import make_campaign, make_desk
from tests.make.intake import make_received
from tests.make.meetings import coming, set_up
from tests.make.rights import make_right
from tests.make.staff import make_staff
from tests.make.whole import NAME, make_whole
from tests.retention.test_keeping_pages import read

pytestmark = pytest.mark.django_db


def of(name, callback, *args):
    return reverse(f"callbacks:{name}", args=[callback.request.reference, *args])


@pytest.fixture
def supervisor(client):
    supervisor = make_staff(Role.SUPERVISOR, first_name="Odile", last_name="Responsable")
    client.force_login(supervisor)
    return supervisor


@pytest.mark.parametrize("state", [s for s in State if s not in {State.CLOSED}])
def test_nobody_calls_or_writes_any_more_whatever_was_going_on(state):
    callback = make_callback(state)
    message = Message.objects.create(
        request=callback.request,
        kind=Message.Kind.RECEIVED,
        language="fr",
        to_number=callback.request.phone,
        body="Nous vous appelons.",
        parts=1,
        useless_after=NOW + timedelta(days=1),
    )

    assert restrict(request_id=callback.request_id, by=make_staff(), at=NOW)
    assert not restrict(request_id=callback.request_id, by=make_staff(), at=NOW)

    callback.refresh_from_db()
    message.refresh_from_db()
    assert (callback.state, callback.closed_reason) == (State.CLOSED, ClosedReason.WITHDRAWN)
    assert message.state == Message.State.USELESS
    request = CallbackRequest.objects.get(pk=callback.request_id)
    kind = Message.Kind.WITHDRAWN
    assert write_message(request=request, kind=kind, useless_after=NOW, at=NOW) is None
    with pytest.raises(NotOpen):
        take(callback_id=callback.pk, by=make_staff(), at=NOW)


def test_a_meeting_planned_before_is_over_and_nobody_sees_or_reminds_of_it(client, supervisor):
    """Planned after the interview, when the request is closed: there is nothing else to close."""
    make_desk()
    meeting = coming(make_staff())
    messages = Message.objects.filter(kind__startswith="meeting")

    restrict(request_id=meeting.callback.request_id, by=supervisor, at=timezone.now())

    eve = meeting.starts_at - timedelta(hours=12)
    assert remind(at=eve) == 0
    assert sweep(at=eve) == 0
    assert [one.state for one in messages] == [Message.State.USELESS]
    shown = read(client.get(reverse("callbacks:meetings")))
    assert meeting.callback.request.reference not in shown
    assert "Aucun rendez-vous" in shown
    meeting.refresh_from_db()
    assert meeting.steps.last().by == supervisor

    with pytest.raises(MeetingRefused):
        set_up(meeting.callback, supervisor, meeting.starts_at, now=timezone.now())
    use_again(request_id=meeting.callback.request_id)
    assert not meeting.callback.meetings.planned().exists()


RECORD = ("call", "interview", "interview_recap", "interview_amend")


@pytest.mark.parametrize("role", [Role.CALLER, Role.SUPERVISOR])
def test_nobody_opens_the_record_until_the_person_agrees_again(client, role):
    request = make_whole()
    supervisor = make_staff(Role.SUPERVISOR)
    client.force_login(make_staff(role))
    restrict(request_id=request.pk, by=supervisor, at=NOW)

    for name in RECORD:
        answer = client.get(reverse(f"callbacks:{name}", args=[request.reference]))
        assert answer.status_code == 403, name
        assert "La personne s'oppose à l'usage de ses données" in read(answer)
        assert NAME not in read(answer)
    assert search(Wanted(lookup=request.phone_lookup), at=NOW, limit=9) == []
    assert list(FollowUp.objects.to_hold()) == []
    page = read(client.get(reverse("callbacks:rights", args=[request.reference])))
    assert "Usage arrêté" in page
    assert NAME not in page

    assert use_again(request_id=request.pk)
    assert client.get(reverse("callbacks:call", args=[request.reference])).status_code == 200


def test_the_supervisor_ends_it_and_begins_it_again_by_the_page(client, supervisor):
    callback = make_callback()
    line = make_right(callback.request, right=Right.RESTRICTION)
    page = read(client.post(of("rights_use", callback), follow=True))
    assert "L'usage est arrêté" in page
    assert "Rouvrir cette demande" in page
    line.refresh_from_db()
    assert line.settled_by == supervisor
    register = read(client.get(reverse("callbacks:rights_register")))
    assert f"{callback.request.reference}</a> depuis le" in register

    page = read(client.post(of("rights_use", callback), {"again": "1"}, follow=True))

    assert "La demande peut de nouveau être ouverte" in page
    callback.refresh_from_db()
    assert callback.state == State.CLOSED


def test_a_partner_who_had_it_sees_it_no_more():
    member = make_staff(Role.PARTNER)
    request = make_whole()
    given = HandOver.objects.get()
    HandOver.objects.update(answer=HandOver.Answer.ACCEPTED, answered_at=NOW)
    PartnerMember.objects.create(user=member, partner=given.partner)
    assert HandOver.objects.seen_by(member, NOW).exists()
    restrict(request_id=request.pk, by=make_staff(), at=NOW)
    assert not HandOver.objects.seen_by(member, NOW).exists()


def test_what_was_counted_stays_counted():
    """Taken out, the difference between two publications would be this one person."""
    campaign = make_campaign(starts_on=NOW.date() - timedelta(days=9))
    request = make_whole(campaign=campaign)
    before = counted(campaign)
    restrict(request_id=request.pk, by=make_staff(), at=NOW)
    assert counted(campaign) == before
    assert ("requests.total", 1) in [(one.code, one.value) for one in before]


def counted(campaign):
    """Every measure before small numbers are hidden."""
    scope = scope_of_campaign(campaign, at=NOW)
    with without_identities():
        return [one for path in ours.FIGURES for one in import_string(path)(scope)]


def test_who_asks_again_later_gets_a_new_request_and_a_new_promise():
    callback = make_callback()
    restrict(request_id=callback.request_id, by=make_staff(), at=NOW)
    again = make_received(number=callback.request.phone).request
    assert again.pk != callback.request_id
    assert again.restricted_at is None
