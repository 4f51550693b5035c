"""Fifty people write while one part after the other is down, on real processes.

Afterwards every confirmed request is there once, and each message left at most once or is shown
to the team as unknown. Who was not confirmed writes again, as people and Twilio do.
"""

import http.client
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from urllib.parse import urlencode

import psycopg
import pytest
from twilio.request_validator import RequestValidator

from julien.local import product as commands
from tests import seed
from tests.platform.running import Product, until
from tests.requests_intake.fake_twilio import fake_twilio

DESK = "from tests.make.campaigns import make_desk; make_desk()"
SWEEP = "from requests_intake.tasks import send_waiting_messages as sweep; sweep()"
PEOPLE, AT_ONCE = 50, 10
# In the middle of the fifty, counted by who has been answered.
GOES_DOWN, COMES_BACK = 15, 35
SMS = "/webhooks/twilio/sms/"
# As seen from outside: a proxy stands before the process, which is called by another address.
PUBLIC = "https://ju-lien.example"
# One is being replaced by the other: Twilio signs with either.
TOKENS = ("the-new-token", "the-old-token")
BODIES = ("Je n'y arrive plus", "Ich brauche Hilfe 😕", "مساعدة", "é" * 300)


@pytest.fixture(scope="module")
def services():
    with seed.migrated_product(durable=True) as product:  # as in production
        product.shell(DESK)
        yield product.services


@pytest.fixture
def operator():
    with fake_twilio() as server:
        yield server


@pytest.fixture
def product(services, operator):
    """Web and worker at work, nobody has asked yet."""
    running = Product(services)
    running.environment |= {
        "SMS_GATEWAY": "twilio",
        "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
        "TWILIO_FROM": "+41795550100",
        "TWILIO_API_BASE": operator.base,
        "TWILIO_AUTH_TOKEN": ",".join(TOKENS),
        "PUBLIC_BASE_URL": PUBLIC,
        # All fifty sit behind one address here, and try until they are confirmed.
        **dict.fromkeys(("FORM_HELD_BACK_AFTER", "FORM_REFUSED_AFTER"), "100000"),
        "FORM_REFUSED_AFTER_NUMBER": "100000",
    }
    try:
        nobody_has_asked(running)
        running.start_web()
        start_worker(running)
        ask(running, PEOPLE)  # somebody before: what they get shows that the worker works
        until(lambda: after(running)[1] == {"sent": 1}, "the first SMS of the worker")
        nobody_has_asked(running)
        operator.accepted.clear()
        yield running
    finally:
        running.stop()


def start_worker(product):
    return product.run("worker", commands.worker())


def nobody_has_asked(product):
    with database(product.environment["DATABASE_URL"]) as connection:
        connection.execute("TRUNCATE requests_intake_callbackrequest CASCADE")


@contextmanager
def database(address):
    with psycopg.connect(address) as connection:
        yield connection


