"""Who needs several callbacks locks them in the order of their ids: nobody waits in a ring."""

from datetime import timedelta

import pytest

from callbacks.models import Callback
from callbacks.services.merging import merge
from requests_intake.services.erase import erase_person
from tests.make.absences import away
from tests.make.callbacks import NOW, make_callback
from tests.make.staff import make_staff
from tests.make.waiting import free_while_another_is_held

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = timedelta(hours=1)


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

    free_while_another_is_held(lambda: act(first, second), held=first, free=second)
