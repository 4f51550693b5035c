"""A flood of the form and one of SMS, a thousand each, against the real processes (flood.py)."""

import psycopg
import pytest

from tests.requests_intake.flood import (
    PEOPLE,
    STRANGERS,
    flood,
    people_in_queue,
    prepared,
    send_sms,
    standing,
)

SENT = 1_000


@pytest.fixture(scope="module")
def running():
    with prepared() as product:
        product.start_web()
        yield product


@pytest.fixture
def product(running):
    """The running product, and nobody has asked yet."""
    with psycopg.connect(running.environment["DATABASE_URL"]) as connection:
        connection.execute("TRUNCATE requests_intake_callbackrequest CASCADE")
    return running


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
    assert people_in_queue(product) == PEOPLE


def test_a_flood_of_sms_loses_nobody_and_writes_each_once(product):
    answers, _seconds, health = flood(product, SENT, send_sms)

    forged, again = SENT // 5, SENT // 5
    assert answers == {200: SENT - forged, 403: forged}
    assert {status for _taken, status in health} == {200}
    standing(product)
    assert people_in_queue(product) == PEOPLE
    with psycopg.connect(product.environment["DATABASE_URL"]) as connection:
        [(kept,)] = connection.execute("SELECT count(*) FROM requests_intake_inboundsms")
    assert kept == SENT - forged - again
