"""Too many wrong ones close the door, without a word to who tries."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client

from julien.core.roles import Role
from julien.staff.tasks import clear_sessions
from tests.make.staff import give_app, make_newcomer, make_staff
from tests.staff.test_login import LOGIN, SORRY, sign_in, without_tokens

pytestmark = pytest.mark.django_db

CODE = "/equipe/connexion/second-facteur/"


@pytest.fixture
def claire():
    member = make_newcomer(username="claire")
    member.set_password("un long secret")
    member.save()
    return member


def fail(client, times, username="claire", **headers):
    for _ in range(times):
        answer = client.post(LOGIN, {"username": username, "password": "faux"}, **headers)
    return answer


def gone_by(minutes):
    for attempt in AccessAttempt.objects.all():
        attempt.attempt_time -= timedelta(minutes=minutes)
        attempt.save()


def test_after_five_wrong_ones_the_right_one_does_not_open_either(client, claire):
    fail(client, 4)
    assert sign_in(client).status_code == 302
    client.logout()

    fail(client, 5)
    assert sign_in(client).status_code == 422
    assert client.get("/equipe/accueil/").status_code == 302


def test_it_opens_again_by_itself_and_a_try_meanwhile_does_not_delay_it(client, claire):
    fail(client, 5)
    gone_by(14)
    assert sign_in(client).status_code == 422
    gone_by(2)

    assert sign_in(client).status_code == 302


def test_locked_wrong_and_unknown_look_alike(client, claire):
    wrong = fail(client, 1)
    locked = fail(client, 6)
    unknown = fail(client, 1, username="inconnue")
    unknown_locked = fail(client, 6, username="inconnue")

    answers = [wrong, locked, unknown, unknown_locked]
    assert {answer.status_code for answer in answers} == {422}
    pages = {
        without_tokens(without_tokens(answer.content.decode(), "claire"), "inconnue")
        for answer in answers
    }
    assert len(pages) == 1
    page = pages.pop()
    assert SORRY in page
    assert "cinq essais manqués" in page
    assert "Quelqu&#x27;un de l&#x27;administration" in page.replace("'", "&#x27;")


def test_the_door_is_closed_to_one_name_from_one_address(client, claire):
    other = make_staff(username="autre")
    other.set_password("un long secret")
    other.save()
    fail(client, 5)

    assert sign_in(client, username="autre").status_code == 302
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert sign_in(elsewhere).status_code == 302


def test_wrong_codes_count_like_wrong_passwords(client, claire, settings):
    factor = give_app(claire)
    sign_in(client)
    for _ in range(5):
        client.post(CODE, {"code": "000000"})

    assert sign_in(client).status_code == 422
    assert factor.owner == claire


def test_without_a_proxy_the_header_of_proxies_is_not_believed(client, claire):
    """Else each try would come "from another address"."""
    for number in range(5):
        fail(client, 1, HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")

    assert sign_in(client).status_code == 422


def test_behind_the_proxy_its_entry_counts_and_not_what_the_visitor_claims(claire, settings):
    settings.HTTPS = True
    for number in range(5):
        fail(Client(), 1, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}, 192.0.2.7")

    assert sign_in(Client(HTTP_X_FORWARDED_FOR="192.0.2.8")).status_code == 302
    assert sign_in(Client(HTTP_X_FORWARDED_FOR="198.51.100.1, 192.0.2.7")).status_code == 422


def test_an_administrator_sees_the_closed_door_and_opens_it(client, claire):
    fail(Client(), 5)
    client.force_login(make_staff(Role.ADMIN))
    address = f"/equipe/comptes/{claire.pk}/"
    assert "porte fermée" in client.get(address).content.decode()

    client.post(address + "ouvrir-la-porte/")

    assert "porte fermée" not in client.get(address).content.decode()
    assert sign_in(Client()).status_code == 302


def test_a_supervisor_may_look_and_not_open(client, claire):
    fail(Client(), 5)
    client.force_login(make_staff(Role.SUPERVISOR))
    address = f"/equipe/comptes/{claire.pk}/"

    assert "porte fermée" in client.get(address).content.decode()
    assert client.post(address + "ouvrir-la-porte/").status_code == 403


def test_passwords_are_not_kept_with_the_failures(client, claire):
    client.post(LOGIN, {"username": "claire", "password": "presque juste"})
    give_app(claire)
    sign_in(client)
    client.post(CODE, {"code": "123987"})

    kept = str(list(AccessAttempt.objects.values()))
    assert "presque juste" not in kept
    assert "123987" not in kept


def test_old_failures_are_forgotten_and_those_that_close_a_door_are_not(client, claire):
    fail(client, 2, username="ancienne")
    gone_by(16)
    fail(client, 5)

    clear_sessions()

    assert list(AccessAttempt.objects.values_list("username", flat=True)) == ["claire"]
    assert sign_in(client).status_code == 422
