"""Likely duplicates on the pages: seen, joined, parted, and a family split."""

from datetime import timedelta

import pytest
from django.utils import timezone

from callbacks.models import Callback, Merge
from callbacks.services.merging import merge
from requests_intake.models import CallbackRequest
from tests.make.callbacks import make_callback
from tests.make.campaigns import make_desk
from tests.make.intake import make_received
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)
FIRST = "+41795550131"


@pytest.fixture(autouse=True)
def desk():
    return make_desk()


@pytest.fixture
def caller():
    return make_staff()


def page(client, callback):
    response = client.get(f"/equipe/rappels/{callback.request.reference}/")
    return " ".join(response.content.decode().split())


def test_the_call_page_shows_the_likely_one_and_joins_and_parts(client, caller):
    now = timezone.now()
    client.force_login(caller)
    known = make_callback(now=now, phone="+41795550141", first_name="Odile", due_in=A_DAY)
    other = make_callback(now=now, phone="+41795550147", first_name="Odile", due_in=2 * A_DAY)
    address = f"/equipe/rappels/{other.request.reference}/"

    found = page(client, other)
    assert "Peut-être la même personne" in found
    assert "même téléphone, autre personne" not in found  # told of itself
    said = {"other": known.request.reference, "number_of": other.request.reference}
    answer = client.post(address + "reunir/", said)
    assert answer.headers["Location"] == f"/equipe/rappels/{known.request.reference}/"
    known.request.refresh_from_db()
    assert known.request.phone == "+41795550147"
    assert "Demandes réunies" in page(client, known)

    client.post(address + "reunir/annuler/", {"merge": Merge.objects.get().pk})
    assert Callback.objects.open().count() == 2
    assert "Peut-être la même personne" in page(client, other)


def test_a_merge_is_undone_only_from_one_of_its_two(client, caller):
    client.force_login(caller)
    one, other = make_callback(), make_callback()
    done = merge(callback_id=one.pk, other_id=other.pk, by=caller, at=timezone.now())
    stranger = make_callback()

    answer = client.post(
        f"/equipe/rappels/{stranger.request.reference}/reunir/annuler/", {"merge": done.pk}
    )

    assert answer.status_code == 404
    assert Merge.objects.standing().exists()


def test_a_family_on_one_phone_is_split_and_the_promise_counts_from_their_contact(client, caller):
    client.force_login(caller)
    callback = make_callback(now=timezone.now(), phone=FIRST, may_voicemail=False)
    joined = make_received(channel="sms", number=FIRST, words="aussi ma mère")
    assert joined.request == callback.request

    answer = client.post(
        f"/equipe/rappels/{callback.request.reference}/separer/", {"contact": joined.contact.pk}
    )

    apart = CallbackRequest.objects.exclude(pk=callback.request_id).get()
    assert answer.headers["Location"] == f"/equipe/rappels/{apart.reference}/"
    assert (apart.household_line, apart.may_voicemail, apart.phone) == (1, False, FIRST)
    assert apart.received_at == joined.contact.at
    assert apart.due_at > timezone.now()
    assert apart.contacts.get() == joined.contact
    assert Callback.objects.open().count() == 2
    assert "autre personne : séparées" in page(client, callback)


@pytest.mark.parametrize("which", ["first", "other"])
def test_neither_the_first_contact_nor_somebody_elses_is_split(client, caller, which):
    client.force_login(caller)
    callback, stranger = make_callback(now=timezone.now()), make_callback(now=timezone.now())
    contact = (callback if which == "first" else stranger).request.contacts.get()

    answer = client.post(
        f"/equipe/rappels/{callback.request.reference}/separer/", {"contact": contact.pk}
    )

    assert answer.status_code == 404
    assert CallbackRequest.objects.count() == 2


def test_the_queue_marks_who_may_be_one_person(client, caller):
    now = timezone.now()
    client.force_login(caller)
    make_callback(now=now, phone="+41795550151", postal_code="2800")
    make_callback(now=now, phone="+33612550151", postal_code="2800")
    make_callback(now=now, phone="+41795550152", postal_code="2800")

    shown = client.get("/equipe/").content.decode()

    assert shown.count("doublon possible") == 2
