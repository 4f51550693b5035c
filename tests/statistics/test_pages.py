"""The pages of figures: what they say, to whom, and what they never show."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from julien.core.roles import Role
from requests_intake.models import OngoingSupport
from tests.make.callbacks import make_request
from tests.make.campaigns import make_campaign
from tests.make.figures import make_called, make_requests
from tests.make.interviews import make_signed_interview
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

SECRETS = ("Zébulon", "0795550142", "79 555 01 42", "une confidence")


def under_way(**fields):
    """A campaign around the real today, as the pages read the clock."""
    today = timezone.localdate()
    fields.setdefault("slug", "en-cours")
    fields.setdefault("name", "Campagne en cours")
    return make_campaign(
        starts_on=today - timedelta(days=10), ends_on=today + timedelta(days=10), **fields
    )


def over(**fields):
    fields.setdefault("slug", "passee")
    fields.setdefault("name", "Campagne passée")
    today = timezone.localdate()
    return make_campaign(
        starts_on=today - timedelta(days=100), ends_on=today - timedelta(days=60), **fields
    )


def some_requests(campaign, days_ago=2):
    """12 requests in time, 9 of them without ongoing support."""
    now = timezone.now() - timedelta(days=days_ago)
    for number in range(12):
        support = OngoingSupport.NO if number < 7 else OngoingSupport.YES
        make_called(campaign=campaign, now=now, started_at=now, ongoing_support=support)


@pytest.fixture
def analyst(client):
    client.force_login(make_staff(Role.ANALYST))
    return client


def text_of(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.CALLER, 403),
        (Role.SUPERVISOR, 200),
        (Role.EDITOR, 403),
        (Role.ANALYST, 200),
        (Role.ADMIN, 200),
        (Role.PARTNER, 403),
    ],
)
@pytest.mark.parametrize("address", ["", "en-cours/", "en-cours/rapport.json", "comparer/"])
def test_figures_are_for_who_leads_or_evaluates(client, role, status, address):
    under_way()
    client.force_login(make_staff(role))
    assert client.get(f"/pilotage/{address}").status_code == status


def test_home_says_the_running_campaign_first_and_in_words(analyst):
    over()
    some_requests(under_way())
    page = text_of(analyst.get("/pilotage/"))

    assert "12 demandes, 7 sans suivi social" in page
    assert "12 rappels faits dans le délai promis jusqu'ici" in page
    assert page.index("Campagne en cours") < page.index("Campagne passée")
    assert page.index("Campagne passée") < page.index("Hors campagne")


def test_home_without_any_campaign_says_so(analyst):
    assertContains(analyst.get("/pilotage/"), "Aucune campagne n'est encore créée")


@pytest.mark.parametrize("count", [1, 3])
def test_home_query_count_does_not_grow(analyst, django_assert_num_queries, count):
    for number in range(count):
        campaign = under_way(slug=f"campagne-{number}")
        make_requests(count, campaign=campaign)
    with django_assert_num_queries(25):  # three of them: what became of the aids
        analyst.get("/pilotage/")


def test_campaign_page_shows_bars_the_table_and_whom_each_figure_counts(analyst):
    some_requests(under_way())
    response = analyst.get("/pilotage/en-cours/")
    page = text_of(response)

    assert "Un service social suit-il déjà la personne ? Sans suivi social en cours 7 58" in page
    assertContains(response, '<rect class="bar-fill" width="58%"')
    assertContains(response, '<tr data-measure="requests.total">')
    assertContains(response, "Toutes les demandes reçues pendant la campagne")
    assertContains(response, "/pilotage/en-cours/rapport.pdf")
    assertNotContains(response, "style=")


def test_a_small_number_is_masked_on_the_page_with_its_neighbour(analyst):
    campaign = under_way()
    some_requests(campaign)
    make_requests(3, campaign=campaign, channel="desk", now=timezone.now())
    make_requests(6, campaign=campaign, channel="sms", now=timezone.now())
    page = analyst.get("/pilotage/en-cours/").content.decode()
    rows = dict(re.findall(r'data-measure="([^"]+)">.*?<td class="num[^"]*">([^<]*)', page))

    assert rows["requests.total"] == "21"
    assert rows["requests.channel.desk"] == "masqué"
    assert rows["requests.channel.sms"] == "masqué"
    assert rows["requests.channel.web"] == "12"
    assert rows["requests.channel.phone"] == "0"


@pytest.mark.parametrize(
    "address",
    [
        "/pilotage/",
        "/pilotage/en-cours/",
        "/pilotage/comparer/",
        "/pilotage/hors-campagne/",
        "/pilotage/en-cours/rapport.json",
        "/pilotage/en-cours/rapport.csv",
        "/fr/chiffres/",
    ],
)
def test_no_identity_on_any_page_of_figures(analyst, address):
    campaign = under_way()
    now = timezone.now() - timedelta(days=1)
    request = make_request(
        campaign=campaign,
        now=now,
        phone="+41795550142",
        first_name="Zébulon",
        words="une confidence",
    )
    make_signed_interview(
        campaign=campaign, at=now, said={"own_words": "une confidence", "notes": "Zébulon"}
    )
    body = analyst.get(address).content.decode()
    for secret in (*SECRETS, request.reference):
        assert secret not in body


@pytest.mark.parametrize(
    ("extension", "media_type"),
    [
        ("json", "application/json"),
        ("csv", "text/csv; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("pdf", "application/pdf"),
    ],
)
def test_the_report_is_a_file_that_no_cache_keeps(analyst, extension, media_type):
    under_way()
    response = analyst.get(reverse("statistics:report", args=["en-cours", extension]))
    assert response.headers["Content-Type"] == media_type
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="ju-lien-en-cours.{extension}"'
    )
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    "address",
    [
        "/pilotage/inconnue/",
        "/pilotage/en-cours/rapport.exe",
        "/pilotage/inconnue/rapport.csv",
        "/pilotage/comparer/?a=inconnue",
    ],
)
def test_what_does_not_exist_is_not_found(analyst, address):
    under_way()
    assert analyst.get(address).status_code == 404


def test_two_campaigns_stand_side_by_side(analyst):
    some_requests(under_way())
    some_requests(over(), days_ago=80)
    make_requests(5, campaign=over(slug="autre"), received_at=None)
    response = analyst.get("/pilotage/comparer/?a=en-cours&b=passee")
    page = text_of(response)

    assert "Mesure Campagne en cours Campagne passée" in page
    assert "Sans suivi social en cours 7 · 58 % 7 · 58 %" in page.replace("\u00a0", " ")
    # On a phone each line stands by itself and says whose number it is.
    assertContains(response, 'data-head="Campagne en cours"')
    assertContains(response, 'data-head="Campagne passée"')


def test_outside_of_campaigns_is_counted_apart(analyst):
    some_requests(under_way())
    make_requests(6, campaign=None, now=timezone.now())
    assert "6 demandes" in text_of(analyst.get("/pilotage/hors-campagne/"))
    assert "12 demandes" in text_of(analyst.get("/pilotage/en-cours/"))


def test_public_page_tells_nothing_that_one_person_said_while_the_campaign_runs(client):
    some_requests(under_way())
    response = client.get("/fr/chiffres/")
    page = text_of(response)

    assert "12 demandes" in page
    assert "12 rappels faits dans le délai promis jusqu'ici" in page
    assert "sans suivi social" not in page
    assertNotContains(response, "profile.")
    assertNotContains(response, "reason.")
    assertNotContains(response, "requests.channel")


def test_public_page_tells_all_of_the_last_campaign(client):
    some_requests(over(), days_ago=80)
    page = text_of(client.get("/fr/chiffres/"))
    assert "12 demandes, 7 sans suivi social" in page
    assert "12 rappels sur 12 dans le délai promis" in page


def test_public_page_before_any_campaign(client):
    assertContains(client.get("/fr/chiffres/"), "pas encore de campagne")


def test_public_page_sets_no_cookie_and_may_be_kept_ten_minutes(client):
    some_requests(under_way())
    response = client.get("/fr/chiffres/")
    assert not response.cookies
    assert response.headers["Cache-Control"] == "public, max-age=600"
    assert "Cookie" not in response.headers.get("Vary", "")
