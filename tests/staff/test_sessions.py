"""One session an account, a new key at each step, and proof again before what matters."""

from datetime import timedelta

import pytest
from django.conf import settings as product
from django.test import Client
from django.utils import timezone

from julien.core.roles import Role
from julien.staff import totp
from tests.make.campaigns import make_campaign
from tests.make.staff import give_app, make_newcomer, make_staff
from tests.staff.test_login import LOGIN, sign_in

pytestmark = pytest.mark.django_db

INSIDE = "/equipe/accueil/"


@pytest.fixture
def claire():
    member = make_newcomer(username="claire")
    member.set_password("un long secret")
    member.save()
    return member


def is_inside(client):
    return client.get(INSIDE).status_code == 200


def key(client):
    return client.cookies[product.SESSION_COOKIE_NAME].value


def test_a_second_log_in_ends_the_first_which_is_told_once(claire):
    office, home = Client(), Client()
    sign_in(office)
    sign_in(home)

    assert is_inside(home)
    answer = office.get(INSIDE, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0].startswith(LOGIN)
    assert "Quelqu'un s'est connecté avec votre compte sur un autre appareil" in page
    assert "Quelqu'un s'est connecté" not in office.get(LOGIN).content.decode()
    assert is_inside(home)


def test_a_session_saved_while_it_ends_is_worth_nothing(claire):
    """A request under way writes its session back after the other log-in emptied it."""
    office = Client()
    sign_in(office)
    under_way = office.session
    kept = dict(under_way.items())
    sign_in(Client())
    for name, value in kept.items():
        under_way[name] = value
    under_way.save()

    assert not is_inside(office)


def test_the_session_key_changes_at_each_step(claire, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    factor = give_app(claire)
    client = Client()
    sign_in(client)
    half = key(client)

    code = totp.code_of(factor.secret, totp.step_at(timezone.now()))
    client.post("/equipe/connexion/second-facteur/", {"code": code})

    assert key(client) != half
    thief = Client()
    thief.cookies[product.SESSION_COOKIE_NAME] = half
    assert not is_inside(thief)
    assert is_inside(client)


def test_a_key_planted_before_the_log_in_is_not_kept(claire):
    thief, victim = Client(), Client()
    sign_in(thief, password="faux")
    for planted in ["a" * 32, thief.session.session_key or "b" * 32]:
        victim.cookies[product.SESSION_COOKIE_NAME] = planted
        sign_in(victim)
        assert key(victim) != planted
        thief.cookies[product.SESSION_COOKIE_NAME] = planted
        assert not is_inside(thief)


def test_log_out_everywhere_keeps_this_device_only(claire):
    here, stolen = Client(), Client()
    sign_in(here)
    stolen.cookies[product.SESSION_COOKIE_NAME] = key(here)
    assert is_inside(stolen)

    here.post("/equipe/compte/deconnecter-partout/")

    assert is_inside(here)
    assert not is_inside(stolen)


def test_a_new_password_ends_the_other_sessions(claire):
    here = Client()
    sign_in(here)
    stolen = Client()
    stolen.cookies[product.SESSION_COOKIE_NAME] = key(here)

    answer = here.post(
        "/equipe/compte/mot-de-passe/",
        {
            "old_password": "un long secret",
            "new_password1": "corbeau-sapin-41",
            "new_password2": "corbeau-sapin-41",
        },
    )

    assert answer.status_code == 302
    assert is_inside(here)
    assert not is_inside(stolen)
    assert sign_in(Client()).status_code == 422


def test_the_cookie_of_staff_is_strict_and_out_of_reach_of_scripts(claire):
    client = Client()
    sign_in(client)
    cookie = client.cookies[product.SESSION_COOKIE_NAME]

    assert cookie["samesite"] == "Strict"
    assert cookie["httponly"]


PASSWORD_PAGE = "/equipe/compte/mot-de-passe/"
CONFIRM = "/equipe/compte/confirmer/"


def make_time_pass(client, member, minutes=11):
    earlier = timezone.now() - timedelta(minutes=minutes)
    member.refresh_from_db()
    member.last_login = earlier
    member.save(update_fields=["last_login"])
    session = client.session
    if "confirmed_at" in session:
        session["confirmed_at"] = earlier.isoformat()
        session.save()


@pytest.fixture
def inside(client, claire):
    sign_in(client)
    return client


def test_right_after_the_log_in_nobody_is_asked_again(inside):
    assert inside.get(PASSWORD_PAGE).status_code == 200


def test_ten_minutes_later_they_are_and_come_back_to_the_page(inside, claire):
    make_time_pass(inside, claire)
    asked = inside.get(PASSWORD_PAGE)
    assert asked.headers["Location"] == CONFIRM + "?next=%2Fequipe%2Fcompte%2Fmot-de-passe%2F"

    assert inside.post(asked.headers["Location"], {"proof": "faux"}).status_code == 422
    assert inside.get(PASSWORD_PAGE).status_code == 302
    done = inside.post(asked.headers["Location"], {"proof": "un long secret"})

    assert done.headers["Location"] == PASSWORD_PAGE
    assert inside.get(PASSWORD_PAGE).status_code == 200


def test_a_code_is_as_good_as_the_password(inside, claire):
    factor = give_app(claire)
    make_time_pass(inside, claire)

    code = totp.code_of(factor.secret, totp.step_at(timezone.now()))
    inside.post(CONFIRM, {"proof": code})

    assert inside.get(PASSWORD_PAGE).status_code == 200


@pytest.mark.parametrize("trap", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_confirming_never_leads_to_another_site(inside, trap):
    done = inside.post(f"{CONFIRM}?next={trap}", {"proof": "un long secret"})

    assert done.headers["Location"] == INSIDE


def test_guessing_at_the_confirmation_closes_the_door_too(inside, claire):
    make_time_pass(inside, claire)
    for _ in range(5):
        inside.post(CONFIRM, {"proof": "faux"})

    assert inside.post(CONFIRM, {"proof": "un long secret"}).status_code == 422


def test_a_form_sent_too_late_goes_back_to_its_own_page(inside, claire):
    make_time_pass(inside, claire)

    answer = inside.post(
        PASSWORD_PAGE, {}, HTTP_REFERER="http://testserver/equipe/compte/mot-de-passe/"
    )
    assert answer.headers["Location"].endswith("?next=%2Fequipe%2Fcompte%2Fmot-de-passe%2F")
    answer = inside.post(PASSWORD_PAGE, {}, HTTP_REFERER="https://example.org/piege/")
    assert answer.headers["Location"].endswith("?next=%2Fequipe%2Faccueil%2F")


def test_a_report_leaves_right_after_the_log_in_and_asks_again_later(client):
    analyst = make_staff(Role.ANALYST)
    report = f"/pilotage/{make_campaign().slug}/rapport.json"
    client.force_login(analyst)
    assert "measures" in client.get(report).json()

    make_time_pass(client, analyst)

    assert client.get(report).headers["Location"].startswith(CONFIRM)
