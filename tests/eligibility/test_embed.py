"""What partners embed: two lines of HTML, and one page that may stand in a frame."""

import html
import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.catalogue.reading import all_of, links, main_text, read
from tests.make.campaigns import make_desk, make_partner
from tests.make.catalogue import make_aid
from tests.test_public_pages import addresses

pytestmark = pytest.mark.django_db

GUIDE, FRAME = "/fr/integrer/", "/fr/integrer/recherche/"
# One address of each shape: what stands in the place of a path converter.
PLACES = {"slug": "loyer", "str": "x", "int": "1", "path": "x", "uuid": "0" * 32, "reference": "x"}


def some_address(pattern):
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda m: PLACES.get(m[1], "x"), pattern).replace(
        "<lang>", "fr"
    )


@pytest.fixture(autouse=True)
def desk():
    make_desk()
    make_aid("loyer")


def test_only_the_search_frame_may_stand_in_a_frame():
    client = Client(raise_request_exception=False)
    framed, seen = set(), 0
    for pattern, _view in addresses():
        if "(?P" in pattern or pattern == "metrics":
            continue
        response = client.get(some_address(pattern.replace("<lang>", "fr", 1)))
        seen += 1
        policy = response.headers.get("Content-Security-Policy", "")
        denied = response.headers.get("X-Frame-Options") == "DENY"
        if not denied or "frame-ancestors 'none'" not in policy:
            framed.add(pattern)
    assert framed == {"<lang>/integrer/recherche/"}
    assert seen > 60


def test_the_frame_loosens_nothing_else(client):
    policy = client.get(FRAME).headers["Content-Security-Policy"]
    usual = client.get("/fr/").headers["Content-Security-Policy"]
    assert sorted(policy.replace("frame-ancestors *", "frame-ancestors 'none'").split("; ")) == (
        sorted(usual.split("; "))
    )


def test_the_frame_searches_with_the_partners_code_and_without_script(client):
    code = make_partner().code
    response = client.get(f"{FRAME}?s={code}")

    page = read(response)
    assert all_of(page, "script") == []
    (form,) = all_of(page, "form")
    assert (form.get("action"), form.get("target")) == ("/fr/aides/", "_blank")
    assert [i.get("value") for i in all_of(page, "input") if i.get("name") == "s"] == [code]
    assert f"/fr/rappel/?s={code}" in links(page)
    assert not response.cookies


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def snippets(client, address):
    """The lines to copy, read as a partner's page would."""
    tags = Tags()
    for text in re.findall(r"<code>(.*?)</code>", client.get(address).content.decode(), re.S):
        line = html.unescape(text)
        assert "\n" not in line.strip()
        tags.feed(line)
    return tags.found


def test_each_line_to_copy_leads_here_with_the_code(client, settings):
    settings.PUBLIC_BASE_URL = "https://aides.example"
    (link, button), (frame, search) = snippets(client, f"{GUIDE}?s=rose-1")

    assert (link, button["href"]) == ("a", "https://aides.example/fr/rappel/?s=rose-1")
    assert (frame, search["src"]) == ("iframe", f"https://aides.example{FRAME}?s=rose-1")
    assert search["title"]
    for address in (button["href"], search["src"]):
        assert client.get(urlsplit(address).path).status_code == 200


def test_without_a_code_the_line_says_where_it_goes(client):
    assert "VOTRE-CODE" in main_text(client.get(GUIDE))
    assert "VOTRE-CODE" not in main_text(client.get(f"{GUIDE}?s=rose-1"))
