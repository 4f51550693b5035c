"""A form pressed twice: one is written, the others hear that the name is taken."""

import pytest
from django.test import Client

from callbacks.models import PartnerMember, SavedView, StartView, Team
from julien.core.roles import Role
from julien.staff.models import User
from tests.callbacks.test_races import together
from tests.make.campaigns import make_partner
from tests.make.desk import keep_view_of
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db(transaction=True)

HANDS = 6


def pressed(person, address, typed):
    """The statuses of the same form sent by HANDS tabs at once."""
    tabs = [Client() for _ in range(HANDS)]
    for tab in tabs:
        tab.force_login(person)
    return sorted(together(lambda tab: tab.post(address, typed).status_code, tabs))


@pytest.mark.parametrize("turn", range(3))
def test_of_the_same_name_sent_at_once_one_is_written(turn):
    lead = make_staff(Role.SUPERVISOR, Role.ADMIN)
    partner = make_partner()
    lost = [422] * (HANDS - 1)

    assert pressed(lead, "/equipe/vues/?langue=de", {"name": "Allemand"}) == [303, *lost]
    assert pressed(lead, "/equipe/equipes/", {"name": "Ajoie"}) == [303, *lost]
    invite = f"/equipe/partenaires/{partner.code}/inviter/"
    assert pressed(lead, invite, {"username": "alix"}) == [200, *lost]
    assert pressed(lead, "/equipe/comptes/inviter/", {"username": "sam"}) == [200, *lost]

    made = [SavedView.objects.count(), Team.objects.count(), PartnerMember.objects.count()]
    assert made == [1, 1, 1]
    assert User.objects.filter(username__in=["alix", "sam"]).count() == 2


def test_beginning_with_a_view_pressed_twice_begins_with_it():
    me = make_staff()
    view = keep_view_of(me)

    assert pressed(me, "/equipe/vues/depart/", {"view": view.pk}) == [303] * HANDS
    assert StartView.objects.get().view == view
