"""The page of absences: who may note one, what cannot be, and how it is said."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from callbacks.absences import say_back, say_when
from callbacks.services.absences import (
    NotTheirs,
    Overlaps,
    end_absence,
)
from julien.audit.models import AuditEntry
from julien.core.roles import Role
from julien.staff.models import Absence
from tests.make.absences import away
from tests.make.callbacks import NOW, at
from tests.make.campaigns import make_desk
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def anne():
    return make_staff(first_name="Anne")


def test_a_caller_enters_their_own_and_nobody_elses(client, anne):
    make_desk()
    client.force_login(anne)
    other = make_staff()
    first_day = timezone.localdate() + DAY

    client.post("/equipe/absences/", {"person": anne.pk, "first_day": first_day})
    refused = client.post("/equipe/absences/", {"person": other.pk, "first_day": first_day})

    assert refused.status_code == 422
    assert list(Absence.objects.values_list("person", "entered_by")) == [(anne.pk, anne.pk)]
    assert AuditEntry.objects.filter(what="staff_absence", actor_id=anne.pk).count() == 1
    with pytest.raises(NotTheirs):
        away(other, by=anne)


def test_a_caller_does_not_end_the_absence_of_a_colleague(client, anne):
    absence = away(make_staff(), timezone.now(), now=timezone.now())
    client.force_login(anne)

    assert client.post(f"/equipe/absences/{absence.pk}/fin/").status_code == 403
    assert Absence.objects.get() == absence


def test_a_supervisor_enters_and_removes_it_for_anybody(client, anne):
    make_desk()
    client.force_login(make_staff(Role.SUPERVISOR))
    first_day = timezone.localdate() + DAY

    sent = {"person": anne.pk, "first_day": first_day}
    page = client.post("/equipe/absences/", sent, follow=True).content.decode()
    assert "Noté : Anne, le" in page

    client.post(f"/equipe/absences/{Absence.objects.get().pk}/fin/")
    assert not Absence.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Indiquez le premier jour."),
        ({"first_day": "demain"}, "Écrivez un jour, par exemple"),
        ({"first_day": "2126-01-02", "last_day": "2126-01-01"}, "La fin est avant le début."),
        (
            {"first_day": "2126-01-02", "from_hour": "14:00", "until_hour": "13:00"},
            "La fin est avant le début.",
        ),
        ({"first_day": "2020-01-02"}, "Cette absence est déjà passée."),
        ({"first_day": "2126-01-02", "last_day": "2128-01-02"}, "C&#x27;est trop long"),
        ({"first_day": "2126-01-02", "from_hour": "midi"}, "Écrivez une heure"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(client, anne, sent, said):
    make_desk()
    client.force_login(anne)

    answer = client.post("/equipe/absences/", {"person": anne.pk, **sent})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert all(f'value="{value}"' in page for value in sent.values())
    assert not Absence.objects.exists()


def test_the_same_time_is_not_noted_twice(client, anne):
    make_desk()
    away(anne, at("2126-01-02 00:00"), at("2126-01-05 00:00"))
    client.force_login(anne)

    answer = client.post("/equipe/absences/", {"person": anne.pk, "first_day": "2126-01-04"})

    assert answer.status_code == 422
    assert "Une absence est déjà notée à ce moment" in answer.content.decode()
    with pytest.raises(Overlaps):
        away(anne, at("2126-01-04 00:00"))
    away(anne, at("2126-01-05 00:00"))  # touching is not overlapping


def test_the_database_refuses_an_absence_that_ends_before_it_begins(anne):
    times = {"starts_at": NOW, "ends_at": NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(person=anne, entered_by=anne, **times)


def test_ending_an_absence_that_is_over_changes_nothing(anne):
    absence = away(anne, NOW - 2 * DAY, NOW - DAY, now=NOW - 2 * DAY)

    end_absence(absence_id=absence.pk, by=anne, at=NOW)

    absence.refresh_from_db()
    assert absence.ends_at == NOW - DAY


SAID = [
    ("2026-11-23 00:00", "2026-11-24 00:00", "le lundi 23 novembre", "jusqu'au lundi 23 novembre"),
    ("2026-11-23 13:30", "2026-11-24 00:00", "le lundi 23 novembre dès 13 h 30", ""),
    ("2026-11-23 08:00", "2026-11-23 10:00", "le lundi 23 novembre dès 8 h jusqu'à 10 h", ""),
    ("2026-11-23 08:00", "2026-11-23 10:00", "", "jusqu'à 10 h"),
    (
        "2026-11-23 00:00",
        "2026-11-26 00:00",
        "du lundi 23 novembre au mercredi 25 novembre",
        "jusqu'au mercredi 25 novembre",
    ),
    ("2026-11-23 00:00", "2026-11-25 12:00", "", "jusqu'au mercredi 25 novembre, 12 h"),
    # The night on which clocks change is a whole day too.
    ("2026-10-24 00:00", "2026-10-26 00:00", "du samedi 24 octobre au dimanche 25 octobre", ""),
]


@pytest.mark.parametrize(("starts", "ends", "when", "back"), SAID)
def test_absences_in_words(anne, starts, ends, when, back):
    absence = Absence(person=anne, starts_at=at(starts), ends_at=at(ends))

    if when:
        assert say_when(absence) == when
    if back:
        assert say_back(absence) == back
