"""A day and a part of the day that are both offered, at which together nobody calls."""

from html import unescape

import pytest

from requests_intake.models import CallbackRequest
from tests.make.campaigns import make_desk
from tests.make.intake import zurich

pytestmark = pytest.mark.django_db

FORM = "/fr/rappel/"
# A Monday afternoon; the promise ends on Thursday 26 at 17 h 30.
NOW = zurich("2026-11-23 14:00")
TOO_LATE = "Ce moment n'arrive pas avant la date promise : nous essayons déjà d'ici là."


@pytest.fixture(autouse=True)
def _monday_afternoon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    make_desk()


def asked(client, **wishes):
    """The page that answers a sending of the form with these wishes."""
    sent = client.post(FORM, {"phone": "079 555 01 23"} | wishes)
    return unescape(client.get(sent.headers["Location"]).content.decode())


def test_the_form_says_that_the_morning_of_today_is_over(client):
    page = unescape(client.get(FORM).content.decode())

    assert "Pas d'appel possible : lundi 23 le matin." in page


def test_the_form_names_nothing_while_each_day_has_each_part(client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: zurich("2026-11-23 08:00"))

    assert "Pas d'appel possible" not in unescape(client.get(FORM).content.decode())


@pytest.mark.parametrize(
    ("wishes", "is_told"),
    [
        ({"days": ["monday"], "windows": ["morning"]}, True),
        ({"days": ["friday"], "windows": ["morning"]}, True),
        ({"days": ["monday"], "windows": ["afternoon"]}, False),
        ({"days": ["monday", "tuesday"], "windows": ["morning"]}, False),
        ({"windows": ["morning"]}, False),
    ],
)
def test_who_wished_what_comes_after_the_promise_is_told_that_we_try_before(
    client, wishes, is_told
):
    page = asked(client, **wishes)

    assert (TOO_LATE in page) is is_told
    assert CallbackRequest.objects.get().due_at == zurich("2026-11-26 17:30")
