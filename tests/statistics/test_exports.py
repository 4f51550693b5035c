"""A report leaves with a reason, and who took it can be read afterwards."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from campaigns.statistics.exports import exports_before, record_export
from campaigns.statistics.views import EXPORTS_ON_A_PAGE
from julien.audit.models import AuditEntry
from julien.core.roles import Role
from tests.make.campaigns import make_campaign
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

LIST = "/pilotage/exports/"


@pytest.fixture
def campaign():
    return make_campaign(slug="automne", name="Automne 2026")


@pytest.fixture
def analyst(client):
    person = make_staff(Role.ANALYST, first_name="Rose", last_name="Chiffre")
    client.force_login(person)
    return person


def taken():
    return list(AuditEntry.objects.filter(what__startswith="report.").order_by("pk"))


def cells(client):
    """The rows of the list without when."""
    client.force_login(make_staff(Role.SUPERVISOR))
    found = client.get(LIST).context["exports"]
    return [(one.who, one.campaign, one.extension, one.why) for one in found]


def test_the_page_offers_every_format_with_a_reason(client, analyst, campaign):
    page = client.get("/pilotage/automne/")
    for extension in ("json", "csv", "xlsx", "pdf"):
        assertContains(page, f'formaction="/pilotage/automne/rapport.{extension}"')
    assertContains(page, '<option value="canton">Rapport au canton</option>', html=True)
    assertContains(page, "aucune copie ne reste chez nous")
    assert taken() == []


def test_a_file_taken_by_the_form_is_written_down_with_its_reason(client, analyst, campaign):
    answer = client.get("/pilotage/automne/rapport.csv", {"motif": "canton"})

    assert answer.headers["Content-Type"].startswith("text/csv")
    [entry] = taken()
    assert (entry.what, entry.row_id) == ("report.csv", campaign.pk)
    assert (entry.actor_id, entry.person_id) == (analyst.pk, None)
    assert entry.why == "Rapport au canton"
    assert cells(client) == [(str(analyst), "Automne 2026", "csv", "Rapport au canton")]


def test_the_bare_address_still_gives_the_file_and_says_so_in_the_list(client, analyst, campaign):
    assert client.get("/pilotage/automne/rapport.json").json()["campaign"] == "automne"
    client.get("/pilotage/hors-campagne/rapport.pdf")

    assert cells(client) == [
        (str(analyst), "Hors campagne", "pdf", "Accès direct"),
        (str(analyst), "Automne 2026", "json", "Accès direct"),
    ]


@pytest.mark.parametrize(
    ("motif", "said"),
    [
        ("", "Choisissez un motif : il est inscrit au journal."),
        ("curiosité", "Choisissez un motif de la liste."),
    ],
)
def test_without_a_reason_the_form_comes_back_and_nothing_leaves(
    client, analyst, campaign, motif, said
):
    answer = client.get("/pilotage/automne/rapport.xlsx", {"motif": motif})

    assert answer.status_code == 422
    assertContains(answer, said, status_code=422)
    assert "Content-Disposition" not in answer.headers
    assert taken() == []


def test_nothing_is_written_down_for_who_is_refused_or_a_file_that_does_not_exist(client, campaign):
    client.force_login(make_staff(Role.CALLER))
    assert client.get("/pilotage/automne/rapport.csv").status_code == 403
    client.force_login(make_staff(Role.ANALYST))
    assert client.get("/pilotage/automne/rapport.exe").status_code == 404
    assert taken() == []


def test_the_list_goes_back_ninety_days_and_leaves_other_reads_out(analyst, campaign):
    record_export(campaign=campaign, extension="pdf", by=analyst, why="Presse")
    AuditEntry.objects.create(action="read", what="everything", actor_id=analyst.pk)
    now = timezone.now()

    assert len(exports_before(now + timedelta(days=89))) == 1
    assert len(exports_before(now + timedelta(days=91))) == 0


def test_who_may_not_read_the_list_is_not_led_to_it(client, analyst, campaign):
    assertNotContains(client.get("/pilotage/"), LIST)
    assertNotContains(client.get("/pilotage/automne/"), LIST)
    client.force_login(make_staff(Role.ADMIN))
    assertContains(client.get("/pilotage/"), LIST)
    assertContains(client.get("/pilotage/automne/"), LIST)


def test_an_empty_list_says_so(client):
    client.force_login(make_staff(Role.SUPERVISOR))
    assertContains(client.get(LIST), "Aucun rapport n'a été pris.")


@pytest.mark.parametrize("count", [1, EXPORTS_ON_A_PAGE + 1])
def test_the_list_asks_the_database_as_often_for_one_as_for_many(
    client, analyst, campaign, count, django_assert_num_queries
):
    for _number in range(count):
        record_export(campaign=campaign, extension="csv", by=analyst, why="Recherche")
    client.force_login(make_staff(Role.SUPERVISOR))
    with django_assert_num_queries(6):
        page = client.get(LIST)
    assert len(page.context["exports"]) == min(count, EXPORTS_ON_A_PAGE)
