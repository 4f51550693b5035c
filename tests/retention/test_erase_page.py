"""Erasing at the person's wish, from the page of the request."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from julien.core.roles import Role
from julien.retention.models import LegalHold
from requests_intake.models import CallbackRequest
from tests.make.callbacks import make_callback
from tests.make.staff import make_staff
from tests.make.whole import PHONE, make_merged_into, make_whole
from tests.retention.searching import marked
from tests.retention.test_keeping_pages import read
from tests.staff.test_sessions import make_time_pass

pytestmark = pytest.mark.django_db


@pytest.fixture
def supervisor(client):
    supervisor = make_staff(Role.SUPERVISOR)
    client.force_login(supervisor)
    return supervisor


def address(request):
    return reverse("callbacks:erase", args=[request.reference])


def test_everything_goes_and_the_trace_says_by_whom(client, supervisor):
    request = make_whole()
    make_merged_into(request)

    answer = client.post(address(request), {"reference": request.reference.lower()}, follow=True)

    assert f"Demande {request.reference} effacée" in read(answer)
    assert "Dites à la personne que c'est fait" in read(answer)
    assert marked() == set()
    assert request.callback.moves.get().by == supervisor


@pytest.mark.parametrize("typed", ["", "ABC", "AAAAAAA"])
def test_the_reference_must_be_written_out(client, supervisor, typed):
    request = make_whole()

    answer = client.post(address(request), {"reference": typed})

    assert answer.status_code == 422
    assert typed in read(answer)
    assert CallbackRequest.objects.get(pk=request.pk).phone == PHONE


def test_others_of_the_number_go_only_when_ticked(client, supervisor):
    mine = make_whole(household_line=0)
    same, family = (make_callback("closed", phone=PHONE).request for _ in range(2))
    page = read(client.get(reverse("callbacks:keeping", args=[mine.reference])))
    assert same.reference in page
    assert family.reference in page

    client.post(address(mine), {"reference": mine.reference, "others": [same.reference]})

    left = CallbackRequest.objects.filter(erased_at=None).values_list("reference", flat=True)
    assert list(left) == [family.reference]


def test_a_stranger_cannot_be_slipped_in(client, supervisor):
    mine, stranger = make_whole(), make_callback("closed").request
    same = make_callback("closed", phone=PHONE).request

    typed = {"reference": mine.reference, "others": [same.reference, stranger.reference]}
    answer = client.post(address(mine), typed)

    assert answer.status_code == 422
    assert not CallbackRequest.objects.exclude(erased_at=None).exists()


def test_a_hold_on_another_of_them_stops_it_all(client, supervisor):
    mine = make_whole(household_line=0)
    same = make_callback("closed", phone=PHONE).request
    until = timezone.localdate() + timedelta(days=9)
    LegalHold.objects.create(person_id=same.pk, why="Plainte", until=until, by=supervisor)

    typed = {"reference": mine.reference, "others": [same.reference]}
    page = read(client.post(address(mine), typed, follow=True))

    assert f"Rien n'a été effacé : {same.reference} est retenue" in page
    assert not CallbackRequest.objects.exclude(erased_at=None).exists()


def test_a_computer_left_open_erases_nobody(client, supervisor):
    request = make_whole()
    make_time_pass(client, supervisor)

    answer = client.post(address(request), {"reference": request.reference})

    assert answer.url.startswith(reverse("staff:confirm"))
    assert CallbackRequest.objects.get(pk=request.pk).phone == PHONE
