"""`running`: a campaign under way since two weeks, whenever it is loaded.

Forty people ask, and their requests stand in every state; seven asked weeks before, and tell what
became of their aids. Made by the product's own services, at the instants at which things would
have happened. Everything is relative to `now`.
"""

from datetime import timedelta
from random import Random

from django.db import transaction
from django.db.models import F, Min

from callbacks.models.question import Kind
from callbacks.results import Result
from callbacks.services.questions import add_question
from campaigns.models import Campaign, PageView
from julien.scenarios import running_people as people
from julien.scenarios import running_stories as story
from julien.scenarios.base import load_base
from julien.scenarios.running_answers import INTERNET
from julien.scenarios.running_drafts import write_drafts
from julien.scenarios.running_meetings import set_meetings
from julien.scenarios.running_news import heard_before
from julien.scenarios.running_world import World, play
from julien.scenarios.views import spread_views
from requests_intake.models import Message

DAYS_SINCE_START, DAYS_LEFT = 13, 28
OBJECTIVE = 120
VIEWS = 3_180
SEASONS = ("hiver", "printemps", "été", "automne")
SLUGS = ("hiver", "printemps", "ete", "automne")
ASKED_SINCE = timedelta(days=120)
SENT_WITHIN = timedelta(seconds=20)


@transaction.atomic
def load(*, now):
    """All or nothing; with a campaign of this kind there already, nothing."""
    load_base()
    if Campaign.objects.filter(slug__regex=rf"^({'|'.join(SLUGS)})-\d{{4}}$").exists():
        return
    world = World(now)
    campaign = _campaign(world)
    add_question(kind=Kind.ONE, words=INTERNET, at=now - ASKED_SINCE)
    play(world, [*_heard(world), *_closed(world), *_open(world), *heard_before(world)])
    set_meetings(world)
    _deliver(world)
    write_drafts(now=now)
    PageView.objects.bulk_create(
        spread_views(campaign.starts_on, _today(world), VIEWS, Random(3))  # nosec B311
    )


def _today(world):
    return world.now.astimezone(world.hours.zone).date()


def _campaign(world):
    """Named after the season it starts in: "Automne 2026"."""
    starts_on = _today(world) - timedelta(days=DAYS_SINCE_START)
    season = starts_on.month % 12 // 3
    return Campaign.objects.create(
        slug=f"{SLUGS[season]}-{starts_on.year}",
        name=f"{SEASONS[season].capitalize()} {starts_on.year}",
        starts_on=starts_on,
        ends_on=_today(world) + timedelta(days=DAYS_LEFT),
        objective=OBJECTIVE,
    )


def _heard(world):
    count = len(people.ORIENTED)
    for number, someone in enumerate(people.ORIENTED):
        days = 13 - number * 8 // count
        start = world.past(days, world.random.choice([7, 9, 10, 12, 14, 16, 19, 21]))
        yield story.oriented(world, someone, number, start, misses=number % 4 == 1)


def _closed(world):
    yield story.not_reached(world, people.NOT_REACHED, world.past(12, 11))
    yield story.declines(world, people.DECLINES, world.past(9, 9))
    yield story.erased(world, people.ERASED, world.past(10, 14))
    yield story.withdraws(world, people.WITHDRAWS, world.past(6, 15))
    yield story.twice(world, people.TWICE, world.past(8, 10))
    yield story.held_back(world, people.SPAM, world.past(7, 3), judged=True)


def _open(world):
    now, hour = world.now, timedelta(hours=1)
    for number, someone in enumerate(people.FRESH):
        yield story.fresh(world, someone, now - timedelta(minutes=6) - number * 2.5 * hour)
    yield from _with_due_time(world)
    yield from _after_a_call(world)
    yield story.in_hand(world, people.CLAIMED, now - 26 * hour, talking=False)
    yield story.in_hand(world, people.INTERVIEWING, now - 22 * hour, talking=True)
    yield story.fresh(world, people.IN_DANGER, now - hour / 2)
    yield story.held_back(world, people.HELD_BACK, now - 5 * hour, judged=False)
    mother = people.Someone("Bonjour, pouvez-vous m'appeler ?", people.MOTHER)
    yield story.writes_again(world, mother, now - 3 * hour, people.WRITES_AGAIN)
    waiting, accepted = people.GIVEN_TO_PARTNER
    yield story.given_to_partner(world, waiting, world.past(4, 9), accepted=False)
    yield story.given_to_partner(world, accepted, world.past(7, 9), accepted=True)


def _after_a_call(world):
    """One call made, in the last open hours, each a little before the one before."""
    now, soon, tomorrow = world.now, timedelta(minutes=40), timedelta(hours=24)
    first, second, third = people.WAITING
    later, unsafe = people.APPOINTED
    agreed = world.later(
        now + soon
    )  # the second a day after it, not beside it: one caller has both
    calls = (
        (first, Result.NO_ANSWER, {"next_try_at": world.later(now, hours=1)}),
        (second, Result.VOICEMAIL_NOT_ALLOWED, {"next_try_at": world.later(now, hours=3)}),
        (third, Result.NO_ANSWER, {"next_try_at": world.later(now, hours=5)}),
        (later, Result.CALL_LATER, {"next_try_at": agreed}),
        (unsafe, Result.NOT_SAFE_NOW, {"next_try_at": world.later(agreed + tomorrow)}),
        (people.WRONG_NUMBER, Result.NUMBER_INVALID, {}),
        (people.OTHER_LANGUAGE, Result.LANGUAGE_BARRIER, {}),
    )
    called = now - timedelta(minutes=50)
    for someone, result, noted in calls:
        called = world.last_open(called - timedelta(minutes=37))
        yield story.tried(world, someone, result, called, **noted)


def _with_due_time(world):
    """Due by the end of this day (or the next open one), and just past due."""
    promised = world.promised()
    today = promised[min(due_at for due_at in promised if due_at > world.now)]
    for number, someone in enumerate(people.DUE_TODAY):
        yield story.fresh(world, someone, today - world.about(minutes=35 * number))
    late = promised[max(due_at for due_at in promised if due_at <= world.now)]
    for number, someone in enumerate(people.OVERDUE):
        yield story.fresh(world, someone, late - world.about(minutes=50 * number))


def _deliver(world):
    """The SMS of the past have arrived long ago; one of them never did."""
    sent = Message.objects.filter(state=Message.State.QUEUED, created_at__lt=world.now)
    sent = sent.exclude(not_before__gt=world.now)
    first = sent.exclude(request__campaign=None).aggregate(first=Min("pk"))["first"]
    sent.update(state=Message.State.DELIVERED, state_since=F("created_at") + SENT_WITHIN, tries=1)
    Message.objects.filter(pk=first).update(state=Message.State.UNDELIVERED, error_code="30003")
