"""A year as open data: published once, in parts that no subtraction opens, and read by anybody."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
from django.test import Client

from campaigns.models import YearFile
from campaigns.statistics.formats import FORMATS
from campaigns.statistics.report import build
from campaigns.statistics.scopes import scope_of_campaign
from campaigns.statistics.years import publish_years
from julien.scenarios import pilot
from requests_intake.models import CallbackRequest
from requests_intake.services.erase import erase_person
from tests.make.callbacks import at, make_request
from tests.make.campaigns import make_campaign
from tests.make.figures import make_requests, make_year_file
from tests.requests_intake.together import together

pytestmark = pytest.mark.django_db

FIRST_OF_APRIL = at("2027-04-01 04:40")


def asked(count, day, **fields):
    make_requests(count, received_at=at(f"{day} 10:00"), **fields)


def parts(year):
    """{campaign: (from, to, whole, requests)} of what is published of a year."""
    published = YearFile.objects.get(year=year).content
    return {
        part["campaign"]: (part["from"], part["to"], part["whole"], total(part))
        for part in published["parts"]
    }


def total(part):
    (found,) = (one["value"] for one in part["measures"] if one["code"] == "requests.total")
    return found


def ask(year, table):
    return Client().get(f"/api/chiffres/{year}/{table}")


def rows(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_a_year_is_published_on_the_first_of_april_once_and_does_not_move_afterwards():
    campaign = make_campaign(slug="hiver", starts_on=date(2026, 2, 1), ends_on=date(2026, 3, 31))
    asked(8, "2026-02-10", campaign=campaign)

    assert publish_years(at=FIRST_OF_APRIL - timedelta(days=1)) == []
    assert publish_years(at=FIRST_OF_APRIL) == [2026]
    before = ask(2026, "chiffres.json").content

    asked(9, "2026-02-11", campaign=campaign)
    erased = CallbackRequest.objects.order_by("pk").values_list("pk", flat=True)[:3]
    erase_person(request_ids=list(erased), by=None, at=FIRST_OF_APRIL)
    assert publish_years(at=FIRST_OF_APRIL + timedelta(days=1)) == []
    assert ask(2026, "chiffres.json").content == before
    assert b'"closed_on": "2027-04-01"' in before
    assert parts(2026) == {"hiver": ("2026-02-01", "2026-03-31", True, 8)}


def test_each_request_is_in_one_part_of_one_year():
    """A campaign within the year, one over New Year, one without an end, and none at all."""
    spring = make_campaign(slug="avril", starts_on=date(2025, 4, 1), ends_on=date(2025, 4, 30))
    across = make_campaign(slug="nouvel-an", starts_on=date(2025, 12, 1), ends_on=date(2026, 1, 31))
    lasting = make_campaign(slug="permanent", starts_on=date(2025, 6, 1), ends_on=None)
    asked(5, "2025-04-10", campaign=spring)
    asked(6, "2025-12-10", campaign=across)
    asked(7, "2026-01-10", campaign=across)
    asked(8, "2025-12-31", campaign=lasting)
    asked(9, "2026-01-01", campaign=lasting)
    asked(10, "2025-04-10")
    asked(11, "2026-12-31")

    assert publish_years(at=FIRST_OF_APRIL) == [2025, 2026]

    assert parts(2025) == {
        "avril": ("2025-04-01", "2025-04-30", True, 5),
        "permanent": ("2025-06-01", "2025-12-31", False, 8),
        "hors-campagne": ("2025-01-01", "2025-12-31", False, 10),
    }
    assert parts(2026) == {
        "nouvel-an": ("2025-12-01", "2026-01-31", True, 13),
        "permanent": ("2026-01-01", "2026-12-31", False, 9),
        "hors-campagne": ("2026-01-01", "2026-12-31", False, 11),
    }


def test_what_was_published_in_years_is_never_published_whole_nor_twice(client):
    """The whole minus its years would be what the years hide; the same for moved dates."""
    lasting = make_campaign(slug="permanent", starts_on=date(2025, 6, 1), ends_on=None)
    moved = make_campaign(slug="avril", starts_on=date(2025, 4, 1), ends_on=date(2025, 4, 30))
    asked(8, "2025-12-31", campaign=lasting)
    asked(9, "2026-01-10", campaign=lasting)
    asked(6, "2025-04-10", campaign=moved)
    publish_years(at=at("2026-04-01 04:40"))
    lasting.ends_on, moved.ends_on = date(2026, 6, 30), date(2026, 5, 31)
    lasting.save()
    moved.save()

    publish_years(at=FIRST_OF_APRIL)

    assert parts(2026) == {"permanent": ("2026-01-01", "2026-06-30", False, 9)}
    page = client.get("/fr/chiffres/").content.decode()
    assert "Ce que les personnes ont dit est dans les fichiers par année" in page
    assert "Pourquoi ces aides n'étaient pas demandées" not in page


def test_a_year_without_requests_gets_no_file():
    make_campaign(starts_on=date(2024, 1, 1), ends_on=None)
    asked(5, "2026-05-05")
    assert publish_years(at=FIRST_OF_APRIL) == [2026]


def test_the_files_say_what_the_report_says_number_by_number():
    pilot.load(now=FIRST_OF_APRIL)
    campaign = pilot.Campaign.objects.get(slug=pilot.SLUG)
    report = build(scope_of_campaign(campaign, at=FIRST_OF_APRIL))
    expected = json.loads(FORMATS["json"][1](report))["measures"]
    assert len(expected) > 100

    whole = json.loads(ask(2024, "chiffres.json").content)
    meanings = {one["code"]: one for one in whole["dictionary"]}
    lines = {row["Code"]: row for row in rows(ask(2024, "chiffres.csv"))}
    explained = {row["Code"]: row for row in rows(ask(2024, "dictionnaire.csv"))}

    (part,) = whole["parts"]
    assert part["measures"] == [
        {name: one[name] for name in ("code", "value", "denominator", "suppressed")}
        for one in expected
    ]
    for one in expected:
        line = lines[one["code"]]
        value = "" if one["value"] is None else str(one["value"]).replace(".", ",")
        assert line["Valeur"] == value
        assert line["Masquée"] == ("oui" if one["suppressed"] else "non")
        assert meanings[one["code"]]["label"] == one["label"]
        assert explained[one["code"]]["Population"] == meanings[one["code"]]["population"] != ""
        is_count = meanings[one["code"]]["unit"] == "nombre"
        assert not (is_count and one["value"] in {1, 2, 3, 4})
    assert len(lines) == len(explained) == len(expected)
    assert "masqués" in " ".join(whole["method"])


def test_the_tables_open_in_excel_and_run_nothing():
    make_year_file(2024)
    figures, dictionary = ask(2024, "chiffres.csv"), ask(2024, "dictionnaire.csv")
    assert figures.content.startswith(b"\xef\xbb\xbf")
    assert [row["Valeur"] for row in rows(figures)] == ["10", "", "2,5"]
    assert {row["Mesure"] for row in rows(dictionary)} == {"'=Mesure"}
    assert figures["Access-Control-Allow-Origin"] == "*"
    assert not figures.cookies


@pytest.mark.parametrize("where", ["2023/chiffres.csv", "2024/autre.csv", f"{10**30}/chiffres.csv"])
def test_what_is_not_published_is_not_there(where):
    make_year_file(2024)
    assert Client().get(f"/api/chiffres/{where}").status_code == 404


def test_the_public_page_leads_to_each_file_in_each_language(client):
    make_year_file(2023)
    make_year_file(2024)
    for language in ("fr", "de"):
        page = client.get(f"/{language}/chiffres/").content.decode()
        for year in (2023, 2024):
            for table in ("chiffres.csv", "dictionnaire.csv", "chiffres.json"):
                assert f'href="/api/chiffres/{year}/{table}"' in page


@pytest.mark.django_db(transaction=True)
def test_two_at_once_publish_a_year_once():
    make_request(received_at=at("2026-05-05 10:00"))
    make_campaign(starts_on=date(2026, 1, 1), ends_on=None)
    told = together(lambda _position: publish_years(at=FIRST_OF_APRIL), times=3)
    assert sorted(told) == [[], [], [2026]]
    assert YearFile.objects.count() == 1
