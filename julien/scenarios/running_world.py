"""Time in the running demo: stories told in steps, played in the order things happened."""

import heapq
from datetime import timedelta
from random import Random

from callbacks.models import Callback
from callbacks.services.attempts import record_result, start_attempt
from callbacks.services.fill import fill_queue
from callbacks.services.queue import take
from campaigns.models import Desk
from campaigns.promise import Rule, is_open, next_opening, promise
from campaigns.services.calendars import hours_of
from julien.core.phone import read_phone
from julien.scenarios.base import caller
from requests_intake.models import Channel
from requests_intake.services.receive import receive

STEP = timedelta(minutes=15)
RING = timedelta(minutes=2)
BACK = timedelta(days=12)
AWAKE = range(8, 21)


class World:
    """The desk, the team and the hours around `now`."""

    def __init__(self, now):
        self.now = now.replace(second=0, microsecond=0)
        self.hours = hours_of(Desk.objects.get().calendar)
        self.random = Random(79)  # nosec B311  # made-up people, not secrets
        self.ana, self.bob = caller("intervenante"), caller("intervenant2")
        self.lead = caller("responsable")
        self.partner = caller("partenaire")
        self._numbers = iter(range(1, 100))

    def anyone(self):
        return self.random.choice([self.ana, self.bob])

    def ask(self, someone, at):
        """The person asks, through the door's own service. Returns their request."""
        number = someone.number or f"+41795550{100 + next(self._numbers)}"
        by_team = someone.channel in {Channel.DESK, Channel.PHONE}
        return receive(
            channel=someone.channel,
            phone=read_phone(number),
            received_at=at,
            words=someone.words,
            first_name=someone.first_name,
            taken_by=self.anyone() if by_team else None,
            **someone.extra,
        ).request

    def call(self, request, by, result, at, **noted):
        """Take, dial, note what came of it."""
        callback = Callback.objects.get(request=request)
        take(callback_id=callback.pk, by=by, at=at)
        start_attempt(callback_id=callback.pk, by=by, at=at)
        return record_result(callback_id=callback.pk, by=by, result=result, at=at + RING, **noted)

    def about(self, **length):
        """A length of time, and up to three quarters of an hour more."""
        return timedelta(**length) + timedelta(minutes=self.random.randrange(45))

    def later(self, at, **delay):
        """The first open moment after a delay, some minutes into it."""
        minutes = timedelta(minutes=self.random.randrange(2, 50))
        return next_opening(next_opening(at + timedelta(**delay), self.hours) + minutes, self.hours)

    def last_open(self, before):
        """The last open quarter of an hour before an instant."""
        at = before
        while not is_open(at, self.hours):
            at -= STEP
        return at

    def promised(self):
        """{due time: the latest receipt by day promised it}, over the last days."""
        found = {}
        for hours in range(1, BACK // timedelta(hours=1)):
            at = self.now - timedelta(hours=hours)
            if at.astimezone(self.hours.zone).hour in AWAKE:
                found.setdefault(promise(at, Rule(), self.hours).due_at, at)
        return found

    def past(self, days, hour):
        """So many days ago, at about that hour."""
        midnight = self.now.astimezone(self.hours.zone).replace(hour=0, minute=0)
        minute = self.random.randrange(60)
        return midnight - timedelta(days=days) + timedelta(hours=hour, minutes=minute)


def play(world, stories):
    """Each story yields the instant of its next step; what lies after `now` does not happen."""
    turns = [(next(story), number, story) for number, story in enumerate(stories)]
    heapq.heapify(turns)
    while turns:
        at, number, story = heapq.heappop(turns)
        if at > world.now:
            story.close()
            continue
        fill_queue(at=at)
        try:
            heapq.heappush(turns, (story.send(at), number, story))
        except StopIteration:
            continue
    fill_queue(at=world.now)
