"""A complaint: noted with its request, followed with a delay of its own, answered, closed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from callbacks.held import everything_about
from callbacks.rights import open_rights
from julien.core.moments import say_day
from julien.core.roles import Role
from julien.retention.rights import problems
from requests_intake.models import RightsRequest
from requests_intake.services.erase import erase_person
from requests_intake.services.rights import NotAnswered, note_right, settle_right
from tests.make.callbacks import NOW, make_callback
from tests.make.rights import make_right
from tests.make.staff import make_staff
from tests.retention.test_keeping_pages import read

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WORDS = "La ligne a sonné trois fois dans le vide et personne n'a rappelé"


def of(name, callback, *args):
    return reverse(f"callbacks:{name}", args=[callback.request.reference, *args])


@pytest.fixture
def supervisor(client):
    supervisor = make_staff(Role.SUPERVISOR)
    client.force_login(supervisor)
    return supervisor


def noted(**fields):
    today = timezone.localdate().isoformat()
    return {"right": "complaint", "how": "letter", "received_on": today, "words": WORDS} | fields


def answered(**fields):
    today = timezone.localdate().isoformat()
    return {"answered_on": today, "answer": "Nous avons présenté nos excuses."} | fields


def complaint(callback, **fields):
    return make_right(callback.request, right="complaint", words=WORDS, **fields)


def test_from_the_letter_to_its_end(client):
    callback = make_callback()
    client.force_login(make_staff())
    page = read(client.post(of("rights_note", callback), noted(), follow=True))
    assert "Faire une réclamation" in page
    assert WORDS in page
    line = RightsRequest.objects.get()
    assert client.post(of("rights_answer", callback, line.pk), answered()).status_code == 403

    client.force_login(make_staff(Role.SUPERVISOR))
    assert "Clore la réclamation" not in read(client.get(of("rights", callback)))
    client.post(of("rights_settle", callback, line.pk), {"outcome": "done"})
    assert RightsRequest.objects.open().exists()  # nothing was answered

    page = read(client.post(of("rights_answer", callback, line.pk), answered(), follow=True))
    assert "Nous avons présenté nos excuses." in page
    assert "à clore" in read(client.get(reverse("callbacks:rights_register")))
    client.post(of("rights_settle", callback, line.pk), {"outcome": "done"})
    line.refresh_from_db()
    assert line.settled_at is not None
    register = read(client.get(reverse("callbacks:rights_register")))
    assert f"Répondu le {say_day(timezone.localdate(), year=True)}, close" in register
    assert WORDS not in register


def test_its_delay_is_its_own_and_only_the_canton_sets_it(settings, client, supervisor):
    """(days confirmed, answered, days since it came) → late?"""
    today = timezone.localdate()
    table = [
        (None, False, 400, False),
        (30, False, 30, False),
        (30, False, 31, True),
        (30, True, 31, False),
    ]
    for days, is_answered, since, late in table:
        settings.RIGHTS_DAYS = {"complaint": days} if days else {}
        RightsRequest.objects.all().delete()
        callback = make_callback()
        promised = callback.due_at
        line = note_right(
            request_id=callback.request_id,
            right="complaint",
            how="phone",
            received_on=today - since * DAY,
            words=WORDS,
            by=supervisor,
        )
        if is_answered:
            client.post(of("rights_answer", callback, line.pk), answered())
        assert open_rights(today)[1] == late, (days, is_answered, since)
        assert RightsRequest.objects.overdue(today).exists() == late
        assert ("en retard :" in read(client.get(reverse("callbacks:day")))) == late
        callback.refresh_from_db()
        assert callback.due_at == promised


def test_doctor_says_that_no_delay_is_confirmed(settings):
    settings.DEMO, settings.RIGHTS_DAYS = False, {"access": 30}
    [problem] = problems()
    assert "complaint" in problem


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (answered(answer=""), "Écrivez ce qui a été répondu."),
        (answered(answered_on="2999-01-01"), "Cette date n'est pas encore venue."),
        (answered(answered_on="2020-01-01"), "Cette date est avant celle de la réclamation."),
        (answered(answer="Madame Zzqx a compris."), "Changez ces mots, ou envoyez encore une fois"),
    ],
)
def test_an_answer_that_is_not_clear_comes_back_as_typed(client, supervisor, typed, told):
    callback = make_callback(first_name="Zzqx")
    line = complaint(callback)
    answer = client.post(of("rights_answer", callback, line.pk), typed)
    assert answer.status_code == 422
    assert told in read(answer)
    assert typed["answer"] in read(answer)
    line.refresh_from_db()
    assert (line.answered_on, line.answer) == (None, "")


def test_words_that_name_somebody_are_asked_about_once(client, supervisor):
    callback = make_callback()
    typed = noted(words="Madame Zzqx n'a pas été aimable")
    answer = client.post(of("rights_note", callback), typed)
    assert answer.status_code == 422
    assert not RightsRequest.objects.exists()
    seen = answer.context["note"].data["reread"]
    client.post(of("rights_note", callback), typed | {"reread": seen})
    assert RightsRequest.objects.get().words == typed["words"]


def test_it_is_never_refused_and_a_right_is_never_answered_here(client, supervisor):
    callback = make_callback()
    line, right = complaint(callback), make_right(callback.request)
    refused = {"outcome": "refused", "refused_because": "is_true"}
    client.post(of("rights_settle", callback, line.pk), refused)
    assert client.post(of("rights_answer", callback, right.pk), answered()).status_code == 404
    other = make_callback()
    assert client.post(of("rights_answer", other, line.pk), answered()).status_code == 404
    assert RightsRequest.objects.open().count() == 2
    settled = {"line_id": line.pk, "request_id": callback.request_id, "by": supervisor, "at": NOW}
    with pytest.raises(NotAnswered):
        settle_right(**settled)
    with pytest.raises(IntegrityError), transaction.atomic():
        RightsRequest.objects.filter(pk=line.pk).update(settled_at=NOW, settled_by=supervisor)
    client.post(of("rights_answer", callback, line.pk), answered())
    with pytest.raises(NotAnswered):
        settle_right(**settled, refused_because="is_true")


def test_the_person_is_given_it_and_it_is_erased_with_them(client, supervisor):
    callback = make_callback()
    line = complaint(callback)
    client.post(of("rights_answer", callback, line.pk), answered())
    told = [dict(one.facts) for one in everything_about(callback.request_id)]
    assert any("Nous avons présenté nos excuses." in facts.values() for facts in told)
    erase_person(request_ids=[callback.request_id], by=None, at=NOW)
    assert not RightsRequest.objects.exists()
