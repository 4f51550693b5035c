"""Public pages are rendered once and answered from memory, as Django itself would answer."""

import gzip
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from campaigns.models import Aid, PagesVersion
from campaigns.stored.tally import next_midnight
from campaigns.views.public import day_ends
from tests.make.campaigns import make_calendar, make_desk, make_partner
from tests.make.catalogue import make_aid, make_searchable, make_situation
from tests.stored.at_the_door import Door

pytestmark = pytest.mark.django_db(transaction=True)

KEPT = [
    "/fr/",
    "/de/",
    "/fr/?s=entraide",
    "/fr/aides/",
    "/fr/aides/?situation=logement",
    "/pt/aides/?situation=logement&s=entraide",
    "/fr/aides/loyer/",
    "/en/aides/loyer/",
    "/fr/mes-droits/",
    "/fr/integrer/",
    "/fr/integrer/recherche/",
    "/fr/accessibilite/",
    "/fr/confidentialite/",
    "/de/mots/",
    "/it/securite-navigation/",
    "/fr/chiffres/",
    "/api/aides.json",
    "/robots.txt",
    "/sitemap.xml",
    "/.well-known/security.txt",
]
PASSED_ON = [
    "/",
    "/r/entraide",
    "/fr/?s=inconnu",
    "/fr/?situation=logement",
    "/fr/?x=1",
    "/fr/aides/?q=loyer",
    "/fr/aides/?situation=inventee",
    "/fr/aides/?situation=logement&situation=logement",
    "/fr/?s=entraide&s=entraide",
    "/fr/aides/absente/",
    "/fr/aides/liste/?a=loyer",
    "/fr/rappel/",
    "/fr/nulle-part/",
    "/equipe/connexion/",
    "/healthz",
]


@pytest.fixture(autouse=True)
def few():
    make_desk()
    make_partner(code="entraide")
    make_situation(make_aid("loyer"), slug="logement", name="Mon logement")
    make_searchable()


@pytest.fixture
def door():
    return Door()


@pytest.mark.parametrize("address", KEPT)
def test_the_second_visitor_is_answered_from_memory_with_the_same_bytes(door, address):
    first, second = door.ask(address), door.ask(address)

    assert (first.status, first.rendered, second.rendered) == (200, True, False)
    assert (second.status, second.headers, second.body) == (200, first.headers, first.body)


@pytest.mark.parametrize("address", KEPT)
def test_what_is_kept_says_what_django_says(door, address):
    plain = Client().get(address)
    expected = dict(plain.headers) | {"Vary": "Accept-Encoding"}

    door.ask(address)
    kept = door.ask(address)

    assert kept.body == plain.content
    assert same(kept.headers) == same(expected)


@pytest.mark.parametrize("address", [one for one in KEPT if one != "/fr/mes-droits/"])
def test_an_unchanged_page_is_not_sent_again_kept_or_not(door, address):
    etag = door.ask(address, HTTP_ACCEPT_ENCODING="br").headers["ETag"]
    again = door.ask(address, HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=etag)
    anew = Door().ask(address, HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=etag)
    by_django = Client().get(address, headers={"If-None-Match": etag})

    assert (again.status, again.body, again.rendered) == (304, b"", False)
    assert (anew.status, anew.body) == (304, b"")
    assert by_django.status_code == 304
    told = dict(by_django.headers) | {"Vary": "Accept-Encoding", "ETag": etag}
    told.pop("Content-Length", None)
    told |= {name: "*" for name in again.headers if name == "Access-Control-Allow-Origin"}
    assert same(again.headers) == same(told)


def same(headers):
    """Headers to compare: the order of rules in a security policy says nothing."""
    policy = headers.get("Content-Security-Policy", "")
    return headers | {"Content-Security-Policy": sorted(policy.split("; "))}


@pytest.mark.parametrize("address", PASSED_ON)
def test_what_is_not_everybodys_is_not_kept(door, address):
    first, second = door.ask(address), door.ask(address)

    assert (first.rendered, second.rendered) == (True, True)
    assert door.memory.addresses == []


def test_a_search_is_packed_on_its_way(door):
    told = door.ask("/fr/aides/?q=loyer&s=entraide", HTTP_ACCEPT_ENCODING="gzip")

    assert told.headers["Content-Encoding"] == "gzip"
    assert told.headers["Cache-Control"] == "no-store"
    assert "Aides pour" in gzip.decompress(told.body).decode()


def test_the_form_is_packed_and_made_anew_for_each_visitor(door):
    told = [door.ask("/fr/rappel/", HTTP_ACCEPT_ENCODING="gzip") for _twice in range(2)]

    assert [one.rendered for one in told] == [True, True]
    assert told[1].headers["Content-Encoding"] == "gzip"
    assert told[1].headers["Cache-Control"] == "no-store"
    assert "Votre num" in gzip.decompress(told[1].body).decode()
    assert door.memory.addresses == []


