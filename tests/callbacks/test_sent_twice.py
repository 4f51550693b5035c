"""A form pressed twice: one is written, the others hear that the name is taken."""

import pytest

from callbacks.models import MeetingPlace, PartnerMember, SavedView, StartView, Team
from julien.core.roles import Role
from julien.staff.models import User
from tests.make.campaigns import make_partner
from tests.make.desk import keep_view_of
from tests.make.pressing import HANDS, pressed
from tests.make.staff import make_staff

KINDS = [SavedView, Team, MeetingPlace, PartnerMember]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("turn", range(3))
def test_of_the_same_name_sent_at_once_one_is_written(turn):
    lead = make_staff(Role.SUPERVISOR, Role.ADMIN)
    partner = make_partner()
    lost = [422] * (HANDS - 1)

    assert pressed(lead, "/equipe/vues/?langue=de", {"name": "Allemand"}) == [303, *lost]
    assert pressed(lead, "/equipe/equipes/", {"name": "Ajoie"}) == [303, *lost]
    place = {"name": "Porrentruy", "address": "Rue de l'Essai 1"}
    assert pressed(lead, "/equipe/lieux/", place) == [303, *lost]
    invite = f"/equipe/partenaires/{partner.code}/inviter/"
    assert pressed(lead, invite, {"username": "alix"}) == [200, *lost]
    assert pressed(lead, "/equipe/comptes/inviter/", {"username": "sam"}) == [200, *lost]

    assert [kind.objects.count() for kind in KINDS] == [1] * len(KINDS)
    assert User.objects.filter(username__in=["alix", "sam"]).count() == 2


def test_beginning_with_a_view_pressed_twice_begins_with_it():
    me = make_staff()
    view = keep_view_of(me)

    assert pressed(me, "/equipe/vues/depart/", {"view": view.pk}) == [303] * HANDS
    assert StartView.objects.get().view == view
