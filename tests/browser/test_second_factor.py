"""The second factor as people meet it: a passkey without a hand on it, a code without script."""

import re

import pytest
from django.utils import timezone

from julien.staff import totp
from julien.staff.models import Factor
from tests.browser.axe import faults
from tests.make.staff import give_app, make_newcomer, make_staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "un long secret"  # nosec: of nobody


@pytest.fixture
def claire():
    member = make_newcomer(username="claire")
    member.set_password(PASSWORD)
    member.save()
    return member


@pytest.fixture(autouse=True)
def required(settings, live_server):
    settings.REQUIRE_SECOND_FACTOR = True
    # A passkey is bound to the name of the site.
    settings.PUBLIC_BASE_URL = live_server.url


def sign_in(page):
    page.fill("[name=username]", "claire")
    page.fill("[name=password]", PASSWORD)
    page.click("input[type=submit]")


def plug_in(page):
    """A security key that answers by itself."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasResidentKey": False,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_made_at_the_first_log_in_and_opens_the_next(open_page, claire):
    page = open_page("/equipe/connexion/", width=360)
    plug_in(page)
    sign_in(page)
    page.click("text=Créer une clé d'accès")
    page.wait_for_url("**/codes-de-secours/**")
    made = Factor.objects.ready().get(owner=claire)
    assert made.kind == "passkey"

    page.goto("/equipe/accueil/")
    page.click("text=Se déconnecter")
    sign_in(page)
    page.click("text=Utiliser ma clé d'accès")
    page.wait_for_url("**/equipe/accueil/")
    made.refresh_from_db()
    assert made.used_at is not None


def test_a_copied_key_is_refused(chromium, live_server, claire):
    """The copy counts its uses from where it was copied: the count goes backwards."""
    context = chromium.new_context(base_url=live_server.url)
    page = context.new_page()
    page.goto("/equipe/connexion/")
    plug_in(page)
    sign_in(page)
    page.click("text=Créer une clé d'accès")
    page.wait_for_url("**/codes-de-secours/**")
    Factor.objects.passkeys().update(uses=100)

    page.goto("/equipe/accueil/")
    page.click("text=Se déconnecter")
    sign_in(page)
    page.click("text=Utiliser ma clé d'accès")
    page.wait_for_selector("text=Cette clé n'ouvre pas ce compte")
    page.goto("/equipe/accueil/")
    assert "/equipe/connexion/" in page.url
    context.close()


def test_a_key_of_somebody_else_opens_nothing(open_page, claire):
    other = make_staff(username="autre")
    give_app(other)
    page = open_page("/equipe/connexion/")
    plug_in(page)
    sign_in(page)
    page.click("text=Créer une clé d'accès")
    page.wait_for_url("**/codes-de-secours/**")
    Factor.objects.filter(owner=claire).update(owner=other)
    give_app(claire)

    page.goto("/equipe/accueil/")
    page.click("text=Se déconnecter")
    sign_in(page)

    assert page.locator("text=Utiliser ma clé d'accès").count() == 0
    assert page.locator("[name=code]").count() == 1


def test_the_code_works_without_script(open_page, claire):
    page = open_page("/equipe/connexion/?next=/styleguide/", width=360, script=False)
    sign_in(page)
    factor = Factor.objects.get(owner=claire)
    shown = re.sub(r"\s", "", page.inner_text(".secret code"))
    assert shown == factor.secret
    assert page.locator("svg.qr").bounding_box()["width"] > 150
    assert page.locator("text=Créer une clé d'accès").is_hidden()

    page.fill("[name=code]", totp.code_of(shown, totp.step_at(timezone.now())))
    page.click("input[type=submit]")
    page.click("text=Montrer mes codes de secours")
    assert page.locator(".codes li").count() == 10


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_between_password_and_work_are_for_everybody(open_page, claire, width):
    page = open_page("/equipe/connexion/", width=width)
    sign_in(page)
    assert page.url.endswith("/premier-facteur/")
    assert faults(page) == []
    assert fits(page)

    give_app(claire)
    page.goto("/equipe/connexion/second-facteur/")
    assert faults(page) == []
    assert fits(page)


def fits(page):
    """Nothing sticks out at the side."""
    root = "document.documentElement"
    return page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth")
