"""A job that does not run any more is told by name, before anybody misses what it did."""

from datetime import timedelta

import pytest
from celery import current_app, shared_task
from celery.schedules import crontab
from django.utils import timezone

from julien.audit.tasks import seal_entries
from julien.core.diagnosis import problems
from julien.core.parts import try_parts
from julien.retention.heartbeats import late_jobs, must_be_done_by
from julien.retention.models import Heartbeat
from julien.schedule import SCHEDULE
from tests.make.callbacks import at

NIGHTLY = crontab(hour=3, minute=40)
MONTHLY = crontab(day_of_month=1, hour=4, minute=10)
QUARTERLY = crontab(minute="*/15")


@pytest.fixture(scope="module", autouse=True)
def as_in_a_worker():
    """All that a worker reads before its first job."""
    current_app.loader.import_default_modules()


@pytest.mark.parametrize(
    ("schedule", "last", "by"),
    [
        (60.0, "2026-11-23 10:00", "2026-11-23 10:11"),
        (300.0, "2026-11-23 10:00", "2026-11-23 10:15"),
        (QUARTERLY, "2026-11-23 10:01", "2026-11-23 11:15"),
        (NIGHTLY, "2026-11-23 03:41", "2026-11-24 04:40"),
        # The nights on which the clocks change, and a night that was done late.
        (NIGHTLY, "2026-10-24 03:41", "2026-10-25 04:40"),
        (NIGHTLY, "2026-03-28 03:41", "2026-03-29 04:40"),
        (NIGHTLY, "2026-11-23 09:00", "2026-11-24 04:40"),
        (MONTHLY, "2026-11-01 04:12", "2026-12-01 05:10"),
        (MONTHLY, "2026-12-01 04:12", "2027-01-01 05:10"),
    ],
)
def test_until_when_a_job_has_to_be_done_again(schedule, last, by):
    assert must_be_done_by(schedule, at(last)) == at(by)


@pytest.mark.django_db
def test_a_job_that_stops_is_named_and_one_that_never_ran_is_not():
    now = timezone.now()
    Heartbeat.objects.create(task="audit.seal", at=now - timedelta(minutes=20))
    Heartbeat.objects.create(task="callbacks.fill_queue", at=now - timedelta(minutes=5))
    Heartbeat.objects.create(task="retention.back_up", at=now - timedelta(days=2))
    Heartbeat.objects.create(task="gone.since", at=now - timedelta(days=400))
    assert late_jobs(now) == ["audit.seal", "retention.back_up"]


@pytest.mark.django_db
def test_readyz_and_doctor_tell_it_and_pages_stay_ready():
    Heartbeat.objects.create(task="audit.seal", at=timezone.now() - timedelta(minutes=20))
    assert jobs() == "audit.seal"
    said = "Jobs that did not end well in time: audit.seal. Are worker and beat up?"
    assert said in list(problems())
    seal_entries.apply()
    assert jobs() == ""


def jobs():
    (part,) = (part for part in try_parts() if part.name == "jobs")
    assert not part.needed
    return part.problem


@shared_task(name="retention.broken")
def broken():
    raise ValueError


@shared_task(name="retention.not_scheduled")
def not_scheduled():
    pass


@pytest.mark.django_db
def test_only_a_scheduled_job_that_ends_well_leaves_one(monkeypatch):
    entry = {"task": broken.name, "schedule": 60.0}
    monkeypatch.setitem(current_app.conf.beat_schedule, "broken", entry)
    before = timezone.now()
    for task in (broken, not_scheduled, seal_entries, seal_entries):
        task.apply()
    (one,) = Heartbeat.objects.all()
    assert one.task == "audit.seal"
    assert before <= one.at <= timezone.now()


def test_names_fit_the_table():
    longest = Heartbeat._meta.get_field("task").max_length
    assert all(len(entry["task"]) <= longest for entry in SCHEDULE.values())
