"""Every address takes every bad value in every field, and nothing gives way.

Addresses come from the URL table, fields from the forms, the views and the templates: what is
new is attacked without anybody writing it down.
"""

import os
import re
from functools import cache
from traceback import extract_tb
from urllib.parse import quote, unquote, urlencode
from zlib import crc32

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import Resolver404, resolve

from julien.core.roles import Role
from tests.attack.poison import POISONS, harm
from tests.attack.schema import all_addresses, all_names, forms_of
from tests.make.staff import make_staff
from tests.trust.world import World

# RemovedInDjango60Warning: Django's own admin builds URL fields the old way.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:The default scheme will be changed"),
]
EVERYBODY = "everybody"
WHOLE = os.environ.get("ATTACK") == "whole"
FORM = "application/x-www-form-urlencoded"
MOST = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
NAMES = all_names()
ADDRESSES = all_addresses()
GROUPS = [ADDRESSES[first : first + 8] for first in range(0, len(ADDRESSES), 8)]  # of one world
VARIABLE = re.compile(r"<\w+:\w+>|\(\?P<\w+>[^)]*\)")


@pytest.fixture
def world(settings):
    """Whoever asks has every role, and proved a moment ago who they are."""
    settings.METRICS_TOKEN = "measure"
    world = World()
    world.members[EVERYBODY] = make_staff(*Role.values, username="tout", email="tout@ju.example")
    return world


def attack(client, method, path, body="", *, kind=FORM, about=""):
    """What went wrong, in words, and where; the try is taken back."""
    told = f"{about}: {method} {path[:80]}"
    try:
        with transaction.atomic():
            answer = client.generic(method, path, body.encode(), content_type=kind)
            transaction.set_rollback(True)
    except Exception as error:
        last = extract_tb(error.__traceback__)[-1]
        return [f"{told}: {error!r:.120} at {last.filename}:{last.lineno}"]
    return [f"{told}: {problem}" for problem in harm(answer)]


def share(address):
    """The sharp values for each page of ours, and a quarter of the others.

    Django's admin and the style guide get an eighth of all. Which part changes from address to
    address, so each value is tried many times over. With ATTACK=whole all get everything.
    """
    if WHOLE:
        return POISONS
    start = crc32(address.encode())
    if address.startswith(("admin/", "styleguide/")):
        return POISONS[start % 8 :: 8]
    return [one for number, one in enumerate(POISONS, start) if one.sharp or number % 4 == 0]


def in_every_field(client, path, poisons):
    """The same value in all fields that exist anywhere; what is refused unread, once (BODIES)."""
    takes_posts = client.post(path).status_code != 405
    for number, poison in enumerate(poisons):
        fields = all_fields(poison)
        if takes_posts and fields:
            yield from attack(client, "POST", path, fields, about=poison.name)
        if number % 3 == 0 and len(poison.value) < 1000:
            yield from attack(client, "GET", f"{path}?{fields}", about=poison.name)


@cache
def all_fields(poison):
    """The value in each of NAMES; "" where that would be refused unread."""
    one = len(poison.encoded) + 2  # = and &
    if poison.times * sum(len(name) + one for name in NAMES) > MOST:
        return ""
    return "&".join(f"{name}={poison.encoded}" for name in NAMES for _ in range(poison.times))


def in_one_field(client, path):
    """Each form of the page as a person leaves it, but for one field: so it gets to the service."""
    page = client.get(path)
    if page.status_code != 200 or "html" not in page["Content-Type"]:
        return
    turn = 0
    for action, method, values in forms_of(page.content.decode()):
        target = action if action.startswith("/") else path
        for name in values:
            turn += 1
            good = urlencode({other: value for other, value in values.items() if other != name})
            for poison in POISONS[turn % 8 :: 8]:
                body, about = f"{good}&{name}={poison.encoded}", f"{name} = {poison.name}"
                if method == "post":
                    yield from attack(client, "POST", target, body, about=about)
                else:
                    yield from attack(client, "GET", f"{target}?{body[:2000]}", about=about)


def in_the_address(client, address, poisons):
    """In the place of each <variable>, once with its slashes and once without.

    What no view answers is the same with GET and with POST, and is asked for once.
    """
    parts = VARIABLE.split(address.replace("<lang>", "fr").replace("<id>", "<int:id>"))
    for poison in poisons if len(parts) > 1 else ():
        for encoded in {poison.encoded, quote(poison.value, safe="/:@;=&'()*")}:
            path = "/" + encoded.join(parts).replace("<table>", "campaigns/partner")
            if len(path) < 10_000:
                yield from attack(client, "GET", path, about=poison.name)
                if answered(path):
                    yield from attack(client, "POST", path, about=poison.name)


def answered(path):
    """Is there a view behind it?"""
    try:
        resolve(unquote(path, errors="replace"))
    except Resolver404:
        return False
    return True


BODIES = [
    ("application/json", '{"id": "\\ud800", "response": {"x": [1e400, null]}}'),
    ("application/json", "[" * 5_000),
    ("application/json", '"\\u0000"'),
    ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name="),
    ("multipart/form-data", "nothing"),
    ("multipart/form-data; boundary=" + "z" * 300, "--"),
    (f"{FORM}; charset=utf-7", "phone=+ADw-script+AD4-"),
    (f"{FORM}; charset=nonsense", "phone=1"),
    ("text/xml", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    ("", "phone=1"),
    (FORM, "phone=" + "9" * MOST),
]


def in_the_body(client, path):
    for kind, body in BODIES:
        yield from attack(client, "POST", path, body, kind=kind, about=f"{kind} {body[:20]}")
    for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
        yield from attack(client, method, path, "phone=1")


@pytest.mark.parametrize("together", GROUPS, ids=lambda group: group[0])
def test_no_address_gives_way(world, together):
    found = {fault for address in together for fault in giving_way(world, address)}
    assert not found, "\n".join(sorted(found)[:30])


def giving_way(world, address):
    """What is wrong with this address, in words. All that was done there is taken back."""
    with transaction.atomic():
        client, path = world.client(EVERYBODY), world.fill(address, EVERYBODY)
        poisons = share(address)
        found = [
            *in_every_field(client, path, poisons),
            *in_one_field(client, path),
            *in_the_address(client, address, poisons),
            *in_the_body(client, path),
        ]
        transaction.set_rollback(True)
    return found


def test_the_fields_are_found_where_they_are_read():
    """What the other tests attack with is really what the product reads."""
    assert {"phone", "q", "next", "situation", "revision", "result", "MessageSid"} <= set(NAMES)
    assert len(ADDRESSES) > 100
    page = '<form method="post" action="/a/"><select name="b"><option value="c"></select></form>'
    assert forms_of(page) == [("/a/", "post", {"b": "c"})]
