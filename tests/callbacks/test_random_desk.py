"""A few seconds of many callers on real processes. Ten minutes: see random_desk.py."""

import pytest

from tests.callbacks import random_desk


@pytest.mark.django_db(transaction=True)
def test_random_work_of_many_callers_breaks_no_promise_of_the_data():
    promised = random_desk.prepare(requests=100)

    done, ends = random_desk.play(seconds=6, processes=3)

    assert ends == [0, 0, 0]
    assert done["take"] > 0
    assert done["call"] > 0
    assert done["join"] > 0
    assert done["text"] > 0
    assert done["meet"] > 0
    broken = random_desk.broken(promised, done["sms left"])
    assert {what: n for what, n in broken.items() if n} == {}