def test_another_host_another_method_and_a_cookie_change_nothing(door):
    page = door.ask("/fr/")

    assert door.ask("/fr/", host="mechant.example").status == 400
    assert door.ask("/fr/", host="x" * 5000).status == 400
    assert door.ask("/fr/", method="POST").status in {403, 405}
    kept = door.ask("/fr/", HTTP_COOKIE="sessionid=abc; csrftoken=x", HTTP_AUTHORIZATION="Basic x")
    assert (kept.body, kept.rendered) == (page.body, False)
    assert "Set-Cookie" not in page.headers


def test_nothing_of_the_first_visitor_is_in_what_the_second_gets(door):
    first = door.ask(
        "/fr/",
        host="testserver:8123",
        HTTP_X_FORWARDED_HOST="mechant.example",
        HTTP_REFERER="https://mechant.example/",
        HTTP_ACCEPT_LANGUAGE="de",
        HTTP_USER_AGENT="Zzqx/1.0",
        REMOTE_ADDR="203.0.113.9",
    )
    second = door.ask("/fr/")

    assert not second.rendered
    assert second.body == first.body == Client().get("/fr/").content
    for word in ("mechant", "8123", "Zzqx", "203.0.113"):
        assert word not in second.body.decode()


def test_a_head_gets_the_headers_and_no_body(door):
    cold = door.ask("/fr/", method="HEAD")
    page = door.ask("/fr/")
    warm = door.ask("/fr/", method="HEAD")

    assert (cold.status, cold.body, warm.body) == (200, b"", b"")
    assert cold.headers == warm.headers == page.headers


def test_over_https_the_header_of_https_is_kept_apart(settings):
    settings.SECURE_HSTS_SECONDS = 60
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    door = Door()
    door.ask("/fr/")
    over_https = door.ask("/fr/", HTTP_X_FORWARDED_PROTO="https")
    again = door.ask("/fr/", HTTP_X_FORWARDED_PROTO="http")

    assert over_https.headers["Strict-Transport-Security"] == "max-age=60"
    assert "Strict-Transport-Security" not in again.headers


def test_an_edit_shows_at_once_and_what_did_not_change_stays_the_same(door):
    before = door.ask("/fr/aides/loyer/")
    elsewhere = door.ask("/fr/accessibilite/")
    Aid.objects.get().parts.filter(part="title").update(text="Payer moins de loyer")
    after = door.ask("/fr/aides/loyer/")

    assert b"Payer moins de loyer" in after.body
    assert after.headers["ETag"] != before.headers["ETag"]
    assert door.ask("/fr/accessibilite/").headers["ETag"] == elsewhere.headers["ETag"]


def test_a_page_of_the_new_version_never_speaks_of_the_old_terms(door, settings):
    settings.OFFER_KEPT_SECONDS = 60
    desk = make_desk()
    assert b"079 555 01 00" in spaces(door.ask("/fr/"))
    desk.sms_number = "+41795550133"
    desk.save()

    assert b"079 555 01 33" in spaces(door.ask("/fr/"))


def spaces(told):
    return told.body.replace("\u00a0".encode(), b" ").replace(b"</span><span>", b" ")


def test_a_withdrawn_aid_is_gone_at_once(door):
    door.ask("/fr/aides/loyer/")
    Aid.objects.update(state=Aid.State.WITHDRAWN)

    assert door.ask("/fr/aides/loyer/").status == 410
    assert b"loyer" not in door.ask("/api/aides.json").body


def test_without_a_version_nothing_is_kept(door):
    PagesVersion.objects.all().delete()

    assert [door.ask("/fr/").rendered for _twice in range(2)] == [True, True]


def test_invented_addresses_do_not_fill_the_memory():
    door = Door(most_bytes=60_000)
    for language in ("fr", "de", "it", "pt", "en"):
        for name in ("accessibilite", "confidentialite", "securite-navigation", "aides"):
            door.ask(f"/{language}/{name}/")
    assert 0 < door.memory.bytes <= 60_000


def test_every_page_is_kept_until_the_day_ends_and_no_longer(door, monkeypatch):
    tomorrow = next_midnight(timezone.get_default_timezone())
    door.ask("/fr/")

    monkeypatch.setattr("campaigns.stored.door.time.time", lambda: tomorrow - 0.1)
    assert not door.ask("/fr/").rendered
    monkeypatch.setattr("campaigns.stored.door.time.time", lambda: tomorrow)
    assert door.ask("/fr/").rendered


def test_the_day_also_ends_where_the_desk_is():
    desk = make_desk()
    desk.calendar = make_calendar(time_zone="Pacific/Kiritimati")
    desk.save()
    ends = datetime.fromtimestamp(day_ends(), ZoneInfo("Pacific/Kiritimati"))
    zurich = next_midnight(ZoneInfo("Europe/Zurich"))

    assert day_ends() <= zurich
    assert (ends.hour, ends.minute) == (0, 0) or day_ends() == zurich
    assert 0 < day_ends() - timezone.now().timestamp() <= timedelta(days=1).total_seconds()
