"""Supervisors are told of the day once, and of each promise in danger once, in open hours."""

from datetime import timedelta

import pytest
from django.core import mail

from callbacks.models import Callback
from callbacks.services import desk_mail
from callbacks.services.desk_mail import raise_alarms, write_digests
from julien.core.roles import Role
from julien.staff.models import Absence, Letter
from julien.staff.services.letters import send_letters
from tests.make.callbacks import NOW, at, make_attempt, make_callback
from tests.make.campaigns import make_desk
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
NIGHT = at("2026-11-24 05:00")


@pytest.fixture
def jeanne():
    make_desk()
    return make_staff(Role.SUPERVISOR, first_name="Jeanne", email="jeanne@example.ch")


def letters(kind):
    return list(Letter.objects.filter(kind=kind).values_list("to__email", flat=True))


# The day.


def test_each_supervisor_gets_the_day_once_a_day(jeanne):
    written = [write_digests(at=NOW + n * MINUTE) for n in (0, 5, 300)]
    tomorrow = write_digests(at=NOW + 24 * HOUR)

    assert (written, tomorrow) == ([1, 0, 0], 1)


@pytest.mark.parametrize(
    "moment", ["2026-11-24 05:00", "2026-11-24 12:30", "2026-11-24 17:30", "2026-11-28 10:00"]
)
def test_nothing_is_written_while_the_desk_is_closed(jeanne, moment):
    now = at(moment)
    make_callback(now=now, due_in=-HOUR)

    assert (write_digests(at=now), raise_alarms(at=now)) == (0, 0)
    assert not Letter.objects.exists()
    assert Callback.objects.get().alarmed_at is None


def test_only_supervisors_who_are_there_and_have_an_address_get_it(jeanne):
    make_staff(Role.SUPERVISOR)  # no address
    make_staff(Role.CALLER, email="anne@example.ch")
    make_staff(Role.SUPERVISOR, email="partie@example.ch", is_active=False)
    away = make_staff(Role.SUPERVISOR, email="absente@example.ch")
    times = {"starts_at": NOW - HOUR, "ends_at": NOW + HOUR}
    Absence.objects.create(person=away, entered_by=away, **times)

    write_digests(at=NOW)

    assert letters("desk_day") == ["jeanne@example.ch"]


def test_it_says_the_numbers_of_the_moment_it_leaves_and_no_person(jeanne):
    write_digests(at=NOW)
    late = make_callback(due_in=-HOUR, first_name="Zzqx")
    make_callback("blocked", due_in=30 * HOUR)
    make_callback("quarantined", due_in=30 * HOUR)

    send_letters(at=NOW + 5 * MINUTE)

    [sent] = mail.outbox
    assert sent.to == ["jeanne@example.ch"]
    assert "La journée, à 9 h 05 :" in sent.body
    assert "- en retard, sans appel : 1\n" in sent.body
    assert "- promesses en danger, que personne ne tient : 1\n" in sent.body
    assert "- bloqués, à décider : 1\n" in sent.body
    assert "- entrées à contrôler : 1\n" in sent.body
    assert "SMS qui ne sont pas arrivés" not in sent.body
    assert "/equipe/journee/" in sent.body
    assert "Zzqx" not in sent.body
    assert late.request.reference not in sent.body


def test_a_mail_server_that_comes_back_at_night_sends_it_at_the_opening(jeanne):
    Letter.objects.create(to=jeanne, kind=Letter.Kind.DESK_DAY, written_at=NIGHT - HOUR)

    assert send_letters(at=NIGHT) == 0
    assert send_letters(at=NOW) == 1


# The alarm.


def test_a_promise_in_danger_that_nobody_holds_raises_the_alarm_once(jeanne):
    callback = make_callback(due_in=HOUR)

    raised = [raise_alarms(at=NOW + n * MINUTE) for n in (0, 5, 10)]
    send_letters(at=NOW + MINUTE)
    again = raise_alarms(at=NOW + 20 * MINUTE)

    callback.refresh_from_db()
    assert (raised, again, callback.alarmed_at) == ([1, 0, 0], 0, NOW)
    [sent] = mail.outbox
    assert sent.subject == "JU-lien : une promesse est en danger"
    assert "Une promesse se termine dans les deux heures" in sent.body
    assert "État à 9 h 01." in sent.body
    assert callback.request.reference not in sent.body


def test_the_next_one_in_danger_raises_its_own(jeanne):
    make_callback(due_in=HOUR)
    make_callback(due_in=2 * HOUR + 10 * MINUTE)

    first = raise_alarms(at=NOW)
    send_letters(at=NOW)
    second = raise_alarms(at=NOW + 15 * MINUTE)
    send_letters(at=NOW + 15 * MINUTE)

    assert (first, second) == (1, 1)
    assert "2 promesses se terminent" in mail.outbox[1].body


def test_those_that_raised_it_take_no_room_from_the_next(jeanne, monkeypatch):
    monkeypatch.setattr(desk_mail, "ALARMS", 1)
    for minutes in (30, 40):
        make_callback(due_in=minutes * MINUTE)

    assert [raise_alarms(at=NOW + n * MINUTE) for n in range(3)] == [1, 1, 0]


@pytest.mark.parametrize("how", ["held", "called", "later", "held back", "blocked"])
def test_what_is_in_hand_called_or_not_due_raises_none(jeanne, how):
    states = {"held": "claimed", "held back": "quarantined", "blocked": "blocked"}
    due_in = 3 * HOUR if how == "later" else HOUR
    callback = make_callback(states.get(how, "queued"), due_in=due_in)
    if how == "called":
        make_attempt(callback, "no_answer", started_at=NOW - HOUR)

    assert raise_alarms(at=NOW) == 0


def test_taken_before_the_mail_leaves_nobody_is_disturbed(jeanne):
    callback = make_callback(due_in=HOUR)
    raise_alarms(at=NOW)
    Callback.objects.filter(pk=callback.pk).update(
        state="claimed", claimed_by=jeanne, claimed_at=NOW, lease_until=NOW + HOUR
    )

    assert send_letters(at=NOW + MINUTE) == 0
    assert mail.outbox == []


def test_with_every_supervisor_away_all_are_told(jeanne):
    times = {"starts_at": NOW - HOUR, "ends_at": NOW + HOUR}
    Absence.objects.create(person=jeanne, entered_by=jeanne, **times)
    make_callback(due_in=HOUR)

    raise_alarms(at=NOW)

    assert letters("desk_alarm") == ["jeanne@example.ch"]


def test_an_installation_without_a_desk_writes_nothing():
    assert (write_digests(at=NOW), raise_alarms(at=NOW)) == (0, 0)
