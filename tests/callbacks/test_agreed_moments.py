"""A moment agreed with the person: open, free, and never instead of the promise."""

import pytest

from callbacks.services.attempts import ResultRefused, record_result
from callbacks.services.queue import take_next
from tests.make.callbacks import NOW, at, make_attempt, make_callback
from tests.make.campaigns import make_desk
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk():
    return make_desk()


@pytest.fixture
def caller():
    return make_staff()


def agree(caller, moment, result="call_later"):
    callback = make_callback("claimed", holder=caller)
    when = at(moment)
    record_result(callback_id=callback.pk, by=caller, result=result, at=NOW, next_try_at=when)
    callback.refresh_from_db()
    return callback


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        ("2026-11-24 08:59", "passé"),
        ("2026-11-25 12:30", "fermés"),
        ("2026-11-25 17:30", "fermés"),
        ("2026-11-28 10:00", "fermés"),
        ("2026-12-25 10:00", "fermés"),
        ("2027-03-01 10:00", "trop loin"),
    ],
    ids=["past", "lunch", "closing", "Saturday", "Christmas", "too far"],
)
def test_a_moment_at_which_nobody_can_call_is_not_agreed(caller, moment, says):
    with pytest.raises(ResultRefused) as refused:
        agree(caller, moment)

    assert says in refused.value.sentence
    assert refused.value.field == "next_try_at"


@pytest.mark.parametrize(
    ("second", "possible"),
    [("14:00", False), ("14:14", False), ("13:46", False), ("14:15", True), ("13:45", True)],
)
def test_nobody_agrees_two_moments_at_once(caller, second, possible):
    first = agree(caller, "2026-11-26 14:00")

    try:
        agree(caller, f"2026-11-26 {second}")
    except ResultRefused as refused:
        said = refused.sentence
    else:
        said = ""

    assert bool(said) != possible
    assert (first.request.reference in said) != possible


def test_two_colleagues_may_have_the_same_moment(caller):
    agree(caller, "2026-11-26 14:00")

    assert agree(make_staff(), "2026-11-26 14:00", "not_safe_now").state == "appointed"


def test_the_promise_stays_as_it_was(caller):
    callback = agree(caller, "2026-12-10 14:00")

    assert callback.due_at == callback.request.due_at < callback.visible_from


@pytest.mark.parametrize(("speaks", "state"), [("pt", "queued"), ("de", "blocked")])
def test_a_language_barrier_goes_to_who_speaks_it_or_to_a_supervisor(caller, speaks, state):
    colleague = make_staff(languages=["fr", speaks])
    callback = make_callback("claimed", holder=caller)
    make_attempt(callback, "", caller=caller)
    note = {"result": "language_barrier", "language": "pt", "at": NOW}

    record_result(callback_id=callback.pk, by=caller, **note)

    callback.refresh_from_db()
    assert (callback.state, callback.request.language) == (state, "pt")
    assert take_next(by=caller, at=NOW) is None
    assert take_next(by=colleague, at=NOW) == (callback if state == "queued" else None)
