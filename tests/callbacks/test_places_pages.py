"""Places as the team sets them, sees them and is told of them."""

import re

import pytest
from django.core import mail

from callbacks.services.desk_mail import warn_of_few_places
from campaigns.models import Desk
from julien.core.roles import Role
from julien.staff.models import Letter
from julien.staff.services.letters import send_letters
from requests_intake.models import Place
from tests.make.callbacks import at
from tests.make.campaigns import make_desk
from tests.make.intake import make_request
from tests.make.numbers import fresh_number
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

# A Tuesday; a request of now is promised before Friday 27, 17 h 30.
NOW = at("2026-11-24 09:00")
HOURS, SET = "/equipe/horaires/", "/equipe/horaires/places/"


@pytest.fixture
def supervisor(client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    make_desk()
    supervisor = make_staff(Role.SUPERVISOR, email="jeanne@example.ch", last_login=NOW)
    client.force_login(supervisor)
    return supervisor


def limit(**places):
    Desk.objects.update(**{f"{part}_places": number for part, number in places.items()})


def ask(times=1, **wishes):
    for _one in range(times):
        make_request(received_at=NOW, **{"windows": ()} | wishes)


def read(client, address):
    page = client.get(address).content.decode()
    return " ".join(page.replace("&#x27;", "'").split())


def test_a_supervisor_sets_them_and_an_empty_field_is_no_limit(client, supervisor):
    limit(afternoon=4)
    [sends_to] = re.findall(r'id="places" method="post" action="([^"]+)"', read(client, HOURS))

    client.post(sends_to, {"morning_places": "6", "afternoon_places": ""}, follow=True)

    assert Desk.objects.get().places == {"morning": 6}


@pytest.mark.parametrize("typed", ["-1", "six", "501", "99999999999999999999", "6,5"])
def test_a_number_that_is_none_is_told_and_kept(client, supervisor, typed):
    answer = client.post(SET, {"morning_places": typed})

    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.content.decode()
    assert Desk.objects.get().places == {}


def test_only_parts_in_which_the_desk_is_open_can_be_set(client, supervisor):
    page = read(client, "/equipe/horaires/")
    assert 'name="morning_places"' in page
    assert 'name="evening_places"' not in page


def test_the_day_the_hours_and_the_queue_show_what_is_taken(client, supervisor):
    limit(morning=2)
    ask(times=2, windows=("morning",), days=("tuesday",))
    ask(windows=("morning",), days=("thursday",))

    for page in ("/equipe/journee/", "/equipe/horaires/"):
        shown = read(client, page)
        assert "<strong>mardi 24 novembre</strong>" in shown
        assert "le matin <b>2 sur 2</b> complet" in shown
        assert "le matin <b>1 sur 2</b>" in shown
    assert "Places prises aujourd'hui : le matin 2 sur 2." in read(client, "/equipe/")


def test_without_a_limit_no_page_speaks_of_places(client, supervisor):
    ask(times=3)
    assert "Places prises" not in read(client, "/equipe/journee/") + read(client, "/equipe/")
    assert not Place.objects.exists()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (4, ""),
        (5, "Plus que 3 places d'ici à la promesse"),
        (7, "Plus qu'une place d'ici à la promesse"),
        (8, "Plus aucune place d'ici à la promesse"),
    ],
)
def test_few_places_are_a_task_before_they_are_gone(client, supervisor, asked, words):
    limit(morning=1, afternoon=1)
    ask(times=asked)
    page = read(client, "/equipe/journee/")
    assert words in page
    assert bool(words) == ("d'ici à la promesse</" in page)


def test_supervisors_are_written_to_once_a_day_while_places_are_few(supervisor):
    limit(morning=1, afternoon=1)
    assert warn_of_few_places(at=NOW) == 0
    ask(times=6)

    told = [warn_of_few_places(at=NOW) for _sweep in range(3)]

    assert told == [1, 0, 0]
    assert send_letters(at=NOW) == 1
    assert "Il reste 2 places pour des appels avant vendredi 27 novembre" in mail.outbox[0].body


def test_with_room_again_the_mail_does_not_leave_and_at_night_none_is_written(supervisor):
    limit(morning=1, afternoon=1)
    ask(times=8)
    assert warn_of_few_places(at=at("2026-11-24 22:00")) == 0
    warn_of_few_places(at=NOW)

    limit(morning=9)

    assert send_letters(at=NOW) == 0
    assert Letter.objects.filter(kind="desk_places", sent_at=None).count() == 1


def test_the_desk_is_told_when_the_moment_typed_in_is_full(client, supervisor):
    limit(morning=1)
    ask(windows=("morning",), days=("tuesday",))

    answer = client.post(
        "/equipe/demandes/nouvelle/",
        {"channel": "phone", "phone": fresh_number(), "windows": "morning", "days": "tuesday"},
        follow=True,
    )

    assert "Ce moment est complet : le mardi, le matin." in answer.content.decode()
