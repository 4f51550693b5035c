"""What the server makes of bytes that no browser sends: one request is one request.

A proxy and the server behind it must agree where a request ends. Each of these is refused, or
read in the one way that leaves nothing over to be taken for a second request.
"""

import re
import socket
import struct
from pathlib import Path

import psycopg
import pytest

from tests import seed
from tests.platform.running import until

HOOK = "POST /webhooks/twilio/sms/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
SMUGGLED = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
REFUSED = [
    ("both lengths", f"{HOOK}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    ("two lengths", f"{HOOK}Content-Length: 0\r\nContent-Length: 44\r\n\r\n"),
    ("signed length", f"{HOOK}Content-Length: +0\r\n\r\n"),
    ("negative length", f"{HOOK}Content-Length: -1\r\n\r\n"),
    ("unknown coding", f"{HOOK}Transfer-Encoding: xchunked\r\n\r\n"),
    ("coding twice", f"{HOOK}Transfer-Encoding: chunked, identity\r\n\r\n"),
    ("space before colon", f"{HOOK}Content-Length : 44\r\n\r\n"),
    ("folded header", f"{HOOK}X-A: b\r\n Content-Length: 44\r\n\r\n"),
    ("NUL in a header", f"{HOOK}X-A: b\x00c\r\n\r\n"),
    ("bare CR in a header", f"{HOOK}X-A: b\rContent-Length: 44\r\n\r\n"),
    ("endless address", f"GET /{'a' * 500_000} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
    ("endless header", f"{HOOK}X-A: {'a' * 500_000}\r\n\r\n"),
    ("a thousand headers", HOOK + "".join(f"X-{n}: 1\r\n" for n in range(1000)) + "\r\n"),
    ("no version", "GET /healthz\r\nHost: 127.0.0.1\r\n\r\n"),
]


# An administrator whose browser is logged in, and a trail of more than the machine's buffers hold.
EXPORTS = """
from django.db import connection
from django.test import Client
from julien.core.roles import Role
from tests.make.staff import make_staff
admin = Client()
admin.force_login(make_staff(Role.ADMIN))
with connection.cursor() as cursor:
    cursor.execute(
        "INSERT INTO audit_auditentry (at, action, what, columns, page, why, row_id)"
        " SELECT now() - interval '1 day', 'update', 'x', repeat('x', 500), '', '', n"
        " FROM generate_series(1, 20000) n"
    )
print(admin.cookies.output(header="", attrs=[]).strip())
"""
TAKEN = "SELECT what FROM audit_auditentry WHERE what LIKE 'report.%' ORDER BY id"


@pytest.fixture(scope="module")
def server():
    """One web process for all: nobody here stops it."""
    with seed.migrated_product() as running:
        running.environment |= {"TMPDIR": str(running.folder / "tmp")}
        (running.folder / "tmp").mkdir()
        running.start_web()
        yield running


def say(port, text, wait=2):
    """Everything that comes back on one connection until it is closed, or silent for `wait` s."""
    with socket.create_connection(("127.0.0.1", port), timeout=wait) as line:
        told = b""
        try:
            line.sendall(text.encode("latin-1"))
            while more := line.recv(65536):
                told += more
        except (TimeoutError, ConnectionError):
            pass
    return told


def statuses(told):
    return [int(code) for code in re.findall(rb"HTTP/1\.1 (\d{3})", told)]


def test_bytes_that_could_be_read_in_two_ways_are_read_in_none(server):
    for what, text in REFUSED:
        answered = statuses(say(server.port, text + SMUGGLED, wait=1))
        assert 200 not in answered, what
        assert all(code >= 400 for code in answered), what
    assert statuses(say(server.port, SMUGGLED)) == [200]


def test_chunks_end_where_they_say(server):
    body = f"{len(SMUGGLED):x}\r\n{SMUGGLED}\r\n0\r\n\r\n"
    text = f"{HOOK}Transfer-Encoding: chunked\r\n\r\n{body}"
    assert statuses(say(server.port, text)) == [403]


def test_a_huge_body_is_refused_unread_and_nothing_lies_on_the_disk(server):
    kinds = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
    part = '--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n'
    for kind in kinds:
        head = f"{HOOK}Content-Type: {kind}\r\nContent-Length: 3000000000\r\n\r\n{part}"
        assert statuses(say(server.port, head))[:1] == [413]
    assert list(Path(server.environment["TMPDIR"]).iterdir()) == []


def test_one_who_never_ends_a_request_does_not_hold_up_the_others(server):
    idle = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(50)]
    try:
        for line in idle:
            line.sendall(HOOK.encode() + b"Content-Length: 50\r\n")
        assert statuses(say(server.port, SMUGGLED)) == [200]
    finally:
        for line in idle:
            line.close()


def taken(server):
    """What the trail says of files: one line when one began, one when all was handed over."""
    with psycopg.connect(server.environment["DATABASE_URL"]) as database:
        return [what for (what,) in database.execute(TAKEN)]


def test_a_file_whose_connection_is_cut_is_not_noted_as_whole(server):
    """And the one process that gave it answers on, with a database it can read."""
    cookie = server.shell(EXPORTS).strip()
    ask = (
        "GET /pilotage/exports/journal.csv?motif=team HTTP/1.1\r\n"
        f"Host: 127.0.0.1\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
    )
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.connect(("127.0.0.1", server.port))
        line.sendall(ask.encode())
        begun = line.recv(65536)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # cut, no end
    assert statuses(begun) == [200]

    assert statuses(say(server.port, SMUGGLED)) == [200]
    until(lambda: not open_queries(server), "an end of what was asked of the database")
    assert taken(server) == ["report.journal.csv"]

    whole = say(server.port, ask, wait=20)
    assert b"Fin du fichier" in whole[-200:]
    assert taken(server) == ["report.journal.csv"] * 2 + ["report.journal.csv.whole"]


def open_queries(server):
    """What the web process has under way in the database."""
    with psycopg.connect(server.environment["DATABASE_URL"]) as database:
        rows = database.execute(
            "SELECT query FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND state <> 'idle'"
        )
        return rows.fetchall()
