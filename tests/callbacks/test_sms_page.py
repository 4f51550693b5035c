"""/equipe/sms/: what did not arrive, until somebody says that they saw it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from callbacks.models import Callback, SettledMessage
from julien.audit.models import AuditEntry
from julien.core.roles import Role
from requests_intake.models import InboundSms, Message
from tests.make.intake import make_request
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

PAGE = "/equipe/sms/"
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _inside(client):
    client.force_login(make_staff(Role.CALLER))


def message_in(state, error_code="", **fields):
    message = make_request(words="Le loyer").messages.get()
    fields.setdefault("state_since", timezone.now() - HOUR)
    Message.objects.filter(pk=message.pk).update(state=state, error_code=error_code, **fields)
    return Message.objects.select_related("request").get(pk=message.pk)


def page(client):
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("state", "code", "words"),
    [
        ("failed", "21614", "ce n&#x27;est pas un mobile"),
        ("undelivered", "30005", "n&#x27;est plus en service"),
        ("undelivered", "30099", "code de l&#x27;opérateur : 30099"),
        ("sending", "unknown", "la personne l&#x27;a peut-être reçu"),
        ("sending", "", "issue inconnue"),
    ],
)
def test_what_happened_is_said_in_words_and_leads_to_the_record(client, state, code, words):
    message = message_in(state, code)
    shown = page(client)
    assert words in shown
    assert f'href="/equipe/rappels/{message.request.reference}/"' in shown
    assert Callback.objects.filter(request=message.request).exists()


def test_what_failed_for_one_request_is_one_task_and_settled_at_once(client):
    first = message_in("undelivered", "30003")
    other = message_in("failed", "21614")
    Message.objects.create(
        request=first.request,
        kind=Message.Kind.NEXT_TRY,
        language="fr",
        to_number="+41795550199",
        body="Zzqx",
        parts=1,
        state="undelivered",
        error_code="30003",
        state_since=timezone.now(),
        useless_after=timezone.now() + HOUR,
    )
    rows = re.findall(r'<tr data-message="(\w+)"', page(client))
    assert rows == ["next_try", "received"]

    latest = first.request.messages.latest("pk")
    client.post(PAGE + "vu/", {"message": latest.pk})

    assert re.findall(r"/equipe/rappels/(\w+)/", page(client)) == [other.request.reference]
    assert SettledMessage.objects.filter(message__request=first.request).count() == 2


@pytest.mark.parametrize("state", ["queued", "sent", "delivered", "useless"])
def test_the_others_are_not_there(client, state):
    message_in(state, not_before=timezone.now() + HOUR)
    shown = page(client)
    assert "Tous nos SMS sont arrivés, ou sont en route." in shown
    assert "Les SMS ne partent pas" not in shown


def test_no_name_no_number_and_no_words_stand_there(client):
    message = message_in("failed", "21614")
    shown = page(client)
    assert message.body[:30] not in shown
    assert message.to_number[-6:] not in shown.replace(" ", "")


def test_seen_it_leaves_the_list_and_the_count(client):
    message = message_in("failed", "21614")
    other = message_in("failed", "21614")
    assert '<span class="count">2</span>' in client.get("/equipe/").content.decode()

    answer = client.post(PAGE + "vu/", {"message": message.pk})

    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    shown = page(client)
    assert message.request.reference not in shown
    assert other.request.reference in shown
    assert '<span class="count">1</span>' in client.get("/equipe/").content.decode()


@pytest.mark.parametrize("sent", ["", "x", "-1", "٣", "9" * 30, "999999"])
def test_a_message_that_is_not_on_the_list_changes_nothing(client, sent):
    message = message_in("failed", "21614")
    assert client.post(PAGE + "vu/", {"message": sent}).status_code == 303
    assert not SettledMessage.objects.filter(message=message).exists()


def test_one_that_may_still_arrive_cannot_be_put_away(client):
    message = message_in("sent")
    client.post(PAGE + "vu/", {"message": message.pk})
    assert not SettledMessage.objects.filter(message=message).exists()


def stray(body="Aidez-moi", sender="Swisscom", **fields):
    fields.setdefault("received_at", timezone.now())
    sid = f"SM{InboundSms.objects.count()}"
    return InboundSms.objects.create(
        message_sid=sid, from_number=sender, from_lookup="x", body=body, **fields
    )


def looks():
    return AuditEntry.objects.filter(action="read", what="stray_sms").count()


def test_supervisors_read_what_led_to_no_request_and_that_is_written_down(client):
    client.force_login(make_staff(Role.SUPERVISOR))
    assert "Aucun ces dernières semaines." in page(client)
    assert looks() == 0

    stray("Aidez-moi <b>vite</b>", "+999")
    stray("Vieux", received_at=timezone.now() - timedelta(days=400))
    shown = page(client)

    assert "Aidez-moi &lt;b&gt;vite&lt;/b&gt;" in shown
    assert "+999" in shown
    assert "Vieux" not in shown
    assert looks() == 1


def test_callers_do_not_see_them(client):
    stray("Aidez-moi")
    assert "Aidez-moi" not in page(client)
    assert looks() == 0


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"created_at": timedelta(minutes=3)}, True),
        ({"created_at": timedelta(minutes=1)}, False),
        ({"created_at": timedelta(minutes=1), "tries": 1}, False),
        ({"created_at": timedelta(minutes=1), "tries": 2}, True),
        ({"created_at": HOUR, "not_before": -HOUR}, False),
        ({"created_at": HOUR, "not_before": timedelta(minutes=3)}, True),
        ({"created_at": HOUR, "useless_after": timedelta(minutes=3)}, False),
        ({"created_at": HOUR, "state": "sent"}, False),
    ],
)
@pytest.mark.parametrize("address", [PAGE, "/equipe/"])
def test_the_team_is_told_while_messages_cannot_leave(client, address, fields, shown):
    """Instants are given as "so long ago"."""
    now = timezone.now()
    ago = {name: now - v if isinstance(v, timedelta) else v for name, v in fields.items()}
    Message.objects.filter(pk=make_request().messages.get().pk).update(**ago)
    assert ("Les SMS ne partent pas" in client.get(address).content.decode()) is shown
