"""Partners are added, read and corrected under /pilotage/partenaires/."""

import pytest
from django.test import Client

from campaigns.models import Partner
from julien.core.roles import Role
from tests.make.campaigns import make_desk, make_partner
from tests.make.figures import make_requests
from tests.make.staff import make_staff

pytestmark = pytest.mark.django_db

LIST = "/pilotage/partenaires/"
CODES = ("alpha", "beta", "gamma", "delta")


def client_of(role):
    client = Client()
    client.force_login(make_staff(role))
    return client


@pytest.fixture
def supervisor():
    return client_of(Role.SUPERVISOR)


def test_a_partner_is_added_and_has_its_page_its_link_and_its_papers(supervisor):
    make_desk(sms_number="+41795550177")
    typed = {"name": "Caritas Jura", "kind": "association", "code": "Caritas"}
    answer = supervisor.post(LIST, typed, follow=True)

    assert answer.redirect_chain == [(f"{LIST}caritas/", 302)]
    page = answer.content.decode()
    assert "Caritas Jura est ajouté." in page
    assert "http://127.0.0.1:8000/r/caritas" in page
    assert "079 555 01 77" in page
    assert "Nous vous appelons dans les 3 jours." in page
    for file in ("papillon-a6-fr.pdf", "affiche-a3-pt.pdf", "qr.svg", "qr.png"):
        address = f"{LIST}caritas/{file}"
        assert address in page
        got = supervisor.get(address)
        assert (got.status_code, got["Content-Disposition"]) == (
            200,
            f'attachment; filename="ju-lien-caritas-{file}"',
        )
    arrives = Client().get("/r/caritas")
    assert arrives["Location"] == "/fr/?s=caritas"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "Ce champ est obligatoire."),
        ("ab", "3 à 20 lettres sans accent"),
        ("é-té", "3 à 20 lettres sans accent"),
        ("a b c", "3 à 20 lettres sans accent"),
        ("-abc", "3 à 20 lettres sans accent"),
        ("<script>", "3 à 20 lettres sans accent"),
        ("stop", "Ce mot a déjà un sens dans un SMS."),
        ("ANNULER", "Ce mot a déjà un sens dans un SMS."),
        ("Oui", "Ce mot a déjà un sens dans un SMS."),
        ("matin", "Ce mot a déjà un sens dans un SMS."),
        ("CARITAS", "déjà celui d&#x27;un partenaire"),
    ],
)
def test_a_code_that_cannot_be_printed_is_refused_and_what_was_typed_is_kept(
    supervisor, code, words
):
    make_partner(code="caritas")
    answer = supervisor.post(LIST, {"name": "Entraide Ajoie", "kind": "parish", "code": code})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert 'value="Entraide Ajoie"' in page
    assert Partner.objects.count() == 1


def test_name_and_kind_may_change_and_the_printed_code_may_not(supervisor):
    make_desk()
    make_partner(code="caritas", name="Caritas")
    typed = {"name": "Caritas Jura", "kind": "institution", "code": "autre"}
    supervisor.post(f"{LIST}caritas/", typed)

    partner = Partner.objects.get()
    assert (partner.code, partner.name, partner.kind) == ("caritas", "Caritas Jura", "institution")
    refused = supervisor.post(f"{LIST}caritas/", {"name": "", "kind": "parish"})
    assert refused.status_code == 422
    assert "<h1>Caritas Jura</h1>" in refused.content.decode()


def test_small_numbers_of_requests_are_hidden_also_by_subtraction(supervisor):
    for code, count in (("alpha", 2), ("beta", 9), ("gamma", 12), ("delta", 0)):
        make_requests(count, partner=make_partner(code=code, name=code.title()))
    page = supervisor.get(LIST).content.decode()

    shown = {
        code: page.split(f"<strong>{code}</strong>")[1]
        .split("</tr>")[0]
        .split(">")[-2]
        .split("<")[0]
        for code in ("alpha", "beta", "gamma", "delta")
    }
    assert shown == {"alpha": "masqué", "beta": "masqué", "gamma": "12", "delta": "0"}


def test_who_reads_figures_sees_partners_and_changes_none():
    make_desk()
    make_partner(code="caritas")
    analyst = client_of(Role.ANALYST)

    for address in (LIST, f"{LIST}caritas/"):
        page = analyst.get(address).content.decode()
        assert "caritas" in page
        assert "<form" not in page.split("<main", 1)[1]
        assert analyst.post(address, {"name": "X", "kind": "parish"}).status_code == 403


def test_without_a_desk_there_is_nothing_to_print_and_the_page_says_so(supervisor):
    make_partner(code="caritas")

    assert "Pas encore de numéro" in supervisor.get(f"{LIST}caritas/").content.decode()
    assert supervisor.get(f"{LIST}caritas/qr.svg").status_code == 404


@pytest.mark.parametrize(
    "file", ["papillon-a6-xx.pdf", "papillon-a4-fr.pdf", "qr.gif", "papillon-a6-fr", "fr.pdf", "-"]
)
def test_a_file_that_does_not_exist_is_not_found(supervisor, file):
    make_desk()
    make_partner(code="caritas")

    assert supervisor.get(f"{LIST}caritas/{file}").status_code == 404
    assert supervisor.get(f"{LIST}inconnu/qr.svg").status_code == 404
