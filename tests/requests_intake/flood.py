"""A flood of the form against the real processes: python -m tests.requests_intake.flood [COUNT].

Twenty connections of robots, which know STRANGERS numbers, and a real person every so often.
Afterwards each person stands in the queue, and the service answered all the while.
"""

import http.client
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from urllib.parse import urlencode

import psycopg

from julien.local.services import Services, remove
from tests.platform.running import Product, get

DESK = "from tests.make.campaigns import make_desk; make_desk()"
FILL = (
    "from django.utils import timezone; from callbacks.services.fill import fill_queue\n"
    "while fill_queue(at=timezone.now()): pass"
)
SENDERS = 20
PEOPLE = 10
STRANGERS = 400


def prepare():
    """(services, product) with a desk, nothing running yet. The proxy names the visitors."""
    services = Services(tempfile.mkdtemp(prefix="julien-flood-"))
    services.start()
    product = Product(services)
    product.environment |= {"PUBLIC_BASE_URL": "https://ju-lien.example"}
    for command in (["migrate"], ["collectstatic", "--noinput"], ["shell", "-c", DESK]):
        done = product.manage(*command)
        if done.returncode:
            raise RuntimeError(done.stderr)
    return services, product


def send(product, *, number, connection, **fields):
    """One sending of the form through the proxy; its status."""
    caller = http.client.HTTPConnection("127.0.0.1", product.port, timeout=60)
    try:
        caller.request(
            "POST",
            "/fr/rappel/",
            urlencode({"phone": number, "windows": "morning", **fields}),
            {
                "Content-Type": "application/x-www-form-urlencoded",
                "Host": "127.0.0.1",
                "X-Forwarded-Proto": "https",
                "X-Forwarded-For": connection,
            },
        )
        answer = caller.getresponse()
        answer.read()
        return answer.status
    finally:
        caller.close()


def flood(product, count):
    """Play it. Returns {status: how many}, the seconds it took, and what /healthz needed."""
    people = {turn * count // PEOPLE + turn: turn for turn in range(PEOPLE)}
    over, slowest = Event(), []

    def one(turn):
        if turn in people:
            ending = f"{people[turn]:02d}"
            return send(product, number=f"079 555 01 {ending}", connection=f"192.0.2.{ending}")
        number = f"+417{5 + turn // 100 % 4}55501{turn % 100:02d}"
        return send(
            product, number=number, connection=f"198.51.100.{turn % SENDERS}", pli="Best offer"
        )

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


def main(count):
    services, product = prepare()
    try:
        product.start_web()
        answers, seconds, health = flood(product, count)
        sys.stdout.write(
            f"{count} sendings in {seconds:.0f} s: {answers}\n"
            f"/healthz: {len(health)} times, slowest {max(health)[0]:.2f} s\n"
            f"in the queue, by state and whether nothing spoke against it: {standing(product)}\n"
        )
    finally:
        product.stop()
        services.stop()
        remove(services.folder)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
