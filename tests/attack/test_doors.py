"""Tricks that are not a matter of fields: forged forms, wrong hosts, too much, and listening."""

from itertools import cycle
from time import perf_counter

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from julien.core.roles import Role
from tests.attack.schema import all_addresses
from tests.make.campaigns import make_desk
from tests.make.staff import make_staff
from tests.trust.world import World

pytestmark = pytest.mark.django_db
# Pages without a cookie, where a forged form does nothing its sender could not do, and webhooks,
# which ask for a signature. Nothing else may be here.
WITHOUT_TOKEN = {
    "<lang>/mes-droits/",
    "<lang>/rappel/",
    "<lang>/rappel/suivi/<slug:token>/annuler/",
    "<lang>/rappel/suivi/<slug:token>/avis/",
    "<lang>/rappel/suivi/<slug:token>/etude/",
    "<lang>/rappel/suivi/<slug:token>/horaires/",
    "<lang>/rappel/suivi/<slug:token>/nouvelles/dire/",
    "<lang>/rappel/suivi/<slug:token>/rendez-vous/annuler/",
    "<lang>/rappel/suivi/<slug:token>/rendez-vous/autre-moment/",
    "webhooks/sms/<int:message_id>/<str:signature>/",
    "webhooks/twilio/sms/",
    "webhooks/twilio/status/",
}
TRAPS = [
    "https://elsewhere.example/",
    "//elsewhere.example",
    "///elsewhere.example",
    "/\\elsewhere.example",
    "\\\\elsewhere.example",
    "https:elsewhere.example",
    "http:///elsewhere.example",
    "/\t/elsewhere.example",
    "\x01https://elsewhere.example",
    "https://testserver@elsewhere.example/",
    "javascript:alert(1)",
    "data:text/html,x",
]


def test_a_form_sent_from_another_site_is_refused_everywhere_else():
    world = World()
    everybody = make_staff(*Role.values, username="tout")
    world.members["everybody"] = everybody
    taken = set()
    for address in all_addresses():
        if address.startswith("admin/"):  # Django's own, and refused in the same way
            continue
        forger = Client(enforce_csrf_checks=True)
        forger.force_login(everybody)
        with transaction.atomic():
            answer = forger.post(world.fill(address, "everybody"))
            transaction.set_rollback(True)
        refused = answer.status_code == 403 and "plus valable" in answer.content.decode()
        if not refused and answer.status_code != 405:
            taken.add(address)
    assert taken == WITHOUT_TOKEN


@pytest.mark.parametrize("trap", TRAPS)
def test_no_door_leads_to_another_site(client, trap):
    make_desk()
    member = make_staff()
    member.set_password("une phrase assez longue")
    member.save()
    typed = {"username": member.username, "password": "une phrase assez longue"}
    answers = [
        client.post(f"/equipe/connexion/?{_query(next=trap)}", typed | {"next": trap}),
        client.get("/fr/rappel/", {"langue": trap, "next": trap, "s": trap}),
        client.get("/fr/aides/", {"langue": trap, "next": trap}),
        client.get(f"/r/{_quoted(trap)}"),
        client.get("/equipe/connexion/", {"next": trap}),
    ]
    for answer in answers:
        assert answer.get("Location", "/").startswith("/")
        assert "elsewhere" not in answer.get("Location", "")


def _query(**fields):
    return "&".join(f"{name}={_quoted(value)}" for name, value in fields.items())


def _quoted(text):
    return "".join(f"%{byte:02x}" for byte in text.encode())


@pytest.mark.parametrize("path", ["/", "/fr/", "/sitemap.xml", "/equipe/connexion/"])
@pytest.mark.parametrize(
    "headers",
    [
        {"host": "elsewhere.example"},
        {"host": "testserver@elsewhere.example"},
        {"host": "elsewhere.example:80 testserver"},
        {"host": ""},
    ],
)
def test_another_host_gets_nothing(client, path, headers):
    answer = client.get(path, headers=headers)
    assert answer.status_code == 400
    assert b"elsewhere" not in answer.content
    assert "Nous n'avons pas pu lire cet envoi" in answer.content.decode()


@pytest.mark.parametrize("name", ["x-forwarded-host", "x-host", "forwarded", "x-original-url"])
def test_what_a_proxy_did_not_write_is_not_believed(client, name):
    make_desk()
    answer = client.get("/fr/", headers={name: "elsewhere.example"})
    assert answer.status_code == 200
    assert b"elsewhere" not in answer.content


def test_too_long_is_said_in_words_before_anything_is_read(client, settings):
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        answer = client.generic("POST", "/de/rappel/", b"x" * (most + 1), content_type=kind)
        assert answer.status_code == 413
        assert "Nichts wurde gespeichert." in answer.content.decode()
        assert '<html lang="de">' in answer.content.decode()


def test_a_thousand_fields_are_refused(client):
    make_desk()
    answer = client.post("/fr/rappel/", {f"f{number}": "" for number in range(1100)})
    assert answer.status_code == 400


def test_the_time_of_an_answer_does_not_say_whether_the_name_exists(settings):
    """A ratio of two paths measured in turn, best of each: the load of the machine is in both.

    Only the login is measured. Tokens and numbers are found by a keyed hash: what the database
    compares cannot be chosen from outside, so its time says nothing of the value.
    """
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    settings.AXES_ENABLED = False
    member = make_staff(username="claire")
    member.set_password("une phrase assez longue")
    member.save()
    best = {"claire": 9.0, "personne": 9.0}
    for name in [name for name, _turn in zip(cycle(best), range(8), strict=False)]:
        began = perf_counter()
        answer = Client().post("/equipe/connexion/", {"username": name, "password": "faux"})
        best[name] = min(best[name], perf_counter() - began)
        assert answer.status_code == 422
    assert 0.5 < best["claire"] / best["personne"] < 2


@given(
    path=st.text(max_size=60),
    query=st.dictionaries(st.text(max_size=12), st.text(max_size=40), max_size=3),
    body=st.binary(max_size=200),
    kind=st.sampled_from(["application/x-www-form-urlencoded", "application/json", "text/plain"]),
)
@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_is_sent_is_answered(db, path, query, body, kind):
    asked = f"/{_quoted(path.encode(errors='replace').decode())}"
    pairs = {
        _quoted(name.encode(errors="replace").decode()): _quoted(
            value.encode(errors="replace").decode()
        )
        for name, value in query.items()
    }
    asked += "?" + "&".join(f"{name}={value}" for name, value in pairs.items())
    for method in ("GET", "POST"):
        answer = Client().generic(method, asked, body, content_type=kind)
        assert answer.status_code < 500
