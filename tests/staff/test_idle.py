"""Accounts nobody uses: warned, then closed, and open again with all their time."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from julien.core.roles import Role
from julien.staff.models import Letter, User
from julien.staff.services.accounts import reopen, warn_and_close_idle
from tests.make.staff import make_staff
from tests.staff.test_login import sign_in

pytestmark = pytest.mark.django_db

# Days since the last log-in, days since the warning (None: never) → warned now, closed now.
IDLE = [
    (59, None, False, False),
    (61, None, True, False),
    (61, 1, False, False),
    (91, 13, False, False),
    (91, 15, False, True),
    (400, None, True, False),  # the sweep slept: a warning first, all the same
]


@pytest.mark.parametrize(("unused", "since_warning", "warned", "closed"), IDLE)
def test_idle_accounts_are_warned_then_closed(unused, since_warning, warned, closed):
    now = timezone.now()
    before = now - timedelta(days=500)
    warned_at = since_warning and now - timedelta(days=since_warning)
    last = now - timedelta(days=unused)
    member = make_staff(
        last_login=last, opened_at=before, idle_warned_at=warned_at, email="x@exemple.invalid"
    )

    assert warn_and_close_idle(at=now) == (int(warned), int(closed))
    assert warn_and_close_idle(at=now) == (0, 0)

    member.refresh_from_db()
    assert member.is_active is not closed
    assert Letter.objects.filter(to=member, kind="idle").exists() is warned
    assert (member in User.objects.idle(now)) is (unused >= 60 and not closed)


def test_who_was_invited_and_never_came_is_idle_too():
    now = timezone.now()
    member = make_staff(opened_at=now - timedelta(days=61))
    assert list(User.objects.idle(now)) == [member]


def test_the_last_administrator_is_never_closed_by_the_clock():
    now = timezone.now()
    old = now - timedelta(days=200)
    fields = {"opened_at": old, "idle_warned_at": now - timedelta(days=100)}
    make_staff(Role.ADMIN, **fields)
    make_staff(Role.ADMIN, **fields)

    assert warn_and_close_idle(at=now) == (0, 1)
    assert User.objects.open().count() == 1


def test_a_log_in_forgets_the_warning():
    claire = make_staff(username="claire", idle_warned_at=timezone.now())
    claire.set_password("un long secret")
    claire.save()

    sign_in(Client())

    claire.refresh_from_db()
    assert claire.idle_warned_at is None


def test_a_reopened_account_has_all_its_time_again():
    now = timezone.now()
    member = make_staff(
        opened_at=now - timedelta(days=300),
        idle_warned_at=now - timedelta(days=30),
        is_active=False,
    )

    reopen(account=member, at=now)

    assert warn_and_close_idle(at=now) == (0, 0)
    member.refresh_from_db()
    assert member.is_active
