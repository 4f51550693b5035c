"""Which promises another calendar would move, and who is told."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from callbacks.models import Callback
from callbacks.services.calendar_effects import shifts, tell_later
from callbacks.services.fill import fill_queue
from campaigns.promise import Period
from campaigns.services.calendar_edit import draft_of, hours_of_draft, publish
from campaigns.services.calendars import create_jura_calendar
from julien.core.roles import Role
from requests_intake.models import CallbackRequest, Message
from tests.make.calendars import closing, make_jura, typed
from tests.make.callbacks import at, make_attempt
from tests.make.campaigns import make_campaign, make_desk
from tests.make.intake import make_request, zurich
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

PAGE = "/equipe/horaires/"
ZURICH = ZoneInfo("Europe/Zurich")


@pytest.fixture
def jura():
    return make_jura()


@pytest.fixture
def supervisor(client, jura):
    supervisor = make_staff(Role.SUPERVISOR)
    client.force_login(supervisor)
    return supervisor


# Which promises would move. Monday 23.11.2026 + 3 days = Thursday 26, 17:30.

NOW = at("2026-11-24 09:00")
THURSDAY, FRIDAY = date(2026, 11, 26), date(2026, 11, 27)


def asked(when="2026-11-23 10:00", **fields):
    return make_request(received_at=zurich(when), **fields)


def desk_of_2026():
    return make_desk(calendar=create_jura_calendar(years=range(2026, 2029))).calendar


def effect(base, draft):
    fill_queue(at=NOW)
    found = shifts(draft, base, NOW)
    return [
        (
            one.received_on.day,
            f"{one.due_at.astimezone(ZURICH):%d %H:%M}",
            f"{one.would_be.astimezone(ZURICH):%d %H:%M}",
            one.count,
            one.is_later,
        )
        for one in found
    ]


def test_a_closed_thursday_moves_who_was_promised_thursday_and_nobody_else():
    base = desk_of_2026()
    first, second = asked(), asked("2026-11-23 15:00")
    asked("2026-11-24 08:00")  # promised for Friday
    asked("2026-11-20 08:00")  # Monday: past

    found = effect(base, closing(draft_of(base), THURSDAY))

    assert found == [(23, "26 17:30", "27 17:30", 2, True)]
    [shift] = shifts(closing(draft_of(base), THURSDAY), base, NOW)
    assert shift.references == [first.reference, second.reference]


def test_longer_hours_and_an_opened_saturday_would_bring_some_forward():
    base = desk_of_2026()
    asked("2026-11-25 10:00")  # + 3 = Saturday, moved to Monday 30
    draft = draft_of(base)
    week = (*draft.week[:5], (Period(time(9), time(12)),), ())

    found = effect(base, type(draft)(week, draft.closings, draft.confirmed))

    assert found == [(25, "30 17:30", "28 12:00", 1, False)]


def test_each_campaign_is_counted_by_its_own_rule():
    base = desk_of_2026()
    campaign = make_campaign(starts_on=date(2026, 11, 1), promise_days=2, promise_unit="working")
    asked()  # within the campaign: two working days = Wednesday 25
    campaign.starts_on = date(2026, 12, 1)
    campaign.save()

    wednesday = effect(base, closing(draft_of(base), date(2026, 11, 25)))

    assert wednesday == [(23, "25 17:30", "26 17:30", 1, True)]


@pytest.mark.parametrize("how", ["called", "told", "withdrawn"])
def test_who_was_called_told_or_gone_does_not_count(how):
    base = desk_of_2026()
    request = asked()
    fill_queue(at=NOW)
    if how == "called":
        make_attempt(Callback.objects.get(), "no_answer", started_at=NOW)
    elif how == "told":
        CallbackRequest.objects.update(new_date_told=NOW)
    else:
        CallbackRequest.objects.filter(pk=request.pk).update(withdrawn_at=NOW, closed_at=NOW)

    assert effect(base, closing(draft_of(base), THURSDAY)) == []


def test_who_waits_longer_is_told_once_and_the_promise_stays():
    base = desk_of_2026()
    later, earlier = asked(), asked("2026-11-24 08:00")
    draft = closing(draft_of(base), THURSDAY)
    fill_queue(at=NOW)
    moved = shifts(draft, base, NOW)
    due_at = later.due_at
    row = publish(draft=draft, base=base, at=NOW)
    hours = hours_of_draft(draft, row.time_zone)

    told = [tell_later(moved, base=row, hours=hours, at=NOW) for _ in range(2)]

    assert told == [1, 0]
    later.refresh_from_db()
    earlier.refresh_from_db()
    assert later.due_at == due_at
    assert later.new_date_told == datetime(2026, 11, 27, 17, 30, tzinfo=ZURICH)
    assert earlier.new_date_told is None
    [message] = Message.objects.filter(kind="new_date")
    assert message.request == later
    assert "vendredi 27 novembre" in message.body
    assert Callback.objects.get(request=later).late_reason == "closed"


def test_who_would_be_called_sooner_is_told_nothing():
    base = desk_of_2026()
    request = asked("2026-11-25 10:00")  # for Monday 30; with an open Saturday, for the 28th
    fill_queue(at=NOW)
    draft = draft_of(base)
    week = (*draft.week[:5], (Period(time(9), time(12)),), ())
    draft = type(draft)(week, draft.closings, draft.confirmed)
    moved = shifts(draft, base, NOW)
    row = publish(draft=draft, base=base, at=NOW)

    told = tell_later(moved, base=row, hours=hours_of_draft(draft, row.time_zone), at=NOW)

    assert (len(moved), told) == (1, 0)
    request.refresh_from_db()
    assert request.new_date_told is None
    assert not Message.objects.filter(kind="new_date").exists()


def test_the_effect_page_names_them_and_confirming_tells_them(client, supervisor, jura):
    request = make_request(received_at=timezone.now())
    due = timezone.localtime(request.due_at)
    sent = typed(jura, one_off=f"{due:%d.%m.%Y} Panne de chauffage")

    effect = client.post(PAGE, sent).content.decode()
    assert request.reference in effect
    assert "Confirmer et prévenir" in effect
    assert not Message.objects.filter(kind="new_date").exists()

    page = client.post(f"{PAGE}appliquer/", sent, follow=True).content.decode()
    assert "1 personne prévenue." in page
    assert Message.objects.get(kind="new_date").request == request


def test_the_number_of_queries_depends_on_days_and_not_on_people(django_assert_num_queries):
    base = desk_of_2026()
    for _ in range(5):
        asked()
    fill_queue(at=NOW)
    draft = closing(draft_of(base), THURSDAY)

    with django_assert_num_queries(3):
        shifts(draft, base, NOW)
