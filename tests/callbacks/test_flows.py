"""Nothing came for longer than is usual: told once, in open hours, over when something comes."""

from datetime import date, timedelta

import pytest
from django.core import mail

from callbacks.flows import flows_at, problems, silences
from callbacks.services.silences import watch_flows
from campaigns.statistics.load import catch_up
from julien.core.roles import Role
from julien.retention.models import MonthLoad, Silence
from julien.staff.models import Absence
from julien.staff.services.letters import send_letters
from requests_intake.models import InboundSms, Message
from tests.make.callbacks import at, make_request
from tests.make.campaigns import make_calendar, make_desk
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def desk():
    return make_desk()


def make_month(first, through, **counts):
    return MonthLoad.objects.create(
        month=date.fromisoformat(first), through=date.fromisoformat(through), counts=counts
    )


def october(an_hour=4):
    """Four Tuesdays and four Wednesdays, so many SMS in each of their hours."""
    hours = [f"{day}-{hour:02}" for day in (2, 3) for hour in range(8, 18)]
    return make_month("2026-10-01", "2026-10-31", texted=dict.fromkeys(hours, 4 * an_hour))


def sms(moment):
    number = InboundSms.objects.count()
    return InboundSms.objects.create(
        message_sid=f"SM{number}",
        from_number="+41795550199",
        from_lookup="x",
        received_at=at(moment),
    )


def texted(moment):
    return next(flow for flow in flows_at(at(moment)) if flow.code == "texted")


# 24 November 2026 is a Tuesday; open from 8.30 to 12 and from 13.30 to 17.30; four an hour.
@pytest.mark.parametrize(
    ("last", "now", "expected", "silent"),
    [
        ("2026-11-24 07:00", "2026-11-24 08:30", 0, False),
        ("2026-11-24 08:45", "2026-11-24 09:30", 3, False),
        ("2026-11-24 08:45", "2026-11-24 10:28", 6.867, False),
        ("2026-11-24 08:45", "2026-11-24 10:30", 7, True),
        # At noon and at night nobody expects any, and on no other weekday did any come.
        ("2026-11-24 11:30", "2026-11-24 14:00", 4, False),
        ("2026-11-24 17:15", "2026-11-25 09:00", 3, False),
        ("2026-11-20 10:00", "2026-11-24 09:00", 2, False),
        # The night on which the clocks change.
        ("2026-10-24 10:00", "2026-10-27 09:30", 4, False),
    ],
)
def test_what_is_usual_is_counted_from_the_hours_that_were_open(last, now, expected, silent):
    october()
    sms(last)

    flow = texted(now)

    assert flow.expected == pytest.approx(expected, abs=0.001)
    assert flow.is_silent == silent


def test_a_closed_day_is_no_silence(desk):
    october()
    make_desk(calendar=make_calendar(closed={date(2026, 11, 24): "Formation"}))
    sms("2026-11-23 17:00")

    assert texted("2026-11-25 09:30").expected == 4


def test_the_quietest_of_the_last_months_speaks_and_a_few_days_of_one_do_not():
    october()
    make_month("2026-08-01", "2026-08-31", texted={"2-08": 1})
    make_month("2026-09-01", "2026-09-30", texted={"2-08": 5, "2-09": 5})  # five Tuesdays
    make_month("2026-11-01", "2026-11-13", texted={"2-08": 1})
    sms("2026-11-24 08:00")

    assert texted("2026-11-24 10:00").expected == 1.5


@pytest.mark.parametrize(("hours", "silent"), [(0, False), (2, False), (1, True)])
def test_with_too_little_history_a_plain_setting_holds(settings, hours, silent):
    settings.SILENCE_HOURS = hours
    make_month("2026-11-01", "2026-11-23", texted={"2-08": 400})
    sms("2026-11-24 08:00")

    flow = texted("2026-11-24 10:00")

    assert (flow.expected, flow.is_silent) == (None, silent)


def test_what_never_came_is_no_silence():
    october()

    assert (texted("2026-11-24 16:00").last, texted("2026-11-24 16:00").is_silent) == (None, False)


