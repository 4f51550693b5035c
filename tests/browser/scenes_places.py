"""What the pages that speak of places show while the browser looks at them."""

from django.utils import timezone

from tests.make.campaigns import make_desk
from tests.make.intake import make_received, make_request


def _limited():
    desk = make_desk()
    desk.morning_places, desk.afternoon_places = 1, 1
    desk.save()
    return timezone.now()


def request_form_with_places_taken(by):
    now = _limited()
    make_request(received_at=now)
    return "/fr/rappel/"


def request_form_with_every_place_taken(by):
    now = _limited()
    for _one in range(12):
        make_request(received_at=now, windows=())
    return "/fr/rappel/"


def status_of_who_came_too_late(by):
    now = _limited()
    for _one in range(12):
        token = make_received(received_at=now).token
    return f"/fr/rappel/suivi/{token}/"


def day_with_few_places(by):
    request_form_with_every_place_taken(by)
    return "/equipe/journee/"


def opening_hours_with_places(by):
    request_form_with_places_taken(by)
    return "/equipe/horaires/"


def queue_with_places(by):
    request_form_with_places_taken(by)
    return "/equipe/"
