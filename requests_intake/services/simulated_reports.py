"""Demo only: what the simulated operator reports, some time after it took an SMS."""

from requests_intake.models import Message
from requests_intake.services.delivery_reports import note_status
from requests_intake.sms.gateways.simulator import REPORTS, trouble_of


def report(*, at):
    """Note every report that is due by `at`, as the operator's webhook would."""
    sent = Message.objects.filter(
        state=Message.State.SENT, gateway="simulator", provider_sid__startswith="SIM"
    )
    for message in sent:
        for after, status, error_code in REPORTS[trouble_of(message.to_number)]:
            if message.state_since + after <= at:
                note_status(
                    provider_sid=message.provider_sid, status=status, error_code=error_code, at=at
                )
