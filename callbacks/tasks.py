"""What Celery runs for the queue: nothing that a page or a command would not do itself."""

import logging

from celery import shared_task
from django.utils import timezone

from callbacks.impossible import problems_at
from callbacks.services.absences import free_absent
from callbacks.services.desk_mail import raise_alarms, warn_of_few_places, write_digests
from callbacks.services.fill import fill_queue
from callbacks.services.meeting_sms import remind
from callbacks.services.meetings import end_meetings_of_withdrawn
from callbacks.services.new_dates import tell_new_dates
from callbacks.services.news import ask_news
from callbacks.services.queue import end_leases
from callbacks.services.silences import watch_flows
from campaigns.diagnosis import desk_problems
from julien.retention.models import Safeguard

logger = logging.getLogger(__name__)


@shared_task(name="callbacks.fill_queue", ignore_result=True)
def fill():
    now = timezone.now()
    fill_queue(at=now)
    free_absent(at=now)
    end_leases(at=now)
    end_meetings_of_withdrawn(at=now)


@shared_task(name="callbacks.tell_new_dates", ignore_result=True)
def tell():
    tell_new_dates(at=timezone.now())


@shared_task(name="callbacks.remind_of_meetings", ignore_result=True)
def remind_of_meetings():
    remind(at=timezone.now())


@shared_task(name="callbacks.ask_news", ignore_result=True)
def ask_for_news():
    ask_news(at=timezone.now())


@shared_task(name="callbacks.write_desk_mail", ignore_result=True)
def write_desk_mail():
    now = timezone.now()
    raise_alarms(at=now)
    warn_of_few_places(at=now)
    watch_flows(at=now)
    write_digests(at=now)


@shared_task(name="callbacks.check_states", ignore_result=True)
def check_states():
    """What is impossible goes to the log; the row is what /readyz reads."""
    now = timezone.now()
    impossible = list(problems_at(now))
    found = f"{len(impossible)} impossible" if impossible else ""
    Safeguard.objects.create(kind=Safeguard.Kind.STATES, at=now, problem=found)
    for problem in [*impossible, *desk_problems()]:
        logger.error(problem)
