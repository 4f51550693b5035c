"""A flood of the form, a thousand strong, against the real processes (see flood.py)."""

import pytest

from julien.local.services import remove
from tests.requests_intake.flood import PEOPLE, STRANGERS, flood, prepare, standing

SENT = 1_000


@pytest.fixture(scope="module")
def product():
    services, product = prepare()
    try:
        product.start_web()
        yield product
    finally:
        product.stop()
        services.stop()
        remove(services.folder)


def test_a_flood_loses_nobody_and_the_service_answers_meanwhile(product):
    answers, _seconds, health = flood(product, SENT)

    assert set(answers) <= {303, 429}
    assert sum(answers.values()) == SENT
    assert health
    assert {status for _taken, status in health} == {200}
    found = standing(product)
    assert found["queued", True] == PEOPLE
    assert found["quarantined", False] == STRANGERS
    assert len(found) == 2
