"""/admin/ opens to the role, and holds nothing personal of residents."""

import pytest
from django.contrib import admin

from julien.core.fields import EncryptedTextField
from julien.core.roles import Role
from julien.staff.models import User
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

OTHERS = [role for role in Role if role != Role.ADMIN]


def test_an_administrator_sees_the_accounts_without_any_flag(client):
    boss = make_staff(Role.ADMIN, username="chefferie")
    client.force_login(boss)

    page = client.get("/admin/staff/user/").content.decode()

    assert "chefferie" in page
    assert not boss.is_staff
    assert not boss.is_superuser


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize("address", ["/admin/", "/admin/staff/user/", "/admin/login/"])
def test_other_roles_are_told_that_it_is_not_theirs(client, role, address):
    client.force_login(make_staff(role))

    response = client.get(address, follow=True)

    assert response.status_code == 403
    assert "ne fait pas partie de votre rôle" in response.content.decode()


def test_a_superuser_flag_alone_opens_nothing(client):
    client.force_login(make_staff(Role.CALLER, is_superuser=True, is_staff=True))

    assert client.get("/admin/", follow=True).status_code == 403


def test_a_stranger_meets_the_login_of_the_team(client):
    response = client.get("/admin/", follow=True)

    assert response.redirect_chain[-1][0].startswith("/equipe/connexion/?next=/admin/")


def test_roles_are_given_by_ticking_them(client):
    client.force_login(make_staff(Role.ADMIN))
    member = make_staff(Role.CALLER, username="nouvelle")

    response = client.post(
        f"/admin/staff/user/{member.pk}/change/", account(roles=["supervisor", "editor"])
    )

    assert response.status_code == 302
    member.refresh_from_db()
    assert member.roles == ["supervisor", "editor"]


def test_a_new_account_is_made_with_its_role(client):
    client.force_login(make_staff(Role.ADMIN))

    response = client.post(
        "/admin/staff/user/add/",
        {
            "username": "arrivee",
            "usable_password": "true",
            "password1": "corbeau-sapin-41",
            "password2": "corbeau-sapin-41",
            "roles": ["caller"],
        },
    )

    assert response.status_code == 302
    arrived = User.objects.get(username="arrivee")
    assert arrived.roles == ["caller"]
    assert arrived.check_password("corbeau-sapin-41")


@pytest.mark.parametrize("change", [{"roles": ["editor"]}, {"is_active": ""}], ids=str)
def test_the_last_administrator_cannot_leave(client, change):
    boss = make_staff(Role.ADMIN, username="seule")
    client.force_login(boss)

    response = client.post(
        f"/admin/staff/user/{boss.pk}/change/", account(username="seule", roles=["admin"]) | change
    )

    assert "le dernier compte d&#x27;administration" in response.content.decode()
    boss.refresh_from_db()
    assert boss.can("administer")


def test_one_of_two_administrators_can(client):
    client.force_login(make_staff(Role.ADMIN))
    other = make_staff(Role.ADMIN, username="autre")

    client.post(f"/admin/staff/user/{other.pk}/change/", account(username="autre", roles=[]))

    other.refresh_from_db()
    assert other.roles == []


def account(**fields):
    return {"username": "nouvelle", "roles": [], "is_active": "on", "languages": ""} | fields


def test_accounts_are_closed_never_deleted(client):
    client.force_login(make_staff(Role.ADMIN))
    member = make_staff(Role.CALLER)

    assert client.post(f"/admin/staff/user/{member.pk}/delete/").status_code == 403


def test_nothing_encrypted_is_registered():
    personal = [
        model
        for model in admin.site._registry
        if any(isinstance(field, EncryptedTextField) for field in model._meta.get_fields())
    ]

    assert personal == []
    assert User in admin.site._registry
