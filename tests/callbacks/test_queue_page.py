"""The queue as the team sees it."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from callbacks.models import Callback
from callbacks.rules import QUEUE_PAGE
from tests.make.callbacks import make_attempt, make_callback, make_request
from tests.make.campaigns import make_desk
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
ROW = re.compile(r'<tr data-request="(\w+)" data-state="(\w+)" data-due-at="([^"]+)"')


@pytest.fixture
def caller(client):
    caller = make_staff(first_name="Anne", last_name="Rossé")
    client.force_login(caller)
    return caller


@pytest.fixture
def now():
    return timezone.now()


def rows(response):
    return ROW.findall(response.content.decode())


def references(response):
    return [reference for reference, _state, _due in rows(response)]


def test_a_request_is_in_the_list_the_moment_anyone_looks(client, caller, now):
    request = make_request(now=now)

    response = client.get("/equipe/")

    [(reference, state, shown_due)] = rows(response)
    assert (reference, state) == (request.reference, "queued")
    assert datetime.fromisoformat(shown_due) == request.due_at
    assert "no-store" in response.headers["Cache-Control"]


def test_rows_stand_in_working_order_with_their_state(client, caller, now):
    stuck = make_callback("blocked", now=now, due_in=-9 * HOUR)
    held = make_callback("claimed", now=now, due_in=-8 * HOUR)
    rest = make_callback(now=now, due_in=60 * HOUR)
    late = make_callback(now=now, due_in=-HOUR)
    appointment = make_callback("appointed", now=now, visible_from=now - HOUR)
    danger = make_callback(now=now, in_danger=True)

    response = client.get("/equipe/")

    assert [(ref, state) for ref, state, _due in rows(response)] == [
        (danger.request.reference, "queued"),
        (appointment.request.reference, "appointed"),
        (late.request.reference, "queued"),
        (rest.request.reference, "queued"),
        (held.request.reference, "claimed"),
        (stuck.request.reference, "blocked"),
    ]


def test_the_search_is_read_where_it_stands_before_the_list(client, caller, now):
    """Left of the list: with Tab, one does not pass a hundred lines on the way to it."""
    make_callback(now=now)

    page = client.get("/equipe/").content.decode()

    parts = ('class="desk-margin"', 'role="search"', 'class="desk-list"', "data-request=")
    assert sorted(parts, key=page.index) == list(parts)


def test_the_list_tells_no_name_and_no_number(client, caller, now):
    callback = make_callback(now=now, first_name="Odile", words="ma facture", postal_code="2800")

    page = client.get("/equipe/").content.decode()

    digits = callback.request.phone[-4:]
    assert callback.request.reference in page
    for secret in ("Odile", "ma facture", callback.request.phone, f"{digits[:2]} {digits[2:]}"):
        assert secret not in page


def test_a_row_says_in_words_what_matters(client, caller, now):
    marc = make_staff(first_name="Marc", last_name="Chappuis")
    held = make_callback(
        "claimed", holder=marc, now=now, due_in=-2 * HOUR, language="sq", needs=["interpreter"]
    )
    make_attempt(held, "technical_failure", started_at=now - HOUR)

    page = client.get("/equipe/").content.decode()

    for words in (
        "en retard de 2 h",
        "albanais, interprète",
        "par Marc Chappuis",
        "à toute heure",
        "1 essai",
        "Panne de notre téléphone",
    ):
        assert words in page


def test_a_kept_promise_is_not_called_late(client, caller, now):
    callback = make_callback("waiting", now=now, due_in=-2 * HOUR, visible_from=now - HOUR)
    make_attempt(callback, "no_answer", started_at=now - 30 * HOUR)

    page = client.get("/equipe/").content.decode()

    assert "en retard" not in page
    assert "appelé·e" in page


def test_an_ended_lease_shows_the_row_as_free_again(client, caller, now):
    marc = make_staff(first_name="Marc", last_name="Chappuis")
    callback = make_callback("claimed", holder=marc, now=now, lease_until=now - HOUR)

    response = client.get("/equipe/")

    assert [state for _ref, state, _due in rows(response)] == ["queued"]
    page = response.content.decode()
    assert "réservation de Marc Chappuis échue" in page
    assert f"/equipe/rappels/{callback.request.reference}/prendre/" in page


PARTS = {
    "a-prendre": {"free", "soon", "late", "late_appointment"},
    "a-moi": {"mine"},
    "rendez-vous": {"late_appointment", "appointment"},
    "bientot-en-retard": {"soon"},
    "en-retard": {"late", "blocked"},
    "bloques": {"blocked", "quarantined"},
}


@pytest.mark.parametrize("part", PARTS)
def test_each_part_shows_its_rows_and_their_count(client, caller, now, part):
    made = {
        "free": make_callback(now=now),
        "soon": make_callback(now=now, due_in=HOUR),
        "late": make_callback(now=now, due_in=-HOUR),
        "mine": make_callback("claimed", holder=caller, now=now),
        "theirs": make_callback("claimed", now=now),
        "waiting": make_callback("waiting", now=now),
        "appointment": make_callback("appointed", now=now),
        "late_appointment": make_callback("appointed", now=now, visible_from=now - HOUR),
        "blocked": make_callback("blocked", now=now, due_in=-HOUR),
        "quarantined": make_callback("quarantined", now=now),
        "closed": make_callback("closed", now=now, due_in=-HOUR),
    }

    response = client.get("/equipe/", {"voir": part})

    names = {callback.request.reference: name for name, callback in made.items()}
    assert {names[reference] for reference in references(response)} == PARTS[part]
    counts = dict(re.findall(r'voir=([\w-]+)".*?<span class="count[^>]*>(\d+)<', response.text))
    assert counts == {name: str(len(members)) for name, members in PARTS.items()}


@pytest.mark.parametrize(
    ("part", "says"),
    [
        ("", "arrivent ici toutes seules"),
        ("a-prendre", "Regardez toute la file"),
        ("a-moi", "Prenez le prochain"),
        ("rendez-vous", "Aucun rendez-vous fixé"),
        ("bientot-en-retard", "Aucune promesse ne se termine dans les deux heures"),
        ("en-retard", "Aucune promesse dépassée"),
        ("bloques", "Rien n&#x27;est bloqué"),
    ],
)
def test_an_empty_part_says_why_and_what_to_do(client, caller, part, says):
    response = client.get("/equipe/", {"voir": part})

    assert says in response.content.decode()
    assert rows(response) == []


def test_a_long_queue_goes_on_from_the_last_row(client, caller, now):
    made = [make_callback(now=now, due_in=n * HOUR) for n in range(1, QUEUE_PAGE + 4)]
    expected = [callback.request.reference for callback in made]

    first = client.get("/equipe/")
    [address] = re.findall(r'href="(\?apres=\w+)" rel="next"', first.content.decode())
    second = client.get("/equipe/" + address)

    assert references(first) + references(second) == expected
    assert 'rel="next"' not in second.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(
    client, caller, now, count, settings, django_assert_num_queries
):
    """Session, person, views; who came last, and what they changed; between two settings the keys
    of what is to do first and of the rest, rows, attempts, counts."""
    for _ in range(count):
        make_attempt(make_callback("claimed", now=now), "no_answer", started_at=now)
    make_desk(morning_places=9, afternoon_places=9, noon_places=9, evening_places=9)
    settings.OFFER_KEPT_SECONDS = 60  # as in a process that has answered a moment ago
    client.get("/equipe/")

    with django_assert_num_queries(10):
        response = client.get("/equipe/")

    assert len(rows(response)) == count


def test_taking_the_next_leads_to_its_call_page(client, caller, now):
    make_callback(now=now, due_in=50 * HOUR)
    late = make_callback(now=now, due_in=-HOUR)

    response = client.post("/equipe/prendre/")

    assert response.status_code == 303
    assert response.headers["Location"] == f"/equipe/rappels/{late.request.reference}/"
    assert list(Callback.objects.held_by(caller)) == [late]


def test_a_double_click_on_take_next_takes_one(client, caller, now):
    make_callback(now=now)
    make_callback(now=now)
    page = client.get("/equipe/").content.decode()
    [press] = re.findall(r'name="press" value="([\w-]+)"', page)

    answers = [client.post("/equipe/prendre/", {"press": press}) for _ in range(2)]

    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Callback.objects.held_by(caller).count() == 1


def test_taking_the_next_of_nothing_says_so(client, caller):
    response = client.post("/equipe/prendre/", {"press": "n'importe quoi"}, follow=True)

    assert response.redirect_chain == [("/equipe/", 303)]
    assert "Personne à appeler maintenant" in response.content.decode()


def test_taking_this_one_from_somebody_says_who_has_it(client, caller, now):
    marc = make_staff(first_name="Marc", last_name="Chappuis")
    callback = make_callback("claimed", holder=marc, now=now)

    response = client.post(f"/equipe/rappels/{callback.request.reference}/prendre/")

    assert response.status_code == 409
    assert "Ce rappel est pris par Marc Chappuis" in response.content.decode()


def test_taking_by_link_is_not_possible(client, caller, now):
    callback = make_callback(now=now)

    assert client.get("/equipe/prendre/").status_code == 405
    assert client.get(f"/equipe/rappels/{callback.request.reference}/prendre/").status_code == 405
