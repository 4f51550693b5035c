"""The door of the team's pages."""

import pytest

from tests.make.staff import make_newcomer

pytestmark = pytest.mark.django_db

LOGIN = "/equipe/connexion/"
SORRY = "Nous ne reconnaissons pas ce nom avec ce mot de passe."


@pytest.fixture
def claire():
    member = make_newcomer(username="claire")
    member.set_password("un long secret")
    member.save()
    return member


def sign_in(client, username="claire", password="un long secret", address=LOGIN):
    return client.post(address, {"username": username, "password": password})


def test_name_and_password_open_the_door(client, claire):
    response = sign_in(client)

    assert response.status_code == 302
    assert response.headers["Location"] == "/equipe/accueil/"
    assert client.get("/equipe/accueil/").context["user"] == claire


def test_next_leads_back_to_the_page_that_was_asked(client, claire):
    response = sign_in(client, address=LOGIN + "?next=/styleguide/")

    assert response.headers["Location"] == "/styleguide/"


@pytest.mark.parametrize("trap", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_next_never_leads_to_another_site(client, claire, trap):
    response = client.post(
        LOGIN, {"username": "claire", "password": "un long secret", "next": trap}
    )

    assert response.headers["Location"] == "/equipe/accueil/"


def test_a_wrong_password_and_an_unknown_name_get_the_same_page(client, claire):
    wrong = sign_in(client, password="faux")
    unknown = sign_in(client, username="inconnue", password="faux")

    assert (wrong.status_code, unknown.status_code) == (422, 422)
    pages = [answer.content.decode() for answer in (wrong, unknown)]
    assert all(SORRY in page for page in pages)
    assert without_tokens(pages[0], "claire") == without_tokens(pages[1], "inconnue")


def without_tokens(page, name):
    """The page without what differs at each showing, and without the name typed."""
    lines = [line for line in page.replace(name, "…").split("\n") if "csrf" not in line.lower()]
    return "\n".join(lines)


def test_a_closed_account_gets_that_page_too(client, claire):
    claire.is_active = False
    claire.save()

    response = sign_in(client)

    assert response.status_code == 422
    assert SORRY in response.content.decode()


def test_the_name_typed_is_kept_and_the_password_is_not(client, claire):
    page = sign_in(client, password="faux secret").content.decode()

    assert 'value="claire"' in page
    assert "faux secret" not in page


def test_nothing_typed_says_what_is_missing(client):
    page = sign_in(client, username="", password="").content.decode()

    assert "2 choses sont à corriger" in page
    assert "Écrivez votre nom d&#x27;utilisateur." in page
    assert "Écrivez votre mot de passe." in page
    assert page.count("autofocus") == 1  # on the summary, no longer on the first field


def test_who_is_inside_already_goes_to_work(client, claire):
    client.force_login(claire)

    response = client.get(LOGIN)

    assert (response.status_code, response.headers["Location"]) == (302, "/equipe/accueil/")


@pytest.mark.parametrize(
    ("came_from", "after"),
    [
        ("http://testserver/equipe/?voir=en-retard", "/equipe/?voir=en-retard"),
        ("", "/equipe/accueil/"),
        ("https://ailleurs.example/equipe/", "/equipe/accueil/"),
    ],
)
def test_who_clicks_after_the_session_ended_comes_back_to_a_page(client, claire, came_from, after):
    """Most addresses that take a POST are no page: there, one would stand before an empty 405."""
    answer = client.post("/equipe/prendre/", headers={"referer": came_from})
    door = answer.headers["Location"]
    inside = client.post(door, {"username": "claire", "password": "un long secret"})

    assert inside.headers["Location"] == after


def test_logging_out_takes_a_post(client, claire):
    client.force_login(claire)

    assert client.get("/equipe/deconnexion/").status_code == 405
    assert client.get("/equipe/accueil/").status_code == 200
    assert client.post("/equipe/deconnexion/").headers["Location"] == LOGIN
    assert client.get("/equipe/accueil/").headers["Location"].startswith(LOGIN)


def test_only_the_demo_shows_its_accounts(client, settings):
    assert "julien-demo" not in client.get(LOGIN).content.decode()

    settings.DEMO = True
    page = client.get(LOGIN).content.decode()

    assert "julien-demo" in page
    names = "intervenante intervenant2 responsable redaction redaction2 evaluation administration"
    assert all(f"<code>{name}</code>" in page for name in [*names.split(), "partenaire"])
