"""Who needs several callbacks locks them in the order of their ids: nobody waits in a ring."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from django.db import connection, transaction

from callbacks.models import Callback
from callbacks.services.merging import merge
from requests_intake.services.erase import erase_person
from tests.make.absences import away
from tests.make.callbacks import NOW, make_callback
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db(transaction=True)

WAITING = """
SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
WHERE NOT l.granted AND a.datname = current_database()
"""
HOUR = timedelta(hours=1)
POLLS = 1000  # a hundredth of a second each


def until_somebody_waits():
    with connection.cursor() as cursor:
        for _poll in range(POLLS):
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
            Event().wait(0.01)
    raise AssertionError("nobody waits for the lock")


def merged(first, second):
    merge(callback_id=second.pk, other_id=first.pk, by=first.claimed_by, at=NOW)


def absent(first, second):
    away(first.claimed_by)


def erased(first, second):
    erase_person(request_ids=[second.request_id, first.request_id], by=first.claimed_by, at=NOW)


@pytest.mark.parametrize("act", [merged, absent, erased])
def test_what_takes_several_callbacks_waits_for_the_first_before_it_takes_another(act):
    anne = make_staff()
    first, second = (make_callback("claimed", holder=anne) for _ in range(2))
    # So that the table and its indexes hold it behind the second.
    Callback.objects.filter(pk=first.pk).update(lease_until=first.lease_until + HOUR)

    def run():
        try:
            act(first, second)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Callback.objects.select_for_update(of=("self",)).get(pk=first.pk)
            acting = pool.submit(run)
            until_somebody_waits()
            Callback.objects.select_for_update(of=("self",), nowait=True).get(pk=second.pk)
        acting.result()
