"""Bad days at the desk: the machine dies in mid-call, two tabs, a lease that ends while one saves.

Other bad days have their own place: many hands at once (test_races), leases (test_leases), a
supervisor reassigning during a call (test_assigning), two tabs of an interview
(test_interview_tabs, test_interview_together), a network or a session lost in mid-interview
(tests/browser/test_interview.py).
"""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone

from callbacks.hour import end_of_day
from callbacks.models import CallAttempt, Callback
from callbacks.rules import LEASE
from callbacks.services.attempts import ResultRefused, record_result, start_attempt
from callbacks.services.queue import TakenBy, end_leases, take, take_next
from callbacks.states import State
from julien.core.roles import Role
from requests_intake.models import Message
from tests.make.callbacks import NOW, make_callback
from tests.make.campaigns import make_desk
from tests.make.staff import make_staff

ZURICH = ZoneInfo("Europe/Zurich")

# A web process that dials, then dies while it notes the result: locked, written, not committed.
DIES = """
import os, signal, sys
import django
django.setup()
from django.db import connection, transaction
connection.settings_dict["NAME"] = sys.argv[1]
from django.utils import timezone
from callbacks.services.attempts import record_result, start_attempt
from julien.staff.models import User
me, callback = User.objects.get(pk=sys.argv[2]), sys.argv[3]
start_attempt(callback_id=callback, by=me, at=timezone.now())
with transaction.atomic():
    record_result(
        callback_id=callback, by=me, at=timezone.now(), result="no_answer", note="perdue"
    )
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.django_db(transaction=True)
def test_a_process_killed_while_it_saves_leaves_the_call_to_be_finished(client):
    make_desk()
    caller = make_staff()
    callback = make_callback("claimed", holder=caller, now=timezone.now())
    name = str(connection.settings_dict["NAME"])

    died = subprocess.run(
        [sys.executable, "-c", DIES, name, str(caller.pk), str(callback.pk)],
        timeout=60,
        check=False,
    )

    assert died.returncode == -9
    callback.refresh_from_db()
    assert (callback.state, callback.claimed_by) == (State.CLAIMED, caller)
    assert callback.attempts.get().result == ""
    client.force_login(caller)
    page = client.get(f"/equipe/rappels/{callback.request.reference}/").text
    assert "Appel en cours" in page
    client.post(f"/equipe/rappels/{callback.request.reference}/essais/", {"result": "no_answer"})
    assert callback.attempts.get().result == "no_answer"
    assert Message.objects.filter(request=callback.request, kind="next_try").count() == 1


@pytest.mark.django_db
def test_two_tabs_of_one_caller_the_second_is_told_and_keeps_its_note(client):
    make_desk()
    caller = make_staff()
    client.force_login(caller)
    callback = make_callback("claimed", holder=caller, now=timezone.now())
    address = f"/equipe/rappels/{callback.request.reference}/"
    tabs = [
        re.search(r'name="submission" value="([\w-]+)"', client.get(address).text)[1]
        for _tab in range(2)
    ]

    first = client.post(address + "essais/", {"result": "no_answer", "submission": tabs[0]})
    second = client.post(
        address + "essais/", {"result": "declined", "submission": tabs[1], "note": "dit merci"}
    )

    assert (first.status_code, second.status_code) == (303, 409)
    assert "dit merci" in second.text
    assert [one.result for one in callback.attempts.all()] == ["no_answer"]
    callback.refresh_from_db()
    assert callback.state == State.WAITING


@pytest.mark.django_db(transaction=True)
def test_a_lease_that_ends_while_one_saves_loses_and_doubles_nothing():
    """The sweep, a colleague and the holder's result, at one instant: one of them is first."""
    make_desk()
    later = NOW + LEASE + timedelta(seconds=1)
    for _round in range(3):
        caller, colleague = make_staff(), make_staff()
        callback = take(callback_id=make_callback().pk, by=caller, at=NOW)
        start = Barrier(3)

        def note(callback=callback, caller=caller):
            how = {"result": "no_answer", "note": "gardée", "at": later}
            return record_result(callback_id=callback.pk, by=caller, **how)

        def take_over(callback=callback, colleague=colleague):
            return take(callback_id=callback.pk, by=colleague, at=later)

        acts = [note, take_over, lambda: end_leases(at=later)]
        noted, taken, _swept = _at_once(acts, start)

        attempts = CallAttempt.objects.filter(callback=callback)
        callback.refresh_from_db()
        if isinstance(noted, TakenBy):
            assert noted.holder == colleague
            assert (attempts.count(), callback.claimed_by) == (0, colleague)
        else:
            assert [one.note for one in attempts] == ["gardée"]
            assert callback.claimed_by == (None if isinstance(taken, Exception) else colleague)
        steps = list(callback.moves.order_by("pk").values_list("was", "to"))
        assert all(one[1] == two[0] for one, two in pairwise(steps))


