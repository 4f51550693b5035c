"""What Celery runs for backups. The row of each run is the record; doctor and /readyz read it."""

import logging

from celery import shared_task
from celery.signals import task_success
from django.conf import settings
from django.utils import timezone

from julien.retention.backup.safeguards import Failed, back_up, drill
from julien.retention.heartbeats import note_heartbeat

log = logging.getLogger(__name__)
task_success.connect(note_heartbeat)  # of every job, whichever file it stands in


@shared_task(name="retention.back_up")
def back_up_tonight():
    _run(back_up)


@shared_task(name="retention.drill")
def drill_this_month():
    _run(drill)


def _run(work):
    if settings.BACKUP_DIR:
        try:
            work(settings.BACKUP_DIR, at=timezone.now())
        except Failed as problem:
            log.error("%s: %s", work.__name__, problem)
