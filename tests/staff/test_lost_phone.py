"""A lost phone takes two people and a reason, all of them written down."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from julien.audit.models import AuditEntry
from julien.core.roles import Role
from julien.staff.models import Factor, FactorReset
from julien.staff.services.letters import send_letters
from julien.staff.services.second_factor import new_recovery_codes
from tests.make.staff import give_app, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def claire():
    member = make_staff(username="claire", email="claire@exemple.invalid")
    give_app(member)
    new_recovery_codes(owner=member)
    return member


def ask(by, about, why="vue en personne ce matin"):
    client = Client()
    client.force_login(by)
    client.post(f"/equipe/comptes/{about.pk}/telephone-perdu/", {"lost-why": why})
    return FactorReset.objects.filter(account=about).last()


def settle(by, reset, grant="yes"):
    client = Client()
    client.force_login(by)
    client.post(f"/equipe/comptes/telephone-perdu/{reset.pk}/", {"grant": grant})
    reset.refresh_from_db()
    return reset


@pytest.mark.parametrize("first", [Role.SUPERVISOR, Role.ADMIN])
def test_a_lost_phone_takes_two_people(claire, first):
    asking, second = make_staff(first), make_staff(Role.ADMIN)
    reset = ask(asking, claire)
    assert Factor.objects.filter(owner=claire).exists()

    assert settle(asking, reset).settled_at is None
    assert settle(second, reset).granted

    assert not Factor.objects.filter(owner=claire).exists()
    assert not claire.recovery_codes.exists()
    send_letters(at=timezone.now())
    assert [sent.to for sent in mail.outbox] == [[claire.email]] * 2


def test_what_was_asked_once_is_not_asked_again_while_it_waits(claire):
    first = ask(make_staff(Role.SUPERVISOR), claire)

    assert ask(make_staff(Role.SUPERVISOR), claire) == first


def test_the_trail_keeps_both_people_and_the_reason(claire):
    asking, second = make_staff(Role.SUPERVISOR), make_staff(Role.ADMIN)
    reset = settle(second, ask(asking, claire))

    written = AuditEntry.objects.filter(what="staff_factorreset").order_by("pk")
    assert list(written.values_list("action", "actor_id", "row_id")) == [
        ("insert", asking.pk, reset.pk),
        ("update", second.pk, reset.pk),
    ]
    assert (reset.asked_by, reset.settled_by) == (asking, second)
    assert reset.why == "vue en personne ce matin"
    gone = AuditEntry.objects.get(what="staff_factor", action="delete")
    assert gone.actor_id == second.pk


def test_nobody_recovers_their_own_phone(claire):
    boss, other = make_staff(Role.ADMIN), make_staff(Role.ADMIN)
    give_app(boss)
    assert ask(boss, boss) is None
    reset = ask(other, boss)

    assert settle(boss, reset).settled_at is None
    assert Factor.objects.filter(owner=boss).exists()


def test_the_database_itself_refuses_one_person_alone(claire):
    boss = make_staff(Role.ADMIN)
    now = timezone.now()
    with pytest.raises(IntegrityError, match="takes_two"), transaction.atomic():
        FactorReset.objects.create(
            account=claire, asked_by=boss, why="x", settled_by=boss, settled_at=now, granted=True
        )


def test_refused_or_a_day_old_it_changes_nothing(claire):
    asking, second = make_staff(Role.SUPERVISOR), make_staff(Role.ADMIN)
    refused = settle(second, ask(asking, claire), grant="no")
    assert (refused.granted, refused.settled_by) == (False, second)

    old = ask(asking, claire)
    old.asked_at -= timedelta(hours=25)
    old.save()
    assert settle(second, old).settled_at is None
    assert Factor.objects.filter(owner=claire).exists()


@pytest.mark.parametrize("role", [Role.CALLER, Role.EDITOR, Role.ANALYST, Role.PARTNER])
def test_other_roles_do_not_ask(claire, role):
    assert ask(make_staff(role), claire) is None


def test_a_reason_is_needed(claire):
    assert ask(make_staff(Role.SUPERVISOR), claire, why=" ") is None
