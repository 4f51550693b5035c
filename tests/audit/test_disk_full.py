"""When the trail cannot be written, what it should tell of does not happen, nor half of it."""

import pytest
from django.db import connection
from django.test import Client

from callbacks.models import CallAttempt, Callback, CallbackMove
from julien.audit.models import AuditEntry
from requests_intake.models import CallbackRequest, Contact, InboundSms, Message
from tests.make.callbacks import make_callback
from tests.make.campaigns import make_desk
from tests.make.intake import signed
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db(transaction=True)
TABLES = (CallbackRequest, Contact, InboundSms, Message, Callback, CallbackMove, CallAttempt)
FULL = """
CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER disk_is_full BEFORE INSERT ON audit_auditentry
FOR EACH ROW EXECUTE FUNCTION disk_is_full();
"""


@pytest.fixture
def full():
    """Call it: from then on the table of the trail takes nothing, as on a full disk."""

    def fill():
        with connection.cursor() as cursor:
            cursor.execute(FULL)

    yield fill
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER IF EXISTS disk_is_full ON audit_auditentry")
        cursor.execute("DROP FUNCTION IF EXISTS disk_is_full")


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (*TABLES, AuditEntry)]


def test_nothing_is_half_done(full, settings):
    make_desk()
    caller = make_staff()
    reference = make_callback("queued").request.reference
    held = make_callback("claimed", holder=caller).request.reference
    staff, visitor = (Client(raise_request_exception=False) for _ in range(2))
    staff.force_login(caller)
    sms = {"MessageSid": "SM1", "From": "+41795550123", "To": "+41795550100", "Body": "Bonjour"}
    before = everything()

    full()
    answers = [
        visitor.post("/fr/rappel/", {"phone": "079 555 01 24", "windows": "morning"}),
        visitor.post(
            "/webhooks/twilio/sms/", sms, headers=signed(settings, "/webhooks/twilio/sms/", sms)
        ),
        staff.post(f"/equipe/rappels/{reference}/prendre/"),
        staff.post("/equipe/prendre/"),
        staff.post(f"/equipe/rappels/{held}/appel/"),
        staff.get(f"/equipe/rappels/{held}/"),
    ]

    assert [answer.status_code for answer in answers] == [500] * len(answers)
    assert all("Une panne de notre côté" in answer.content.decode() for answer in answers)
    assert everything() == before
