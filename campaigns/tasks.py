"""What the catalogue does by itself. All of it may be lost or run twice."""

from celery import shared_task
from django.utils import timezone

from campaigns.editing.links.checking import check_due
from campaigns.editing.reminders.mails import remind
from campaigns.editing.review import publish_due
from campaigns.statistics.load import catch_up
from campaigns.statistics.years import publish_years


@shared_task(name="campaigns.publish_due", ignore_result=True)
def publish_due_task():
    publish_due(at=timezone.now())


@shared_task(name="campaigns.count_load", ignore_result=True)
def count_load():
    catch_up(at=timezone.now())


@shared_task(name="campaigns.publish_years", ignore_result=True)
def publish_years_task():
    publish_years(at=timezone.now())


@shared_task(name="campaigns.check_links", ignore_result=True)
def check_links():
    check_due(at=timezone.now())


@shared_task(name="campaigns.remind", ignore_result=True)
def remind_reviewers():
    remind(at=timezone.now())
