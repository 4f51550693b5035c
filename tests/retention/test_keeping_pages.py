"""The pages on how long things are kept, and keeping one request longer."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from callbacks.held import everything_about
from julien.audit.models import AuditEntry
from julien.core.roles import Role
from julien.retention.models import LegalHold
from julien.retention.table import RETENTION
from requests_intake.models import CallbackRequest
from requests_intake.services.erase import erase_person
from requests_intake.services.expire import erase_expired
from requests_intake.services.holds import CannotHold, hold, lift
from tests.make.callbacks import NOW, make_callback
from tests.make.staff import make_staff
from tests.staff.test_sessions import make_time_pass

pytestmark = pytest.mark.django_db

YEAR = timedelta(days=400)


def of(name, callback):
    return reverse(f"callbacks:{name}", args=[callback.request.reference])


def read(answer):
    return " ".join(unescape(answer.content.decode()).split())


@pytest.fixture
def supervisor(client):
    supervisor = make_staff(Role.SUPERVISOR, first_name="Odile", last_name="Responsable")
    client.force_login(supervisor)
    return supervisor


def soon():
    return timezone.localdate() + timedelta(days=700)


def test_a_supervisor_keeps_a_request_and_it_outlives_its_time(client, supervisor):
    closed = make_callback("closed", closed_at=timezone.now())

    first = soon().replace(day=1).isoformat()

    answer = client.post(
        of("hold", closed), {"why": "Plainte en cours", "until": first}, follow=True
    )

    page = read(answer)
    assert "Demande retenue : rien n'en sera effacé" in page
    assert re.search(rf"jusqu'au <time datetime=\"{first}\">\w+ 1er \w+ {first[:4]}</time>", page)
    assert "Plainte en cours" in page
    assert "Odile Responsable" in page
    erase_expired(at=timezone.now() + YEAR)
    assert CallbackRequest.objects.get().phone


def test_lifting_lets_it_go_when_its_time_is_over(client, supervisor):
    closed = make_callback("closed", closed_at=timezone.now())
    as_people_write_it = f"{soon():%d.%m.%Y}"
    client.post(of("hold", closed), {"why": "Plainte", "until": as_people_write_it})

    page = read(client.post(of("lift", closed), follow=True))

    assert "n'est plus retenue" in page
    erase_expired(at=timezone.now() + YEAR)
    assert CallbackRequest.objects.get().erased_at


def test_each_hold_is_in_the_trail_with_who_and_never_why(client, supervisor):
    closed = make_callback("closed")
    client.post(of("hold", closed), {"why": "Zzqx porte plainte", "until": soon().isoformat()})
    client.post(of("lift", closed))

    entries = AuditEntry.objects.filter(person_id=closed.request_id, what="retention_legalhold")
    assert list(entries.order_by("pk").values_list("action", "actor_id", "page")) == [
        ("insert", supervisor.pk, "callbacks:hold"),
        ("update", supervisor.pk, "callbacks:lift"),
    ]
    assert "Zzqx" not in str(list(AuditEntry.objects.values()))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"why": "", "until": "2999-01-01"}, "Cinq ans au plus"),
        ({"why": "", "until": "2030-01-01"}, "Ce champ est obligatoire"),
        ({"why": "Plainte"}, "Indiquez un jour."),
        ({"why": "Plainte", "until": "2020-01-01"}, "Cette date est passée"),
        ({"why": "Plainte", "until": "demain"}, "Écrivez un jour, par exemple 26.11.2026."),
    ],
)
def test_a_hold_needs_a_reason_and_an_end(client, supervisor, typed, said):
    closed = make_callback("closed")

    answer = client.post(of("hold", closed), typed)

    assert answer.status_code == 422
    assert said in read(answer)
    assert typed["why"] in read(answer)
    assert not LegalHold.objects.exists()


@pytest.mark.parametrize("name", ["hold", "lift"])
def test_a_computer_left_open_is_not_enough(client, supervisor, name):
    closed = make_callback("closed")
    make_time_pass(client, supervisor)

    answer = client.post(of(name, closed), {"why": "Plainte", "until": soon().isoformat()})

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("staff:confirm"))
    assert not LegalHold.objects.exists()


def test_a_request_is_held_once_and_an_old_hold_makes_room_for_a_new_one():
    request, by = make_callback("closed").request, make_staff(Role.SUPERVISOR)
    how = {"request_id": request.pk, "why": "Plainte", "by": by}
    hold(**how, until=NOW.date(), at=NOW)

    with pytest.raises(CannotHold):
        hold(**how, until=NOW.date(), at=NOW)
    hold(**how, until=(NOW + YEAR).date(), at=NOW + timedelta(days=1))

    assert LegalHold.objects.count() == 2
    assert lift(request_id=request.pk, by=by, at=NOW + YEAR)
    assert not lift(request_id=request.pk, by=by, at=NOW + YEAR)


def test_a_hold_is_in_force_on_its_last_day_too():
    request, by = make_callback("closed").request, make_staff(Role.SUPERVISOR)
    hold(request_id=request.pk, why="Plainte", by=by, until=NOW.date(), at=NOW)

    assert LegalHold.objects.in_force(NOW.date()).exists()
    assert not LegalHold.objects.in_force(NOW.date() + timedelta(days=1)).exists()


def test_what_is_erased_cannot_be_held(client, supervisor):
    closed = make_callback("closed")
    erase_person(request_ids=[closed.request_id], by=None, at=NOW)

    typed = {"why": "Plainte", "until": soon().isoformat()}
    page = read(client.post(of("hold", closed), typed, follow=True))

    assert "Rien n'a changé" in page
    assert "Il n'en reste qu'une trace" in page
    assert not LegalHold.objects.exists()


def test_the_person_can_be_told_of_the_hold():
    request = make_callback("closed").request
    by = make_staff(Role.SUPERVISOR)
    hold(request_id=request.pk, why="Plainte en cours", until=NOW.date(), by=by, at=NOW)

    told = [row for row in everything_about(request.pk) if row.what == "conservation imposée"]

    assert ("pourquoi", "Plainte en cours") in told[0].facts


def test_the_page_of_a_request_says_what_goes_when(client, supervisor):
    closed = make_callback("closed", closed_at=NOW)
    open_one = make_callback("queued")

    page = read(client.get(of("keeping", closed)))

    assert "23 février 2027" in page  # SMS: 90 days after 24 November are over
    assert "25 novembre 2027" in page  # the request: a year
    assert "rien ne s'efface tant qu'une personne attend" in read(
        client.get(of("keeping", open_one))
    )


def test_the_table_shows_each_kind_with_the_days_in_force(client, supervisor, settings):
    settings.RETENTION_DAYS = {"requests": 730}
    closed = make_callback("closed", closed_at=timezone.now() - 2 * YEAR)
    hold(
        request_id=closed.request_id,
        why="Plainte",
        until=soon(),
        by=supervisor,
        at=timezone.now(),
    )
    make_callback("closed", closed_at=timezone.now() - 2 * YEAR)

    page = read(client.get(reverse("callbacks:periods")))

    assert [str(kind.what) for kind in RETENTION if str(kind.what) not in page] == []
    assert "2 ans après la fin de votre demande" in page
    assert "Il n'a pas encore eu lieu" in page
    assert closed.request.reference in page
    erase_expired(at=timezone.now())
    page = read(client.get(reverse("callbacks:periods")))
    assert "Dernier passage" in page
