"""Whether each scheduled job still runs: a row each time one ends well, read by /readyz and doctor.

A job that fails, or that nobody carries out (no worker, no beat), leaves none and is late.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from celery import current_app
from celery.schedules import crontab
from django.utils import timezone

from julien.retention.models import Heartbeat

# How late a job may be before it is told: those of every minute, and those of an hour of the day,
# which may take their time.
GRACE = timedelta(minutes=10)
GRACE_OF_AN_HOUR = timedelta(hours=1)


def note_heartbeat(sender=None, **_about):
    """Celery calls it in the process that did the job."""
    if sender.name in _scheduled():
        Heartbeat.objects.update_or_create(task=sender.name, defaults={"at": timezone.now()})


def late_jobs(now):
    """Names of the jobs that should have ended well since their last time. Sorted.

    Of a job that never did nothing is said: a new version brings some for the coming month.
    """
    last = dict(Heartbeat.objects.values_list("task", "at"))
    return sorted(
        task
        for task, schedule in _scheduled().items()
        if task in last and now > must_be_done_by(schedule, last[task])
    )


@dataclass(frozen=True)
class Job:
    """One job of julien/schedule.py. `last`: when it last ended well, None if it never did."""

    task: str
    last: datetime | None
    is_late: bool


def jobs(now):
    """The Job of each line of julien/schedule.py, in its order."""
    last = dict(Heartbeat.objects.values_list("task", "at"))
    late = set(late_jobs(now))
    return [Job(task, last.get(task), task in late) for task in _scheduled()]


def must_be_done_by(schedule, last):
    """When a job that ended well at `last` has to have done so again, at the latest.

    schedule: seconds, or a crontab.
    """
    if isinstance(schedule, crontab):
        start, until_next, _now = schedule.remaining_delta(last)
        return start + until_next + GRACE_OF_AN_HOUR
    return last + timedelta(seconds=schedule) + GRACE


def jobs_problem():
    """Which jobs are late; "" when none is, or none has run yet."""
    return ", ".join(late_jobs(timezone.now()))


def _scheduled():
    """{task: its schedule} of what beat rings."""
    return {entry["task"]: entry["schedule"] for entry in current_app.conf.beat_schedule.values()}