def _at_once(acts, start):
    def run(act):
        try:
            start.wait()
            return act()
        except TakenBy as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


# Local times in the nights when the clock changes; UTC beside, by hand. fold: the second 02:30.
AUTUMN, SPRING = "2026-10-25", "2027-03-28"


def local(day, hour, fold=0):
    """As the clock of the server tells it: in UTC."""
    told = datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZURICH, fold=fold)
    return told.astimezone(UTC)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("taken", "still_held", "free_again"),
    [
        pytest.param(
            local(AUTUMN, "02:45"),
            local(AUTUMN, "02:10", 1),
            local(AUTUMN, "02:20", 1),
            id="autumn",
        ),
        pytest.param(
            local(SPRING, "01:45"), local(SPRING, "03:10"), local(SPRING, "03:20"), id="spring"
        ),
    ],
)
def test_a_lease_lasts_thirty_true_minutes_when_the_clock_changes(taken, still_held, free_again):
    make_desk()
    callback = make_callback(now=taken)
    take(callback_id=callback.pk, by=make_staff(), at=taken)

    assert take_next(by=make_staff(), at=still_held) is None
    assert take_next(by=make_staff(), at=free_again) == callback


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("called", "agreed", "in_utc"),
    [
        pytest.param("2026-10-23 16:00", "2026-10-26 09:00", "2026-10-26T08:00", id="autumn"),
        pytest.param("2027-03-25 16:00", "2027-03-30 09:00", "2027-03-30T07:00", id="spring"),
    ],
)
def test_an_agreed_moment_keeps_its_hour_over_the_clock_change(called, agreed, in_utc):
    make_desk()
    called = datetime.fromisoformat(called).replace(tzinfo=ZURICH)
    agreed = datetime.fromisoformat(agreed).replace(tzinfo=ZURICH)
    caller = make_staff()
    callback = make_callback("claimed", holder=caller, now=called)
    start_attempt(callback_id=callback.pk, by=caller, at=called)

    record_result(
        callback_id=callback.pk, by=caller, result="call_later", at=called, next_try_at=agreed
    )

    callback.refresh_from_db()
    assert callback.visible_from.isoformat() == f"{in_utc}:00+00:00"
    minute = timedelta(minutes=1)
    assert not Callback.objects.takeable(agreed - minute).exists()
    assert Callback.objects.takeable(agreed).exists()


@pytest.mark.django_db
def test_an_hour_that_does_not_exist_or_is_at_night_is_not_agreed():
    make_desk()
    called = datetime(2027, 3, 25, 16, tzinfo=ZURICH)
    caller = make_staff()
    callback = make_callback("claimed", holder=caller, now=called)
    night = local(SPRING, "02:30")

    with pytest.raises(ResultRefused):
        record_result(
            callback_id=callback.pk, by=caller, result="call_later", at=called, next_try_at=night
        )

    assert not callback.attempts.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("now", "midnight", "opens"),
    [
        # 25 hours long, the second 02:30 of it; 23 hours long; UTC by hand.
        pytest.param(
            local(AUTUMN, "02:30", 1), "2026-10-25T23:00", "lundi 26 octobre, 8 h", id="autumn"
        ),
        pytest.param(local(SPRING, "01:30"), "2027-03-28T22:00", "mardi 30 mars, 8 h", id="spring"),
    ],
)
def test_the_day_of_a_clock_change_ends_at_its_own_midnight(
    client, monkeypatch, now, midnight, opens
):
    """28 March 2027 is Easter: the desk opens on Tuesday."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    make_desk()
    end = datetime.fromisoformat(f"{midnight}+00:00")
    minute = timedelta(minutes=1)
    make_callback(now=now, due_in=end - minute - now)
    make_callback(now=now, due_in=end + minute - now)
    client.force_login(make_staff(Role.SUPERVISOR))

    page = client.get("/equipe/journee/").text

    assert end_of_day(now) == end
    assert opens in page
    assert re.search(r"Promis pour aujourd\S+, sans appel</dt><dd>1</dd>", page)