def ask(product, person, *, token=None):
    """Person 0, 2, 4 … by form, the others by SMS. Whether it was confirmed.

    Once it was, the same again is a replay. `token`: what the SMS is signed with.
    """
    number = f"+4179555{person:02d}{person:02d}"
    if person % 2:
        path, headers = SMS, {}
        body = BODIES[person // 4 % len(BODIES)]
        fields = {"MessageSid": f"SM{person:032d}", "From": number, "Body": body}
        signer = RequestValidator(token or TOKENS[person // 2 % len(TOKENS)])
        headers["X-Twilio-Signature"] = signer.compute_signature(PUBLIC + path, fields)
    else:
        path, headers = "/fr/rappel/", {}
        fields = {"phone": number, "windows": "morning"}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    caller = http.client.HTTPConnection("127.0.0.1", product.port, timeout=60)
    try:
        caller.request("POST", path, urlencode(fields), headers)
        answer = caller.getresponse()
        answer.read()
        return answer.status in {200, 303}
    except (OSError, http.client.HTTPException):
        return False
    finally:
        caller.close()


def all_write(product, down, back):
    """Fifty people, ten at a time; down() and back() on the way. How many were confirmed at once.

    down() comes while the first are still being answered. Each person writes again until they
    are confirmed. What starts a process is called from here: it ends with the thread it is from.
    """
    at_once, is_down, comes_back = [None] * PEOPLE, Event(), Event()

    def one(person):
        if person >= GOES_DOWN:
            is_down.wait()
        if person >= COMES_BACK:
            comes_back.wait()
        at_once[person] = ask(product, person)

    def answered():
        return sum(said is not None for said in at_once)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        everybody = [pool.submit(one, person) for person in range(PEOPLE)]
        until(lambda: answered() >= GOES_DOWN - AT_ONCE, "the first answers")
        down()
        is_down.set()
        until(lambda: answered() >= COMES_BACK - 1, "the answers while it is down")
        comes_back.set()
        back()
        for future in everybody:
            future.result()
    for person in range(PEOPLE):
        if not at_once[person]:
            until(lambda person=person: ask(product, person), f"the answer to {person}")
    return sum(at_once)


def after(product):
    """(numbers of open requests by how many each, states of the messages by how many)."""
    with database(product.environment["DATABASE_URL"]) as connection:
        rows = connection.execute(
            "SELECT phone_lookup, count(*) FROM requests_intake_callbackrequest GROUP BY 1"
        ).fetchall()
        states = connection.execute(
            "SELECT state, count(*) FROM requests_intake_message GROUP BY 1"
        ).fetchall()
    return [count for _lookup, count in rows], dict(states)


def let_leave(product):
    """Send what waits now, beside the worker that does the same."""
    with database(product.environment["DATABASE_URL"]) as connection:
        connection.execute("UPDATE requests_intake_message SET not_before = NULL")
    done = product.manage("shell", "-c", SWEEP)
    assert done.returncode == 0, done.stderr
    until(lambda: "queued" not in after(product)[1], "the last message")


def check(product, operator):
    """What must be true after every bad day, also once everything was played again."""
    for person in range(1, PEOPLE, 2):
        assert ask(product, person)
    assert not ask(product, 1, token="of-somebody-else")
    let_leave(product)
    requests, states = after(product)
    assert requests == [1] * PEOPLE
    assert set(states) <= {"sent", "sending"}
    received = Counter((one["To"], one["Body"]) for one in operator.accepted)
    assert set(received.values()) == {1}
    # What the operator has is either known as sent, or shown to the team as unknown.
    assert states.get("sent", 0) <= len(received) <= sum(states.values())
    return states


def test_valkey_down(product, operator, services):
    valkey = services.parts["REDIS_URL"]
    confirmed = all_write(product, valkey.process.kill, valkey.start)
    assert confirmed == PEOPLE  # nobody noticed
    assert check(product, operator) == {"sent": PEOPLE}


def test_worker_down(product, operator):
    def down():
        until(lambda: operator.accepted, "the first SMS at the operator")
        product.processes["worker"].kill()

    confirmed = all_write(product, down, lambda: start_worker(product))
    assert confirmed == PEOPLE
    check(product, operator)


def test_provider_down(product, operator):
    def down():
        operator.always = (503, "hang up after accepting", 429, 500)

    def back():
        before = len(operator.calls)
        until(lambda: len(operator.calls) > before + 5, "some calls while the operator is down")
        operator.always = ()

    confirmed = all_write(product, down, back)
    assert confirmed == PEOPLE
    states = check(product, operator)
    assert states["sending"] > 0  # accepted and never answered: for the team to see
    assert sum(states.values()) == PEOPLE


def test_database_down(product, operator, services):
    postgres = services.parts["DATABASE_URL"]

    confirmed = all_write(product, postgres.process.kill, postgres.start)

    assert confirmed < PEOPLE  # an error was shown, and they wrote again
    check(product, operator)
