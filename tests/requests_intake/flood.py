"""A flood against the real processes: python -m tests.requests_intake.flood [COUNT] [form|sms].

Twenty connections at once, STRANGERS numbers, and a real person every so often. Afterwards each
person stands in the queue, and the service answered all the while. In the flood of SMS every
fifth is not signed by the operator and every fifth is delivered a second time.
"""

import http.client
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from urllib.parse import urlencode

import psycopg
from twilio.request_validator import RequestValidator

from tests import seed
from tests.platform.running import get

DESK = "from tests.make.campaigns import make_desk; make_desk()"
FILL = (
    "from django.utils import timezone; from callbacks.services.fill import fill_queue\n"
    "while fill_queue(at=timezone.now()): pass"
)
PEOPLE_QUEUED = (
    "from callbacks.models import Callback; from julien.core.phone import phone_lookup\n"
    "known = [phone_lookup(f'+417955501{n:02d}') for n in range(10)]\n"
    "print(Callback.objects.filter(state='queued', request__phone_lookup__in=known).count())"
)
SMS = "/webhooks/twilio/sms/"
SENDERS = 20
PEOPLE = 10
STRANGERS = 400


@contextmanager
def prepared():
    """A product with a desk, nothing running yet. The proxy names the visitors."""
    seed.have_a_place()
    with seed.migrated_product(durable=True) as product:
        product.environment |= {"PUBLIC_BASE_URL": "https://ju-lien.example"}
        product.shell(DESK)
        yield product


def post(product, path, fields, **headers):
    """One POST through the proxy; its status."""
    caller = http.client.HTTPConnection("127.0.0.1", product.port, timeout=60)
    try:
        caller.request(
            "POST",
            path,
            urlencode(fields),
            {
                "Content-Type": "application/x-www-form-urlencoded",
                "Host": "127.0.0.1",
                "X-Forwarded-Proto": "https",
                **headers,
            },
        )
        answer = caller.getresponse()
        answer.read()
        return answer.status
    finally:
        caller.close()


def stranger(turn):
    return f"+417{5 + turn // 100 % 4}55501{turn % 100:02d}"


def send_form(product, turn, person):
    """The form: robots fill in what nobody sees, people do not."""
    if person is not None:
        fields = {"phone": f"079 555 01 {person:02d}"}
        connection = f"192.0.2.{person}"
    else:
        fields = {"phone": stranger(turn), "pli": "Best offer"}
        connection = f"198.51.100.{turn % SENDERS}"
    return post(
        product, "/fr/rappel/", {"windows": "morning", **fields}, **{"X-Forwarded-For": connection}
    )


def send_sms(product, turn, person):
    """The operator's webhook: forged, repeated, and honest ones."""
    is_again = person is None and turn % 5 == 1
    fields = {
        "MessageSid": f"SM{turn - 1 if is_again else turn:032d}",
        "From": f"+417955501{person:02d}" if person is not None else stranger(turn - is_again),
        "To": "+41795550100",
        "Body": "Je ne sais plus quoi faire" if person is not None else "Best offer",
    }
    token = product.environment["TWILIO_AUTH_TOKEN"]
    if person is None and turn % 5 == 4:
        token = "forged"
    address = product.environment["PUBLIC_BASE_URL"] + SMS
    signature = RequestValidator(token).compute_signature(address, fields)
    return post(product, SMS, fields, **{"X-Twilio-Signature": signature})


SEND = {"form": send_form, "sms": send_sms}


def flood(product, count, send=send_form):
    """Play it. Returns {status: how many}, the seconds it took, and what /healthz needed."""
    people = {(turn * count // PEOPLE + 5 * turn) // 5 * 5 + 2: turn for turn in range(PEOPLE)}
    over, slowest = Event(), []

    def one(turn):
        return send(product, turn, people.get(turn))

    def watch():
        while not over.wait(0.2):
            start = time.monotonic()
            status, _body = get(product.port, "/healthz")
            slowest.append((time.monotonic() - start, status))

    start = time.monotonic()
    with ThreadPoolExecutor(SENDERS + 1) as pool:
        pool.submit(watch)
        try:
            statuses = list(pool.map(one, range(count)))
        finally:
            over.set()
    answers = {status: statuses.count(status) for status in sorted(set(statuses))}
    return answers, time.monotonic() - start, slowest


def standing(product):
    """{(state, whether it is a real person): how many} once the queue is filled."""
    filled = product.manage("shell", "-c", FILL)
    if filled.returncode:
        raise RuntimeError(filled.stderr)
    with psycopg.connect(product.environment["DATABASE_URL"]) as connection:
        rows = connection.execute(
            "SELECT c.state, r.suspicion = '{}', count(*) FROM callbacks_callback c"
            " JOIN requests_intake_callbackrequest r ON r.id = c.request_id GROUP BY 1, 2"
        )
        return {(state, real): count for state, real, count in rows}


def people_in_queue(product):
    """How many requests of the real people stand in the queue, once it is filled."""
    done = product.manage("shell", "-v", "0", "-c", PEOPLE_QUEUED)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return int(done.stdout)


def main(count, kind):
    with prepared() as product:
        product.start_web()
        answers, seconds, health = flood(product, count, SEND[kind])
        sys.stdout.write(
            f"{count} sendings ({kind}) in {seconds:.0f} s: {answers}\n"
            f"/healthz: {len(health)} times, slowest {max(health)[0]:.2f} s\n"
            f"in the queue, by state and whether nothing spoke against it: {standing(product)}\n"
            f"the {PEOPLE} people in the queue: {people_in_queue(product)}\n"
        )


if __name__ == "__main__":
    main(*(int(sys.argv[1]), sys.argv[2]) if len(sys.argv) > 2 else (10_000, "form"))
