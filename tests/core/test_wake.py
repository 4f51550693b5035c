"""The alarm clock: it rings after the commit, and no page waits for it, Redis dead or frozen."""

import base64
import json
import logging
import os
import socket
import time
from contextlib import closing

import pytest
import redis
from celery import Celery
from django.conf import settings
from django.db import transaction

from julien.core.wake import Bell, bell, wake
from requests_intake.models import InboundSms

QUEUE = "test-wake"
SECRET_LOOKING = 5550102


def task_on(broker, **options):
    """A task of an app that rings this broker, with the transport options of the product."""
    app = Celery("probe", broker=broker, set_as_current=False)
    app.conf.update(
        task_default_queue=QUEUE,
        broker_transport_options={**settings.CELERY_BROKER_TRANSPORT_OPTIONS, **options},
        task_ignore_result=True,
    )

    @app.task(name="probe.ring", shared=False)  # the app of the product is not to know it
    def ring(*numbers):
        return numbers

    return ring


def told_in(ring):
    """The ids in a ring, as it lies in Redis."""
    return json.loads(base64.b64decode(json.loads(ring)["body"]))[0]


@pytest.fixture
def valkey():
    client = redis.Redis.from_url(settings.REDIS_URL)
    client.delete(QUEUE)
    yield client
    client.delete(QUEUE)
    client.close()


@pytest.fixture
def closed_port():
    """The address of a Redis that has gone."""
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        return f"redis://127.0.0.1:{taken.getsockname()[1]}/0"


def save_and_wake(task):
    with transaction.atomic():
        row = InboundSms.objects.create(
            message_sid="SM1", from_number="+41795550102", from_lookup="x", body="rappel"
        )
        wake(task, row.pk)
    return row


@pytest.mark.django_db(transaction=True)
def test_it_rings_once_after_the_commit(valkey):
    task = task_on(settings.CELERY_BROKER_URL)
    with transaction.atomic():
        wake(task, 7)
        bell.wait()
        assert valkey.llen(QUEUE) == 0
    bell.wait()
    assert valkey.llen(QUEUE) == 1


@pytest.mark.django_db(transaction=True)
def test_it_does_not_ring_for_what_was_undone(valkey):
    task = task_on(settings.CELERY_BROKER_URL)
    with transaction.atomic():
        wake(task, 7)
        transaction.set_rollback(True)
    bell.wait()
    assert valkey.llen(QUEUE) == 0


@pytest.mark.django_db(transaction=True)
def test_in_a_flood_one_ring_tells_of_many(valkey):
    """Every id is told once, in as many rings as several workers can share."""
    task, slow = task_on(settings.CELERY_BROKER_URL), Bell()
    for number in range(50):
        slow.tell(task, (number,))
    slow.wait()
    rings = [told_in(valkey.lindex(QUEUE, place)) for place in range(valkey.llen(QUEUE))]
    assert 3 <= len(rings) < 10
    assert sorted(number for ring in rings for number in ring) == list(range(50))


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded")
@pytest.mark.django_db(transaction=True)
def test_a_forked_process_has_a_ringer_of_its_own(valkey):
    """Celery's and granian's workers are forked; a thread stays with the parent."""
    task = task_on(settings.CELERY_BROKER_URL)
    bell.tell(task, (1,))
    bell.wait()
    child = os.fork()
    if not child:
        bell.tell(task, (2,))
        bell.wait()
        os._exit(0)
    os.waitpid(child, 0)
    assert valkey.llen(QUEUE) == 2


@pytest.mark.django_db(transaction=True)
def test_with_redis_dead_the_row_is_saved_and_the_log_says_so(closed_port, caplog):
    with caplog.at_level(logging.WARNING, logger="julien.core.wake"):
        row = save_and_wake(task_on(closed_port))
        bell.wait()
    assert InboundSms.objects.filter(pk=row.pk).exists()
    assert caplog.messages == ["wake: probe.ring not rung (OperationalError)"]


@pytest.mark.django_db(transaction=True)
def test_with_redis_frozen_the_page_goes_on_at_once(caplog):
    """It accepts the connection and never answers: a process stopped, a full disk."""
    assert settings.CELERY_BROKER_TRANSPORT_OPTIONS["socket_timeout"] <= 3
    with closing(socket.create_server(("127.0.0.1", 0))) as frozen:
        address = f"redis://127.0.0.1:{frozen.getsockname()[1]}/0"
        task = task_on(address, socket_timeout=0.6)
        started = time.monotonic()
        row = save_and_wake(task)
        assert time.monotonic() - started < 0.5
        bell.wait()
    assert InboundSms.objects.filter(pk=row.pk).exists()
    assert caplog.messages == ["wake: probe.ring not rung (OperationalError)"]


@pytest.mark.django_db(transaction=True)
def test_the_log_does_not_hold_what_the_task_was_given(closed_port, caplog):
    with caplog.at_level(logging.DEBUG, logger="julien"):
        wake(task_on(closed_port), SECRET_LOOKING)
        bell.wait()
    assert "not rung" in caplog.text
    assert str(SECRET_LOOKING) not in caplog.text
