"""The supervisor's page: the day's load, who holds what, and what waits for a decision."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from callbacks.load import load_of, say_length
from julien.audit.models import AuditEntry
from julien.core.roles import Role
from requests_intake.models import Message
from tests.make.callbacks import NOW, at, make_attempt, make_callback, make_request
from tests.make.campaigns import make_desk
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LINE = re.compile(r'<tr data-request="(\w+)" data-state="(\w+)"')


@pytest.fixture
def supervisor(client):
    make_desk()
    supervisor = make_staff(Role.SUPERVISOR, first_name="Jeanne", last_name="Voisard")
    client.force_login(supervisor)
    return supervisor


@pytest.fixture
def now():
    return timezone.now()


def section(client, name):
    """The references under one heading of the page."""
    page = client.get("/equipe/journee/").content.decode()
    part = page.split(f'aria-labelledby="{name}"', 1)[1].split("</section>")[0]
    return [reference for reference, _state in LINE.findall(part)]


def make_failed(request, *, state=Message.State.UNDELIVERED, since):
    return Message.objects.create(
        request=request,
        kind=Message.Kind.RECEIVED,
        language="fr",
        to_number="+41795550199",
        body="Zzqx",
        parts=1,
        state=state,
        state_since=since,
        useless_after=since + DAY,
    )


def test_the_load_counts_each_kind_of_work_once():
    make_desk()
    make_callback(due_in=-HOUR)  # late
    make_callback(due_in=8 * HOUR)  # promised for today
    make_callback(due_in=2 * DAY)  # another day
    make_callback("quarantined", due_in=HOUR)  # waits for a check
    make_callback("closed", due_in=-HOUR)
    tried = make_callback("waiting", due_in=HOUR, visible_from=NOW + 5 * HOUR)
    make_attempt(tried, "no_answer", started_at=NOW - HOUR)  # kept its promise, planned again
    make_callback("appointed", due_in=2 * DAY, visible_from=NOW + 3 * HOUR)
    make_callback("appointed", due_in=2 * DAY, visible_from=NOW + DAY)  # not today

    load = load_of(make_staff(Role.SUPERVISOR), NOW, free=2, team=3)

    assert (load.late, load.due_today, load.planned) == ("1", "1", "2")
    # 9:00 to 12:00 and 13:30 to 17:30 are seven hours.
    assert (load.per_hour, load.per_hour_why) == ("0,6", "4 appels en 7 h")
    assert load.hours == "Le bureau ferme à 17 h 30."


@pytest.mark.parametrize(
    ("moment", "per_hour", "said"),
    [
        ("2026-11-24 12:30", "0,2", "Le bureau est fermé. Il ouvre mardi 24 novembre, 13 h 30."),
        ("2026-11-24 16:30", "1,0", "Le bureau ferme à 17 h 30."),
        ("2026-11-24 19:00", "", "Le bureau est fermé. Il ouvre mercredi 25 novembre, 8 h 30."),
        ("2026-11-28 10:00", "", "Le bureau est fermé. Il ouvre lundi 30 novembre, 8 h 30."),
    ],
)
def test_the_calls_per_hour_count_only_open_hours(moment, per_hour, said):
    make_desk()
    now = at(moment)
    make_callback(now=now, due_in=-HOUR)

    load = load_of(make_staff(Role.SUPERVISOR), now, free=1, team=1)

    assert (load.per_hour, load.hours) == (per_hour, said)


@pytest.mark.parametrize(
    ("minutes", "said"), [(45, "45 min"), (60, "1 h"), (65, "1 h 05"), (435, "7 h 15")]
)
def test_lengths_are_said_as_on_a_clock(minutes, said):
    assert say_length(timedelta(minutes=minutes)) == said


def test_a_promise_in_danger_is_listed_only_while_nobody_holds_it(client, supervisor, now):
    late = make_callback(now=now, due_in=-HOUR, language="de", needs=["sign_language"])
    soon = make_callback(now=now, due_in=HOUR)
    forgotten = make_callback("claimed", now=now, due_in=HOUR, lease_until=now - HOUR)
    make_callback("claimed", now=now, due_in=HOUR)
    make_callback(now=now, due_in=3 * HOUR)
    make_attempt(make_callback(now=now, due_in=HOUR), "no_answer", started_at=now - HOUR)

    refs = section(client, "danger")

    assert refs[0] == late.request.reference
    assert set(refs[1:]) == {soon.request.reference, forgotten.request.reference}
    assert ">allemand, langue des signes</td>" in client.get("/equipe/journee/").text


def test_who_holds_what_stands_under_each_name(client, supervisor, now):
    anne = make_staff(first_name="Anne", last_name="Rossé")
    make_staff(Role.EDITOR, first_name="Rédactrice")
    make_staff(first_name="Partie", is_active=False)
    held = make_callback("claimed", holder=anne, now=now)
    make_callback("claimed", now=now, lease_until=now - HOUR, holder=supervisor)

    page = client.get("/equipe/journee/").content.decode()
    hands = page.split('class="hands"')[1].split("</section>")[0]

    annes = hands.split("<strong>Anne Rossé")[1].split("<strong>")[0]
    assert held.request.reference in annes
    assert "libre" not in annes
    assert "libre" in hands.split("<strong>Jeanne Voisard")[1]
    assert "Rédactrice" not in hands
    assert "Partie" not in hands


def test_what_waits_for_a_decision_is_listed(client, supervisor, now):
    blocked = make_callback("blocked", now=now)
    suspicious = make_callback("quarantined", now=now)

    assert section(client, "bloques") == [blocked.request.reference]
    assert section(client, "controle") == [suspicious.request.reference]


def test_an_empty_day_says_what_each_list_is_for(client, supervisor):
    page = client.get("/equipe/journee/").content.decode()

    assert "Aucune. Les promesses qui se terminent dans les deux heures" in page
    assert "Rien n'est bloqué" in page
    assert "Aucune entrée retenue" in page
    assert "Tous les SMS des 30 derniers jours sont arrivés" in page
    assert "Comptes que personne" not in page


def test_idle_accounts_are_listed(client, supervisor, now):
    make_staff(first_name="Oubliée", opened_at=now - 100 * DAY, last_login=now - 70 * DAY)

    page = client.get("/equipe/journee/").content.decode()

    assert "Oubliée" in page.split('aria-labelledby="comptes"')[1]


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(
    client, supervisor, now, count, settings, django_assert_num_queries
):
    settings.OFFER_KEPT_SECONDS = 60  # as in a process that has answered a moment ago
    for _ in range(count):
        make_attempt(make_callback("claimed", now=now), "busy", started_at=now - HOUR)
        make_attempt(make_callback("blocked", now=now), "wrong_person", started_at=now - HOUR)
        callback = make_callback(now=now, due_in=-HOUR)
        make_attempt(callback, "technical_failure", started_at=now - HOUR)
        make_failed(callback.request, since=now - HOUR)
    client.get("/equipe/journee/")

    with django_assert_num_queries(19):
        client.get("/equipe/journee/")


# Failed messages are tasks.


@pytest.mark.parametrize("state", ["failed", "undelivered"])
def test_a_failed_sms_is_a_task_until_it_is_settled(client, supervisor, now, state):
    callback = make_callback(now=now)
    message = make_failed(callback.request, state=state, since=now - DAY)
    assert callback.request.reference in failed_part(client)

    answer = client.post(f"/equipe/journee/sms/{message.pk}/regle/", follow=True)

    assert "Réglé." in answer.content.decode()
    assert callback.request.reference not in failed_part(client)
    assert (message.settled.by, message.settled.message) == (supervisor, message)
    written = AuditEntry.objects.get(what="callbacks_settledmessage")
    assert (written.action, written.person_id) == ("insert", callback.request_id)


def failed_part(client):
    page = client.get("/equipe/journee/").content.decode()
    return page.split('aria-labelledby="sms"', 1)[1].split("</section>")[0]


def test_settling_twice_writes_once_and_a_delivered_sms_is_no_task(client, supervisor, now):
    message = make_failed(make_request(now=now), since=now)
    delivered = make_failed(make_request(now=now), state="delivered", since=now)

    for _ in range(2):
        assert client.post(f"/equipe/journee/sms/{message.pk}/regle/").status_code == 303
    assert client.post(f"/equipe/journee/sms/{delivered.pk}/regle/").status_code == 404

    assert AuditEntry.objects.filter(what="callbacks_settledmessage").count() == 1


@pytest.mark.parametrize(
    ("result", "called_after", "listed"),
    [
        ("reached", True, False),
        ("no_answer", True, True),
        ("reached", False, True),
    ],
)
def test_reaching_the_person_after_the_failure_ends_the_task(
    client, supervisor, now, result, called_after, listed
):
    callback = make_callback("waiting", now=now)
    make_failed(callback.request, since=now - 2 * HOUR)
    started = now - HOUR if called_after else now - 3 * HOUR
    make_attempt(callback, result, started_at=started)

    assert (callback.request.reference in failed_part(client)) is listed


def test_a_failure_of_long_ago_is_no_task_any_more(client, supervisor, now):
    callback = make_callback(now=now)
    make_failed(callback.request, since=now - 31 * DAY)

    assert callback.request.reference not in failed_part(client)
