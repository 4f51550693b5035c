"""What each page lets others keep, index, frame and learn."""

import json
import os
import subprocess
import sys

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from julien.core.policy import POLICIES
from julien.core.roles import Role
from tests.make.staff import make_staff
from tests.test_public_pages import addresses
from tests.trust.world import ANONYMOUS, World

pytestmark = pytest.mark.django_db

# (address, kept, indexed): the pages without a person behind them. Everything else is private.
OPEN = {
    "": ("no-cache", True),
    "<lang>/": ("no-cache", True),
    "<lang>/aides/": ("no-cache", True),
    "<lang>/aides/<slug:slug>/": ("no-cache", True),
    "<lang>/accessibilite/": ("no-cache", True),
    "<lang>/confidentialite/": ("no-cache", True),
    "<lang>/securite-navigation/": ("no-cache", True),
    "<lang>/mots/": ("no-cache", True),
    "<lang>/integrer/": ("no-cache", True),
    "<lang>/integrer/recherche/": ("no-cache", False),
    "<lang>/chiffres/": ("public, max-age=600", True),
    "<lang>/mes-droits/": ("no-store", True),
    "<lang>/rappel/": ("no-store", True),
    "api/aides.json": ("public, max-age=300", True),
    "api/chiffres/<int:year>/<str:table>": ("public, max-age=3600", True),
    "robots.txt": ("no-cache", True),
    "sitemap.xml": ("no-cache", True),
    ".well-known/security.txt": ("no-cache", True),
    "r/<str:code>": ("no-cache", False),
}
FRAMED = {"<lang>/integrer/recherche/"}
ALL = sorted({one for one, _view in addresses() if not one.startswith("admin/")})
SAID = (
    "Cache-Control",
    "X-Robots-Tag",
    "X-Frame-Options",
    "Referrer-Policy",
    "X-Content-Type-Options",
)
RULES = ("default-src", "script-src", "style-src", "frame-ancestors")


@pytest.fixture
def world():
    return World()


def directives(answer):
    pairs = (part.split(None, 1) for part in answer["Content-Security-Policy"].split(";"))
    return {name: rest[0] if rest else "" for name, *rest in pairs}


def test_each_address_follows_its_policy(world):
    """One world for all of them: what an address makes in it is taken back."""
    world.log_everybody_in()
    assert {address: faults for address in ALL if (faults := breaches(world, address))} == {}


def breaches(world, address):
    """{header: what it says} where it does not say what the policy of the address is."""
    with transaction.atomic():
        answer = world.client(Role.SUPERVISOR).get(world.fill(address, Role.SUPERVISOR))
        transaction.set_rollback(True)
    rules = directives(answer)
    said = {name: answer.get(name, "") for name in SAID} | {name: rules[name] for name in RULES}
    kept, indexed = OPEN.get(address, ("no-store", False))
    if answer.status_code >= 400:
        kept, indexed = "no-store", False
    wanted = {
        "Cache-Control": kept,
        "X-Robots-Tag": "" if indexed else "noindex",
        "X-Frame-Options": "" if address in FRAMED else "DENY",
        "frame-ancestors": "*" if address in FRAMED else "'none'",
        "Referrer-Policy": "no-referrer" if "rappel/suivi" in address else "same-origin",
        "X-Content-Type-Options": "nosniff",
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
    }
    found = {name: said[name] for name in wanted if said[name] != wanted[name]}
    if "unsafe" in answer["Content-Security-Policy"]:
        found["Content-Security-Policy"] = answer["Content-Security-Policy"]
    if "geolocation=()" not in answer["Permissions-Policy"]:
        found["Permissions-Policy"] = answer["Permissions-Policy"]
    return found


@pytest.mark.parametrize("path", ["/admin/", "/admin/staff/user/", "/admin/campaigns/aid/"])
def test_the_admin_is_private_too(path):
    client = Client()
    client.force_login(make_staff(Role.ADMIN))
    answer = client.get(path)
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex")
    assert "unsafe" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/fr/nulle-part/", "/fr/aides/aucune-de-ce-nom/"])
def test_an_address_that_leads_nowhere_is_private(world, path):
    answer = Client().get(path)
    assert (answer.status_code, answer["Cache-Control"]) == (404, "no-store")
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["X-Frame-Options"] == "DENY"


def test_a_search_is_confided_though_its_page_is_not(world):
    answer = Client().get("/fr/aides/?q=violence")
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex")


def test_the_table_names_no_address_that_is_gone():
    resolver = get_resolver()
    known = {
        f"{space}:{name}"
        for space, (_prefix, inner) in resolver.namespace_dict.items()
        for name in inner.reverse_dict
        if isinstance(name, str)
    }
    assert set(POLICIES) <= known


def test_public_pages_set_no_cookie_and_the_login_sets_strict_ones(world):
    visitor = Client()
    for address in OPEN:
        assert not visitor.get(world.fill(address, ANONYMOUS)).cookies, address
    member = make_staff()
    member.set_password("une phrase assez longue")
    member.save()
    visitor.get("/equipe/connexion/")
    typed = {"username": member.username, "password": "une phrase assez longue"}
    cookies = visitor.post("/equipe/connexion/", typed).cookies
    assert set(cookies) <= {"sessionid", "csrftoken", "messages"}
    assert all(cookie["samesite"] == "Strict" for cookie in cookies.values())
    assert all(cookie["httponly"] is True for cookie in cookies.values())


ASK = """
import json, django; django.setup()
from django.conf import settings as s
print(json.dumps([s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS]))
"""


@pytest.mark.parametrize(
    ("base", "told"),
    [
        ("https://ju-lien.example", [True, True, 31_536_000]),
        ("http://127.0.0.1:8000", [False, False, 0]),
    ],
)
def test_under_https_cookies_are_secure_and_browsers_stay_with_it(base, told):
    environment = {
        **os.environ,
        "PUBLIC_BASE_URL": base,
        "DJANGO_SETTINGS_MODULE": "julien.settings",
    }
    found = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=True
    )
    assert json.loads(found.stdout) == told


def test_over_https_the_header_says_so(settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    answer = Client().get("/healthz", secure=True)
    assert answer["Strict-Transport-Security"] == "max-age=31536000"
