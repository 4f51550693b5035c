"""Statements written once and run many times: nothing of the first run may stay in them."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError
from django.db.models import IntegerField

from callbacks.board import Shown, margin, rows
from callbacks.forms.filters import filters_of
from callbacks.head import first_keys
from callbacks.hour import any_hour, end_of_day, hour_of
from callbacks.models import Callback, Team
from callbacks.services.queue import take_next
from julien.core.kept_sql import Given, statement
from tests.make.callbacks import NOW, at, make_callback
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
QUESTIONS = [
    *(f"voir={part}" for part in Shown),
    *("etat=queued", "etat=claimed", "etat=waiting", "langue=de", "canal=sms", "npa=2800"),
    "besoin=hearing",
    *("chez=moi", "chez=collegue", "chez=personne", "souhait=maintenant"),
    *("promesse=depassee", "promesse=aujourdhui", "promesse=demain"),
]


def shown(query, user, now):
    page, _after = rows(filters_of(query), user, now)
    return {row.reference for row in page}


def test_a_statement_is_run_with_other_values():
    made = [make_callback(state) for state in ("queued", "blocked", "queued")]
    kept = statement(
        Callback.objects.filter(pk__gte=Given("least", IntegerField()), state="queued")
        .order_by("pk")
        .values_list("pk")
    )

    found = [kept.run(least=one.pk) for one in made]

    first, _second, third = (one.pk for one in made)
    assert found == [[(first,), (third,)], [(third,)], [(third,)]]
    with pytest.raises(ProgrammingError, match="least"):
        kept.run(most=1)


def test_a_question_without_an_answer_is_one_too():
    assert statement(Callback.objects.filter(pk__in=[]).values_list("pk")).run() == []


def test_no_question_of_the_queue_holds_an_instant_or_a_person():
    """Only places for them: what a rule reads from the clock would stay for ever."""
    hour, me = any_hour(hour_of(NOW).shape), Given("me", IntegerField())
    for query in QUESTIONS:
        lines = filters_of(query).callbacks(me, hour).in_working_order(hour).values_list("pk")
        assert "%(now)s" in statement(lines).sql, query


@pytest.mark.parametrize("moment", [{"due_at": NOW}, {"request__place__day": NOW.date()}])
def test_no_moment_can_be_written_into_a_statement(moment):
    with pytest.raises(TypeError, match="for ever"):
        statement(Callback.objects.filter(**moment))


def test_the_same_question_an_hour_later_and_by_somebody_else():
    """The first to ask leaves nothing behind: every part and filter, asked anew and by another."""
    anne, marc = make_staff(), make_staff()
    make_callback("claimed", holder=anne, lease_until=NOW + HOUR / 2, due_in=HOUR)
    make_callback("claimed", holder=marc, due_in=16 * HOUR)
    make_callback(due_in=HOUR / 2, windows=["morning"])
    make_callback("waiting", visible_from=NOW + HOUR / 2, due_in=40 * HOUR)
    moments = [NOW, NOW + HOUR, NOW - HOUR, NOW + 24 * HOUR, at("2026-11-25 03:00")]

    for now in moments:
        for user in (anne, marc):
            for query in QUESTIONS:
                fresh = filters_of(query).callbacks(user, hour_of(now))
                expected = {one.request.reference for one in fresh}
                assert shown(query, user, now) == expected, (query, now, user.pk)


def test_the_margin_counts_what_is_now():
    caller = make_staff()
    make_callback(due_in=HOUR)

    def counts(now):
        return {part: count for part, _label, count in margin(caller, now).parts}

    assert counts(NOW)[Shown.LATE] == counts(NOW + 2 * HOUR)[Shown.SOON_LATE] == "0"
    assert counts(NOW)[Shown.SOON_LATE] == counts(NOW + 2 * HOUR)[Shown.LATE] == "1"


def test_a_page_goes_on_behind_another_line():
    made = [make_callback(due_in=n * HOUR).pk for n in range(30, 36)]
    ranked = {one.pk: one for one in Callback.objects.in_working_order(NOW)}
    asked, user = filters_of(""), make_staff()

    pages = [first_keys(asked, user, hour_of(NOW), 2, last=ranked[pk]) for pk in (made[0], made[2])]

    assert [sorted(keys) for keys in pages] == [made[1:3], made[3:5]]


def test_a_take_is_of_who_takes():
    """Teams and languages of the one before do not stay."""
    anne, marc = make_staff(languages=["de"]), make_staff(languages=[])
    team = Team.objects.create(name="Familles")
    team.members.add(anne)
    german = make_callback(due_in=50 * HOUR, language="de")
    given = make_callback(due_in=51 * HOUR)
    Callback.objects.filter(pk=given.pk).update(for_team=team, for_team_until=NOW + 9 * HOUR)

    assert take_next(by=marc, at=NOW) is None
    assert [take_next(by=anne, at=NOW) for _twice in range(2)] == [german, given]


def test_tomorrow_ends_when_the_desk_s_day_does():
    hour = hour_of(at("2026-10-24 23:00"))

    assert (hour.tonight, hour.tomorrow) == (at("2026-10-25 00:00"), at("2026-10-26 00:00"))
    assert hour_of(hour) is hour
    assert end_of_day(at("2026-10-25 23:59")) == hour.tomorrow
