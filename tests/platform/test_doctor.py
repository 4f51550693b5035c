"""`manage.py doctor` says what is wrong, and only that."""

import datetime
from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from campaigns.models import Desk
from julien.audit.rights import rights_for
from julien.core.roles import Role
from julien.retention.models import Safeguard
from julien.retention.rights import RIGHT
from tests.make.campaigns import SMS_NUMBER, make_desk
from tests.make.intake import make_request
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db
ROLE = "julien_test_doctor"


def doctor():
    """(exit code, lines)."""
    out = StringIO()
    try:
        call_command("doctor", stdout=out)
    except SystemExit as end:
        return end.code, out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


@pytest.fixture
def sound(settings):
    """An installation in which nothing is missing or wrong."""
    settings.SECRET_KEY = settings.LOOKUP_KEY = (
        "fifty-characters-or-more-that-nobody-has-ever-seen-before"
    )
    settings.PUBLIC_BASE_URL = "https://ju-lien.example.ch"
    settings.ALLOWED_HOSTS = ["ju-lien.example.ch"]
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SMS_GATEWAY = "twilio"
    settings.TWILIO_ACCOUNT_SID = "AC1"
    settings.TWILIO_AUTH_TOKENS = ["token"]
    settings.TWILIO_FROM = SMS_NUMBER
    settings.REQUIRE_SECOND_FACTOR = True
    settings.BACKUP_DIR = "/backups"
    settings.RIGHTS_DAYS = dict.fromkeys(RIGHT, 30)  # whatever the canton confirmed
    for kind in Safeguard.Kind:
        Safeguard.objects.create(kind=kind)
    for number in (1, 2):
        make_staff(Role.ADMIN, email=f"administration{number}@exemple.invalid")
    calendar = make_desk().calendar
    calendar.holidays_confirmed_until = timezone.localdate() + datetime.timedelta(days=400)
    calendar.save(update_fields=["holidays_confirmed_until"])
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}; {'; '.join(rights_for(ROLE))}; SET ROLE {ROLE}")
        yield settings
        cursor.execute("RESET ROLE")


def test_a_role_that_could_undo_the_trail_is_told(sound):
    with connection.cursor() as cursor:
        cursor.execute(f"RESET ROLE; GRANT DELETE ON audit_auditentry TO {ROLE}; SET ROLE {ROLE}")
    code, (told,) = doctor()
    assert code == 1
    assert told.startswith("The database role of the application can undo the trail (DELETE)")


def test_a_trigger_that_sleeps_is_told(sound):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE; ALTER TABLE callbacks_interview DISABLE TRIGGER audit_write")
        cursor.execute(f"SET ROLE {ROLE}")
    assert doctor() == (
        1,
        ["The trigger audit_write of callbacks_interview is switched off: the trail has gaps."],
    )


def test_an_impossible_state_is_told(sound):
    request = make_request(received_at=timezone.now() - datetime.timedelta(days=1))
    assert doctor() == (
        1,
        [f"Impossible state: request that is in no queue (CallbackRequest {request.pk})."],
    )


def test_a_lookup_key_that_is_not_the_one_of_here_is_told(sound):
    make_request()
    sound.LOOKUP_KEY = "another-one-of-fifty-characters-or-more-that-is-wrong"
    assert (
        "LOOKUP_KEY is not the one our rows were written with: nobody would be found."
        in (doctor()[1])
    )


