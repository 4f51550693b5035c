"""How long a partner organisation has to answer: never past what the person was told."""

from datetime import timedelta

import pytest

from callbacks.services.hand_over import hand_to_partner
from tests.make.callbacks import NOW, make_attempt, make_callback
from tests.make.campaigns import make_desk

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def desk():
    return make_desk()


def answer_until(callback, member):
    """Given to the organisation of `member` by who holds it: until when it may answer."""
    given = hand_to_partner(
        callback_id=callback.pk,
        by=callback.claimed_by,
        partner=member.partner_member.partner,
        consent="by_phone",
        reason="asked",
        at=NOW,
    )
    return given.until


@pytest.mark.parametrize(("was_called", "hours"), [(False, 46), (True, 7 * 24)])
def test_a_promise_without_a_call_comes_back_before_it_is_broken(caller, alix, was_called, hours):
    callback = make_callback("claimed", holder=caller, due_in=48 * HOUR)
    if was_called:
        make_attempt(callback, "reached", caller=caller)

    assert answer_until(callback, alix) == NOW + hours * HOUR


@pytest.mark.parametrize(
    ("due_in", "new_date", "hours"),
    [
        (-2, 29, 27),  # missed, and a new date was said: two hours before that one
        (1, None, 2),  # about to be missed: as long as a colleague has it
        (-40, None, 2),
        (-40, -16, 2),  # both dates are over
    ],
)
def test_who_waits_too_long_already_does_not_wait_a_week_for_an_answer(
    caller, alix, due_in, new_date, hours
):
    told = None if new_date is None else NOW + new_date * HOUR
    callback = make_callback("claimed", holder=caller, due_in=due_in * HOUR, new_date_told=told)

    assert answer_until(callback, alix) == NOW + hours * HOUR
