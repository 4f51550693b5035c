"""What search engines and browsers expect of a page, as Lighthouse asks it (SEO, best practice)."""

import re
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from campaigns.models import Aid, LifeSituation
from tests.catalogue.reading import all_of, read
from tests.make.campaigns import make_desk
from tests.make.catalogue import make_catalogue

pytestmark = pytest.mark.django_db

INDEXED = [
    "/{lang}/",
    "/{lang}/aides/",
    "/{lang}/aides/?situation={situation}",
    "/{lang}/aides/{aid}/",
    "/{lang}/mes-droits/",
    "/{lang}/rappel/",
    "/{lang}/chiffres/",
    "/{lang}/integrer/",
    "/{lang}/accessibilite/",
    "/{lang}/confidentialite/",
    "/{lang}/securite-navigation/",
]
LANGUAGES = [code for code, _name in settings.LANGUAGES]
BASE = settings.PUBLIC_BASE_URL
# Lighthouse's list of words that say nothing of where a link leads, in our languages.
EMPTY_WORDS = {
    *("ici", "cliquez ici", "lire la suite", "en savoir plus", "plus", "suite", "lien"),
    *("hier", "hier klicken", "mehr", "weiterlesen", "mehr erfahren"),
    *("qui", "clicca qui", "leggi", "di più", "here", "click here", "read more", "learn more"),
    *("aqui", "clique aqui", "leia mais", "saiba mais", "mais"),
}


@pytest.fixture
def pages():
    """{address: (answer, document)} of every indexed page, in French and German."""
    make_desk()
    make_catalogue()
    names = {
        "situation": LifeSituation.objects.first().slug,
        "aid": Aid.objects.published().first().slug,
    }
    addresses = [page.format(lang=lang, **names) for page in INDEXED for lang in ("fr", "de")]
    answers = {address: Client().get(address) for address in addresses}
    return {address: (answer, read(answer)) for address, answer in answers.items()}


def test_each_page_says_what_it_is(pages):
    titles = {}
    for address, (answer, document) in pages.items():
        html = answer.content.decode()
        assert html.startswith(("<!DOCTYPE html>", "\n<!DOCTYPE html>"))
        assert b"charset" in answer.content[:1024]
        assert document.get("lang") == address[1:3]
        (viewport,) = named(document, "viewport")
        assert viewport == "width=device-width, initial-scale=1"
        (title,) = [one.text for one in all_of(document, "title")]
        (description,) = named(document, "description")
        assert 10 < len(title) <= 120, address
        assert 20 < len(description) <= 600, address
        titles.setdefault((address[1:3], title), []).append(address)
    assert {title: same for title, same in titles.items() if len(same) > 1} == {}


def named(document, name):
    return [one.get("content") for one in all_of(document, "meta") if one.get("name") == name]


def test_each_page_names_its_one_address_and_its_translations(pages):
    for address, (answer, document) in pages.items():
        links = {one.get("rel"): [] for one in all_of(document, "link")}
        for one in all_of(document, "link"):
            links[one.get("rel")].append((one.get("hreflang"), one.get("href")))
        assert links["canonical"] == [(None, BASE + address)]
        rest = address[3:]
        assert sorted(links["alternate"]) == sorted(
            [(code, f"{BASE}/{code}{rest}") for code in LANGUAGES]
            + [("x-default", f"{BASE}/fr{rest}")]
        )
        assert "X-Robots-Tag" not in answer
        assert named(document, "robots") == []


def test_links_lead_somewhere_and_say_where(pages):
    for address, (_answer, document) in pages.items():
        for link in all_of(document, "a"):
            href, words = link.get("href"), " ".join("".join(link.itertext()).split())
            assert href, address
            assert not href.startswith("javascript:"), address
            assert words or link.get("aria-label"), (address, href)
            assert words.casefold() not in EMPTY_WORDS, (address, href)


def test_images_have_their_size_and_nothing_comes_over_plain_http(pages):
    for address, (answer, document) in pages.items():
        for image in all_of(document, "img"):
            assert None not in (image.get("width"), image.get("height")), address
            assert image.get("alt") is not None, address
        for drawing in all_of(document, "svg"):
            assert None not in (drawing.get("width"), drawing.get("height")), address
            assert drawing.get("aria-hidden") == "true" or drawing.get("role") == "img", address
        loaded = re.findall(r'(?:src|srcset|data|poster)="([^"]+)"', answer.content.decode())
        assert all(not urlsplit(one).netloc for one in loaded), address


def test_robots_may_read_every_one_of_them(pages):
    closed = re.findall(r"Disallow: (\S+)", Client().get("/robots.txt").content.decode())
    sitemap = Client().get("/sitemap.xml").content.decode()
    for address in pages:
        assert not any(address.startswith(one) for one in closed)
        if "chiffres" not in address:
            assert f"<loc>{BASE}{address.replace('&', '&amp;')}</loc>" in sitemap, address
