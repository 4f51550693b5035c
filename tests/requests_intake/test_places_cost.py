"""What limited places cost at the door of the SMS, which has to answer at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from requests_intake.models import InboundSms
from tests.make.campaigns import make_desk
from tests.make.intake import signed

pytestmark = pytest.mark.django_db
SMS = "/webhooks/twilio/sms/"
CONTROL = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


@pytest.mark.parametrize(
    ("body", "count"),
    [
        pytest.param("Bonjour", 6, id="a first contact"),
        pytest.param("je veux mourir", 6, id="danger"),
    ],
)
def test_a_first_sms_costs_six_queries_with_places_too(client, settings, body, count):
    desk = make_desk()
    desk.morning_places = desk.noon_places = desk.afternoon_places = desk.evening_places = 9
    desk.save()

    def post(number, body):
        sender = f"+4179555019{number}"
        fields = {"MessageSid": f"SM{number}", "From": sender, "To": "+41795550100", "Body": body}
        return client.post(SMS, fields, headers=signed(settings, SMS, fields))

    post(1, "Bonjour")  # reads the rows of this test
    settings.OFFER_KEPT_SECONDS = 60
    post(2, "Bonjour")  # keeps them, as a process that is at work

    with CaptureQueriesContext(connection) as captured:
        assert post(3, body).status_code == 200

    asked = [q["sql"] for q in captured.captured_queries if not q["sql"].startswith(CONTROL)]
    assert len(asked) == count
    assert InboundSms.objects.count() == 3
