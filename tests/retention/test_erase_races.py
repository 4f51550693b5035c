"""Erasing while the team and the person are at work: one order of locks, no half of anything."""

import threading

import pytest
from django.db import connection

from callbacks.models import Callback
from callbacks.results import Result
from callbacks.services.attempts import record_result
from callbacks.services.moves import IllegalMove
from callbacks.services.queue import NotOpen, TakenBy
from callbacks.states import ClosedReason, State
from requests_intake.models import CallbackRequest
from requests_intake.services.changes import withdraw
from requests_intake.services.erase import erase_person
from tests.make.callbacks import NOW, make_attempt, make_callback
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db(transaction=True)

TOO_LATE = (TakenBy, NotOpen, IllegalMove, Callback.DoesNotExist, CallbackRequest.DoesNotExist)


def at_once(*works):
    """Run them together; returns what they raised beyond "too late"."""
    start, problems = threading.Barrier(len(works)), []

    def run(work):
        try:
            start.wait(timeout=30)
            work()
        except TOO_LATE:
            pass
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return problems


@pytest.mark.parametrize("attempt", range(5))
def test_a_result_noted_while_the_person_is_erased(attempt):
    caller = make_staff()
    callback = make_callback(State.CLAIMED, holder=caller)
    make_attempt(callback, "", caller=caller)

    problems = at_once(
        lambda: erase_person(request_ids=[callback.request_id], by=None, at=NOW),
        lambda: record_result(
            callback_id=callback.pk, by=caller, at=NOW, result=Result.DECLINED, note="Zzqx"
        ),
        lambda: withdraw(request_id=callback.request_id, at=NOW),
    )

    assert problems == []
    callback = Callback.objects.get()
    assert (callback.state, callback.closed_reason) == (State.CLOSED, ClosedReason.ERASED)
    assert not callback.attempts.exists()
    assert callback.request.phone == ""
