"""Views are counted without a trail, and counting never fails a page."""

import re
import threading
from datetime import date

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from campaigns.models import PageView
from campaigns.statistics.measures import Scope
from campaigns.statistics.page_names import PAGES
from campaigns.statistics.traffic import collect
from tests.make.campaigns import make_campaign, make_partner
from tests.make.catalogue import make_aid, make_searchable, make_situation
from tests.make.editing import make_whole_aid
from tests.platform.running import ROOT

PERSON = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
)


def counted():
    """{(page, source): views of today}."""
    rows = PageView.objects.filter(day=timezone.localdate(), language="fr")
    return {(row.page, row.source): row.count for row in rows}


@pytest.mark.django_db
def test_each_page_is_counted_under_its_name_and_its_partner(client):
    make_partner(code="entraide")
    make_situation(make_aid("loyer"), slug="logement")
    make_searchable()

    for address in (
        *("/fr/", "/fr/", "/fr/?s=entraide", "/fr/?s=inconnu", "/fr/aides/"),
        *("/fr/aides/?q=mon secret", "/fr/aides/?situation=logement", "/fr/aides/loyer/"),
        *("/fr/aides/absente/", "/r/entraide", "/"),
    ):
        client.get(address, headers={"User-Agent": PERSON})

    assert counted() == {
        ("home", ""): 3,
        ("home", "entraide"): 1,
        ("aids", ""): 1,
        ("search", ""): 1,
        ("situation:logement", ""): 1,
        ("aid:loyer", ""): 1,
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "Mozilla/5.0 AppleWebKit/537.36 (compatible; GPTBot/1.2; +https://openai.com/gptbot)",
        "facebookexternalhit/1.1",
        "WhatsApp/2.23.20.0",
        "curl/8.5.0",
        "python-requests/2.32.0",
        "Mozilla/5.0 (compatible; YandexBot/3.0)",
        "UptimeRobot/2.0",
    ],
)
def test_robots_are_left_out(client, agent):
    assert client.get("/fr/", headers={"User-Agent": agent}).status_code == 200

    assert counted() == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "agent",
    [
        PERSON,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1",
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Mozilla/5.0 (Linux; Android 9; CUBOT_NOTE_7) AppleWebKit/537.36 Chrome/120.0 Mobile",
    ],
)
def test_people_are_counted(client, agent):
    client.get("/fr/", headers={"User-Agent": agent})

    assert counted() == {("home", ""): 1}


@pytest.mark.django_db
def test_a_prefetch_and_a_head_are_no_reading(client):
    client.head("/fr/")
    client.get("/fr/", headers={"Sec-Purpose": "prefetch;prerender"})

    assert counted() == {}


@pytest.mark.django_db(transaction=True)
def test_a_page_is_shown_though_nothing_can_be_counted(client, caplog):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE campaigns_pageview RENAME TO moved_away")
    try:
        response = client.get("/fr/aides/")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE moved_away RENAME TO campaigns_pageview")

    assert response.status_code == 200
    assert "traffic: a view of aids is not counted" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_views_at_the_same_moment_are_all_counted():
    together = threading.Barrier(8)

    def read():
        together.wait()
        Client().get("/fr/confidentialite/")
        connections.close_all()

    readers = [threading.Thread(target=read) for _ in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()

    assert counted() == {("privacy", ""): 8}


@pytest.mark.django_db
def test_the_figures_are_sums_of_the_days_of_the_scope():
    for day, page, language, source, count in (
        (date(2026, 5, 1), "home", "fr", "", 10),
        (date(2026, 5, 2), "home", "fr", "entraide", 5),
        (date(2026, 5, 2), "aids", "de", "", 2),
        (date(2026, 5, 3), "home", "fr", "", 100),
    ):
        PageView.objects.create(day=day, page=page, language=language, source=source, count=count)

    scope = Scope(campaign=None, first=date(2026, 5, 1), last=date(2026, 5, 2))

    assert {measure.code: measure.value for measure in collect(scope)} == {
        "views.total": 17,
        "views.language.de": 2,
        "views.language.fr": 15,
        "views.source.entraide": 5,
        "views.page.aids": 2,
        "views.page.home": 15,
    }


@pytest.mark.django_db
def test_each_page_is_named_as_the_team_knows_it():
    aid, situation = make_whole_aid(slug="loyer"), make_situation(slug="loyer", name="Logement")
    for page in ("home", "aid:loyer", "situation:loyer", "aid:partie", "ask"):
        PageView.objects.create(day=date(2026, 5, 1), page=page, language="de", count=6)
    scope = Scope(campaign=None, first=date(2026, 5, 1), last=date(2026, 5, 1))

    labels = {one.code: one.label for one in collect(scope) if one.code.startswith("views.")}

    assert labels["views.page.home"] == "Page : accueil"
    assert labels["views.page.ask"] == "Page : demander un rappel"
    assert labels["views.page.aid.loyer"] == f"Page : aide « {aid.parts.get(part='title').text} »"
    assert labels["views.page.situation.loyer"] == f"Page : situation « {situation.name} »"
    assert labels["views.page.aid.partie"] == "Page : aid:partie"
    assert labels["views.language.de"] == "Pages vues en allemand"


def test_every_page_that_counts_its_views_has_a_name():
    """Those with a fixed name; aids and situations have their own."""
    called = re.compile(r'count_view\(request, "(\w+)"\)')
    apps = ("campaigns", "requests_intake", "callbacks")
    sources = [path.read_text() for app in apps for path in (ROOT / app).rglob("*.py")]
    named = {name for text in sources for name in called.findall(text)}
    assert named | {"aids", "search"} == set(PAGES)


@pytest.mark.django_db
def test_what_was_read_during_a_campaign_is_of_the_campaign_alone():
    """1 before, 10 on its first day, 100 on its last, 1000 after, 10000 in one without an end."""
    campaign = make_campaign(starts_on=date(2026, 5, 2), ends_on=date(2026, 5, 4))
    make_campaign(slug="sans-fin", starts_on=date(2026, 5, 6), ends_on=None)
    for day, count in ((1, 1), (2, 10), (4, 100), (5, 1000), (7, 10000)):
        PageView.objects.create(day=date(2026, 5, day), page="home", language="fr", count=count)
    days = {"first": date(2026, 5, 1), "last": date(2026, 5, 9)}

    outside = next(iter(collect(Scope(campaign=None, **days)))).value
    inside = next(iter(collect(Scope(campaign, campaign.starts_on, campaign.ends_on)))).value

    assert (outside, inside) == (1001, 110)
