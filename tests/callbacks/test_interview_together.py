"""Two hands on one interview at the same instant, on real connections."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from callbacks.models import Interview
from callbacks.services.interview_answers import Answers
from callbacks.services.interviews import Behind, open_interview, save_interview, sign_interview
from tests.make.callbacks import NOW
from tests.make.interviews import make_draft, make_talk

pytestmark = pytest.mark.django_db(transaction=True)

LATER = NOW + timedelta(minutes=10)


def together(*acts):
    """Run each act in its own thread and connection, at the same moment; their results."""
    barrier, results = Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        barrier.wait()
        try:
            results[place] = act()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_tabs_saving_at_the_same_instant_one_is_told():
    draft = make_draft()
    results = together(
        lambda: save(draft, "du premier", tab="a"),
        lambda: save(draft, "du second", tab="b"),
    )
    behind = [each for each in results if isinstance(each, Behind)]
    assert len(behind) == 1
    draft.refresh_from_db()
    assert draft.own_words == behind[0].stored.said["own_words"]
    assert draft.revision == 1


def test_signing_twice_at_the_same_instant_closes_once():
    draft = make_draft()
    results = together(
        *[lambda: sign_interview(interview_id=draft.pk, by=draft.caller, at=LATER)] * 2
    )
    assert [each.pk for each in results] == [draft.pk, draft.pk]
    moves = draft.callback.moves.values_list("was", "to", "why")
    assert list(moves.filter(to="closed")) == [("interviewing", "closed", "signed")]


def test_opening_twice_at_the_same_instant_makes_one_draft():
    callback = make_talk()
    caller = callback.claimed_by
    results = together(*[lambda: open_interview(callback_id=callback.pk, by=caller, at=NOW)] * 2)
    assert results[0].pk == results[1].pk == Interview.objects.get().pk


def save(draft, words, *, tab):
    return save_interview(
        interview_id=draft.pk,
        by=draft.caller,
        revision=0,
        tab=tab,
        answers=Answers(said={"own_words": words}),
        at=LATER,
    )
