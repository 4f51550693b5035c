"""What Celery runs of what came in; apart from tasks.py, which the messages themselves import."""

from celery import shared_task

from requests_intake.services import sms_in


@shared_task(name="requests_intake.take_in_waiting_sms")
def take_in_waiting_sms():
    sms_in.take_in_waiting()
