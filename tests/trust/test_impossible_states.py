"""Each impossible state, planted behind the services, is found and named without identity."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from callbacks.models import Callback, CallbackMove, Interview
from callbacks.tasks import check_states
from requests_intake.models import CallbackRequest, Message
from tests.make.callbacks import make_callback, make_request
from tests.make.interviews import make_signed_interview

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def message(**fields):
    now = timezone.now()
    given = {"useless_after": now + HOUR, "state_since": now} | fields
    return Message.objects.create(
        request=make_callback(now=now).request,
        kind=Message.Kind.RECEIVED,
        language="fr",
        to_number="+41795550187",
        body="Zzqx",
        parts=1,
        **given,
    )


def open_of_closed():
    one = make_callback(now=timezone.now())
    CallbackRequest.objects.update(closed_at=timezone.now() - 2 * HOUR)
    return one


def closed_of_open():
    one = make_callback("closed", now=timezone.now())
    CallbackRequest.objects.update(closed_at=None)
    return one


def in_no_queue():
    return make_request(now=timezone.now())


def promise_before():
    one = make_request(now=timezone.now(), received_at=timezone.now())
    CallbackRequest.objects.update(due_at=one.received_at - HOUR)
    return one


def unexplained():
    one = make_callback(now=timezone.now())
    CallbackMove.objects.update(to="waiting")
    return one


def never_moved():
    one = make_callback(now=timezone.now())
    CallbackMove.objects.all().delete()
    return one


def signed_of_open():
    interview = make_signed_interview(at=timezone.now())
    Callback.objects.update(state="queued", closed_reason="")
    CallbackRequest.objects.update(closed_at=None)
    CallbackMove.objects.update(to="queued")
    return Interview.objects.get(pk=interview.pk)


def sending():
    return message(state="sending", state_since=timezone.now() - timedelta(days=2))


def not_left():
    return message(useless_after=timezone.now() - HOUR)


PLANTED = [
    (open_of_closed, "open callback of a closed request (Callback {})"),
    (closed_of_open, "closed callback of an open request (Callback {})"),
    (in_no_queue, "request that is in no queue (CallbackRequest {})"),
    (promise_before, "promise before the request (CallbackRequest {})"),
    (unexplained, "state that no move explains (Callback {})"),
    (never_moved, "state that no move explains (Callback {})"),
    (signed_of_open, "signed interview of an open callback (Interview {})"),
    (sending, "message sending without end (Message {})"),
    (not_left, "message that should have left (Message {})"),
]


@pytest.mark.parametrize(("plant", "said"), PLANTED, ids=[plant.__name__ for plant, _ in PLANTED])
def test_each_is_found_and_named_by_its_id(plant, said, caplog):
    row = plant()
    expected = f"Impossible state: {said.format(row.pk)}."

    with pytest.raises(CommandError) as found:
        call_command("check_states")
    check_states()

    assert str(found.value) == expected
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        expected
    ]


def test_what_the_services_leave_behind_is_possible():
    for state in ("queued", "claimed", "waiting", "blocked", "closed"):
        make_callback(state, now=timezone.now())
    make_signed_interview(at=timezone.now())
    message()

    out = StringIO()
    call_command("check_states", stdout=out)

    assert out.getvalue() == "No impossible state.\n"
