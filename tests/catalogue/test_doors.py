"""The doors: best language, partner links; and what programs read."""

import json
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from campaigns.models import Aid
from tests.make.campaigns import make_partner
from tests.make.catalogue import make_aid, make_catalogue, make_situation, own_record

pytestmark = pytest.mark.django_db
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


@pytest.fixture
def three_languages(settings):
    settings.LANGUAGES = [("fr", "Français"), ("de", "Deutsch"), ("pt", "Português")]


@pytest.mark.parametrize(
    ("accepted", "home"),
    [
        ("de-CH,de;q=0.9,fr;q=0.8", "/de/"),
        ("fr;q=0.5,pt;q=0.9", "/pt/"),
        ("pt-BR", "/pt/"),
        ("es,it;q=0.9", "/fr/"),
        ("de;q=0,fr", "/fr/"),
        ("*", "/fr/"),
        ("", "/fr/"),
        (";;;,q=x", "/fr/"),
        ("x" * 5000, "/fr/"),
    ],
)
def test_the_root_leads_to_the_language_the_browser_prefers(
    client, three_languages, accepted, home
):
    response = client.get("/", headers={"Accept-Language": accepted})

    assert (response.status_code, response.headers["Location"]) == (302, home)
    assert response.headers["Vary"] == "Accept-Language"
    assert not response.cookies


@pytest.mark.parametrize(
    ("code", "target"),
    [
        ("entraide", "/fr/?s=entraide"),
        ("ENTRAIDE", "/fr/?s=entraide"),
        ("inconnu", "/fr/"),
        ("https:%2F%2Fevil.example.org", None),
        ("%2F%2Fevil.example.org", None),
        ("a%00b", "/fr/"),
        ("x" * 3000, "/fr/"),
        ("'--", "/fr/"),
    ],
)
def test_a_partner_link_always_leads_home_and_nowhere_else(client, code, target):
    make_partner(code="entraide")

    response = client.get(f"/r/{code}")

    if target is None:
        assert response.status_code == 404
    else:
        assert (response.status_code, response.headers["Location"]) == (302, target)


def test_open_data_holds_every_published_aid_in_a_stable_shape(client):
    make_catalogue()
    Aid.objects.filter(slug="viamia").update(state=Aid.State.WITHDRAWN)

    response = client.get("/api/aides.json")

    data = json.loads(response.content)
    assert {"version": 1, "language": "fr", "licence": "CC-BY-4.0"}.items() <= data.items()
    assert len(data["aids"]) == 56
    aid = next(aid for aid in data["aids"] if aid["slug"] == "avance-pensions")
    assert set(aid) == {
        *("slug", "url", "title", "official_name", "category", "situations", "for_whom", "what"),
        *("how_much", "conditions", "how_to_ask", "papers", "delay", "provider", "legal_basis"),
        *("sources", "confidence", "to_verify", "checked_on", "review_by"),
    }
    assert aid["provider"]["phone"] == own_record("avance-pensions")["provider"]["phone"]
    assert aid["provider"]["url_verified"] is False
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    again = client.get("/api/aides.json", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("count", [1, 3])
def test_open_data_asks_as_much_for_three_aids_as_for_one(client, django_assert_num_queries, count):
    for _ in range(count):
        make_aid(sources=["https://example.org/"])

    with django_assert_num_queries(4):
        assert len(client.get("/api/aides.json").json()["aids"]) == count


def test_the_site_map_names_every_page_in_every_language(client, three_languages):
    make_situation(make_aid("loyer"), slug="logement")
    make_aid("brouillon", state=Aid.State.DRAFT)

    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)

    addresses = [entry.text for entry in tree.iter(f"{SITEMAP}loc")]
    paths = [address.removeprefix("http://127.0.0.1:8000") for address in addresses]
    assert {"/fr/", "/de/", "/pt/aides/loyer/", "/fr/aides/?situation=logement"} <= set(paths)
    assert not any("brouillon" in path for path in paths)
    (loyer,) = [url for url in tree if url[0].text.endswith("/fr/aides/loyer/")]
    assert [link.get("hreflang") for link in loyer.iter(LINK)] == ["fr", "x-default", "de", "pt"]


def test_robots_are_told_where_not_to_go(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert "Disallow: /equipe/" in lines
    assert "Disallow: /fr/rappel/suivi/" in lines
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in lines
    assert "Disallow: /" not in lines


def test_security_txt_has_a_contact_and_is_not_out_of_date(client):
    text = client.get("/.well-known/security.txt").content.decode()

    fields = dict(line.split(": ", 1) for line in text.splitlines())
    expires = datetime.fromisoformat(fields["Expires"].replace("Z", "+00:00"))
    assert timedelta(days=90) < expires - timezone.now() < timedelta(days=365)
    contact = fields["Contact"].removeprefix("http://127.0.0.1:8000").partition("#")
    page = client.get(contact[0]).content.decode()
    assert f'id="{contact[2]}"' in page
