"""Who may do what, written out a second time: reading roles.GIVES here would prove nothing."""

from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from julien.core.access import requires
from julien.core.roles import Can, Role
from julien.staff.models import User
from tests.make.staff import make_staff

MAY = {
    ("caller", "work_queue"),
    ("supervisor", "work_queue"),
    ("supervisor", "supervise"),
    ("supervisor", "see_figures"),
    ("editor", "edit"),
    ("analyst", "see_figures"),
    ("admin", "administer"),
    ("admin", "see_figures"),
    ("partner", "see_handed_over"),
}


def member(*roles, **fields):
    return User(username="quelqu'un", roles=[str(role) for role in roles], **fields)


@pytest.mark.parametrize(("role", "capability"), list(product(Role, Can)))
def test_each_role_may_do_what_the_table_says_and_nothing_else(role, capability):
    assert member(role).can(capability) == ((role.value, capability.value) in MAY)


def test_roles_add_up():
    both = member(Role.EDITOR, Role.ANALYST)
    assert {capability for capability in Can if both.can(capability)} == {
        Can.EDIT,
        Can.SEE_FIGURES,
    }


def test_no_role_and_a_closed_account_may_do_nothing():
    closed = member(*Role, is_active=False)
    assert not any(member().can(capability) or closed.can(capability) for capability in Can)


def test_being_a_superuser_of_django_opens_no_record():
    assert not member(is_superuser=True, is_staff=True).can(Can.WORK_QUEUE)


@requires(Can.EDIT, Can.ADMINISTER)
def page(request, name):
    """A page."""
    return HttpResponse(f"Bonjour {name}")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "enters"),
    [
        (Role.CALLER, False),
        (Role.SUPERVISOR, False),
        (Role.EDITOR, True),
        (Role.ANALYST, False),
        (Role.ADMIN, True),
        (Role.PARTNER, False),
    ],
)
def test_a_page_lets_in_who_has_one_of_the_capabilities(rf, role, enters):
    request = rf.get("/")
    request.user = make_staff(role)
    if enters:
        assert page(request, name="vous").content == b"Bonjour vous"
    else:
        with pytest.raises(PermissionDenied):
            page(request, name="vous")


def test_a_page_that_names_no_capability_lets_nobody_in(rf):
    request = rf.get("/")
    request.user = member(*Role)
    with pytest.raises(PermissionDenied):
        requires()(page)(request, name="vous")


def test_a_guarded_page_says_what_it_requires():
    assert page.required_capabilities == (Can.EDIT, Can.ADMINISTER)
    assert page.__name__ == "page"
