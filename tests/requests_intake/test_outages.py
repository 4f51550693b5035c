"""Bad days, played with the real processes: what was confirmed is kept, what left has left once."""

import http.client
from urllib.parse import urlencode

import psycopg
import pytest

from julien.local import product as commands
from tests import seed
from tests.platform.running import Product, get, until
from tests.requests_intake.fake_twilio import fake_twilio

DESK = "from tests.make.campaigns import make_desk; make_desk()"


@pytest.fixture(scope="module")
def services():
    """Servers with a desk in the database, and the pages' static files."""
    with seed.migrated_product(durable=True) as product:  # as in production
        product.shell(DESK)
        yield product.services


@pytest.fixture
def product(services):
    """The product with nothing running and nobody having asked."""
    with psycopg.connect(services.addresses()["DATABASE_URL"]) as connection:
        connection.execute("TRUNCATE requests_intake_callbackrequest CASCADE")
    running = Product(services)
    try:
        yield running
    finally:
        running.stop()


def ask(product, number):
    """Send the form. Returns (status, address of the status page)."""
    connection = http.client.HTTPConnection("127.0.0.1", product.port, timeout=20)
    try:
        connection.request(
            "POST",
            "/fr/rappel/",
            urlencode({"phone": number, "windows": "morning"}),
            {"Content-Type": "application/x-www-form-urlencoded"},
        )
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers["Location"]
    finally:
        connection.close()


def states(product):
    """The states of all messages, oldest first."""
    with psycopg.connect(product.environment["DATABASE_URL"]) as connection:
        rows = connection.execute("SELECT state FROM requests_intake_message ORDER BY id")
        return [state for (state,) in rows]


def start_background(product):
    worker = product.run("worker", commands.worker())
    product.run("beat", commands.beat())
    return worker


def test_without_valkey_the_request_is_kept_and_the_sms_leaves_later(product, services):
    product.start_web()
    services.parts["REDIS_URL"].process.kill()
    try:
        status, address = ask(product, "079 555 01 23")
        assert status == 303
        assert get(product.port, address)[0] == 200
        assert states(product) == ["queued"]
    finally:
        services.parts["REDIS_URL"].start()

    start_background(product)
    until(lambda: states(product) == ["sent"], "the message, after Valkey came back")


def test_without_any_worker_the_request_is_kept_and_the_sms_leaves_later(product):
    product.start_web()
    assert ask(product, "079 555 01 23")[0] == 303
    assert states(product) == ["queued"]
    start_background(product)
    until(lambda: states(product) == ["sent"], "the message, once a worker runs")


def test_what_was_confirmed_survives_a_killed_database(product, services):
    product.start_web()
    addresses = [ask(product, f"079 555 01 {ending}")[1] for ending in range(20, 25)]

    services.parts["DATABASE_URL"].process.kill()
    services.parts["DATABASE_URL"].start()

    pages = [until(lambda a=address: get(product.port, a)[0], address) for address in addresses]
    assert pages == [200] * 5
    assert states(product) == ["queued"] * 5


def test_a_worker_killed_while_sending_sends_nothing_twice(product):
    with fake_twilio() as operator:
        operator.plan = ["hang"]
        product.environment |= {
            "SMS_GATEWAY": "twilio",
            "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
            "TWILIO_FROM": "+41795550100",
            "TWILIO_API_BASE": operator.base,
        }
        product.start_web()
        worker = product.run("worker", commands.worker())
        assert ask(product, "079 555 01 23")[0] == 303
        until(lambda: operator.calls, "the first SMS at the operator")

        worker.kill()
        start_background(product)
        assert ask(product, "079 555 01 24")[0] == 303
        until(lambda: states(product) == ["sending", "sent"], "the second SMS")

        [first, *_others] = [fields["To"] for _path, fields, _key in operator.calls]
        assert first == "+41795550123"
        assert [fields["To"] for fields in operator.accepted] == ["+41795550124"]
        assert len(operator.calls) == 2
