"""Places in the parts of a day: never given twice, and nobody refused for want of one."""

from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campaigns.services.offer import offer_at
from julien.core.phone import phone_lookup
from requests_intake.models import CallbackRequest, Message, Place
from requests_intake.services.changes import change_wishes, withdraw
from requests_intake.services.places import few_left, keep_place, places_left
from requests_intake.services.sms_in import take_in_sms
from tests.make.campaigns import make_calendar, make_desk
from tests.make.intake import make_received, make_request, zurich
from tests.requests_intake.together import together

# A Tuesday; three days later is Friday 27, 17 h 30: four mornings and four afternoons.
NOW = zurich("2026-11-24 08:00")
FORM = "/fr/rappel/"
TAKEN = "Ce moment vient d'être pris"


def limit(**places):
    """limit(morning=2): the desk makes two calls each morning."""
    desk = make_desk()
    for part in ("morning", "noon", "afternoon", "evening"):
        setattr(desk, f"{part}_places", places.get(part))
    desk.save()
    return desk


def fill(*wishes, **extra):
    """One request for each; "tuesday morning" names its day, "morning" any."""
    for wish in wishes:
        *days, part = wish.split()
        make_request(received_at=NOW, windows=(part,), days=tuple(days), **extra)


def given():
    """The places given, as "24 morning 1"."""
    rows = Place.objects.exclude(day=None).order_by("day", "part", "number")
    return [f"{one.day.day} {one.part} {one.number}" for one in rows]


@pytest.fixture
def now(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def read(client, address):
    return unescape(client.get(address).content.decode())


def lookup(n):
    return phone_lookup(f"+417955502{n:02d}")


def post(client, **fields):
    return client.post(FORM, {"phone": "079 555 01 23", "windows": "morning"} | fields)


@pytest.mark.django_db(transaction=True)
def test_of_twenty_who_post_for_the_last_three_places_three_get_them_and_all_are_taken_in(now):
    limit(morning=1, afternoon=0)
    fill("tuesday morning")

    def send(n):
        phone = f"079 555 02 {n:02d}"
        return post(Client(REMOTE_ADDR=f"192.0.2.{n}"), phone=phone)["Location"]

    pages = together(send, times=20)

    assert given() == ["24 morning 1", "25 morning 1", "26 morning 1", "27 morning 1"]
    others = CallbackRequest.objects.filter(phone_lookup__in=[lookup(n) for n in range(20)])
    assert others.count() == 20
    assert set(others.values_list("due_at", flat=True)) == {zurich("2026-11-27 17:30")}
    told = [TAKEN in unescape(Client().get(page).content.decode()) for page in pages]
    assert (told.count(True), told.count(False)) == (17, 3)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("places", "wishes", "rows"),
    [
        ({}, ["morning"] * 3, []),
        ({"morning": 2}, ["morning"] * 3, ["24 morning 1", "24 morning 2", "25 morning 1"]),
        ({"morning": 1}, ["tuesday morning", "tuesday morning"], ["24 morning 1"]),
        ({"morning": 1}, ["afternoon", "afternoon"], []),
        ({"morning": 1, "afternoon": 1}, ["afternoon"] * 2, ["24 afternoon 1", "25 afternoon 1"]),
        ({"morning": 0, "afternoon": 1}, ["morning"], ["24 afternoon 1"]),
    ],
    ids=["no limit", "the next day", "that day only", "a part without", "both", "elsewhere"],
)
def test_each_gets_the_first_place_inside_the_wishes(places, wishes, rows):
    limit(**places)
    fill(*wishes)
    assert given() == rows


@pytest.mark.django_db
def test_who_wishes_nothing_goes_where_most_places_are_free():
    limit(morning=2, afternoon=1)
    fill("tuesday morning")
    make_request(received_at=NOW, windows=())
    assert given() == ["24 morning 1", "25 morning 1"]


@pytest.mark.django_db
def test_a_closed_request_gives_its_place_back():
    limit(morning=1)
    fill("tuesday morning")
    withdraw(request_id=CallbackRequest.objects.get().pk, at=NOW)

    fill("tuesday morning")

    assert given() == ["24 morning 1"]
    assert Place.objects.get().request.closed_at is None


@pytest.mark.django_db
def test_other_wishes_move_the_place_and_the_old_one_is_free_again():
    limit(morning=1, afternoon=1)
    first = make_request(received_at=NOW, windows=("morning",), days=("tuesday",))
    change_wishes(request_id=first.pk, at=NOW, windows=["afternoon"], days=["thursday"])
    fill("tuesday morning")
    assert given() == ["24 morning 1", "26 afternoon 1"]


@pytest.mark.django_db
def test_a_place_that_still_suits_is_kept_and_one_lost_to_others_too():
    limit(morning=1)
    mine = make_request(received_at=NOW, windows=("morning",), days=("tuesday",))
    fill("wednesday morning")

    change_wishes(request_id=mine.pk, at=NOW, windows=["morning"], days=["tuesday", "friday"])
    assert mine.place.day.day == 24

    change_wishes(request_id=mine.pk, at=NOW, windows=["morning"], days=["wednesday"])
    mine.place.refresh_from_db()
    assert (mine.place.day.day, mine.place.as_wished) == (24, False)


