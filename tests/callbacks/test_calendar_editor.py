"""Opening hours are edited on a page that shows first which promises would move."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.utils import timezone

from callbacks.forms.calendar import read_closings, read_periods
from callbacks.tasks import check_states
from campaigns.models import ClosedDay, Desk, OpeningCalendar
from campaigns.promise import Period
from campaigns.services.calendar_edit import Changed, draft_of, publish
from campaigns.services.offer import offer_at
from julien.core.roles import Role
from tests.make.calendars import closing, make_jura, typed
from tests.make.campaigns import make_campaign
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


# Reading what people write.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8:30-12:00, 13:30-17:30", ["08:30-12:00", "13:30-17:30"]),
        ("8h30-12h, 13h30-17h30", ["08:30-12:00", "13:30-17:30"]),
        ("13:30 – 17:30 et 8.30 – 12", ["08:30-12:00", "13:30-17:30"]),
        ("8-12; 12-20", ["08:00-12:00", "12:00-20:00"]),
        ("", []),
        ("fermé", []),
    ],
)
def test_hours_are_read_as_people_write_them(text, expected):
    read = [f"{one.opens:%H:%M}-{one.closes:%H:%M}" for one in read_periods(text)]
    assert read == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("8:30-12:00, 11:30-17:30", "8:30-12:00 et 11:30-17:30 se chevauchent."),
        ("12:00-8:30", "12:00-8:30 : la fin est avant le début."),
        ("9-9", "9-9 : la fin est avant le début."),
        ("matin", "« matin » ne se lit pas."),
        ("8:30-25:00", "« 8:30-25:00 » ne se lit pas."),
        ("8:30", "« 8:30 » ne se lit pas."),
    ],
)
def test_what_cannot_be_is_said_clearly(text, said):
    with pytest.raises(forms.ValidationError) as refused:
        read_periods(text)
    assert said in refused.value.messages[0]


def test_closings_are_read_line_by_line_and_span_days():
    read = read_closings("24.12.2026 Pont\n\n31.12.2026-2.1.2027 Fêtes de fin d'année", "one_off")

    assert [(one.day, one.name) for one in read] == [
        (date(2026, 12, 24), "Pont"),
        (date(2026, 12, 31), "Fêtes de fin d'année"),
        (date(2027, 1, 1), "Fêtes de fin d'année"),
        (date(2027, 1, 2), "Fêtes de fin d'année"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("24.12.2026 Pont\n31.2.2027 Fin", "Ligne 2 : « 31.2.2027 » n'est pas un jour."),
        ("Noël", "Ligne 1 : « Noël » n'est pas un jour."),
        ("3.1.2027-1.1.2027 x", "ce n'est pas une durée possible"),
        ("1.1.2027-1.1.2028 x", "ce n'est pas une durée possible"),
    ],
)
def test_a_line_that_is_no_day_is_named(text, said):
    with pytest.raises(forms.ValidationError) as refused:
        read_closings(text, "one_off")
    assert said in refused.value.messages[0]


# The page.


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"day_0": "8:30-12:00, 11:00-17:30"}, "se chevauchent"),
        ({"day_2": "17:30-8:30"}, "la fin est avant le début"),
        ({f"day_{n}": "" for n in range(7)}, "Aucun jour ouvert pendant plus de 30 jours"),
        ({"one_off": "demain fermé"}, "Ligne 1 : « demain » n&#x27;est pas un jour."),
        ({"years": []}, "Confirmez les jours fériés d&#x27;une année au moins."),
    ],
)
def test_bad_input_is_said_and_what_was_typed_stays(client, supervisor, jura, changes, said):
    answer = client.post(PAGE, typed(jura, **{"day_4": "8:30-11:45"} | changes))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert 'value="8:30-11:45"' in page or "day_4" in changes
    assert OpeningCalendar.objects.count() == 1


def test_a_long_closing_far_ahead_is_found_too(client, supervisor, jura):
    year = timezone.localdate().year + 1
    closed = f"1.7.{year}-20.7.{year} a\n21.7.{year}-10.8.{year} b"

    answer = client.post(PAGE, typed(jura, one_off=closed))

    assert answer.status_code == 422
    assert "Aucun jour ouvert pendant plus de 30 jours" in answer.content.decode()


def test_looking_at_the_effect_saves_nothing_and_confirming_makes_the_next_version(
    client, supervisor, jura
):
    campaign = make_campaign(calendar=jura)
    sent = typed(jura, day_5="9:00-12:00", one_off="24.12.2099 Pont", local="23.6.2099 Fête")

    effect = client.post(PAGE, sent).content.decode()
    assert "Rien n&#x27;est encore enregistré" in effect or "Rien n'est encore enregistré" in effect
    assert "9 h – 12 h" in effect
    assert "jeudi 24 décembre 2099 : Pont" in effect
    assert OpeningCalendar.objects.count() == 1

    page = client.post(f"{PAGE}appliquer/", sent, follow=True).content.decode()

    assert "Calendrier version 2 enregistré." in page
    row = OpeningCalendar.objects.get(version=2)
    campaign.refresh_from_db()
    assert (Desk.objects.get().calendar, campaign.calendar) == (row, row)
    kinds = row.closed_days.filter(day__year=2099).values_list("day", "name", "kind")
    assert list(kinds) == [
        (date(2099, 6, 23), "Fête", ClosedDay.Kind.LOCAL),
        (date(2099, 12, 24), "Pont", ClosedDay.Kind.ONE_OFF),
    ]
    assert draft_of(row).week[5] == (Period(time(9), time(12)),)
    assert draft_of(jura).week[5] == ()
    assert "24.12.2099 Pont" in page


def test_a_holiday_that_is_struck_out_is_a_day_of_work(client, supervisor, jura):
    draft = draft_of(jura)
    future = [one for one in draft.closings if one.day > timezone.localdate()]
    struck = next(one.day for one in future if one.day.weekday() < 5)
    sent = typed(jura)
    sent["holidays"] = [day for day in sent["holidays"] if day != struck.isoformat()]

    client.post(f"{PAGE}appliquer/", sent)

    hours = offer_at(timezone.now()).hours
    assert hours.is_open_day(struck)


def test_a_year_that_nobody_confirmed_is_proposed_and_counts_as_closed(client, supervisor, jura):
    last = max(draft_of(jura).confirmed)
    sent = typed(jura)
    sent["years"] = [year for year in sent["years"] if year != str(last)]

    client.post(f"{PAGE}appliquer/", sent)

    row = OpeningCalendar.objects.get(version=2)
    assert row.holidays_confirmed_until == date(last - 1, 12, 31)
    assert not row.closed_days.filter(day__year=last, kind="holiday").exists()
    assert not offer_at(timezone.now()).hours.is_open_day(date(last, 1, 1))
    page = client.get(PAGE).content.decode()
    assert f"{last} · à confirmer" in page


@pytest.mark.parametrize(("days", "warned"), [(182, True), (184, False)])
def test_the_page_warns_six_months_before_the_confirmed_calendar_ends(
    client, supervisor, jura, days, warned
):
    jura.holidays_confirmed_until = timezone.localdate() + timedelta(days=days)
    jura.save()

    for address in (PAGE, "/equipe/journee/"):
        page = client.get(address).content.decode()
        assert ("Le calendrier confirmé se termine bientôt" in page) is warned


def test_nothing_changed_makes_no_version(client, supervisor, jura):
    page = client.post(PAGE, typed(jura), follow=True).content.decode()

    assert "le calendrier reste comme il est" in page


def test_a_colleague_who_was_quicker_is_not_overwritten(client, supervisor, jura):
    sent = typed(jura, day_5="9:00-12:00")
    publish(draft=closing(draft_of(jura), date(2099, 1, 5)), base=jura, at=timezone.now())

    page = client.post(f"{PAGE}appliquer/", sent, follow=True).content.decode()

    assert "Le calendrier a changé entre-temps" in page
    assert OpeningCalendar.objects.count() == 2
    with pytest.raises(Changed):
        publish(draft=draft_of(jura), base=jura, at=timezone.now())


@pytest.mark.parametrize(("days", "logged"), [(182, True), (184, False)])
def test_the_daily_check_says_it_too(jura, caplog, days, logged):
    jura.holidays_confirmed_until = timezone.localdate() + timedelta(days=days)
    jura.save()

    check_states()

    assert ("are known only until" in caplog.text) is logged
