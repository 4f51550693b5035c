"""Erasing people moves no figure: not one measure, in no format, of no past month."""

import random
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.conf import settings
from django.db import connection
from django.db.utils import ProgrammingError
from django.utils.module_loading import import_string

from callbacks.lists import words
from callbacks.models import CallAttempt, Callback, Interview, Listed
from callbacks.results import Result
from callbacks.services.interview_answers import FollowUpAnswer
from callbacks.services.profiles import read_profile
from callbacks.states import ClosedReason, State
from campaigns.models import Campaign
from campaigns.statistics.formats import FORMATS
from campaigns.statistics.measures import Scope
from campaigns.statistics.report import build
from campaigns.statistics.scopes import scope_of_campaign
from julien.retention.anonymous import without_identities
from julien.retention.models import Fact
from requests_intake.models import CallbackRequest, Satisfaction
from requests_intake.services.erase import erase_person
from requests_intake.services.expire import erase_expired
from tests.kept import kept_for_the_module
from tests.make.callbacks import NOW, make_attempt, make_callback
from tests.make.campaigns import make_campaign
from tests.make.interviews import make_discussable_aid, make_signed_interview
from tests.statistics.test_formats import read_csv, read_json, read_pdf, read_xlsx

pytestmark = pytest.mark.django_db

READ = {"json": read_json, "csv": read_csv, "xlsx": read_xlsx, "pdf": read_pdf}
LATER = NOW + timedelta(days=800)
ONE_BY_ONE = 20
FIRSTS = [date(2026, month, 1) for month in (1, *range(5, 13))]


def scopes():
    """Each campaign, and each month in which somebody came of what is in one and what is in none,
    with all the months before as one.
    """
    for campaign in [*Campaign.objects.all(), None]:
        if campaign:
            yield scope_of_campaign(campaign, at=LATER)
        for first, last in pairwise(FIRSTS):
            yield Scope(campaign=campaign, first=first, last=last - timedelta(days=1), at=LATER)


def counted():
    """Every measure of every scope as counted, small numbers included."""
    found = []
    with without_identities():
        for scope in scopes():
            for path in settings.FIGURES:
                for measure in import_string(path)(scope):
                    said = (measure.code, measure.value, measure.denominator)
                    found.append((scope.first, scope.last, scope.campaign, *said))
    return found


def written():
    """What every format says of every campaign."""
    return {
        (campaign.slug, extension): READ[extension](
            write(build(scope_of_campaign(campaign, at=LATER)))
        )
        for campaign in Campaign.objects.all()
        for extension, (_type, write) in FORMATS.items()
    }


def everybody():
    return list(CallbackRequest.objects.values_list("pk", flat=True))


@pytest.fixture(scope="module")
def many_people(django_db_setup, django_db_blocker):
    with kept_for_the_module(django_db_blocker, make_many_people):
        yield


def make_many_people():
    """A year of requests of every sort: channels, ends, tries early and late, interviews."""
    chance = random.Random(7)
    campaign = make_campaign(starts_on=date(2026, 5, 12), ends_on=date(2026, 10, 20))
    aids = [make_discussable_aid(title) for title in ("Subside", "PC", "Crèche")]
    for _number in range(60):
        came = NOW - timedelta(days=chance.randrange(40, 190), minutes=chance.randrange(5000))
        inside = date(2026, 5, 12) <= came.date() <= date(2026, 10, 20)
        asked = {
            "campaign": campaign if inside and chance.random() < 0.8 else None,
            "channel": chance.choice(["sms", "web", "desk", "phone"]),
            "ongoing_support": chance.choice(["no", "no", "yes", "unknown"]),
            "received_at": came,
            "now": came,
        }
        if chance.random() < 0.5:
            _interviewed(chance, aids, asked)
        else:
            _not_interviewed(chance, asked)


def _interviewed(chance, aids, asked):
    asked.pop("now")
    talk = asked["received_at"] + timedelta(minutes=chance.randrange(30, 9000))
    interview = make_signed_interview(
        at=talk,
        said={
            "household": chance.choice(["alone", "single_parent", "couple"]),
            "gender": chance.choice(["woman", "man"]),
            "age_band": chance.choice(["26-39", "65+"]),
            "ongoing_support": chance.choice(["no", "yes", "unknown"]),
            "settled": chance.choice([True, False, None]),
        },
        aids=chance.sample(aids, 2),
        reasons=chance.sample(["M01", "M05", "M07"], chance.randrange(3)),
        follow_ups=[FollowUpAnswer("help_apply", chance.choice(["offered", "accepted"]))],
        **asked,
    )
    _early_try(chance, interview.callback, asked["received_at"])
    if chance.random() < 0.6:
        request = interview.callback.request
        Satisfaction.objects.create(request=request, satisfied=chance.randrange(1, 5))


