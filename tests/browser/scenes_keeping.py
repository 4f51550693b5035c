"""What the pages on keeping, erasing and taking away show while the browser looks at them."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from callbacks.services.restricting import restrict
from callbacks.states import State
from campaigns.statistics.exports import record_export
from julien.retention.models import Heartbeat, LegalHold, Safeguard
from requests_intake.models import CallbackRequest, Refusal, Right
from requests_intake.services.erase import erase_person
from tests.make.callbacks import make_callback
from tests.make.campaigns import make_campaign
from tests.make.rights import make_right


def keeping(by):
    callback = make_callback(State.CLOSED, closed_at=timezone.now())
    return reverse("callbacks:keeping", args=[callback.request.reference])


def keeping_held(by):
    address = keeping(by)
    LegalHold.objects.create(
        person_id=CallbackRequest.objects.latest("pk").pk,
        why="Plainte en cours",
        until=timezone.localdate() + timedelta(days=90),
        by=by,
    )
    return address


def periods(by):
    keeping_held(by)
    return reverse("callbacks:periods")


def installation(by):
    """A late job and a failed backup; most of the rest is as after the install."""
    make_callback()
    now = timezone.now()
    Heartbeat.objects.create(task="audit.seal", at=now - timedelta(minutes=20))
    Heartbeat.objects.create(task="callbacks.fill_queue", at=now)
    Safeguard.objects.create(kind=Safeguard.Kind.BACKUP, at=now, problem="no space left on device")
    return reverse("callbacks:installation")


def rights(by):
    """A late line, one without a period, one settled, two complaints, of which one is answered."""
    request = make_callback(first_name="Rosa", words="Bonjour").request
    day = timezone.localdate()
    make_right(request, due_on=day - timedelta(days=2), words="Le prénom est faux.")
    make_right(request, right=Right.ACCESS)
    answered = {"answered_on": day, "answer": "Nous avons présenté nos excuses."}
    make_right(request, right=Right.COMPLAINT, words="Personne n'a rappelé.")
    make_right(request, right=Right.COMPLAINT, words="Pas aimable.", **answered)
    settled = {"settled_at": timezone.now(), "settled_by": by}
    make_right(request, refused_because=Refusal.IS_TRUE, **settled)
    return reverse("callbacks:rights", args=[request.reference])


def rights_to_correct(by):
    return f"{rights(by)}corriger/"


def rights_register(by):
    rights(by)
    return reverse("callbacks:rights_register")


def use_ended(by):
    request = make_callback().request
    restrict(request_id=request.pk, by=by, at=timezone.now())
    return reverse("callbacks:call", args=[request.reference])


def erased(by):
    callback = make_callback(State.CLOSED)
    erase_person(request_ids=[callback.request_id], by=None, at=timezone.now())
    return reverse("callbacks:call", args=[callback.request.reference])


def exports(by):
    campaign = make_campaign()
    record_export(campaign=campaign, extension="csv", by=by, why="Rapport au canton")
    record_export(campaign=None, extension="pdf", by=by, why="Accès direct")
    return "/pilotage/exports/"
