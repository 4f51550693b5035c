"""The operator's page: each part of the installation in words, as it is."""

import html
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from callbacks.jobs import SAID
from julien.core.roles import Role
from julien.retention.models import Heartbeat, Safeguard, Silence
from julien.schedule import SCHEDULE
from julien.staff.models import Letter
from requests_intake.models import InboundSms, Message
from requests_intake.sms.gateways import get_gateway
from tests.make.callbacks import make_callback
from tests.make.campaigns import make_desk
from tests.make.staff import make_staff
from tests.requests_intake.fake_twilio import fake_twilio

pytestmark = pytest.mark.django_db

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
LINE = re.compile(r"<dt>(.*?)</dt><dd>(.*?)</dd>", re.DOTALL)


@pytest.fixture
def operator(client):
    make_desk()
    admin = make_staff(Role.ADMIN, email="admin@example.ch")
    client.force_login(admin)
    return admin


@pytest.fixture
def now():
    return timezone.now()


def lines(client):
    """{what: its state and words} of the page."""
    page = client.get("/equipe/etat/").content.decode()
    return {
        html.unescape(what): " ".join(html.unescape(re.sub(r"<[^>]+>", " ", told)).split())
        for what, told in LINE.findall(page)
    }


def test_every_job_of_the_schedule_has_words():
    assert {entry["task"] for entry in SCHEDULE.values()} == set(SAID)


def test_an_installation_at_work(client, operator, now, settings):
    settings.BACKUP_DIR = "/kept/backups"
    for entry in SCHEDULE.values():
        Heartbeat.objects.create(task=entry["task"], at=now)
    for kind in Safeguard.Kind:
        Safeguard.objects.create(kind=kind, at=now)
    Letter.objects.create(to=operator, kind="password", written_at=now, sent_at=now)
    make_callback(now=now)

    page = client.get("/equipe/etat/").content.decode()
    told = lines(client)

    assert "Rien ne demande qu'on s'en occupe" in html.unescape(page)
    for what in (
        "Base de données",
        "Tables à jour",
        "Redis : réveil des tâches",
        *map(str, SAID.values()),
    ):
        assert told[what].startswith("en ordre"), what
    assert told["Copie de sécurité"].startswith("en ordre")
    assert told["Courriels à l'équipe"].startswith("en ordre aucun n'attend ; le dernier :")
    assert told["Promesses dépassées, sans appel"] == "en ordre aucune"


def test_what_is_wrong_is_said_part_by_part(client, operator, now, settings):
    settings.BACKUP_DIR = "/kept/backups"
    late = make_callback(now=now, due_in=-MINUTE, received_at=now - 4 * DAY)
    Message.objects.create(
        request=late.request,
        kind=Message.Kind.RECEIVED,
        language="fr",
        to_number="+41795550199",
        body="Zzqx",
        parts=1,
        created_at=now - 10 * MINUTE,
        useless_after=now + DAY,
    )
    Letter.objects.create(to=operator, kind="password", written_at=now - 10 * MINUTE)
    Letter.objects.create(to=operator, kind="desk_day", written_at=now - 10 * MINUTE)
    Heartbeat.objects.create(task="audit.seal", at=now - 20 * MINUTE)
    Safeguard.objects.create(kind="backup", at=now, problem="disk full")
    Safeguard.objects.create(kind="drill", at=now - 41 * DAY)

    told = lines(client)

    assert told["La plus ancienne demande que personne n'a prise"].startswith("à regarder")
    assert told["Promesses dépassées, sans appel"] == "à regarder 1"
    assert told["SMS qui ne peuvent pas partir"].startswith("en panne 1, le plus ancien écrit :")
    assert told["Courriels à l'équipe"].startswith("en panne 1 attend, depuis :")
    assert told["Copie de sécurité"].startswith("en panne échec : disk full")
    assert told["Essai de remise en service"].startswith("à regarder trop ancien")
    assert told["Sceller le journal des accès"].startswith("en panne")
    assert told["Contrôle du matin"] == "pas connu pas encore"
    assert "Zzqx" not in str(told)

    settings.BACKUP_DIR = ""
    nobody = "à regarder personne n'en fait : BACKUP_DIR n'est pas défini"
    assert lines(client)["Copie de sécurité"].startswith(nobody)


def test_a_redis_that_is_away_is_said_and_the_page_is_there(client, operator, settings):
    settings.REDIS_URL = "unix:///nowhere/valkey.sock?db=0"

    told = lines(client)

    assert told["Redis : réveil des tâches"].startswith("en panne ne répond pas")
    assert told["Base de données"] == "en ordre"


@pytest.mark.parametrize(
    ("balance", "low", "told"),
    [
        ("12.345", 0, "en ordre 12,34 USD"),
        ("12.345", 20, "à regarder 12,34 USD"),
        ("-0.01", 0, "à regarder -0,01 USD"),
        (20003, 0, "pas connu l'opérateur n'a pas répondu"),
    ],
)
def test_the_credit_comes_from_the_operator(client, operator, settings, balance, low, told):
    settings.SMS_CREDIT_LOW = low
    with fake_twilio() as server:
        server.balance = balance
        settings.SMS_GATEWAY = "twilio,http"
        settings.TWILIO_ACCOUNT_SID = "AC" + "1" * 32
        settings.TWILIO_API_BASE = server.base
        found = lines(client)
        get_gateway("twilio").client.http_client.session.close()

    assert found["Crédit SMS chez l'opérateur (twilio)"] == told
    assert found["Crédit SMS chez l'opérateur (http)"] == "pas connu cet opérateur ne le dit pas"


def test_a_silence_stands_here_and_on_the_day_until_something_comes(client, settings):
    settings.SILENCE_HOURS = 1
    make_desk()
    client.force_login(make_staff(Role.SUPERVISOR))
    long_ago = timezone.now() - 7 * DAY
    rows = {"from_number": "+41795550199", "from_lookup": "x"}
    InboundSms.objects.create(message_sid="SM1", received_at=long_ago, **rows)
    Silence.objects.create(flow="texted", since=long_ago, noticed_at=long_ago + DAY)

    assert lines(client)["SMS reçus"].startswith("à regarder Aucun SMS reçu depuis")
    assert "Aucun SMS reçu depuis" in client.get("/equipe/journee/").content.decode()

    Silence.objects.update(ended_at=timezone.now())
    assert "Aucun SMS reçu depuis" not in client.get("/equipe/journee/").content.decode()


def test_before_the_desk_is_set_up_the_page_opens(client):
    client.force_login(make_staff(Role.ADMIN))

    assert "Demandes reçues" not in lines(client)
