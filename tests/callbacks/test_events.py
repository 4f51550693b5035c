"""Who may do what in which state: every event × state × role, through the addresses.

What is allowed is written out by hand; everything else must be refused and change nothing.
"""

from itertools import product

import pytest
from django.utils import timezone

from callbacks.models import CallbackMove
from callbacks.states import State
from julien.core.roles import Role
from tests.make.callbacks import make_callback
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

EVENTS = {
    "prendre": {},
    "rendre": {"why": "no_time"},
    "appel": {},
    "essais": {"result": "no_answer"},
    "debloquer": {},
    "clore": {"reason": "unreachable"},
    "controle": {"decision": "accepter"},
    "presence": {},
}
# holder: the caller who has it in hand, where somebody has. other: another caller.
PEOPLE = ["holder", "other", "supervisor"]
ANYBODY = ("holder", "other", "supervisor")

ALLOWED = {
    ("prendre", "queued"): ANYBODY,
    ("prendre", "waiting"): ANYBODY,
    ("prendre", "appointed"): ANYBODY,
    ("prendre", "claimed"): ("holder",),
    ("prendre", "interviewing"): ("holder",),
    ("rendre", "claimed"): ("holder",),
    ("rendre", "interviewing"): ("holder",),
    ("appel", "claimed"): ("holder",),
    ("appel", "interviewing"): ("holder",),
    ("essais", "claimed"): ("holder",),
    ("presence", "claimed"): ("holder",),
    ("presence", "interviewing"): ("holder",),
    ("debloquer", "blocked"): ("supervisor",),
    ("clore", "blocked"): ("supervisor",),
    ("controle", "quarantined"): ("supervisor",),
}
ONLY_SUPERVISORS = {"debloquer", "clore", "controle"}


@pytest.mark.parametrize(("event", "state", "who"), list(product(EVENTS, State.values, PEOPLE)))
def test_an_event_is_possible_only_where_the_list_says(client, event, state, who):
    people = {name: make_staff() for name in PEOPLE}
    people["supervisor"].roles = [Role.SUPERVISOR]
    people["supervisor"].save()
    callback = make_callback(state, holder=people["holder"], now=timezone.now())
    CallbackMove.objects.all().delete()
    client.force_login(people[who])

    address = f"/equipe/rappels/{callback.request.reference}/{event}/"
    status = client.post(address, EVENTS[event]).status_code

    allowed = who in ALLOWED.get((event, state), ())
    if allowed:
        assert status in {200, 303}
    else:
        assert status == (403 if event in ONLY_SUPERVISORS and who != "supervisor" else 409)
        callback.refresh_from_db()
        assert callback.state == state
        assert not CallbackMove.objects.exists()
        assert not callback.attempts.exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ANALYST, Role.ADMIN, Role.PARTNER])
@pytest.mark.parametrize(
    "address",
    ["/equipe/", "/equipe/recherche/", "/equipe/demandes/nouvelle/", "/equipe/rappels/{ref}/"],
)
def test_who_does_not_call_sees_no_record(client, role, address):
    callback = make_callback()
    client.force_login(make_staff(role))

    response = client.get(address.format(ref=callback.request.reference))

    assert response.status_code == 403


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ANALYST, Role.ADMIN, Role.PARTNER])
@pytest.mark.parametrize("event", [*EVENTS, "next"])
def test_who_does_not_call_does_nothing(client, role, event):
    callback = make_callback()
    client.force_login(make_staff(role))
    address = f"/equipe/rappels/{callback.request.reference}/{event}/"

    response = client.post("/equipe/prendre/" if event == "next" else address, EVENTS.get(event))

    assert response.status_code == 403
    callback.refresh_from_db()
    assert callback.state == "queued"
