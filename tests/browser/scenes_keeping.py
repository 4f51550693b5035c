"""What the pages on keeping, erasing and taking away show while the browser looks at them."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from callbacks.states import State
from campaigns.statistics.exports import record_export
from julien.retention.models import LegalHold
from requests_intake.models import CallbackRequest
from requests_intake.services.erase import erase_person
from tests.make.callbacks import make_callback
from tests.make.campaigns import make_campaign


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


def erased(by):
    callback = make_callback(State.CLOSED)
    erase_person(request_ids=[callback.request_id], by=None, at=timezone.now())
    return reverse("callbacks:call", args=[callback.request.reference])


def exports(by):
    campaign = make_campaign()
    record_export(campaign=campaign, extension="csv", by=by, why="Rapport au canton")
    record_export(campaign=None, extension="pdf", by=by, why="Accès direct")
    return "/pilotage/exports/"
