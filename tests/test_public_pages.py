"""Private by default: what is open to everybody is written out here, and nowhere else."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

PUBLIC = {
    # The catalogue and what is said about the service.
    "",
    "<lang>/",
    "<lang>/aides/",
    "<lang>/aides/<slug:slug>/",
    "<lang>/aides/liste/",
    "<lang>/chiffres/",
    "<lang>/accessibilite/",
    "<lang>/confidentialite/",
    "<lang>/integrer/",
    "<lang>/integrer/recherche/",
    "<lang>/mes-droits/",
    "<lang>/mots/",
    "<lang>/securite-navigation/",
    "r/<str:code>",
    # Asking to be called, and following it by a secret link.
    "<lang>/rappel/",
    "<lang>/rappel/suivi/<slug:token>/",
    "<lang>/rappel/suivi/<slug:token>/annuler/",
    "<lang>/rappel/suivi/<slug:token>/avis/",
    "<lang>/rappel/suivi/<slug:token>/etude/",
    "<lang>/rappel/suivi/<slug:token>/horaires/",
    "<lang>/rappel/suivi/<slug:token>/nouvelles/",
    "<lang>/rappel/suivi/<slug:token>/nouvelles/dire/",
    "<lang>/rappel/suivi/<slug:token>/recapitulatif/",
    "<lang>/rappel/suivi/<slug:token>/rendez-vous/agenda.ics",
    "<lang>/rappel/suivi/<slug:token>/rendez-vous/annuler/",
    "<lang>/rappel/suivi/<slug:token>/rendez-vous/autre-moment/",
    # Machines. Webhooks ask for a signature, metrics for a token.
    "api/aides.json",
    "api/chiffres/<int:year>/<str:table>",
    "robots.txt",
    "sitemap.xml",
    ".well-known/security.txt",
    "healthz",
    "readyz",
    "metrics",
    "webhooks/twilio/sms/",
    "webhooks/sms/<int:message_id>/<str:signature>/",
    "webhooks/twilio/status/",
    # The way in for the team.
    "equipe/connexion/",
    "equipe/connexion/invitation/<str:token>/",
    "equipe/connexion/mot-de-passe-oublie/",
    "equipe/connexion/mot-de-passe/<str:token>/",
    "equipe/connexion/premier-facteur/",
    "equipe/connexion/premier-facteur/cle/",
    "equipe/connexion/premier-facteur/cle/question/",
    "equipe/connexion/second-facteur/",
    "equipe/connexion/second-facteur/cle/",
    "equipe/connexion/second-facteur/cle/question/",
}


def addresses(resolver=None, prefix=""):
    """(address, view) of every URL of the product."""
    for entry in (resolver or get_resolver()).url_patterns:
        text = str(entry.pattern)
        if hasattr(entry.pattern, "language_prefix"):
            text = "<lang>/"
        address = prefix + text.removeprefix("^").removesuffix("$").removesuffix("\\Z")
        if isinstance(entry, URLResolver):
            yield from addresses(entry, address)
        elif isinstance(entry, URLPattern):
            yield address, entry.callback


def test_the_public_pages_are_exactly_these():
    open_to_all = {
        address
        for address, view in addresses()
        if not getattr(view, "login_required", True) and not address.startswith("admin/")
    }
    assert open_to_all == PUBLIC


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/equipe/", "/equipe/demandes/nouvelle/", "/pilotage/", "/redaction/"]
)
def test_a_stranger_is_sent_to_the_login(address):
    response = Client().get(address)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/equipe/connexion/?next=")
