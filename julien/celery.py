"""The alarm clock. Rows are the record; any task may be lost or run twice."""

import os

from celery import Celery
from celery.signals import worker_init

from julien.core.proof import refuse_wrong_keys
from julien.schedule import SCHEDULE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "julien.settings")

app = Celery("julien")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = SCHEDULE
app.autodiscover_tasks()


@worker_init.connect
def look_at_the_keys(**_about):
    """Beat writes nothing of its own; the worker does."""
    refuse_wrong_keys()
