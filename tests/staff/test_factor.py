"""The second factor: nothing opens without it, and each code opens once."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from julien.staff import totp
from julien.staff.models import Factor, RecoveryCode
from julien.staff.services.second_factor import check_code, new_recovery_codes
from tests.make.staff import give_app, make_newcomer, make_staff
from tests.test_public_pages import addresses

pytestmark = pytest.mark.django_db

LOGIN = "/equipe/connexion/"
CODE = "/equipe/connexion/second-facteur/"
SET_UP = "/equipe/connexion/premier-facteur/"
NOON = datetime(2026, 11, 23, 12, 0, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def required(settings):
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def claire():
    member = make_newcomer(username="claire")
    member.set_password("un long secret")
    member.save()
    return member


def give_password(client, address=LOGIN):
    return client.post(address, {"username": "claire", "password": "un long secret"})


def code_now(factor, steps=0):
    return totp.code_of(factor.secret, totp.step_at(timezone.now()) + steps)


# RFC 6238, appendix B, SHA-1, the last six of its eight digits.
@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_the_standard(seconds, code):
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # nosec: the standard's own example
    assert totp.code_of(secret, totp.step_at(datetime.fromtimestamp(seconds, UTC))) == code


@pytest.mark.parametrize(
    ("late", "opens"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)]
)
def test_a_clock_may_be_one_step_off_and_no_more(claire, late, opens):
    factor = give_app(claire)
    typed = totp.code_of(factor.secret, totp.step_at(NOON + timedelta(seconds=late)))

    assert check_code(owner=claire, typed=typed, at=NOON) is opens


def test_a_code_opens_once_and_closes_the_ones_before_it(claire):
    factor = give_app(claire)
    step = totp.step_at(NOON)
    now, before = totp.code_of(factor.secret, step), totp.code_of(factor.secret, step - 1)

    assert check_code(owner=claire, typed=now, at=NOON)
    assert not check_code(owner=claire, typed=now, at=NOON)
    assert not check_code(owner=claire, typed=before, at=NOON)


def test_the_password_alone_opens_no_address_at_all(client, claire):
    """Every address of the product that is not public, by GET and by POST."""
    give_app(claire)
    give_password(client)
    tried = 0

    for pattern, view in addresses():
        if not getattr(view, "login_required", True) or pattern.startswith("admin/"):
            continue
        address = "/" + re.sub(r"<[^>]*>", "7", pattern)
        if "(?P" in address or "%" in address:
            continue
        for response in (client.get(address), client.post(address)):
            # A 404 is an address whose converter refuses "7": nothing is behind it.
            assert response.status_code in {302, 404}, address
            if response.status_code == 302:
                assert response.headers["Location"].startswith(LOGIN), address
                tried += 1

    assert tried > 40


def test_without_a_factor_the_password_leads_to_setting_one_up_and_nowhere_else(client, claire):
    response = give_password(client, LOGIN + "?next=/styleguide/")
    assert response.headers["Location"] == CODE
    assert client.get(CODE).headers["Location"] == SET_UP

    page = client.get(SET_UP)
    factor = Factor.objects.get(owner=claire)
    text = page.content.decode()
    assert 'class="qr"' in text
    assert "style=" not in text
    assert "".join(re.findall(r"<span>([A-Z2-7]{4})</span>", text)) == factor.secret

    response = client.post(SET_UP, {"code": code_now(factor)})

    assert response.headers["Location"] == "/equipe/compte/codes-de-secours/?premiers"
    assert client.get("/equipe/accueil/").context["user"] == claire


def test_the_square_stays_the_same_until_it_is_confirmed(client, claire):
    give_password(client)
    first = client.get(SET_UP).content.decode()
    wrong = client.post(SET_UP, {"code": "000000"})

    assert wrong.status_code == 422
    assert Factor.objects.get().secret[:4] in wrong.content.decode()
    assert (
        first.split("<svg")[2].split("</svg>")[0]
        == (client.get(SET_UP).content.decode().split("<svg")[2].split("</svg>")[0])
    )
    assert client.get("/equipe/accueil/").status_code == 302


def test_who_saw_an_unfinished_page_knows_nothing_of_use(client, claire):
    """Somebody with a stolen password looks at the square before the owner does."""
    thief = Client()
    give_password(thief)
    thief.get(SET_UP)
    seen = Factor.objects.get(owner=claire)

    give_password(client)
    client.get(SET_UP)
    assert Factor.objects.get(owner=claire).secret != seen.secret
    assert thief.post(SET_UP, {"code": code_now(seen)}).status_code == 422
    assert not Factor.objects.ready().exists()


def test_the_code_opens_and_leads_to_the_page_that_was_asked(client, claire):
    factor = give_app(claire)
    give_password(client, LOGIN + "?next=/styleguide/")

    response = client.post(CODE, {"code": f" {code_now(factor)[:3]} {code_now(factor)[3:]} "})

    assert response.headers["Location"] == "/styleguide/"
    assert client.get("/equipe/accueil/").context["user"] == claire


def test_a_wrong_code_says_what_to_do_and_opens_nothing(client, claire):
    give_app(claire)
    give_password(client)

    response = client.post(CODE, {"code": "000000"})

    assert response.status_code == 422
    assert "Attendez le prochain code" in response.content.decode()
    assert client.get("/equipe/accueil/").status_code == 302


def test_the_code_of_somebody_else_opens_nothing(client, claire):
    give_app(claire)
    other = give_app(make_staff())
    give_password(client)

    assert client.post(CODE, {"code": code_now(other)}).status_code == 422


def test_setting_up_is_closed_to_who_has_a_factor_already(client, claire):
    """Else the password alone could put a second application beside the first."""
    give_app(claire)
    give_password(client)

    assert client.get(SET_UP).headers["Location"] == CODE
    assert client.post(SET_UP, {"code": "000000"}).headers["Location"] == CODE
    for name in ("staff:first_key_question", "staff:first_key_answer"):
        answer = client.post(reverse(name), {}, content_type="application/json")
        assert answer.status_code == 422
    assert Factor.objects.filter(owner=claire).count() == 1


def test_being_half_inside_ends_after_a_quarter_of_an_hour(client, claire):
    give_app(claire)
    give_password(client)
    session = client.session
    long_ago = timezone.now() - timedelta(minutes=16)
    session["half_inside"] = session["half_inside"] | {"at": long_ago.isoformat()}
    session.save()

    assert client.get(CODE).headers["Location"] == LOGIN


def test_a_new_password_ends_being_half_inside(client, claire):
    give_app(claire)
    give_password(client)
    claire.set_password("un autre secret")
    claire.save()

    assert client.get(CODE).headers["Location"] == LOGIN


def test_recovery_codes_open_once_each(client, claire):
    give_app(claire)
    codes = new_recovery_codes(owner=claire)
    assert len(set(codes)) == 10

    assert check_code(owner=claire, typed=codes[3].upper(), at=NOON)
    assert not check_code(owner=claire, typed=codes[3], at=NOON)
    assert check_code(owner=claire, typed=codes[4].replace(" ", "-"), at=NOON)
    assert not check_code(owner=make_staff(), typed=codes[5], at=NOON)


def test_recovery_codes_are_shown_once_and_replace_those_before(client, claire):
    give_app(claire)
    old = new_recovery_codes(owner=claire)
    client.force_login(claire)

    shown = client.post("/equipe/compte/codes-de-secours/").content.decode()
    codes = re.findall(r"<li><code>(\w{5} \w{5})</code></li>", shown)

    assert len(codes) == 10
    assert codes[0] not in client.get("/equipe/compte/codes-de-secours/").content.decode()
    assert not check_code(owner=claire, typed=old[0], at=NOON)
    assert check_code(owner=claire, typed=codes[0], at=NOON)


def test_neither_secrets_nor_codes_lie_readable_in_the_database(claire):
    factor = give_app(claire)
    codes = new_recovery_codes(owner=claire)
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM staff_factor")
        assert factor.secret not in str(cursor.fetchall())
        cursor.execute("SELECT string_agg(c::text, ' ') FROM staff_recoverycode c")
        assert codes[0].replace(" ", "") not in cursor.fetchone()[0]


def test_the_last_factor_stays_while_one_is_required(client, claire, settings):
    factor = give_app(claire)
    client.force_login(claire)
    remove = f"/equipe/compte/facteurs/{factor.pk}/retirer/"

    client.post(remove)
    assert Factor.objects.filter(pk=factor.pk).exists()

    settings.REQUIRE_SECOND_FACTOR = False
    new_recovery_codes(owner=claire)
    client.post(remove)
    assert not Factor.objects.filter(pk=factor.pk).exists()
    assert not RecoveryCode.objects.filter(owner=claire).exists()


def test_nobody_removes_the_factor_of_another(client, claire):
    factor = give_app(claire)
    other = make_staff()
    give_app(other)
    client.force_login(other)

    client.post(f"/equipe/compte/facteurs/{factor.pk}/retirer/")

    assert Factor.objects.filter(pk=factor.pk).exists()


def test_a_new_application_replaces_the_old_one(client, claire):
    old = give_app(claire)
    client.force_login(claire)
    client.get("/equipe/compte/application/")
    new = Factor.objects.get(owner=claire, confirmed_at=None)
    assert check_code(owner=claire, typed=code_now(old), at=timezone.now())

    client.post("/equipe/compte/application/", {"code": code_now(new)})

    assert list(Factor.objects.filter(owner=claire).values_list("pk", flat=True)) == [new.pk]


def test_the_demo_asks_for_no_factor_but_keeps_one_that_is_there(client, claire, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    assert give_password(client).headers["Location"] == "/equipe/accueil/"
    client.logout()

    give_app(claire)
    assert give_password(client).headers["Location"] == CODE
