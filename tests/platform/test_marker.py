"""A marked person goes through every door of the running product; then we search for the marks."""

import base64
import json
import re
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from urllib.parse import urlencode

import psycopg
import pytest
import redis
from twilio.request_validator import RequestValidator

from julien.local import product as commands
from tests.marks import search
from tests.platform.running import get, until
from tests.services import KEYS

NAME, NATIONAL, E164 = "Zzqx Markerson", "076 555 01 87", "+41765550187"
marked = search("markerson", "765550187", "76 555 01 87", r"76\+555\+01\+87", "76%20555")
PASSWORD = "une phrase assez longue"
WORLD = f"""
from django.core.management import call_command
from tests.make.campaigns import make_desk
from tests.make.staff import make_staff
from julien.core.roles import Role
make_desk()
call_command("import_reasons")
caller = make_staff(Role.CALLER, username="anne")
caller.set_password({PASSWORD!r})
caller.save()
"""

ERASE = """
from django.utils import timezone
from requests_intake.models import CallbackRequest
from requests_intake.services.erase import erase_person
ids = list(CallbackRequest.objects.values_list("pk", flat=True))
print("erased", erase_person(request_ids=ids, by=None, at=timezone.now()))
"""
SESSIONS = """
from django.contrib.sessions.models import Session
print([session.get_decoded() for session in Session.objects.all()])
"""


class Browser:
    """Someone at the pages, with cookies."""

    def __init__(self, port):
        self.base = f"http://127.0.0.1:{port}"
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path):
        return self._open(path, None, {})

    def post(self, path, headers=(), **fields):
        token = next((c.value for c in self.jar if c.name == "csrftoken"), "")
        data = urlencode(fields | {"csrfmiddlewaretoken": token}, doseq=True).encode()
        return self._open(path, data, {"Origin": self.base, **dict(headers)})

    def _open(self, path, data, headers):
        request = urllib.request.Request(self.base + path, data, headers)
        try:
            with self.opener.open(request, timeout=60) as answer:
                return answer.status, answer.url.removeprefix(self.base), answer.read().decode()
        except urllib.error.HTTPError as answer:
            return answer.code, path, answer.read().decode(errors="replace")


def asks_by_form(port):
    status, address, _page = Browser(port).post(
        "/fr/rappel/", phone=NATIONAL, windows="morning", first_name=NAME, message=f"{NAME} a faim"
    )
    assert status == 200
    assert "/rappel/suivi/" in address
    return address


def writes_sms(port):
    path, fields = (
        "/webhooks/twilio/sms/",
        {
            "MessageSid": "SM1",
            "From": E164,
            "To": "+41795550100",
            "Body": f"je suis {NAME}",
        },
    )
    signer = RequestValidator(KEYS["TWILIO_AUTH_TOKEN"])
    address = f"http://127.0.0.1:8000{path}"
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}",
        urlencode(fields).encode(),
        {"X-Twilio-Signature": signer.compute_signature(address, fields)},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        assert answer.status == 200


def works_at_the_desk(port):
    """Log in, find by number, note the request again, take it, call, and write an interview."""
    desk = Browser(port)
    desk.get("/equipe/connexion/")
    assert desk.post("/equipe/connexion/", username="anne", password=PASSWORD)[0] == 200
    desk.get("/equipe/demandes/nouvelle/")
    said = {"channel": "desk", "phone": NATIONAL, "first_name": NAME, "message": NAME}
    desk.post("/equipe/demandes/nouvelle/", **said)
    _status, call, page = desk.post("/equipe/recherche/", q=NATIONAL)
    assert NAME in page
    desk.post(f"{call}prendre/")
    desk.post(f"{call}appel/")
    desk.post(f"{call}essais/", result="nonsense", note=f"{NAME} dort")
    _status, sheet, page = desk.post(f"{call}essais/", result="reached", note=f"{NAME} parle")
    assert sheet == f"{call}entretien/"
    typed = {"own_words": NAME, "notes": NAME, "place_said": NAME, "agreed": NAME}
    status, _address, page = desk.post(sheet, revision=0, tab="t", **typed)
    assert status in {200, 409, 422}
    assert NAME in page
    return desk


