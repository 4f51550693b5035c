"""A list of chosen aids: printed, shared, sent to one's own phone, and kept by nobody."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from campaigns.models import Aid, PageView, Part
from tests.catalogue.reading import all_of, hits, links, main_text, read
from tests.make.campaigns import make_desk, make_partner
from tests.make.catalogue import make_aid, make_provider

pytestmark = pytest.mark.django_db

PAGE = "/fr/aides/liste/"


@pytest.fixture(autouse=True)
def three():
    make_desk()
    office = make_provider(name="Office des lunettes", phone="032 555 01 33")
    make_aid("lunettes", texts={Part.TITLE: "Payer des lunettes"}, provider=office)
    make_aid("loyer", texts={Part.TITLE: "Payer le loyer"})
    make_aid("brouillon", state=Aid.State.DRAFT)


def test_the_list_has_the_aids_of_the_address_in_its_order(client):
    response = client.get(f"{PAGE}?a=lunettes&a=loyer&a=lunettes")

    assert hits(response) == ["lunettes", "loyer"]
    words = main_text(response)
    assert "Office des lunettes · 032 555 01 33" in words
    assert "Vous habitez le canton." in words


@pytest.mark.parametrize("odd", ["inconnue", "brouillon", "%01", "a" * 3000, "../loyer", ""])
def test_an_unknown_aid_is_left_out_calmly(client, odd):
    response = client.get(f"{PAGE}?a={odd}&a=loyer")
    assert response.status_code == 200
    assert hits(response) == ["loyer"]


def test_a_nul_in_the_address_is_refused_in_words(client):
    """As on every page: julien.core.middleware.UnreadableMiddleware."""
    response = client.get(f"{PAGE}?a=%00&a=loyer")
    assert response.status_code == 400
    assert "Nous n'avons pas pu lire cet envoi" in main_text(response)


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}?a=inconnue", f"{PAGE}?a=loyer&choisir=1"])
def test_aids_are_chosen_with_boxes_and_without_script(client, address):
    page = read(client.get(address))

    boxes = [box for box in all_of(page, "input") if box.get("type") == "checkbox"]
    assert [box.get("value") for box in boxes] == ["loyer", "lunettes"]
    ticked = [box.get("value") for box in boxes if "checked" in box.attrib]
    assert ticked == (["loyer"] if "loyer" in address else [])
    (form,) = all_of(page, "form")
    assert (form.get("method"), form.get("action")) == (None, PAGE)


def test_the_phone_writes_the_message_and_no_number_is_asked(client):
    page = read(client.get(f"{PAGE}?a=loyer&a=lunettes"))

    (sms,) = [link for link in links(page) if link.startswith("sms:?")]
    text = unquote(sms.partition("body=")[2])
    assert text.startswith("Aides à demander :\n- Payer le loyer\n- Payer des lunettes\nhttp")
    address = urlsplit(text.splitlines()[-1])
    assert (address.path, parse_qs(address.query)) == (PAGE, {"a": ["loyer", "lunettes"]})
    (mail,) = [link for link in links(page) if link.startswith("mailto:")]
    assert unquote(mail).partition("body=")[2] == text
    assert all_of(page, "input") == []


def test_the_shared_address_shows_the_same_list(client):
    first = client.get(f"{PAGE}?a=loyer&a=lunettes&s=x")
    (sms,) = [link for link in links(read(first)) if link.startswith("sms:?")]
    shared = urlsplit(unquote(sms).splitlines()[-1])
    assert hits(client.get(f"{shared.path}?{shared.query}")) == ["loyer", "lunettes"]


def test_nobody_keeps_the_list(client):
    response = client.get(f"{PAGE}?a=loyer")

    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    assert list(PageView.objects.values_list("page", flat=True)) == ["list"]


def test_the_partner_is_carried_on(client):
    code = make_partner().code
    page = read(client.get(f"{PAGE}?a=loyer&s={code}"))
    assert f"/fr/aides/loyer/?s={code}" in links(page)
    assert f"{PAGE}?a=loyer&s={code}&choisir=1" in links(page)


@pytest.mark.parametrize("query", ["a=loyer", "a=loyer&a=lunettes"])
def test_a_longer_list_costs_no_more(client, django_assert_num_queries, query):
    client.get(f"{PAGE}?{query}")
    with django_assert_num_queries(4):
        client.get(f"{PAGE}?{query}")
