"""A process that has not the keys of its rows does not start, and writes nothing."""

import psycopg
from cryptography.fernet import Fernet

from julien.local import product as commands
from tests.platform.running import until

WORLD = """
from tests.make.campaigns import make_desk
from tests.make.intake import make_request
make_desk()
make_request()
"""
ROWS = "SELECT phone, phone_lookup, xmin::text FROM requests_intake_callbackrequest"
LOST = Fernet.generate_key().decode()


def log_of(product, name):
    return (product.folder / "log" / f"{name}.log").read_text()


def rows(product):
    with psycopg.connect(product.environment["DATABASE_URL"]) as database:
        return database.execute(ROWS).fetchall()


WRONG = [
    ("FIELD_KEYS", LOST, "None of FIELD_KEYS opens what was written last"),
    ("FIELD_KEYS", "", "FIELD_KEYS is missing or holds what is no key"),
    ("LOOKUP_KEY", "another", "LOOKUP_KEY is not the one our rows were written with"),
]


def test_web_and_worker_refuse_to_start_and_leave_the_rows_as_they_are(product):
    product.shell(WORLD)
    before, right = rows(product), dict(product.environment)
    assert len(before) == 1

    for number, (name, value, said) in enumerate(WRONG):
        product.environment = {**right, name: value}
        web, worker = f"web{number}", f"worker{number}"
        product.run(web, commands.web("127.0.0.1", product.port, workers=1))
        product.run(worker, commands.worker())
        for process in (web, worker):
            until(lambda who=process, what=said: what in log_of(product, who), said)
        product.stop()
        assert "has changed nothing" in log_of(product, web)
        assert product.manage("doctor").returncode == 1
        assert rows(product) == before

    product.environment = right
    product.start_web()
    assert product.ready()[0] == 200
