"""An administrator in another's place: with a reason, in sight, and written down with both ids."""

from datetime import timedelta

import pytest
from django.utils import timezone

from julien.audit.models import AuditEntry
from julien.audit.services import record_read
from julien.core.roles import Role
from julien.staff.models import ActingSpell
from tests.make.callbacks import make_callback
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

WHY = "elle ne trouve plus sa file"


@pytest.fixture
def boss(client):
    member = make_staff(Role.ADMIN, username="cheffe", first_name="Andrea")
    client.force_login(member)
    return member


@pytest.fixture
def caller():
    return make_staff(Role.CALLER, username="claire", first_name="Claire")


def act(client, account, why=WHY):
    return client.post(f"/equipe/comptes/{account.pk}/agir/", {"acting-why": why})


def test_every_page_says_it_and_has_the_way_back(client, boss, caller):
    act(client, caller)

    for address in ("/equipe/", "/equipe/demandes/nouvelle/", "/styleguide/"):
        page = client.get(address).content.decode()
        assert "Vous agissez à la place de Claire." in page
        assert f"Raison : {WHY}" in page
        assert 'action="/equipe/comptes/revenir/"' in page

    client.post("/equipe/comptes/revenir/")
    page = client.get("/equipe/comptes/").content.decode()
    assert "Vous agissez" not in page
    assert ActingSpell.objects.get().ended_at is not None


def test_it_gives_their_rights_and_takes_ones_own(client, boss, caller):
    assert client.get("/equipe/").status_code == 403
    act(client, caller)

    assert client.get("/equipe/").status_code == 200
    assert client.get("/admin/").status_code in {302, 403}
    assert client.get("/equipe/comptes/").status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "/equipe/compte/",
        "/equipe/compte/mot-de-passe/",
        "/equipe/compte/application/",
        "/equipe/compte/codes-de-secours/",
    ],
)
def test_their_password_and_factors_stay_theirs(client, boss, caller, address):
    act(client, caller)
    assert client.get(address).status_code == 403
    assert client.post(address).status_code == 403


def test_a_write_names_the_real_person_and_the_one_they_stand_for(client, boss, caller):
    callback = make_callback()
    act(client, caller)

    client.post(f"/equipe/rappels/{callback.request.reference}/prendre/")

    callback.refresh_from_db()
    assert callback.claimed_by == caller
    written = AuditEntry.objects.filter(what="callbacks_callback", action="update")
    told = set(written.values_list("actor_id", "page", "why"))
    assert told == {(boss.pk, "callbacks:take", f"à la place de {caller.pk} : {WHY}")}


def test_looking_at_a_call_leaves_the_real_person_in_the_trail(client, boss, caller):
    callback = make_callback()
    act(client, caller)

    client.get(f"/equipe/rappels/{callback.request.reference}/")

    seen = AuditEntry.objects.filter(action="read", person_id=callback.request_id)
    assert set(seen.values_list("actor_id", flat=True)) == {boss.pk}
    assert all(entry.why.startswith(f"à la place de {caller.pk} : {WHY}") for entry in seen)


def test_a_read_names_both_and_the_reason_of_the_page(boss, caller):
    caller.acted_by, caller.acted_why = boss, WHY

    record_read(person_id=1, what="request", by=caller, page="callbacks:call", why="recherche")

    entry = AuditEntry.objects.get(action="read")
    assert entry.actor_id == boss.pk
    assert entry.why == f"à la place de {caller.pk} : {WHY} (recherche)"


def test_the_beginning_itself_is_written_down(client, boss, caller):
    act(client, caller)

    spell = ActingSpell.objects.get()
    assert (spell.actor, spell.acts_as, spell.why) == (boss, caller, WHY)
    entry = AuditEntry.objects.get(what="staff_actingspell")
    assert (entry.action, entry.actor_id, entry.row_id) == ("insert", boss.pk, spell.pk)


def test_without_a_reason_nothing_begins(client, boss, caller):
    act(client, caller, why="  ")
    assert not ActingSpell.objects.exists()
    assert client.get("/equipe/").status_code == 403


def test_never_as_another_administrator_nor_as_a_closed_account(client, boss):
    for account in (make_staff(Role.ADMIN), make_staff(is_active=False), boss):
        act(client, account)
    assert not ActingSpell.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_only_administrators_act_for_others(client, caller, role):
    client.force_login(make_staff(role))
    assert act(client, caller).status_code == 403
    assert not ActingSpell.objects.exists()


def test_nobody_acts_through_a_second_person(client, boss, caller):
    act(client, caller)
    assert act(client, make_staff()).status_code == 403
    assert ActingSpell.objects.count() == 1


def test_it_ends_by_itself_after_an_hour(client, boss, caller):
    act(client, caller)
    ActingSpell.objects.update(began_at=timezone.now() - timedelta(minutes=61))

    assert client.get("/equipe/").status_code == 403
    assert client.get("/equipe/comptes/").status_code == 200


def test_it_ends_when_either_changes(client, boss, caller):
    act(client, caller)
    caller.roles = [Role.CALLER, Role.ADMIN]
    caller.save()
    assert client.get("/equipe/").status_code == 403

    closed = make_staff(Role.CALLER)
    act(client, closed)
    closed.is_active = False
    closed.save()
    assert client.get("/equipe/comptes/").status_code == 200

    other = make_staff(Role.CALLER)
    act(client, other)
    assert client.get("/equipe/").status_code == 200
    boss.roles = [Role.EDITOR]
    boss.save()
    assert client.get("/equipe/").status_code == 403
    assert "Vous agissez" not in client.get("/redaction/").content.decode()


def test_public_pages_do_not_touch_the_session(client, boss, caller):
    act(client, caller)
    response = client.get("/fr/confidentialite/")
    assert "Cookie" not in response.headers.get("Vary", "")
