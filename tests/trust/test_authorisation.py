"""Who may open what: every address, every role, one's own record and somebody else's."""

import re
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse

from julien.core.roles import Role
from julien.staff.models import Factor
from tests.make.staff import give_app
from tests.test_public_pages import addresses
from tests.trust.world import NAME, NUMBER, ROLES, WORDS, World

# RemovedInDjango60Warning: Django's own admin builds URL fields the old way.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:The default scheme will be changed"),
]

TABLE = (Path(__file__).parent / "authorisation.txt").read_text().splitlines()
LINES = [line.split() for line in TABLE if line and not line.startswith("#")]
ADMIN_TABLE = re.compile(r"/admin/(campaigns|staff)/[a-z]+/")
# What a button sends, where an empty form would only come back.
SENT = {
    "essais/": {"result": "no_answer"},
    "rendre/": {"why": "no_time"},
    "clore/": {"reason": "spam"},
    "regler/": {"outcome": "done"},
}
# Those who never see who a person is.
WITHOUT_IDENTITY = {"anonymous", Role.EDITOR, Role.ANALYST, Role.ADMIN, Role.PARTNER}
MARKERS = [NAME.split()[0], NUMBER[3:], "76 555 01 87", WORDS]


def test_each_role_gets_what_the_table_says():
    """One world for all lines: what a line makes in it is taken back."""
    world, wrong = World(), []
    world.log_everybody_in()
    for method, whose, address, *rest in LINES:
        with transaction.atomic():
            found = outcomes(world, method, whose, address)
            transaction.set_rollback(True)
        if found != "".join(rest):
            wrong.append(f"{method} {whose} {address}: {found}, not {''.join(rest)}")
    assert not wrong, "\n".join(wrong)


def outcomes(world, method, whose, address):
    """One letter for each role, each try taken back."""
    letters = ""
    for role in ROLES:
        with transaction.atomic():
            answer = visit(world, role, method, whose, address)
            transaction.set_rollback(True)
        letters += letter(answer)
        if role in WITHOUT_IDENTITY:
            said = answer.content.decode(errors="replace")
            assert not [mark for mark in MARKERS if mark in said], (role, address)
    return letters


def visit(world, role, method, whose, address):
    path = world.fill(address.removeprefix("/"), role, whose)
    client = world.client(role)
    if method == "GET":
        return client.get(path)
    return client.post(path, SENT.get(path.split("/")[-2] + "/", {}))


def letter(answer):
    to_login = ("/equipe/connexion/", "/admin/login/")
    if answer.status_code == 302 and answer["Location"].startswith(to_login):
        return "L"
    return {403: "F", 404: "N", 405: "?", 409: "C"}.get(answer.status_code, "O")


def test_the_table_holds_every_address_and_no_other():
    told = {address for _method, _whose, address, *_rest in LINES}
    ours = {
        ADMIN_TABLE.sub("/admin/<table>/", f"/{address}") if "(?P" not in address else f"/{address}"
        for address, _view in addresses()
    }
    assert told == ours


@pytest.mark.parametrize("table", ["campaigns/aid", "callbacks/callback", "audit/auditentry"])
def test_what_is_not_in_the_admin_cannot_be_guessed(table):
    assert World().client(Role.ADMIN).get(f"/admin/{table}/").status_code == 404


@pytest.mark.parametrize("extension", ["csv", "xlsx", "json", "pdf"])
def test_no_export_carries_an_identity(extension):
    world = World()
    address = reverse("statistics:report", args=["essai", extension])
    answer = world.client(Role.ANALYST).get(address)
    assert answer.status_code == 200
    assert not [mark for mark in MARKERS if mark.encode() in answer.content]


def test_nobody_removes_the_factor_of_somebody_else():
    world = World()
    theirs = give_app(world.stranger)
    world.client(Role.ADMIN).post(reverse("staff:factor_remove", args=[theirs.pk]))
    assert Factor.objects.filter(pk=theirs.pk).exists()