def of_one_month(count):
    """Interviewed people whose clocks may change places with each other's: so many, that chance
    hardly ever leaves all of them where they are."""
    chance = random.Random(count)
    aids = [make_discussable_aid(f"Aide {number}") for number in range(2)]
    for _number in range(count):
        came = NOW - timedelta(days=60, minutes=chance.randrange(5000))
        asked = {"campaign": None, "channel": "web", "ongoing_support": "no"}
        _interviewed(chance, aids, asked | {"received_at": came, "now": came})


def _not_interviewed(chance, asked):
    reason = chance.choice(["unreachable", "declined", "withdrawn", "spam", "duplicate"])
    came = asked["received_at"]
    gone = came + timedelta(hours=chance.randrange(1, 90))
    more = {"withdrawn_at": gone, "closed_at": gone} if reason == "withdrawn" else {}
    callback = make_callback(State.CLOSED, closed_reason=reason, **asked, **more)
    if reason in {"unreachable", "declined"}:
        _early_try(chance, callback, came)
    if reason == "declined":
        later = came + timedelta(hours=chance.randrange(1, 99))
        make_attempt(callback, Result.DECLINED, started_at=later)


def _early_try(chance, callback, came):
    callback.late_reason = chance.choice(["", *words(Listed.LATE)])
    callback.save(update_fields=["late_reason"])
    soon = came + timedelta(minutes=chance.randrange(5, 9000), seconds=chance.randrange(60))
    make_attempt(callback, Result.NO_ANSWER, started_at=soon)


def test_every_measure_stays_when_everybody_is_erased(many_people):
    before, files = counted(), written()
    assert {code for *_scope, code, value, _of in before if value} >= {
        "requests.total",
        "promise.kept",
        "promise.missed",
        "promise.withdrawn",
        "first_try.median_hours",
        "reached.p90_hours",
        "interviews.settled_first",
        "followup.phone.accepted",
        "followup.help_apply.accepted",
        "satisfaction.satisfied",
        "reason.M01",
        "profile.typical.woman_on_her_own",
    }

    erase_person(request_ids=everybody(), by=None, at=NOW)

    assert not Interview.objects.exists()
    assert not CallAttempt.objects.exists()
    assert counted() == before
    assert written() == files


def test_every_measure_stays_when_they_go_one_after_the_other(many_people):
    before = counted()
    people = everybody()
    random.Random(3).shuffle(people)

    for place, pk in enumerate(people[:ONE_BY_ONE]):
        erase_person(request_ids=[pk], by=None, at=NOW)
        if place in {0, ONE_BY_ONE - 1}:
            assert counted() == before
    erase_person(request_ids=people[ONE_BY_ONE:], by=None, at=NOW)
    assert counted() == before


def test_every_measure_stays_when_their_time_is_over_and_when_the_traces_go(many_people):
    before = counted()

    erase_expired(at=LATER)
    assert counted() == before
    erase_expired(at=LATER + timedelta(days=60))

    assert not CallbackRequest.objects.exists()
    assert counted() == before


def test_what_counts_cannot_read_who_is_counted(many_people):
    with pytest.raises(ProgrammingError, match="first_name"), without_identities():
        list(CallbackRequest.objects.values_list("first_name"))


def test_outside_of_it_queries_read_the_tables(many_people):
    with without_identities():
        pass
    assert Callback.objects.filter(closed_reason=ClosedReason.SPAM).exists()
    assert CallbackRequest.objects.values_list("first_name").exists()
    with connection.cursor() as cursor:
        cursor.execute("SHOW search_path")
        assert cursor.fetchone() == ('"$user", public',)


def test_clocks_change_places_within_a_month_campaign_and_channel(many_people):
    """So that a duration, which the audit trail tells, does not lead to what was said."""
    of_one_month(10)
    pairs = {}
    for request in CallbackRequest.objects.filter(callback__interview__state="signed"):
        first = request.callback.attempts.order_by("started_at").first()
        seconds = (first.started_at - request.received_at).total_seconds()
        pairs[seconds] = read_profile(request.callback.interview)["household"]

    erase_person(request_ids=everybody(), by=None, at=NOW)

    moved = total = 0
    for fact in Fact.objects.all():
        calls = [row["started_at"] for row in fact.clock["callbacks_callattempt"]]
        told = fact.story["callbacks_profile"]
        if calls and told and min(calls) in pairs:
            total += 1
            moved += pairs[min(calls)] != told[0]["sealed"]["household"]
    assert moved
    assert total
