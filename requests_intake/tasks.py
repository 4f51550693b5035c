"""What Celery runs. Each may be lost or run twice: the rows are the record."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from requests_intake.services import sending, simulated_reports
from requests_intake.services.expire import erase_expired


@shared_task(name="requests_intake.send_messages")
def send_messages(*message_ids):
    for message_id in message_ids:
        sending.deliver(message_id=message_id, at=timezone.now())


@shared_task(name="requests_intake.send_waiting_messages")
def send_waiting_messages():
    now = timezone.now()
    sending.sweep(at=now)
    if settings.DEMO:
        simulated_reports.report(at=now)


@shared_task(name="requests_intake.erase_expired")
def erase():
    erase_expired(at=timezone.now())