@pytest.mark.django_db
def test_what_is_held_back_takes_no_place_until_it_is_let_in():
    limit(morning=1)
    held = make_request(received_at=NOW, suspicion=("trap",))
    assert given() == []
    keep_place(held, at=NOW, is_let_in=True)
    assert given() == ["24 morning 1"]


@pytest.mark.django_db
def test_a_limit_made_smaller_takes_nothing_away():
    limit(morning=2)
    fill("tuesday morning", "tuesday morning")
    limit(morning=1)
    fill("tuesday morning", "morning")
    assert given() == ["24 morning 1", "24 morning 2", "25 morning 1"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("places", "asked", "left", "few"),
    [
        ({}, 2, None, None),
        ({"morning": 1}, 2, None, None),
        ({"morning": 1, "afternoon": 1}, 0, (8, 8), None),
        ({"morning": 1, "afternoon": 1}, 5, (3, 8), 3),
        ({"morning": 1, "afternoon": 1}, 9, (0, 8), 0),
        ({"morning": 10, "afternoon": 10}, 71, (9, 80), None),
        ({"morning": 10, "afternoon": 10}, 72, (8, 80), 8),
    ],
)
def test_the_team_knows_when_few_places_are_left(places, asked, left, few):
    limit(**places)
    for _one in range(asked):
        make_request(received_at=NOW, windows=())
    offer = offer_at(NOW)
    assert (places_left(offer, NOW), few_left(offer, NOW)) == (left, few)


@pytest.mark.django_db
def test_a_closed_day_has_no_place_and_the_last_day_has():
    closed = make_calendar(closed={date(2026, 11, 26): "fermé"})
    make_desk(calendar=closed, morning_places=1, afternoon_places=1)
    assert places_left(offer_at(NOW), NOW) == (6, 6)

    for _one in range(7):
        make_request(received_at=NOW, windows=())

    days = [row.split()[0] for row in given()]
    assert days == ["24", "24", "25", "25", "27", "27"]


# The pages.


@pytest.mark.django_db
def test_the_form_offers_only_days_and_parts_with_room(client, now):
    limit(morning=1)
    fill("tuesday morning", "wednesday morning")
    page = read(client, FORM)
    assert "Déjà complet : mardi 24 le matin, mercredi 25 le matin." in page

    fill("thursday morning", "friday morning")
    page = read(client, FORM)
    assert 'value="morning"' not in page
    assert 'value="afternoon"' in page
    assert "Déjà complet" not in page


@pytest.mark.django_db
def test_with_nothing_left_the_form_takes_a_number_and_promises_the_same(client, now):
    limit(morning=0, afternoon=0)
    page = read(client, FORM)
    assert "Tous les moments des prochains jours sont déjà pris" in page
    assert 'name="windows"' not in page

    answer = client.post(FORM, {"phone": "079 555 01 23"})

    assert answer.status_code == 303
    page = read(client, answer["Location"])
    assert 'datetime="2026-11-27T17:30:00+01:00"' in page
    assert TAKEN not in page  # nothing was chosen


@pytest.mark.django_db
def test_who_loses_the_last_place_is_told_and_may_choose_again(client, now):
    limit(morning=1)
    fill("tuesday morning")
    answer = post(client, days="tuesday", message="Mes mots")
    status = answer["Location"]

    page = read(client, status)

    request = CallbackRequest.objects.latest("pk")
    assert request.contacts.get().words == "Mes mots"
    assert TAKEN in page
    assert "Vous aviez choisi : le mardi, le matin." in page
    assert 'datetime="2026-11-27T17:30:00+01:00"' in page
    assert "checked" not in page.split('id="moments"')[1]

    client.post(f"{status}horaires/", {"windows": "afternoon", "days": "tuesday"})

    page = read(client, status)
    assert TAKEN not in page
    assert "Pour l'instant : le mardi, l'après-midi." in page


@pytest.mark.django_db
def test_one_s_own_place_is_offered_on_the_status_page(client, now):
    limit(morning=1, afternoon=0)
    fill("wednesday morning", "thursday morning", "friday morning")
    token = make_received(received_at=NOW, days=("tuesday",)).token
    page = read(client, f"{FORM}suivi/{token}/")
    assert 'value="morning"' in page.split('id="moments"')[1]


@pytest.mark.django_db
@pytest.mark.parametrize("before", [[], ["Bonjour"]], ids=["first contact", "later"])
def test_an_sms_that_comes_too_late_is_answered_kindly(before):
    limit(morning=1)
    fill("tuesday morning")
    for number, body in enumerate([*before, "mardi matin"]):
        take_in_sms(message_sid=f"SM{number}", from_number="+41795550123", body=body, at=NOW)

    assert CallbackRequest.objects.count() == 2
    said = Message.objects.filter(kind=Message.Kind.WISHES).get().body
    assert "Ce moment vient d'etre pris par d'autres." in said
    assert "quand meme avant vendredi 27 novembre" in said


@pytest.mark.django_db
def test_the_form_costs_at_most_ten_queries_with_places_too(client, settings, now):
    limit(morning=9, afternoon=9)
    client.get(FORM)
    settings.OFFER_KEPT_SECONDS = 60

    with CaptureQueriesContext(connection) as captured:
        assert post(client).status_code == 303

    control = ("SAVEPOINT", "RELEASE")
    asked = [q["sql"] for q in captured.captured_queries if not q["sql"].startswith(control)]
    assert len(asked) <= 10
