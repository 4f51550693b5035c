"""The alarm clock: it rings after the commit, and a dead or frozen Redis stops no page."""

import logging
import socket
import time
from contextlib import closing

import pytest
import redis
from celery import Celery
from django.conf import settings
from django.db import transaction

from julien.core.wake import wake
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

    @app.task(name="probe.ring")
    def ring(number):
        return number

    return ring


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
        assert valkey.llen(QUEUE) == 0
    assert valkey.llen(QUEUE) == 1


@pytest.mark.django_db(transaction=True)
def test_it_does_not_ring_for_what_was_undone(valkey):
    task = task_on(settings.CELERY_BROKER_URL)
    with transaction.atomic():
        wake(task, 7)
        transaction.set_rollback(True)
    assert valkey.llen(QUEUE) == 0


@pytest.mark.django_db(transaction=True)
def test_with_redis_dead_the_row_is_saved_and_the_page_goes_on_at_once(closed_port, caplog):
    started = time.monotonic()
    with caplog.at_level(logging.WARNING, logger="julien.core.wake"):
        row = save_and_wake(task_on(closed_port))

    assert time.monotonic() - started < 2  # Celery's own patience would be six seconds
    assert InboundSms.objects.filter(pk=row.pk).exists()
    assert caplog.messages == ["wake: probe.ring not rung (OperationalError)"]


@pytest.mark.django_db(transaction=True)
def test_with_redis_frozen_the_page_goes_on_after_a_moment(caplog):
    """It accepts the connection and never answers: a process stopped, a full disk."""
    assert settings.CELERY_BROKER_TRANSPORT_OPTIONS["socket_timeout"] <= 3
    with closing(socket.create_server(("127.0.0.1", 0))) as frozen:
        address = f"redis://127.0.0.1:{frozen.getsockname()[1]}/0"
        started = time.monotonic()
        row = save_and_wake(task_on(address, socket_timeout=0.3))
    assert time.monotonic() - started < 2
    assert InboundSms.objects.filter(pk=row.pk).exists()
    assert caplog.messages == ["wake: probe.ring not rung (OperationalError)"]


@pytest.mark.django_db(transaction=True)
def test_the_log_does_not_hold_what_the_task_was_given(closed_port, caplog):
    with caplog.at_level(logging.DEBUG, logger="julien"):
        wake(task_on(closed_port), SECRET_LOOKING)
    assert "not rung" in caplog.text
    assert str(SECRET_LOOKING) not in caplog.text
