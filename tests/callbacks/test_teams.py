"""Teams and the accounts of partner organisations, on our own pages."""

import re

import pytest
from django.utils import timezone

from callbacks.models import PartnerMember, Team
from callbacks.services.hand_over import hand_to_team
from julien.core.roles import Role
from julien.staff.models import User
from tests.make.callbacks import make_callback
from tests.make.campaigns import make_desk, make_partner
from tests.make.desk import give_to, make_partner_member
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[Role.SUPERVISOR, Role.ADMIN])
def lead(request, client):
    make_desk()
    lead = make_staff(request.param)
    client.force_login(lead)
    return lead


def test_a_team_is_made_changed_and_removed(client, lead):
    anne, marc = make_staff(first_name="Anne"), make_staff(first_name="Marc")
    analyst = make_staff(Role.ANALYST)

    made = client.post("/equipe/equipes/", {"name": "Porrentruy", "members": [anne.pk, marc.pk]})
    team = Team.objects.get()
    assert made.status_code == 303
    assert set(team.members.all()) == {anne, marc}

    fields = {f"{team.pk}-name": "Ajoie", f"{team.pk}-members": [marc.pk]}
    client.post(f"/equipe/equipes/{team.pk}/", fields)
    team.refresh_from_db()
    assert (team.name, list(team.members.all())) == ("Ajoie", [marc])

    refused = client.post("/equipe/equipes/", {"name": "Secrets", "members": [analyst.pk]})
    assert refused.status_code == 422
    assert 'value="Secrets"' in refused.text

    client.post(f"/equipe/equipes/{team.pk}/", {"remove": "yes"})
    assert not Team.objects.exists()


def test_two_teams_of_one_name_are_refused_and_what_was_typed_stays(client, lead):
    Team.objects.create(name="Delémont")
    other = Team.objects.create(name="Autre")

    new = client.post("/equipe/equipes/", {"name": "Delémont"})
    renamed = client.post(f"/equipe/equipes/{other.pk}/", {f"{other.pk}-name": "Delémont"})

    for answer in (new, renamed):
        assert answer.status_code == 422
        assert "Une équipe porte déjà ce nom" in answer.text
    assert sorted(Team.objects.values_list("name", flat=True)) == ["Autre", "Delémont"]


def test_a_team_that_was_given_a_call_stays_for_its_history(client, lead):
    team, caller = Team.objects.create(name="Delémont"), make_staff()
    callback = make_callback("claimed", holder=caller, now=timezone.now())
    hand_to_team(callback_id=callback.pk, by=caller, team=team, reason="nearer", at=timezone.now())

    page = client.post(f"/equipe/equipes/{team.pk}/", {"remove": "yes"}, follow=True).text

    assert "enlevez plutôt ses membres" in page
    assert Team.objects.get() == team


def test_someone_of_an_organisation_is_invited_and_sees_only_what_is_handed_to_it(client, lead):
    partner = make_partner(code="caritas")
    sent = {"username": "nadia", "first_name": "Nadia", "last_name": "Frei", "email": ""}

    # What a form cannot ask for is not given either.
    page = client.post("/equipe/partenaires/caritas/inviter/", sent | {"roles": ["admin"]}).text

    nadia = User.objects.get(username="nadia")
    assert nadia.roles == [Role.PARTNER]
    assert PartnerMember.objects.get(user=nadia).partner == partner
    [link] = re.findall(r"<code>(\S+)</code>", page)
    client.logout()
    assert client.get("/" + link.split("/", 3)[3]).status_code == 200
    given = give_to(nadia, at=timezone.now())
    elsewhere = give_to(make_partner_member(), at=timezone.now())
    client.force_login(nadia)
    seen = client.get("/equipe/confies/").text
    assert given.callback.request.reference in seen
    assert elsewhere.callback.request.reference not in seen


def test_a_name_that_is_taken_is_refused_and_nothing_is_made(client, lead):
    make_partner(code="caritas")
    taken = make_staff(username="prise")

    answer = client.post("/equipe/partenaires/caritas/inviter/", {"username": taken.username})

    assert answer.status_code == 422
    assert "Ce nom est déjà pris" in answer.text
    assert not PartnerMember.objects.exists()


def test_who_leaves_the_organisation_sees_nothing_any_more(client, lead):
    member, colleague = make_partner_member(), make_staff()
    give_to(member, at=timezone.now())

    client.post(f"/equipe/partenaires/comptes/{member.pk}/fermer/")
    outsider = client.post(f"/equipe/partenaires/comptes/{colleague.pk}/fermer/")

    member.refresh_from_db()
    colleague.refresh_from_db()
    assert (member.is_active, colleague.is_active) == (False, True)
    assert outsider.status_code == 404
    assert "compte fermé" in client.get("/equipe/partenaires/").text


def test_an_account_that_does_more_is_not_closed_here(client, lead):
    member = make_partner_member()
    User.objects.filter(pk=member.pk).update(roles=[Role.PARTNER, Role.ADMIN])

    page = client.post(f"/equipe/partenaires/comptes/{member.pk}/fermer/", follow=True).text

    assert "l&#x27;administration s&#x27;en occupe" in page
    member.refresh_from_db()
    assert member.is_active


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(client, lead, count, django_assert_num_queries):
    for number in range(count):
        team = Team.objects.create(name=f"Équipe {number}")
        team.members.set([make_staff(), make_staff()])

    with django_assert_num_queries(5):
        client.get("/equipe/equipes/")
