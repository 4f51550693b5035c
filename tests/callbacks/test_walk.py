"""Random days at the desk: whatever people do, in whatever order, the promises of the data hold."""

from contextlib import suppress
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from callbacks.models import CallAttempt, Callback, CallbackMove
from callbacks.results import EFFECTS, Result
from callbacks.rules import Release
from callbacks.services.attempts import (
    NotCalling,
    ResultRefused,
    record_result,
    start_attempt,
)
from callbacks.services.fill import fill_queue
from callbacks.services.moves import IllegalMove
from callbacks.services.queue import CallRunning, NotOpen, TakenBy, release, take, take_next
from callbacks.services.supervision import close_by_hand, requeue
from callbacks.states import HELD, State
from julien.core.phone import read_phone
from julien.core.roles import Role
from requests_intake.models import CallbackRequest
from requests_intake.services.changes import withdraw
from requests_intake.services.receive import receive
from tests.make.callbacks import NOW
from tests.make.campaigns import make_desk
from tests.make.staff import make_staff

REFUSALS = (CallRunning, IllegalMove, NotCalling, NotOpen, ResultRefused, TakenBy)
NUMBERS = [f"079 555 01 {n:02d}" for n in range(40, 44)]

who = st.integers(0, 2)
which = st.integers(0, 7)


class Desk(RuleBasedStateMachine):
    """Three callers, one supervisor, four people with a phone, and time going by."""

    def __init__(self):
        super().__init__()
        self.whole_day = transaction.atomic()
        self.whole_day.__enter__()
        self.now = NOW
        make_desk()
        self.callers = [make_staff() for _ in range(3)]
        self.supervisor = make_staff(Role.SUPERVISOR)
        self.promised = {}

    def teardown(self):
        """Each day begins with an empty desk."""
        transaction.set_rollback(True)
        self.whole_day.__exit__(None, None, None)

    def any_callback(self, number):
        every = list(Callback.objects.order_by("pk"))
        return every[number % len(every)] if every else None

    def tries(self, action, **how):
        """Do it; being refused is all right, breaking is not."""
        self.now += timedelta(seconds=7)
        with suppress(*REFUSALS):
            action(at=self.now, **how)

    @rule(number=st.sampled_from(NUMBERS))
    def somebody_asks(self, number):
        self.now += timedelta(seconds=7)
        received = receive(channel="sms", phone=read_phone(number), received_at=self.now)
        self.promised.setdefault(received.request.pk, received.request.due_at)
        fill_queue(at=self.now)

    @rule(number=which)
    def somebody_withdraws(self, number):
        requests = list(CallbackRequest.objects.open().order_by("pk"))
        if requests:
            withdraw(request_id=requests[number % len(requests)].pk, at=self.now)

    @rule(minutes=st.sampled_from([1, 20, 31, 240, 1440]))
    def time_goes_by(self, minutes):
        self.now += timedelta(minutes=minutes)

    @rule(person=who)
    def take_the_next(self, person):
        self.tries(take_next, by=self.callers[person])

    @precondition(lambda self: Callback.objects.exists())
    @rule(person=who, number=which)
    def take_this(self, person, number):
        callback = self.any_callback(number)
        self.tries(take, by=self.callers[person], callback_id=callback.pk)

    @precondition(lambda self: Callback.objects.exists())
    @rule(person=who, number=which, why=st.sampled_from(Release.values))
    def give_back(self, person, number, why):
        callback = self.any_callback(number)
        self.tries(release, by=self.callers[person], callback_id=callback.pk, why=why)

    @precondition(lambda self: Callback.objects.exists())
    @rule(person=who, number=which)
    def dial(self, person, number):
        callback = self.any_callback(number)
        self.tries(start_attempt, by=self.callers[person], callback_id=callback.pk)

    @precondition(lambda self: Callback.objects.filter(state__in=HELD).exists())
    @rule(number=which, result=st.sampled_from(Result.values), hours=st.integers(1, 72))
    def note_what_came_of_it(self, number, result, hours):
        held = list(Callback.objects.filter(state__in=HELD).order_by("pk"))
        callback = held[number % len(held)]
        when = self.now + timedelta(hours=hours) if EFFECTS[result].needs_time else None
        self.tries(
            record_result,
            by=callback.claimed_by,
            callback_id=callback.pk,
            result=result,
            next_try_at=when,
        )

    @precondition(lambda self: Callback.objects.exists())
    @rule(number=which, again=st.booleans())
    def a_supervisor_decides(self, number, again):
        callback = self.any_callback(number)
        if again:
            self.tries(requeue, by=self.supervisor, callback_id=callback.pk)
        else:
            self.tries(
                close_by_hand, by=self.supervisor, callback_id=callback.pk, reason="unreachable"
            )

    @invariant()
    def the_promise_never_moves(self):
        assert dict(CallbackRequest.objects.values_list("pk", "due_at")) == self.promised

    @invariant()
    def a_number_waits_once(self):
        waiting = list(CallbackRequest.objects.open().values_list("phone_lookup", flat=True))
        assert len(waiting) == len(set(waiting))

    @invariant()
    def the_history_is_an_unbroken_chain(self):
        for callback in Callback.objects.all():
            steps = list(callback.moves.order_by("pk").values_list("was", "to"))
            assert steps[0][0] == ""
            assert steps[-1][1] == callback.state
            assert all(one[1] == two[0] for one, two in pairwise(steps))

    @invariant()
    def closed_together_or_not_at_all(self):
        closed = Callback.objects.filter(state=State.CLOSED)
        assert not closed.filter(request__closed_at=None).exists()
        gone = Callback.objects.exclude(state=State.CLOSED).filter(request__closed_at__lt=self.now)
        assert not gone.filter(request__withdrawn_at=None).exists()

    @invariant()
    def nobody_is_dialled_twice_at_once(self):
        calls = CallAttempt.objects.running().values_list("callback", flat=True)
        assert len(calls) == len(set(calls))

    @invariant()
    def unreachable_was_earned(self):
        for callback in Callback.objects.filter(closed_reason="unreachable"):
            by_hand = CallbackMove.objects.filter(callback=callback, why="closed_by_hand")
            assert by_hand.exists() or callback.attempts.counted().count() >= 3


@pytest.mark.django_db
def test_a_day_at_the_desk_keeps_every_promise_of_the_data():
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=15,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