def test_a_sound_installation_is_told_so(sound):
    assert doctor() == (0, ["Nothing is missing or wrong."])


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("LOOKUP_KEY", "short", "LOOKUP_KEY is shorter than 32 characters."),
        ("FIELD_KEYS", [], "FIELD_KEYS is not set: nothing personal can be written or read."),
        (
            "FIELD_KEYS",
            ["nonsense"],
            "FIELD_KEYS: key 1 is not a Fernet key (32 bytes in base64).",
        ),
        (
            "PUBLIC_BASE_URL",
            "http://ju-lien.example.ch",
            "PUBLIC_BASE_URL is not https: personal data would travel in the open.",
        ),
        (
            "DEMO",
            True,
            "DEMO is on at a public address: everybody knows the accounts and their password.",
        ),
        (
            "ALLOWED_HOSTS",
            ["127.0.0.1"],
            "ALLOWED_HOSTS does not name ju-lien.example.ch, the host of PUBLIC_BASE_URL.",
        ),
        (
            "TWILIO_AUTH_TOKENS",
            [],
            "SMS_GATEWAY is twilio, and TWILIO_AUTH_TOKEN is not set.",
        ),
        ("TWILIO_FROM", "", "SMS_GATEWAY is twilio, and TWILIO_FROM is not set."),
        ("SMS_GATEWAY", "twilio, memory", "SMS_GATEWAY is memory: no SMS leaves this machine."),
        ("SMS_GATEWAY", "memory", "SMS_GATEWAY is memory: no SMS leaves this machine."),
        (
            "REDIS_URL",
            "unix:///nowhere/valkey.sock",
            "The broker cannot be used (ConnectionError).",
        ),
    ],
)
def test_each_thing_that_is_wrong_is_one_line(sound, name, value, said):
    setattr(sound, name, value)
    assert doctor() == (1, [said])


def test_what_django_finds_wrong_is_told_too(sound):
    sound.SESSION_COOKIE_SECURE = False
    code, lines = doctor()
    assert code == 1
    assert [line.split(":")[0] for line in lines] == ["security.W012"]


def test_a_demo_is_not_judged_as_production(sound):
    sound.DEMO = True
    sound.PUBLIC_BASE_URL = "http://127.0.0.1:8000"
    sound.SMS_GATEWAY = "simulator"
    sound.SESSION_COOKIE_SECURE = False
    assert doctor() == (0, ["Nothing is missing or wrong."])


def test_it_names_the_column_whose_key_is_lost(sound):
    make_request()
    sound.FIELD_KEYS = [Fernet.generate_key().decode()]
    code, lines = doctor()
    assert code == 1
    assert (
        "requests_intake.CallbackRequest.phone holds a value that none of FIELD_KEYS opens."
        in lines
    )


def test_it_names_migrations_that_are_not_applied(sound):
    with connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'sessions'")
    assert doctor() == (
        1,
        ["Migrations are not applied: sessions.0001_initial. Run manage.py migrate."],
    )


def test_without_a_desk_no_promise_can_be_made(sound):
    Desk.objects.all().delete()
    assert doctor() == (
        1,
        ["There is no desk: make it with manage.py create_desk SMS_NUMBER VOICE_NUMBER."],
    )


def test_holidays_that_run_out_are_told_half_a_year_ahead(sound):
    calendar = Desk.objects.get().calendar
    calendar.holidays_confirmed_until = timezone.localdate() + datetime.timedelta(days=184)
    calendar.save(update_fields=["holidays_confirmed_until"])
    assert doctor() == (0, ["Nothing is missing or wrong."])
    calendar.holidays_confirmed_until = ends = timezone.localdate() + datetime.timedelta(days=182)
    calendar.save(update_fields=["holidays_confirmed_until"])
    assert doctor() == (
        1,
        [
            f"The public holidays of {calendar} are known only until {ends:%d.%m.%Y}: "
            "a supervisor confirms more years on the page of opening hours."
        ],
    )


def test_create_desk_mends_both(sound):
    Desk.objects.all().delete()
    call_command("create_desk", "079 555 01 00", "032 555 01 00", stdout=StringIO())
    desk = Desk.objects.get()
    assert (desk.sms_number, desk.voice_number) == ("+41795550100", "+41325550100")
    assert desk.calendar.periods.count() == 10
    assert doctor() == (0, ["Nothing is missing or wrong."])


def test_create_desk_again_changes_the_numbers_and_keeps_the_promise(sound):
    desk = make_desk(promise_days=2)
    call_command("create_desk", "079 555 01 01", "032 555 01 01", stdout=StringIO())
    desk.refresh_from_db()
    assert (desk.sms_number, desk.promise_days) == ("+41795550101", 2)


def test_create_desk_refuses_what_is_no_number():
    with pytest.raises(CommandError, match="12"):
        call_command("create_desk", "12", "032 555 01 00", stdout=StringIO())
    assert not Desk.objects.exists()
