"""What Celery runs for the queue: nothing that a page would not do itself."""

from celery import shared_task
from django.utils import timezone

from callbacks.services.fill import fill_queue
from callbacks.services.new_dates import tell_new_dates


@shared_task(name="callbacks.fill_queue", ignore_result=True)
def fill():
    fill_queue(at=timezone.now())


@shared_task(name="callbacks.tell_new_dates", ignore_result=True)
def tell():
    tell_new_dates(at=timezone.now())