def breaks(product):
    """An error of ours, in the middle of the marked person's form."""
    with psycopg.connect(product.environment["DATABASE_URL"], autocommit=True) as database:
        table = "ALTER TABLE requests_intake_contact"
        database.execute(f"{table} ADD CONSTRAINT broken CHECK (channel = 'web') NOT VALID")
        database.execute(f"{table} ADD CONSTRAINT worse CHECK (may_manage IS NULL) NOT VALID")
        status, _address, page = Browser(product.port).post(
            "/fr/rappel/", phone=NATIONAL, windows="morning", first_name=NAME, message=NAME * 2
        )
        database.execute(f"{table} DROP CONSTRAINT broken, DROP CONSTRAINT worse")
    assert status == 500
    assert NAME not in page


def rows(product):
    """Every row of every table as text: what a dump holds."""
    with psycopg.connect(product.environment["DATABASE_URL"], autocommit=True) as database:
        database.execute("CHECKPOINT")
        tables = database.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
        for (table,) in tables:
            for (row,) in database.execute(f'SELECT t::text FROM "{table}" t'):
                yield f"row of {table}", row.encode()


def keys(product):
    """Everything in Valkey, the bodies of Celery's messages opened."""
    address = product.environment["REDIS_URL"].replace("?db=0", "")
    for number in (0, 1):
        store = redis.from_url(f"{address}?db={number}")
        for key in store.keys("*"):
            yield f"Valkey {number}", key
            reader = {b"string": store.get, b"hash": store.hgetall, b"set": store.smembers}
            kind = store.type(key)
            if kind == b"list":
                value = store.lrange(key, 0, -1)
            elif kind == b"zset":
                value = store.zrange(key, 0, -1)
            else:
                value = reader[kind](key)
            yield f"Valkey {key!r}", str(value).encode()
            for message in value if kind == b"list" else ():
                body = json.loads(message).get("body", "")
                yield "Celery message", base64.b64decode(body)


def files(product):
    """All the product wrote: logs, database and WAL files, static and temporary files."""
    for path in product.folder.rglob("*"):
        if path.is_file():
            yield str(path.relative_to(product.folder)), path.read_bytes()


def sessions(product):
    """What the sessions remember, opened."""
    told = product.manage("shell", "-v0", "-c", SESSIONS)
    assert "_auth_user_id" in told.stdout, told.stderr
    return told.stdout.encode()


def found(where):
    return sorted({name for name, content in where if marked(content)})


@pytest.fixture
def product_with_people(product):
    product.environment |= {
        "METRICS_TOKEN": "measure",
        "PUBLIC_BASE_URL": "http://127.0.0.1:8000",
        "CSRF_TRUSTED_ORIGINS": "",
        "TMPDIR": str(product.folder / "tmp"),
    }
    (product.folder / "tmp").mkdir()
    product.shell(WORLD)
    product.start_web()
    return product


def test_no_name_number_or_word_lies_anywhere_in_the_open(product_with_people):
    product = product_with_people
    address = asks_by_form(product.port)
    writes_sms(product.port)
    waiting = list(keys(product))
    product.run("worker", commands.worker())
    product.run("beat", commands.beat())
    works_at_the_desk(product.port)
    Browser(product.port).post(f"{address}horaires/", windows="evening")
    breaks(product)
    until(lambda: all_sent(product), "the messages")
    request = urllib.request.Request(
        f"http://127.0.0.1:{product.port}/metrics", headers={"Authorization": "Bearer measure"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        measured = answer.read()

    # What is searched is really there to be searched.
    assert "Celery message" in dict(waiting)
    assert b"SM1" in b"".join(content for _name, content in rows(product))
    assert found(waiting) == []
    assert found(rows(product)) == []
    assert found(keys(product)) == []
    assert (
        found([("metrics", measured), ("readyz", get(product.port, "/readyz")[1].encode())]) == []
    )
    # Erased, nothing is left of the person even for who has the keys.
    assert any(b"gAAAA" in content for _name, content in rows(product))
    erased = product.manage("shell", "-v0", "-c", ERASE)
    assert "erased" in erased.stdout, erased.stderr
    assert [name for name, content in rows(product) if b"gAAAA" in content] == []
    assert [name for name, content in rows(product) if b"SM1" in content] == []
    product.stop()
    everything = dict(files(product))
    assert b"IntegrityError" in b"".join(v for k, v in everything.items() if k.startswith("log/"))
    assert found(everything.items()) == []
    token = re.search(r"suivi/([\w-]+)/", address).group(1).encode()
    assert [name for name, content in everything.items() if token in content] == []


def all_sent(product):
    with psycopg.connect(product.environment["DATABASE_URL"]) as database:
        states = database.execute("SELECT state FROM requests_intake_message").fetchall()
    return states and {state for (state,) in states} <= {"sent", "delivered"}