def test_without_a_desk_nothing_is_expected(desk):
    october()
    sms("2026-11-24 08:00")
    desk.delete()

    assert flows_at(at("2026-11-24 16:00")) == []


def test_sms_that_left_are_counted_with_the_others_and_those_that_wait_are_not():
    moment = at("2026-11-17 09:30")
    for state in ("sent", "delivered", "undelivered", "queued", "failed", "useless"):
        Message.objects.create(
            request=make_request(received_at=moment),
            kind=Message.Kind.RECEIVED,
            language="fr",
            to_number="+41795550199",
            body="Zzqx",
            parts=1,
            state=state,
            created_at=moment,
            useless_after=moment,
        )

    catch_up(at=at("2026-11-18 00:20"))

    assert MonthLoad.objects.get(counts__has_key="sent").counts["sent"] == {"2-09": 3}


# The alarm.


@pytest.fixture
def jeanne():
    return make_staff(Role.SUPERVISOR, first_name="Jeanne", email="jeanne@example.ch")


def silent_since_eight():
    october()
    sms("2026-11-24 08:00")


def test_it_is_told_once_to_who_supervises_and_who_administers(jeanne):
    make_staff(Role.ADMIN, email="admin@example.ch")
    make_staff(Role.CALLER, email="anne@example.ch")
    make_staff(Role.SUPERVISOR)  # no address
    silent_since_eight()

    ten = at("2026-11-24 10:30")
    told = [watch_flows(at=ten + n * MINUTE) for n in (-30, 0, 5, 200)]
    send_letters(at=ten + MINUTE)

    assert told == [0, 1, 0, 0]
    assert sorted(sent.to for sent in mail.outbox) == [["admin@example.ch"], ["jeanne@example.ch"]]
    [body] = {sent.body.partition(",")[2] for sent in mail.outbox}
    assert (
        "- Aucun SMS reçu depuis mardi 24 novembre, 8 h. "
        "D'habitude, il y en a environ 8 dans ces heures d'ouverture.\n" in body
    )
    assert "État à 10 h 31 :" in body
    assert "/equipe/etat/" in body


def test_it_is_over_when_something_comes_and_the_next_is_told_again(jeanne):
    silent_since_eight()
    watch_flows(at=at("2026-11-24 10:30"))

    sms("2026-11-24 10:33")
    calm = watch_flows(at=at("2026-11-24 10:35"))
    again = watch_flows(at=at("2026-11-24 14:30"))

    assert (calm, again) == (0, 1)
    first, second = Silence.objects.order_by("pk")
    assert (first.ended_at, second.ended_at) == (at("2026-11-24 10:35"), None)
    assert second.since == at("2026-11-24 10:33")


def test_what_came_before_the_mail_leaves_disturbs_nobody(jeanne):
    silent_since_eight()
    assert watch_flows(at=at("2026-11-24 10:30")) == 1
    assert silences(at("2026-11-24 10:31"))
    sms("2026-11-24 10:31")

    assert silences(at("2026-11-24 10:32")) == []
    assert send_letters(at=at("2026-11-24 10:32")) == 0


@pytest.mark.parametrize("moment", ["2026-11-24 12:30", "2026-11-24 21:00", "2026-11-28 10:00"])
def test_nobody_is_told_while_the_desk_is_closed(jeanne, moment):
    silent_since_eight()

    assert watch_flows(at=at(moment)) == 0
    assert not Silence.objects.exists()


def test_with_everybody_away_all_are_told(jeanne):
    silent_since_eight()
    now = at("2026-11-24 10:30")
    times = {"starts_at": now - MINUTE, "ends_at": now + 300 * MINUTE}
    Absence.objects.create(person=jeanne, entered_by=jeanne, **times)

    watch_flows(at=now)
    send_letters(at=now)

    assert [sent.to for sent in mail.outbox] == [["jeanne@example.ch"]]


def test_doctor_names_the_flow(settings):
    settings.SILENCE_HOURS = 1
    sms("2026-11-02 08:00")  # weeks before whenever this runs

    assert [said for said in problems() if "texted, since 02.11.2026 08:00" in said]
